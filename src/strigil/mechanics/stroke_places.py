"""Samples of strokes gathered in places that all strokes share."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["StrokePlaces", "place_errors", "place_means", "places_of"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class StrokePlaces:
    """Where the samples of one stroke lie.

    Attributes
    ----------
    first : int
        Number of the first place of all strokes, counted from position 0.
    own : ndarray of int
        Place of each sample, counted from the first.
    """

    first: int
    own: NDArray[np.int64]


def places_of(
    positions: Sequence[Array], width: float
) -> tuple[list[StrokePlaces], int]:
    """Return the place of every sample, and how many places there are.

    Parameters
    ----------
    positions : sequence of ndarray
        Position of the samples, one array a stroke [m].
    width : float
        Width of a place [m].

    Notes
    -----
    Places are counted from position 0, so that mirrored strokes have mirrored places.
    """
    numbers = [np.floor(position / width).astype(np.int64) for position in positions]
    first = min(int(own.min()) for own in numbers)
    last = max(int(own.max()) for own in numbers)
    return [StrokePlaces(first, own - first) for own in numbers], last - first + 1


def place_means(
    places: Sequence[StrokePlaces], values: Sequence[Array], count: int
) -> Array:
    """Return the mean of samples [any unit] by stroke and place, NaN where none is."""
    table = np.full((len(values), count), np.nan)
    for row, (place, value) in enumerate(zip(places, values, strict=True)):
        passed = np.bincount(place.own, minlength=count)
        sums = np.bincount(place.own, weights=value, minlength=count)
        table[row, passed > 0] = sums[passed > 0] / passed[passed > 0]
    return table


def place_errors(
    places: Sequence[StrokePlaces], values: Sequence[Array], count: int
) -> Array:
    """Return the standard error of each mean, from the scatter within places."""
    errors = np.full((len(values), count), np.nan)
    for row, (place, value) in enumerate(zip(places, values, strict=True)):
        passed = np.bincount(place.own, minlength=count)
        sums = np.bincount(place.own, weights=value, minlength=count)
        mean = sums / np.maximum(passed, 1)
        free = max(int((passed - 1).clip(0).sum()), 1)
        variance = float(np.sum((value - mean[place.own]) ** 2)) / free
        errors[row, passed > 0] = np.sqrt(variance / passed[passed > 0])
    return errors
