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

__all__ = ["lay_on_planes"]

Array = NDArray[np.float64]
Places = NDArray[np.intp]

# Samples laid at once: their numbers stay in the cache of one core.
_AT_ONCE = 8192


def lay_on_planes(
    samples: StrokeSamples,
    bank: KernelBank,
    patch: BodyPatch,
    *,
    size: tuple[int, int],
    kind: DTypeLike,
) -> NDArray[Any]:
    """Share the durations of samples [s] between cells and kernels.

    Parameters
    ----------
    samples : StrokeSamples
        Samples that reach into the patch.
    bank : KernelBank
        The kernels.
    patch : BodyPatch
        The piece of skin.
    size : tuple of int
        Cells of a plane along x and along y, at least those of patch and footprint
        together. The patch begins as many cells in as a touch before it still reaches.
    kind : dtype
        Single or double precision.

    Returns
    -------
    ndarray
        Planes, cells along x x along y x kernels [s].

    Notes
    -----
    A cell just before the plane has a negative place, counted from the plane's end: the
    row or column there is the one that nothing on the patch feels.
    """
    # With one force the neighbours are two directions, and after the last of them
    # stands the first once more.
    kernels = bank.directions * bank.force.size
    row = kernels + (bank.force.size == 1)
    count = size[0] * size[1] * row
    pairs = np.zeros(count // 2 + 1, dtype=np.result_type(kind, np.complex64))
    planes = pairs.view(kind)[:count]
    # A pair may begin at any number, so the view overlaps itself.
    anywhere = as_strided(pairs, shape=(count,), strides=planes.strides)
    cells = _Cells(patch, bank.before(), size[1], row)
    shares = (min(bank.force.size, 2), 4, min(_AT_ONCE, samples.size))
    places, amounts = np.empty(shares, np.intp), np.empty(shares, pairs.dtype)
    for start in range(0, samples.size, _AT_ONCE):
        block = samples.take(slice(start, start + _AT_ONCE))
        places, amounts = places[:, :, : block.size], amounts[:, :, : block.size]
        first, by_cell = cells.of(block, kind)
        kernel, given = _by_kernel(block, bank)
        np.add((first + kernel)[:, None], cells.offset, out=places)
        for part, share in zip((amounts.real, amounts.imag), given, strict=True):
            np.multiply(share.astype(kind)[:, None], by_cell, out=part)
        np.add.at(anywhere, places.ravel(), amounts.ravel())
    shaped = planes.reshape(*size, row)
    if row > kernels:
        shaped[:, :, 0] += shaped[:, :, kernels]
    return shaped[:, :, :kernels]


@dataclass(frozen=True, slots=True)
class _Cells:
    """Where the cells of a patch lie on a plane in memory.

    Attributes
    ----------
    patch : BodyPatch
        The piece of skin.
    before : tuple of int
        Cells of the plane before the patch.
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
    samples: StrokeSamples, bank: KernelBank
) -> tuple[Places, tuple[Array, Array]]:
    """Return the first kernels of pairs, pairs x samples, and what the two are given.

    Durations are shared [s]: between two forces, for each of two directions, or between
    two directions when there is one force.
    """
    turn, press = bank.by_direction(samples.direction), bank.by_force(samples.force)
    if bank.force.size == 1:
        given = samples.duration * press.share[0]
        one, other = (share * given for share in turn.share)
        return turn.place[0][None], (one[None], other[None])
    kernel = np.stack(turn.place) * bank.force.size + press.place[0]
    ways = np.stack(turn.share) * samples.duration
    return kernel, (ways * press.share[0], ways * press.share[1])
