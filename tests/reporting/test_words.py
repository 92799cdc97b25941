"""Numbers as a person reads them."""

import math

import pytest

from strigil.intervals import Interval
from strigil.reporting import clock, number, spread


@pytest.mark.parametrize(
    ("value", "digits", "said"),
    [
        (0.018342, 2, "0.018"),
        (85.2, 2, "85"),
        (6.0, 2, "6.0"),
        (1234.4, 2, "1230"),
        (0.0, 2, "0"),
        (-0.3, 2, "−0.30"),
        (math.nan, 2, "not known"),
        (None, 2, "not known"),
    ],
)
def test_a_number_keeps_few_digits(value: float | None, digits: int, said: str) -> None:
    assert number(value, digits) == said


def test_an_interval_says_both_ends_in_the_shown_unit() -> None:
    said = spread(Interval(0.0019, 0.0013, 0.0027), 1e3, "mm")
    assert said == "1.9 mm (1.3 to 2.7)"


def test_a_value_without_spread_does_not_pretend_one() -> None:
    assert spread(Interval(2.0, 2.0, 2.0), 1.0, "N") == "2.0 N"


def test_what_was_not_estimated_is_not_known() -> None:
    assert spread(None, 1.0, "N") == "not known"


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0:00"), (432, "7:12"), (3725, "1:02:05")]
)
def test_a_time_is_minutes_and_seconds(seconds: float, said: str) -> None:
    assert clock(seconds) == said
