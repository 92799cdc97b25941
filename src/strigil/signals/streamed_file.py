"""Strokes of a file that is too long to be read at once, told as a live session."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np

from strigil.errors import InvalidValueError
from strigil.signals.clock import OPENING, is_sparse, opening_step
from strigil.signals.quality import believable
from strigil.signals.read import recording_parts
from strigil.signals.recording import Recording
from strigil.signals.stroke_stream import StrokeStream
from strigil.signals.strokes import StrokeMeasure

__all__ = ["A_PART", "stream_of_parts", "streamed_part", "streamed_strokes"]

A_PART = 262_144  # samples that are read at once: 20 MB of nine channels ...
_AT_ONCE = 4096  # ... and that pass at once: they stay in the processor's cache


def streamed_strokes(
    path: str | Path,
    *,
    profile: str | Path | None = None,
    band: tuple[float, float] | None = None,
    samples: int = A_PART,
    progress: Callable[[float], None] | None = None,
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
    progress : callable, optional
        Told the part of the file that was read, from 0 to 1 [1].

    Yields
    ------
    StrokeMeasure
        In order of time, each as soon as it has ended: those of ``as_live``, to the
        last bit, with rest, normal and levels learnt on the way. The refined ones need
        the whole recording.

    Raises
    ------
    InvalidValueError
        When no force was recorded.
    StrigilError
        As for :func:`read_recording`.

    Notes
    -----
    The rate of the sensor is that of the first 65 536 samples. A channel without any
    value in the first part is looked for in the others before.
    """
    stream = stream_of_parts(
        recording_parts(path, profile=profile, samples=samples), band=band
    )
    for part in recording_parts(
        path, profile=profile, samples=samples, progress=progress
    ):
        yield from streamed_part(stream, part)
    yield from stream.finish()


def stream_of_parts(
    parts: Iterable[Recording], *, band: tuple[float, float] | None = None
) -> StrokeStream:
    """Return a stream for a recording whose parts are these.

    Parameters
    ----------
    parts : iterable of Recording
        One after the other; only so many are looked at as it takes to know the clock
        and that each channel holds something.
    band : tuple[float, float], optional
        Normal force from and to which it is as meant [N].

    Raises
    ------
    InvalidValueError
        When no force was recorded, or the samples are too far apart for a stroke.
    """
    clock, known, channels = np.empty(0), set[str](), list[str]()
    for part in parts:
        channels = list(part.channels)
        if clock.size <= OPENING:
            clock = np.concatenate([clock, part.time])
        lacking = [name for name in channels if name not in known]
        known |= {name for name in lacking if believable(part).has(name)}
        if clock.size > OPENING and len(known) == len(channels):
            break
    held = [name for name in channels if name in known]
    if is_sparse(clock[: OPENING + 1]):
        message = (
            f"The samples lie {opening_step(clock):.3g} s apart: no stroke is seen "
            "between them. Is the time in another unit? A heading says it ('time_ms')."
        )
        raise InvalidValueError(message)
    return StrokeStream(held, 1.0 / opening_step(clock), band=band)


def streamed_part(stream: StrokeStream, part: Recording) -> Iterator[StrokeMeasure]:
    """Take the next part into a stream; yield the strokes that ended."""
    known = believable(part)
    columns = [known.channels[name] for name in stream.channels]
    for first in range(0, part.time.size, _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        table = np.column_stack([column[some] for column in columns])
        yield from stream.push(part.time[some], table).strokes
