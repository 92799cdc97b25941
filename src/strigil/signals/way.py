"""The one way that strokes share, and the samples of each stroke along it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.signal import savgol_filter

from strigil.signals.clock import contact_mask, held, sample_step
from strigil.signals.numbers import number

if TYPE_CHECKING:
    from strigil.signals.analyse import RecordingAnalysis
    from strigil.signals.recording import Recording

__all__ = ["StrokesAlong", "along_strokes", "samples_along"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

_PARABOLA = 2  # degree through the forces around a sample


@dataclass(frozen=True, slots=True, eq=False)
class StrokesAlong:
    """Samples of each stroke from where its force has settled to where it leaves.

    Attributes
    ----------
    position : tuple of ndarray
        Position along the way, one array a stroke, from the smallest that a stroke
        reached, counted up the axis of the position that varies most [m].
    force : tuple of ndarray
        Normal force [N].
    indentation : tuple of ndarray or None
        Indentation [m]; None without that channel.
    because : str
        Why there are no samples; empty when there are.
    sinking : tuple of ndarray or None
        How fast the indentation grows, over the indentation [1/s]; None without it.
    """

    position: tuple[FloatArray, ...]
    force: tuple[FloatArray, ...]
    indentation: tuple[FloatArray, ...] | None
    because: str = ""
    sinking: tuple[FloatArray, ...] | None = None


def along_strokes(position: FloatArray, pieces: IntArray) -> FloatArray:
    """Return where each sample lies along the axis that the strokes follow most [m].

    Parameters
    ----------
    position : ndarray
        Samples x 3 [m].
    pieces : ndarray
        Strokes as rows ``[start, end)``.
    """
    inside = contact_mask(pieces, len(position)) & np.isfinite(position).all(axis=1)
    middle = position[inside].mean(axis=0)
    centred = position[inside] - middle
    _, axes = np.linalg.eigh(centred.T @ centred)
    axis = axes[:, -1]
    axis = axis * np.sign(axis[np.argmax(np.abs(axis))])  # counted up, as x, y or z is
    return held((position - middle) @ axis)


def samples_along(
    recording: "Recording", analysis: "RecordingAnalysis"
) -> StrokesAlong:
    """Return position, force and indentation of each stroke along the strokes' way.

    Parameters
    ----------
    recording : Recording
        With position channels; with indentation where there is one.
    analysis : RecordingAnalysis
        What was found in it.

    Returns
    -------
    StrokesAlong
        One array a stroke, or why there is none.
    """
    force = analysis.normal_force
    if force is None or not analysis.strokes:
        return _none("no stroke was found")
    if not recording.has("position_x", "position_y", "position_z"):
        return _none("places along the strokes need position channels")
    marks = [(stroke.start, stroke.end) for stroke in analysis.strokes]
    pieces = np.searchsorted(recording.time, np.array(marks)).astype(np.int64)
    along = along_strokes(recording.stacked("position"), pieces)
    if np.ptp(along) > number("repeats", "longest_way"):
        return _none("the positions reach further than over any body")
    along = along - min(float(along[start:end].min()) for start, end in pieces)
    depth = recording.channels.get("indentation")
    fastest = 1.0 / number("repeats", "settled")
    settled = np.abs(_change(recording.time, force)) < fastest
    kept = _between_first_and_last(settled, pieces)
    return StrokesAlong(
        position=_cut(along, pieces, kept),
        force=_cut(force, pieces, kept),
        indentation=None if depth is None else _cut(depth, pieces, kept),
        sinking=None
        if depth is None
        else _cut(_change(recording.time, depth), pieces, kept),
    )


def _between_first_and_last(settled: BoolArray, pieces: IntArray) -> BoolArray:
    """Leave out a stroke's landing and leaving, and nothing in between.

    Force also changes fast on the flanks of a stiff place. Left out there, one flank is
    missing in strokes forth and the other in strokes back, and what is left of the
    place fits a bell beside it, with a false place of the other sign further on.
    """
    kept = np.zeros_like(settled)
    for start, end in pieces:
        within = start + np.flatnonzero(settled[start:end])
        if within.size:
            kept[within[0] : within[-1] + 1] = True
    return kept


def _change(time: FloatArray, values: FloatArray) -> FloatArray:
    """Return how fast values change, over the values [1/s]; infinite where not above 0.

    Skin yields late: where an edge lands or leaves, force over indentation says how
    fast it does so, and says it at the same place in each stroke.
    """
    step = sample_step(time)
    length = 2 * max(1, round(0.5 * number("repeats", "motion_window") / step)) + 1
    change = np.full(values.size, np.inf)
    if values.size < length:
        return change
    filled = held(values)
    rises = savgol_filter(filled, length, _PARABOLA, deriv=1, delta=step)
    level = savgol_filter(filled, length, _PARABOLA)
    change[level > 0.0] = rises[level > 0.0] / level[level > 0.0]
    return change


def _cut(
    values: FloatArray, pieces: IntArray, kept: BoolArray
) -> tuple[FloatArray, ...]:
    return tuple(values[start:end][kept[start:end]] for start, end in pieces)


def _none(because: str) -> StrokesAlong:
    return StrokesAlong((), (), None, because)
