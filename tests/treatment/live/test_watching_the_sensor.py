"""A sensor that is silent or lies is noticed; a coarse one at rest is not accused."""

import numpy as np
import pytest

from strigil.treatment.live import FrameRing, LatencyCount, SensorWatch
from strigil.treatment.live.sample_clock import SampleClock

RATE = 100.0


def watched(force: np.ndarray, *, in_contact: bool = False) -> str:
    """Return the alarm when these forces came one after another."""
    watch = SensorWatch((0,), 0.0)
    time = np.arange(force.size) / RATE
    for k in range(0, force.size, 2):
        part = slice(k, k + 2)
        watch.take(
            time[part],
            force[part].reshape(-1, 1),
            now=time[part][-1],
            in_contact=in_contact,
        )
    return watch.alarm(float(time[-1]))


def noise(count: int) -> np.ndarray:
    return 5.0 + 0.1 * np.random.default_rng(1).standard_normal(count)


def test_nothing_is_wrong_with_a_force_that_trembles():
    assert watched(noise(500)) == ""


def test_a_force_that_stops_changing_is_stuck_within_300_ms():
    lively = np.append(noise(300), [8.0, 5.0])
    assert watched(np.append(lively, np.full(29, 5.0))) == "stuck"
    assert watched(np.append(lively, np.full(15, 5.0))) == ""


def test_at_its_largest_force_it_is_saturated():
    assert watched(np.append(noise(300), np.full(30, 12.0))) == "saturated"


def test_a_coarse_sensor_at_rest_is_not_stuck():
    coarse = np.round(0.02 * np.random.default_rng(2).standard_normal(2000), 1)
    assert watched(np.append(coarse, np.zeros(60))) == ""


def test_numbers_that_are_none_are_missing():
    assert watched(np.append(noise(100), np.full(30, np.nan))) == "missing"


def test_silence_counts_from_the_opening_too():
    watch = SensorWatch((0,), 10.0)
    assert watch.alarm(10.1) == ""
    assert watch.alarm(10.3) == "silent"
    watch.take(np.array([0.0]), np.array([[1.0]]), now=10.3, in_contact=False)
    assert watch.alarm(10.35) == ""


def test_a_ring_gives_what_is_kept_and_no_more():
    ring = FrameRing(kept=3)
    for n in range(5):
        assert ring.add({"x": n}) == n
    assert (ring.oldest, ring.next) == (2, 5)
    assert len(ring.wait(0, 0.0)) == 3
    assert len(ring.wait(4, 0.0)) == 1
    assert ring.wait(5, 0.0) == []


def test_percentiles_lie_within_a_bin_of_the_truth():
    count = LatencyCount()
    lasted = np.random.default_rng(3).uniform(0.001, 0.1, 2000)
    for one in lasted:
        count.add(float(one))
    found = count.so_far()
    assert found.median == pytest.approx(np.median(lasted), rel=0.07)
    assert found.high == pytest.approx(np.quantile(lasted, 0.95), rel=0.07)
    assert found.most == lasted.max()


def test_the_clock_finds_the_smallest_delay_and_goes_on_over_a_loss():
    clock = SampleClock()
    for k, late in enumerate([0.05, 0.01, 0.08]):
        clock.on(np.array([7.0 + k]), 100.0 + k + late)
    assert clock.last == 2.0
    assert clock.steady(2.0) == pytest.approx(102.01, abs=1e-3)
    clock.jump(112.0)
    assert clock.on(np.array([0.0]), 112.0)[0] == pytest.approx(11.92)


def test_a_clock_that_slipped_is_late_for_a_while_and_then_forgiven():
    clock = SampleClock()
    for k in range(10):
        clock.on(np.array([float(k)]), 100.0 + k)
    for k in range(10, 40):
        clock.on(np.array([float(k)]), 100.5 + k)
        if k == 12:
            assert clock.steady(12.0) == pytest.approx(112.0)
    assert clock.steady(39.0) == pytest.approx(139.5)
