"""Rest that is followed through an hour, and levels, with NumPy and pandas."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from strokes_levels import OFF_SHARE, split_level

Array = NDArray[np.float64]
Marks = NDArray[np.bool_]

BLOCK = 0.05  # s, of which medians are taken
PIECE = 2.0  # s, of rest that is one value
NEIGHBOURS = 5  # pieces of which the lowest quarter is rest
NOISES = 5.0  # contact is above rest by so many standard deviations of noise
LOW_PERCENT = 13  # of blocks; a first guess of rest
ROUNDS = 3  # rest, contact, rest again
SMALLEST = 0.1  # N


@dataclass(frozen=True, slots=True)
class Rest:
    """Resting force of three channels at each sample, levels and noise [N]."""

    at_samples: list[Array]
    on: float
    off: float
    noise: float


def rest_of(smooth: list[Array], missing: Marks, rate: float) -> Rest:
    """Find rest and levels from block medians of the smoothed forces."""
    size = round(BLOCK * rate)
    count = smooth[0].size // size
    whole = slice(0, count * size)
    blocks = [np.median(one[whole].reshape(count, size), axis=1) for one in smooth]
    known = ~missing[whole].reshape(count, size).all(axis=1)
    at = (np.arange(count) + 1.0) * size - 1.0
    low = known & (blocks[0] <= split_level(blocks[0][known]))
    rest = [np.full(count, np.median(one[low])) for one in blocks]
    rest[0][:] = np.percentile(blocks[0][low], LOW_PERCENT)
    for _ in range(ROUNDS - 1):
        on, off, _ = levels(blocks[0] - rest[0])
        calm = _calm(blocks[0] - rest[0], on, off)
        rest[0] = _followed(blocks[0], calm, at, size / rate)
        rest[1:] = [np.full(count, np.median(one[calm])) for one in blocks[1:]]
    on, off, noise = levels(blocks[0] - rest[0])
    index = np.arange(smooth[0].size)
    first = np.interp(index, at, rest[0])
    return Rest([first, rest[1][0], rest[2][0]], on, off, noise)


def levels(above: Array) -> tuple[float, float, float]:
    """Return where contact starts and ends, and the noise at rest [N]."""
    root = np.sqrt(np.clip(above, 0.0, None))
    split = split_level(root)
    calm = above[root < split]
    middle = float(np.median(calm))
    noise = 1.4826 * float(np.median(np.abs(calm - middle)))
    on = max(min(max(middle + NOISES * noise, 0.5 * split**2), split**2), SMALLEST)
    return on, OFF_SHARE * on, noise


def _calm(above: Array, on: float, off: float) -> Marks:
    """Mark blocks at rest, one beside a contact left out."""
    state = pd.Series(np.where(above >= on, 1.0, np.where(above < off, 0.0, np.nan)))
    touching = state.ffill().fillna(0.0).to_numpy() > 0.5
    near = touching.copy()
    near[1:] |= touching[:-1]
    near[:-1] |= touching[1:]
    return ~near


def _followed(block: Array, calm: Marks, at: Array, step: float) -> Array:
    """Follow rest: medians of pieces, the lowest quarter of five, lines between."""
    run = np.cumsum(np.diff(calm.astype(np.int8), prepend=0) == 1)
    within = pd.Series(np.ones(calm.size)).groupby(run).cumsum().to_numpy()
    piece = run * 100_000 + within // round(PIECE / step)
    grouped = pd.DataFrame({"block": block[calm], "at": at[calm]}).groupby(piece[calm])
    middle = grouped.median()
    rolling = middle["block"].rolling(NEIGHBOURS, center=True, min_periods=1)
    return np.interp(at, middle["at"], rolling.quantile(0.25))
