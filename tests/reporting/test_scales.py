"""Numbers onto paper: the mapping is linear, ticks are round, labels keep apart."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strigil.reporting.scales import Scale, apart, decimate, nice_ticks, range_of

sane = st.floats(-1e4, 1e4)
places = st.lists(st.floats(0, 300), min_size=1, max_size=8)


@given(a=sane, b=sane, share=st.floats(0, 1))
def test_a_scale_is_linear(a: float, b: float, share: float) -> None:
    scale = Scale(-2.0, 7.0, 40.0, 640.0)
    between = scale(a + share * (b - a))
    assert between == pytest.approx(scale(a) + share * (scale(b) - scale(a)), abs=1e-6)


def test_a_scale_puts_its_ends_at_the_ends_of_the_drawing() -> None:
    scale = Scale(2.0, 10.0, 300.0, 100.0)
    assert (scale(2.0), scale(10.0)) == (300.0, 100.0)


def test_many_places_agree_with_one_at_a_time() -> None:
    scale = Scale(0.0, 3.0, 10.0, 100.0)
    assert scale.many([0.0, 1.0, 2.5]) == pytest.approx([scale(v) for v in (0, 1, 2.5)])


@given(low=st.floats(-1e5, 1e5), width=st.floats(1e-3, 1e5), count=st.integers(2, 10))
def test_ticks_lie_within_and_at_equal_distances(
    low: float, width: float, count: int
) -> None:
    ticks = nice_ticks(low, low + width, count)
    assert all(low - 1e-6 * width <= t <= low + width * (1 + 1e-6) for t in ticks)
    gaps = np.diff(ticks)
    assert gaps == pytest.approx(np.full(gaps.shape, gaps[0] if gaps.size else 0))


def test_a_range_holds_every_finite_number_and_passes_over_nan() -> None:
    low, high = range_of([1.2, np.nan, 7.9], [np.inf, 3.0], least=0.0)
    assert low <= 0.0
    assert 7.9 <= high < 20.0


def test_a_range_of_nothing_is_still_a_range() -> None:
    assert range_of([np.nan], []) == (0.0, 1.0)


@given(wanted=places)
def test_labels_are_never_closer_than_the_gap(wanted: list[float]) -> None:
    moved = sorted(apart(wanted, 18.0, ends=(0.0, 300.0)))
    assert all(np.diff(moved) >= 18.0 - 1e-6)
    assert moved[0] >= -1e-6
    assert moved[-1] <= 300.0 + 1e-6


@given(wanted=places)
def test_labels_keep_their_order(wanted: list[float]) -> None:
    moved = apart(wanted, 10.0, ends=(0.0, 300.0))
    pairs = sorted(zip(wanted, moved, strict=True))
    assert [m for _, m in pairs] == sorted(moved)


def test_labels_that_are_already_apart_stay_where_they_are() -> None:
    assert apart([20.0, 80.0, 50.0], 18.0, ends=(0, 100)) == [20.0, 80.0, 50.0]


@given(
    values=st.lists(st.floats(-50, 50), min_size=30, max_size=300),
    columns=st.integers(1, 25),
)
def test_decimation_loses_no_peak(values: list[float], columns: int) -> None:
    time = np.arange(len(values), dtype=float)
    _, low, high = decimate(time, values, columns)
    assert np.nanmax(high) == max(values)
    assert np.nanmin(low) == min(values)


def test_decimation_keeps_a_gap_a_gap() -> None:
    values = np.ones(1000)
    values[400:600] = np.nan
    middle, low, _ = decimate(np.arange(1000.0), values, 10)
    assert np.isnan(low[(middle > 400) & (middle < 600)]).all()
    assert np.isfinite(low[middle < 400]).all()
