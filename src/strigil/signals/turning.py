"""Velocity from acceleration, the points where a hand turns, and the way between."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d
from scipy.signal import butter, sosfiltfilt

from strigil.signals.numbers import number
from strigil.signals.tilt import Tilt
from strigil.units import to_si

__all__ = [
    "InertialRun",
    "integrated_runs",
    "lowest_at",
    "steps_without_drift",
    "time_at",
    "turning_points",
    "without_pauses",
]

FloatArray = NDArray[np.float64]

_FEWEST_STEPS = 30  # of one run; the filter that runs both ways needs some


@dataclass(frozen=True, slots=True, eq=False)
class InertialRun:
    """One run of steps without a loss.

    Attributes
    ----------
    first : int
        Its first step among those of the recording.
    time : ndarray
        The edges of the steps, one more than there are steps [s].
    velocity : ndarray
        In the level frame at each edge, with its drift [m/s].
    speed : ndarray
        Without the slow changes that drift makes, smoothed [m/s].
    step : float
        Length of a step [s].
    still_before, still_after : bool
        Whether the sensor rests where the run begins and ends.
    """

    first: int

    time: FloatArray
    velocity: FloatArray
    speed: FloatArray
    step: float
    still_before: bool
    still_after: bool


def integrated_runs(tilt: Tilt) -> list[InertialRun]:
    """Return the velocity of each run of steps without a loss."""
    marks = [*np.flatnonzero(tilt.steps.restarted).tolist(), tilt.steps.time.size]
    pairs = [(a, b) for a, b in pairwise(marks) if b - a >= _FEWEST_STEPS]
    return [_integrated(tilt, first, last) for first, last in pairs]


def _integrated(tilt: Tilt, first: int, last: int) -> InertialRun:
    """Integrate the acceleration of one run in the level frame."""
    ends = tilt.orientation[first:last]
    before = np.vstack([ends[:1], ends[:-1]])
    middle = ends + before * np.sign((ends * before).sum(axis=1))[:, None]
    middle /= np.linalg.norm(middle, axis=1)[:, None]
    pull = _turned(middle, tilt.steps.acceleration[first:last])
    pull[:, 2] -= to_si(1.0, "g0")
    step = number("tilt", "step")
    velocity = np.vstack([np.zeros(3), np.cumsum(pull * step, axis=0)])
    cutoff = number("inertial", "slowest_change")
    sections = butter(1, cutoff, "high", fs=1.0 / step, output="sos")
    moving = np.linalg.norm(sosfiltfilt(sections, velocity, axis=0), axis=1)
    speed = gaussian_filter1d(moving, number("inertial", "smoothing") / step)
    time = np.append(tilt.steps.time[first] - step, tilt.steps.time[first:last])
    rest = round(number("inertial", "pause") / step)
    still = [_is_still(part) for part in (pull[:rest], pull[-rest:])]
    return InertialRun(first, time, velocity, speed, step, *still)


def _is_still(pull: FloatArray) -> bool:
    spread = float(np.linalg.norm(pull.std(axis=0)))
    return spread < number("inertial", "still")


def _turned(orientation: FloatArray, vectors: FloatArray) -> FloatArray:
    """Turn vectors from the sensor's axes into the level frame."""
    w, u = orientation[:, :1], orientation[:, 1:]
    twice = 2.0 * np.cross(u, vectors)
    return np.asarray(vectors + w * twice + np.cross(u, twice))


def turning_points(run: InertialRun) -> list[int]:
    """Return the edges where the speed falls low against both of its neighbours.

    Of two low points without a peak between them that stands out over both, the
    lower one stays.
    """
    speed, ratio = run.speed, number("inertial", "turning_ratio")
    inner = (speed[1:-1] <= speed[:-2]) & (speed[1:-1] < speed[2:])
    kept: list[int] = []
    peaks: list[float] = []  # the fastest since the low point kept before
    last, peak = 0, 0.0
    for low in (np.flatnonzero(inner) + 1).tolist():
        peak = max(peak, float(speed[last : low + 1].max()))
        last = low
        while kept and speed[kept[-1]] > ratio * peak and speed[low] < speed[kept[-1]]:
            kept.pop()
            peak = max(peak, peaks.pop())
        if not kept or speed[low] <= ratio * peak:
            kept.append(low)
            peaks.append(peak)
            peak = 0.0
    return kept


def without_pauses(run: InertialRun, start: int, end: int) -> tuple[int, int]:
    """Leave out a rest of the hand after one turning point or before the other."""
    speed = run.speed
    fastest = speed[start : end + 1].max()
    level = number("inertial", "turning_ratio") * fastest
    fast = start + np.flatnonzero(speed[start : end + 1] > level)
    some = round(number("inertial", "pause") / run.step)
    if fast.size and fast[0] - start > some:
        start = int(fast[0]) - some
        start += int(np.argmin(speed[start : start + some]))
    if fast.size and end - fast[-1] > some:
        end = int(fast[-1])
        end += int(np.argmin(speed[end : end + some]))
    return start, end


def lowest_at(speed: FloatArray, near: int) -> float:
    """Return where the parabola through the squared speed about a low point ends.

    The speed near a turn is that of a constant acceleration, so its square is a
    parabola; the turn is found to a part of a step.
    """
    left, here, right = speed[near - 1 : near + 2] ** 2
    bend = left - 2.0 * here + right
    return near + (0.5 * (left - right) / bend if bend > 0.0 else 0.0)


def time_at(run: InertialRun, place: float) -> float:
    """Return the time [s] of a place among the edges."""
    edge = min(int(place), run.time.size - 2)
    return float(
        run.time[edge] + (place - edge) * (run.time[edge + 1] - run.time[edge])
    )


def steps_without_drift(run: InertialRun, start: float, end: float) -> FloatArray:
    """Integrate between two turning points (places among the edges), at rest in both.

    Returns the way of each whole step [m]; the parts of steps at the ends go with the
    first and the last.
    """
    first, last = int(np.ceil(start)), int(end)
    marks = np.concatenate([[start], np.arange(first, last + 1), [end]])
    around = slice(max(first - 1, 0), last + 2)
    places = np.arange(around.start, around.start + len(run.velocity[around]))
    near = run.velocity[around].T
    velocity = np.column_stack([np.interp(marks, places, v) for v in near])
    part = ((marks - start) / (end - start))[:, None]
    velocity = velocity - velocity[0] - part * (velocity[-1] - velocity[0])
    steps = 0.5 * (velocity[1:] + velocity[:-1]) * (np.diff(marks) * run.step)[:, None]
    steps[1] += steps[0]
    steps[-2] += steps[-1]
    return np.asarray(steps[1:-1])
