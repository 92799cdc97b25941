"""A sensor of motion: acceleration with gravity, turning, position and angle."""

import numpy as np
from numpy.typing import NDArray

from strigil.signals.simulated_chance import walking
from strigil.signals.simulated_numbers import constant
from strigil.signals.simulated_skin import Touch
from strigil.units import to_si

__all__ = ["felt_motion", "instrument_to_skin", "pull_of"]

FloatArray = NDArray[np.float64]


def instrument_to_skin(tilt: FloatArray) -> FloatArray:
    """Return how the instrument is turned away from its usual angle.

    Parameters
    ----------
    tilt : ndarray
        Pitch, roll and yaw as columns [rad].

    Returns
    -------
    ndarray
        A rotation matrix a sample: yaw after roll after pitch [1].
    """
    (cp, cr, cy), (sp, sr, sy) = np.cos(tilt).T, np.sin(tilt).T
    rows = [
        [cy * cp - sy * sr * sp, -sy * cr, cy * sp + sy * sr * cp],
        [sy * cp + cy * sr * sp, cy * cr, sy * sp - cy * sr * cp],
        [-cr * sp, sr, cr * cp],
    ]
    return np.ascontiguousarray(np.moveaxis(np.array(rows), -1, 0))


def pull_of(touch: Touch, mount: FloatArray) -> FloatArray:
    """Return what an accelerometer without faults would feel.

    Parameters
    ----------
    touch : Touch
        What happened.
    mount : ndarray
        Rotation matrices from the skin to the sensor, one a sample [1].

    Returns
    -------
    ndarray
        Acceleration less gravity as columns; a sensor at rest reads it upwards [m/s2].
    """
    step = float(touch.time[1] - touch.time[0])
    moved = np.gradient(np.gradient(touch.position, step, axis=0), step, axis=0)
    mass = constant("motion_sensor", "tool_mass")
    moved += touch.shaking / mass
    moved[:, 2] += to_si(1.0, "g0")
    pull = np.asarray(np.einsum("nij,nj->ni", mount, moved))
    pull[:, 2] += touch.blow / mass
    return pull


def felt_motion(
    touch: Touch,
    pull: FloatArray,
    mount: FloatArray,
    random: np.random.Generator,
    *,
    difficulty: float,
    indentation: bool,
) -> dict[str, FloatArray]:
    """Return what the sensor's other channels write.

    Parameters
    ----------
    touch : Touch
        What happened.
    pull : ndarray
        From :func:`pull_of` [m/s2].
    mount : ndarray
        Rotation matrices from the skin to the sensor, one a sample [1].
    random : Generator
        Source of chance.
    difficulty : float
        From 0 (almost perfect) to 1 [1].
    indentation : bool
        Whether the sensor knows it.

    Returns
    -------
    dict[str, ndarray]
        Channel to samples [SI].

    Notes
    -----
    Every axis has white noise and a bias; that of the angular velocity walks. The
    position has a gain and walks, since the body moves under the tracker.
    """
    step = float(touch.time[1] - touch.time[0])
    turning = _turning(mount, step) + difficulty * _bias_walk(random, pull, step)
    faults = {
        "acceleration": _noisy(random, pull, "acceleration", difficulty),
        "angular_velocity": _noisy(random, turning, "angular", difficulty),
        "position": _tracked(random, touch.position, step, difficulty),
    }
    channels = {
        f"{quantity}_{axis}": columns[:, i]
        for quantity, columns in faults.items()
        for i, axis in enumerate("xyz")
    }
    angle = constant("hand", "angle") + touch.tilt[:, 0]
    channels["treatment_angle"] = angle + _white(
        random, angle, "angle_noise", difficulty
    )
    if indentation:
        depth = touch.indentation
        noise = _white(random, depth, "indentation_noise", difficulty)
        channels["indentation"] = depth + noise
    return channels


def _white(
    random: np.random.Generator, like: FloatArray, name: str, difficulty: float
) -> FloatArray:
    deviation = difficulty * constant("motion_sensor", name)
    return np.asarray(deviation * random.standard_normal(like.shape))


def _noisy(
    random: np.random.Generator, clean: FloatArray, kind: str, difficulty: float
) -> FloatArray:
    bias = difficulty * constant("motion_sensor", f"{kind}_bias")
    noise = _white(random, clean, f"{kind}_noise", difficulty)
    return clean + bias * random.standard_normal(3) + noise


def _turning(mount: FloatArray, step: float) -> FloatArray:
    """Return the angular velocity in the sensor's own frame [rad/s]."""
    # The mount turns skin into sensor, so the sensor itself turns by its inverse. From
    # one sample to the next it turns by less than a right angle.
    by = np.einsum("nij,nkj->nik", mount[:-1], mount[1:])
    axis = 0.5 * np.stack(
        [
            by[:, 2, 1] - by[:, 1, 2],
            by[:, 0, 2] - by[:, 2, 0],
            by[:, 1, 0] - by[:, 0, 1],
        ],
        axis=1,
    )
    sine = np.minimum(np.linalg.norm(axis, axis=1, keepdims=True), 1.0)
    small = np.finfo(float).eps
    turned = axis * np.arcsin(sine) / np.maximum(sine, small)
    return np.concatenate([turned, turned[-1:]]) / step


def _bias_walk(
    random: np.random.Generator, like: FloatArray, step: float
) -> FloatArray:
    walk = [walking(random, len(like), step) for _ in range(3)]
    return constant("motion_sensor", "angular_walk") * np.column_stack(walk)


def _tracked(
    random: np.random.Generator, true: FloatArray, step: float, difficulty: float
) -> FloatArray:
    gain = difficulty * constant("motion_sensor", "position_gain")
    walk = np.column_stack([walking(random, len(true), step) for _ in range(3)])
    drift = difficulty * constant("motion_sensor", "position_drift") * walk
    noise = _white(random, true, "position_noise", difficulty)
    return (1.0 + gain * float(random.standard_normal())) * true + drift + noise
