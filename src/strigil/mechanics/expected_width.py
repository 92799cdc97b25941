"""How wide a contact will be, about: Hertz with the modulus that its width feels."""

from math import log, pi

import numpy as np
from numpy.typing import NDArray

from strigil.compiled import compiled
from strigil.mechanics.edge_profile import Profile, heights_of
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
    k, compliance = bodies[0].wave_number, bodies[0].compliance
    height = heights_of(profile, 1.0 / k)
    width = _width_on_grid(k, np.ascontiguousarray(compliance), height, load)
    if len(bodies) > 1:
        width = _shared(bodies, load, profile, width)
    return np.asarray(np.exp(width))


@compiled
def _width_on_grid(k: Array, compliance: Array, height: Array, load: Array) -> Array:
    """Find the logarithm of the half width between two waves' loads."""
    out = np.empty(load.size)
    for s in range(load.size):
        i = k.shape[1] - 1
        above = below = pi * height[s, i] / (k[s, i] * compliance[s, i])
        while i > 0 and (i > k.shape[1] - 2 or above <= load[s]):
            i -= 1
            # A stiff skin can make a wider contact need less: the narrowest counts.
            below = above
            above = max(above, pi * height[s, i] / (k[s, i] * compliance[s, i]))
        falls = max(log(above / below), _FLAT)
        share = log(above / load[s]) / falls
        out[s] = -log(k[s, i]) - share * log(k[s, i + 1] / k[s, i])
    return out


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
