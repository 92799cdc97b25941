"""How long something takes, as a running histogram: median, 95th percentile, most."""

from dataclasses import dataclass

import numpy as np

__all__ = ["Latency", "LatencyCount"]

_FIRST, _LAST, _BINS = 1e-5, 10.0, 240  # s; each bin 6 % wider than the one before


@dataclass(frozen=True, slots=True)
class Latency:
    """How long it took so far.

    Attributes
    ----------
    median, high, most : float
        Half, and nineteen of twenty, took at most so long; and the longest [s].
    count : int
        How often it was measured.
    """

    median: float
    high: float
    most: float
    count: int


class LatencyCount:
    """Count how long something takes, in memory that does not grow.

    Examples
    --------
    >>> count = LatencyCount()
    >>> for lasted in [0.01] * 99 + [0.2]:
    ...     count.add(lasted)
    >>> count.so_far().most
    0.2
    """

    def __init__(self) -> None:
        self._edges = np.geomspace(_FIRST, _LAST, _BINS)
        self._counts = np.zeros(_BINS + 1, dtype=np.int64)
        self._most = 0.0

    def add(self, lasted: float) -> None:
        """Count one that took so long [s]."""
        self._counts[int(np.searchsorted(self._edges, lasted))] += 1
        self._most = max(self._most, lasted)

    def so_far(self) -> Latency:
        """Return what was counted; the percentiles to a bin's upper end [s]."""
        total = int(self._counts.sum())
        if total == 0:
            return Latency(0.0, 0.0, 0.0, 0)
        return Latency(self._at(0.5), self._at(0.95), self._most, total)

    def _at(self, part: float) -> float:
        grown = np.cumsum(self._counts)
        place = int(np.searchsorted(grown, part * grown[-1]))
        return min(float(self._edges[min(place, _BINS - 1)]), self._most)
