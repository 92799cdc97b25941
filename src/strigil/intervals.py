"""A number that is an estimate: its value with the interval it probably lies in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

__all__ = ["Interval", "interval_of"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and the 90 % interval of what it may be.

    Attributes
    ----------
    value : float
        Median or best estimate [SI].
    low, high : float
        5th and 95th percentile [SI].
    """

    value: float
    low: float
    high: float

    def scaled(self, factor: float) -> "Interval":
        """Return the interval times a factor [1] (also into a shown unit)."""
        ends = sorted((self.low * factor, self.high * factor))
        return Interval(self.value * factor, ends[0], ends[1])

    def as_json(self) -> dict[str, float]:
        """Return ``{value, low, high}``."""
        return {"value": self.value, "low": self.low, "high": self.high}


def interval_of(
    samples: ArrayLike, percentiles: Sequence[float] = (50, 5, 95)
) -> Interval:
    """Summarise samples [any unit] by their median and 5th to 95th percentile.

    Examples
    --------
    >>> interval_of([1.0, 2.0, 3.0], (50, 0, 100))
    Interval(value=2.0, low=1.0, high=3.0)
    """
    middle, low, high = np.percentile(np.asarray(samples, dtype=float), percentiles)
    return Interval(float(middle), float(low), float(high))
