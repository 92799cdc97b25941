"""The hands-on tests that stop or refer."""

import pytest

from strigil.catalogue import Condition, RedFlagTest, all_of, one_of

TESTS = list(all_of(RedFlagTest).values())


def test_no_test_stands_unused() -> None:
    used = {name for c in all_of(Condition).values() for name in c.red_flag_tests}
    assert set(all_of(RedFlagTest)) == used


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.id)
def test_a_test_says_how_what_counts_and_what_it_suggests(test: RedFlagTest) -> None:
    assert len(test.how.split()) >= 5
    assert test.positive.endswith(".")
    assert test.suggests


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.id)
def test_a_referral_says_to_whom_and_how_soon(test: RedFlagTest) -> None:
    assert bool(test.send_to) == (test.action != "defer")
    if test.action == "refer_urgently":
        assert "same day" in test.send_to or "now" in test.send_to


@pytest.mark.parametrize(
    "test_id",
    [
        "calf_squeeze",
        "dvt_signs",
        "ottawa_ankle",
        "cauda_equina",
        "cervical_vascular",
        "cervical_instability",
        "compartment_signs",
        "spinal_infection",
        "referred_chest",
        "extensor_mechanism",
    ],
)
def test_what_can_not_wait_is_referred_on_the_same_day(test_id: str) -> None:
    assert one_of(RedFlagTest, test_id).action == "refer_urgently"


def test_recalled_teaching_says_that_it_is_recalled() -> None:
    assert {test.source for test in TESTS} == {"Recalled"}
