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
# Places in the state: begun or not, start of the clock, steps done, last sample, a
# restart to be told, then the sums of the open step.
_BEGUN, _ORIGIN, _DONE, _LAST, _RESTART, _SUMS = 0, 1, 2, 3, 4, 5
_STATE_SIZE = _SUMS + len(MOTION_CHANNELS)


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

    A sample stands for the time since the one before. What comes out does not depend,
    to the last bit, on how the samples are cut into calls.

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
    count = 0
    rows = motion.shape[0]
    for i in range(time.size):
        now = time[i]
        known = abs(now) < np.inf
        for row in range(rows):
            known = known and abs(motion[row, i]) < _ABSURD
        if not known:
            continue
        since = now - state[_LAST]
        if state[_BEGUN] == 0.0 or since > longest or since < 0.0:
            state[:] = 0.0
            state[_BEGUN] = 1.0
            state[_RESTART] = 1.0
            state[_ORIGIN] = now
            state[_LAST] = now
            continue
        edge = state[_ORIGIN] + (state[_DONE] + 1.0) * step
        while now >= edge:
            part = edge - state[_LAST]
            for row in range(rows):
                means[count, row] = (state[_SUMS + row] + motion[row, i] * part) / step
                state[_SUMS + row] = 0.0
            ends[count] = edge
            restarted[count] = state[_RESTART] == 1.0
            state[_RESTART] = 0.0
            state[_LAST] = edge
            state[_DONE] += 1.0
            count += 1
            edge = state[_ORIGIN] + (state[_DONE] + 1.0) * step
        part = now - state[_LAST]
        for row in range(rows):
            state[_SUMS + row] += motion[row, i] * part
        state[_LAST] = now
    return count
