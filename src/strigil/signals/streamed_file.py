"""Strokes of a file that is too long to be read at once, told as a live session."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from strigil.signals.clock import sample_step
from strigil.signals.quality import believable
from strigil.signals.read import recording_parts
from strigil.signals.stroke_stream import StrokeStream
from strigil.signals.strokes import StrokeMeasure

__all__ = ["streamed_strokes"]

_A_PART = 1_000_000  # samples that are read at once: some tens of megabytes ...
_AT_ONCE = 4096  # ... and that pass at once: they stay in the processor's cache


def streamed_strokes(
    path: str | Path,
    *,
    profile: str | Path | None = None,
    band: tuple[float, float] | None = None,
    samples: int = _A_PART,
) -> Iterator[StrokeMeasure]:
    """Tell the strokes of a file of any length, in memory that does not grow with it.

    Parameters
    ----------
    path : str or Path
        As for :func:`read_recording`.
    profile : str or Path, optional
        As for :func:`read_recording`.
    band : tuple[float, float], optional
        Normal force from and to which it is as meant [N].
    samples : int
        Samples that are read at once, about; the strokes do not depend on it [1].

    Yields
    ------
    StrokeMeasure
        In order of time, each as soon as it has ended: those of ``as_live``, with rest,
        normal and levels learnt on the way. The refined ones need the whole recording.

    Raises
    ------
    InvalidValueError
        When no force was recorded.
    StrigilError
        As for :func:`read_recording`.

    Notes
    -----
    The rate of the sensor is that of the first part.
    """
    stream: StrokeStream | None = None
    for part in recording_parts(path, profile=profile, samples=samples):
        known = believable(part)
        if stream is None:
            rate = 1.0 / sample_step(part.time)
            stream = StrokeStream(tuple(known.channels), rate, band=band)
        missing = np.full(part.time.size, np.nan)
        columns = [known.channels.get(name, missing) for name in stream.channels]
        for first in range(0, part.time.size, _AT_ONCE):
            some = slice(first, first + _AT_ONCE)
            table = np.column_stack([column[some] for column in columns])
            yield from stream.push(part.time[some], table).strokes
    if stream is not None:
        yield from stream.finish()
