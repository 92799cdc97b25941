"""How an outcome moved: a movement is compared with itself, never with another."""

import pytest

from strigil.planning import trend_of
from strigil.treatment import Case, Problem
from strigil.treatment.case_parts import CaseOutcome

NECK = Problem("myofascial_trigger_point", "upper_trapezius", "left", onset_days=100.0)


def moved(*scored: tuple[float, float, str]):
    """Values [points] so many days ago, each on an item."""
    outcomes = tuple(
        CaseOutcome("psfs", value, days_ago=ago, item=item)
        for value, ago, item in scored
    )
    return trend_of(Case(1, NECK, outcomes=outcomes), "psfs")


def test_a_score_without_an_item_is_not_counted_against_one_with() -> None:
    found = moved((2.0, 30.0, "turning to the right"), (7.0, 0.0, ""))
    assert found.change is None
    assert found.verdict == "unknown"
    assert found.last == 7.0


def test_each_item_is_followed_and_the_changes_are_averaged() -> None:
    found = moved(
        (2.0, 30.0, "turning"),
        (4.0, 30.0, "lifting"),
        (5.0, 0.0, "turning"),
        (5.0, 0.0, "lifting"),
    )
    assert (found.first, found.last) == (3.0, 5.0)
    assert found.change == pytest.approx(2.0)


def test_an_item_scored_once_leaves_the_others_alone() -> None:
    found = moved((2.0, 30.0, "turning"), (5.0, 0.0, "turning"), (9.0, 0.0, "running"))
    assert found.change == pytest.approx(3.0)


def test_nothing_scored_is_nothing_known() -> None:
    found = moved()
    assert found.first is None
    assert found.change is None
