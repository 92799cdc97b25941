"""Live sessions that begin with the edge on the skin find their rest by themselves."""

import numpy as np
import pytest

from strigil.signals import StrokeStream, recording_of, simulate_recording
from strigil.signals.analyse import analyse_recording

AXES = ("force_x", "force_y", "force_z")


def turned(seed: int) -> np.ndarray:
    q, r = np.linalg.qr(np.random.default_rng(seed).standard_normal((3, 3)))
    return q * np.sign(np.diag(r))


def begun(seed: int, difficulty: float, *, inside: bool, axes: bool):
    """A session cut in the middle of its first stroke, and when it truly touched."""
    made = simulate_recording(strokes=12, seed=seed, difficulty=difficulty)
    recording, first = made.recording, made.truth.strokes[0]
    if inside:
        middle = 0.5 * (first.start + first.end)
        at = int(np.searchsorted(recording.time, middle))
        recording = recording.cut(at, recording.time.size)
    truth = np.zeros(recording.time.size, dtype=bool)
    for stroke in made.truth.strokes:
        truth |= (recording.time >= stroke.start) & (recording.time < stroke.end)
    channels = {"force_normal": recording.channels["force_normal"]}
    if axes:
        names = ("force_x", "force_y", "force_normal")
        forces = turned(seed) @ np.stack([recording.channels[n] for n in names])
        forces += np.array([[1.5], [-2.0], [0.7]])  # no zero either
        channels = dict(zip(AXES, forces, strict=True))
    return recording_of(recording.time, channels), truth


def f1(recording, truth: np.ndarray) -> float:
    found = analyse_recording(recording, as_live=True).in_contact
    return 2.0 * (found & truth).sum() / (found.sum() + truth.sum())


@pytest.mark.parametrize(
    ("axes", "difficulty", "least"),
    [
        (True, 0.0, 0.9),
        (True, 0.2, 0.85),
        (True, 0.6, 0.5),
        (False, 0.0, 0.9),
        (False, 0.2, 0.85),
        (False, 0.6, 0.55),
    ],
)
def test_a_session_that_begins_inside_a_stroke_is_scored(axes, difficulty, least):
    scores = [
        f1(*begun(seed, difficulty, inside=True, axes=axes)) for seed in range(200, 206)
    ]
    assert np.mean(scores) > least


@pytest.mark.parametrize("axes", [True, False])
@pytest.mark.parametrize("difficulty", [0.0, 0.4])
def test_a_session_that_begins_at_rest_keeps_its_rest(axes, difficulty):
    scores = [
        f1(*begun(seed, difficulty, inside=False, axes=axes)) for seed in range(4)
    ]
    assert np.mean(scores) > 0.9


def test_a_turned_sensor_without_zero_finds_the_strokes_after_the_first():
    recording, _ = begun(2, 0.0, inside=True, axes=True)
    found = analyse_recording(recording, as_live=True).strokes
    later = [one for one in found if one.start > recording.time[0] + 2.0]
    assert 9 <= len(later) <= 12


def test_a_tool_that_is_carried_and_then_presses_for_long_keeps_its_first_rest():
    time = np.arange(4000) / 200.0
    random = np.random.default_rng(4)
    force = 0.02 * random.standard_normal((time.size, 3))
    force[:, 0] += np.interp(time, [2.0, 4.0, 6.0], [0.0, 2.0, 2.0])
    pressing = (time > 6.0) & (time < 14.0)
    force[pressing, 2] += 15.0 + np.sin(3.0 * time[pressing])
    force[time > 14.0, 0] -= 2.0
    stream = StrokeStream(AXES, 200.0)
    found = stream.push(time, force).in_contact
    assert found[(time > 6.2) & (time < 13.8)].all()
    assert not found[time < 2.0].any()
    assert not found[time > 14.5].any()


@pytest.mark.parametrize("axes", [("force_normal",), AXES])
@pytest.mark.parametrize("rate", [200.0, 1000.0])
def test_noise_is_never_taken_for_a_session_that_began_inside_a_stroke(axes, rate):
    """Four blocks of it lie close together by chance: in 120 minutes, ten strokes."""
    time = np.arange(round(60.0 * rate)) / rate
    found = 0
    for seed in range(1000, 1000 + round(24000.0 / rate)):
        random = np.random.default_rng(seed)
        force = 0.5 * random.standard_normal((time.size, len(axes)))
        found += len(StrokeStream(axes, rate).push(time, force).strokes)
    assert found == 0
