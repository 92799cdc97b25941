"""Sensors at the other end of a cable or of the network: lost, and found again."""

import contextlib
import math
import os
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from strigil.signals import LslOutlet, read_recording
from strigil.signals.formats.lines import encode_line
from strigil.treatment.live import LiveStream, StreamSettings, begin_stream

pytestmark = pytest.mark.slow  # each starts a process

RATE = 100.0
PATIENCE = 2000  # frames
HEADER = encode_line("#strigil 1;rate=100;tick=0.000001;columns=Fz (N)")


def force(count: int) -> float:
    """Press for half a second every two seconds, with the noise of a sensor."""
    pressed = 6.0 * max(math.sin(math.pi * count / RATE) - 0.7, 0.0) / 0.3
    return pressed + 0.01 * ((count * 7919) % 13 - 6)


class Paced:
    """Sends a sample every hundredth of a second, until it is told to hold."""

    def __init__(self, send: Callable[[int], None]) -> None:
        self._send, self._going = send, True
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def hold(self) -> None:
        self._going = False
        self._thread.join()

    def _run(self) -> None:
        began, count = time.monotonic(), 0
        while self._going:
            while count < (time.monotonic() - began) * RATE:
                try:
                    self._send(count)
                except OSError:
                    return
                count += 1
            time.sleep(0.005)


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
    outlet = LslOutlet(name, ["force_normal"], rate=RATE)

    def send(count: int) -> None:
        outlet.push(np.array([[force(count)]]))

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


class Board:
    """A board at one end of a pseudo-terminal; a link to the other is its port."""

    def __init__(self, port: Path) -> None:
        pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
        self._end, self._other = pty.openpty()
        pytest.importorskip("tty").setraw(self._other)
        port.unlink(missing_ok=True)
        port.symlink_to(os.ttyname(self._other))
        os.set_blocking(self._end, False)
        self._asked = False
        self._sending = Paced(self._send)

    def unplug(self) -> None:
        self._sending.hold()
        os.close(self._other)
        os.close(self._end)

    def _send(self, count: int) -> None:
        with contextlib.suppress(BlockingIOError):  # nobody asked
            if b"?" in os.read(self._end, 10):
                os.write(self._end, HEADER)
                self._asked = True
        line = f"{count % 65536},{count * 10_000},{force(count):.4f}"
        if self._asked:
            os.write(self._end, encode_line(line))


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
