"""Zero, weight and axes of a force sensor, from waving it in the air."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from strigil.errors import InvalidValueError
from strigil.intervals import Interval
from strigil.signals.numbers import number
from strigil.signals.recording import Recording
from strigil.signals.sensor_poses import Poses, poses_of, poses_to_add
from strigil.units import to_si

__all__ = ["SensorCalibration", "calibrate_sensor"]

FloatArray = NDArray[np.float64]

_ROUNDS = 10  # of the robust fit; it settles in three or four
_SMALLEST = 1e-9  # of a residual [N]: below it, rounding
_CONFIDENCE = 0.95  # upper end of a 90 % interval
_ACCELERATION = tuple(f"acceleration_{axis}" for axis in "xyz")
_FORCES = tuple(f"force_{axis}" for axis in "xyz")
_TORQUES = tuple(f"torque_{axis}" for axis in "xyz")


@dataclass(frozen=True, slots=True)
class SensorCalibration:
    """What a force sensor reads when nothing touches it.

    Attributes
    ----------
    channels : tuple[str, ...]
        Force and torque channels that were calibrated.
    bias : tuple[Interval, ...]
        What each reads without weight [N, N.m].
    weight : tuple[tuple[float, float, float], ...]
        What each reads for an acceleration of one along x, y, z [kg, kg.m].
    mass : Interval or None
        Mass that the sensor carries [kg]; with one force channel, its part along it.
    centre : tuple[Interval, Interval, Interval] or None
        Centre of that mass from the force sensor's origin, along its axes [m]; None
        without torque.
    misalignment : Interval or None
        Angle between the axes of force sensor and accelerometer [rad]; None with
        fewer than three force channels.
    noise : float
        Residual of the forces, as a standard deviation [N].
    poses : int
        How many poses were held [1].
    poses_to_add : tuple[str, ...]
        Poses that are missing; empty when they suffice.
    warnings : tuple[str, ...]
        What is doubtful.
    sensor, date, provenance : str
        Serial number or name of the sensor, day of the recording, where it is from.
    """

    channels: tuple[str, ...]
    bias: tuple[Interval, ...]
    weight: tuple[tuple[float, float, float], ...]
    mass: Interval | None
    centre: tuple[Interval, Interval, Interval] | None
    misalignment: Interval | None
    noise: float
    poses: int
    poses_to_add: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    sensor: str = ""
    date: str = ""
    provenance: str = ""

    @property
    def sufficient(self) -> bool:
        """Whether the poses determine everything."""
        return not self.poses_to_add


@dataclass(frozen=True, slots=True, eq=False)
class _Fit:
    """Rows of bias and weight with their covariance for a unit of noise."""

    rows: FloatArray
    unit: FloatArray
    noise: FloatArray
    freedom: int

    def half(self, sigma: float) -> float:
        """Return half of the 90 % interval for one sigma."""
        return float(student.ppf(_CONFIDENCE, max(1, self.freedom))) * sigma


def calibrate_sensor(
    recording: Recording, *, sensor: str = "", date: str = ""
) -> SensorCalibration:
    """Find zero, weight and axes from a recording of the sensor held in the air.

    Parameters
    ----------
    recording : Recording
        The tool touches nothing; six or more poses are held for some seconds each.
        With acceleration, and with force, torque where there is one.
    sensor, date : str
        Serial number or name of the sensor, and the day; kept with the result.

    Returns
    -------
    SensorCalibration
        Values with 90 % intervals [N, kg, m, rad]; where the poses do not suffice,
        ``poses_to_add`` says which to add.

    Raises
    ------
    InvalidValueError
        Without acceleration or force.

    Notes
    -----
    An accelerometer reads the pull p = a - g in its own axes, and the force sensor
    F = b + W p with W = ± m Q: mass m and rotation Q between the two sets of axes.
    Each row of b and W is fitted by least squares over the pieces in which a pose is
    held, pieces of each pose weighing as one; pieces far from the fit count nothing.
    No orientation is needed. Mass and rotation come from the singular values and
    vectors of W. A torque t = c + r x F gives the centre of mass r. The sensor's gain
    can not be told from the mass: weigh the head to check it. The accelerometer is
    taken to sit near the centre of mass.

    Examples
    --------
    >>> from strigil.signals import recording_of
    >>> axes = np.vstack([np.eye(3), -np.eye(3)]).repeat(200, axis=0) * 9.81
    >>> channels = {f"acceleration_{a}": axes[:, i] for i, a in enumerate("xyz")}
    >>> channels |= {f"force_{a}": 0.06 * axes[:, i] + 1 for i, a in enumerate("xyz")}
    >>> found = calibrate_sensor(recording_of(np.arange(1200) / 100, channels))
    >>> found.sufficient, round(found.mass.value, 6)
    (True, 0.06)
    """
    forces, torques = _loads(recording)
    poses = poses_of(recording, (*forces, *torques))
    _check_gravity(poses)
    missing = poses_to_add(poses)
    fit = _fitted(poses)
    first = slice(0, len(forces))
    spread = np.sqrt(np.diag(fit.unit))
    noise = float(np.sqrt((fit.noise[first] ** 2).mean()))
    bias = tuple(
        _interval(row[0], fit.half(float(spread[0] * one)))
        for row, one in zip(fit.rows, fit.noise, strict=True)
    )
    found = SensorCalibration(
        channels=(*forces, *torques),
        bias=bias,
        weight=tuple((float(r[1]), float(r[2]), float(r[3])) for r in fit.rows),
        mass=_mass(fit, len(forces), noise),
        centre=_centre(fit, noise) if torques else None,
        misalignment=_misalignment(fit, noise) if len(forces) == 3 else None,
        noise=noise,
        poses=poses.count,
        poses_to_add=missing,
        sensor=sensor or recording.info.sensor or "",
        date=date,
        provenance=recording.info.provenance,
    )
    return replace(found, warnings=tuple(_doubts(found)))


def _loads(recording: Recording) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not recording.has(*_ACCELERATION):
        message = "A calibration needs the acceleration along x, y and z."
        raise InvalidValueError(message)
    forces = tuple(n for n in ("force_normal", *_FORCES) if recording.has(n))
    if not forces:
        message = "A calibration needs a force channel: force_normal or force_x, y, z."
        raise InvalidValueError(message)
    whole = forces == _FORCES and recording.has(*_TORQUES)
    return forces, _TORQUES if whole else ()


def _check_gravity(poses: Poses) -> None:
    if not len(poses.pull):
        message = (
            "The sensor was never held still: hold each pose for some seconds, "
            "touching nothing."
        )
        raise InvalidValueError(message)
    usual = float(np.median(np.linalg.norm(poses.pull, axis=1)))
    low, high = number("tilt", "gravity_low"), number("tilt", "gravity_high")
    if not low <= usual <= high:
        message = (
            f"The acceleration at rest is {usual:.3g} m/s2; gravity is "
            f"{to_si(1.0, 'g0'):.3g}. Is its unit right, is gravity still in it?"
        )
        raise InvalidValueError(message)


def _fitted(poses: Poses) -> _Fit:
    """Fit each channel to one and the pull; touches and knocks count nothing."""
    design = np.column_stack([np.ones(len(poses.pull)), poses.pull])
    held_for = np.bincount(poses.pose, minlength=1)
    share = 1.0 / np.maximum(held_for[poses.pose], 1)
    trust: FloatArray = np.ones(len(design))
    rows: FloatArray = np.zeros((poses.load.shape[1], 4))
    left: FloatArray = poses.load
    for _ in range(_ROUNDS):
        root = np.sqrt(share * trust)[:, None]
        solved = np.linalg.lstsq(root * design, root * poses.load, rcond=None)[0]
        rows = np.asarray(solved.T)
        left = np.asarray(poses.load - design @ rows.T)
        median = np.median(np.abs(left), axis=0)
        spread = np.maximum(1.4826 * median, _SMALLEST)
        far = np.abs(left / spread).max(axis=1) if len(left) else np.zeros(0)
        trust = np.where(far < number("sensor_calibration", "outlier"), 1.0, 0.0)
    weights = share * trust
    unit = np.asarray(np.linalg.pinv(design.T @ (weights[:, None] * design)))
    freedom = max(1, poses.count - design.shape[1])
    noise = np.asarray(np.sqrt((weights[:, None] * left**2).sum(axis=0) / freedom))
    return _Fit(rows, unit, noise, freedom)


def _mass(fit: _Fit, forces: int, noise: float) -> Interval | None:
    weight = fit.rows[:forces, 1:]
    if forces not in (1, 3):
        return None
    values = np.linalg.svd(weight, compute_uv=False)
    spread = noise * float(np.sqrt(np.trace(fit.unit[1:, 1:]) / 3 / forces))
    half = fit.half(spread)
    mass = float(values.mean())
    return Interval(mass, max(0.0, mass - half), mass + half)


def _misalignment(fit: _Fit, noise: float) -> Interval | None:
    weight = fit.rows[:3, 1:]
    left, values, right = np.linalg.svd(weight)
    turn = left @ right
    turn = turn * np.sign(np.linalg.det(turn))  # pressing may count either way
    angle = float(np.arccos(np.clip(0.5 * (np.trace(turn) - 1.0), -1.0, 1.0)))
    if values.mean() == 0.0:
        return None
    spread = noise * float(np.sqrt(np.trace(fit.unit[1:, 1:]) / 3)) / values.mean()
    half = fit.half(float(spread))
    return Interval(angle, max(0.0, angle - half), angle + half)


def _centre(fit: _Fit, noise: float) -> tuple[Interval, Interval, Interval] | None:
    """Solve torque = r x force for the weights of both, all in the force's axes."""
    force, torque = fit.rows[:3, 1:], fit.rows[3:, 1:]
    blocks = [_crossed(column) for column in force.T]
    design = -np.vstack(blocks)  # r x f = -[f]x r
    place = np.linalg.lstsq(design, torque.T.ravel(), rcond=None)[0]
    values = np.linalg.svd(force, compute_uv=False)
    if values.mean() == 0.0:
        return None
    arm = float(np.sqrt((fit.noise[3:] ** 2).mean()))
    spread = arm + noise * float(np.linalg.norm(place))
    spread *= float(np.sqrt(np.trace(fit.unit[1:, 1:]) / 6)) / float(values.mean())
    made = [_interval(float(one), fit.half(spread)) for one in place]
    return made[0], made[1], made[2]


def _crossed(v: FloatArray) -> FloatArray:
    return np.array([[0.0, -v[2], v[1]], [v[2], 0.0, -v[0]], [-v[1], v[0], 0.0]])


def _interval(value: float, half: float) -> Interval:
    return Interval(float(value), float(value) - half, float(value) + half)


def _doubts(found: SensorCalibration) -> list[str]:
    said = []
    if not found.sufficient:
        said.append(
            f"{found.poses} poses do not suffice. Hold these too, some seconds each: "
            f"{'; '.join(found.poses_to_add)}."
        )
    mass = found.mass.value if found.mass else 0.0
    weight = mass * to_si(1.0, "g0")
    if found.noise > number("sensor_calibration", "misfit") * weight > 0.0:
        said.append(
            f"The forces leave the fit by {found.noise:.2g} N at a weight of "
            f"{weight:.2g} N: was the tool touched, or is its weight below the noise?"
        )
    return said
