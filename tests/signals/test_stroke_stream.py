"""Strokes from samples as they come: any splitting gives the same, to the last bit."""

from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strigil.errors import InvalidValueError, UnknownNameError
from strigil.signals import ForceFrame, Levels, analyse_recording, recording_of
from strigil.signals.clock import sample_step
from strigil.signals.stroke_stream import StrokeStream

RATE = 200.0
SETS = (
    ("force_normal",),
    ("force_normal", "force_x", "force_y"),
    ("force_normal", "position_x", "position_y", "position_z", "treatment_angle"),
    ("force_x", "force_y", "force_z"),
    ("position_z", "position_y", "force_z", "position_x", "force_x", "force_y"),
)


def session(seed: int, channels, *, lasts: float = 12.0, faults: int = 3):
    """Strokes with all that goes wrong: losses, gaps, jitter, stuck, end, a drop."""
    random = np.random.default_rng(seed)
    size = round(lasts * RATE)
    time = np.arange(size) / RATE
    time = np.maximum.accumulate(time + 0.3 / RATE * random.standard_normal(size))
    press = np.clip(np.sin(2 * np.pi * (0.7 * time - 0.2)), 0.0, None) ** 0.5
    press = press * (time > 1.0) * random.uniform(3, 12)
    way = np.cos(2 * np.pi * 1.4 * time)
    made = {
        "force_normal": press,
        "force_x": 0.3 * press * np.sign(way) + 0.05,
        "force_y": 0.1 * press,
        "force_z": press - 2.0,
        "position_x": 0.05 * way,
        "position_y": 0.01 * time,
        "position_z": np.zeros(size),
        "treatment_angle": np.full(size, 0.7),
    }
    table = np.column_stack([made[name] for name in channels])
    scale = [0.03 if name.startswith("force") else 5e-4 for name in channels]
    table = table + scale * random.standard_normal(table.shape)
    for _ in range(faults):
        time, table = faulty(random, time, table)
    return time, table


def faulty(random, time, table):
    """One thing that goes wrong, somewhere."""
    first = int(random.integers(0, time.size - 80))
    some = slice(first, first + int(random.integers(1, 80)))
    column = int(random.integers(table.shape[1]))
    kind = int(random.integers(6))
    if kind == 0:
        table[some] = np.nan
    elif kind == 1:
        table[some, column] = np.nan
    elif kind == 2:
        table[some, column] = table[first, column]  # stuck
    elif kind == 3:
        table[:, column] = np.clip(table[:, column], -4.0, 4.0)  # at its end
    elif kind == 4:
        table[first : first + 3, column] = 900.0  # dropped
        table[first + 3 :, column] += 1.0
    else:
        keep = np.delete(np.arange(time.size), np.r_[some])
        return time[keep], table[keep]
    return time, table


def told(channels, time, table, cuts, **given):
    stream = StrokeStream(channels, RATE, band=(2.0, 6.0), **given)
    pushed = [
        stream.push(*both)
        for both in zip(np.split(time, cuts), np.split(table, cuts), strict=True)
    ]
    strokes = [one for push in pushed for one in push.strokes] + list(stream.finish())
    parts = [
        np.concatenate([getattr(push, name) for push in pushed])
        for name in ("force", "smooth", "in_contact", "shear")
    ]
    return strokes, parts, stream.saved()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.integers(0, 10**6),
    st.sampled_from(SETS),
    st.lists(st.integers(0, 2400), max_size=12),
)
def test_any_splitting_of_the_samples_gives_the_same_to_the_last_bit(
    seed, channels, cuts
):
    time, table = session(seed, channels)
    whole = told(channels, time, table, [])
    split = told(channels, time, table, sorted(min(cut, time.size) for cut in cuts))
    assert [repr(astuple(one)) for one in split[0]] == [
        repr(astuple(one)) for one in whole[0]
    ]
    for one, other in zip(split[1], whole[1], strict=True):
        assert np.array_equal(one, other, equal_nan=True)
    assert split[2] == whole[2]


@pytest.mark.parametrize("channels", SETS)
def test_sample_by_sample_gives_what_all_at_once_gives(channels):
    time, table = session(3, channels, lasts=4.0)
    whole = told(channels, time, table, [])
    single = told(channels, time, table, range(1, time.size))
    assert len(whole[0]) > 0
    assert repr(single[0]) == repr(whole[0])
    assert single[2] == whole[2]


@pytest.mark.parametrize("channels", SETS)
def test_a_recording_as_live_gives_the_strokes_of_the_stream(channels):
    time, table = session(8, channels, faults=0)
    stream = StrokeStream(channels, 1.0 / sample_step(time))
    live = [*stream.push(time, table).strokes, *stream.finish()]
    recording = recording_of(time, dict(zip(channels, table.T, strict=True)))
    analysis = analyse_recording(recording, as_live=True)
    assert analysis.as_live
    assert len(live) > 3
    assert repr(list(analysis.strokes)) == repr(live)
    assert not analyse_recording(recording).as_live


def test_with_a_frame_that_was_given_any_splitting_gives_the_same():
    time, table = session(4, SETS[1])
    at = np.array([0.0, 700.0, 2000.0])
    rest = np.array([[0.1, 0.05, 0.0], [0.3, 0.0, 0.1], [-0.2, 0.1, 0.0]])
    frame = ForceFrame(at, rest, np.eye(3)[0], Levels(1.0, 0.7, 0.02, 9.0))
    whole = told(SETS[1], time, table, [], frame=frame)
    split = told(SETS[1], time, table, [1, 2, 650, 700, 701, 1999], frame=frame)
    assert len(whole[0]) > 3
    assert repr(split[0]) == repr(whole[0])
    assert split[2] == whole[2]


def test_what_was_kept_goes_on_after_a_crash():
    time, table = session(5, SETS[1])
    whole = told(SETS[1], time, table, [])
    first = StrokeStream(SETS[1], RATE, band=(2.0, 6.0))
    before = first.push(time[:1111], table[:1111]).strokes
    second = StrokeStream(SETS[1], RATE, band=(2.0, 6.0)).resumed(first.saved())
    after = second.push(time[1111:], table[1111:]).strokes
    assert repr([*before, *after, *second.finish()]) == repr(whole[0])


def test_a_stream_tells_a_stroke_soon_after_it_ended():
    time, table = session(1, SETS[0], faults=0)
    stream = StrokeStream(SETS[0], RATE)
    late = [
        now - stroke.end
        for now, row in zip(time, table, strict=True)
        for stroke in stream.push([now], row).strokes
    ]
    assert len(late) > 3
    assert max(late) < 0.1


def test_a_loss_longer_than_the_bridge_ends_the_stroke_where_it_began():
    time = np.arange(1200) / RATE
    force = np.where(time > 1.0, 6.0, 0.0)
    force[600:640] = np.nan  # 0.2 s
    stream = StrokeStream(["force_normal"], RATE)
    ended = [*stream.push(time, force).strokes, *stream.finish()]
    assert [round(one.end, 2) for one in ended] == [3.0, 6.0]


def test_a_dropped_sensor_that_stays_bent_is_at_rest_again_after_a_while():
    time = np.arange(8000) / RATE
    force = 6.0 * np.clip(np.sin(2 * np.pi * time), 0.0, None) * (time > 1.0)
    force = force + np.where(time > 10.0, 4.0, 0.0)
    force[(time > 10.0) & (time < 22.0)] = 4.0
    stream = StrokeStream(["force_normal"], RATE)
    pushed = stream.push(time, force)
    later = [one for one in pushed.strokes if one.start > 23.0]
    assert 15 <= len(later) <= 18
    assert later[-1].peak_force == pytest.approx(6.0, abs=0.2)


def test_the_shear_of_a_known_friction_and_its_work_are_found():
    time = np.arange(2400) / RATE
    press = np.where((time % 2.0 > 0.6) & (time > 2.0), 8.0, 0.0)
    x = 0.1 * np.cumsum(press > 0) / RATE
    zero = np.zeros(time.size)
    channels = ["force_normal", "force_x", "force_y"]
    channels += ["position_x", "position_y", "position_z"]
    table = np.column_stack([press, -0.25 * press, zero, x, zero, zero])
    stream = StrokeStream(channels, RATE, band=(7.0, 9.0))
    strokes = [*stream.push(time, table).strokes, *stream.finish()]
    assert len(strokes) == 5
    for one in strokes[1:]:
        assert one.mean_shear == pytest.approx(2.0, rel=0.03)
        assert one.peak_shear == pytest.approx(2.0, rel=0.06)  # the filter overshoots
        assert one.speed == pytest.approx(0.1, rel=0.05)
        assert one.work == pytest.approx(2.0 * one.length, rel=0.05)
        assert one.time_in_band == pytest.approx(one.end - one.start, abs=0.06)


def test_what_one_channel_cannot_tell_is_said_and_is_none():
    stream = StrokeStream(["force_normal"], RATE)
    time, table = session(1, SETS[0], faults=0)
    first = stream.push(time, table).strokes[0]
    unknown = {one.what for one in stream.not_computable}
    assert {"length", "speed", "direction", "shear", "work", "angle"} <= unknown
    assert (first.length, first.speed, first.work, first.mean_shear) == (None,) * 4
    assert first.time_in_band is None


def test_nothing_is_contact_before_rest_was_seen():
    stream = StrokeStream(["force_normal"], RATE)
    assert stream.levels is None
    pushed = stream.push(np.arange(80) / RATE, np.full(80, 5.0))
    assert not pushed.in_contact.any()


def test_a_session_that_begins_in_contact_finds_its_rest_at_the_first_lift():
    time = np.arange(3000) / RATE
    force = np.where(time % 2.0 < 1.2, 6.0, 0.0)
    strokes = StrokeStream(["force_normal"], RATE).push(time, force).strokes
    assert len(strokes) >= 6
    assert strokes[-1].mean_force == pytest.approx(6.0, rel=0.05)


def test_a_session_that_begins_in_the_middle_of_strokes_finds_them_soon():
    time = np.arange(round(40 * RATE)) / RATE
    force = 6.0 * np.clip(np.sin(2 * np.pi * time), 0.0, None)
    force = force + 0.02 * np.random.default_rng(1).standard_normal(time.size)
    strokes = StrokeStream(["force_normal"], RATE).push(time, force).strokes
    assert 36 <= len(strokes) <= 40
    assert strokes[-1].peak_force == pytest.approx(6.0, abs=0.2)


@pytest.mark.parametrize("seed", range(4))
def test_noise_alone_is_hardly_ever_a_stroke_live(seed):
    force = 0.5 * np.random.default_rng(seed).standard_normal(12_000)
    pushed = StrokeStream(["force_normal"], RATE).push(np.arange(12_000) / RATE, force)
    assert len(pushed.strokes) <= 1


@pytest.mark.parametrize(
    ("time", "samples", "said"),
    [
        ([0.0, 1.0], [[1.0]], "2 times"),
        ([1.0, 0.5], [[1.0], [1.0]], "goes back"),
        ([np.nan], [[1.0]], "goes back or is missing"),
    ],
)
def test_samples_that_do_not_fit_are_refused_and_change_nothing(time, samples, said):
    stream = StrokeStream(["force_normal"], RATE)
    before = stream.saved()
    with pytest.raises(InvalidValueError, match=said):
        stream.push(time, samples)
    assert stream.saved() == before


def test_a_stream_says_what_it_was_given_wrongly():
    with pytest.raises(UnknownNameError, match="force_normal"):
        StrokeStream(["force_norml"], RATE)
    with pytest.raises(InvalidValueError, match="need a force"):
        StrokeStream(["position_x"], RATE)
    with pytest.raises(InvalidValueError, match="rate"):
        StrokeStream(["force_normal"], 0.0)
    with pytest.raises(InvalidValueError, match="another version"):
        StrokeStream(["force_normal"], RATE).resumed(b"old")
