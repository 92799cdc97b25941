"""Which way the sensor leans: orientation from gyroscope and accelerometer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from strigil.signals.motion_steps import (
    MOTION_CHANNELS,
    MotionStepper,
    MotionSteps,
    joined_steps,
)
from strigil.signals.motion_units import motion_in_si
from strigil.signals.numbers import number
from strigil.signals.quality import QualityNote
from strigil.signals.recording import Recording

if TYPE_CHECKING:
    from vqf import VQF

__all__ = ["Tilt", "TiltStream", "refined_tilt_of", "tilt_of"]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

_BLOCK = 8192  # samples at a time: they stay in the processor's cache


@dataclass(frozen=True, slots=True, eq=False)
class Tilt:
    """Orientation of the sensor, step by step.

    Attributes
    ----------
    steps : MotionSteps
        Motion in even steps; ``steps.time`` is when each ends [s].
    orientation : ndarray
        Unit quaternion w, x, y, z that turns the sensor's axes into a level frame
        whose z points up, at the end of each step [1]. Its heading has no zero and
        drifts: only the inclination means something for long.
    settling : ndarray of bool
        True while the inclination still finds its way after a start or a loss.
    bias : ndarray
        Offset of the gyroscope that was found by the end of each step [rad/s].
    notes : tuple[QualityNote, ...]
        What was noticed.
    """

    steps: MotionSteps
    orientation: FloatArray
    settling: BoolArray
    bias: FloatArray
    notes: tuple[QualityNote, ...] = ()

    @property
    def up(self) -> FloatArray:
        """The direction up in the sensor's own axes, one row a step [1]."""
        w, x, y, z = self.orientation.T
        return np.column_stack(
            [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)]
        )

    def inclination(self, axis: FloatArray) -> FloatArray:
        """Return how far an axis of the sensor rises above the level [rad].

        Parameters
        ----------
        axis : ndarray
            A direction in the sensor's own axes [1].

        Notes
        -----
        This is an angle to gravity. It is the angle to the skin only where the skin
        is level.
        """
        unit = np.asarray(axis, dtype=np.float64) / np.linalg.norm(axis)
        return np.asarray(np.arcsin(np.clip(self.up @ unit, -1.0, 1.0)))


class TiltStream:
    """Follows orientation while samples come in.

    Parameters
    ----------
    state : Mapping, optional
        What ``state`` of an earlier stream said, to go on from there.

    Notes
    -----
    The filter is the six-axis one of Laidig2023: the gyroscope is integrated, and in
    the nearly level frame that it gives, the accelerometer is averaged before it
    corrects the inclination; the gyroscope's offset is estimated at rest and in
    motion. After a loss of samples longer than can be bridged the orientation starts
    again with the offset it knew. Any splitting of the samples gives the same bits.

    References
    ----------
    Laidig2023

    Examples
    --------
    >>> stream = TiltStream()
    >>> time = np.arange(0.0, 1.0, 0.005)
    >>> still = np.outer([0, 0, 0, 0, 9.81, 0], np.ones(time.size))
    >>> tilt = stream.push(time, still)
    >>> tilt.up[-1].round(3).tolist()
    [0.0, 1.0, -0.0]
    """

    def __init__(self, state: Mapping[str, Any] | None = None) -> None:
        given = state or {"steps": None, "filter": None, "since": 0}
        at = given["steps"]
        self._stepper = MotionStepper(None if at is None else np.asarray(at))
        self._filter = _new_filter(self._stepper.step)
        if given["filter"] is not None:
            self._filter.state = dict(given["filter"])
        self._since = int(given["since"])

    @property
    def state(self) -> dict[str, Any]:
        """All that is remembered, as numbers and lists that JSON can hold."""
        return {
            "steps": self._stepper.state.tolist(),
            "filter": dict(self._filter.state),
            "since": self._since,
        }

    def push(self, time: FloatArray, motion: FloatArray) -> Tilt:
        """Take samples and return the steps that ended.

        Parameters
        ----------
        time : ndarray
            When each sample was taken [s].
        motion : ndarray
            Angular velocity x, y, z [rad/s], then acceleration x, y, z with gravity
            [m/s2], one row each; NaN where missing.
        """
        return self.follow(self._stepper.push(time, motion))

    def follow(self, steps: MotionSteps) -> Tilt:
        """Take steps that were collected before and return their orientation."""
        count = steps.time.size
        orientation, bias = np.empty((count, 4)), np.empty((count, 3))
        since = np.empty(count, dtype=np.int64)
        marks = np.flatnonzero(steps.restarted).tolist()
        cuts = [0, *[mark for mark in marks if mark > 0], count]
        for start, end in pairwise(cuts):
            if end > start and steps.restarted[start]:
                self._restart()
            some = self._filter.updateBatch(
                steps.angular_velocity[start:end], steps.acceleration[start:end]
            )
            orientation[start:end], bias[start:end] = some["quat6D"], some["bias"]
            since[start:end] = self._since + np.arange(end - start)
            self._since += end - start
        settling = since * self._stepper.step < number("tilt", "settling")
        return Tilt(steps, orientation, settling, bias)

    def _restart(self) -> None:
        offset, spread = self._filter.getBiasEstimate()
        self._filter = _new_filter(self._stepper.step)
        if self._since:
            self._filter.setBiasEstimate(offset, spread)
        self._since = 0


def tilt_of(recording: Recording) -> Tilt | None:
    """Return the orientation of the sensor through a recording.

    Parameters
    ----------
    recording : Recording
        With acceleration, gravity included, and angular velocity.

    Returns
    -------
    Tilt or None
        None without those channels, or where gravity is not in the acceleration.

    Notes
    -----
    An acceleration that reads 1 at rest is taken in g and an angular velocity that is
    57.3 times the turning of gravity in degrees a second; both are told.
    """
    checked = _motion_of(recording)
    if checked is None:
        return None
    steps, notes = checked
    return replace(TiltStream().follow(steps), notes=notes)


def refined_tilt_of(recording: Recording) -> Tilt | None:
    """Return the orientation of the sensor where each step also knows what came after.

    Parameters
    ----------
    recording : Recording
        With acceleration, gravity included, and angular velocity.

    Returns
    -------
    Tilt or None
        None without those channels, or where gravity is not in the acceleration.

    Notes
    -----
    The filter runs forwards and backwards and the two are averaged, so that a
    recording that begins in motion is level from its beginning. For recordings only:
    a live stream does not know what comes.
    """
    from vqf import offlineVQF

    checked = _motion_of(recording)
    if checked is None:
        return None
    steps, notes = checked
    count = steps.time.size
    orientation, bias = np.empty((count, 4)), np.empty((count, 3))
    step = number("tilt", "step")
    for start, end in pairwise([*np.flatnonzero(steps.restarted).tolist(), count]):
        rates, pull = steps.angular_velocity[start:end], steps.acceleration[start:end]
        both = offlineVQF(rates, pull, None, step, _settings())
        orientation[start:end], bias[start:end] = both["quat6D"], both["bias"]
    settling = np.zeros(count, dtype=np.bool_)
    return Tilt(steps, orientation, settling, bias, notes)


def _motion_of(
    recording: Recording,
) -> tuple[MotionSteps, tuple[QualityNote, ...]] | None:
    """Return motion in even steps and in SI, with what was noticed."""
    if not recording.has(*MOTION_CHANNELS):
        return None
    checked = motion_in_si(_steps_of(recording))
    if checked is None:
        return None
    steps, notes = checked
    losses = int(steps.restarted[1:].sum())
    if losses:
        message = (
            f"Motion was lost {losses} time(s) for longer than can be bridged; the "
            "inclination starts again after each."
        )
        notes = (*notes, QualityNote("tilt_restarted", message))
    return steps, notes


def _steps_of(recording: Recording) -> MotionSteps:
    stepper, time = MotionStepper(), recording.time
    channels = [recording.channels[name] for name in MOTION_CHANNELS]
    parts = []
    for first in range(0, time.size, _BLOCK):
        block = slice(first, first + _BLOCK)
        motion = np.stack([channel[block] for channel in channels])
        parts.append(stepper.push(time[block], motion))
    return joined_steps(parts)


def _new_filter(step: float) -> "VQF":
    from vqf import VQF  # here, so that other commands do not wait for it

    return VQF(step, **_settings())


def _settings() -> dict[str, float]:
    """Return what the filter is told besides the length of a step."""
    return {"biasClip": float(np.degrees(number("tilt", "bias_clip")))}
