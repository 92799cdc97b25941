"""The scan of a recording: landing and lifting included, and what it must not do."""

from pathlib import Path

import numpy as np
import pytest

from strigil.errors import InvalidValueError
from strigil.signals import (
    SimulatedRestriction,
    SimulatedScene,
    analyse_recording,
    recording_of,
    simulate_recording,
)
from strigil.treatment import (
    scan_recording,
    search_recording,
    simulate_scan_recording,
)

SOURCE = Path(__file__).parents[2] / "src" / "strigil"


def scanned(strokes, seed, **given):
    made = simulate_scan_recording(strokes, seed=seed, **given)
    return scan_recording(made, analyse_recording(made))


@pytest.mark.parametrize(("change", "side"), [(-0.22, "softer"), (0.28, "stiffer")])
def test_a_clear_place_is_found_on_its_side(change, side) -> None:
    found = scanned(10, 2, change=change).search
    assert [one.side for one in found.anomalies] == [side]
    assert found.anomalies[0].seen_in >= 8


def test_even_tissue_is_an_answer_with_the_rate_it_is_held_to() -> None:
    found = scanned(10, 1).search
    assert found.verdict == "nothing found"
    assert found.alarm_said.startswith("At most 5 of 100 scans")


def test_each_stroke_of_a_simulated_scan_is_found_in_its_recording() -> None:
    made = simulate_scan_recording(9, seed=2)
    assert len(analyse_recording(made).strokes) == 9
    assert scanned(9, 2).scan.stiffness.shape[0] == 9


def test_a_search_without_a_test_states_no_rate() -> None:
    for found in (scanned(3, 1, change=-0.3), scanned(10, 1, change=None)):
        assert found.search.verdict == "cannot say"
        assert found.search.alarm_said == ""


def test_strokes_beside_each_other_are_warned_of() -> None:
    beside = scanned(10, 1, across=0.06)
    assert any("beside each other" in said for said in beside.warnings)
    assert not any("beside each other" in said for said in scanned(10, 1).warnings)


def test_a_recording_without_positions_has_no_scan() -> None:
    made = simulate_scan_recording(8, seed=1)
    kept = {k: v for k, v in made.channels.items() if not k.startswith("position")}
    blind = recording_of(made.time, kept)
    found = scan_recording(blind, analyse_recording(blind))
    assert found.scan is None
    assert "position channels" in found.search.because


def test_an_indentation_of_nothing_is_told() -> None:
    made = simulate_scan_recording(8, seed=1)
    flat = {**made.channels, "indentation": np.zeros(made.time.size)}
    found = scan_recording(recording_of(made.time, flat), analyse_recording(made))
    assert found.search.because == "no sample presses the skin in"


def test_the_search_alone_is_that_of_the_scan() -> None:
    made = simulate_scan_recording(10, seed=2, change=-0.22)
    analysis = analyse_recording(made)
    assert search_recording(made, analysis) == scan_recording(made, analysis).search


def test_the_same_seed_simulates_the_same_recording() -> None:
    one, two = (simulate_scan_recording(4, seed=7) for _ in range(2))
    assert all(np.array_equal(one.channels[k], two.channels[k]) for k in one.channels)


@pytest.mark.parametrize("given", [{"force": 0.0}, {"across": -0.01}])
def test_a_simulation_that_can_not_be_is_refused(given) -> None:
    with pytest.raises(InvalidValueError, match="A force is above 0"):
        simulate_scan_recording(4, seed=1, **given)


def test_no_plan_knows_of_a_scan_or_a_map() -> None:
    """What a scan finds or a map leaves out never makes a session firmer."""
    words = ("scan_recording", "AnomalySearch", "SiteDoseMap", "dose_map_of_recording")
    guilty = [
        path.name
        for path in (SOURCE / "planning").glob("*.py")
        if any(word in path.read_text("utf-8") for word in words)
    ]
    assert guilty == []


@pytest.mark.slow
def test_recorded_scans_of_even_tissue_keep_to_the_stated_rate() -> None:
    # 100 scans at a true rate of 5 % exceed 13 alarms once in a thousand times.
    alarms = sum(
        scanned(10, 1000 + seed).search.verdict == "found" for seed in range(100)
    )
    assert alarms <= 13


def on_simulated_skin(seed, restrictions=()):
    scene = SimulatedScene(indentation=True, restrictions=restrictions)
    made = simulate_recording(strokes=15, seed=seed, difficulty=0.1, scene=scene)
    return search_recording(made.recording, analyse_recording(made.recording))


@pytest.mark.parametrize("seed", range(3))
def test_a_steady_hand_on_skin_that_yields_late_raises_no_alarm(seed) -> None:
    assert on_simulated_skin(seed).verdict == "nothing found"


def test_a_stiff_place_of_simulated_skin_is_found() -> None:
    found = on_simulated_skin(1, (SimulatedRestriction(0.01),))
    assert "stiffer" in {one.side for one in found.anomalies}


def test_strokes_too_uneven_for_any_number_are_an_answer_too() -> None:
    made = simulate_scan_recording(6, seed=1)
    channels = {name: values.copy() for name, values in made.channels.items()}
    random = np.random.default_rng(0)
    wild = np.exp(9 * random.standard_normal(made.time.size))
    channels["indentation"] = channels["indentation"] * wild
    recording = recording_of(made.time, channels)
    found = search_recording(recording, analyse_recording(recording))
    assert found.said


def with_one_place(seed, strength, strokes=24):
    scene = SimulatedScene(
        indentation=True, restrictions=(SimulatedRestriction(0.01, strength=strength),)
    )
    made = simulate_recording(strokes=strokes, seed=seed, scene=scene).recording
    return scan_recording(made, analyse_recording(made))


@pytest.mark.parametrize("seed", [3, 4, 106])
def test_beside_a_stiff_place_no_softer_one_is_called(seed) -> None:
    found = with_one_place(seed, 1.0).search.anomalies
    assert [one.side for one in found] == ["stiffer"]


def test_the_interval_of_the_change_holds_the_truth_of_each_recording() -> None:
    truth = SimulatedRestriction(0.01).stiffness_change
    assert truth == pytest.approx(0.6)
    held = [
        found.change.low < truth < found.change.high
        for seed in range(1, 7)
        for found in with_one_place(seed, 1.0).search.anomalies
    ]
    assert len(held) == 6
    assert sum(held) >= 5


def test_both_flanks_of_a_stiff_place_are_seen_in_its_strokes() -> None:
    found = with_one_place(3, 1.0)
    [place] = found.search.anomalies
    scan = found.scan
    flanks = [
        np.isfinite(scan.stiffness[:, part]).sum(axis=1) > 0
        for part in (
            (scan.place > place.from_) & (scan.place < place.at),
            (scan.place > place.at) & (scan.place < place.to),
        )
    ]
    passing = flanks[0] | flanks[1]
    assert np.mean((flanks[0] & flanks[1])[passing]) > 0.9


@pytest.mark.slow
@pytest.mark.parametrize(("strength", "side"), [(1.0, "softer"), (-0.5, "stiffer")])
def test_the_other_side_is_called_no_more_often_than_the_stated_rate(
    strength, side
) -> None:
    # 50 recordings at a true rate of 5 % exceed 8 once in a thousand times.
    called = sum(
        side in {one.side for one in with_one_place(seed, strength).search.anomalies}
        for seed in range(400, 450)
    )
    assert called <= 8
