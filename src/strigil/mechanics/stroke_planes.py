"""Samples of strokes laid on planes: one plane of cells for each kernel of a bank.

Each sample is shared between the four cells round it, the two directions and the two
forces beside its own.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from strigil.compiled import compiled
from strigil.mechanics.dose_map import BodyPatch, StrokeSamples
from strigil.mechanics.kernel_bank import KernelBank

__all__ = ["Planes", "lay_on_planes"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Planes:
    """What samples lay on the columns that they touch.

    Attributes
    ----------
    first : int
        Number of the first column, counted from the first column of the patch.
    values : ndarray
        Durations [s], columns x cells along y x kernels.
    """

    first: int
    values: NDArray[Any]


def lay_on_planes(
    samples: StrokeSamples,
    bank: KernelBank,
    patch: BodyPatch,
    *,
    high: int,
    kind: DTypeLike,
) -> Planes:
    """Share the durations of samples [s] between cells and kernels.

    Parameters
    ----------
    samples : StrokeSamples
        Samples that reach into the patch.
    bank : KernelBank
        The kernels.
    patch : BodyPatch
        The piece of skin.
    high : int
        Cells of a plane along y, at least those of patch and footprint together. The
        patch begins as many cells in as a touch before it still reaches.
    kind : dtype
        Single or double precision.

    Returns
    -------
    Planes
        The planes of all kernels [s].

    Notes
    -----
    Of a sample just before the first row only the share in that row counts: nothing on
    the patch feels the row before.
    """
    first, columns = _columns(samples, patch)
    planes = np.zeros((columns, high, bank.directions * bank.force.size), dtype=kind)
    way = (samples.x, samples.y, samples.direction, samples.force, samples.duration)
    corner, begin = patch.corner, (first, -bank.before()[1])
    cell = (float(corner[0]), float(corner[1]), float(patch.cell))
    turns = (bank.directions, bank.turn)
    _lay(way, cell, begin, turns, bank.force, planes)
    return Planes(first, planes)


def _columns(samples: StrokeSamples, patch: BodyPatch) -> tuple[int, int]:
    """Return the first column that samples touch, and how many there are from it on."""
    if not samples.size:
        return 0, 1
    ends = np.array([samples.x.min(), samples.x.max()])
    first, last = np.floor(patch.in_cells(ends, ends)[0])
    return int(first), int(last - first) + 2


@compiled
def _between(force: float, nodes: Array) -> tuple[int, float, float]:
    """Share a force between two of the bank's: the lower one's number, both shares.

    Below the lowest and above the highest it goes in proportion to force.
    """
    if nodes.size == 1:
        return 0, force / nodes[0], 0.0
    low = 0
    while low < nodes.size - 2 and force >= nodes[low + 1]:
        low += 1
    held = min(max(force, nodes[0]), nodes[-1])
    part = (held - nodes[low]) / (nodes[low + 1] - nodes[low])
    scale = force / held
    return low, (1.0 - part) * scale, part * scale


@compiled
def _lay(
    way: tuple[Array, ...],
    cell: tuple[float, float, float],
    begin: tuple[int, int],
    turns: tuple[int, float],
    nodes: Array,
    planes: NDArray[Any],
) -> None:
    """Share each sample between cells, directions and forces."""
    x, y, direction, force, duration = way
    for i in range(x.size):
        u, v = (x[i] - cell[0]) / cell[2] - 0.5, (y[i] - cell[1]) / cell[2] - 0.5
        left, low = np.floor(u), np.floor(v)
        a, b = u - left, v - low
        turned = direction[i] * (turns[0] / turns[1])
        before = np.floor(turned)
        level, lower, upper = _between(force[i], nodes)
        given = (turned - before, lower * duration[i], upper * duration[i])
        one = _on_circle(int(before), turns[0])
        two = one + 1 if one + 1 < turns[0] else 0
        kernels = (one * nodes.size + level, two * nodes.size + level)
        column, row = int(left) - begin[0], int(low) - begin[1]
        near, far = planes[column], planes[column + 1]
        if row >= 0:
            _add(near[row], kernels, given, (1.0 - a) * (1.0 - b), nodes.size)
            _add(far[row], kernels, given, a * (1.0 - b), nodes.size)
        _add(near[row + 1], kernels, given, (1.0 - a) * b, nodes.size)
        _add(far[row + 1], kernels, given, a * b, nodes.size)


@compiled
def _on_circle(place: int, directions: int) -> int:
    """Count a direction from the first; after the last it comes once more."""
    return place if 0 <= place < directions else place % directions


@compiled
def _add(
    plane: NDArray[Any],
    kernels: tuple[int, int],
    given: tuple[float, float, float],
    share: float,
    forces: int,
) -> None:
    """Add a share of a sample to two directions and, if there are two, two forces."""
    part, lower, upper = given
    one, two = kernels
    first, second = (1.0 - part) * share, part * share
    plane[one] += first * lower
    plane[two] += second * lower
    if forces > 1:
        plane[one + 1] += first * upper
        plane[two + 1] += second * upper
