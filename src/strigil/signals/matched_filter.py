"""How far each stroke departs from its own smooth background, place by place."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.signals.numbers import number

__all__ = ["Bump", "MatchedFilters", "matched_filters"]

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Full width at half height of a bell curve over its standard deviation.
_FULL_WIDTH = 2.3548
# A candidate counts in a stroke that knows at least this share of what strokes know of
# a middling candidate of that width.
_ENOUGH = 0.4
_TINY = 1e-300  # keeps a division by nothing from being one by zero


@dataclass(frozen=True, slots=True)
class Bump:
    """A bell-shaped departure from the background.

    Attributes
    ----------
    at, width : float
        Its middle along the way, and its full width at half height [m].
    """

    at: float
    width: float

    def shape(self, places: Array) -> Array:
        """Return its height at places [m], 1 in its middle [1]."""
        return np.exp(-0.5 * ((places - self.at) / (self.width / _FULL_WIDTH)) ** 2)


@dataclass(frozen=True, slots=True, eq=False)
class MatchedFilters:
    """Least-squares heights of candidate bumps over the background, as weights.

    Attributes
    ----------
    bumps : tuple of Bump
        The candidates.
    group : ndarray of int
        Number of each candidate's width.
    weights : ndarray
        Weights of the samples, strokes x places x candidates; zero where a stroke does
        not know enough [1].
    known : ndarray of bool
        Whether a stroke knows enough of a candidate, strokes x candidates.
    variance : ndarray
        Variance of a height under white noise of variance 1, by candidate [1].
    residual : ndarray
        The strokes without their background, zero where not passed [unit of table].
    passed : ndarray of bool
        Places that a stroke passed, strokes x places.
    """

    bumps: tuple[Bump, ...]
    group: NDArray[np.int64]
    weights: Array
    known: Flags
    variance: Array
    residual: Array
    passed: Flags


def matched_filters(
    table: Array, places: Array, *, beside: Sequence[Bump] = ()
) -> MatchedFilters:
    """Make the filters for every place and width, each over a background of its own.

    Parameters
    ----------
    table : ndarray
        One row a stroke, one column a place, NaN where a stroke did not pass
        [any unit].
    places : ndarray
        Middles of the places [m].
    beside : sequence of Bump
        Bumps already found; they are fitted as part of the background, and nothing is
        looked for within the widest width of one.

    Returns
    -------
    MatchedFilters
        Candidates that enough strokes know; none when the way is too short.

    Notes
    -----
    Background: a polynomial of the stroke with one degree for each 33 mm. A height is
    the least-squares coefficient of the bump beside background and found bumps, so that
    it does not change when any such background is added.
    """
    least = int(number("repeat_test", "minimum_strokes"))
    passed = np.isfinite(table)
    over = places[passed.sum(axis=0) >= least]
    bumps, group = _candidates(over)
    degree = _degree(over)
    shapes, others = _shapes(bumps, places), _shapes(beside, places)
    weights = np.zeros((*table.shape, len(bumps)))
    sizes = np.zeros((len(table), len(bumps)))
    residual = np.zeros_like(table)
    for row, known in enumerate(passed):
        if not bumps or known.sum() <= degree + 1 + len(beside):
            continue
        basis = _basis(places[known], others[known], degree)
        left = shapes[known] - basis @ (basis.T @ shapes[known])
        sizes[row] = np.sum(left**2, axis=0)
        weights[row, known] = left / np.maximum(sizes[row], _TINY)
        values = table[row, known]
        residual[row, known] = values - basis @ (basis.T @ values)
    enough = sizes >= _ENOUGH * _middling(sizes, group)
    weights = np.where(enough[:, None], weights, 0.0)
    told = (enough.sum(axis=0) >= least) & _away(bumps, beside)
    known_by = np.maximum(enough.sum(axis=0), 1)
    variance = np.sum(weights**2, axis=(0, 1)) / known_by
    return MatchedFilters(
        bumps=tuple(bump for bump, tell in zip(bumps, told, strict=True) if tell),
        group=group[told],
        weights=weights[:, :, told],
        known=enough[:, told],
        variance=variance[told],
        residual=residual,
        passed=passed,
    )


def _candidates(over: Array) -> tuple[list[Bump], NDArray[np.int64]]:
    """Return every width at every place that is not too near the ends."""
    narrowest = number("repeat_test", "narrowest")
    count = int(number("repeat_test", "widths"))
    if over.size < 2 or np.ptp(over) < number("repeat_test", "shortest"):
        return [], np.zeros(0, dtype=np.int64)
    widths = np.linspace(narrowest, number("repeat_test", "widest"), count)
    inside = (over - over[0] >= narrowest) & (over[-1] - over >= narrowest)
    bumps = [Bump(float(at), float(width)) for width in widths for at in over[inside]]
    return bumps, np.repeat(np.arange(count), int(inside.sum()))


def _away(bumps: Sequence[Bump], beside: Sequence[Bump]) -> Flags:
    """Leave out what a found bump of not quite the right shape could imitate."""
    at, found = np.array([b.at for b in bumps]), np.array([b.at for b in beside])
    near = np.abs(at[:, None] - found) < number("repeat_test", "widest")
    return np.asarray(~near.any(axis=1))


def _degree(over: Array) -> int:
    if over.size == 0:
        return 1
    return max(1, round(np.ptp(over) / number("repeat_test", "background_length")))


def _shapes(bumps: Sequence[Bump], places: Array) -> Array:
    return np.array([bump.shape(places) for bump in bumps]).reshape(-1, places.size).T


def _basis(places: Array, others: Array, degree: int) -> Array:
    """Return orthonormal columns that span the background and the bumps beside."""
    along = 2.0 * (places - places[0]) / max(places[-1] - places[0], _TINY) - 1.0
    columns = np.polynomial.legendre.legvander(along, degree)
    return np.linalg.qr(np.column_stack([columns, others]))[0]


def _middling(sizes: Array, group: NDArray[np.int64]) -> Array:
    """Return for each candidate the median size of those of its width, in all strokes.

    Not in each stroke by itself: one that passed a few places has a size of next to
    nothing for every candidate, and its heights would be noise without bounds.
    """
    used = sizes[sizes.max(axis=1, initial=0.0) > 0.0]
    if not used.size:
        return np.ones(group.size)
    medians = [np.median(used[:, group == one]) for one in np.unique(group)]
    return np.array(medians)[group]
