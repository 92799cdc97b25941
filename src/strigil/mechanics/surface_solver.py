"""Contact on a window of cells: conjugate gradients that never pull.

After Polonsky and Keer: the search stays among pressures that hold the force, cells
that would pull are let go, cells that would overlap are taken back. A rough inverse of
the surface, 1 / C(k), shortens the search.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from strigil.errors import StrigilError
from strigil.mechanics.surface_kernel import Convolution, SurfaceOperator

__all__ = ["NoConvergenceError", "Pressed", "press_window"]

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Far more than the hardest of our stacks ever took.
_STEPS = 2000


class NoConvergenceError(StrigilError):
    """Raised when contact is not found to the residual that was asked for."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """Contact found in a window.

    Attributes
    ----------
    pressure, displacement : ndarray
        On each cell [Pa], [m].
    approach : float
        How far the map went down [m].
    residual : float
        Largest misfit of a touching cell or overlap of another, over the largest
        displacement [1].
    iterations : int
        Steps taken.
    """

    pressure: Array
    displacement: Array
    approach: float
    residual: float
    iterations: int


@dataclass(frozen=True, slots=True)
class _RoughInverse:
    """1 / C(k) on the window taken as periodic: the pressure for a displacement."""

    stiffness: Array
    shape: tuple[int, int]
    padded: tuple[int, int]

    @classmethod
    def of(cls, operator: SurfaceOperator, shape: tuple[int, int]) -> "_RoughInverse":
        padded = (
            fft.next_fast_len(shape[0]),
            fft.next_fast_len(shape[1], real=True),
        )
        kx = 2.0 * np.pi * fft.fftfreq(padded[0], operator.cell[0])
        ky = 2.0 * np.pi * fft.rfftfreq(padded[1], operator.cell[1])
        k = np.hypot(kx[:, None], ky)
        k[0, 0] = 0.5 * min(
            ky[1], kx[1]
        )  # the mean: about a wave over twice the window
        return cls(1.0 / operator.compliance(k), shape, padded)

    def pressure(self, displacement: Array) -> Array:
        waves = fft.rfft2(displacement, self.padded)
        waves *= self.stiffness
        back = fft.irfft2(waves, self.padded, overwrite_x=True)
        return np.asarray(back[: self.shape[0], : self.shape[1]])


@dataclass(frozen=True, slots=True)
class _Aim:
    """Which cells touch, and what an even gap under them would ask of the pressure."""

    rough: _RoughInverse
    touching: Flags
    spread: Array

    @classmethod
    def of(cls, rough: _RoughInverse, touching: Flags) -> "_Aim":
        even = rough.pressure(touching.astype(float))
        return cls(rough, touching, np.where(touching, even, 0.0))

    def look(self, lift: Array) -> tuple[Array, Array, float]:
        """Return the direction downhill, the misfit [m] and the approach [m]."""
        asked = self.rough.pressure(np.where(self.touching, lift, 0.0))
        downhill = np.where(self.touching, asked, 0.0)
        approach = float(np.sum(downhill) / np.sum(self.spread))
        downhill -= approach * self.spread
        gap = lift - approach
        misfit = np.where(self.touching, gap, np.minimum(gap, 0.0))
        return downhill, misfit, approach


def press_window(
    operator: SurfaceOperator,
    convolution: Convolution,
    height: Array,
    start: Array,
    *,
    load: float,
    tolerance: float,
) -> Pressed:
    """Press a height map on a window of cells.

    Parameters
    ----------
    operator : SurfaceOperator
        The stack.
    convolution : Convolution
        Its kernel, folded for the window.
    height : ndarray
        Height of the indenter in each cell [m].
    start : ndarray
        Pressure to begin with [Pa], not negative, not all 0.
    load : float
        Sum of the pressures over cells [Pa].
    tolerance : float
        Residual at which the search ends [1].

    Returns
    -------
    Pressed
        Pressure, displacement, approach.

    Raises
    ------
    NoConvergenceError
        If the residual stays above the tolerance.

    Notes
    -----
    At the answer w + h = d where p > 0 and w + h >= d elsewhere, sum(p) = load. With
    the rough inverse M on the touching cells the residual is r = w + h - d and the
    search direction M r, with d such that M r sums to 0.
    """
    rough = _RoughInverse.of(operator, height.shape)
    give = float(np.min(rough.stiffness))  # never too much, however wide an overlap
    p = start * (load / np.sum(start))
    u = convolution.displacement(p)
    aim, search, before = _Aim.of(rough, p > 0.0), np.zeros_like(p), 0.0
    for step in range(_STEPS):
        downhill, misfit, approach = aim.look(u + height)
        residual = float(np.max(np.abs(misfit)) / np.max(np.abs(u)))
        if residual < tolerance:
            return Pressed(p, u, approach, residual, step)
        size = _dot(misfit, downhill)
        search = downhill + (size / before) * search if before > 0.0 else downhill
        before = size
        moved = convolution.displacement(search)
        power = _dot(moved, search)
        stride = _dot(misfit, search) / power if power > 0.0 else 1.0
        p = p - stride * search
        overlap = np.where(aim.touching, 0.0, -misfit)
        if p.min() >= 0.0 and not overlap.any():
            u = u - stride * moved
            continue
        p = np.maximum(p, 0.0) + stride * give * overlap
        p *= load / np.sum(p)
        u = convolution.displacement(p)
        aim, before = _Aim.of(rough, p > 0.0), 0.0
    message = (
        f"Contact was not found within {_STEPS} steps: residual {residual:.1e}, wanted "
        f"{tolerance:.1e}. A smoother height map or a larger tolerance helps."
    )
    raise NoConvergenceError(message)


def _dot(first: Array, second: Array) -> float:
    """Sum the products; threads of a linear algebra library would cost more here."""
    return float(np.sum(first * second))
