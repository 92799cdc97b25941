"""Dose maps made of one sample after another: slow, to test the fast ways."""

from collections.abc import Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from strigil.mechanics.dose_map import BodyPatch, DoseMap, StrokeSamples
from strigil.mechanics.dose_peak import snapped
from strigil.mechanics.kernel_bank import KernelBank

__all__ = ["direct_dose_map", "direct_peak_map"]

Array = NDArray[np.float64]
Touch = tuple[int, int, Array]
"""Column, row, and what is laid round that cell: depth x footprint."""


def direct_dose_map(
    samples: StrokeSamples, bank: KernelBank, patch: BodyPatch
) -> DoseMap:
    """Add up what all samples do.

    Parameters
    ----------
    samples : StrokeSamples
        The strokes.
    bank : KernelBank
        The kernels.
    patch : BodyPatch
        The piece of skin.

    Returns
    -------
    DoseMap
        As of :func:`strigil.mechanics.additive_dose_map`, in the bank's unit times s.

    Raises
    ------
    InvalidValueError
        On a patch with cells of another size than the bank's.
    """
    near, count = bank.reach(samples, patch)
    touches = _shared(samples.take(near), bank, patch)
    values = _joined(np.add, touches, bank, patch)
    return DoseMap(patch, bank.depth, values, bank.unit_over_time, count)


def direct_peak_map(
    samples: StrokeSamples, bank: KernelBank, patch: BodyPatch
) -> DoseMap:
    """Take the largest of what all samples do, and of 0.

    It takes and refuses the same as :func:`direct_dose_map` and gives what
    :func:`strigil.mechanics.peak_dose_map` does, in the bank's unit.
    """
    place = snapped(samples, bank, patch)
    touches = _whole(place.take(bank.reach(place, patch)[0]), bank, patch)
    values = _joined(np.maximum, touches, bank, patch)
    return DoseMap(patch, bank.depth, values, bank.unit, bank.reach(samples, patch)[1])


def _joined(
    join: np.ufunc, touches: Iterator[Touch], bank: KernelBank, patch: BodyPatch
) -> Array:
    """Join touches to a map: depth x cells along x x cells along y."""
    bank.fits(patch)
    wide, high = bank.footprint
    # Room all round for a touch in reach of the patch, and for its second cell.
    room = np.zeros(
        (bank.depth.size, patch.cells[0] + 2 * wide, patch.cells[1] + 2 * high)
    )
    for column, row, laid in touches:
        left, low = column - wide // 2 + wide, row - high // 2 + high
        part = room[:, left : left + wide, low : low + high]
        join(part, laid, out=part)
    return room[:, wide : wide + patch.cells[0], high : high + patch.cells[1]].copy()


def _shared(
    samples: StrokeSamples, bank: KernelBank, patch: BodyPatch
) -> Iterator[Touch]:
    """Share each sample between four cells, two directions and two forces."""
    turn, press = bank.by_direction(samples.direction), bank.by_force(samples.force)
    u, v = patch.in_cells(samples.x, samples.y)
    for i in range(samples.size):
        kernel = sum(
            share[i] * part[i] * bank.values[place[i], bin_[i]]
            for (place, share), (bin_, part) in product(turn.pairs, press.pairs)
        )
        column, row = int(np.floor(u[i])), int(np.floor(v[i]))
        a, b = u[i] - column, v[i] - row
        for right, up in product((0, 1), (0, 1)):
            share = (a if right else 1.0 - a) * (b if up else 1.0 - b)
            yield column + right, row + up, samples.duration[i] * share * kernel


def _whole(
    samples: StrokeSamples, bank: KernelBank, patch: BodyPatch
) -> Iterator[Touch]:
    """Lay samples that stand in the middle of cells, at directions of the bank."""
    turn = np.rint(samples.direction / bank.turn * bank.directions).astype(int)
    press = bank.by_force(samples.force)
    u, v = (np.rint(one).astype(int) for one in patch.in_cells(samples.x, samples.y))
    for i in range(samples.size):
        kernel = sum(
            part[i] * bank.values[turn[i] % bank.directions, bin_[i]]
            for bin_, part in press.pairs
        )
        yield int(u[i]), int(v[i]), np.asarray(kernel)
