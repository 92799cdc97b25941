"""Orientation: laws on made motion, to the bit when split, truth on real motion."""

import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strigil.errors import InvalidValueError
from strigil.signals.motion_steps import MOTION_CHANNELS, MotionStepper, _gather
from strigil.signals.recording import Recording, recording_of
from strigil.signals.tilt import TiltStream, tilt_of

GRAVITY = 9.81


def recording_with(time: np.ndarray, motion: np.ndarray) -> Recording:
    return recording_of(time, dict(zip(MOTION_CHANNELS, motion, strict=True)))


def rocking(time: np.ndarray, swing: float = 0.8) -> tuple[np.ndarray, np.ndarray]:
    """A sensor that rocks about its x axis, and the angle it stands at [rad]."""
    angle = swing * np.sin(2 * np.pi * 0.5 * time)
    rate = swing * np.pi * np.cos(2 * np.pi * 0.5 * time)
    still = np.zeros_like(time)
    pull = [still, GRAVITY * np.sin(angle), GRAVITY * np.cos(angle)]
    return np.array([rate, still, still, *pull]), angle


def faulty(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Motion with jitter, equal times, lost packets, NaN and absurd samples."""
    rng = np.random.default_rng(seed)
    steps = rng.gamma(2.0, 0.002, 600)
    steps[rng.random(600) < 0.05] = 0.0
    steps[rng.random(600) < 0.01] = 0.3
    time = np.cumsum(steps)
    motion, _ = rocking(time)
    motion += rng.normal(0, 0.05, motion.shape)
    motion[:, rng.random(600) < 0.05] = np.nan
    motion[2, rng.random(600) < 0.01] = np.inf
    return time, motion


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.lists(st.integers(0, 600), max_size=12))
def test_any_splitting_of_the_samples_gives_the_same_bits(seed, cuts):
    time, motion = faulty(seed)
    whole = TiltStream().push(time, motion)
    stream, parts = TiltStream(), []
    marks = [0, *sorted(cuts), time.size]
    for start, end in pairwise(marks):
        parts.append(stream.push(time[start:end], motion[:, start:end]))
    for name in ("orientation", "bias", "settling"):
        split = np.concatenate([getattr(part, name) for part in parts])
        assert np.array_equal(split, getattr(whole, name))
    assert np.array_equal(
        np.concatenate([part.steps.time for part in parts]), whole.steps.time
    )


def test_a_stream_goes_on_from_its_state_kept_as_json():
    time, motion = faulty(3)
    one = TiltStream()
    one.push(time[:250], motion[:, :250])
    other = TiltStream(json.loads(json.dumps(one.state)))
    rest = slice(250, None)
    kept = other.push(time[rest], motion[:, rest]).orientation
    assert np.array_equal(kept, one.push(time[rest], motion[:, rest]).orientation)


def test_the_compiled_loop_and_the_plain_one_agree_to_the_bit():
    time, motion = faulty(5)
    made = []
    for loop in (_gather, _gather.plain):
        state, ends = np.zeros(19), np.zeros(2000)
        means, restarted = np.zeros((2000, 6)), np.zeros(2000, dtype=np.bool_)
        count = loop(time, motion, 0.01, 0.1, state, ends, means, restarted)
        made.append((count, state, ends, means, restarted))
    for left, right in zip(*made, strict=True):
        assert np.array_equal(left, right)


def test_the_mean_over_a_step_keeps_the_angle_turned():
    time = np.sort(np.random.default_rng(0).uniform(0, 20, 6000))
    motion, _ = rocking(time)
    steps = MotionStepper().push(time, motion)
    last = np.searchsorted(time, steps.time[-1]) + 1
    whole = float(np.trapezoid(motion[0, :last], time[:last]))
    turned = float(steps.angular_velocity[:, 0].sum()) * 0.01
    assert turned == pytest.approx(whole, abs=0.02 * np.abs(motion[0]).max())


def test_a_still_sensor_knows_where_up_is():
    time = np.arange(0, 2, 0.005)
    pull = np.array([3.0, 0.0, -4.0]) / 5 * GRAVITY
    motion = np.outer([0, 0, 0, *pull], np.ones(time.size))
    up = tilt_of(recording_with(time, motion)).up
    assert up[-1] == pytest.approx([0.6, 0.0, -0.8], abs=1e-3)


def test_a_rocking_sensor_is_followed_to_half_a_degree():
    time = np.arange(0, 30, 0.001)
    motion, angle = rocking(time)
    tilt = tilt_of(recording_with(time, motion))
    found = tilt.inclination(np.array([0.0, 1.0, 0.0]))
    true = np.interp(tilt.steps.time, time, angle)
    late = tilt.steps.time > 6
    assert np.degrees(np.abs(found - true)[late]).max() < 0.5


@pytest.mark.parametrize("bias_deg", [1.0, 5.0])
def test_the_offset_of_a_gyroscope_is_found_at_rest(bias_deg):
    time = np.arange(0, 30, 0.005)
    offset = np.radians(bias_deg)
    motion = np.outer([offset, -offset, 0.2 * offset, 0, 0, GRAVITY], np.ones(6000))
    tilt = tilt_of(recording_with(time, motion))
    error = np.degrees(np.abs(tilt.bias[-1] - motion[:3, 0]))
    assert error.max() < 0.1 * bias_deg


def test_missing_samples_are_bridged_and_long_losses_start_again():
    time = np.arange(0, 20, 0.002)
    motion, angle = rocking(time)
    motion[:, 4000:4020] = np.nan
    motion[:, 7000:7500] = np.nan
    tilt = tilt_of(recording_with(time, motion))
    assert np.isfinite(tilt.orientation).all()
    assert tilt.steps.restarted.sum() == 2
    assert [note.code for note in tilt.notes] == ["tilt_restarted"]
    after = np.flatnonzero(tilt.steps.restarted)[1]
    assert tilt.settling[after]
    assert not tilt.settling[after - 1]
    before = (tilt.steps.time > 8.1) & (tilt.steps.time < 13.9)
    found = tilt.inclination(np.array([0.0, 1.0, 0.0]))[before]
    true = np.interp(tilt.steps.time[before], time, angle)
    assert np.degrees(np.abs(found - true)).max() < 2.0


def test_a_loss_of_a_day_costs_no_memory():
    time = np.concatenate([np.arange(0, 1, 0.01), 86400 + np.arange(0, 1, 0.01)])
    motion = np.outer([0, 0, 0, 0, 0, GRAVITY], np.ones(time.size))
    assert tilt_of(recording_with(time, motion)).steps.time.size < 210


def test_slow_samples_give_steps_of_the_same_length():
    time = np.arange(0, 4, 0.04)
    motion = np.outer([0, 0, 0, 0, GRAVITY, 0], np.ones(time.size))
    steps = tilt_of(recording_with(time, motion)).steps
    assert np.diff(steps.time) == pytest.approx(0.01)


def test_g_and_degrees_a_second_are_recognised_and_told():
    time = np.arange(0, 30, 0.005)
    motion, _ = rocking(time)
    right = tilt_of(recording_with(time, motion))
    wrong = motion.copy()
    wrong[:3] = np.degrees(wrong[:3])
    wrong[3:] /= 9.80665
    found = tilt_of(recording_with(time, wrong))
    codes = {note.code for note in found.notes}
    assert codes == {"acceleration_in_g", "angular_velocity_in_degrees"}
    assert found.up == pytest.approx(right.up, abs=1e-6)


def test_an_acceleration_without_gravity_gives_no_tilt():
    time = np.arange(0, 5, 0.01)
    motion = 0.3 * np.random.default_rng(1).normal(size=(6, time.size))
    assert tilt_of(recording_with(time, motion)) is None


def test_without_an_accelerometer_there_is_no_tilt():
    recording = recording_of([0.0, 0.1], {"force_normal": [0.0, 1.0]})
    assert tilt_of(recording) is None


def test_rows_that_do_not_fit_are_refused():
    with pytest.raises(InvalidValueError, match="6 rows of 3 samples"):
        MotionStepper().push(np.arange(3.0), np.zeros((6, 2)))


BROAD = ["10_undisturbed_slow_translation_A", "15_undisturbed_fast_translation_A"]


def inclination_error_deg(recording, truth, moving) -> float:
    """Root mean square angle between up found and up seen by the cameras [deg]."""
    tilt = tilt_of(recording)
    found = np.column_stack(
        [np.interp(recording.time, tilt.steps.time, part) for part in tilt.up.T]
    )
    w, x, y, z = truth.T
    up = np.column_stack(
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)]
    )
    apart = np.linalg.norm(np.cross(found, up), axis=1)
    angle = np.degrees(np.arctan2(apart, (found * up).sum(axis=1)))
    some = moving & np.isfinite(angle)
    return float(np.sqrt((angle[some] ** 2).mean()))


@pytest.mark.parametrize("name", BROAD)
def test_real_motion_is_followed_to_seven_tenths_of_a_degree(name, broad):
    recording, truth, moving, _ = broad(name)
    assert inclination_error_deg(recording, truth, moving) < 0.7


@pytest.mark.parametrize("name", BROAD)
def test_real_motion_in_g_and_degrees_is_followed_as_well(name, broad):
    recording, truth, moving, _ = broad(name)
    factors = dict.fromkeys(MOTION_CHANNELS[:3], 180 / np.pi)
    factors |= dict.fromkeys(MOTION_CHANNELS[3:], 1 / 9.80665)
    other = {key: x * factors[key] for key, x in recording.channels.items()}
    assert inclination_error_deg(recording_of(recording.time, other), truth, moving) < (
        0.7
    )
