"""How an edge stands on the skin, and how long it touches.

Across the edge: how its flanks rise at a treatment angle. Along the edge: the contact
length, over which the force would act if every part carried the line load of the
middle.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.catalogue import EdgeForm, sourced_table

__all__ = [
    "FLANKLESS",
    "Clearance",
    "contact_length",
    "edge_clearance",
    "edge_curvature",
]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Clearance:
    """Angles by which the two flanks of a tilted edge rise from the skin.

    Attributes
    ----------
    near, far : float
        Flank under the instrument and flank on the other side [rad].
    body : float
        The instrument's body behind the near flank [rad].
    lies_flat : bool
        True when the near flank would lie on the skin.
    """

    near: float
    far: float
    body: float
    lies_flat: bool


FLANKLESS = Clearance(np.pi / 2, np.pi / 2, np.pi / 2, lies_flat=False)
"""A rod, a ball or a finger: no flank comes near the skin."""


def edge_clearance(
    angle: float,
    bevel: Literal["single", "double", "none"],
    bevel_angle: float | None,
) -> Clearance:
    """Return how the flanks of an edge rise from the skin at a treatment angle.

    Parameters
    ----------
    angle : float
        Treatment angle [rad] between the instrument's plane and the skin.
    bevel : str
        ``single`` (ground face up, flat face towards the skin), ``double`` or ``none``.
    bevel_angle : float or None
        Included angle of the wedge [rad]; None for a rod or ball, which has no flank.

    Returns
    -------
    Clearance
        Angles of the flanks [rad].

    Examples
    --------
    >>> round(edge_clearance(np.pi / 2, "double", np.pi / 3).near, 4)
    1.0472
    """
    if bevel == "none" or bevel_angle is None:
        return FLANKLESS
    below = bevel_angle / 2 if bevel == "double" else 0.0
    flattest = sourced_table("edge_shape.toml")["flattest_flank"].value
    near, far = angle - below, np.pi - angle - (bevel_angle - below)
    return Clearance(
        near=float(max(near, flattest)),
        far=float(min(max(far, flattest), np.pi / 2)),
        body=float(max(angle, near, flattest)),
        lies_flat=near < flattest,
    )


def edge_curvature(
    form: EdgeForm,
    angle: float,
    *,
    plan_radius: ArrayLike | None = None,
    radius: ArrayLike | None = None,
    limb_radius: ArrayLike | None = None,
) -> Array:
    """Return how much edge and limb curve away from each other along the edge.

    Parameters
    ----------
    form : str
        ``convex``, ``concave``, ``straight`` or ``knob``.
    angle : float
        Treatment angle [rad]. A curve in plan counts by its sine: laid flat, it stays
        in the plane of the skin.
    plan_radius : array_like or None
        Radius of the curve in plan [m].
    radius : array_like or None
        Radius of the nose [m]; a knob without a plan radius is a ball of it.
    limb_radius : array_like or None
        Radius of the limb under the edge [m]; None for a flat site. The edge lies
        across the limb.

    Returns
    -------
    ndarray
        Curvature of the gap [1/m]; negative where a concave edge clasps the limb.
    """
    limb = 0.0 if limb_radius is None else 1.0 / np.asarray(limb_radius, dtype=float)
    if form == "knob":
        ball = radius if plan_radius is None else plan_radius
        return np.asarray(1.0 / np.asarray(ball, dtype=float) + limb)
    if form == "straight" or plan_radius is None:
        return np.asarray(limb, dtype=float)
    sign = -1.0 if form == "concave" else 1.0
    plan = sign * np.sin(angle) / np.asarray(plan_radius, dtype=float)
    return np.asarray(plan + limb)


def contact_length(
    length: ArrayLike, curvature: ArrayLike, indentation: ArrayLike
) -> Array:
    """Return the length over which the middle's line load would carry the force.

    Parameters
    ----------
    length : array_like
        Length of the edge [m].
    curvature : array_like
        Curvature of the gap along it [1/m], from :func:`edge_curvature`.
    indentation : array_like
        Indentation in the middle [m].

    Returns
    -------
    ndarray
        Contact length [m], at most the edge's.

    Notes
    -----
    Each part of the edge carries load in proportion to its own indentation
    d - kappa y^2 / 2, so that L = l (1 - kappa l^2 / 24 d) over the touching length
    l = min(length, sqrt(8 d / kappa)). A concave edge that clasps touches all along.

    Examples
    --------
    >>> float(contact_length(0.04, 0.0, 0.005))
    0.04
    """
    full = np.asarray(length, dtype=float)
    away = np.maximum(np.asarray(curvature, dtype=float), 0.0)
    bend = away / (8.0 * np.asarray(indentation, dtype=float))
    with np.errstate(divide="ignore"):
        touching = np.minimum(full, 1.0 / np.sqrt(bend))
    return np.asarray(touching * (1.0 - bend * touching**2 / 3.0))
