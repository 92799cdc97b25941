"""Repeated strokes over tissue with a known anomaly, or with none."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import Sourced, sourced_tables
from strigil.errors import InvalidValueError

__all__ = ["SimulatedScan", "simulate_scan"]

Array = NDArray[np.float64]

# Full width at half height of a bell curve over its standard deviation.
_FULL_WIDTH = 2.3548
_GRID = 0.001  # spacing on which smooth curves are drawn [m]
_TREMOR_WAVE = 0.010  # 10 Hz at 100 mm/s [m]


@dataclass(frozen=True, slots=True, eq=False)
class SimulatedScan:
    """Strokes and what was really there.

    Attributes
    ----------
    position, force, indentation : tuple of ndarray
        One array a stroke, sample by sample: position along the way [m], normal force
        [N], indentation [m].
    change : float
        Stiffness in the middle of the anomaly over that without it, less 1 [1].
    at, width : float
        Middle of the anomaly and its full width at half height [m].
    exponent : float
        Indentation grows as force to this power [1].
    """

    position: tuple[Array, ...]
    force: tuple[Array, ...]
    indentation: tuple[Array, ...]
    change: float
    at: float
    width: float
    exponent: float


def simulate_scan(
    strokes: int,
    *,
    seed: int,
    change: float = 0.0,
    width: float = 0.014,
    noise: float | None = None,
) -> SimulatedScan:
    """Simulate repeated strokes with force and indentation.

    Parameters
    ----------
    strokes : int
        How many strokes.
    seed : int
        Same seed, same strokes.
    change : float
        Stiffness in the middle of the anomaly over that without it, less 1 [1]; 0 for
        none.
    width : float
        Full width of the anomaly at half height [m].
    noise : float, optional
        Standard deviation of the noise of log stiffness that is correlated along a
        stroke [1]; from ``data/stiffness_scan.toml`` unless given.

    Returns
    -------
    SimulatedScan
        The strokes, the anomaly in the middle 40 % of the way.

    Raises
    ------
    InvalidValueError
        When there is no stroke, or the change leaves no stiffness.

    Notes
    -----
    Each scan draws its own variation of force, exponent and smooth background; each
    stroke its own level, drift, shift and noise. All numbers are in
    ``data/stiffness_scan.toml``; the size of the correlated noise is assumed.

    References
    ----------
    Baker2024, Stevenson2023
    """
    if strokes < 1 or not change > -1.0:
        message = (
            "A scan has at least one stroke and a change above -1; "
            f"{strokes} and {change:g} were given."
        )
        raise InvalidValueError(message)
    numbers = sourced_tables("stiffness_scan.toml")["simulation"]
    random = np.random.default_rng([seed, strokes])
    way = _Way.of(random, numbers, change=change, width=width)
    if noise is None:
        noise = numbers["noise"].value
    made = [
        _stroke(random, way, numbers, part=i / strokes, noise=noise)
        for i in range(strokes)
    ]
    position, force, indentation = zip(*made, strict=True)
    return SimulatedScan(
        position, force, indentation, change, way.at, width, way.exponent
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """What all strokes of a scan share."""

    grid: Array
    log_stiffness: Array
    exponent: float
    variation: float
    hump: float
    at: float

    @classmethod
    def of(
        cls,
        random: np.random.Generator,
        numbers: Mapping[str, Sourced],
        *,
        change: float,
        width: float,
    ) -> "_Way":
        length = numbers["length"].value
        margin = 10 * numbers["misregistration"].value
        grid = np.arange(-margin, length + margin, _GRID)
        smooth = _wander(random, grid.size, numbers["background_length"].value, 2)
        slope = numbers["slope"].value
        background = numbers["background"].value * smooth
        background = background + random.uniform(-slope, slope) * (grid / length - 0.5)
        at = float(random.uniform(0.3, 0.7)) * length
        bell = np.exp(-0.5 * ((grid - at) / (width / _FULL_WIDTH)) ** 2)
        base = np.log(numbers["stiffness"].value)
        return cls(
            grid=grid,
            log_stiffness=base + background + np.log1p(change) * bell,
            exponent=_within(random, numbers["force_exponent"]),
            variation=_within(random, numbers["force_variation"]),
            hump=float(random.uniform(0.0, 0.4)),
            at=at,
        )


def _stroke(
    random: np.random.Generator,
    way: _Way,
    numbers: Mapping[str, Sourced],
    *,
    part: float,
    noise: float,
) -> tuple[Array, Array, Array]:
    def draw(name: str) -> float:
        return float(random.normal(0.0, numbers[name].value))

    length, ragged = numbers["length"].value, numbers["ragged_ends"].value
    start, end = random.uniform(0, ragged), length - random.uniform(0, ragged)
    x = np.arange(start, end, numbers["sample_step"].value)
    middle = 2.0 * x / length - 1.0
    wander = np.interp(x, way.grid, _wander(random, way.grid.size, 0.03, 2))
    tremor = np.sin(2 * np.pi * (x / _TREMOR_WAVE + random.uniform()))
    level = numbers["force"].value * np.exp(random.normal(0.0, way.variation))
    force = level * (1 - way.hump * middle**2)
    force = force * np.exp(
        numbers["force_wander"].value * wander + numbers["tremor"].value * tremor
    )
    shift = draw("misregistration")
    rough = _wander(random, way.grid.size, numbers["noise_length"].value, 1)
    log_k = np.interp(x + shift, way.grid, way.log_stiffness)
    log_k = log_k + numbers["conditioning"].value * part + draw("drift") * middle
    log_k = log_k + noise * np.interp(x, way.grid, rough)
    usual = numbers["force"].value
    depth = usual / np.exp(log_k) * (force / usual) ** way.exponent
    white = random.standard_normal((2, x.size))
    return (
        x,
        force + numbers["force_noise"].value * white[0],
        depth + numbers["indentation_noise"].value * white[1],
    )


def _within(random: np.random.Generator, number: Sourced) -> float:
    return float(random.uniform(number.low, number.high))


def _wander(random: np.random.Generator, size: int, length: float, power: int) -> Array:
    """Draw a curve of variance 1 whose correlation fades as exp(-(distance)^power)."""
    return np.asarray(_root(size, length, power) @ random.standard_normal(size))


@functools.cache
def _root(size: int, length: float, power: int) -> Array:
    apart = np.abs(np.subtract.outer(np.arange(size), np.arange(size))) * _GRID
    scaled = (apart / length) ** power / power
    # A touch of white noise keeps the root of a very smooth curve real.
    return np.asarray(np.linalg.cholesky(np.exp(-scaled) + 1e-8 * np.eye(size)), float)
