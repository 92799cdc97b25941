"""Places along the strokes that differ again and again, whatever is measured there."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtrc

from strigil.signals.numbers import number

__all__ = ["Anomaly", "binned_by_position", "repeated_anomalies"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Anomaly:
    """A place along the strokes where a quantity differs, stroke after stroke.

    Attributes
    ----------
    from_, to : float
        Where along the strokes: from the smallest position that a stroke reached,
        counted up the axis of the position that varies most [m].
    score : float
        Robust score over all strokes: positive is more, negative is less [1].
    seen_in, of : int
        In how many strokes, of how many that pass the place.
    """

    from_: float
    to: float
    score: float
    seen_in: int
    of: int


def binned_by_position(
    along: FloatArray, values: FloatArray, strokes: IntArray
) -> tuple[FloatArray, float]:
    """Average a quantity over places along the strokes.

    Parameters
    ----------
    along : ndarray
        Position along the strokes, one a sample [m].
    values : ndarray
        Any quantity, one a sample [any unit].
    strokes : ndarray
        Strokes as rows ``[start, end)``.

    Returns
    -------
    table : ndarray
        One row a stroke, one column a place; NaN where a stroke did not pass
        [unit of ``values``].
    origin : float
        Position of the first place's beginning [m].
    """
    inside = np.concatenate([along[start:end] for start, end in strokes])
    origin, width = float(inside.min()), number("repeats", "bin_width")
    places = int((inside.max() - origin) // width) + 1
    table = np.full((len(strokes), places), np.nan)
    for row, (start, end) in enumerate(strokes):
        part = values[start:end]
        known = np.isfinite(part)
        place = ((along[start:end][known] - origin) // width).astype(int)
        counts = np.bincount(place, minlength=places)
        sums = np.bincount(place, weights=part[known], minlength=places)
        passed = counts > 0
        table[row, passed] = sums[passed] / counts[passed]
    return table, origin


def repeated_anomalies(table: FloatArray) -> tuple[Anomaly, ...]:
    """Find the places that differ from the rest in one stroke after another.

    Parameters
    ----------
    table : ndarray
        One row a stroke, one column a place of equal width, NaN where a stroke did
        not pass [any unit].

    Returns
    -------
    tuple[Anomaly, ...]
        Places in order, neighbours of one sign joined [m].

    Notes
    -----
    A parabola over the places, the shape of a smooth stroke, is taken off with its
    median; what is left is scored by the median absolute deviation of the stroke, or by
    the smallest change that matters where that is larger. A place is called when at
    least three strokes score beyond 2 on the same side, when so many would agree by
    chance in fewer than 1 % of recordings (binomial over the strokes, with the share of
    scores beyond 2 that the recording itself shows, over all places and both sides),
    and when the median score times the root of their number is beyond 3.
    """
    if len(table) < number("repeats", "minimum_strokes"):
        return ()
    scores = _scores(table)
    called = [_call(scores[:, place], scores) for place in range(scores.shape[1])]
    return tuple(_joined(called))


def _scores(table: FloatArray) -> FloatArray:
    scores = np.full_like(table, np.nan)
    places = np.arange(table.shape[1], dtype=np.float64)
    change = number("repeats", "smallest_change")
    enough = number("repeats", "stroke_score")
    for row, values in enumerate(table):
        known = np.isfinite(values)
        if known.sum() < number("repeats", "minimum_strokes"):
            continue
        line = np.polynomial.Polynomial.fit(places[known], values[known], 2)
        left = values[known] - line(places[known])
        left -= np.median(left)
        spread = 1.4826 * float(np.median(np.abs(left)))
        smallest = change * abs(float(np.median(values[known])))
        # A difference at the smallest change that matters just counts as seen.
        spread = max(spread, smallest / enough)
        if spread > 0:
            scores[row, known] = left / spread
    return scores


def _call(column: FloatArray, scores: FloatArray) -> tuple[int, float, int, int]:
    """Return side (0 for none), score, seen in, of."""
    known = column[np.isfinite(column)]
    if known.size < number("repeats", "minimum_strokes"):
        return 0, 0.0, 0, int(known.size)
    enough = number("repeats", "stroke_score")
    side = 1 if np.median(known) > 0 else -1
    seen = int((side * known > enough).sum())
    every = scores[np.isfinite(scores)]
    chance = max(float((side * every > enough).mean()), 0.02)
    by_chance = float(bdtrc(seen - 1, known.size, chance))
    score = float(np.median(known) * np.sqrt(known.size))
    called = (
        seen >= number("repeats", "minimum_seen")
        and by_chance * 2 * scores.shape[1] < number("repeats", "false_alarm")
        and abs(score) > number("repeats", "place_score")
    )
    return (side if called else 0), float(np.median(known)), seen, int(known.size)


def _joined(called: list[tuple[int, float, int, int]]) -> list[Anomaly]:
    width = number("repeats", "bin_width")
    found: list[Anomaly] = []
    place = 0
    while place < len(called):
        side = called[place][0]
        last = place
        while side and last + 1 < len(called) and called[last + 1][0] == side:
            last += 1
        if side:
            _, score, seen, of = max(called[place : last + 1], key=lambda c: abs(c[1]))
            found.append(Anomaly(place * width, (last + 1) * width, score, seen, of))
        place = last + 1
    return found
