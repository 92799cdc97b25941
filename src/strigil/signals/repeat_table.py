"""Strokes against places: a quantity by position, with force and speed divided out."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.signals.numbers import number

__all__ = [
    "DividedOut",
    "binned_by_position",
    "divided_out",
    "evenly_spread",
    "why_no_test",
]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

# A stroke that knows fewer places has nothing left to say of how a quantity goes with
# speed and force.
_FEWEST_PLACES = 4
_ROUNDS = 10  # of taking off levels of strokes and places; gaps need a few
_ROBUST = 1.4826  # median absolute deviation to standard deviation
_WILD = 4.0  # robust deviations
_LOOKS = 3  # at scatter and exponents in turn


def evenly_spread(strokes: int) -> IntArray:
    """Return which of so many strokes are looked at: all, or 60 evenly spread ones.

    Examples
    --------
    >>> evenly_spread(4).tolist()
    [0, 1, 2, 3]
    """
    looked_at = min(strokes, int(number("repeats", "most_strokes")))
    return np.linspace(0, strokes - 1, looked_at).round().astype(np.int64)


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


@dataclass(frozen=True, slots=True, eq=False)
class DividedOut:
    """A quantity without how it goes with force and speed.

    Attributes
    ----------
    left : ndarray
        What is left, about 0 in each stroke, without wild values; strokes x places [1].
    doubtful : ndarray
        What the exponents' own uncertainty may have left along the way in all strokes
        alike, as standard deviations: one row for each independent error [1].
    """

    left: FloatArray
    doubtful: FloatArray


def divided_out(
    quantity: FloatArray,
    drivers: Mapping[str, FloatArray],
    usual: Mapping[str, float],
    *,
    doubt: float | None = None,
) -> DividedOut:
    """Divide out of a quantity how it goes with force and speed in this session.

    Parameters
    ----------
    quantity : ndarray
        Logarithm of the quantity, strokes x places, NaN where unknown [1].
    drivers : Mapping[str, ndarray]
        Logarithms of force and speed there, likewise [1].
    usual : Mapping[str, float]
        Exponent that each driver is expected to have [1].
    doubt : float, optional
        Standard deviation of that prior [1]; 0.5 unless given.

    Returns
    -------
    DividedOut
        What is left, and how far it may be wrong.

    Notes
    -----
    ``q_ij = c_i + d_j + sum_k b_k x_kij``: level of stroke i, level of place j, and
    exponents common to the session. Only strokes that differ at the same place say
    something of the exponents, so that a place that differs does not bend them; where
    the strokes are too alike to say, the expected exponents stand (a prior). The levels
    of the places stay in what is left: they are what is looked for. An exponent that is
    off leaves the mean course of its driver in all strokes alike, which is no place:
    ``doubtful`` says how much of it there may be.
    """
    known = np.isfinite(quantity)
    for one in drivers.values():
        known &= np.isfinite(one)
    known[known.sum(axis=1) < _FEWEST_PLACES] = False
    left = np.where(known, quantity, np.nan)
    if not known.any():
        return DividedOut(left, np.zeros((0, left.shape[1])))
    basis = np.stack([_both_ways(one, known) for one in drivers.values()], axis=-1)
    start = _both_ways(quantity, known)
    start = start - basis @ np.array([usual[name] for name in drivers])
    sure = number("repeats", "exponent_doubt") if doubt is None else doubt
    shares, off = _exponents(basis, start, known, sure)
    for (name, one), share in zip(drivers.items(), shares, strict=True):
        left -= (usual[name] + share) * one
    rows = known.any(axis=1)
    left = np.where(known, left, np.nan)
    left[rows] -= np.nanmedian(left[rows], axis=1, keepdims=True)
    courses = np.stack([_course(one, known) for one in drivers.values()])
    return DividedOut(_tamed(left, known), off.T @ courses)


def _exponents(
    basis: FloatArray, left: FloatArray, known: BoolArray, doubt: float
) -> tuple[FloatArray, FloatArray]:
    """Return what is to be added to the expected exponents, and a root of its errors.

    By a prior and these data; errors gathered by stroke, for neighbours go together.
    """
    inside, values, one = basis[known], left[known], np.eye(basis.shape[-1])
    shares = np.zeros(basis.shape[-1])
    for _ in range(_LOOKS):  # the scatter is what the exponents leave
        noise = _ROBUST * float(np.median(np.abs(values - inside @ shares)))
        prior = max(noise / doubt, np.sqrt(np.finfo(float).tiny)) ** 2
        weight = inside.T @ inside + prior * one
        shares = np.linalg.solve(weight, inside.T @ values)
    wrong = np.where(known, left - basis @ shares, 0.0)
    by_stroke = np.einsum("ij,ijk->ik", wrong, basis)
    strokes = int(known.any(axis=1).sum())
    met = by_stroke.T @ by_stroke * strokes / max(strokes - 1 - shares.size, 1)
    met += (prior * doubt) ** 2 * one
    inverse = np.linalg.inv(weight)
    spread, turned = np.linalg.eigh(inverse @ met @ inverse)
    return shares, turned * np.sqrt(np.maximum(spread, 0.0))


def _course(driver: FloatArray, known: BoolArray) -> FloatArray:
    """Return the course of a driver along the way that the strokes have in common."""
    rows = known.any(axis=1)
    inside = np.where(known, driver, np.nan)[rows]
    inside -= np.nanmedian(inside, axis=1, keepdims=True)
    passed = known[rows].any(axis=0)
    course = np.zeros(driver.shape[1])
    course[passed] = np.nanmean(inside[:, passed], axis=0)
    return course


def _both_ways(table: FloatArray, known: BoolArray) -> FloatArray:
    """Take the levels of strokes and of places off a table with gaps."""
    left = np.where(known, table, 0.0)
    for _ in range(_ROUNDS):
        for axis in (0, 1):
            left = np.where(known, left - _level(left, known, axis), 0.0)
    return left


def _level(table: FloatArray, known: BoolArray, axis: int) -> FloatArray:
    counts = np.maximum(known.sum(axis=axis, keepdims=True), 1)
    total = np.where(known, table, 0.0).sum(axis=axis, keepdims=True)
    return np.asarray(total / counts)


def _tamed(left: FloatArray, known: BoolArray) -> FloatArray:
    """Hold wild values at so many robust deviations, but never below a factor of 2."""
    spread = _ROBUST * float(np.median(np.abs(left[known])))
    most = max(_WILD * spread, math.log(2.0))
    return np.clip(left, -most, most)


def why_no_test(table: FloatArray, places: FloatArray) -> str:
    """Return why strokes cannot show a repeat; empty when they can.

    Parameters
    ----------
    table : ndarray
        One row a stroke, one column a place, NaN where a stroke did not pass
        [any unit].
    places : ndarray
        Middles of the places [m].
    """
    least = int(number("repeat_test", "minimum_strokes"))
    if len(table) < least:
        return f"fewer than {least} strokes cannot show a repeat"
    over = places[np.isfinite(table).sum(axis=0) >= least]
    shortest = number("repeat_test", "shortest")
    if over.size < 2 or np.ptp(over) < shortest:
        return (
            f"{least} strokes must pass the same {shortest * 1e3:.0f} mm of way; on "
            "less a background and a departure cannot be told apart"
        )
    return ""
