"""Keeps the samples of a stream in its file, on a thread of its own.

A disk that is slow for a moment must not hold up the stop rule.
"""

import queue
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from strigil.signals import Chunk, RecordingInfo, RecordingWriter
from strigil.treatment.live.happened import keep_happened

__all__ = ["Keeper"]

_LOOK = 0.1  # s between looks when nothing comes, so that no sample waits for long


class Keeper:
    """Write chunks as they come.

    Parameters
    ----------
    path : Path
        Where the recording shall be.
    channels : sequence of str
        What the columns are.
    info : RecordingInfo
        What is known besides.
    base : Path
        Where the first part of the recording lies.
    """

    def __init__(
        self, path: Path, channels: Sequence[str], info: RecordingInfo, *, base: Path
    ) -> None:
        self.problem = ""
        self._base = base
        self._writer = RecordingWriter(path, channels, info)
        self._waiting: queue.SimpleQueue[Chunk | str | Mapping[str, Any] | None]
        self._waiting = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._keep, name="keeper")
        self._thread.start()

    def put(self, chunk: Chunk) -> None:
        """Keep a chunk."""
        self._waiting.put(chunk)

    def note(self, words: str) -> None:
        """Keep a sentence with the recording."""
        self._waiting.put(words)

    def happened(self, row: Mapping[str, Any]) -> None:
        """Keep what was decided or noticed."""
        self._waiting.put(row)

    def finish(self) -> None:
        """Write what waits, and make one file of it."""
        self._waiting.put(None)
        self._thread.join()

    def _keep(self) -> None:
        going = True
        while going:
            going = self._one()
        try:
            self._writer.finish()
        except OSError as error:
            self.problem = f"The recording could not be finished ({error})."

    def _one(self) -> bool:
        try:
            given = self._waiting.get(timeout=_LOOK)
        except queue.Empty:
            given = ""
        if given is None:
            return False
        try:
            self._write(given)
            self.problem = ""
        except OSError as error:  # a full disk: go on, the gauge and the rule live
            self.problem = f"The recording cannot be written ({error})."
        return True

    def _write(self, given: Chunk | str | Mapping[str, Any]) -> None:
        if isinstance(given, Mapping):
            keep_happened(self._base, given)
            return
        if isinstance(given, str):
            self._writer.append([], [])
            if given:
                self._writer.note(given)
            return
        self._writer.append(given.time, given.samples)
