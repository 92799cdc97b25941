"""Contact of any height map with a layered stack, in three dimensions, small strain.

A crowned edge, an edge with ends, a ball, a worn corner: whatever can be given as a
height over a rectangular grid. Nothing is periodic; outside the grid nothing presses.

These are linear numbers, as those of `strigil.mechanics.contact` are.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.errors import InvalidValueError
from strigil.mechanics.argument_checks import number_given
from strigil.mechanics.surface_kernel import SurfaceOperator
from strigil.mechanics.surface_solver import Pressed, press_window

__all__ = ["SurfaceContact", "surface_contact"]

Array = NDArray[np.float64]
Box = tuple[slice, slice]

# Residual of a contact on a coarser grid: it is only a start.
_ROUGHLY = 1e-2
# Cells round the contact of the coarser grid that the finer one may need.
_MARGIN = 2


@dataclass(frozen=True, slots=True)
class SurfaceContact:
    """Linear contact on a grid of cells.

    Attributes
    ----------
    operator : SurfaceOperator
        The stack and the grid.
    force : float
        Normal force [N].
    pressure, displacement, gap : ndarray
        On each cell: pressure [Pa], downward displacement of the surface [m], and
        distance between it and the indenter [m], 0 where they touch.
    approach : float
        How far the indenter went down [m], counted from height 0 of its map.
    residual : float
        Largest misfit of a touching cell or overlap of another, over the largest
        displacement [1].
    iterations : int
        Steps on the finest grid.
    warnings : tuple of str
        What a reader must know.
    """

    operator: SurfaceOperator
    force: float
    pressure: Array
    displacement: Array
    gap: Array
    approach: float
    residual: float
    iterations: int
    warnings: tuple[str, ...]

    @property
    def contact_area(self) -> float:
        """Area of the cells that touch [m2]."""
        return float(np.count_nonzero(self.pressure) * self.operator.cell_area)

    @property
    def peak_pressure(self) -> float:
        """Highest pressure of a cell [Pa]."""
        return float(self.pressure.max())

    @property
    def extent(self) -> tuple[float, float]:
        """Largest width of the contact along x and along y [m]."""
        box = _box_round(self.pressure > 0.0, 0)
        x, y = (
            (side.stop - side.start) * size
            for side, size in zip(box, self.operator.cell, strict=True)
        )
        return x, y


def surface_contact(
    operator: SurfaceOperator,
    height: Array,
    force: float,
    *,
    tolerance: float = 1e-8,
) -> SurfaceContact:
    """Press a height map on a layered stack.

    Parameters
    ----------
    operator : SurfaceOperator
        The stack, prepared for the grid.
    height : ndarray
        Height of the indenter above any fixed level in the middle of each cell [m].
    force : float
        Normal force [N], positive.
    tolerance : float
        Residual at which the search ends [1].

    Returns
    -------
    SurfaceContact
        Pressure, displacement, gap, approach.

    Raises
    ------
    InvalidValueError
        On a map of another shape or with holes, or a force or tolerance that is not
        positive.
    NoConvergenceError
        If the residual stays above the tolerance.

    Notes
    -----
    Frictionless, isotropic layers, small strain, no tilting of the indenter. Coarser
    grids give the start; the search then looks at a window round the contact only. No
    overlap may be left anywhere on the whole grid, or the window grows and the search
    goes on, so that the window changes no answer.

    References
    ----------
    Polonsky1999, Johnson1985

    Examples
    --------
    A ball on a half-space follows Hertz, d^3 = 9 F^2 / (16 E*^2 R):

    >>> from strigil.mechanics.layer_stack import LayerStack
    >>> from strigil.mechanics.surface_kernel import surface_operator
    >>> skin = LayerStack.of([0.01], [3000.0], [0.5], base="half_space")
    >>> operator = surface_operator(skin, (64, 64), (2e-4, 2e-4))
    >>> x, y = operator.places
    >>> ball = (x[:, None] ** 2 + y**2) / (2 * 5e-3)
    >>> round(surface_contact(operator, ball, 0.1).approach * 1e3, 2)
    4.13
    """
    height = np.asarray(height, dtype=float)
    _check(operator, height, force)
    if not tolerance > 0.0:
        message = f"A tolerance is positive [1]; {tolerance:g} was given."
        raise InvalidValueError(message)
    load = force / operator.cell_area
    pressure = _start(operator, height, load)
    box = _box_round(pressure > 0.0, _MARGIN)
    steps = 0
    while True:
        pressed = _press(operator, height, pressure, box, load, tolerance)
        steps += pressed.iterations
        pressure = _laid(pressed.pressure, box, height.shape)
        displacement = operator.whole.displacement(pressure)
        gap = displacement + height - pressed.approach
        overlap = gap < -tolerance * displacement.max()
        overlap[box] = False
        if not np.any(overlap):
            break
        box = _box_round((pressure > 0.0) | overlap, _MARGIN)
    misfit = np.where(pressure > 0.0, np.abs(gap), -gap)
    gap[pressure > 0.0] = 0.0
    return SurfaceContact(
        operator=operator,
        force=force,
        pressure=pressure,
        displacement=displacement,
        gap=np.maximum(gap, 0.0),
        approach=pressed.approach,
        residual=float(misfit.max() / displacement.max()),
        iterations=steps,
        warnings=_warnings(pressure > 0.0),
    )


def _start(operator: SurfaceOperator, height: Array, load: float) -> Array:
    """Return a rough pressure, from the contact on cells twice as large."""
    if operator.coarser is None:
        return np.full(height.shape, load / height.size)
    rows, columns = height.shape
    even = np.pad(height, ((0, rows % 2), (0, columns % 2)), mode="edge")
    coarse = (even[::2, ::2] + even[1::2, ::2] + even[::2, 1::2] + even[1::2, 1::2]) / 4
    rough = _start(operator.coarser, coarse, load / 4.0)
    box = _box_round(rough > 0.0, _MARGIN)
    pressed = _press(operator.coarser, coarse, rough, box, load / 4.0, _ROUGHLY)
    laid = _laid(pressed.pressure, box, coarse.shape)
    return laid.repeat(2, axis=0).repeat(2, axis=1)[:rows, :columns]


def _press(
    operator: SurfaceOperator,
    height: Array,
    start: Array,
    box: Box,
    load: float,
    tolerance: float,
) -> Pressed:
    near = height[box]
    return press_window(
        operator,
        operator.window((near.shape[0], near.shape[1])),
        near,
        start[box],
        load=load,
        tolerance=tolerance,
    )


def _laid(part: Array, box: Box, shape: tuple[int, ...]) -> Array:
    whole = np.zeros(shape)
    whole[box] = part
    return whole


def _box_round(flags: NDArray[np.bool_], margin: int) -> Box:
    """Return the smallest window round all flags, with a margin within the grid."""
    sides = []
    for axis in (1, 0):
        held = np.flatnonzero(flags.any(axis=axis))
        sides.append(slice(max(int(held[0]) - margin, 0), int(held[-1]) + 1 + margin))
    rows, columns = (
        slice(side.start, min(side.stop, count))
        for side, count in zip(sides, flags.shape, strict=True)
    )
    return rows, columns


def _warnings(touching: NDArray[np.bool_]) -> tuple[str, ...]:
    rim = (touching[0], touching[-1], touching[:, 0], touching[:, -1])
    if not any(np.any(side) for side in rim):
        return ()
    return (
        "Contact reaches the rim of the height map; beyond it nothing presses. Unless "
        "the indenter ends there, give a larger map.",
    )


def _check(operator: SurfaceOperator, height: Array, force: float) -> None:
    force = number_given("force", "N", force)
    if height.shape != operator.shape:
        message = (
            f"A height map has a height for each of the {operator.shape} cells; its "
            f"shape is {height.shape}."
        )
        raise InvalidValueError(message)
    if not np.all(np.isfinite(height)):
        message = "A height map has no holes; where nothing is, give a large height."
        raise InvalidValueError(message)
    if not (force > 0.0 and np.isfinite(force)):
        message = f"A force must be positive [N]; {force:g} was given."
        raise InvalidValueError(message)
