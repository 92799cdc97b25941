import pytest

from strigil.catalogue import Condition, all_of
from strigil.planning import stages_after
from strigil.units import to_si

EVERY = list(all_of(Condition).values())


def order_of(condition: Condition, days: float) -> tuple[str, ...]:
    return stages_after(condition, to_si(days, "d"))


@pytest.mark.parametrize("condition", EVERY, ids=lambda condition: condition.id)
def test_every_day_has_a_stage_and_healing_never_goes_back(condition):
    ranks = {"acute": 0, "subacute": 1, "chronic": 2}
    last = (0, 0)
    for days in range(400):
        found = [ranks[stage] for stage in order_of(condition, days)]
        assert found == list(range(found[0], found[-1] + 1)), "no gap between stages"
        assert (found[0], found[-1]) >= last
        last = (found[0], found[-1])


@pytest.mark.parametrize("condition", EVERY, ids=lambda condition: condition.id)
def test_the_first_day_is_acute_and_two_years_are_chronic(condition):
    assert order_of(condition, 0) == ("acute",)
    assert order_of(condition, 730) == ("chronic",)


def test_between_the_ends_of_a_beginning_both_stages_fit():
    achilles = all_of(Condition)["achilles_tendinopathy"]
    assert order_of(achilles, 5) == ("acute", "subacute")
    assert order_of(achilles, 7) == ("subacute",), "the latest beginning has come"
