"""A real process behind a real port: it decides, serves, keeps, and dies well."""

import os
import signal
import socket
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from strigil.errors import StreamError
from strigil.signals import read_recording, recording_of, write_recording
from strigil.treatment.live import (
    LiveStream,
    StreamSettings,
    begin_stream,
    happened_in,
    joined,
    parts_of,
)

pytestmark = pytest.mark.slow  # each starts a process

RATE = 200.0
PATIENCE = 2000  # frames: half a minute; a stream that says nothing for so long is ill


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Callable[..., LiveStream]]:
    begun = []

    def start(source: str = "simulator", **given: Any) -> LiveStream:
        path = str(tmp_path / "live.parquet")
        begun.append(begin_stream(StreamSettings(source=source, path=path, **given)))
        return begun[-1]

    yield start
    for stream in begun:
        stream.end()


def replayed(tmp_path: Path, change: Callable[[np.ndarray, np.ndarray], None]) -> str:
    """Write a recording of presses, spoilt by `change`; return where it lies."""
    time = np.arange(int(8 * RATE)) / RATE
    force = 6.0 * np.clip(np.sin(2.0 * np.pi * time), 0.0, None) * (time > 1.0)
    force += 0.02 * np.random.default_rng(1).standard_normal(time.size)
    change(time, force)
    path = tmp_path / "given.parquet"
    write_recording(recording_of(time, {"force_normal": force}), path)
    return str(path)


def first(
    stream: LiveStream, fits: Callable[[Mapping[str, Any]], bool], start: int = 0
) -> Mapping[str, Any]:
    """Return the first frame that fits."""
    for count, frame in enumerate(stream.frames(start)):
        if "n" in frame and fits(frame):
            return frame
        assert count < PATIENCE, "no such frame came"
    pytest.fail("the stream ended before")


def test_it_numbers_every_frame_and_replays_those_that_were_missed(begin):
    stream = begin()
    first(stream, lambda frame: frame["n"] >= 60)
    numbers, frames = [], stream.frames(10)
    hello = next(frames)["hello"]
    assert hello["oldest"] == 0
    for frame in frames:
        numbers.append(frame["n"])
        if len(numbers) > 80:
            break
    assert numbers == list(range(10, 91))


def test_too_much_force_lifts_beside_the_sensor(begin, tmp_path):
    stream = begin("replay", given=replayed(tmp_path, lambda _t, _f: None), ceiling=4.0)
    frame = first(stream, lambda frame: frame["lift"] is not None)
    assert "set to 4 N" in frame["lift"]["because"]
    assert frame["ms"][2] > 0.0, "how long the decision took is measured"


def test_a_pain_answer_lifts_and_a_lower_one_lets_go_on(begin):
    stream = begin(resting_pain=1.0)
    stream.tell(do="pain", pain=7)
    lifted = first(stream, lambda frame: frame["lift"] is not None)
    stream.tell(do="pain", pain=1)
    stream.tell(do="go_on")
    first(stream, lambda frame: frame["lift"] is None, start=lifted["n"] + 1)


def test_the_band_of_a_step_is_told_and_said_back(begin):
    stream = begin()
    stream.tell(do="step", step=4, band=[0.5, 100.0])
    frame = first(stream, lambda frame: frame["band"] == "in")
    assert frame["step"] == 4


def silent(time: np.ndarray, _force: np.ndarray) -> None:
    time[time > 3.0] += 30.0


def stuck(time: np.ndarray, force: np.ndarray) -> None:
    force[time > 3.3] = force[int(3.3 * RATE)]


def saturated(time: np.ndarray, force: np.ndarray) -> None:
    force[time > 3.2] = 9.0


def numberless(time: np.ndarray, force: np.ndarray) -> None:
    force[time > 3.0] = np.nan


@pytest.mark.parametrize(
    ("change", "alarm"),
    [
        (silent, "silent"),
        (stuck, "stuck"),
        (saturated, "saturated"),
        (numberless, "missing"),
    ],
)
def test_a_sensor_that_is_silent_or_lies_raises_the_alarm(
    begin, tmp_path, change, alarm
):
    stream = begin("replay", given=replayed(tmp_path, change))
    frame = first(stream, lambda frame: frame["alarm"] == alarm)
    assert frame["t"] < 3.8
    stream.end()
    kept = read_recording(stream.part)
    assert kept.time[-1] > 2.5, "the session is kept"
    assert any(alarm in note for note in kept.info.notes)


def test_killed_it_keeps_the_file_and_a_new_one_goes_on_with_the_gap_marked(begin):
    stream = begin()
    before = first(stream, lambda frame: (frame["t"] or 0.0) > 2.0)
    os.kill(stream.process.pid, signal.SIGKILL)
    stream.process.wait()
    assert stream.broke
    kept = read_recording(stream.part)
    assert kept.time[-1] - kept.time[0] > before["t"] - 1.0, "a second at most is lost"
    again = begin()
    assert again.part.name == "live-2.parquet"
    first(again, lambda frame: (frame["t"] or 0.0) > 1.0)
    again.end()
    base = stream.part
    assert [part.name for part, _ in parts_of(base)] == [
        "live.parquet",
        "live-2.parquet",
    ]
    whole = joined(base)
    gap = float(np.diff(whole.time).max())
    assert gap > 0.3, "what was not recorded is a gap, not a jump"
    assert any("was lost at" in note for note in whole.info.notes)


def test_an_edge_that_only_its_clinic_knows_spoils_no_recording(begin):
    stream = begin(edge="own-1.edge", site="achilles_midportion")
    first(stream, lambda frame: (frame["t"] or 0.0) > 0.5)
    stream.end()
    assert joined(stream.part).info.site == "achilles_midportion"


def test_a_lift_and_an_alarm_are_written_down_for_whoever_keeps_the_record(
    begin, tmp_path
):
    stream = begin("replay", given=replayed(tmp_path, silent), ceiling=4.0)
    frame = first(stream, lambda frame: frame["lift"] and frame["alarm"] == "silent")
    stream.end()
    lift, alarm = happened_in(stream.part)
    assert (lift["what"], lift["kind"]) == ("lift", "force")
    assert (lift["id"], lift["why_id"]) == (
        frame["lift"]["id"],
        frame["lift"]["why_id"],
    )
    assert (alarm["what"], alarm["kind"]) == ("alarm", "silent")
    assert lift["at"] < alarm["at"]


def test_who_does_not_know_the_token_is_served_nothing(begin):
    stream = begin()
    with socket.create_connection(("127.0.0.1", stream.port), timeout=5.0) as stranger:
        stranger.sendall(b'{"token": "guess", "from": 0}\n')
        assert stranger.recv(100) == b""


def test_rubbish_on_the_line_does_not_end_the_stream(begin):
    stream = begin()
    with stream.connected(None) as connection:
        connection.sendall(b"\xff\xfe rubbish\n")
    stream.tell(do="harder")
    stream.tell(do="pain", pain="much")
    reached = first(stream, lambda frame: frame["n"] > 100)
    assert reached["lift"] is None


def test_when_whoever_began_it_is_gone_it_keeps_the_file_and_ends(begin):
    stream = begin()
    first(stream, lambda frame: (frame["t"] or 0.0) > 0.5)
    stream.process.stdin.close()
    assert stream.process.wait(20) == 0
    assert read_recording(stream.part).time.size > 50


def test_the_end_of_a_replay_ends_the_stream_and_says_so(begin, tmp_path):
    def short(time: np.ndarray, _force: np.ndarray) -> None:
        time /= 16.0

    stream = begin("replay", given=replayed(tmp_path, short))
    last = list(stream.frames())[-1]
    assert last["over"] == "The source ended."
    assert stream.process.wait(20) == 0


def test_no_sensor_is_said_in_a_sentence(begin):
    with pytest.raises(StreamError, match="does not open"):
        begin("serial", given="/dev/nothing-here")
