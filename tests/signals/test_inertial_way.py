"""The way of strokes without a position: made movements, then real ones."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import gaussian_filter1d

from strigil.signals.analyse import analyse_recording
from strigil.signals.inertial_way import InertialWay, inertial_way
from strigil.signals.motion_steps import MOTION_CHANNELS
from strigil.signals.recording import recording_of

GRAVITY = 9.81
RATE = 200.0


def way_of(
    position: np.ndarray, lean: float = 0.0, *, offset: float = 0.0, noise: float = 0.0
) -> InertialWay:
    """Give a movement (samples x 3) to a leaning sensor that does not turn."""
    time = np.arange(len(position)) / RATE
    pull = np.gradient(np.gradient(position, time, axis=0), time, axis=0)
    pull[:, 2] += GRAVITY
    turn = np.array(
        [
            [1, 0, 0],
            [0, np.cos(lean), np.sin(lean)],
            [0, -np.sin(lean), np.cos(lean)],
        ]
    )
    rng = np.random.default_rng(0)
    pull = pull @ turn.T + rng.normal(0, noise, pull.shape)
    rates = rng.normal(0, 0.1 * noise, pull.shape) + offset
    motion = np.vstack([rates.T, pull.T])
    return inertial_way(
        recording_of(time, dict(zip(MOTION_CHANNELS, motion, strict=True)))
    )


def back_and_forth(length: float, duration: float, strokes: int = 12) -> np.ndarray:
    """Strokes of one length along x after six seconds of rest."""
    rest = int(6 * RATE)
    time = np.arange(int(strokes * duration * RATE)) / RATE
    moved = 0.5 * length * (1 - np.cos(np.pi * time / duration))
    x = np.concatenate([np.zeros(rest), moved, np.full(rest, moved[-1])])
    return np.column_stack([x, 0 * x, 0 * x])


def lengths(way: InertialWay) -> list[float]:
    return [one.length.value for one in way.strokes if one.length]


@settings(max_examples=15, deadline=None)
@given(st.floats(0.05, 0.3), st.floats(0.35, 1.2), st.floats(-1.2, 1.2))
def test_made_strokes_have_their_length_whichever_way_the_sensor_leans(
    length, duration, lean
):
    found = lengths(way_of(back_and_forth(length, duration), lean=lean))
    inner = np.array(found[1:-1])
    assert len(found) == pytest.approx(12, abs=1)
    assert np.median(inner) == pytest.approx(length, rel=0.04)
    assert inner == pytest.approx(length, rel=0.16)  # the worst follows the first


def test_noise_and_a_gyroscope_offset_leave_the_length_within_its_interval():
    way = way_of(back_and_forth(0.12, 0.6), lean=0.5, offset=0.02, noise=0.1)
    inner = [one.length for one in way.strokes[1:-1] if one.length]
    inside = [one.low <= 0.12 <= one.high for one in inner]
    assert len(inner) >= 9
    assert np.mean(inside) >= 0.8


def test_a_sensor_at_rest_makes_no_stroke():
    way = way_of(np.zeros((4000, 3)), lean=0.3, offset=0.01, noise=0.05)
    assert way.strokes == ()


def test_a_stroke_longer_than_three_seconds_has_no_length_and_says_why():
    way = way_of(back_and_forth(1.0, 4.0, strokes=6))
    slow = [one for one in way.strokes if one.end - one.start > 3.0]
    assert slow
    assert all(one.length is None for one in slow)
    assert all("too long" in one.because for one in slow)


def test_going_round_in_circles_has_no_turning_point_and_no_length():
    time = np.arange(0, 20, 1 / RATE)
    ring = 0.1 * np.column_stack(
        [np.cos(2 * np.pi * time), np.sin(2 * np.pi * time), 0 * time]
    )
    inside = [one for one in way_of(ring).strokes if one.start > 2 and one.end < 18]
    assert all(one.length is None for one in inside)


def test_a_contact_over_two_strokes_has_both_ways():
    way = way_of(back_and_forth(0.1, 0.6))
    first, second = way.strokes[4:6]
    both = way.length_between(first.start, second.end)
    sum_of_both = first.length.value + second.length.value
    assert both.value == pytest.approx(sum_of_both, rel=1e-6)
    assert both.low < both.value < both.high


def test_a_contact_between_no_turning_points_has_no_length():
    way = way_of(back_and_forth(0.1, 0.6))
    assert way.length_between(0.5, 1.5) is None


def test_half_a_stroke_has_half_the_way():
    way = way_of(back_and_forth(0.1, 0.6))
    one = way.strokes[5]
    half = way.length_between(one.start, 0.5 * (one.start + one.end))
    assert half.value == pytest.approx(0.5 * one.length.value, rel=0.05)


def test_no_stroke_reaches_over_a_loss_of_motion():
    position = back_and_forth(0.1, 0.6, strokes=20)
    time = np.arange(len(position)) / RATE
    pull = np.gradient(np.gradient(position, time, axis=0), time, axis=0)
    pull[:, 2] += GRAVITY
    lost = (time > 10.0) & (time < 10.5)
    pull[lost] = np.nan
    motion = np.vstack([0 * pull.T, pull.T])
    way = inertial_way(
        recording_of(time, dict(zip(MOTION_CHANNELS, motion, strict=True)))
    )
    assert len(way.strokes) > 10
    assert not any(one.start < 10.2 < one.end for one in way.strokes)


def test_without_motion_channels_there_is_no_way():
    assert inertial_way(recording_of([0.0, 0.1], {"force_normal": [0.0, 1.0]})) is None


def test_a_recording_that_begins_in_motion_is_refused_there_and_right_later():
    moving = back_and_forth(0.1, 0.6, strokes=30)[int(6.25 * RATE) : -int(6.25 * RATE)]
    way = way_of(moving)
    early = [one for one in way.strokes if one.start < 3.0]
    later = [one.length.value for one in way.strokes if 5 < one.start < 12]
    assert early
    assert all("begins in motion" in one.because for one in early)
    assert np.median(later) == pytest.approx(0.1, rel=0.03)
    assert later == pytest.approx([0.1] * len(later), rel=0.15)


BROAD = ["10_undisturbed_slow_translation_A", "15_undisturbed_fast_translation_A"]


def true_strokes(position, moving, time):
    """Strokes that the cameras saw: speed near zero at both ends, nearly straight."""
    even = np.arange(0, time[-1], 0.01)
    seen = np.isfinite(position).all(axis=1)
    where = np.column_stack([np.interp(even, time[seen], c[seen]) for c in position.T])
    where = gaussian_filter1d(where, 2, axis=0)
    speed = np.linalg.norm(np.gradient(where, 0.01, axis=0), axis=1)
    way = np.append(0, np.cumsum(np.linalg.norm(np.diff(where, axis=0), axis=1)))
    active = np.interp(even, time, moving) > 0.5
    low = np.flatnonzero((speed[1:-1] <= speed[:-2]) & (speed[1:-1] < speed[2:])) + 1
    turns: list[int] = []
    for one in low.tolist():
        while turns and speed[turns[-1]] > max(
            0.3 * speed[turns[-1] : one + 1].max(), speed[one]
        ):
            turns.pop()
        if not turns or speed[one] <= 0.3 * speed[turns[-1] : one + 1].max():
            turns.append(one)
    for a, b in pairwise(turns):
        length = way[b] - way[a]
        straight = np.linalg.norm(where[b] - where[a]) > 0.8 * length
        fast = speed[a:b].max() > 0.1
        if active[a] and active[b] and (b - a) * 0.01 <= 3.0 and straight and fast:
            yield even[a], even[b], length


@pytest.mark.parametrize("name", BROAD)
def test_lengths_of_real_strokes_agree_with_the_cameras_to_five_percent(name, broad):
    recording, _, moving, position = broad(name)
    found = [one for one in inertial_way(recording).strokes if one.length]
    errors, inside, count = [], [], 0
    for start, end, length in true_strokes(position, moving, recording.time):
        count += 1
        for one in found:
            shared = min(end, one.end) - max(start, one.start)
            if shared > 0.5 * (max(end, one.end) - min(start, one.start)):
                errors.append(abs(one.length.value / length - 1))
                inside.append(one.length.low <= length <= one.length.high)
                break
    assert np.mean(errors) < 0.05
    assert len(errors) >= 0.9 * count
    assert len(found) - len(errors) <= 0.1 * count
    assert np.mean(inside) > 0.8


def pressed(position: np.ndarray) -> dict[str, np.ndarray]:
    """Channels of strokes that press while they move along +x and lift to return."""
    time = np.arange(len(position)) / RATE
    speed = np.gradient(position[:, 0], time)
    pull = np.gradient(speed, time)
    force = 6.0 * np.clip(speed / max(speed.max(), 1e-9), 0.0, 1.0) ** 0.25
    noise = np.random.default_rng(4).normal(0, 0.02, time.size)
    still = 0 * time
    motion = [still, still, still, pull, still, still + GRAVITY]
    return {
        "force_normal": force + noise,
        **dict(zip(MOTION_CHANNELS, motion, strict=True)),
    }


def test_a_stroke_with_force_and_motion_gets_its_length_with_an_interval():
    position = back_and_forth(0.1, 0.6, strokes=20)
    recording = recording_of(np.arange(len(position)) / RATE, pressed(position))
    found = analyse_recording(recording)
    measured = [one for one in found.strokes if "length_from_imu" in one.flags]
    assert len(found.strokes) == 10
    assert len(measured) >= 9
    for one in measured[1:]:
        assert one.length == pytest.approx(0.1, rel=0.12)
        assert one.length_low < one.length < one.length_high
        assert one.direction is None
    assert "length" not in [one.what for one in found.not_computable]


def test_what_a_live_session_can_not_know_has_no_length():
    position = back_and_forth(0.1, 0.6, strokes=20)
    recording = recording_of(np.arange(len(position)) / RATE, pressed(position))
    found = analyse_recording(recording, as_live=True)
    assert found.strokes
    assert all(one.length is None for one in found.strokes)


def test_motion_without_force_is_told_as_movements():
    position = back_and_forth(0.1, 0.6, strokes=20)
    channels = pressed(position)
    del channels["force_normal"]
    found = analyse_recording(recording_of(np.arange(len(position)) / RATE, channels))
    assert found.strokes == ()
    assert len(found.movements) == pytest.approx(20, abs=1)
