"""What once went wrong with one pass over samples, and the pass as plain Python."""

import numpy as np
import pytest

from strigil.compiled import Compiled
from strigil.signals import (
    StrokeStream,
    analyse_recording,
    read_recording,
    recording_of,
    simulate_recording,
    stream_begun,
    stream_levels,
    stroke_filter,
    stroke_kernel,
    stroke_pass,
    stroke_press,
    stroke_runs,
    stroke_tiers,
    stroke_turns,
    write_recording,
)

RATE = 200.0
CHANNELS = ("force_normal", "force_x", "force_y", "position_x", "position_y")
CHANNELS += ("position_z", "treatment_angle")
MODULES = (
    stroke_filter,
    stream_levels,
    stream_begun,
    stroke_press,
    stroke_kernel,
    stroke_runs,
    stroke_turns,
    stroke_tiers,
    stroke_pass,
)


def session(strokes: int = 12, *, force: float = 6.0, noise: float = 0.02):
    """Strokes there and back with a lift between two; time [s] and samples in SI."""
    random = np.random.default_rng(2)
    time = np.arange(round((strokes + 2) * RATE)) / RATE
    inside = (time > 1.0) & (time < 1.0 + strokes) & (time % 1.0 < 0.65)
    press = force * np.where(inside, np.sin(np.pi * (time % 1.0) / 0.65), 0.0) ** 0.5
    x = 0.05 * np.cos(np.pi * time)
    slide = -0.25 * press * np.sign(np.gradient(x))
    none = np.zeros(time.size)
    table = np.column_stack([press, slide, none, x, none, none, none + 0.8])
    scale = [noise] * 3 + [1e-4] * 3 + [0.01]
    return time, table + scale * random.standard_normal(table.shape)


def strokes_live(time, table, channels=CHANNELS):
    stream = StrokeStream(channels, RATE)
    return [*stream.push(time, table).strokes, *stream.finish()], stream


@pytest.mark.parametrize("column", range(len(CHANNELS)))
def test_a_missing_sample_poisons_no_filter(column):
    """Trap: a compiler that may assume numbers takes the test for NaN away."""
    time, table = session()
    whole, _ = strokes_live(time, table)
    table[500:503, column] = np.nan
    holed, stream = strokes_live(time, table)
    assert len(holed) == len(whole)
    assert np.isfinite(stream.memory["filter"]["z"]).all()
    last, same = holed[-1], whole[-1]
    assert last.impulse == pytest.approx(same.impulse, rel=0.03)
    assert last.length == pytest.approx(same.length, rel=0.03)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_missing_sample_in_a_file_poisons_nothing_that_follows(tmp_path, ending):
    """Trap: a table library that knows null fills no NaN, and averages turn NaN."""
    time, table = session()
    table[400] = np.nan
    channels = dict(zip(CHANNELS, table.T, strict=True))
    path = tmp_path / f"holed.{ending}"
    write_recording(recording_of(time, channels), path)
    found = analyse_recording(read_recording(path)).strokes
    assert len(found) == len(analyse_recording(recording_of(time, channels)).strokes)
    assert len(found) >= 12


@pytest.mark.parametrize("force", [1.2, 6.0, 24.0])
def test_no_fixed_threshold_decides_what_a_stroke_is_live(force):
    """Trap: 3 N passed made-up sessions and failed on real ones."""
    time, table = session(force=force, noise=0.005)
    found, stream = strokes_live(time, table[:, :1], CHANNELS[:1])
    assert len(found) == 12
    assert stream.settled
    assert 0.02 * force < stream.levels.on < 0.5 * force


def test_the_compiled_pass_does_what_the_plain_one_does(monkeypatch):
    time, table = session(4)
    table[300:310] = np.nan
    table[420, 0] = 1000.0
    compiled, stream = strokes_live(time, table)
    for module in MODULES:
        for name, thing in vars(module).items():
            if isinstance(thing, Compiled):
                monkeypatch.setattr(module, name, thing.plain)
    plain = StrokeStream(CHANNELS, RATE)
    plain._setup = plain._setup.view(np.recarray)
    plain.memory = plain.memory.view(np.recarray)
    some = slice(0, 900)
    first = StrokeStream(CHANNELS, RATE)
    found = [*plain.push(time[some], table[some]).strokes]
    assert len(found) >= 3
    assert repr(found) == repr(compiled[: len(found)])
    assert first.memory.dtype == stream.memory.dtype


def test_a_stream_that_is_warm_compiles_nothing_at_its_first_samples():
    stream = StrokeStream(CHANNELS, RATE).warm()
    before = [len(one.dispatcher.signatures) for one in compiled_of(MODULES)]
    assert stream.levels is None
    time, table = session(3)
    stream.push(time, table)
    stream.finish()
    assert [len(one.dispatcher.signatures) for one in compiled_of(MODULES)] == before


def compiled_of(modules):
    found = [thing for module in modules for thing in vars(module).values()]
    return [thing for thing in found if isinstance(thing, Compiled)]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("difficulty", [0.0, 0.2])
def test_a_stream_that_begins_inside_a_stroke_finds_the_strokes_after_it(
    seed, difficulty
):
    made = simulate_recording(strokes=12, seed=seed, difficulty=difficulty)
    first = made.truth.strokes[0]
    inside = np.searchsorted(made.recording.time, 0.5 * (first.start + first.end))
    recording = made.recording.cut(inside, made.recording.time.size)
    alone = {"force_normal": recording.channels["force_normal"]}
    live = analyse_recording(recording_of(recording.time, alone), as_live=True)
    truth = np.zeros(recording.time.size, dtype=np.bool_)
    for stroke in made.truth.strokes[1:]:
        truth |= (recording.time >= stroke.start) & (recording.time < stroke.end)
    after = recording.time >= first.end
    both = (live.in_contact & truth)[after].sum()
    assert 2.0 * both / (live.in_contact[after].sum() + truth[after].sum()) > 0.8


def test_three_unaligned_forces_that_begin_inside_a_stroke_find_their_rest():
    made = simulate_recording(strokes=12, seed=2, difficulty=0.0)
    first = made.truth.strokes[0]
    inside = np.searchsorted(made.recording.time, 0.5 * (first.start + first.end))
    recording = made.recording.cut(inside, made.recording.time.size)
    forces = {name: recording.channels[name] for name in ("force_x", "force_y")}
    forces["force_z"] = recording.channels["force_normal"]
    live = analyse_recording(recording_of(recording.time, forces), as_live=True)
    late = [stroke for stroke in live.strokes if stroke.start > recording.time[0] + 4.0]
    true = [s for s in made.truth.strokes if s.start > recording.time[0] + 4.0]
    assert len(late) == pytest.approx(len(true), abs=1)


def test_ten_minutes_of_strong_noise_are_no_strokes_of_a_live_session():
    noise = np.random.default_rng(9).standard_normal(60_000)
    live = StrokeStream(["force_normal"], 100.0)
    told = live.push(np.arange(60_000) / 100.0, noise).strokes + live.finish()
    assert len(told) <= 3
