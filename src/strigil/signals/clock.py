"""The clock of a recording: usual step, gaps, missing samples; and runs of samples."""

import numpy as np
from numpy.typing import NDArray

from strigil.signals.numbers import number

__all__ = [
    "OPENING",
    "contact_mask",
    "even_pieces",
    "gap_starts",
    "goes_on",
    "held",
    "is_sparse",
    "opening_step",
    "regions",
    "sample_step",
    "stamp",
]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

# A long clock is read in blocks spread over it: 64 x 1024 steps give the same median
# at a hundredth of the time. Blocks, not single steps, so that packets do not alias.
_BLOCKS, _BLOCK = 64, 1024
OPENING = _BLOCKS * _BLOCK  # samples by which a stream knows its clock


def sample_step(time: FloatArray) -> float:
    """Return the usual step of a clock.

    Parameters
    ----------
    time : ndarray
        When each sample was taken [s].

    Returns
    -------
    float
        Median of the steps that are not zero; 1 for a single sample [s].
    """
    if time.size > 2 * _BLOCKS * _BLOCK:
        first = np.linspace(0, time.size - _BLOCK - 1, _BLOCKS).astype(np.int64)
        spread = time[first[:, None] + np.arange(_BLOCK + 1)]
        steps = np.diff(spread, axis=1).ravel()
        if not (steps > 0).any():
            steps = np.diff(time)
    else:
        steps = np.diff(time)
    steps = steps[steps > 0]
    return float(np.median(steps)) if steps.size else 1.0


def is_sparse(time: FloatArray) -> bool:
    """Say whether bursts of strokes would lie between two samples [s].

    A time in another unit than it is taken for looks like that.

    Examples
    --------
    >>> is_sparse(np.array([0.0, 0.01])), is_sparse(np.array([0.0, 10.0, 20.0]))
    (False, True)
    """
    return sample_step(time) > number("strokes", "burst_gap")


def opening_step(time: FloatArray) -> float:
    """Return the usual step of a clock [s] as its first samples tell it.

    What goes on for hours, live or read in parts, has no other.
    """
    return sample_step(time[: OPENING + 1])


def even_pieces(first: IntArray, last: IntArray, size: int) -> IntArray:
    """Cut each ``[first, last)`` into pieces of about one size, the longer ones first.

    Examples
    --------
    >>> even_pieces(np.array([10]), np.array([15]), 2).tolist()
    [[10, 13], [13, 15]]
    """
    spans = last - first
    counts = np.maximum(1, np.rint(spans / size).astype(np.int64))
    turn = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    even, longer = (np.repeat(one, counts) for one in np.divmod(spans, counts))
    begin = np.repeat(first, counts) + turn * even + np.minimum(turn, longer)
    return np.column_stack([begin, begin + even + (turn < longer)])


def goes_on(time: FloatArray) -> bool:
    """Say whether every time [s] is finite and none goes back.

    Examples
    --------
    >>> goes_on(np.array([0.0, 1.0, 1.0])), goes_on(np.array([0.0, np.nan, 1.0]))
    (True, False)
    """
    ends = np.isfinite(time[:1]).all() and np.isfinite(time[-1:]).all()
    return bool(ends and (time[1:] >= time[:-1]).all())


def gap_starts(time: FloatArray) -> IntArray:
    """Return the samples after which the clock leaps [s], by index.

    A leap is a step longer than both the gap that may be bridged and several usual
    steps, so that a slow clock is not all gaps.
    """
    limit = max(
        number("contact", "merge_gap"),
        number("quality", "gap_factor") * sample_step(time),
    )
    return np.flatnonzero(np.diff(time) > limit)


def stamp(time: FloatArray, index: int) -> float:
    """Return the time [s] at which a region that ends before ``index`` ends."""
    if index < time.size:
        return float(time[index])
    return float(time[-1] + sample_step(time))


def held(values: FloatArray) -> FloatArray:
    """Replace each missing sample by the last one before it (the first after it).

    The result is finite, so that one missing sample cannot poison a filter.
    """
    known = np.isfinite(values)
    if known.all():
        return values
    if not known.any():
        return np.zeros_like(values)
    filled = values.copy()
    runs = regions(~known)
    before = np.where(runs[:, 0] > 0, runs[:, 0] - 1, int(np.argmax(known)))
    filled[~known] = np.repeat(values[before], runs[:, 1] - runs[:, 0])
    return filled


def regions(mask: BoolArray) -> IntArray:
    """Return the runs of True as rows ``[start, end)``.

    Examples
    --------
    >>> regions(np.array([False, True, True, False, True])).tolist()
    [[1, 3], [4, 5]]
    """
    padded = np.concatenate([[False], mask, [False]]).astype(np.int8)
    edges = np.diff(padded)
    return np.column_stack([np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)])


def contact_mask(found: IntArray, size: int) -> BoolArray:
    """Mark the samples inside regions ``[start, end)``."""
    inside = np.zeros(size, dtype=np.bool_)
    for start, end in found.tolist():
        inside[start:end] = True
    return inside
