"""A recording of repeated strokes over tissue with a known anomaly, or with none."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import Sourced, sourced_tables
from strigil.errors import InvalidValueError
from strigil.mechanics import simulate_scan
from strigil.signals import Recording, RecordingInfo, recording_of

__all__ = ["simulate_scan_recording"]

Array = NDArray[np.float64]

_TILT = 0.02  # of the hand, standard deviation [rad]


def simulate_scan_recording(
    strokes: int,
    *,
    seed: int,
    force: float = 3.0,
    change: float | None = 0.0,
    across: float = 0.0,
) -> Recording:
    """Simulate the recording of a scan, or of a treatment in lanes beside each other.

    Parameters
    ----------
    strokes : int
        How many strokes.
    seed : int
        Same seed, same recording.
    force : float
        Middle force of the strokes [N].
    change : float or None
        Stiffness in the middle of an anomaly over that without it, less 1 [1]; 0 for
        none; None for a sensor without indentation.
    across : float
        Width over which the strokes are spread beside each other [m]; 0 for one line.

    Returns
    -------
    Recording
        With normal and shear force, position, treatment angle and, unless ``change`` is
        None, indentation.

    Raises
    ------
    InvalidValueError
        When there is no stroke, a force or width cannot be, or the change leaves no
        stiffness.

    Notes
    -----
    The strokes are those of :func:`strigil.mechanics.simulate_scan`, brought to the
    force by their own exponent, with a soft landing and a lift between two of them.

    Examples
    --------
    >>> made = simulate_scan_recording(6, seed=1, change=-0.2)
    >>> made.has("indentation", "position_x")
    True
    """
    if not (force > 0.0 and np.isfinite(force) and across >= 0.0):
        message = (
            "A force is above 0 [N] and a width 0 or more [m]; "
            f"{force:g} and {across:g} were given."
        )
        raise InvalidValueError(message)
    tables = sourced_tables("stiffness_scan.toml")
    numbers = tables["recording"]
    made = simulate_scan(strokes, seed=seed, change=change or 0.0)
    usual = tables["simulation"]["force"].value
    random = np.random.default_rng([seed, strokes, 1])
    pieces = [_rest(0.0, 0.0, numbers)]
    for i in range(strokes):
        x, pressed, deep = made.position[i], made.force[i], made.indentation[i]
        share = _landing(x, numbers) * force / usual
        beside = across * (i / max(strokes - 1, 1) - 0.5)
        beside += float(random.normal(0.0, numbers["sway"].value))
        pieces.append(
            _timed(x, beside, pressed * share, deep * share**made.exponent, numbers)
        )
        pieces.append(_rest(float(x[-1]), beside, numbers))
    return _recording(
        np.concatenate(pieces, axis=1), random, numbers, with_depth=change is not None
    )


def _timed(
    x: Array, beside: float, force: Array, depth: Array, numbers: Mapping[str, Sourced]
) -> Array:
    """Sample a stroke by time: along, across, force and indentation as rows."""
    step = numbers["speed"].value / numbers["rate"].value
    at = np.arange(x[0], x[-1], step)
    return np.stack(
        [
            at,
            np.full(at.size, beside),
            np.maximum(np.interp(at, x, force), 0.0),
            np.maximum(np.interp(at, x, depth), 0.0),
        ]
    )


def _rest(start: float, beside: float, numbers: Mapping[str, Sourced]) -> Array:
    """Lift the edge and carry it back to the beginning of the way."""
    size = round(numbers["pause"].value * numbers["rate"].value)
    none = np.zeros(size)
    return np.stack([np.linspace(start, 0.0, size), np.full(size, beside), none, none])


def _landing(x: Array, numbers: Mapping[str, Sourced]) -> Array:
    """Return the share of the force that a stroke has while it lands and leaves [1]."""
    rise = numbers["rise"].value
    near = np.clip(np.minimum(x - x[0], x[-1] - x) / rise, 0.0, 1.0)
    return np.asarray(near**2 * (3.0 - 2.0 * near))


def _recording(
    rows: Array,
    random: np.random.Generator,
    numbers: Mapping[str, Sourced],
    *,
    with_depth: bool,
) -> Recording:
    along, across, force, depth = rows
    shake = numbers["position_noise"].value
    hiss = numbers["rest_noise"].value * random.standard_normal((3, along.size))
    drawn = shake * random.standard_normal((3, along.size))
    moves = np.sign(np.gradient(along))
    angle = sourced_tables("simulation.toml")["hand"]["angle"].value
    channels = {
        "force_normal": force + hiss[0],
        "force_x": -numbers["friction"].value * force * moves + hiss[1],
        "force_y": hiss[2],
        "position_x": along + drawn[0],
        "position_y": across + drawn[1],
        "position_z": drawn[2],
        "treatment_angle": angle + _TILT * random.standard_normal(along.size),
    }
    if with_depth:
        channels["indentation"] = depth
    info = RecordingInfo(
        sensor="simulated", profile="strigil", provenance="simulated scan"
    )
    time = np.arange(along.size) / numbers["rate"].value
    return recording_of(time, channels, info)
