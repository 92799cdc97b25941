"""How pressure on a rectangular grid of cells moves a layered surface.

The first layer's own half-space answers by a closed form, whatever lies below it by a
smooth remainder. Nothing is periodic: a map is folded on a grid twice as large.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import fft
from scipy.interpolate import CubicSpline

from strigil.errors import InvalidValueError
from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.layered_solution import LayeredSolution
from strigil.mechanics.radial_response import (
    RadialResponse,
    compliance_times_wave_number,
    radial_response,
)

__all__ = ["Convolution", "SurfaceOperator", "surface_operator"]

Array = NDArray[np.float64]
Cell = tuple[float, float]
Shape = tuple[int, int]

# Beyond k h of the first layer everything below is felt by exp(-36).
_SHORTEST = 18.0
# A stack that differs so little from its first layer is a half-space.
_SAME = 1e-12
# A grid is halved for the coarse start until one side has so few cells.
_COARSEST = 16
# The smallest grid: less has no inside.
_FEWEST = 4


@dataclass(frozen=True, slots=True)
class Convolution:
    """A kernel on a doubled grid, ready to meet pressure on a window of cells.

    Attributes
    ----------
    transform : ndarray
        Transform of the kernel, real because it is even in both directions [m/Pa].
    shape : tuple of int
        Cells of the window.
    padded : tuple of int
        Cells of the doubled grid.
    """

    transform: Array
    shape: Shape
    padded: Shape

    @classmethod
    def of(cls, kernel: Array) -> "Convolution":
        """Fold a quarter of an even kernel on the doubled grid.

        Parameters
        ----------
        kernel : ndarray
            Displacement [m/Pa] at whole-cell distances from 0 upwards, as large as the
            window.
        """
        rows, columns = kernel.shape
        padded = (
            fft.next_fast_len(2 * rows - 1),
            fft.next_fast_len(2 * columns - 1, real=True),
        )
        folded = np.zeros(padded)
        folded[:rows, :columns] = kernel
        folded[padded[0] - rows + 1 :, :columns] = kernel[:0:-1]
        folded[:, padded[1] - columns + 1 :] = folded[:, columns - 1 : 0 : -1]
        return cls(fft.rfft2(folded).real, (rows, columns), padded)

    def displacement(self, pressure: Array) -> Array:
        """Return the downward displacement [m] by pressure [Pa] on the window.

        Rows that are only padding are neither transformed nor brought back.
        """
        rows, columns = self.shape
        waves = fft.rfft(pressure, self.padded[1], axis=1)
        waves = fft.fft(waves, self.padded[0], axis=0, overwrite_x=True)
        waves *= self.transform
        waves = fft.ifft(waves, axis=0, overwrite_x=True)[:rows]
        moved = fft.irfft(waves, self.padded[1], axis=1)
        return np.asarray(moved[:, :columns])


@dataclass(frozen=True, slots=True)
class SurfaceOperator:
    """A stack prepared for contact on a grid of cells; made once, used often.

    Attributes
    ----------
    stack : LayerStack
        The layers, one sample.
    cell : tuple of float
        Size of a cell along x and y [m].
    kernel : ndarray
        Displacement of a cell's middle by unit pressure on a cell so many cells away
        along x and y [m/Pa].
    whole : Convolution
        The kernel folded for the whole grid.
    stiffness : CubicSpline
        k C(k) [1/Pa] over ln k.
    coarser : SurfaceOperator or None
        The same stack on cells twice as large.
    """

    stack: LayerStack
    cell: Cell
    kernel: Array
    whole: Convolution
    stiffness: CubicSpline
    coarser: "SurfaceOperator | None"

    @property
    def shape(self) -> Shape:
        """Cells along x and y."""
        return (self.kernel.shape[0], self.kernel.shape[1])

    @property
    def cell_area(self) -> float:
        """Area of a cell [m2]."""
        return self.cell[0] * self.cell[1]

    @property
    def places(self) -> tuple[Array, Array]:
        """Middles of the cells along x and along y, from the middle of the grid [m]."""
        rows, columns = self.shape
        x = self.cell[0] * (np.arange(rows, dtype=float) - (rows - 1) / 2.0)
        y = self.cell[1] * (np.arange(columns, dtype=float) - (columns - 1) / 2.0)
        return np.asarray(x), np.asarray(y)

    def window(self, shape: Shape) -> Convolution:
        """Return the kernel for a window of so many cells."""
        if shape == self.shape:
            return self.whole
        return Convolution.of(self.kernel[: shape[0], : shape[1]])

    def compliance(self, wave_number: Array) -> Array:
        """Return the surface compliance C(k) [m/Pa] at wave numbers [1/m]."""
        ends = self.stiffness.x[0], self.stiffness.x[-1]
        found = self.stiffness(np.clip(np.log(wave_number), *ends))
        return np.asarray(found / wave_number)


def surface_operator(stack: LayerStack, shape: Shape, cell: Cell) -> SurfaceOperator:
    """Prepare a stack for contact on a grid.

    Parameters
    ----------
    stack : LayerStack
        The layers, one sample.
    shape : tuple of int
        Cells along x and along y, 4 or more each.
    cell : tuple of float
        Size of a cell along x and along y [m].

    Returns
    -------
    SurfaceOperator
        Kernel [m/Pa] on this grid and on coarser ones.

    Raises
    ------
    InvalidValueError
        On more than one sample, a grid too small, or a cell without size.

    Notes
    -----
    C(k) = alpha / k + D(k). The first term is a half-space of the first layer, whose
    answer to even pressure on a rectangle is closed (Love); D fades as exp(-2kh) and
    is brought to distances by a radial integral.

    References
    ----------
    Johnson1985

    Examples
    --------
    >>> skin = LayerStack.of([0.01], [3000.0], [0.5], base="half_space")
    >>> operator = surface_operator(skin, (8, 8), (1e-3, 1e-3))
    >>> float(operator.kernel[0, 0].round(10))
    2.805e-07
    """
    _check(stack, shape, cell)
    first = float(stack.thickness[0, 0])
    reach = float(np.hypot(shape[0] * cell[0], shape[1] * cell[1]))
    alpha = float((1.0 - stack.poisson_ratio[0, 0]) / stack.shear_modulus[0, 0])

    shortest = max(_SHORTEST / first, 8.0 / min(cell))
    stiffness = compliance_times_wave_number(stack, 0.1 / reach, shortest)

    flexible = stiffness(stiffness.x)
    below = np.max(np.abs(flexible - alpha)) > _SAME * alpha
    # The coarsest grid is a little larger.
    far = _remainder(stack, alpha, 1.5 * reach) if below else None

    def level(shape: Shape, cell: Cell) -> SurfaceOperator:
        x, y = (
            np.arange(n, dtype=float) * size
            for n, size in zip(shape, cell, strict=True)
        )
        kernel = alpha / (2.0 * np.pi) * _rectangle(shape, cell)
        if far is not None:
            kernel += far.of_cell(np.asarray(x[:, None]), np.asarray(y[None, :]), cell)
        more = min(shape) > _COARSEST
        half = ((shape[0] + 1) // 2, (shape[1] + 1) // 2)
        return SurfaceOperator(
            stack=stack,
            cell=cell,
            kernel=kernel,
            whole=Convolution.of(kernel),
            stiffness=stiffness,
            coarser=level(half, (2.0 * cell[0], 2.0 * cell[1])) if more else None,
        )

    return level(shape, cell)


def _remainder(stack: LayerStack, alpha: float, reach: float) -> RadialResponse:
    """Return what the stack does beyond a half-space of its first layer."""
    first = float(stack.thickness[0, 0])

    def beyond(solution: LayeredSolution) -> Array:
        moved = solution.displacement(0, 0.0)
        return np.asarray(moved - alpha / solution.wave_number)

    fades = _SHORTEST / first
    return radial_response(stack, beyond, reach=reach, fades=fades, scale=first)


def _rectangle(shape: Shape, cell: Cell) -> Array:
    """Integrate 1 / r over a cell, seen from the middles of cells [m].

    Over a rectangle from 0 it is x asinh(y / x) + y asinh(x / y), odd in both.
    """
    x, y = (
        size * (np.arange(n + 1, dtype=float) - 0.5)
        for n, size in zip(shape, cell, strict=True)
    )
    x = x[:, None]
    corner = x * np.arcsinh(y / np.abs(x)) + y * np.arcsinh(x / np.abs(y))
    return np.diff(np.diff(corner, axis=0), axis=1)


def _check(stack: LayerStack, shape: Shape, cell: Cell) -> None:
    if stack.samples != 1:
        message = f"Contact on a grid takes one stack; {stack.samples} were given."
        raise InvalidValueError(message)
    if min(shape) < _FEWEST:
        message = f"A grid has {_FEWEST} cells or more each way; {shape} were given."
        raise InvalidValueError(message)
    if not all(size > 0.0 and np.isfinite(size) for size in cell):
        message = f"A cell has a positive size [m]; {cell} was given."
        raise InvalidValueError(message)
