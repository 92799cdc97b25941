"""What contact on a grid does below the skin, at any place under it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.errors import InvalidValueError
from strigil.mechanics.argument_checks import check_points
from strigil.mechanics.layered_solution import LayeredSolution
from strigil.mechanics.radial_response import radial_response
from strigil.mechanics.surface_contact import SurfaceContact

__all__ = ["BelowSurface", "below_surface"]

Array = NDArray[np.float64]

# A depth z feels waves up to k z of this.
_FADED = 34.0


@dataclass(frozen=True, slots=True)
class BelowSurface:
    """What contact does at points under one place, one entry for each.

    Attributes
    ----------
    depth : ndarray
        Depth of each point [m].
    displacement : ndarray
        Downward displacement [m].
    strain : ndarray
        Strain across the layers, dw/dz [1]; compression is negative.
    normal_stress : ndarray
        Stress across the layers [Pa]; compression is negative.
    """

    depth: Array
    displacement: Array
    strain: Array
    normal_stress: Array

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader must know: strain that is not small."""
        from strigil.mechanics.linear_range import strain_notes

        return strain_notes(self.strain)


def below_surface(
    contact: SurfaceContact,
    points: Sequence[tuple[int, float]],
    *,
    place: tuple[float, float] = (0.0, 0.0),
) -> BelowSurface:
    """Return displacement, strain and stress under a place of the grid.

    Parameters
    ----------
    contact : SurfaceContact
        The contact.
    points : sequence of (int, float)
        Layer, and place in it from 0 at its top to 1 at its bottom [1]; below the skin.
    place : tuple of float
        Where along x and y, from the middle of the grid [m].

    Returns
    -------
    BelowSurface
        Displacement [m], strain [1], stress [Pa].

    Raises
    ------
    InvalidValueError
        On a point in no layer or at the surface.

    Notes
    -----
    Normal load moves isotropic layers by the size of the wave number only: the response
    to a point load follows from `solve_layers` by a radial integral, and the load is
    summed over cells. Nothing is periodic.
    """
    stack = contact.operator.stack
    endless = stack.base == "half_space"
    points = check_points(stack.layers, points, is_endless=endless)
    rows = [_under(contact, layer, fraction, place) for layer, fraction in points]
    depth, moved, strain, stress = (
        np.asarray(each) for each in zip(*rows, strict=True)
    )
    return BelowSurface(depth, moved, strain, stress)


def _under(
    contact: SurfaceContact, layer: int, fraction: float, place: tuple[float, float]
) -> tuple[float, float, float, float]:
    operator = contact.operator
    stack = operator.stack
    depth = float(
        stack.thickness[0, :layer].sum() + fraction * stack.thickness[0, layer]
    )
    if not depth > 0.0:
        message = "Strain below the skin is asked for; depth 0 is the surface itself."
        raise InvalidValueError(message)
    touching = np.nonzero(contact.pressure)
    x, y = (place[axis] - operator.places[axis][touching[axis]] for axis in (0, 1))
    pressure = contact.pressure[touching]
    reach = float(np.hypot(x, y).max()) + float(np.hypot(*operator.cell))

    def summed(response: Callable[[LayeredSolution], Array]) -> float:
        around = radial_response(
            stack, response, reach=reach, fades=_FADED / depth, scale=depth
        )
        return float(np.sum(around.of_cell(x, y, operator.cell) * pressure))

    return (
        depth,
        summed(lambda solution: solution.displacement(layer, fraction)),
        summed(lambda solution: solution.strain(layer, fraction)),
        summed(lambda solution: solution.normal_stress(layer, fraction)),
    )
