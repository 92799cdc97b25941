"""A sensor behind a real stream, and a board at a real pair of terminals."""

import contextlib
import math
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from strigil.signals import LslOutlet
from strigil.signals.formats.lines import encode_line

RATE = 100.0
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


def outlet(name: str) -> Callable[[int], None]:
    """Return what sends one sample through a stream of this name."""
    stream = LslOutlet(name, ["force_normal"], rate=RATE)

    def send(count: int) -> None:
        stream.push(np.array([[force(count)]]))

    return send
