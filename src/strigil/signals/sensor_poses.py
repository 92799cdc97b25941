"""Poses in which a sensor was held in the air: mean force and mean pull of each."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.signals.clock import sample_step
from strigil.signals.numbers import number
from strigil.signals.recording import Recording
from strigil.units import to_si

__all__ = ["Poses", "poses_of", "poses_to_add"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_WAYS = [(axis, sign) for axis in range(3) for sign in (1, -1)]


@dataclass(frozen=True, slots=True, eq=False)
class Poses:
    """Pieces of a recording in which the sensor was held still.

    Attributes
    ----------
    pull : ndarray
        Mean acceleration, gravity included, one row a piece [m/s2].
    load : ndarray
        Mean of the force and torque channels, one row a piece [N, N.m].
    pose : ndarray
        To which pose each piece belongs, from 0 [1].
    middles : ndarray
        Direction up in each pose, in the sensor's axes [1].
    """

    pull: FloatArray
    load: FloatArray
    pose: IntArray
    middles: FloatArray

    @property
    def count(self) -> int:
        """How many poses there are."""
        return len(self.middles)

    @property
    def spread(self) -> float:
        """Least spread of the direction up over the poses along any axis [1]."""
        if self.count < 2:
            return 0.0
        centred = self.middles - self.middles.mean(axis=0)
        values = np.linalg.svd(centred / np.sqrt(self.count), compute_uv=False)
        return float(values[-1]) if len(values) == 3 else 0.0


def poses_of(recording: Recording, loads: tuple[str, ...]) -> Poses:
    """Find the poses of a recording.

    Parameters
    ----------
    recording : Recording
        With acceleration; held in the air in one pose after another.
    loads : tuple[str, ...]
        Force and torque channels.

    Returns
    -------
    Poses
        Pieces where the acceleration hardly changes [m/s2], grouped by the direction
        of gravity.
    """
    size = max(
        1, round(number("sensor_calibration", "piece") / sample_step(recording.time))
    )
    names = [*(f"acceleration_{axis}" for axis in "xyz"), *loads]
    table = np.column_stack([recording.channels[name] for name in names])
    count = len(table) // size
    pieces = table[: count * size].reshape(count, size, len(names))
    means = pieces.mean(axis=1)
    known = np.isfinite(means).all(axis=1)
    means = means[known]
    pull = means[:, :3]
    change = np.linalg.norm(np.diff(pull, axis=0), axis=1)
    before, after = np.append(np.inf, change), np.append(change, np.inf)
    still = np.minimum(before, after)[: len(pull)] < number(
        "sensor_calibration", "still"
    )
    length = np.linalg.norm(pull, axis=1)
    usual = float(np.median(length[still])) if still.any() else to_si(1.0, "g0")
    still &= np.abs(length - usual) < number("sensor_calibration", "still")
    means = means[still]
    pose, middles = _grouped(means[:, :3])
    return Poses(means[:, :3], means[:, 3:], pose, middles)


def poses_to_add(poses: Poses) -> tuple[str, ...]:
    """Say which poses would make the calibration possible, the most useful first."""
    enough = poses.count >= number("sensor_calibration", "fewest_poses")
    if enough and poses.spread >= number("sensor_calibration", "least_spread"):
        return ()
    held = poses.middles
    wanted = []
    for axis, sign in _WAYS:
        up = sign * np.eye(3)[axis]
        near = float((held @ up).max()) if len(held) else -1.0
        wanted.append((near, f"the sensor's {'xyz'[axis]} axis {_WORD[sign]}"))
    missing = [said for near, said in sorted(wanted, key=_nearness) if near < _NEAR]
    return tuple(missing) or ("other poses between those held, some seconds each",)


_WORD = {1: "up", -1: "down"}
_NEAR = 0.8  # cosine; 37 degrees: the pose was held, roughly


def _nearness(wanted: tuple[float, str]) -> float:
    return round(wanted[0], 2)


def _grouped(pull: FloatArray) -> tuple[IntArray, FloatArray]:
    """Give each piece to the first pose near it, or open a new one."""
    near = np.cos(number("sensor_calibration", "apart"))
    pose = np.zeros(len(pull), dtype=np.int64)
    middles: list[FloatArray] = []
    for i, one in enumerate(pull):
        up = one / np.linalg.norm(one)
        alike = [float(middle @ up) for middle in middles]
        if alike and max(alike) > near:
            pose[i] = int(np.argmax(alike))
        else:
            pose[i] = len(middles)
            middles.append(up)
    return pose, np.array(middles).reshape(-1, 3)
