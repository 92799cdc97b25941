"""The height map of a whole edge: nose across, curve in plan along, rounded ends."""

import numpy as np
from numpy.typing import NDArray

from strigil.errors import InvalidValueError
from strigil.mechanics.edge_profile import Profile
from strigil.mechanics.surface_kernel import SurfaceOperator

__all__ = ["edge_height_map"]

Array = NDArray[np.float64]

# How much an end rises beyond its rounding for each metre outwards [1].
_UPRIGHT = 1e3


def edge_height_map(
    operator: SurfaceOperator,
    profile: Profile,
    *,
    length: float,
    curvature: float = 0.0,
    end_radius: float = 0.0,
) -> Array:
    """Return the height of an edge over a grid; the edge runs along y.

    Parameters
    ----------
    operator : SurfaceOperator
        The grid; the middle of the edge is its middle.
    profile : Profile
        Height across the edge [m] over the distance from its lowest line [m], as
        `strigil.mechanics.edge_profile` makes it from a nose radius.
    length : float
        Length of the edge with its rounded ends [m]; infinite for an edge without.
    curvature : float
        Curvature of the gap along the edge [1/m], from the curve in plan and the
        limb: positive for a crowned edge, negative where it is hollow.
    end_radius : float
        Radius by which the ends are rounded upwards [m]; 0 for ends cut off.

    Returns
    -------
    ndarray
        Height above the lowest point of the middle [m], cells along x by cells along y.

    Raises
    ------
    InvalidValueError
        On a length or an end radius that can not be.

    Notes
    -----
    h(x, y) = profile(x) + curvature y^2 / 2 + end(y), where the end is a quarter circle
    over the last ``end_radius`` of each side and almost upright beyond it. Adding the
    two directions is right as long as slopes along the edge are small.

    Examples
    --------
    >>> from strigil.mechanics.edge_profile import parabola
    >>> from strigil.mechanics.layer_stack import LayerStack
    >>> from strigil.mechanics.surface_kernel import surface_operator
    >>> skin = LayerStack.of([0.01], [3000.0], [0.5], base="half_space")
    >>> operator = surface_operator(skin, (9, 9), (1e-3, 1e-3))
    >>> edge = edge_height_map(operator, parabola(2e-3), length=0.01, curvature=10.0)
    >>> float(edge[4, 4]), float(edge[4, 8].round(9))
    (0.0, 8e-05)
    """
    if not length > 0.0:
        message = f"An edge has a positive length [m]; {length:g} was given."
        raise InvalidValueError(message)
    if not 0.0 <= end_radius <= length / 2.0:
        message = (
            f"An end is rounded by 0 up to half the length [m], {length / 2.0:g}; "
            f"{end_radius:g} was given."
        )
        raise InvalidValueError(message)
    x, y = operator.places
    across = np.asarray(profile(x[None, :]))[0]
    along = curvature * y * y / 2.0
    if np.isfinite(length):
        along = along + _end(np.abs(y) - (length / 2.0 - end_radius), end_radius)
    return np.asarray(across[:, None] + along)


def _end(beyond: Array, radius: float) -> Array:
    """Return the rise of an end, over the distance from where it begins [m]."""
    rounded = np.clip(beyond, 0.0, radius)
    upright = np.maximum(beyond - radius, 0.0) * _UPRIGHT
    return np.asarray(radius - np.sqrt(radius**2 - rounded**2) + upright)
