"""Lengths of strokes that have no position, from the way of the motion sensor."""

from collections.abc import Iterable
from dataclasses import replace

from strigil.signals.inertial_way import InertialWay
from strigil.signals.strokes import StrokeMeasure

__all__ = ["with_inertial_lengths"]


def with_inertial_lengths(
    strokes: Iterable[StrokeMeasure], way: InertialWay | None
) -> tuple[StrokeMeasure, ...]:
    """Give strokes without a length that of the motion sensor, where it has one.

    Parameters
    ----------
    strokes : iterable of StrokeMeasure
        As measured; a length from positions stays.
    way : InertialWay or None
        What acceleration and angular velocity say of the same recording.

    Returns
    -------
    tuple[StrokeMeasure, ...]
        With length and its 90 % interval [m], mean speed [m/s] and the flag
        ``length_from_imu``. There is no direction: the heading drifts.
    """
    return tuple(_with_length(one, way) for one in strokes)


def _with_length(stroke: StrokeMeasure, way: InertialWay | None) -> StrokeMeasure:
    if way is None or stroke.length is not None:
        return stroke
    length = way.length_between(stroke.start, stroke.end)
    if length is None:
        return stroke
    return replace(
        stroke,
        length=length.value,
        length_low=length.low,
        length_high=length.high,
        speed=length.value / (stroke.end - stroke.start),
        flags=(*stroke.flags, "length_from_imu"),
    )
