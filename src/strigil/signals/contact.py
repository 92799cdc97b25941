"""Where contact starts and ends: levels from the whole of a recording."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import limit
from strigil.signals.numbers import number

__all__ = ["Levels", "blocks_in_contact", "find_levels", "split_level"]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

_BINS = 256  # of the histogram; finer than any force level needs to be
_LOWEST_PERCENT = 2  # of the blocks; a knock on the other side is rarer
_SMALLEST_CLASS = 2  # blocks; fewer cannot have a spread


@dataclass(frozen=True, slots=True)
class Levels:
    """Where contact starts and ends, above the resting force.

    Attributes
    ----------
    on, off : float
        Contact starts at ``on`` and ends below ``off`` [N].
    noise : float
        Robust standard deviation of the force at rest [N].
    separation : float
        How far rest and contact lie apart [1].
    """

    on: float
    off: float
    noise: float
    separation: float


def split_level(values: FloatArray) -> float:
    """Return the level that splits values best into two classes [unit of values].

    Notes
    -----
    Maximises the variance between the classes (Otsu). Among equally good levels the
    middle one.

    References
    ----------
    Otsu1979

    Examples
    --------
    >>> level = split_level(np.array([0.0, 0.1, 0.2, 5.0, 5.1]))
    >>> bool(0.2 < level < 5.0)
    True
    """
    low, high = float(values.min()), float(values.max())
    if high - low <= _BINS * np.spacing(max(abs(low), abs(high))):
        return high  # as good as one level: there is no room for bins
    counts, edges = np.histogram(values, _BINS)
    middle = 0.5 * (edges[1:] + edges[:-1])
    below = np.cumsum(counts) / values.size
    weight = np.cumsum(counts * middle) / values.size
    inner = below * (1.0 - below)
    gain = np.zeros(_BINS)
    some = inner > 0
    gain[some] = (weight[-1] * below[some] - weight[some]) ** 2 / inner[some]
    best = gain >= gain.max() * (1.0 - 1e-9)
    return float(edges[1:][best].mean())


def find_levels(blocks: FloatArray) -> Levels | None:
    """Find the levels of contact from the whole of a recording.

    Parameters
    ----------
    blocks : ndarray
        Force above rest, smoothed: the median of each block of known samples [N].

    Returns
    -------
    Levels or None
        None when rest and contact cannot be told apart: nothing was touched, or
        contact was never left.

    Notes
    -----
    The split t of the square root of force by Otsu's rule tells rest from contact;
    the square root keeps a few firm strokes from hiding many light ones. Contact
    starts at rest + 5 noise, within [0.5 t, t]; it ends at 0.7 of that. Everything
    scales with the force, so the sensor's gain does not matter, except that nothing
    below 0.1 N is contact.
    """
    if blocks.size < 2 * _SMALLEST_CLASS:
        return None
    root = np.sqrt(np.clip(blocks, 0.0, None))
    split = split_level(root)
    if -float(np.percentile(blocks, _LOWEST_PERCENT)) > split_level(blocks):
        return None  # it swings as far below rest as above: noise, not contact
    rest, touch = blocks[root < split], blocks[root >= split]
    if min(rest.size, touch.size) < _SMALLEST_CLASS:
        return None
    separation = _separation(root[root < split], root[root >= split])
    middle = float(np.median(rest))
    noise = 1.4826 * float(np.median(np.abs(rest - middle)))
    above = middle + number("contact", "noise_multiple") * noise
    lowest = number("contact", "level_fraction") * split**2
    on = max(min(max(above, lowest), split**2), limit("smallest_force"))
    if separation < _enough(root >= split) or float(touch.max()) < on:
        return None
    return Levels(on, number("contact", "off_ratio") * on, noise, separation)


def blocks_in_contact(blocks: FloatArray, levels: Levels) -> BoolArray:
    """Mark the blocks in contact: on at ``on``, off below ``off``, else as before.

    Parameters
    ----------
    blocks : ndarray
        Median force of each block above rest [N].
    levels : Levels
        Where contact starts and ends.
    """
    decided = (blocks >= levels.on) | (blocks < levels.off)
    last = np.where(decided, np.arange(blocks.size), 0)
    np.maximum.accumulate(last, out=last)
    return np.asarray(blocks[last] >= levels.on, dtype=np.bool_)


def _enough(touching: BoolArray) -> float:
    """Return how far apart the classes must lie: less, where contact lasts.

    Noise changes sides from one block to the next, a hand does not.
    """
    changes = np.count_nonzero(touching[1:] != touching[:-1])
    lasts = min(touching.sum(), (~touching).sum()) / max(changes / 2, 1)
    if lasts * number("contact", "block") >= number("contact", "lasting"):
        return number("contact", "separation_lasting")
    return number("contact", "separation")


def _separation(low: FloatArray, high: FloatArray) -> float:
    """Ashman's D: distance of two classes over their spread."""
    spread = np.hypot(low.std(), high.std())
    return float(np.sqrt(2.0) * (high.mean() - low.mean()) / max(spread, 1e-12))
