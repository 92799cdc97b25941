"""The way of strokes from acceleration and angular velocity alone."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from strigil.intervals import Interval
from strigil.signals.numbers import number
from strigil.signals.quality import QualityNote
from strigil.signals.recording import Recording
from strigil.signals.tilt import refined_tilt_of
from strigil.signals.turning import (
    InertialRun,
    integrated_runs,
    lowest_at,
    steps_without_drift,
    time_at,
    turning_points,
    without_pauses,
)

__all__ = ["InertialStroke", "InertialWay", "inertial_way"]

FloatArray = NDArray[np.float64]

_SIGMAS = 1.645  # half of a 90 % interval


@dataclass(frozen=True, slots=True)
class InertialStroke:
    """A movement between two turning points.

    Attributes
    ----------
    start, end : float
        When the sensor turned [s].
    length : Interval or None
        Way between them with its 90 % interval [m]; None when it is refused.
    because : str
        Why it is refused; empty otherwise.
    """

    start: float
    end: float
    length: Interval | None
    because: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class InertialWay:
    """Movements of a recording, found and measured without a position.

    Attributes
    ----------
    strokes : tuple[InertialStroke, ...]
        In order of time; between two of them the sensor rests, or its motion is lost.
    time : ndarray
        When each step of ``along`` ends [s].
    along : ndarray
        Way covered since the recording began, where it is known [m].
    notes : tuple[QualityNote, ...]
        What was noticed on the motion channels.
    """

    strokes: tuple[InertialStroke, ...]
    time: FloatArray
    along: FloatArray
    notes: tuple[QualityNote, ...] = ()

    def length_between(self, start: float, end: float) -> Interval | None:
        """Return the way between two times, with its interval [m].

        Parameters
        ----------
        start, end : float
            For example the contact of a stroke [s].

        Returns
        -------
        Interval or None
            None unless most of the time lies between accepted turning points.
        """
        first = bisect_right(self.strokes, start, key=lambda one: one.end)
        past = bisect_left(self.strokes, end, key=lambda one: one.start)
        parts = [
            (max(one.start, start), min(one.end, end), one)
            for one in self.strokes[first:past]
            if one.length is not None
        ]
        covered = sum(last - first for first, last, _ in parts)
        if not parts or covered < number("inertial", "coverage") * (end - start):
            return None
        ways = [self._way(first, last) for first, last, _ in parts]
        spreads = [_spread(one.end - one.start) for _, _, one in parts]
        return _interval(sum(ways), float(np.linalg.norm(spreads)))

    def _way(self, start: float, end: float) -> float:
        first, last = np.interp([start, end], self.time, self.along)
        return float(last - first)


def inertial_way(recording: Recording) -> InertialWay | None:
    """Find the strokes of a hand and their lengths without position channels.

    Parameters
    ----------
    recording : Recording
        With acceleration, gravity included, and angular velocity.

    Returns
    -------
    InertialWay or None
        None without those channels, or where gravity is not in the acceleration.

    Notes
    -----
    The acceleration is turned into the level frame of ``refined_tilt_of``, and gravity
    taken off. Where the speed of the high-passed velocity falls near zero, the hand
    turns.
    Between two turning points the acceleration is integrated with a constant taken
    off, so that the velocity is zero at both; nothing is carried from one stroke to
    the next. A stroke longer than about 3 s, or without a clear turning point at each
    end, has no length. The heading drifts, so there is no direction either. Turning
    points need the strokes around them: this is no live measure.

    References
    ----------
    Laidig2023, Laidig2021

    Examples
    --------
    >>> from strigil.signals import recording_of
    >>> time = np.arange(0.0, 12.0, 0.005)
    >>> pull = -0.05 * np.pi**2 * np.cos(np.pi * time)  # back and forth by 10 cm
    >>> names = [f"angular_velocity_{a}" for a in "xyz"]
    >>> channels = dict.fromkeys(names, 0 * time)
    >>> channels |= {"acceleration_x": pull, "acceleration_y": 0 * time}
    >>> channels["acceleration_z"] = 0 * time + 9.81
    >>> way = inertial_way(recording_of(time, channels))
    >>> bool(0.09 < way.strokes[4].length.value < 0.11)
    True
    """
    tilt = refined_tilt_of(recording)
    if tilt is None:
        return None
    strokes: list[InertialStroke] = []
    ways = np.zeros(tilt.steps.time.size)
    for run in integrated_runs(tilt):
        for before, after in pairwise(turning_points(run)):
            found = _between(run, *without_pauses(run, before, after))
            if found is None:
                continue
            stroke, some, covered = found
            strokes.append(stroke)
            if stroke.length is not None:
                ways[some] = covered
    return InertialWay(tuple(strokes), tilt.steps.time, np.cumsum(ways), tilt.notes)


def _between(
    run: InertialRun, left: int, right: int
) -> tuple[InertialStroke, slice, FloatArray] | None:
    """Return a stroke, its steps in the recording, and the way of each step [m].

    None where the sensor hardly moves.
    """
    start, end = lowest_at(run.speed, left), lowest_at(run.speed, right)
    first, last = int(np.ceil(start)), int(end)
    fastest = float(run.speed[first : last + 1].max(initial=0.0))
    if fastest < number("inertial", "smallest_speed"):
        return None
    began, ended = time_at(run, start), time_at(run, end)
    steps = steps_without_drift(run, start, end)
    ways = np.linalg.norm(steps, axis=1)
    because = _refusal(run, began, ended)
    if not because and max(run.speed[[left, right]]) > fastest * number(
        "inertial", "turning_ratio"
    ):
        because = "the hand does not stop where it turns"
    if not because and _straightness(steps) < number("inertial", "straightness"):
        because = "the way bends too much"
    some = slice(run.first + first, run.first + last)
    if because:
        return InertialStroke(began, ended, None, because), some, ways
    interval = _interval(float(ways.sum()), _spread(ended - began))
    return InertialStroke(began, ended, interval), some, ways


def _refusal(run: InertialRun, began: float, ended: float) -> str:
    """Say why a stroke between two times [s] has no length; empty when it may."""
    if ended - began > number("inertial", "longest_stroke"):
        return "too long between two turning points"
    edge = number("inertial", "edge")
    if not run.still_before and began < run.time[0] + edge:
        return "too near to where the recording begins in motion"
    if not run.still_after and ended > run.time[-1] - edge:
        return "too near to where the recording ends in motion"
    return ""


def _straightness(steps: FloatArray) -> float:
    """Return the distance between the ends over the way [1]."""
    way = float(np.linalg.norm(steps, axis=1).sum())
    return float(np.linalg.norm(steps.sum(axis=0))) / way if way > 0.0 else 0.0


def _spread(duration: float) -> float:
    """Return what drift adds to a length over a time [s], one sigma [m]."""
    return number("inertial", "drift_spread") * duration**2


def _interval(length: float, drift: float) -> Interval:
    sigma = float(np.hypot(number("inertial", "length_spread") * length, drift))
    half = _SIGMAS * sigma
    return Interval(length, max(0.0, length - half), length + half)
