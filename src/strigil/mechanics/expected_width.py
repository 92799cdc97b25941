"""How wide a contact will be, about: Hertz with the modulus that its width feels."""

import numpy as np
from numpy.typing import NDArray

from strigil.mechanics.edge_profile import Profile
from strigil.mechanics.wave_grid import ModulusCurve, StackOperator

__all__ = ["expected_half_width"]

Array = NDArray[np.float64]

# A load that changes less than this from wave to wave does not change [1].
_FLAT = 1e-2
# Rounds of guessing the half width of two soft bodies, how near is near enough, and
# between what a step is held.
_GUESSES, _NEAR, _STEEP = 12, 1e-3, (0.5, 2.5)


def expected_half_width(
    bodies: tuple[StackOperator, ...], load: Array, profile: Profile
) -> Array:
    """Guess the half width by Hertz, with the modulus a contact of that width feels.

    Parameters
    ----------
    bodies : tuple of StackOperator
        The layered site and, if the indenter is soft, its layers.
    load : ndarray
        Line load of each sample [N/m].
    profile : Profile
        Height of the edge [m] over x [m].

    Returns
    -------
    ndarray
        Half width [m], within a factor of two or so of the solved one.

    Notes
    -----
    A contact of half width a = 1 / k feels the modulus 2 / (k C), and by Hertz needs
    the line load pi height(a) / (k C): the load given lies between two waves' loads.

    References
    ----------
    Johnson1985
    """
    k, softness = bodies[0].wave_number, bodies[0].compliance * bodies[0].wave_number
    needed = np.pi * profile(1.0 / k) / softness
    # A stiff skin can make a wider contact need less: the narrowest that holds counts.
    needed = np.maximum.accumulate(needed[:, ::-1], axis=1)[:, ::-1]
    left = (needed[:, 1:-1] > load[:, None]).sum(axis=1)
    row = np.arange(left.size)
    above, wide, narrow = needed[row, left], k[row, left], k[row, left + 1]
    falls = np.maximum(np.log(above / needed[row, left + 1]), _FLAT)
    width = -np.log(wide) - np.log(above / load) / falls * np.log(narrow / wide)
    if len(bodies) > 1:
        width = _shared(bodies, load, profile, width)
    return np.asarray(np.exp(width))


def _shared(
    bodies: tuple[StackOperator, ...], load: Array, profile: Profile, width: Array
) -> Array:
    """Find the logarithm of the half width between bodies that both give way."""
    curves = [body.modulus_curve() for body in bodies]
    for _ in range(_GUESSES):
        here = np.exp(width)
        radius = here**2 / (2.0 * profile(here[:, None])[:, 0])
        modulus, slope = _felt(curves, width)
        wanted = np.log(4.0 * load * radius / np.pi) - modulus
        steep = np.minimum(np.maximum(1.0 + slope / 2.0, _STEEP[0]), _STEEP[1])
        step = (wanted / 2.0 - width) / steep
        width = width + step
        if np.abs(step).max() < _NEAR:
            break
    return width


def _felt(curves: list[ModulusCurve], width: Array) -> tuple[Array, Array]:
    """Modulus and slope, on logarithms, of bodies that give way together."""
    modulus, slope = curves[0].at(width)
    for curve in curves[1:]:
        other, other_slope = curve.at(width)
        softer = np.logaddexp(-modulus, -other)
        share = np.exp(-modulus - softer)
        slope = share * slope + (1.0 - share) * other_slope
        modulus = -softer
    return modulus, slope
