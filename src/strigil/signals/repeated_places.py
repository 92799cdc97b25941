"""Places where friction differs stroke after stroke, from a recording's own channels."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from strigil.signals.numbers import number
from strigil.signals.repeats import Anomaly, binned_by_position, repeated_anomalies
from strigil.signals.way import along_strokes

if TYPE_CHECKING:
    from strigil.signals.force import NormalForce
    from strigil.signals.recording import Recording

__all__ = ["places_that_differ"]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

_INNER = 0.8  # of a stroke's way; at its ends the edge slows down and friction drops


def places_that_differ(
    recording: "Recording", normal: "NormalForce", pieces: IntArray
) -> tuple[tuple[Anomaly, ...], tuple[tuple[str, str], ...]]:
    """Look for places that differ in one stroke after another.

    Parameters
    ----------
    recording : Recording
        With position channels; without, it is said why there is no answer.
    normal : NormalForce
        Normal and shear force of its samples.
    pieces : ndarray
        Strokes as rows ``[start, end)``.

    Returns
    -------
    anomalies : tuple of Anomaly
        Places that differ [m].
    unknown : tuple of (str, str)
        What could not be looked for, and why.
    """
    least = int(number("repeats", "minimum_strokes"))
    because = ""
    if not recording.has("position_x", "position_y", "position_z"):
        because = "places along the strokes need position channels"
    elif normal.shear is None:
        because = "friction along the strokes needs a shear force"
    elif len(pieces) < least:
        because = f"fewer than {least} strokes cannot show a repeat"
    if because or normal.shear is None:
        return (), (("anomalies", because),)
    position = recording.stacked("position")
    along = along_strokes(position, pieces)
    if np.ptp(along) > number("repeats", "longest_way"):
        because = "the positions reach further than over any body"
        return (), (("anomalies", because),)
    ratio = np.full(along.size, np.nan)
    some = _steady(normal.smooth, along, pieces) & normal.known
    ratio[some] = np.linalg.norm(normal.shear[some], axis=1) / normal.smooth[some]
    table, _ = binned_by_position(along, ratio, pieces)
    return repeated_anomalies(table), ()


def _steady(smooth: FloatArray, along: FloatArray, pieces: IntArray) -> BoolArray:
    """Mark the inner part of each stroke: pressed well, away from where it turns."""
    steady = np.zeros(smooth.size, dtype=np.bool_)
    for start, end in pieces:
        force, place = smooth[start:end], along[start:end]
        if not np.isfinite(place).any():
            continue
        low, high = np.nanmin(place), np.nanmax(place)
        inner = np.abs(place - 0.5 * (low + high)) < _INNER * 0.5 * (high - low)
        steady[start:end] = inner & (force > 0.5 * force.max())
    return steady
