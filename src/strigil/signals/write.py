"""Write a recording: a finished one in one go, one that is being taken bit by bit."""

import dataclasses
import time as clock
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.errors import InvalidValueError, UnknownNameError
from strigil.signals.formats import (
    is_bids,
    join_segments,
    remove_segments,
    segment_folder,
    sidecar_path,
    write_bids,
    write_csv,
    write_info,
    write_parquet,
    write_segment,
    write_sidecar,
)
from strigil.signals.recording import CHANNELS, Recording, RecordingInfo
from strigil.signals.strokes import StrokeMeasure

__all__ = ["RecordingWriter", "write_recording"]

FloatArray = NDArray[np.float64]

_OFTEN = (
    0.5  # s between segments: half of what may be lost, so that a slow disk may lag
)


def write_recording(
    recording: Recording, path: str | Path, *, strokes: Sequence[StrokeMeasure] = ()
) -> None:
    """Write a recording, with a JSON sidecar beside it.

    Parameters
    ----------
    recording : Recording
        What to write; NaN stays NaN, every number comes back to the last bit.
    path : str or Path
        Ends in ``.parquet`` (native), ``.csv`` or, for BIDS-Motion, in
        ``_motion.tsv``.
    strokes : Sequence[StrokeMeasure], optional
        What was found in it, for a format that knows events (BIDS).

    Raises
    ------
    InvalidValueError
        When the name ends in anything else.
    """
    file = Path(path)
    columns = {"time": recording.time, **recording.channels}
    if is_bids(file):
        write_bids(recording, file, strokes)
        return
    if file.suffix.lower() == ".parquet":
        write_parquet(file, columns)
    elif file.suffix.lower() == ".csv":
        write_csv(file, columns)
    else:
        message = (
            "A recording is written as .parquet or .csv, or as BIDS *_motion.tsv; "
            f"{file.name!r} was given."
        )
        raise InvalidValueError(message)
    write_sidecar(recording, file)


class RecordingWriter:
    """Write a recording while it is taken; whatever ends the process, it opens.

    At most half a second of samples waits to be written. :meth:`finish` makes one
    Parquet file; before, and after a crash, ``read_recording`` of the same path reads
    what was written.

    Parameters
    ----------
    path : str or Path
        Where the recording shall be, ending in ``.parquet``; nothing may be there.
    channels : Sequence[str]
        Names of the columns to come, out of ``CHANNELS``.
    info : RecordingInfo, optional
        What is known besides the samples.

    Raises
    ------
    InvalidValueError
        When the name ends in something else, or a recording is there already.
    UnknownNameError
        When a channel does not exist.

    Examples
    --------
    >>> import tempfile
    >>> from strigil.signals import read_recording
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with RecordingWriter(f"{folder}/a.parquet", ["force_normal"]) as writer:
    ...         writer.append([0.0, 0.01], [[5.2], [5.3]])
    ...         writer.note("the patient moved")
    ...     read_recording(f"{folder}/a.parquet").info.notes
    ('the patient moved',)
    """

    def __init__(
        self,
        path: str | Path,
        channels: Sequence[str],
        info: RecordingInfo | None = None,
    ) -> None:
        self.path = Path(path)
        self.info = info or RecordingInfo()
        self.channels = tuple(channels)
        self.samples = 0
        self._columns = ("time", *self.channels)
        self._waiting: list[FloatArray] = []
        self._since = 0.0
        self._segments = 0
        self._last = -np.inf
        self._backward = 0
        _check(self.path, self.channels)
        segment_folder(self.path).mkdir()
        self._keep_info()

    def append(self, time: ArrayLike, samples: ArrayLike) -> None:
        """Add samples; call it without any, too, so that none waits for long.

        Parameters
        ----------
        time : array_like
            When each sample was taken [s]; a sample before the last one is left out
            and counted, since time does not go back.
        samples : array_like
            One row a sample, one column a channel [SI]; NaN where one is missing.
        """
        times = np.asarray(time, dtype=np.float64).reshape(-1, 1)
        if times.size:
            values = np.asarray(samples, dtype=np.float64)
            self._take(np.hstack([times, values.reshape(times.size, -1)]))
        if self._waiting and clock.monotonic() - self._since >= _OFTEN:
            self.flush()

    def note(self, words: str) -> None:
        """Keep a sentence with the recording."""
        self.info = dataclasses.replace(self.info, notes=(*self.info.notes, words))
        self._keep_info()

    def flush(self) -> None:
        """Write the samples that wait."""
        if self._waiting:
            rows = np.vstack(self._waiting)
            write_segment(self.path, self._segments, self._columns, rows)
            self._segments += 1
            self._waiting = []

    def finish(self) -> None:
        """Make one Parquet file of what was written; without a sample, none."""
        if not segment_folder(self.path).exists():
            return
        self.flush()
        if self._backward:
            self.note(f"{self._backward} samples that went back in time were left out.")
        self._keep_info()
        if self._segments:
            join_segments(self.path)
        else:
            remove_segments(self.path)
            sidecar_path(self.path).unlink()

    def __enter__(self) -> "RecordingWriter":
        """Return the writer itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish, whatever happened."""
        self.finish()

    def _take(self, rows: FloatArray) -> None:
        before = np.fmax.accumulate(np.concatenate([[self._last], rows[:-1, 0]]))
        fine = (rows[:, 0] >= before) & np.isfinite(rows[:, 0])
        self._backward += int(np.count_nonzero(~fine))
        rows = rows[fine]
        if rows.size == 0:
            return
        if not self._waiting:
            self._since = clock.monotonic()
        self._waiting.append(rows)
        self._last = float(rows[-1, 0])
        self.samples += len(rows)

    def _keep_info(self) -> None:
        write_info(self.info, self.path, self.channels, self.samples)


def _check(path: Path, channels: Sequence[str]) -> None:
    if path.suffix.lower() != ".parquet":
        message = (
            f"A recording is taken down as .parquet; {path.name!r} was given. "
            "Afterwards it can be saved otherwise: strigil analyse F --save G.csv"
        )
        raise InvalidValueError(message)
    if path.exists() or segment_folder(path).exists():
        message = (
            f"There is a recording at {str(path)!r} already; give another name. "
            "None is overwritten."
        )
        raise InvalidValueError(message)
    for name in channels:
        if name not in CHANNELS:
            kind = "channel"
            raise UnknownNameError(kind, name, CHANNELS)
