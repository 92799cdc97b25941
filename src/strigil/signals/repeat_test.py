"""Departures that come back stroke after stroke, tested at a stated rate of alarms."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtrit

from strigil.errors import InvalidValueError
from strigil.intervals import Interval
from strigil.signals.matched_filter import Bump, MatchedFilters, matched_filters
from strigil.signals.numbers import number
from strigil.signals.repeat_table import evenly_spread, why_no_test

__all__ = ["Departure", "RepeatTest", "repeated_departures"]

Array = NDArray[np.float64]

_UNKNOWN = "too few strokes know any place well enough"
_AT_ONCE = 50  # turned recordings held in memory at a time


@dataclass(frozen=True, slots=True)
class Departure:
    """A place where a quantity leaves its smooth background, stroke after stroke.

    Attributes
    ----------
    at, from_, to : float
        Middle and ends at half height, along the way [m].
    size : Interval
        Height over the background with its 90 % interval [unit of the table].
    score : float
        Height over its standard error, with its sign [1].
    p : float
        Chance of so large a departure anywhere without a real one [1].
    seen_in, of : int
        Strokes that depart to the same side by at least half of the height, of those
        that pass.
    """

    at: float
    from_: float
    to: float
    size: Interval
    score: float
    p: float
    seen_in: int
    of: int


@dataclass(frozen=True, slots=True)
class RepeatTest:
    """What repeated strokes say of departures.

    Attributes
    ----------
    departures : tuple of Departure
        The largest first; empty when nothing was found or nothing could be tested.
    strokes : int
        Strokes in the table.
    p : float or None
        Chance of the largest departure without a real one [1]; None without a test.
    smallest : float or None
        Smallest height, of a width in the middle of those looked for, that would have
        been found with 80 % chance at half of the places [unit of the table].
    because : str
        Why there was no test; empty when there was.
    """

    departures: tuple[Departure, ...]
    strokes: int
    p: float | None
    smallest: float | None
    because: str = ""


def repeated_departures(
    table: Array,
    places: Array,
    *,
    false_alarm: float | None = None,
    smallest_change: float | None = None,
    doubtful: Array | None = None,
    seed: int = 0,
) -> RepeatTest:
    """Test whether strokes leave their smooth background at the same place.

    Parameters
    ----------
    table : ndarray
        One row a stroke, one column a place of equal width, NaN where a stroke did not
        pass; best a logarithm [any unit; a change of 1 is 100 %]. Of more than 60
        strokes, 60 evenly spread ones are looked at.
    places : ndarray
        Middles of the places [m].
    false_alarm : float, optional
        Chance of any alarm without a real departure [1]; 5 % unless given.
    smallest_change : float, optional
        What a departure must exceed chance by [unit of the table]; 1 % unless given.
    doubtful : ndarray, optional
        Courses that all strokes may share by mistake, one a row, as standard deviations
        along the places [unit of the table].
    seed : int
        Same seed, same answer.

    Returns
    -------
    RepeatTest
        Departures to either side, or none with the smallest that could have been found.

    Raises
    ------
    InvalidValueError
        When table and places do not go together, or the rate is not between 0 and 1.

    Notes
    -----
    Two-sided, over all places and four widths at once. The height of each candidate
    beside a polynomial background is found by least squares in each stroke; its mean
    over strokes, less the smallest change that matters, is divided by its standard
    error, which borrows from all places. Chance is what the same strokes give when each
    is turned upside down or not, and shifted along its way, at random: the largest
    value of each of 500 such recordings, with doubtful courses added at random, alike
    in all strokes. After a finding its bump joins the background and the test is made
    again, 22 mm away from it, for a third of its height or more. A departure is called
    only when more than half of the strokes and at least three show it. Alarms are
    counted in docs/models/places-that-differ.md.

    Examples
    --------
    >>> places = np.arange(50) * 0.002 + 0.001
    >>> table = 0.03 * np.random.default_rng(0).standard_normal((6, 50))
    >>> repeated_departures(table, places).departures
    ()
    >>> table += 0.3 * np.exp(-0.5 * ((places - 0.05) / 0.006) ** 2)
    >>> [found] = repeated_departures(table, places).departures
    >>> round(found.at, 3), found.seen_in
    (0.049, 6)
    """
    alarm = _given(false_alarm, "false_alarm")
    least = _given(smallest_change, "smallest_change")
    _check(table, places, alarm)
    shared = table[:0] if doubtful is None else doubtful
    table = table[evenly_spread(len(table))]
    strokes, because = len(table), why_no_test(table, places)
    if because:
        return RepeatTest((), strokes, None, None, because)
    found: list[tuple[Bump, float]] = []
    first: tuple[float, float] | None = None
    while len(found) < number("repeat_test", "most"):
        filters = matched_filters(table, places, beside=[bump for bump, _ in found])
        if not filters.bumps:
            break
        mean, error = _mean_and_error(filters, filters.residual)
        score = np.maximum(np.abs(mean) - least, 0) / error
        chance = _by_chance(filters, shared, seed)
        p = (1 + int(np.sum(chance >= score.max()))) / (1 + chance.size)
        critical = float(np.quantile(chance, 1 - alarm))
        first = first or (p, least + _smallest(filters, error, critical))
        # Of all that are beyond chance, the one that fits the strokes' mean best.
        fit = np.where(score >= critical, mean**2 / filters.variance, 0.0)
        fits = int(np.argmax(fit))
        if p > alarm or not _repeated(*_seen(_heights(filters, fits))):
            break
        found.append((filters.bumps[fits], p))
        least = max(least, number("repeat_test", "lesser") * abs(float(mean[fits])))
    if first is None:
        return RepeatTest((), strokes, None, None, _UNKNOWN)
    departures = _measured(table, places, found)
    return RepeatTest(departures, strokes, first[0], first[1])


def _given(value: float | None, name: str) -> float:
    return number("repeat_test", name) if value is None else value


def _heights(filters: MatchedFilters, which: int) -> Array:
    """Return the height of one candidate in each stroke that knows it."""
    known = filters.known[:, which]
    weights = filters.weights[known, :, which]
    return np.asarray(np.sum(filters.residual[known] * weights, axis=1))


def _seen(heights: Array) -> tuple[int, int]:
    """Return in how many strokes a departure is seen, and of how many."""
    mean = float(heights.mean())
    return int(np.sum(heights * np.sign(mean) > 0.5 * abs(mean))), heights.size


def _repeated(seen: int, of: int) -> bool:
    return seen >= number("repeat_test", "minimum_seen") and 2 * seen > of


def _mean_and_error(filters: MatchedFilters, residual: Array) -> tuple[Array, Array]:
    """Return mean height of each candidate over strokes, and its standard error."""
    unit, count = np.sqrt(filters.variance), filters.known.sum(axis=0)
    by_stroke = np.moveaxis(residual, -2, 0)  # so that each stroke is one product
    flat = by_stroke.reshape(len(by_stroke), -1, by_stroke.shape[-1])
    heights = np.matmul(flat, filters.weights / unit)
    heights = heights.reshape(*by_stroke.shape[:-1], unit.size)
    heights = np.moveaxis(heights, 0, -2)
    mean = heights.sum(axis=-2) / count
    off = np.where(filters.known, heights - mean[..., None, :], 0.0)
    own = np.sum(off**2, axis=-2) / (count - 1)
    groups = (filters.group[:, None] == np.unique(filters.group)).astype(float)
    every = (own @ groups / groups.sum(axis=0)) @ groups.T
    borrowed = number("repeat_test", "borrowed")
    variance = (borrowed * every + (count - 1) * own) / (borrowed + count - 1)
    error = np.sqrt(np.maximum(variance / count, np.finfo(float).tiny))
    return mean * unit, error * unit


def _by_chance(filters: MatchedFilters, doubtful: Array, seed: int) -> Array:
    """Return the largest score of each recording made of turned strokes [1]."""
    random = np.random.default_rng(seed)
    pairs = int(number("repeat_test", "turned")) // 2
    strokes = len(filters.residual)
    side = random.choice([-1.0, 1.0], (pairs, strokes, 1))
    by = random.random((pairs, strokes))
    mistakes = random.standard_t(strokes - 1, (pairs, 1, len(doubtful))) @ doubtful
    largest = []
    for start in range(0, pairs, _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        # Each shift comes with its opposite, so that no end of the way is favoured.
        for shift in (by[some], -by[some]):
            moved = side[some] * _shifted(filters.residual, filters.passed, shift)
            moved += mistakes[some]
            mean, error = _mean_and_error(filters, moved)
            largest.append((np.abs(mean) / error).max(axis=-1))
    return np.concatenate(largest)


def _smallest(filters: MatchedFilters, error: Array, critical: float) -> float:
    """Return what a height needs beyond the least, to be found with 80 % chance."""
    widths = np.array([bump.width for bump in filters.bumps])
    every = np.unique(widths)
    middling = widths == every[(every.size - 1) // 2]
    needed = critical + float(ndtri(number("repeat_test", "power")))
    return needed * float(np.median(error[middling]))


def _shifted(residual: Array, passed: NDArray[np.bool_], by: Array) -> Array:
    """Shift each stroke round on the places that it passed, by a share of them."""
    moved = np.zeros((len(by), *residual.shape))
    for row, known in enumerate(passed):
        where = np.flatnonzero(known)
        if where.size:
            steps = np.round(by[:, row] * where.size).astype(np.int64)
            index = (np.arange(where.size) + steps[:, None]) % where.size
            moved[:, row, where] = residual[row, where[index]]
    return moved


def _measured(
    table: Array, places: Array, found: Sequence[tuple[Bump, float]]
) -> tuple[Departure, ...]:
    """Measure each found bump beside all the others."""
    measured = []
    for bump, p in found:
        others = [other for other, _ in found if other is not bump]
        filters = matched_filters(table, places, beside=others)
        which = [i for i, one in enumerate(filters.bumps) if one == bump]
        if not which:
            continue
        heights = _heights(filters, which[0])
        mean, n = float(heights.mean()), heights.size
        error = float(heights.std(ddof=1)) / math.sqrt(n)
        half = float(stdtrit(n - 1, 0.95)) * error
        seen, of = _seen(heights)
        measured.append(
            Departure(
                at=bump.at,
                from_=bump.at - bump.width / 2,
                to=bump.at + bump.width / 2,
                size=Interval(mean, mean - half, mean + half),
                score=mean / max(error, np.finfo(float).tiny),
                p=p,
                seen_in=seen,
                of=of,
            )
        )
    return tuple(measured)


def _check(table: Array, places: Array, alarm: float) -> None:
    shape, given = table.shape, places.shape
    if table.ndim != 2 or given != shape[1:]:
        message = f"A table of {shape} needs one place a column; {given} given."
        raise InvalidValueError(message)
    if not 0.0 < alarm < 1.0:
        message = f"The rate of false alarms lies between 0 and 1; {alarm:g} was given."
        raise InvalidValueError(message)
