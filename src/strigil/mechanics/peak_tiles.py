"""The largest of many touches, one square tile of the patch after another.

On most tiles a few touches close by are larger everywhere than all others can be. What
a touch can do on a tile at most is read off a table, and the touches that can not count
are left out before any map is made of them. What is left out would change nothing, so
the map is that of all touches.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
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

    def take(self, which: slice | Places) -> Self:
        """Return some of the touches."""
        return type(self)(*(getattr(self, f.name)[which] for f in fields(self)))


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
    for column, row, near in _by_tile(touches, bank, tiles):
        part = values[column : column + _SIDE, row : row + _SIDE]
        part[:] = table.largest(near, table.places(near, column, row)).reshape(
            part.shape
        )
    inside = values[: patch.cells[0], : patch.cells[1]]
    return np.ascontiguousarray(inside.transpose(2, 0, 1), dtype=np.float64)


def _by_tile(
    touches: Touches, bank: KernelBank, tiles: list[int]
) -> Iterator[tuple[int, int, Touches]]:
    """Yield the first column and row of tiles, and the touches that reach into them."""
    (wide, high), before = bank.footprint, bank.before()
    for column in range(0, _SIDE * tiles[0], _SIDE):
        first, last = np.searchsorted(
            touches.column, (column - before[0], column + _SIDE + wide // 2)
        )
        strip = touches.take(slice(int(first), int(last)))
        strip = strip.take(np.argsort(strip.row, kind="stable"))
        for row in range(0, _SIDE * tiles[1], _SIDE):
            low, up = np.searchsorted(
                strip.row, (row - before[1], row + _SIDE + high // 2)
            )
            if low < up:
                yield column, row, strip.take(slice(int(low), int(up)))


@dataclass(frozen=True, slots=True)
class _KernelTable:
    """Kernels with a rim of zeros as wide as a tile, and their largest values on tiles.

    Attributes
    ----------
    size : tuple of int
        Cells of a kernel with its rim.
    middle : tuple of int
        Where the touch itself lies.
    pairs : bool
        Whether touches have two kernels.
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
    middle: tuple[int, int]
    pairs: bool
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
        rimmed[:, _SIDE : _SIDE + wide, _SIDE : _SIDE + high] = kernels.transpose(
            0, 2, 3, 1
        )
        places = kernels.shape[0] * size[0] * size[1]
        # The last places have no tile behind them, and no touch begins there.
        whole = places - (_SIDE - 1) * (size[1] + 1)
        step = rimmed.strides
        highest = _sliding(_sliding(rimmed, 1), 2).reshape(places, deep)
        scale = highest.max(axis=0)
        scale = np.where(scale > 0.0, scale, 1.0).astype(kind)
        return cls(
            size,
            (_SIDE + wide // 2, _SIDE + high // 2),
            bank.force.size > 1,
            as_strided(
                rimmed, (whole, _SIDE, _SIDE * deep), (step[2], step[1], step[3])
            ),
            highest,
            scale,
            (highest / scale).max(axis=1),
        )

    @property
    def slack(self) -> float:
        """What rounding may take off a share of the scale [1]."""
        return 1.0 - 8.0 * float(np.finfo(self.scale.dtype).eps)

    def places(self, touches: Touches, column: int, row: int) -> Places:
        """Return where a tile begins in the first kernel of each touch."""
        right = touches.kernel * self.size[0] + (
            column + self.middle[0] - touches.column
        )
        return np.asarray(right * self.size[1] + (row + self.middle[1] - touches.row))

    def largest(self, touches: Touches, places: Places) -> NDArray[Any]:
        """Return the largest of touches on one tile, along x x (along y x depth)."""
        found = np.zeros(self.tiles.shape[1:], self.tiles.dtype)
        most = self._blend(self.coarse, touches, places)
        count = min(_FIRST, most.size)
        first = np.argpartition(most, -count)[-count:]
        self._raise(found, touches.take(first), places[first])
        least = found.reshape(-1, self.scale.size).min(axis=0)
        most[first] = 0.0
        rest = np.flatnonzero(most > (least / self.scale).min() * self.slack)
        some = touches.take(rest)
        counts = (self._blend(self.highest, some, places[rest]) > least).any(axis=1)
        self._raise(found, some.take(np.flatnonzero(counts)), places[rest[counts]])
        return found

    def _raise(self, found: NDArray[Any], touches: Touches, places: Places) -> None:
        """Raise what was found to what touches do."""
        for start in range(0, places.size, _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            made = self._blend(self.tiles, touches.take(part), places[part])
            np.maximum(found, made.max(axis=0), out=found)

    def _blend(
        self, table: NDArray[Any], touches: Touches, places: Places
    ) -> NDArray[Any]:
        """Read a table for the kernels of touches, and weigh with their shares."""
        shape = (-1, *(1 for _ in table.shape[1:]))
        made = table[places]
        made *= touches.one.reshape(shape)
        if self.pairs:
            after = self.size[0] * self.size[1]
            made += table[places + after] * touches.other.reshape(shape)
        return made


def _sliding(values: NDArray[Any], axis: int) -> NDArray[Any]:
    """Return the largest of as many values as a tile has, from each one on."""
    found = values.copy()
    step = 1
    while step < _SIDE:
        ahead = np.moveaxis(found, axis, 0)
        np.maximum(ahead[:-step], ahead[step:], out=ahead[:-step])
        step *= 2
    return found
