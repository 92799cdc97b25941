"""Reads a source on a thread of its own: one that hangs does not stop the rule."""

import queue
import threading
import time as clock
from collections.abc import Callable
from dataclasses import dataclass

from strigil.errors import StrigilError
from strigil.signals import Chunk, Source

__all__ = ["Arrival", "Finder", "Reader"]

_AGAIN = 1.0  # s between tries to find a sensor that was lost


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came from a source, and when.

    Attributes
    ----------
    at : float
        When it came, by the steady clock [s].
    chunk : Chunk or None
        The samples.
    over : str
        Why no more come; empty while they do.
    """

    at: float
    chunk: Chunk | None = None
    over: str = ""


class Reader:
    """Read a source that is open until it ends, is lost or is closed."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._came: queue.SimpleQueue[Arrival] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._read, name="reader", daemon=True)
        self._thread.start()

    def next(self, within: float) -> Arrival | None:
        """Return what came next, waiting at most so long [s]."""
        try:
            return self._came.get(timeout=within)
        except queue.Empty:
            return None

    def close(self) -> None:
        """Let the sensor go; a driver that hangs is left behind."""
        self._closing.set()
        self._thread.join(timeout=1.0)
        if not self._thread.is_alive():
            self._source.close()

    def _read(self) -> None:
        over = ""
        while not over and not self._closing.is_set():
            try:
                chunk = self._source.read()
            except (StrigilError, OSError) as error:
                over = str(error)
                break
            if chunk.time.size or chunk.lost:
                self._came.put(Arrival(clock.monotonic(), chunk))
            if self._source.ended:
                over = "The source ended."
        self._came.put(Arrival(clock.monotonic(), over=over or "It was closed."))


class Finder:
    """Look for a sensor that was lost, on a thread of its own, until it is there.

    Attributes
    ----------
    found : Source or None
        The sensor, open.
    """

    def __init__(self, new_source: Callable[[], Source]) -> None:
        self.found: Source | None = None
        self._new_source = new_source
        self._closing = threading.Event()
        threading.Thread(target=self._look, name="finder", daemon=True).start()

    def close(self) -> None:
        """Look no more."""
        self._closing.set()

    def _look(self) -> None:
        while not self._closing.is_set():
            source = self._new_source()
            try:
                source.open()
            except (StrigilError, OSError):
                self._closing.wait(_AGAIN)
            else:
                self.found = source
                return
