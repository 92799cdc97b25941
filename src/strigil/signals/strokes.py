"""What each stroke was, in numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from strigil.signals import stroke_tiers as column
from strigil.signals.motion import direction_of
from strigil.signals.numbers import number
from strigil.signals.stroke_setup import ChannelPlan

__all__ = ["StrokeMeasure", "measures_of", "samples_of"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Row = Sequence[float]

_FLAGS = (
    "turned",
    "saturated",
    "implausible",
    "low_angle",
    "samples_missing",
    "at_gap",
    "cut_by_start",
    "cut_by_end",
)


@dataclass(frozen=True, slots=True)
class StrokeMeasure:
    """One stroke, measured. What the channels do not allow to know is None.

    Attributes
    ----------
    start, end : float
        The stroke lasts from ``start`` to just before ``end`` [s].
    peak_force, mean_force : float
        Largest and mean normal force [N].
    impulse : float
        Force summed over time [N.s].
    length : float or None
        Way of the edge [m].
    rate : float or None
        One over the time since the stroke before began [1/s].
    angle : float or None
        Mean treatment angle [rad].
    direction : float or None
        Direction of the way in the x-y plane, from +x [rad].
    flags : tuple[str, ...]
        ``turned`` (begins where the edge turned, without a lift), ``saturated``,
        ``implausible``, ``low_angle``, ``samples_missing``, ``at_gap``,
        ``cut_by_start``, ``cut_by_end``, ``direction_from_shear``,
        ``length_from_imu``.
    peak_shear, mean_shear : float or None
        Largest and mean force along the skin [N].
    work : float or None
        Shear summed over the way, as if it opposed the motion all along [J].
    speed, peak_speed : float or None
        Mean speed of the edge and the largest over 20 ms [m/s].
    time_in_band : float or None
        How long the normal force lay in the band; None without one [s].
    force_sd : float or None
        How far the zero of the forces is uncertain: the noise at rest, as a standard
        deviation. The sensor's own calibration is not in it [N].
    burst : int or None
        Which burst of strokes it belongs to, from 1 [1].
    length_low, length_high : float or None
        The 90 % interval of a length that was integrated from the motion [m].
    """

    start: float
    end: float
    peak_force: float
    mean_force: float
    impulse: float
    length: float | None
    rate: float | None
    angle: float | None
    direction: float | None
    flags: tuple[str, ...]
    peak_shear: float | None = None
    mean_shear: float | None = None
    work: float | None = None
    speed: float | None = None
    peak_speed: float | None = None
    time_in_band: float | None = None
    force_sd: float | None = None
    burst: int | None = None
    length_low: float | None = None
    length_high: float | None = None

    @property
    def impulse_sd(self) -> float | None:
        """Uncertainty of the impulse by that of zero, as a standard deviation [N.s]."""
        return (
            None if self.force_sd is None else self.force_sd * (self.end - self.start)
        )


def measures_of(
    plan: ChannelPlan, rows: FloatArray, *, band: bool = False
) -> tuple[StrokeMeasure, ...]:
    """Return the strokes that the rows of the pass tell.

    Parameters
    ----------
    plan : ChannelPlan
        Which channels there were.
    rows : ndarray
        One row for each stroke.
    band : bool
        Whether the pass had a band of force.

    Returns
    -------
    tuple[StrokeMeasure, ...]
        In order of time.

    Notes
    -----
    The peak is that of the smoothed force; mean and impulse are those of the force
    itself, by the trapezoidal rule, a missing sample on the line between its
    neighbours. Shear is smoothed as the force is.
    """
    return tuple(_measure(plan, row, band) for row in rows.tolist())


def samples_of(rows: FloatArray) -> IntArray:
    """Return the samples of each stroke as rows ``[start, end)``."""
    marks = rows[:, [column.FIRST, column.PAST]]
    return np.asarray(marks, dtype=np.int64).reshape(-1, 2)


def _measure(plan: ChannelPlan, row: Row, band: bool) -> StrokeMeasure:
    start, end = row[column.START], row[column.END]
    lasted, impulse = end - start, row[column.IMPULSE]
    angle = row[column.ANGLE] / row[column.ANGLES] if row[column.ANGLES] else None
    direction, source = _direction(plan, row)
    moved = plan.place and isfinite(row[column.FROM])
    length = row[column.LENGTH] if moved else None
    slid = plan.shear and row[column.SHEAR_PEAK] > 0
    return StrokeMeasure(
        start=start,
        end=end,
        peak_force=row[column.PEAK],
        mean_force=impulse / lasted,
        impulse=impulse,
        length=length,
        rate=_rate(start - row[column.BEFORE]),
        angle=angle,
        direction=direction,
        flags=(*_flags(row, angle), *source),
        peak_shear=row[column.SHEAR_PEAK] if slid else None,
        mean_shear=row[column.SHEAR] / lasted if slid else None,
        work=row[column.WORK] if slid and moved else None,
        speed=None if length is None else length / lasted,
        peak_speed=row[column.SPEED] if moved else None,
        time_in_band=row[column.BANDED] if band else None,
        force_sd=row[column.NOISE],
        burst=int(row[column.BURST]),
    )


def _flags(row: Row, angle: float | None) -> list[str]:
    cut = int(row[column.CUT])
    low = angle is not None and angle < number("strokes", "low_angle")
    said = (
        row[column.TURNED] > 0,
        row[column.CLIPPED] > 0,
        row[column.BEYOND] > 0,
        low,
        row[column.MISSING] > 0,
        row[column.LEAPT] > 0,
        cut & 1,
        cut & 2,
    )
    return list(compress(_FLAGS, said)) if any(said) else []


def _direction(plan: ChannelPlan, row: Row) -> tuple[float | None, tuple[str, ...]]:
    if plan.place:
        first, last = row[column.FROM :][:3], row[column.TO :][:3]
        return direction_of([b - a for a, b in zip(first, last, strict=True)]), ()
    if not (plan.signed and plan.shear):
        return None, ()
    found = direction_of([-row[column.SHEAR_X + 1], -row[column.SHEAR_X + 2], 0.0])
    return found, ("direction_from_shear",) if found is not None else ()


def _rate(since: float) -> float | None:
    if not 0 < since <= number("strokes", "burst_gap"):
        return None
    return 1.0 / since
