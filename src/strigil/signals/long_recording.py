"""The analysis of a file that is too long to be read at once."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from strigil.signals.analyse import RecordingAnalysis
from strigil.signals.opened import is_too_long, open_file
from strigil.signals.parts_quality import PartsQuality
from strigil.signals.read import recording_parts
from strigil.signals.recording import RecordingInfo
from strigil.signals.streamed_file import A_PART, stream_of_parts, streamed_part
from strigil.signals.stroke_stream import StrokeStream
from strigil.signals.strokes import StrokeMeasure
from strigil.signals.summary import summed_up
from strigil.signals.unknown import NotComputable

__all__ = ["analyse_in_parts", "is_long_recording", "samples_in"]

# What looks at all samples of a recording, and is left out of one read in parts.
_LEFT_OUT = (
    "refined_levels",
    "force_over_time",
    "anomalies",
    "stiffness",
    "inclination",
    "dose",
    "dose_map",
)
_BECAUSE = (
    "it looks at all samples together, and this recording is too long for that; a cut "
    "has it (--between 0 3600)"
)


def is_long_recording(path: str | Path, *, profile: str | Path | None = None) -> bool:
    """Say whether a file is too long to be analysed at once, and can go in parts.

    Parameters
    ----------
    path : str or Path
        As for :func:`read_recording`.
    profile : str or Path, optional
        As for :func:`read_recording`.

    Raises
    ------
    StrigilError
        When the file is no recording.
    """
    return is_too_long(Path(path), profile)


def samples_in(path: str | Path, *, profile: str | Path | None = None) -> int:
    """Say how many samples a file holds, without reading them.

    Parameters
    ----------
    path : str or Path
        As for :func:`read_recording`.
    profile : str or Path, optional
        As for :func:`read_recording`.

    Returns
    -------
    int
        Samples; of a text about as many, by its length and its first lines [1].

    Raises
    ------
    StrigilError
        When the file is no recording.

    Notes
    -----
    Packed columns hold far more than their file is long: a Parquet file of half a
    megabyte may hold a hundred million samples.
    """
    return round(open_file(Path(path), profile).rows)


def analyse_in_parts(
    path: str | Path,
    *,
    profile: str | Path | None = None,
    band: tuple[float, float] | None = None,
    samples: int = A_PART,
    progress: Callable[[float], None] | None = None,
) -> tuple[RecordingInfo, RecordingAnalysis]:
    """Find and measure the strokes of a file of any length.

    Parameters
    ----------
    path : str or Path
        As for :func:`read_recording`; Parquet or text.
    profile : str or Path, optional
        As for :func:`read_recording`.
    band : tuple[float, float], optional
        Normal force from and to which it is as meant [N].
    samples : int
        Samples that are read at once, about; the strokes do not depend on it [1].
    progress : callable, optional
        Told the part of the file that was read, from 0 to 1 [1].

    Returns
    -------
    info : RecordingInfo
        What is known besides the samples.
    analysis : RecordingAnalysis
        As ``analyse_recording(..., as_live=True)`` tells the strokes, to the last bit.
        ``not_computable`` names what was left out since it needs all samples;
        ``in_contact`` and ``normal_force`` hold no sample.

    Raises
    ------
    InvalidValueError
        When no force was recorded.
    StrigilError
        As for :func:`read_recording`.

    Notes
    -----
    Besides the strokes, no more is held than a few parts at once. Remarks on quality
    are made part by part: the first of its kind is told, and in how many there was one.
    """
    quality, strokes = PartsQuality(), list[StrokeMeasure]()
    stream = stream_of_parts(
        recording_parts(path, profile=profile, samples=samples), band=band
    )
    count, start, last, info = 0, np.nan, np.nan, RecordingInfo()
    for part in recording_parts(
        path, profile=profile, samples=samples, progress=progress
    ):
        quality.take(part)
        strokes += streamed_part(stream, part)
        start = float(part.time[0]) if count == 0 else start
        count, last, info = count + part.time.size, float(part.time[-1]), part.info
    strokes += stream.finish()
    summary = summed_up(
        strokes,
        ends=(start, last),
        step=1.0 / stream.rate,
        samples=count,
        profile=info.profile,
    )
    return info, RecordingAnalysis(
        strokes=tuple(strokes),
        summary=summary,
        quality=tuple(quality.notes()),
        anomalies=(),
        not_computable=_not_computable(stream),
        in_contact=np.empty(0, dtype=np.bool_),
        normal_force=None,
        levels=stream.levels,
        as_live=True,
    )


def _not_computable(stream: StrokeStream) -> tuple[NotComputable, ...]:
    because = "force at rest and in contact cannot be told apart"
    untold = [] if stream.levels else [NotComputable("strokes", because)]
    left_out = [NotComputable(what, _BECAUSE) for what in _LEFT_OUT]
    return (*untold, *stream.not_computable, *left_out)
