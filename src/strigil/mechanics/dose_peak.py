"""Dose that is the largest over samples: peak strain, peak pressure.

A largest value does not add up, so no transform serves. Samples in one cell with one
direction differ by force only, and there the firmest and the lightest between two
forces of the bank stand for all: one maximum for each of those is enough.
"""

import numpy as np
from numpy.typing import DTypeLike, NDArray

from strigil.mechanics.dose_map import BodyPatch, DoseMap, StrokeSamples
from strigil.mechanics.kernel_bank import KernelBank
from strigil.mechanics.peak_tiles import Touches, largest_by_tiles

__all__ = ["peak_dose_map", "snapped"]

Array = NDArray[np.float64]
Places = NDArray[np.intp]


def snapped(
    samples: StrokeSamples, bank: KernelBank, patch: BodyPatch
) -> StrokeSamples:
    """Move samples to the middle of their cell and to the bank's nearest direction.

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
    StrokeSamples
        As many samples, with the forces [N] and durations [s] they had.
    """
    step = bank.turn / bank.directions
    u, v = patch.in_cells(samples.x, samples.y)
    return StrokeSamples(
        patch.corner[0] + (np.rint(u) + 0.5) * patch.cell,
        patch.corner[1] + (np.rint(v) + 0.5) * patch.cell,
        np.asarray(_nearest(samples.direction, bank) * step),
        samples.force,
        samples.duration,
    )


def peak_dose_map(
    samples: StrokeSamples, bank: KernelBank, patch: BodyPatch, *, single: bool = True
) -> DoseMap:
    """Take the largest of what all samples do.

    Parameters
    ----------
    samples : StrokeSamples
        The strokes.
    bank : KernelBank
        The kernels, of cells as large as the patch's.
    patch : BodyPatch
        The piece of skin.
    single : bool
        Work in single precision, right to 1e-7 of the value and twice as fast.

    Returns
    -------
    DoseMap
        Largest over samples of kernel, at least 0, in the bank's unit. The duration of
        a sample does not count.

    Raises
    ------
    InvalidValueError
        On a patch with cells of another size than the bank's.

    Notes
    -----
    P(x, z) = max(0, max over samples of K(x - x_i, z; direction_i, force_i)), each
    sample in the middle of its cell and at the nearest direction (:func:`snapped`). So
    a peak may lie half a cell and half a step of direction beside its place; smaller
    cells and more directions bring it nearer. Between two forces a kernel is linear in
    force, so its largest value over many samples is that of the lightest or of the
    firmest.

    The patch is worked on in square tiles. Touches that can not raise a tile, because
    others are larger there everywhere, are left out before they are mapped; the map is
    that of all touches.
    """
    bank.fits(patch)
    kind = np.float32 if single else np.float64
    touches = _touches(samples, bank, patch, kind)
    values = largest_by_tiles(touches, bank, patch, kind=kind)
    return DoseMap(patch, bank.depth, values, bank.unit, bank.reach(samples, patch)[1])


def _touches(
    samples: StrokeSamples, bank: KernelBank, patch: BodyPatch, kind: DTypeLike
) -> Touches:
    """Keep the firmest sample of each kind, and the lightest where it may count."""
    place = snapped(samples, bank, patch)
    place = place.take(bank.reach(place, patch)[0])
    u, v = (np.rint(one).astype(np.intp) for one in patch.in_cells(place.x, place.y))
    direction, force = _nearest(place.direction, bank), place.force
    grows = _grows(bank)
    span = np.zeros_like(u) if grows else np.searchsorted(bank.force, force)
    # Rounding may leave a touch one cell out of reach.
    before = [cells + 1 for cells in bank.before()]
    reach = (
        cells + size + 1
        for cells, size in zip(patch.cells, bank.footprint, strict=True)
    )
    kinds = (*reach, bank.directions, bank.force.size + 1)
    number = np.ravel_multi_index(
        (u + before[0], v + before[1], direction, span), kinds
    )
    found, firmest, lightest = _extremes(number, force)
    if not grows:
        found, firmest = found.repeat(2), np.stack([firmest, lightest], axis=1).ravel()
    column, row, direction, _ = np.unravel_index(found, kinds)
    press = bank.by_force(firmest)
    return Touches(
        column - before[0],
        row - before[1],
        direction * bank.force.size + press.place[0],
        press.share[0].astype(kind),
        press.share[1].astype(kind),
    )


def _extremes(number: Places, value: Array) -> tuple[Places, Array, Array]:
    """Return the numbers that occur, rising, and the largest and least value of each.

    Samples that follow each other often have one number: they are joined first.
    """
    begin = np.flatnonzero(np.diff(number, prepend=-1))
    if not begin.size:
        return number, value, value
    found, which = np.unique(number[begin], return_inverse=True)
    most, least = np.zeros(found.size), np.full(found.size, np.inf)
    np.maximum.at(most, which, np.maximum.reduceat(value, begin))
    np.minimum.at(least, which, np.minimum.reduceat(value, begin))
    return found, most, least


def _grows(bank: KernelBank) -> bool:
    """Tell whether more force never lowers what a touch does, where that counts."""
    if bank.force.size == 1:
        return True
    values = np.maximum(bank.values, 0.0)
    return bool(np.all(np.diff(values, axis=1) >= 0.0))


def _nearest(direction: Array, bank: KernelBank) -> Places:
    step = bank.turn / bank.directions
    return np.rint(direction / step).astype(np.intp) % bank.directions
