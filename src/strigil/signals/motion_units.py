"""Are acceleration and angular velocity in the units they claim? Gravity tells."""

import dataclasses

import numpy as np
from numpy.typing import NDArray

from strigil.signals.motion_steps import MotionSteps
from strigil.signals.numbers import number
from strigil.signals.quality import QualityNote
from strigil.units import to_si

__all__ = ["motion_in_si"]

FloatArray = NDArray[np.float64]

_SMOOTHED = 10  # steps over which the direction of gravity is averaged
_STILL = 0.05  # of gravity: the acceleration is then nearly gravity alone
_PERCENT = 99  # a knock is rarer than the rest
_FACTOR_SPREAD = 2.0  # a unit is recognised within this factor


def motion_in_si(
    steps: MotionSteps,
) -> tuple[MotionSteps, tuple[QualityNote, ...]] | None:
    """Check the units of motion against gravity and return it in SI.

    Parameters
    ----------
    steps : MotionSteps
        As read [rad/s, m/s2].

    Returns
    -------
    tuple or None
        The steps and what was noticed; None where gravity is not in the acceleration.

    Notes
    -----
    The direction u of gravity in the sensor's axes turns with du/dt = -w x u. The
    slope of du/dt over -w x u is one in radians and 0.0175 in degrees; it is used
    only where the two go together well enough. Where the sensor hardly turns, an
    angular velocity that no hand reaches is taken in degrees a second too.
    """
    if not steps.time.size:
        return steps, ()
    usual = float(np.median(np.linalg.norm(steps.acceleration, axis=1)))
    low, high = number("tilt", "gravity_low"), number("tilt", "gravity_high")
    one = to_si(1.0, "g0")
    notes: list[QualityNote] = []
    if low <= usual * one <= high:
        steps = dataclasses.replace(steps, acceleration=steps.acceleration * one)
        message = f"The acceleration reads {usual:.2f} at rest: it was taken in g."
        notes.append(QualityNote("acceleration_in_g", message))
    elif not low <= usual <= high:
        return None
    steps, told = _angular_velocity_in_si(steps)
    return steps, (*notes, *told)


def _angular_velocity_in_si(
    steps: MotionSteps,
) -> tuple[MotionSteps, tuple[QualityNote, ...]]:
    slope, together = _turning_slope(steps)
    clear = together >= number("tilt", "unit_correlation")
    size = np.linalg.norm(steps.angular_velocity, axis=1)
    too_fast = float(np.percentile(size, _PERCENT)) > number("tilt", "fastest_turn")
    in_degrees = to_si(1.0, "deg")
    like_degrees = 1 / _FACTOR_SPREAD < slope / in_degrees < _FACTOR_SPREAD
    if not (too_fast or (clear and like_degrees)):
        return steps, ()
    turned = steps.angular_velocity * in_degrees
    message = (
        "The angular velocity turns 57 times as fast as gravity does, or faster than a "
        "hand: it was taken in degrees a second."
    )
    note = QualityNote("angular_velocity_in_degrees", message)
    return dataclasses.replace(steps, angular_velocity=turned), (note,)


def _turning_slope(steps: MotionSteps) -> tuple[float, float]:
    """Return slope and size of correlation of gravity's turning with the gyroscope."""
    if steps.time.size < 4 * _SMOOTHED:
        return 1.0, 0.0
    count = steps.time.size // _SMOOTHED * _SMOOTHED
    shape = (-1, _SMOOTHED, 3)
    pull = steps.acceleration[:count].reshape(shape).mean(axis=1)
    rate = steps.angular_velocity[:count].reshape(shape).mean(axis=1)
    ends = steps.time[:count].reshape(-1, _SMOOTHED)[:, -1]
    apart = np.diff(ends)
    even = apart < 1.5 * _SMOOTHED * float(np.median(np.diff(steps.time)))
    size = np.linalg.norm(pull, axis=1)
    still = np.abs(size / np.median(size) - 1.0) < _STILL
    even &= still[1:] & still[:-1]
    turning = (np.diff(pull, axis=0) / apart[:, None])[even]
    middle = 0.5 * (pull[1:] + pull[:-1])[even]
    said = -np.cross(0.5 * (rate[1:] + rate[:-1])[even], middle)
    power, both = float((said**2).sum()), float((turning * said).sum())
    scale = float(np.sqrt(power * (turning**2).sum()))
    return (both / power, abs(both) / scale) if scale > 0.0 else (1.0, 0.0)
