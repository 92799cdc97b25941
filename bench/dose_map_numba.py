"""The largest of all samples by a compiled loop, single precision, one thread."""

import numba
import numpy as np
from dose_map_slices import nearest
from numpy.typing import NDArray

from strigil.mechanics.dose_map import BodyPatch, StrokeSamples
from strigil.mechanics.kernel_bank import KernelBank

Array = NDArray[np.float64]


def largest(samples: StrokeSamples, bank: KernelBank, patch: BodyPatch) -> Array:
    """Take the largest kernel: depth x cells along x x along y."""
    wide, high = bank.footprint
    deep = bank.depth.size
    shape = patch.cells[0] + 2 * wide, patch.cells[1] + 2 * high
    # Depths last, as in ours: a row of the footprint is one run of memory.
    room = np.zeros((shape[0], shape[1] * deep), dtype=np.float32)
    kernels = np.ascontiguousarray(
        bank.values.transpose(0, 1, 3, 4, 2), dtype=np.float32
    ).reshape(-1, wide, high * deep)
    way, level, left, low = nearest(samples, bank, patch)
    weight = (samples.force / bank.force[level]).astype(np.float32)
    touches = np.stack([way * bank.force.size + level, left, low * deep])
    _loop(room, kernels, weight, touches)
    whole = room.reshape(*shape, deep)
    inside = whole[wide : wide + patch.cells[0], high : high + patch.cells[1]]
    return np.ascontiguousarray(inside.transpose(2, 0, 1), dtype=np.float64)


@numba.njit(fastmath=True)
def _loop(room, kernels, weight, touches):
    wide, run = kernels.shape[1:]
    for i in range(weight.size):
        kernel, left, start = touches[:, i]
        force = weight[i]
        for x in range(wide):
            row = room[left + x, start : start + run]
            given = kernels[kernel, x]
            for j in range(run):
                row[j] = max(row[j], force * given[j])
