"""The largest of many touches, one square tile of the patch after another.

On most tiles a few touches close by are larger everywhere than all others can be. What
a touch can do on a tile at most is read off a table, and the touches that can not count
are left out before they are mapped. What is left out would change nothing, so the map
is that of all touches.
"""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

from strigil.compiled import compiled
from strigil.mechanics.dose_map import BodyPatch
from strigil.mechanics.kernel_bank import KernelBank

__all__ = ["Touches", "largest_by_tiles"]

Array = NDArray[np.float64]
Places = NDArray[np.intp]

# Side of a tile in cells, a power of two: smaller ones leave out more, larger ones are
# looked at less often.
_SIDE = 8
# Touches are mapped in rounds, those that may do most first: at least these parts of
# the most that any may do on the tile.
_ROUNDS = (0.95, 0.8, 0.6, 0.0)
# Rounding may take a few units off a part of the scale, in single precision too.
_ALMOST = 1.0 - 1e-6


@dataclass(frozen=True, slots=True)
class Touches:
    """Touches, by rising column.

    Attributes
    ----------
    column, row : ndarray
        Cell of the patch in which each lies; it may lie beside the patch.
    kernel : ndarray
        First of its two kernels, counted through directions and forces.
    one, other : ndarray
        Shares of that kernel and of the one after it [1].
    """

    column: Places
    row: Places
    kernel: Places
    one: NDArray[Any]
    other: NDArray[Any]


def largest_by_tiles(
    touches: Touches, bank: KernelBank, patch: BodyPatch, *, kind: DTypeLike
) -> Array:
    """Take the largest of what touches do, and of 0.

    Parameters
    ----------
    touches : Touches
        The touches, by rising column.
    bank : KernelBank
        The kernels.
    patch : BodyPatch
        The piece of skin.
    kind : dtype
        Single or double precision.

    Returns
    -------
    ndarray
        Depth x cells along x x cells along y [the bank's unit].
    """
    table = _KernelTable.of(bank, kind)
    deep = bank.depth.size
    width, height = (_SIDE * -(-count // _SIDE) for count in patch.cells)
    values = np.zeros((width, height * deep), kind)
    left, right = bank.before()[0], bank.footprint[0] // 2
    low, high = bank.before()[1], bank.footprint[1] // 2
    _fill(
        (touches.column, touches.row, touches.kernel),
        np.stack([touches.one, touches.other]),
        (table.rows, table.highest, table.coarse),
        table.scale,
        (left, right, low, high),
        values,
    )
    inside = values.reshape(width, height, deep)[: patch.cells[0], : patch.cells[1]]
    return np.ascontiguousarray(inside.transpose(2, 0, 1), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class _KernelTable:
    """Kernels with a rim of zeros as wide as a tile, and their largest values on tiles.

    After the last kernel stands one that does nothing.

    Attributes
    ----------
    rows : ndarray
        Kernels x along x x (along y x depth) [the bank's unit].
    highest : ndarray
        Largest value on a tile that begins at each place: kernels x along x x along y x
        depth [the bank's unit].
    coarse : ndarray
        Largest over depths of what is highest, in parts of the scale [1].
    scale : ndarray
        Largest value of all kernels at each depth, where it is above 0 [the bank's
        unit].
    """

    rows: NDArray[Any]
    highest: NDArray[Any]
    coarse: NDArray[Any]
    scale: NDArray[Any]

    @classmethod
    def of(cls, bank: KernelBank, kind: DTypeLike) -> Self:
        """Lay out the kernels of a bank, depths last."""
        (wide, high), deep = bank.footprint, bank.depth.size
        kernels = bank.values.reshape(-1, deep, wide, high)
        size = wide + 2 * _SIDE, high + 2 * _SIDE
        rimmed = np.zeros((kernels.shape[0] + 1, *size, deep), dtype=kind)
        highest = np.zeros_like(rimmed)
        for one, most, kernel in zip(rimmed, highest, kernels, strict=False):
            one[_SIDE : _SIDE + wide, _SIDE : _SIDE + high] = kernel.transpose(1, 2, 0)
            most[:] = _ahead(_ahead(one, 0), 1)
        scale = bank.values.max(axis=(0, 1, 3, 4))
        scale = np.where(scale > 0.0, scale, 1.0).astype(kind)
        rows = rimmed.reshape(*rimmed.shape[:2], -1)
        return cls(rows, highest, (highest / scale).max(axis=3), scale)


def _ahead(values: NDArray[Any], axis: int) -> NDArray[Any]:
    """Return the largest of as many values as a tile has, from each one on."""
    found = np.moveaxis(values, axis, 0).copy()
    step = 1
    while step < _SIDE:
        found[:-step] = np.maximum(found[:-step], found[step:])
        step *= 2
    return np.moveaxis(found, 0, axis)


@compiled
def _fill(
    touches: tuple[Places, Places, Places],
    share: NDArray[Any],
    table: tuple[NDArray[Any], ...],
    scale: NDArray[Any],
    reach: tuple[int, int, int, int],
    values: NDArray[Any],
) -> None:
    """Raise each tile to what the touches that reach into it do there."""
    column, row, _ = touches
    near, begin, end = np.empty(column.size, np.int64), 0, 0
    for x in range(0, values.shape[0], _SIDE):
        while begin < column.size and column[begin] < x - reach[0]:
            begin += 1
        while end < column.size and column[end] < x + _SIDE + reach[1]:
            end += 1
        for y in range(0, values.shape[1] // scale.size, _SIDE):
            count = 0
            for i in range(begin, end):
                if y - reach[2] <= row[i] < y + _SIDE + reach[3]:
                    near[count] = i
                    count += 1
            # Where the tile begins, on the patch and from the corner of a kernel's rim.
            place = (x, y, x + _SIDE + reach[1], y + _SIDE + reach[3])
            if count:
                _on_tile(touches, share, table, scale, (near[:count], place), values)


@compiled
def _on_tile(
    touches: tuple[Places, Places, Places],
    share: NDArray[Any],
    table: tuple[NDArray[Any], ...],
    scale: NDArray[Any],
    where: tuple[Places, tuple[int, int, int, int]],
    values: NDArray[Any],
) -> None:
    """Raise one tile in rounds, leaving out what can no longer count."""
    column, row, kernel = touches
    rows, highest, coarse = table
    near, (x, y, left, low) = where
    deep, most = scale.size, np.empty(near.size, scale.dtype)
    for n, i in enumerate(near):
        k, ax, ay = kernel[i], left - column[i], low - row[i]
        most[n] = share[0, i] * coarse[k, ax, ay] + share[1, i] * coarse[k + 1, ax, ay]
    least, lowest, top = np.zeros_like(scale), 0.0, most.max()
    for part in _ROUNDS:
        for n, i in enumerate(near):
            if most[n] < part * top or most[n] <= lowest:
                continue
            most[n] = -1.0
            k, ax, ay = kernel[i], left - column[i], low - row[i]
            shares = (share[0, i], share[1, i])
            if _may_raise(highest[k, ax, ay], highest[k + 1, ax, ay], shares, least):
                begin = (x, y * deep, ax, ay * deep)
                _raise(values, rows[k], rows[k + 1], shares, begin, _SIDE * deep)
        lowest = _least_of(values, (x, y * deep), scale, least)


@compiled
def _may_raise(
    one: NDArray[Any],
    other: NDArray[Any],
    share: tuple[float, float],
    least: NDArray[Any],
) -> bool:
    """Tell whether a touch may do more, at some depth, than the least on the tile."""
    for depth in range(least.size):
        if share[0] * one[depth] + share[1] * other[depth] > least[depth]:
            return True
    return False


@compiled
def _raise(
    values: NDArray[Any],
    one: NDArray[Any],
    other: NDArray[Any],
    share: tuple[float, float],
    begin: tuple[int, int, int, int],
    run: int,
) -> None:
    """Raise a tile to what one touch does there."""
    for i in range(_SIDE):
        row = values[begin[0] + i, begin[1] : begin[1] + run]
        first = one[begin[2] + i, begin[3] : begin[3] + run]
        second = other[begin[2] + i, begin[3] : begin[3] + run]
        if share[1] == 0.0:
            for j in range(run):
                made, old = share[0] * first[j], row[j]
                row[j] = made if made > old else old
        else:
            for j in range(run):
                made, old = share[0] * first[j] + share[1] * second[j], row[j]
                row[j] = made if made > old else old


@compiled
def _least_of(
    values: NDArray[Any],
    begin: tuple[int, int],
    scale: NDArray[Any],
    least: NDArray[Any],
) -> float:
    """Write the least on a tile by depth; return the least in parts of the scale."""
    least[:] = values[begin[0], begin[1] : begin[1] + scale.size]
    for i in range(_SIDE):
        row = values[begin[0] + i]
        for cell in range(_SIDE):
            start = begin[1] + cell * scale.size
            for depth in range(scale.size):
                least[depth] = min(least[depth], row[start + depth])
    lowest = np.inf
    for depth in range(scale.size):
        lowest = min(lowest, least[depth] / scale[depth])
    return lowest * _ALMOST
