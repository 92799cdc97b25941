import pytest

from strigil.units import to_si
from strigil_clinic.workers import begun, finished, key_of


def grow(start: int) -> int:
    return start + 1


def fail() -> None:
    message = "on purpose"
    raise ValueError(message)


def test_the_same_inputs_have_the_same_key_and_others_another():
    assert key_of("a", 1) == key_of("a", 1)
    assert key_of("a", 1) != key_of("a", 2)


def test_the_same_work_is_done_once():
    first = begun("once", grow, start=1)
    assert begun("once", grow, start=5) is first
    assert finished("once") == 2


def test_work_that_failed_says_so_and_is_begun_again():
    begun("fails", fail)
    with pytest.raises(ValueError, match="on purpose"):
        finished("fails")
    begun("fails", grow, start=1)
    assert finished("fails") == 2


def test_work_that_nobody_began_is_not_there():
    assert finished("unheard of") is None


@pytest.mark.slow
def test_a_process_of_its_own_gives_the_same(settings):
    settings.WORK_IN_PROCESSES = True
    begun("apart", to_si, value=1.0, unit="min")
    assert finished("apart", within=60.0) == 60.0
