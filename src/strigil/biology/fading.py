"""States that are gone within minutes: x' = source - decay x, solved for any step.

Over a step the source is the cubic that the Runge-Kutta stages give, and the integral
of a cubic against a fading exponential is known, so that no step is ever short on its
account. The error is that of the cubic.
"""

import numpy as np

from strigil.biology.model import Array
from strigil.biology.tableau import DENSE

__all__ = ["SOURCE", "faded", "weights_of_powers"]

# The source at a share x of a step is the sum over stages i and powers k of
# SOURCE[k, i] * x**k * source_i.
SOURCE: Array = np.ascontiguousarray((DENSE * np.arange(1.0, 5.0)).T)
# Below this product of decay and step the forward recurrence loses digits.
_SMALL = 0.5
_TERMS = 12


def weights_of_powers(z: Array) -> Array:
    """Return I_k, the integral over x from 0 to 1 of exp(-z (1 - x)) x**k, k = 0 to 3.

    Parameters
    ----------
    z : array
        Decay times step, not negative [1].

    Returns
    -------
    array, shape (4, ...)
        The weights [1].

    Notes
    -----
    I_0 = (1 - exp(-z)) / z and I_k = (1 - k I_(k-1)) / z. Where z is small that loses
    digits, so I_3 is a series there and the recurrence runs down.
    """
    small = z < _SMALL
    large = np.where(small, 1.0, z)
    forward = [-np.expm1(-large) / large]
    for k in (1, 2, 3):
        forward.append((1.0 - k * forward[-1]) / large)
    little = np.where(small, z, 0.0)
    term = np.full_like(little, 0.25)
    backward = [term]
    for k in range(5, 5 + _TERMS):
        term = -term * little / k
        backward[0] = backward[0] + term
    for k in (3, 2, 1):
        backward.insert(0, (1.0 - little * backward[0]) / k)
    return np.where(small, backward, forward)


def faded(
    before: Array, sources: Array, *, decay: Array, step: Array, share: Array
) -> Array:
    """Return the state at a share of a step.

    Parameters
    ----------
    before : array
        At the start of the step [1].
    sources : array, shape (stages, ...)
        The source at each stage [1/d].
    decay : array
        How fast it fades [1/d].
    step : array
        Length of the whole step [d].
    share : array
        From 0 to 1 [1].
    """
    z = decay * step * share
    weights = weights_of_powers(z)
    after: Array = before * np.exp(-z)
    grown: Array = np.zeros_like(after)
    for k in range(3, -1, -1):
        power = SOURCE[k, 0] * sources[0]
        for i in range(1, len(sources)):
            power = power + SOURCE[k, i] * sources[i]
        grown = share * grown + power * weights[k]
    result: Array = after + step * share * grown
    return result
