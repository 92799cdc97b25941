"""A sensor of force that is not perfect: askew, uncalibrated, drifting, saturated."""

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter
from scipy.spatial.transform import Rotation

from strigil.signals.simulated_chance import drifting
from strigil.signals.simulated_numbers import constant
from strigil.signals.simulated_skin import Touch

__all__ = ["felt_forces", "mount_of"]

FloatArray = NDArray[np.float64]

_AXES = ("force_x", "force_y", "force_normal")  # along, across, away from the skin


def mount_of(
    random: np.random.Generator, *, difficulty: float, wrong_way: bool
) -> FloatArray:
    """Draw how the sensor sits.

    Parameters
    ----------
    random : Generator
        Source of chance.
    difficulty : float
        From 0 (aligned) to 1 [1].
    wrong_way : bool
        Whether it sits upside down, turned half about the way of the strokes.

    Returns
    -------
    ndarray
        Rotation matrix from the instrument to the sensor [1].
    """
    angles = difficulty * constant("force_sensor", "misalignment")
    askew = Rotation.from_rotvec(angles * random.standard_normal(3))
    if wrong_way:
        askew = askew * Rotation.from_rotvec([np.pi, 0.0, 0.0])
    return np.asarray(askew.as_matrix())


def felt_forces(
    touch: Touch,
    pull: FloatArray,
    mount: FloatArray,
    random: np.random.Generator,
    *,
    difficulty: float,
    force: float,
) -> dict[str, FloatArray]:
    """Return what the sensor's force channels write.

    Parameters
    ----------
    touch : Touch
        What happened on the skin.
    pull : ndarray
        Acceleration less gravity in the sensor's frame, without faults [m/s2].
    mount : ndarray
        Rotation matrices from the skin to the sensor, one a sample [1].
    random : Generator
        Source of chance.
    difficulty : float
        From 0 (almost perfect) to 1 [1].
    force : float
        Median peak force of the session [N].

    Returns
    -------
    dict[str, ndarray]
        Channel to samples [N].

    Notes
    -----
    ``F = C (R f + m a) + creep + drift + warming + noise``, then steps of the converter
    and its ends. C holds gains and what one axis shows of another.
    """
    step = float(touch.time[1] - touch.time[0])
    size = touch.time.size
    on_edge = np.column_stack([touch.shear, np.zeros(size), touch.normal])
    head = difficulty * constant("force_sensor", "head_mass")
    true = np.einsum("nij,nj->ni", mount, on_edge) + head * pull
    true[:, 2] += touch.blow  # on its own axis, however the instrument lies
    raw = true @ _gains(random, difficulty).T
    raw += difficulty * constant("force_sensor", "creep") * _creep(raw, step)
    raw += difficulty * _zero(random, touch.time, step)
    noise = constant("force_sensor", "noise") * difficulty**2
    noise *= np.sqrt(1.0 / (step * constant("force_sensor", "noise_rate")))
    noise += constant("force_sensor", "noise_floor")
    raw += noise * random.standard_normal(raw.shape)
    written = _converted(raw, difficulty, force)
    return dict(zip(_AXES, written.T, strict=True))


def _gains(random: np.random.Generator, difficulty: float) -> FloatArray:
    gain = constant("force_sensor", "gain_error") * random.standard_normal(3)
    cross = constant("force_sensor", "cross_axis") * random.uniform(-1, 1, (3, 3))
    np.fill_diagonal(cross, gain)
    return np.asarray(np.eye(3) + difficulty * cross)


def _creep(raw: FloatArray, step: float) -> FloatArray:
    share = 1.0 - np.exp(-step / constant("force_sensor", "creep_time"))
    return np.asarray(lfilter([share], [1.0, share - 1.0], raw, axis=0))


def _zero(random: np.random.Generator, time: FloatArray, step: float) -> FloatArray:
    """Return how the zero of each axis moves [N]."""
    fastest = constant("force_sensor", "drift_fastest")
    slowest = constant("force_sensor", "drift_slowest")
    warm = 1.0 - np.exp(-time / constant("force_sensor", "warming_time"))
    moved = np.empty((time.size, 3))
    for axis in range(3):
        drift = drifting(random, time.size, step, fastest=fastest, slowest=slowest)
        moved[:, axis] = constant("force_sensor", "drift") * drift
        by = constant("force_sensor", "warming") * float(random.standard_normal())
        moved[:, axis] += by * warm
    return moved


def _converted(raw: FloatArray, difficulty: float, force: float) -> FloatArray:
    easy = constant("force_sensor", "full_scale")
    hard = min(easy, constant("force_sensor", "full_scale_share") * force)
    scale = easy * (hard / easy) ** difficulty
    resolution = constant("force_sensor", "resolution") * difficulty
    values = np.round(raw / resolution) * resolution if resolution else raw
    return np.clip(values, -scale, scale)
