"""Student's t distribution for whole degrees of freedom, without loading scipy.

Every plan and forecast reads calibrations; `scipy.special` takes a fifth of a second of
the processor to import, longer than the whole plan.
"""

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["student_quantile"]

# Halvings of a quarter turn: down to the last bit of a double.
_HALVINGS = 60


@cache
def student_quantile(degrees: int, share: float) -> float:
    """Return the value below which a share of Student's t distribution lies.

    Parameters
    ----------
    degrees : int
        Degrees of freedom, 1 or more [1].
    share : float
        From 0.5 to below 1 [1].

    Returns
    -------
    float
        The quantile [1].

    Notes
    -----
    With t = sqrt(degrees) tan(angle) the distribution is a finite sum of powers of the
    cosine, whose inverse is found by halving.

    References
    ----------
    AbramowitzStegun1964.

    Examples
    --------
    >>> round(student_quantile(4, 0.95), 3)
    2.132
    """
    wanted = 2.0 * share - 1.0
    factors = _factors(degrees)
    low, high = 0.0, math.pi / 2.0
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        below = _within(middle, degrees, factors) < wanted
        low, high = (middle, high) if below else (low, middle)
    return math.sqrt(degrees) * math.tan(low)


def _factors(degrees: int) -> NDArray[np.float64]:
    """Return the factors of rising powers of the cosine: 1, 1/2, 1 3/(2 4), ..."""
    odd = degrees % 2
    over = np.arange(1 + odd, degrees - 1, 2.0)
    under = over + 1.0
    return np.concatenate([[1.0], np.cumprod(over / under)])[: degrees // 2]


def _within(angle: float, degrees: int, factors: NDArray[np.float64]) -> float:
    """Return the share between minus and plus sqrt(degrees) tan(angle) [1]."""
    odd = degrees % 2
    powers = math.cos(angle) ** (2 * np.arange(factors.size) + odd)
    inner = math.sin(angle) * float(np.sum(factors * powers))
    return 2.0 / math.pi * (angle + inner) if odd else inner
