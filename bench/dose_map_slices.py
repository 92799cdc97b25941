"""The dose map as one writes it in NumPy: a slice of the map for each sample."""

import numpy as np
from numpy.typing import NDArray

from strigil.mechanics.dose_map import BodyPatch, StrokeSamples
from strigil.mechanics.kernel_bank import KernelBank

Array = NDArray[np.float64]
Places = NDArray[np.intp]


def added_by_slices(
    samples: StrokeSamples, bank: KernelBank, patch: BodyPatch
) -> Array:
    """Add kernel times duration: depth x cells along x x along y."""
    wide, high = bank.footprint
    room = _room(bank, patch)
    way, level, left, low = nearest(samples, bank, patch)
    weight = samples.duration * samples.force / bank.force[level]
    for i in range(samples.size):
        x, y = left[i], low[i]
        room[:, x : x + wide, y : y + high] += weight[i] * bank.values[way[i], level[i]]
    return _inside(room, bank, patch)


def largest_by_slices(
    samples: StrokeSamples, bank: KernelBank, patch: BodyPatch
) -> Array:
    """Take the largest kernel: depth x cells along x x along y."""
    wide, high = bank.footprint
    room = _room(bank, patch)
    way, level, left, low = nearest(samples, bank, patch)
    weight = samples.force / bank.force[level]
    for i in range(samples.size):
        part = room[:, left[i] : left[i] + wide, low[i] : low[i] + high]
        np.maximum(part, weight[i] * bank.values[way[i], level[i]], out=part)
    return _inside(room, bank, patch)


def nearest(
    samples: StrokeSamples, bank: KernelBank, patch: BodyPatch
) -> tuple[Places, Places, Places, Places]:
    """Return the nearest direction and force, and where the footprint begins."""
    wide, high = bank.footprint
    step = bank.turn / bank.directions
    way = np.rint(samples.direction / step).astype(np.intp) % bank.directions
    level = np.abs(samples.force[:, None] - bank.force).argmin(axis=1)
    u, v = patch.in_cells(samples.x, samples.y)
    left = np.rint(u).astype(np.intp) - wide // 2 + wide
    return way, level, left, np.rint(v).astype(np.intp) - high // 2 + high


def _room(bank: KernelBank, patch: BodyPatch) -> Array:
    wide, high = bank.footprint
    shape = patch.cells[0] + 2 * wide, patch.cells[1] + 2 * high
    return np.zeros((bank.depth.size, *shape))


def _inside(room: Array, bank: KernelBank, patch: BodyPatch) -> Array:
    wide, high = bank.footprint
    return room[:, wide : wide + patch.cells[0], high : high + patch.cells[1]]
