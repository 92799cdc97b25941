"""Numbers onto paper: linear scales, round ticks, labels that keep apart."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Scale", "apart", "decimate", "nice_ticks", "range_of", "scale_to"]


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear map from a quantity to a place on the drawing.

    Attributes
    ----------
    low, high : float
        Ends of the quantity [its own unit].
    start, end : float
        Where they lie on the drawing [px].

    Examples
    --------
    >>> Scale(0.0, 10.0, 300.0, 100.0)(5.0)
    200.0
    """

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place [px] of a value [its own unit]."""
        return self.start + (value - self.low) * self.slope

    @property
    def slope(self) -> float:
        """Drawing length of one unit [px]."""
        return (self.end - self.start) / ((self.high - self.low) or 1.0)

    def many(self, values: ArrayLike) -> NDArray[np.float64]:
        """Return the places [px] of many values [their own unit]."""
        given = np.asarray(values, dtype=float)
        return self.start + (given - self.low) * self.slope

    def ticks(self, count: int = 5) -> tuple[float, ...]:
        """Return round values that lie on the scale [its own unit]."""
        return nice_ticks(self.low, self.high, count)


def nice_ticks(low: float, high: float, count: int = 5) -> tuple[float, ...]:
    """Return about ``count`` round numbers from low to high.

    Parameters
    ----------
    low, high : float
        Ends [any unit].
    count : int
        How many are wanted.

    Returns
    -------
    tuple of float
        Multiples of 1, 2, 2.5 or 5 times a power of ten [same unit].

    Examples
    --------
    >>> nice_ticks(0.0, 10.0, 5)
    (0.0, 2.0, 4.0, 6.0, 8.0, 10.0)
    """
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return (low,)
    step = _nice_step((high - low) / max(count, 1))
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return tuple(float(round(i * step, 12)) for i in range(first, last + 1))


def range_of(
    *series: ArrayLike, least: float | None = None, most: float | None = None
) -> tuple[float, float]:
    """Return round ends that hold every finite number of the series.

    Parameters
    ----------
    *series : array_like
        Numbers [one unit]; NaN and infinity are passed over.
    least, most : float or None
        Values that the range holds in any case [same unit].

    Returns
    -------
    tuple of float
        Low and high end [same unit].
    """
    given = [np.asarray(s, dtype=float).ravel() for s in series]
    fixed = np.asarray([v for v in (least, most) if v is not None], dtype=float)
    numbers = np.concatenate([*given, fixed])
    numbers = numbers[np.isfinite(numbers)]
    if not numbers.size:
        return 0.0, 1.0
    low, high = float(numbers.min()), float(numbers.max())
    if high == low:
        high = low + (abs(low) or 1.0)
    step = _nice_step((high - low) / 5)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step


def scale_to(ends: tuple[float, float], start: float, end: float) -> Scale:
    """Return the scale from a pair of ends [own unit] to start and end [px]."""
    return Scale(ends[0], ends[1], start, end)


def apart(
    places: Sequence[float], gap: float, *, ends: tuple[float, float]
) -> list[float]:
    """Move label places apart as little as needed, keeping their order.

    Parameters
    ----------
    places : sequence of float
        Wanted places [px].
    gap : float
        Least distance between two labels [px].
    ends : tuple of float
        First and last place that may be used [px].

    Returns
    -------
    list of float
        Places [px], in the order given. When the room is too small for the gap, the
        labels are spread evenly over it.

    Notes
    -----
    Labels that are too close are pooled into a block that sits at its members' mean:
    the least-squares solution under the constraint of the gap.

    Examples
    --------
    >>> apart([10.0, 10.0], 4.0, ends=(0.0, 100.0))
    [8.0, 12.0]
    """
    if not places:
        return []
    gap = min(gap, (ends[1] - ends[0]) / max(len(places) - 1, 1))
    order = sorted(range(len(places)), key=lambda i: places[i])
    # Taking i gaps off turns "at least a gap apart" into "not decreasing".
    blocks: list[list[float]] = []
    for rank, index in enumerate(order):
        blocks.append([places[index] - rank * gap])
        while len(blocks) > 1 and _mean(blocks[-2]) >= _mean(blocks[-1]):
            tail = blocks.pop()
            blocks[-1].extend(tail)
    last = ends[1] - (len(places) - 1) * gap
    level = [_within(_mean(block), ends[0], last) for block in blocks for _ in block]
    moved = {index: level[rank] + rank * gap for rank, index in enumerate(order)}
    return [moved[i] for i in range(len(places))]


def decimate(
    time: ArrayLike, value: ArrayLike, columns: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Reduce a long series to the least and greatest value of each column.

    Parameters
    ----------
    time : array_like
        Times, rising [s].
    value : array_like
        Values [any unit]; NaN where nothing was measured.
    columns : int
        How many columns the drawing has.

    Returns
    -------
    tuple of ndarray
        Middle of each column [s], least and greatest value in it [same unit]; NaN where
        a column holds no number, so that a gap stays a gap and no peak is lost.
    """
    times, values = np.asarray(time, dtype=float), np.asarray(value, dtype=float)
    if not times.size:
        return times, values, values
    borders = np.linspace(times[0], times[-1], columns + 1)
    place = np.clip(np.searchsorted(borders, times, side="right") - 1, 0, columns - 1)
    low, high = np.full(columns, np.inf), np.full(columns, -np.inf)
    known = np.isfinite(values)
    np.minimum.at(low, place[known], values[known])
    np.maximum.at(high, place[known], values[known])
    low[~np.isfinite(low)] = np.nan
    high[~np.isfinite(high)] = np.nan
    return (borders[:-1] + borders[1:]) / 2, low, high


def _nice_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return float(
        power * next(f for f in (1, 2, 2.5, 5, 10) if f * power >= rough * 0.9)
    )


def _mean(numbers: Iterable[float]) -> float:
    listed = list(numbers)
    return sum(listed) / len(listed)


def _within(value: float, low: float, high: float) -> float:
    return max(low, min(value, high))
