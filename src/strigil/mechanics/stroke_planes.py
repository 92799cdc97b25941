"""Samples of strokes laid on planes: one plane of cells for each kernel of a bank.

Each sample is shared between the four cells round it, the two directions and the two
forces beside its own. Two kernels that are neighbours in memory are given their shares
at once, as the two parts of one complex number: half as many additions.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import DTypeLike, NDArray

from strigil.mechanics.dose_map import BodyPatch, StrokeSamples
from strigil.mechanics.kernel_bank import KernelBank

__all__ = ["Planes", "lay_on_planes"]

Array = NDArray[np.float64]
Places = NDArray[np.intp]

# Samples laid at once: their numbers stay in the cache of one core.
_AT_ONCE = 8192


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
    A row just before the plane has a negative place, and falls on the last row of the
    column before: the one that nothing on the patch feels.
    """
    # With one force the neighbours are two directions, and after the last of them
    # stands the first once more.
    kernels = bank.directions * bank.force.size
    row = kernels + (bank.force.size == 1)
    first, columns = _columns(samples, patch)
    count = columns * high * row
    pairs = np.zeros(count // 2 + 1, dtype=np.result_type(kind, np.complex64))
    planes = pairs.view(kind)[:count]
    # A pair may begin at any number, so the view overlaps itself.
    anywhere = as_strided(pairs, shape=(count,), strides=planes.strides)
    cells = _Cells(patch, (-first, bank.before()[1]), high, row)
    shares = (min(bank.force.size, 2), 4, min(_AT_ONCE, samples.size))
    places, amounts = np.empty(shares, np.intp), np.empty(shares, pairs.dtype)
    for start in range(0, samples.size, _AT_ONCE):
        block = samples.take(slice(start, start + _AT_ONCE))
        places, amounts = places[:, :, : block.size], amounts[:, :, : block.size]
        begin, by_cell = cells.of(block, kind)
        kernel, given = _by_kernel(block, bank, kind)
        np.add((begin + kernel)[:, None], cells.offset, out=places)
        for part, share in zip((amounts.real, amounts.imag), given, strict=True):
            np.multiply(share[:, None], by_cell, out=part)
        np.add.at(anywhere, places.ravel(), amounts.ravel())
    shaped = planes.reshape(columns, high, row)
    if row > kernels:
        shaped[:, :, 0] += shaped[:, :, kernels]
    return Planes(first, shaped[:, :, :kernels])


def _columns(samples: StrokeSamples, patch: BodyPatch) -> tuple[int, int]:
    """Return the first column that samples touch, and how many there are from it on."""
    if not samples.size:
        return 0, 1
    ends = np.array([samples.x.min(), samples.x.max()])
    first, last = np.floor(patch.in_cells(ends, ends)[0])
    return int(first), int(last - first) + 2


@dataclass(frozen=True, slots=True)
class _Cells:
    """Where the cells of a patch lie on a plane in memory.

    Attributes
    ----------
    patch : BodyPatch
        The piece of skin.
    before : tuple of int
        Columns and rows of the plane before the patch.
    high : int
        Cells of the plane along y.
    row : int
        Numbers of one cell.
    """

    patch: BodyPatch
    before: tuple[int, int]
    high: int
    row: int

    @property
    def offset(self) -> Places:
        """The way from the first cell of a sample to its four, one below another."""
        return np.array([0, 1, self.high, self.high + 1])[:, None] * self.row

    def of(
        self, samples: StrokeSamples, kind: DTypeLike
    ) -> tuple[Places, NDArray[Any]]:
        """Return the first cell of samples, and the shares of the four [1]."""
        u, v = self.patch.in_cells(samples.x, samples.y)
        column, row = np.floor(u), np.floor(v)
        a, b = (u - column).astype(kind), (v - row).astype(kind)
        shares = np.empty((4, samples.size), dtype=kind)
        np.multiply(a, b, out=shares[3])
        np.subtract(a, shares[3], out=shares[2])
        np.subtract(b, shares[3], out=shares[1])
        np.subtract(1.0 - a, shares[1], out=shares[0])
        column += self.before[0]
        row += self.before[1]
        column *= self.high
        column += row
        column *= self.row
        return column.astype(np.intp), shares


def _by_kernel(
    samples: StrokeSamples, bank: KernelBank, kind: DTypeLike
) -> tuple[Places, tuple[NDArray[Any], NDArray[Any]]]:
    """Return the first kernels of pairs, pairs x samples, and what the two are given.

    Durations are shared [s]: between two forces, for each of two directions, or between
    two directions when there is one force.
    """
    turn, press = bank.by_direction(samples.direction), bank.by_force(samples.force)
    ways, forces = (
        np.stack(blend.share, dtype=kind, casting="same_kind")
        for blend in (turn, press)
    )
    ways *= samples.duration.astype(kind)
    if bank.force.size == 1:
        ways *= forces[0]
        return turn.place[0][None], (ways[:1], ways[1:])
    kernel = np.stack(turn.place) * bank.force.size + press.place[0]
    return kernel, (ways * forces[0], ways * forces[1])
