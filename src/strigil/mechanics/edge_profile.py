"""Profiles: the height of an edge above its lowest point, across the edge."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.errors import InvalidValueError

__all__ = [
    "NO_RISE",
    "Profile",
    "check_profile",
    "check_rising",
    "circle",
    "heights_of",
    "parabola",
    "profile_of_rows",
    "rounded_wedge",
    "still_rises",
    "straight_flanks",
]

Array = NDArray[np.float64]
Profile = Callable[[Array], Array]
"""Height [m] over places [m], both samples x places; even, rising outwards."""

NO_RISE = (
    "This profile does not rise from its lowest point in the middle until it carries "
    "the load: it is constant, falls, ends, or is not a number. It gives the height "
    "[m], positive outwards, over places [m]."
)
"""What is said of a profile that no load can be found for."""

# How much the side of a circle rises beyond its radius for each metre outwards [1].
_UPRIGHT = 1e3
# A profile is looked at in so many places, out to so many times the window of the
# contact; a dip of less than this share of the level that may touch is none.
_PLACES, _LOOKED, _DIP = 256, 5.0, 1e-3
# Doublings of a window within which a profile must rise on.
_DOUBLED = 2.0 ** np.arange(1, 11)


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


def check_profile(profile: object, samples: int = 1) -> None:
    """Refuse what is no function of an array of places.

    Parameters
    ----------
    profile : Profile
        What was given as a profile.
    samples : int
        Number of stacks it is pressed on.

    Raises
    ------
    InvalidValueError
        Saying what a profile is, and the ready ones.
    """
    if not callable(profile):
        message = (
            "A profile is a function, the height [m] over places [m]; "
            f"{profile!r} was given. Ready ones: parabola(radius), circle(radius), "
            "straight_flanks(clearance), rounded_wedge(radius, clearance)."
        )
        raise InvalidValueError(message)
    heights_of(profile, np.full((samples, 2), 1e-3))


def heights_of(profile: Profile, x: Array) -> Array:
    """Return the height [m] of a profile over places [m], samples x places.

    Raises
    ------
    InvalidValueError
        On a profile that does not take an array, or gives one of another shape.
    """
    try:
        with np.errstate(all="ignore"):
            found = np.asarray(profile(x), dtype=np.float64)
        return np.array(np.broadcast_to(found, x.shape))
    except (TypeError, ValueError) as error:
        message = (
            f"A profile takes places [m], an array of {x.shape[0]} samples x "
            f"{x.shape[1]} places, and gives as many heights [m]; this one did not: "
            f"{error}. Write it with the functions of numpy."
        )
        raise InvalidValueError(message) from error


def check_rising(profile: Profile, window: Array, level: Array) -> None:
    """Refuse a profile that comes down again where the skin may meet it.

    Parameters
    ----------
    profile : Profile
        The profile.
    window : ndarray
        How far out contact was looked for, one for each sample [m].
    level : ndarray
        Height above the lowest point up to which it may touch [m].

    Raises
    ------
    InvalidValueError
        Saying where it falls.
    """
    share = (np.arange(_PLACES) + 0.5) / _PLACES
    x = _LOOKED * window[:, None] * share
    height = heights_of(profile, x)
    inside = np.isfinite(height) | (x > window[:, None])
    if not np.all(inside):
        message = (
            "A profile has a finite height wherever it may touch; inf or nan at "
            f"{x[~inside][0]:.3g} m from its middle. Where the indenter ends, let it "
            "rise steeply, as circle() does."
        )
        raise InvalidValueError(message)
    height = np.where(np.isfinite(height), height, np.inf)
    height -= height[:, :1]
    highest = np.maximum.accumulate(height, axis=1)
    up_to = np.maximum(level, 0.0)[:, None]
    falls = (height < np.minimum(highest, up_to) - _DIP * up_to) & (height < up_to)
    if np.any(falls):
        message = (
            "A profile rises from its lowest point in the middle outwards; this one "
            f"comes down again at {x[falls][0]:.3g} m, where the skin may meet it. "
            "For an indenter with bumps see surface_contact, which takes any height."
        )
        raise InvalidValueError(message)


def still_rises(profile: Profile, window: Array) -> bool:
    """Tell whether a profile rises anywhere beyond a window [m]."""
    window = window[:, None]
    with np.errstate(all="ignore"):
        beyond = heights_of(profile, window * _DOUBLED)
        here = heights_of(profile, window)
        return bool(np.all(np.any(beyond > here + 1e-9 * np.abs(here), axis=1)))


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
