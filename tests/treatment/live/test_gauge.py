"""The gauge reads what the pass over samples says, and mends a rest learnt wrongly."""

import numpy as np
import pytest

from strigil.treatment.live import Gauge

RATE = 100.0


def presses(count: int, start: int = 0) -> np.ndarray:
    """Press for half a second every two seconds, to six newtons."""
    k = np.arange(start, start + count)
    pressed = 6.0 * np.clip(np.sin(np.pi * k / RATE) - 0.7, 0.0, None) / 0.3
    return pressed + 0.01 * ((k * 7919) % 13 - 6)


def taken(gauge: Gauge, force: np.ndarray, band=None, *, by_mean=False) -> list:
    """Give a gauge its samples in parts of five; return what it said."""
    time = np.arange(force.size) / RATE
    return [
        gauge.take(
            time[k : k + 5], force[k : k + 5].reshape(-1, 1), band, by_mean=by_mean
        )
        for k in range(0, force.size, 5)
    ]


def test_contact_time_and_strokes_are_those_of_the_presses():
    gauge = Gauge(["force_normal"], RATE)
    said = taken(gauge, presses(2000, start=100))
    assert gauge.strokes == pytest.approx(10, abs=1)
    assert gauge.touched == pytest.approx(0.5 * gauge.strokes, rel=0.15)
    assert max(one.force for one in said) == pytest.approx(6.0, abs=0.3)
    assert gauge.settled


@pytest.mark.parametrize("start", [0, 20, 40, 60])
def test_begun_in_the_middle_of_a_stroke_it_learns_the_rest_anew(start):
    gauge = Gauge(["force_normal"], RATE)
    said = taken(gauge, presses(3000, start=start))
    assert any(one.in_contact for one in said[-100:])
    assert gauge.settled


def test_time_in_band_is_all_of_the_contact_in_a_wide_band_and_none_in_a_high_one():
    wide, high = (Gauge(["force_normal"], RATE) for _ in range(2))
    taken(wide, presses(1500, start=100), (-100.0, 100.0))
    taken(high, presses(1500, start=100), (50.0, 100.0))
    assert wide.banded == pytest.approx(wide.touched)
    assert high.banded == 0.0


def test_the_mean_of_a_stroke_lies_below_its_peak_and_ends_with_the_lift():
    gauge = Gauge(["force_normal"], RATE)
    said = taken(gauge, presses(1500, start=100), (0.0, 4.5), by_mean=True)
    means = [one.mean for one in said if one.in_contact]
    assert 2.0 < max(means) < 5.0
    assert all(np.isnan(one.mean) for one in said if not one.in_contact)


def test_a_rate_that_nobody_promised_is_learnt_from_the_first_samples():
    gauge = Gauge(["force_normal"], float("nan"))
    taken(gauge, presses(2000, start=100))
    assert gauge.strokes == pytest.approx(10, abs=1)


def test_an_impossible_force_is_told_as_it_is():
    gauge = Gauge(["force_normal"], RATE)
    force = presses(300, start=100)
    force[250] = 500.0
    assert max(one.most for one in taken(gauge, force)) == 500.0
