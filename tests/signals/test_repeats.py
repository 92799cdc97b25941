"""Places that differ in one stroke after another, and none where there are none."""

import numpy as np
import pytest

from strigil.signals import (
    analyse_recording,
    binned_by_position,
    recording_of,
    repeated_anomalies,
    simulate_recording,
)


def table(random, strokes=9, places=25, bump=0.0, at=10, seen=None):
    values = 0.3 * (1 + 0.08 * random.standard_normal((strokes, places)))
    values[: strokes if seen is None else seen, at : at + 2] += bump
    return values


@pytest.mark.parametrize("bump", [0.2, -0.2])
def test_a_place_that_differs_in_every_stroke_is_found_on_either_side(bump):
    found = repeated_anomalies(table(np.random.default_rng(0), bump=bump))
    assert len(found) == 1
    assert found[0].from_ == pytest.approx(0.040)
    assert found[0].to == pytest.approx(0.048)
    assert np.sign(found[0].score) == np.sign(bump)
    assert found[0].seen_in >= 7
    assert found[0].of == 9


def test_a_place_that_differs_in_two_strokes_only_is_not_called():
    assert repeated_anomalies(table(np.random.default_rng(0), bump=0.4, seen=2)) == ()


def test_too_few_strokes_call_nothing():
    assert repeated_anomalies(table(np.random.default_rng(0), strokes=4, bump=1)) == ()


def test_false_places_are_rarer_than_stated():
    alarms = sum(
        bool(repeated_anomalies(table(np.random.default_rng(seed))))
        for seed in range(80)
    )
    assert alarms <= 4


def test_the_unit_of_the_quantity_does_not_matter():
    values = table(np.random.default_rng(0), bump=0.2)
    one, thousand = repeated_anomalies(values), repeated_anomalies(1000 * values)
    assert one[0].score == pytest.approx(thousand[0].score)


def test_bins_hold_the_mean_of_what_was_measured_there():
    along = np.array([0.0, 0.001, 0.005, 0.006, 0.0, 0.009])
    values = np.array([1.0, 3.0, 5.0, np.nan, 7.0, 8.0])
    binned, origin = binned_by_position(along, values, np.array([[0, 4], [4, 6]]))
    assert origin == 0.0
    assert np.allclose(binned, [[2.0, 5.0, np.nan], [7.0, np.nan, 8.0]], equal_nan=True)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("difficulty", [0.0, 0.5])
def test_even_tissue_shows_no_place(seed, difficulty):
    simulated = simulate_recording(strokes=25, seed=seed, difficulty=difficulty)
    assert analyse_recording(simulated.recording).anomalies == ()


def test_a_place_with_more_friction_is_found_where_it_is():
    simulated = simulate_recording(strokes=25, seed=3, difficulty=0.2)
    before = simulated.recording
    x = before.channels["position_x"]
    more = 1 + 0.8 * np.exp(-0.5 * ((x - 0.01) / 0.004) ** 2)
    channels = {**before.channels, "force_x": before.channels["force_x"] * more}
    analysis = analyse_recording(recording_of(before.time, channels))
    assert len(analysis.anomalies) == 1
    found = analysis.anomalies[0]
    # Places count from the smallest that a stroke reached.
    lowest = simulated.truth.course.position[:, 0].min()
    assert found.score > 0
    middle = 0.5 * (found.from_ + found.to)
    assert middle == pytest.approx(0.01 - lowest, abs=0.006)


def test_without_position_or_shear_it_is_said_why():
    time = np.arange(1000) / 100
    force = 6 * np.clip(np.sin(2 * np.pi * time), 0, None)
    analysis = analyse_recording(recording_of(time, {"force_normal": force}))
    because = {one.what: one.because for one in analysis.not_computable}
    assert "position" in because["anomalies"]
