"""Profiles: the height of an edge above its lowest point, across the edge."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.errors import InvalidValueError

__all__ = [
    "Profile",
    "circle",
    "parabola",
    "profile_of_rows",
    "rounded_wedge",
    "straight_flanks",
]

Array = NDArray[np.float64]
Profile = Callable[[Array], Array]
"""Height [m] over places [m], both samples x places; even, rising outwards."""

# How much the side of a circle rises beyond its radius for each metre outwards [1].
_UPRIGHT = 1e3


def parabola(radius: ArrayLike) -> Profile:
    """Return the profile ``x^2 / 2R`` of a nose.

    Parameters
    ----------
    radius : array_like
        Radius of the nose [m], one for all or one for each sample.

    Returns
    -------
    Profile
        Height above the lowest point [m] over samples x places [m].

    Examples
    --------
    >>> float(parabola(2e-3)(np.array([[2e-3]]))[0, 0])
    0.001
    """
    R = _radius(radius)
    return lambda x: np.asarray(x * x / (2.0 * R))


def circle(radius: ArrayLike) -> Profile:
    """Return the profile of a true circle or ball: its sides go straight up.

    Parameters
    ----------
    radius : array_like
        Radius [m], one for all or one for each sample.

    Returns
    -------
    Profile
        Height above the lowest point [m], a function of x [m]; beyond the radius it
        rises almost upright.

    Examples
    --------
    >>> float(circle(2e-3)(np.array([[2e-3]]))[0, 0])
    0.002
    """
    R = _radius(radius)

    def height(x: Array) -> Array:
        near = np.minimum(np.abs(x), R)
        beyond = (np.abs(x) - near) * _UPRIGHT
        return np.asarray(R - np.sqrt(R**2 - near**2) + beyond)

    return height


def straight_flanks(clearance: float) -> Profile:
    """Return the profile of a sharp wedge or cone.

    Parameters
    ----------
    clearance : float
        Angle between the flank and the skin [rad], above 0 and below pi/2.

    Returns
    -------
    Profile
        Height above the tip [m], a function of x [m].

    Examples
    --------
    >>> float(straight_flanks(np.pi / 4)(np.array([[1e-3]]))[0, 0].round(6))
    0.001
    """
    slope = np.tan(_clearance(clearance))
    return lambda x: np.asarray(np.abs(x) * slope)


def rounded_wedge(radius: ArrayLike, clearance: float) -> Profile:
    """Return the profile of a circular nose that runs out into straight flanks.

    Parameters
    ----------
    radius : array_like
        Radius of the nose [m], one for all or one for each sample.
    clearance : float
        Angle between the flank and the skin [rad], above 0 and below pi/2: the nose is
        a true circle up to this slope and straight beyond it.

    Returns
    -------
    Profile
        Height of the edge above its lowest point [m], a function of x [m].

    Examples
    --------
    >>> wedge = rounded_wedge(2e-3, np.pi / 4)
    >>> float(wedge(np.array([[0.0]]))[0, 0])
    0.0
    """
    R = _radius(radius)
    _clearance(clearance)
    turn = R * np.sin(clearance)

    def height(x: Array) -> Array:
        near = np.minimum(np.abs(x), turn)
        nose = R - np.sqrt(R**2 - near**2)
        return np.asarray(nose + (np.abs(x) - near) * np.tan(clearance))

    return height


def profile_of_rows(profile: Profile, rows: NDArray[np.intp], samples: int) -> Profile:
    """Return the profile of some samples only."""

    def height(x: Array) -> Array:
        every = np.zeros((samples, x.shape[1]))
        every[rows] = x
        return np.asarray(np.broadcast_to(profile(every), every.shape)[rows])

    return height


def _radius(radius: ArrayLike) -> Array:
    R = np.atleast_1d(np.asarray(radius, dtype=float))
    if not np.all((R > 0) & np.isfinite(R)):
        message = f"A radius must be positive [m]; {R.min():g} was given."
        raise InvalidValueError(message)
    return R[:, None]


def _clearance(clearance: float) -> float:
    if not 0.0 < clearance < np.pi / 2:
        message = f"A clearance lies between 0 and pi/2 rad; {clearance:g} was given."
        raise InvalidValueError(message)
    return clearance
