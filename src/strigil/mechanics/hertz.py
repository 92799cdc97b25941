"""Closed forms of Hertz: a round nose on one endless, homogeneous tissue.

No site of the body is like that. They are what the layered solution must become when
all its layers are the same, and a first estimate on paper.
"""

from dataclasses import dataclass
from math import pi

from strigil.errors import InvalidValueError

__all__ = ["HertzContact", "hertz_line", "hertz_sphere", "plane_modulus"]


@dataclass(frozen=True, slots=True)
class HertzContact:
    """Contact after Hertz.

    Attributes
    ----------
    half_width : float
        Half width of a line contact, or radius of a round one [m].
    peak_pressure, mean_pressure : float
        Pressure in the middle and on average [Pa].
    indentation : float or None
        Approach of distant points [m]; None for a line, where it has no limit.
    """

    half_width: float
    peak_pressure: float
    mean_pressure: float
    indentation: float | None


def plane_modulus(youngs_modulus: float, poisson_ratio: float) -> float:
    """Return E / (1 - nu^2) [Pa] of a modulus [Pa] and a Poisson's ratio [1].

    Examples
    --------
    >>> plane_modulus(3000.0, 0.5)
    4000.0
    """
    return youngs_modulus / (1.0 - poisson_ratio**2)


def hertz_line(line_load: float, radius: float, modulus: float) -> HertzContact:
    """Return the contact of a long cylinder with a half-space.

    Parameters
    ----------
    line_load : float
        Force per length [N/m].
    radius : float
        Radius of the cylinder [m].
    modulus : float
        Plane modulus of the half-space [Pa].

    Returns
    -------
    HertzContact
        Half width [m] and pressures [Pa].

    Notes
    -----
    a^2 = 4 P R / (pi E*), p0 = 2 P / (pi a). Small strain, no friction, a much smaller
    than R.

    References
    ----------
    Johnson1985
    """
    _check(line_load=line_load, radius=radius, modulus=modulus)
    a = (4.0 * line_load * radius / (pi * modulus)) ** 0.5
    return HertzContact(a, 2.0 * line_load / (pi * a), line_load / (2.0 * a), None)


def hertz_sphere(force: float, radius: float, modulus: float) -> HertzContact:
    """Return the contact of a sphere with a half-space.

    Parameters
    ----------
    force : float
        Normal force [N].
    radius : float
        Radius of the sphere [m].
    modulus : float
        Plane modulus of the half-space [Pa].

    Returns
    -------
    HertzContact
        Contact radius and indentation [m], pressures [Pa].

    Notes
    -----
    a^3 = 3 F R / (4 E*), d = a^2 / R, p0 = 3 F / (2 pi a^2).

    References
    ----------
    Johnson1985
    """
    _check(force=force, radius=radius, modulus=modulus)
    a = (3.0 * force * radius / (4.0 * modulus)) ** (1.0 / 3.0)
    area = pi * a * a
    return HertzContact(a, 1.5 * force / area, force / area, a * a / radius)


def _check(**given: float) -> None:
    for name, value in given.items():
        if not value > 0.0:
            message = (
                f"A {name.replace('_', ' ')} must be positive; {value:g} was given."
            )
            raise InvalidValueError(message)
