"""When does the edge touch? Levels from the recording itself, then a trigger."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from strigil.catalogue import limit
from strigil.signals.clock import bridged, gap_starts, held, regions, sample_step
from strigil.signals.numbers import number

__all__ = ["Levels", "contact_regions", "find_levels", "low_passed", "split_level"]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

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


def low_passed(values: FloatArray, rate: float) -> FloatArray:
    """Smooth samples with a causal second-order low pass.

    Parameters
    ----------
    values : ndarray
        Samples; a missing one repeats the last [any unit].
    rate : float
        Samples a second [Hz].

    Returns
    -------
    ndarray
        As if the first value had been there for ever; finite [unit of ``values``].

    Notes
    -----
    Butterworth at 20 Hz, or at 0.4 of a slow recording's rate. Group delay about
    11 ms. Steps of an uneven clock are taken as even.
    """
    even = held(values)
    cutoff = min(number("filter", "cutoff"), 0.4 * rate)
    sections = butter(2, cutoff, fs=rate, output="sos")
    smooth = sosfilt(sections, even - even[0]) + even[0]
    return np.asarray(smooth, dtype=np.float64)


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


def find_levels(force: FloatArray, time: FloatArray, known: BoolArray) -> Levels | None:
    """Find the levels of contact from the recording itself.

    Parameters
    ----------
    force : ndarray
        Force above rest, smoothed [N].
    time : ndarray
        When each sample was taken [s].
    known : ndarray of bool
        False where a sample was missing.

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
    blocks = _block_medians(force[known], sample_step(time))
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
    if separation < number("contact", "separation") or float(touch.max()) < on:
        return None
    return Levels(on, number("contact", "off_ratio") * on, noise, separation)


def contact_regions(
    force: FloatArray, time: FloatArray, known: BoolArray, levels: Levels
) -> IntArray:
    """Return the stretches of contact as rows ``[start, end)``.

    Parameters
    ----------
    force : ndarray
        Force above rest, smoothed [N].
    time : ndarray
        When each sample was taken [s].
    known : ndarray of bool
        False where a sample was missing.
    levels : Levels
        Where contact starts and ends.

    Returns
    -------
    ndarray
        Regions in order; shorter losses of contact are bridged, taps left out, and
        none reaches over a gap.
    """
    touching = _triggered(force, levels)
    bridge = number("contact", "merge_gap")
    for start, end in regions(~known):
        if time[end - 1] - time[start] > bridge:
            touching[start:end] = False
    found = bridged(regions(touching), time, bridge)
    found = _cut(found, gap_starts(time) + 1)
    step = sample_step(time)
    lasted = time[found[:, 1] - 1] - time[found[:, 0]] + step
    return found[lasted >= number("contact", "minimum_duration")]


def _triggered(force: FloatArray, levels: Levels) -> BoolArray:
    """Schmitt trigger: on at ``on``, off below ``off``, else as before."""
    decided = (force >= levels.on) | (force < levels.off)
    last = np.where(decided, np.arange(force.size), 0)
    np.maximum.accumulate(last, out=last)
    return np.asarray(force[last] >= levels.on, dtype=np.bool_)


def _cut(found: IntArray, at: IntArray) -> IntArray:
    if not len(found) or not at.size:
        return found
    pieces = []
    for start, end in found:
        inside = at[(at > start) & (at < end)]
        marks = [start, *inside, end]
        pieces += list(pairwise(marks))
    return np.asarray(pieces, dtype=np.int64)


def _block_medians(values: FloatArray, step: float) -> FloatArray:
    size = max(1, round(number("contact", "block") / step))
    whole = values.size // size * size
    if whole == 0:
        return values
    return np.asarray(np.median(values[:whole].reshape(-1, size), axis=1))


def _separation(low: FloatArray, high: FloatArray) -> float:
    """Ashman's D: distance of two classes over their spread."""
    spread = np.hypot(low.std(), high.std())
    return float(np.sqrt(2.0) * (high.mean() - low.mean()) / max(spread, 1e-12))
