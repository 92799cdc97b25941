"""Two arms compared as a trial does it, and how large a trial must be."""

from dataclasses import dataclass

import numpy as np
from scipy.special import nctdtr, ndtri, stdtr, stdtrit

from strigil.treatment.trial_parts import Analysis

__all__ = ["Compared", "Share", "arms_compared", "chance_to_find", "patients_needed"]

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
_NINETY_FIVE = 0.975  # upper end of a 95 % interval
# Beyond this many standard errors the chance is 0 or 1 to rounding.
_SURE = 30.0


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison of two arms.

    Attributes
    ----------
    estimate : float
        Arm minus reference [unit of the outcome].
    error : float
        Its standard error [unit of the outcome].
    freedom : float
        Degrees of freedom [1].
    """

    estimate: float
    error: float
    freedom: float

    @property
    def p(self) -> float:
        """Two-sided probability of such an estimate or a larger one by chance [1]."""
        if self.error == 0.0:
            return float(self.estimate == 0.0)
        return float(2.0 * stdtr(self.freedom, -abs(self.estimate) / self.error))


@dataclass(frozen=True, slots=True)
class Share:
    """A share of simulated trials, with its error from simulating only so many.

    Attributes
    ----------
    value : float
        The share [1].
    low, high : float
        95 % interval after Wilson [1].
    """

    value: float
    low: float
    high: float

    @classmethod
    def of(cls, found: int, trials: int) -> "Share":
        """Return that of so many trials among all [1].

        Examples
        --------
        >>> Share.of(0, 100).low, round(Share.of(0, 100).high, 3)
        (0.0, 0.037)
        """
        z, share = float(ndtri(_NINETY_FIVE)), found / trials
        scale = 1.0 / (1.0 + z * z / trials)
        middle = scale * (share + z * z / (2.0 * trials))
        spread = share * (1.0 - share) / trials + z * z / (4.0 * trials**2)
        half = scale * z * spread**0.5
        low = max(0.0, middle - half) if found else 0.0
        return cls(share, low, min(1.0, middle + half) if found < trials else 1.0)


def arms_compared(
    reference: tuple[Array, Array], arm: tuple[Array, Array], analysis: Analysis
) -> Compared:
    """Compare an arm with the reference.

    Parameters
    ----------
    reference, arm : tuple of array
        First and last values of each patient [unit of the outcome].
    analysis : str
        ``adjusted``, ``change`` or ``final``.

    Returns
    -------
    Compared
        Arm minus reference, of one spread in both arms.
    """
    (x0, y0), (x1, y1) = reference, arm
    if analysis == "change":
        y0, y1 = y0 - x0, y1 - x1
    count = y0.size + y1.size
    inside = _within(y0, y0) + _within(y1, y1)
    estimate = float(y1.mean() - y0.mean())
    if analysis != "adjusted":
        variance = inside / (count - 2)
        error = (variance * (1.0 / y0.size + 1.0 / y1.size)) ** 0.5
        return Compared(estimate, error, count - 2)
    spread = _within(x0, x0) + _within(x1, x1)
    together = _within(x0, y0) + _within(x1, y1)
    slope = together / spread if spread > 0.0 else 0.0
    apart = float(x1.mean() - x0.mean())
    variance = max(inside - slope * together, 0.0) / (count - 3)
    lever = apart * apart / spread if spread > 0.0 else 0.0
    error = (variance * (1.0 / y0.size + 1.0 / y1.size + lever)) ** 0.5
    return Compared(estimate - slope * apart, error, count - 3)


def chance_to_find(
    benefit: Array, sd: Array, *, patients: tuple[float, float], level: float
) -> Array:
    """Return the chance that a trial finds a benefit, for each truth [1].

    Parameters
    ----------
    benefit : array
        True difference, positive where the arm is better [unit of the outcome].
    sd : array
        Spread between patients that the analysis leaves [unit of the outcome].
    patients : tuple of float
        With a last value, in each of the two arms [1].
    level : float
        Of the two-sided test [1].

    Examples
    --------
    >>> import numpy as np
    >>> half, one = np.array([0.5]), np.array([1.0])
    >>> round(chance_to_find(half, one, patients=(64, 64), level=0.05).item(), 2)
    0.8
    """
    freedom = sum(patients) - 2.0
    scale = np.maximum(sd * (1.0 / patients[0] + 1.0 / patients[1]) ** 0.5, 1e-300)
    shift = np.clip(benefit / scale, -_SURE, _SURE)
    needed = stdtrit(freedom, 1.0 - level / 2.0)
    chance: Array = 1.0 - nctdtr(freedom, shift, needed)
    return np.where(shift <= -_SURE, 0.0, np.where(shift >= _SURE, 1.0, chance))


def patients_needed(
    benefit: Array, sd: Array, *, power: float, level: float, most: int
) -> int | None:
    """Return how many patients with a last value each of two arms needs [1].

    Parameters
    ----------
    benefit, sd : array
        As :func:`chance_to_find` takes them; several truths are averaged.
    power, level : float
        Of the trial and of its two-sided test [1].
    most : int
        None where even so many do not reach it [1].

    Examples
    --------
    >>> import numpy as np
    >>> one = np.ones(1)
    >>> patients_needed(one / 2, one, power=0.8, level=0.05, most=1000)
    64
    """

    def reached(each: int) -> bool:
        both = (float(each), float(each))
        chance = chance_to_find(benefit, sd, patients=both, level=level)
        return float(np.mean(chance)) >= power

    if not reached(most):
        return None
    low, high = 2, most
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) else (middle + 1, high)
    return high


def _within(a: Array, b: Array) -> float:
    return float(((a - a.mean()) * (b - b.mean())).sum())
