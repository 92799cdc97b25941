"""Numbered frames of a stream, and the ring that keeps the latest of them."""

import json
import threading
from collections import deque
from collections.abc import Mapping
from typing import Any

__all__ = ["FrameRing"]

KEPT = 18_000  # frames: five minutes at 60 a second


class FrameRing:
    """Keep the latest frames; each has a number, so that a reader knows what it lacks.

    One thread adds, others wait for what is new.

    Examples
    --------
    >>> ring = FrameRing(kept=2)
    >>> for force in (1.0, 2.0, 3.0):
    ...     _ = ring.add({"force": force})
    >>> ring.wait(0, within=0.0)
    ['{"n": 1, "force": 2.0}', '{"n": 2, "force": 3.0}']
    """

    def __init__(self, kept: int = KEPT) -> None:
        self._frames: deque[str] = deque(maxlen=kept)
        self._next = 0
        self._closed = False
        self._changed = threading.Condition()

    def add(self, frame: Mapping[str, Any]) -> int:
        """Add a frame; return its number."""
        number = self._next
        line = json.dumps({"n": number, **frame})
        with self._changed:
            self._frames.append(line)
            self._next += 1
            self._changed.notify_all()
        return number

    def close(self) -> None:
        """Say that no frame comes any more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    @property
    def closed(self) -> bool:
        """Whether no frame comes any more."""
        return self._closed

    @property
    def oldest(self) -> int:
        """Number of the oldest frame that is kept."""
        return self._next - len(self._frames)

    @property
    def next(self) -> int:
        """Number of the frame to come."""
        return self._next

    def wait(self, number: int, within: float) -> list[str]:
        """Return the frames from a number on, waiting at most so long for one [s].

        The first is a later one where those asked for are no longer kept.
        """
        with self._changed:
            self._changed.wait_for(
                lambda: self._next > number or self._closed, timeout=within
            )
            kept = len(self._frames)
            first = max(number - self.oldest, 0)
            return [self._frames[i] for i in range(min(first, kept), kept)]
