"""Acceleration and angular velocity in even steps, from a clock that may be uneven."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.compiled import compiled
from strigil.errors import InvalidValueError
from strigil.signals.numbers import number

__all__ = ["MOTION_CHANNELS", "MotionStepper", "MotionSteps", "joined_steps"]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

MOTION_CHANNELS = tuple(
    f"{quantity}_{axis}"
    for quantity in ("angular_velocity", "acceleration")
    for axis in "xyz"
)
_ABSURD = 1e6  # in SI neither channel comes near; such a sample is missing
_LATE = 1.5  # of the usual time between samples: one is missing in between
_SLOWER = 1.01  # a sample: how fast the usual time follows a slower clock
# Places in the state: begun or not, start of the clock, steps done, up to when all is
# summed, a restart to be told, last sample, usual time between samples, then the sums
# of the open step and the last values.
_BEGUN, _ORIGIN, _DONE, _LAST, _RESTART, _BEFORE, _USUAL, _SUMS = range(8)
_VALUES = _SUMS + len(MOTION_CHANNELS)
_STATE_SIZE = _VALUES + len(MOTION_CHANNELS)


@dataclass(frozen=True, slots=True, eq=False)
class MotionSteps:
    """Motion averaged over steps of one length.

    Attributes
    ----------
    time : ndarray
        When each step ends [s].
    angular_velocity : ndarray
        Mean over the step, one row a step [rad/s].
    acceleration : ndarray
        Mean over the step, gravity included, one row a step [m/s2].
    restarted : ndarray of bool
        True for the first step of a recording and after a loss.
    """

    time: FloatArray
    angular_velocity: FloatArray
    acceleration: FloatArray
    restarted: BoolArray


class MotionStepper:
    """Collects samples into even steps, however they come.

    A sample that comes when it is due stands for the time since the one before, as of a
    sensor that averages; where one is late, motion is taken to change evenly. What
    comes out does not depend, to the last bit, on how the samples are cut into calls.

    Parameters
    ----------
    state : ndarray, optional
        Where an earlier stepper stood, to go on from there.

    Attributes
    ----------
    state : ndarray
        All that is remembered between two calls; may be copied and kept.

    Examples
    --------
    >>> stepper = MotionStepper()
    >>> time = np.arange(0.0, 0.1, 0.001)
    >>> steps = stepper.push(time, np.ones((6, time.size)))
    >>> steps.time.size, float(steps.acceleration[0, 0].round(9))
    (9, 1.0)
    """

    def __init__(self, state: FloatArray | None = None) -> None:
        self.state = np.zeros(_STATE_SIZE) if state is None else state.copy()
        self.step = number("tilt", "step")
        self._longest = number("tilt", "longest_hold")

    def push(self, time: FloatArray, motion: FloatArray) -> MotionSteps:
        """Take samples and return the steps that ended.

        Parameters
        ----------
        time : ndarray
            When each sample was taken [s].
        motion : ndarray
            One row a channel in the order of ``MOTION_CHANNELS`` [rad/s, m/s2]; a
            sample with a NaN in any row is missing.

        Raises
        ------
        InvalidValueError
            When the rows are not six, as long as the time.
        """
        if motion.shape != (len(MOTION_CHANNELS), time.size):
            message = (
                f"Motion has the shape {motion.shape}; {len(MOTION_CHANNELS)} rows of "
                f"{time.size} samples are needed."
            )
            raise InvalidValueError(message)
        most = self._most(time)
        ends, restarted = np.empty(most), np.zeros(most, dtype=np.bool_)
        means = np.empty((most, len(MOTION_CHANNELS)))
        count = _gather(
            np.ascontiguousarray(time, dtype=np.float64),
            np.ascontiguousarray(motion, dtype=np.float64),
            self.step,
            self._longest,
            self.state,
            ends,
            means,
            restarted,
        )
        return MotionSteps(
            ends[:count].copy(),
            np.ascontiguousarray(means[:count, :3]),
            np.ascontiguousarray(means[:count, 3:]),
            restarted[:count].copy(),
        )

    def _most(self, time: FloatArray) -> int:
        """Return how many steps can end at most, so that memory stays bounded."""
        known = time[np.isfinite(time)]
        if not known.size:
            return 0
        a_sample = int(self._longest / self.step) + 2
        first = self.state[_LAST] if self.state[_BEGUN] else known[0]
        span = max(float(known.max()) - min(float(first), float(known.min())), 0.0)
        return int(min(known.size * a_sample, span / self.step + a_sample)) + 2


def joined_steps(parts: list[MotionSteps]) -> MotionSteps:
    """Return steps that follow each other as one."""
    return MotionSteps(
        np.concatenate([part.time for part in parts]),
        np.concatenate([part.angular_velocity for part in parts]),
        np.concatenate([part.acceleration for part in parts]),
        np.concatenate([part.restarted for part in parts]),
    )


@compiled
def _gather(  # noqa: PLR0913  # a compiled loop takes arrays, not objects
    time: FloatArray,
    motion: FloatArray,
    step: float,
    longest: float,
    state: FloatArray,
    ends: FloatArray,
    means: FloatArray,
    restarted: BoolArray,
) -> int:
    count, rows = 0, motion.shape[0]
    for i in range(time.size):
        now = time[i]
        if not _is_known(now, motion, i):
            continue
        since = now - state[_LAST]
        if state[_BEGUN] == 0.0 or since > longest or since < 0.0:
            _begin(now, motion, i, state)
            continue
        due = _expect(now - state[_BEFORE], motion, i, state)
        state[_BEFORE] = now
        edge = state[_ORIGIN] + (state[_DONE] + 1.0) * step
        if due and now < edge:  # as most are: the sample stands for all of the time
            for row in range(rows):
                state[_SUMS + row] += motion[row, i] * since
            state[_LAST] = now
            continue
        while now >= edge:
            _add(edge, (edge - state[_LAST]) / (now - state[_LAST]), motion, i, state)
            for row in range(rows):
                means[count, row] = state[_SUMS + row] / step
                state[_SUMS + row] = 0.0
            ends[count], restarted[count] = edge, state[_RESTART] == 1.0
            state[_RESTART] = 0.0
            state[_DONE] += 1.0
            count += 1
            edge = state[_ORIGIN] + (state[_DONE] + 1.0) * step
        _add(now, 1.0, motion, i, state)
    return count


@compiled
def _is_known(now: float, motion: FloatArray, i: int) -> bool:
    known = abs(now) < np.inf
    for row in range(motion.shape[0]):
        known = known and abs(motion[row, i]) < _ABSURD
    return known


@compiled
def _begin(now: float, motion: FloatArray, i: int, state: FloatArray) -> None:
    """Start a clock at a sample; nothing is known of the time before it."""
    usual = state[_USUAL]
    for j in range(state.size):  # a slice takes the compiler longer
        state[j] = 0.0
    state[_BEGUN] = state[_RESTART] = 1.0
    state[_ORIGIN] = state[_LAST] = state[_BEFORE] = now
    state[_USUAL] = usual
    for row in range(motion.shape[0]):
        state[_VALUES + row] = motion[row, i]


@compiled
def _expect(since: float, motion: FloatArray, i: int, state: FloatArray) -> bool:
    """Let a sample that comes when it is due stand for the time since the last."""
    if since > 0.0:
        longer = _SLOWER * state[_USUAL]
        state[_USUAL] = since if longer == 0.0 or since < longer else longer
    due = bool(since <= _LATE * state[_USUAL])
    if due:
        for row in range(motion.shape[0]):
            state[_VALUES + row] = motion[row, i]
    return due


@compiled
def _add(
    until: float, share: float, motion: FloatArray, i: int, state: FloatArray
) -> None:
    """Add the line to a share of the way to a sample, up to a time, to the sums."""
    part = until - state[_LAST]
    for row in range(motion.shape[0]):
        before = state[_VALUES + row]
        there = before + (motion[row, i] - before) * share
        state[_SUMS + row] += 0.5 * (before + there) * part
        state[_VALUES + row] = there
    state[_LAST] = until
