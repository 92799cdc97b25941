"""Sensors at the other end of a cable or of the network: lost, and found again."""

import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.treatment.live.sensors import Board, Paced, outlet

from strigil.signals import read_recording
from strigil.treatment.live import LiveStream, StreamSettings, begin_stream

pytestmark = pytest.mark.slow  # each starts a process

PATIENCE = 2000  # frames


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Callable[..., LiveStream]]:
    begun = []

    def start(source: str, given: str) -> LiveStream:
        path = str(tmp_path / "live.parquet")
        begun.append(begin_stream(StreamSettings(source, path, given=given)))
        return begun[-1]

    yield start
    for stream in begun:
        stream.end()


def first(
    frames: Iterator[Mapping[str, Any]], fits: Callable[[Mapping[str, Any]], bool]
) -> Mapping[str, Any]:
    for count, frame in enumerate(frames):
        if "n" in frame and fits(frame):
            return frame
        assert count < PATIENCE, "no such frame came"
    pytest.fail("the stream ended before")


def test_a_network_stream_that_pauses_raises_the_alarm_and_goes_on(begin):
    pytest.importorskip("pylsl", reason="the extra 'live' is not installed")
    name = f"tool-{uuid.uuid4().hex[:8]}"
    send = outlet(name)
    sending = Paced(send)
    stream = begin("lsl", name)
    frames = stream.frames()
    first(frames, lambda frame: frame["contact"])
    sending.hold()
    first(frames, lambda frame: frame["alarm"] == "silent")
    sending = Paced(send)
    first(frames, lambda frame: frame["alarm"] == "")
    sending.hold()
    stream.end()
    kept = read_recording(stream.part)
    assert any("silent" in note for note in kept.info.notes)


def test_a_board_that_was_unplugged_is_found_again_in_the_same_file(begin, tmp_path):
    pytest.importorskip("serial", reason="the extra 'live' is not installed")
    board = Board(tmp_path / "tool")
    stream = begin("serial", str(tmp_path / "tool"))
    frames = stream.frames()
    before = first(frames, lambda frame: frame["contact"])
    board.unplug()
    first(frames, lambda frame: frame["alarm"] == "silent")
    stream.tell(do="stop", because="heard while there is no sensor")
    first(frames, lambda frame: frame["lift"] is not None)
    time.sleep(0.3)
    board = Board(tmp_path / "tool")
    after = first(frames, lambda frame: frame["alarm"] == "")
    assert after["t"] > before["t"]
    stream.end()
    board.unplug()
    kept = read_recording(stream.part)
    assert float(np.diff(kept.time).max()) > 0.2, "a gap, not a jump"
    assert any("was lost" in note for note in kept.info.notes)
