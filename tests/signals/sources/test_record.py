"""A recording survives whatever ends its process, and keeps gaps, NaN and notes."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strigil.errors import InvalidValueError, StreamError, UnknownNameError
from strigil.signals import (
    Chunk,
    RecordingInfo,
    RecordingWriter,
    ReplaySource,
    SimulatorSource,
    read_recording,
    record_source,
    recording_of,
    simulate_recording,
)
from strigil.signals.formats.segments import join_segments, segment_folder

CHILD = """
import sys, time
import numpy as np
from strigil.signals import RecordingWriter
path = sys.argv[1]
writer = RecordingWriter(path, ["force_normal", "acceleration_x"])
began = time.monotonic()
print("ready", flush=True)
sent = 0
while True:
    due = int((time.monotonic() - began) * 1000)
    times = np.arange(sent, due) / 1000
    writer.append(times, np.column_stack([times, -times]))
    sent = due
    print(sent, flush=True)
    time.sleep(0.01)
"""


def killed_while_recording(path, after: float) -> int:
    """Record at 1 kHz in a child, kill it, return how many samples it had taken."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    time.sleep(after)
    os.kill(child.pid, signal.SIGKILL)
    said = child.stdout.read().split()
    child.wait()
    child.stdout.close()
    return int(said[-1])


@pytest.mark.slow
@pytest.mark.parametrize("after", [1.7, 3.2])
def test_a_process_killed_in_the_middle_loses_at_most_a_second(tmp_path, after):
    path = tmp_path / "session.parquet"
    taken = killed_while_recording(path, after)
    assert not path.exists()
    recording = read_recording(path)
    kept = recording.time.size
    assert 0 < taken - kept <= 1000
    assert np.array_equal(recording.time, np.arange(kept) / 1000)
    assert np.array_equal(recording.channels["acceleration_x"], -recording.time)
    assert "not finished" in recording.info.notes[0]


def test_a_torn_segment_is_left_out_and_the_rest_is_read(tmp_path):
    path = tmp_path / "r.parquet"
    writer = RecordingWriter(path, ["force_normal"])
    for i in range(3):
        writer.append([float(i)], [[1.0]])
        writer.flush()
    last = tmp_path / "r.parquet.segments" / "000002.parquet"
    last.write_bytes(last.read_bytes()[:50])
    (tmp_path / "r.parquet.segments" / "000003.draft").write_bytes(b"PAR1")
    assert read_recording(path).time.tolist() == [0.0, 1.0]


def test_finishing_leaves_one_parquet_file_and_its_sidecar(tmp_path):
    path = tmp_path / "r.parquet"
    with RecordingWriter(path, ["force_normal"]) as writer:
        for i in range(5):
            writer.append([i / 10], [[float(i)]])
            writer.flush()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["r.json", "r.parquet"]
    assert pl.read_parquet(path)["force_normal"].to_list() == [0, 1, 2, 3, 4]


def test_a_recording_without_a_sample_leaves_nothing_behind(tmp_path):
    with RecordingWriter(tmp_path / "r.parquet", ["force_normal"]) as writer:
        writer.append([], [])
    assert list(tmp_path.iterdir()) == []


rows = st.lists(
    st.tuples(
        st.floats(0.0, 3.0), st.one_of(st.floats(-1e6, 1e6), st.just(float("nan")))
    ),
    min_size=1,
    max_size=30,
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    rows=rows,
    cuts=st.lists(st.integers(0, 30), max_size=4),
    words=st.lists(st.text(st.characters(codec="utf-8"), max_size=20), max_size=3),
)
def test_nan_gaps_and_notes_survive_however_the_samples_come(
    tmp_path_factory, rows, cuts, words
):
    path = tmp_path_factory.mktemp("r") / "r.parquet"
    clock = np.cumsum([step for step, _ in rows])
    clock[-1] += 1.0  # a time that never advances is refused
    values = np.array([[value] for _, value in rows])
    writer = RecordingWriter(path, ["force_normal"])
    for part in np.split(np.arange(len(rows)), sorted(cuts)):
        writer.append(clock[part], values[part])
        writer.flush()
    for one in words:
        writer.note(one)
    if len(rows) > 1:
        unfinished = read_recording(path)
        assert np.array_equal(unfinished.time, clock)
    writer.finish()
    after = read_recording(path)
    assert np.array_equal(after.time, clock)
    assert np.array_equal(after.channels["force_normal"], values[:, 0], equal_nan=True)
    assert list(after.info.notes) == words


def test_a_sample_that_goes_back_in_time_is_left_out_and_told(tmp_path):
    path = tmp_path / "r.parquet"
    with RecordingWriter(path, ["force_normal"]) as writer:
        writer.append([0.0, 1.0, 0.5, np.nan, 2.0], [[1], [2], [3], [4], [5]])
        writer.append([1.5, 3.0], [[6], [7]])
    after = read_recording(path)
    assert after.time.tolist() == [0, 1, 2, 3]
    assert after.channels["force_normal"].tolist() == [1, 2, 5, 7]
    assert after.info.notes == ("3 samples that went back in time were left out.",)


def test_no_recording_is_overwritten(tmp_path):
    path = tmp_path / "r.parquet"
    RecordingWriter(path, ["force_normal"])
    with pytest.raises(InvalidValueError, match="already"):
        RecordingWriter(path, ["force_normal"])


@pytest.mark.parametrize(
    ("name", "channels", "kind"),
    [
        ("r.csv", ["force_normal"], InvalidValueError),
        ("r.parquet", ["force_norml"], UnknownNameError),
    ],
)
def test_a_wrong_name_or_channel_is_refused(tmp_path, name, channels, kind):
    with pytest.raises(kind):
        RecordingWriter(tmp_path / name, channels)


class Scripted:
    """A source that gives what it was given; an error is raised where it stands."""

    def __init__(self, *script):
        self.name, self.channels, self.rate = "scripted", ("force_normal",), 100.0
        self.notes: tuple[str, ...] = ()
        self.script, self.closed = list(script), False

    @property
    def ended(self) -> bool:
        return not self.script

    def open(self) -> None:
        self.notes = ("opened",)

    def read(self) -> Chunk:
        one = self.script.pop(0)
        if isinstance(one, Exception):
            raise one
        return one

    def close(self) -> None:
        self.closed = True


def chunk(start: float, count: int, lost: int = 0) -> Chunk:
    time = start + np.arange(count) / 100
    return Chunk(time, np.ones((count, 1)), lost)


def test_what_was_lost_and_what_the_source_noticed_stand_in_the_notes(tmp_path):
    source = Scripted(chunk(0, 5), chunk(0.1, 5, lost=5))
    done = record_source(source, tmp_path / "r.parquet")
    assert (done.samples, done.lost, source.closed) == (10, 5, True)
    info = read_recording(tmp_path / "r.parquet").info
    assert info.notes == ("opened", "Lost in one place until 0.1 s: 5 samples.")
    assert info.provenance.startswith("scripted, from 20")


def test_many_losses_are_noted_a_few_times_and_in_the_end(tmp_path):
    source = Scripted(*(chunk(i / 10, 5, lost=5) for i in range(100)))
    done = record_source(source, tmp_path / "r.parquet")
    notes = read_recording(tmp_path / "r.parquet").info.notes
    assert done.lost == 500
    assert len(notes) < 12
    assert notes[-1] == "Lost in 100 places until 9.9 s: 500 samples."


def test_a_crash_while_the_segments_are_joined_loses_nothing(tmp_path):
    path = tmp_path / "r.parquet"
    writer = RecordingWriter(path, ["force_normal"])
    writer.append([0.0, 1.0], [[1.0], [2.0]])
    writer.flush()
    (tmp_path / "r.parquet.segments" / "joined.draft").write_bytes(b"PAR1 half")
    assert read_recording(path).time.tolist() == [0.0, 1.0]
    join_segments(path)
    segment_folder(path).mkdir()  # as if it ended before the folder was removed
    assert read_recording(path).time.tolist() == [0.0, 1.0]


def test_a_disk_that_is_full_for_a_moment_loses_nothing(tmp_path, monkeypatch):
    path = tmp_path / "r.parquet"
    writer = RecordingWriter(path, ["force_normal"])
    writer.append([0.0], [[1.0]])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("strigil.signals.write.write_segment", full)
        with pytest.raises(OSError, match="No space"):
            writer.flush()
    writer.append([1.0], [[2.0]])
    writer.finish()
    assert read_recording(path).time.tolist() == [0.0, 1.0]


def test_a_sensor_that_is_lost_on_the_way_ends_the_recording_and_it_is_kept(tmp_path):
    source = Scripted(chunk(0, 5), StreamError("The cable is out."))
    done = record_source(source, tmp_path / "r.parquet")
    assert done.ended == "The cable is out."
    kept = read_recording(tmp_path / "r.parquet")
    assert kept.time.size == 5
    assert kept.info.notes[-1] == "The sensor was lost: The cable is out."


@pytest.mark.slow
def test_it_stops_when_told_and_after_the_time_that_was_asked_for(tmp_path):
    recording = simulate_recording(strokes=3, seed=1).recording
    told = []
    done = record_source(
        ReplaySource(recording, speed=float("inf")),
        tmp_path / "a.parquet",
        stop=lambda: True,
        tell=lambda state, _: told.append(state.samples),
    )
    assert told == [done.samples]
    simulated = SimulatorSource(seed=1, speed=float("inf"))
    done = record_source(simulated, tmp_path / "b.parquet", seconds=70.0)
    assert 70.0 <= done.duration < 100.0
    assert read_recording(tmp_path / "b.parquet").time.size == done.samples


def test_an_unknown_edge_is_named_before_the_sensor_is_opened(tmp_path):
    source = Scripted()
    with pytest.raises(UnknownNameError, match="edge"):
        record_source(source, tmp_path / "r.parquet", info=RecordingInfo(edge="x.y"))
    assert source.notes == ()


def test_a_replay_gives_every_sample_once_and_keeps_its_pace(tmp_path):
    recording = recording_of(np.arange(100) / 1000, {"force_normal": np.arange(100.0)})
    source = ReplaySource(recording)
    source.open()
    began = time.monotonic()
    came = []
    while not source.ended:
        came.append(source.read().samples[:, 0])
    assert time.monotonic() - began >= 0.099
    assert np.array_equal(np.concatenate(came), np.arange(100.0))
    assert len(came) > 2


@pytest.mark.slow
def test_a_simulator_goes_on_into_the_next_session_without_a_step_back():
    source = SimulatorSource(seed=3, speed=float("inf"))
    source.open()
    time = np.concatenate([source.read().time for _ in range(12)])
    source.close()
    assert source.ended
    assert time[-1] > 80.0  # two sessions and more
    assert (np.diff(time) >= 0).all()
    assert np.diff(time).max() < 1.0
