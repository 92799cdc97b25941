"""How the tool leans against gravity in each stroke, where a motion sensor is on it."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from strigil.signals.recording import Recording
from strigil.signals.strokes import StrokeMeasure
from strigil.signals.tilt import tilt_of

__all__ = ["inclinations"]

FloatArray = NDArray[np.float64]
Axis = tuple[float, float, float]

_ALONG_Z: Axis = (0.0, 0.0, 1.0)
_FEWEST = 3  # steps of the filter in a stroke of which a mean is told


def inclinations(
    recording: Recording, strokes: Iterable[StrokeMeasure], *, normal: Axis = _ALONG_Z
) -> tuple[float | None, ...]:
    """Return the mean inclination of the edge plane in each stroke.

    Parameters
    ----------
    recording : Recording
        With acceleration, gravity included, and angular velocity.
    strokes : iterable of StrokeMeasure
        Those of the recording.
    normal : tuple[float, float, float]
        Normal of the edge plane in the sensor's axes [1].

    Returns
    -------
    tuple of float or None
        Angle between edge plane and level, 0 to a right angle [rad]; None where there
        is no motion sensor, or where its orientation still settles.

    Notes
    -----
    This is an angle to gravity. It is the treatment angle only where the skin is
    level: the treatment angle itself needs a flat touch or the direction of the force.
    The error of the filter is below a degree in motion like that of tools; how well the
    sensor sits on the tool is not in it.
    """
    told = tuple(strokes)
    tilt = tilt_of(recording) if told else None
    if tilt is None:
        return (None,) * len(told)
    unit = np.asarray(normal, dtype=np.float64) / np.linalg.norm(normal)
    leans = np.arccos(np.clip(np.abs(tilt.up @ unit), 0.0, 1.0))
    leans[tilt.settling] = np.nan
    time = tilt.steps.time
    ends = np.searchsorted(time, [(stroke.start, stroke.end) for stroke in told])
    return tuple(_mean(leans[first:last]) for first, last in ends)


def _mean(leans: FloatArray) -> float | None:
    known = leans[np.isfinite(leans)]
    if known.size < max(_FEWEST, leans.size // 2):
        return None
    return float(known.mean())
