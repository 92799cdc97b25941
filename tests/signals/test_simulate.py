"""The simulator: known truth, the same to the last bit, harder when asked."""

from itertools import pairwise

import numpy as np
import pytest

from strigil.errors import InvalidValueError
from strigil.signals import analyse_recording, simulate_recording, write_recording


def overlap(a, b) -> float:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared / (max(a.end, b.end) - min(a.start, b.start))


def score(simulated) -> float:
    """F1 of strokes, found when they share at least 0.6 of their joint time."""
    found = analyse_recording(simulated.recording).strokes
    true = simulated.truth.strokes
    hits = sum(max((overlap(t, f) for f in found), default=0) >= 0.6 for t in true)
    return 2 * hits / (len(true) + len(found))


@pytest.mark.parametrize("seed", range(3))
def test_an_easy_session_is_recovered_stroke_by_stroke(seed):
    simulated = simulate_recording(strokes=20, seed=seed, difficulty=0.0)
    strokes = analyse_recording(simulated.recording).strokes
    assert len(strokes) == 20
    for found, true in zip(strokes, simulated.truth.strokes, strict=True):
        assert found.start == pytest.approx(true.start, abs=0.06)
        assert found.end == pytest.approx(true.end, abs=0.06)
        assert found.peak_force == pytest.approx(true.peak_force, rel=0.02, abs=0.02)
        assert found.angle == pytest.approx(np.radians(45))
        assert "turned" not in found.flags


@pytest.mark.slow
def test_the_score_falls_with_difficulty():
    mean = [
        np.mean(
            [
                score(simulate_recording(strokes=30, seed=s, difficulty=d))
                for s in range(4)
            ]
        )
        for d in (0.0, 0.5, 1.0)
    ]
    assert mean[0] > 0.97
    assert mean[0] > mean[1] + 0.02 > mean[2] + 0.04
    assert mean[2] > 0.05


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    written = []
    for name in ("a", "b"):
        simulated = simulate_recording(strokes=5, seed=11, difficulty=0.6)
        write_recording(simulated.recording, tmp_path / f"{name}.parquet")
        written.append((tmp_path / f"{name}.parquet").read_bytes())
    assert written[0] == written[1]


def test_another_seed_gives_another_session():
    one, other = (simulate_recording(strokes=5, seed=s) for s in (1, 2))
    assert one.truth != other.truth


@pytest.mark.parametrize("force", [3.0, 9.0])
def test_the_force_asked_for_is_the_force_pressed(force):
    simulated = simulate_recording(strokes=80, seed=4, difficulty=0.2, force=force)
    peaks = [one.peak_force for one in simulated.truth.strokes]
    assert np.median(peaks) == pytest.approx(force, rel=0.1)


@pytest.mark.parametrize("difficulty", [0.0, 0.4, 1.0])
def test_true_strokes_follow_each_other_without_overlap(difficulty):
    strokes = simulate_recording(
        strokes=40, seed=5, difficulty=difficulty
    ).truth.strokes
    assert len(strokes) == 40
    assert all(one.end > one.start and one.peak_force > 0 for one in strokes)
    assert all(a.end <= b.start for a, b in pairwise(strokes))


def test_variation_of_the_peaks_lies_where_it_was_measured():
    for difficulty, low, high in ((0.0, 0.10, 0.18), (1.0, 0.25, 0.45)):
        simulated = simulate_recording(strokes=300, seed=6, difficulty=difficulty)
        peaks = np.array([one.peak_force for one in simulated.truth.strokes])
        assert low < peaks.std() / peaks.mean() < high


def test_difficulty_brings_losses_and_an_easy_session_has_none():
    easy = simulate_recording(strokes=10, seed=1, difficulty=0.0).recording
    hard = simulate_recording(strokes=10, seed=1, difficulty=1.0).recording
    assert all(np.isfinite(values).all() for values in easy.channels.values())
    assert np.isnan(hard.channels["force_normal"]).any()
    assert np.diff(hard.time).max() > 3 * np.median(np.diff(hard.time))
    assert (np.diff(hard.time) >= 0).all()


def test_friction_opposes_the_motion():
    recording = simulate_recording(strokes=10, seed=1, difficulty=0.0).recording
    pressed = recording.channels["force_normal"] > 3
    speed = np.gradient(recording.channels["position_x"], recording.time)
    power = (speed * recording.channels["force_x"])[pressed]
    assert (power < 0).mean() > 0.95


def test_the_simulated_strokes_are_as_long_as_meant():
    simulated = simulate_recording(strokes=12, seed=2, difficulty=0.0)
    for stroke in analyse_recording(simulated.recording).strokes:
        assert stroke.length == pytest.approx(0.1, rel=0.12)


@pytest.mark.parametrize(
    "wrong",
    [
        {"strokes": 0},
        {"difficulty": 1.5},
        {"force": -3.0},
        {"force": 4000.0},
        {"rate": 0.0},
    ],
)
def test_numbers_that_cannot_be_are_refused_by_name(wrong):
    with pytest.raises(InvalidValueError, match=next(iter(wrong))):
        simulate_recording(**{"strokes": 3, "seed": 1} | wrong)
