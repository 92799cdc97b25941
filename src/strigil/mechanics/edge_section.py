"""The section of a tilted edge, as contact across it needs it.

A nose that is a true circle runs out into two straight flanks, the near one into the
body of the instrument. Contact is solved as symmetric: at each height the section is
as wide as the mean of its two sides.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.catalogue import sourced_table
from strigil.mechanics.edge_geometry import Clearance
from strigil.mechanics.edge_profile import Profile

__all__ = ["edge_section"]

Array = NDArray[np.float64]

# Flanks are taken no steeper, so that a height belongs to every place [rad].
_STEEPEST = np.radians(85.0)
# How far out the section is tabled [m], beyond it goes straight on; and by how many
# places, which lie closer towards the nose.
_FAR, _PLACES = 0.05, 500
# Heights at which the two sides are measured, closer towards the nose, up to [m].
_HEIGHTS, _HIGH = 700, 0.6


def edge_section(radius: ArrayLike, clearance: Clearance) -> Profile:
    """Return the profile of an edge as it stands on the skin.

    Parameters
    ----------
    radius : array_like
        Radius of the nose [m], one for each sample.
    clearance : Clearance
        How the two flanks rise, and the body behind the near one.

    Returns
    -------
    Profile
        Height above the lowest point [m] over samples x places [m].

    Notes
    -----
    Each side is the circle of the nose up to the slope of its flank, straight over the
    length of a ground face, and beyond that rises as the body does; flanks count as no
    steeper than 85 degrees.

    Examples
    --------
    >>> from strigil.mechanics.edge_geometry import FLANKLESS
    >>> rod = edge_section([2e-3], FLANKLESS)
    >>> float(rod(np.array([[1e-3]]))[0, 0].round(6))
    0.000268
    """
    R = np.atleast_1d(np.asarray(radius, dtype=float))
    z = _HIGH * np.linspace(0.0, 1.0, _HEIGHTS) ** 3
    near = _width_at(R[:, None], clearance.near, clearance.body, z)
    width = (near + _width_at(R[:, None], clearance.far, _STEEPEST, z)) / 2.0
    place = _FAR * np.linspace(0.0, 1.0, _PLACES) ** 2
    # The root of the height is next to straight near the nose.
    root = np.stack([np.interp(place, row, np.sqrt(z)) for row in width])

    def height(x: Array) -> Array:
        out = np.abs(x)
        left = np.sqrt(out / _FAR) * (_PLACES - 1)
        i = np.minimum(left.astype(np.intp), _PLACES - 2)
        low, high = (np.take_along_axis(root, i + step, axis=1) for step in (0, 1))
        share = (out - place[i]) / (place[i + 1] - place[i])
        inside = (low + np.minimum(share, 1.0) * (high - low)) ** 2
        last = (root[:, -1:] - root[:, -2:-1]) / (place[-1] - place[-2])
        beyond = 2.0 * root[:, -1:] * last * np.maximum(out - _FAR, 0.0)
        return np.asarray(inside + beyond)

    return height


def _width_at(radius: Array, flank: float, body: float, height: Array) -> Array:
    """Return the half width on one side: nose, then flank, then body."""
    flank, body = min(flank, _STEEPEST), min(body, _STEEPEST)
    face = sourced_table("edge_shape.toml")["bevel_face"].value
    turn = radius * (1.0 - np.cos(flank))
    top = turn + face * np.sin(flank)
    on_nose = np.minimum(height, turn)
    on_flank = np.clip(height, turn, top) - turn
    beyond = np.maximum(height - top, 0.0)
    nose = np.sqrt(2.0 * radius * on_nose - on_nose**2)
    return np.asarray(nose + on_flank / np.tan(flank) + beyond / np.tan(body))
