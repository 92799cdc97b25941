"""The largest of many touches, one square tile of the patch after another.

On most tiles a few touches close by are larger everywhere than all others can be. What
a touch can do on a tile at most is read off a table, and the touches that can not count
are left out before any map is made of them. What is left out would change nothing, so
the map is that of all touches.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import DTypeLike, NDArray

from strigil.mechanics.dose_map import BodyPatch
from strigil.mechanics.kernel_bank import KernelBank

__all__ = ["Touches", "largest_by_tiles"]

Array = NDArray[np.float64]
Places = NDArray[np.intp]

# Side of a tile in cells, a power of two: smaller ones leave out more, larger ones need
# fewer array calls.
_SIDE = 8
# Touches that are mapped first, so that a tile has values to be compared with.
_FIRST = 64
# They are found by looking at one touch of so many.
_EACH = 8
# Touches mapped at once: their numbers stay in the cache of one core.
_AT_ONCE = 256


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
    tiles = [-(-count // _SIDE) for count in patch.cells]
    values = np.zeros((*(_SIDE * count for count in tiles), bank.depth.size), kind)
    for column, row, near in _by_tile(touches, table, bank, tiles):
        part = values[column : column + _SIDE, row : row + _SIDE]
        part[:] = _largest(near, table).reshape(part.shape)
    inside = values[: patch.cells[0], : patch.cells[1]]
    return np.ascontiguousarray(inside.transpose(2, 0, 1), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class _KernelTable:
    """Kernels with a rim of zeros as wide as a tile, and their largest values on tiles.

    Attributes
    ----------
    size : tuple of int
        Cells of a kernel with its rim.
    tiles : ndarray
        Kernels from any cell on, as large as a tile: places x along x x (along y x
        depth) [the bank's unit].
    highest : ndarray
        Largest value on each of those, places x depth [the bank's unit].
    scale : ndarray
        Largest value of all kernels at each depth, where it is above 0 [the bank's
        unit].
    coarse : ndarray
        Largest over depths of what is highest, in parts of the scale, by place [1].
    """

    size: tuple[int, int]
    tiles: NDArray[Any]
    highest: NDArray[Any]
    scale: NDArray[Any]
    coarse: NDArray[Any]

    @classmethod
    def of(cls, bank: KernelBank, kind: DTypeLike) -> Self:
        """Lay out the kernels of a bank, depths last."""
        (wide, high), deep = bank.footprint, bank.depth.size
        kernels = bank.values.reshape(-1, deep, wide, high)
        size = wide + 2 * _SIDE, high + 2 * _SIDE
        rimmed = np.zeros((kernels.shape[0], *size, deep), dtype=kind)
        ahead = np.empty_like(rimmed)
        for one, most, kernel in zip(rimmed, ahead, kernels, strict=True):
            one[_SIDE : _SIDE + wide, _SIDE : _SIDE + high] = kernel.transpose(1, 2, 0)
            most[:] = _ahead(_ahead(one, 0), 1)
        places = kernels.shape[0] * size[0] * size[1]
        highest = ahead.reshape(places, deep)
        scale = bank.values.max(axis=(0, 1, 3, 4))
        scale = np.where(scale > 0.0, scale, 1.0).astype(kind)
        coarse = np.zeros(places, dtype=kind)
        for most, whole in zip(highest.T, scale, strict=True):
            np.maximum(coarse, most / whole, out=coarse)
        # The last places have no tile behind them, and no touch begins there.
        count = places - (_SIDE - 1) * (size[1] + 1)
        step = rimmed.strides
        tiles = as_strided(
            rimmed, (count, _SIDE, _SIDE * deep), (step[2], step[1], step[3])
        )
        return cls(size, tiles, highest, scale, coarse)


@dataclass(frozen=True, slots=True)
class _Near:
    """Touches that reach into a tile.

    Attributes
    ----------
    place : ndarray
        Where the tile begins in the first kernel of each touch.
    share : tuple of ndarray
        Shares of that kernel and, with several forces, of the one after it [1].
    after : int
        Places from a kernel to the one after it.
    """

    place: Places
    share: tuple[NDArray[Any], ...]
    after: int

    def take(self, which: slice | Places) -> Self:
        """Return some of the touches."""
        share = tuple(one[which] for one in self.share)
        return type(self)(self.place[which], share, self.after)

    def blend(self, table: NDArray[Any]) -> NDArray[Any]:
        """Read a table at the places, weighed with the shares."""
        shape = (-1, *(1 for _ in table.shape[1:]))
        made = table[self.place]
        made *= self.share[0].reshape(shape)
        for share in self.share[1:]:
            other = table[self.place + self.after]
            other *= share.reshape(shape)
            made += other
        return made


def _by_tile(
    touches: Touches, table: _KernelTable, bank: KernelBank, tiles: list[int]
) -> Iterator[tuple[int, int, _Near]]:
    """Yield the first column and row of tiles, and the touches that reach into them."""
    (wide, high), before, size = bank.footprint, bank.before(), table.size
    # Where the first tile would begin, counted on through rows, columns and kernels.
    begin = (touches.kernel * size[0] + _SIDE + wide // 2 - touches.column) * size[1]
    begin += _SIDE + high // 2 - touches.row
    shares = (touches.one, touches.other)[: 1 + (bank.force.size > 1)]
    for column in range(0, _SIDE * tiles[0], _SIDE):
        reach = column - before[0], column + _SIDE + wide // 2
        strip = slice(*(int(one) for one in np.searchsorted(touches.column, reach)))
        rows = touches.row[strip]
        near = _Near(
            begin[strip] + column * size[1],
            tuple(one[strip] for one in shares),
            size[0] * size[1],
        )
        for row in range(0, _SIDE * tiles[1], _SIDE):
            in_reach = (rows >= row - before[1]) & (rows < row + _SIDE + high // 2)
            some = near.take(np.flatnonzero(in_reach))
            if some.place.size:
                np.add(some.place, row, out=some.place)
                yield column, row, some


def _largest(near: _Near, table: _KernelTable) -> NDArray[Any]:
    """Return the largest of touches on one tile, along x x (along y x depth)."""
    found = np.zeros(table.tiles.shape[1:], table.tiles.dtype)
    most = near.blend(table.coarse)
    first = _foremost(most)
    _raise(found, near.take(first), table)
    least = found.reshape(-1, table.scale.size).min(axis=0)
    # Rounding may take a few units off a share of the scale.
    slack = 1.0 - 8.0 * float(np.finfo(found.dtype).eps)
    most[first] = 0.0
    rest = near.take(np.flatnonzero(most > (least / table.scale).min() * slack))
    counts = (rest.blend(table.highest) > least).any(axis=1)
    _raise(found, rest.take(np.flatnonzero(counts)), table)
    return found


def _foremost(most: NDArray[Any]) -> Places:
    """Return about as many touches as are mapped first, of those that may do most."""
    if most.size <= _FIRST * _EACH:
        return np.argsort(most)[-_FIRST:]
    seen = most[::_EACH]
    level = np.partition(seen, -_FIRST // _EACH)[-_FIRST // _EACH]
    return np.flatnonzero(most >= level)[:_FIRST]


def _raise(found: NDArray[Any], near: _Near, table: _KernelTable) -> None:
    """Raise what was found on a tile to what touches do there."""
    for start in range(0, near.place.size, _AT_ONCE):
        made = near.take(slice(start, start + _AT_ONCE)).blend(table.tiles)
        np.maximum(found, made.max(axis=0), out=found)


def _ahead(values: NDArray[Any], axis: int) -> NDArray[Any]:
    """Return the largest of as many values as a tile has, from each one on."""
    found = np.moveaxis(values, axis, 0).copy()
    step = 1
    while step < _SIDE:
        found[:-step] = np.maximum(found[:-step], found[step:])
        step *= 2
    return np.moveaxis(found, 0, axis)
