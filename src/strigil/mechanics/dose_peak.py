"""Dose that is the largest over samples: peak strain, peak pressure.

A largest value does not add up, so no transform serves. Samples in one cell with one
direction differ by force only, and there the firmest and the lightest between two
forces of the bank stand for all: one maximum for each of those is enough.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.mechanics.dose_map import BodyPatch, DoseMap, StrokeSamples
from strigil.mechanics.kernel_bank import KernelBank

__all__ = ["direct_peak_map", "peak_dose_map", "snapped"]

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

    Plain NumPy: each sample that is left takes one pass over its footprint, with the
    depths side by side in memory. A compiled loop would save the start of a few array
    calls for each; ``docs/models/dose-map.md`` says how much that was.
    """
    bank.fits(patch)
    kind = np.float32 if single else np.float64
    wide, high = bank.footprint
    touches = _touches(samples, bank, patch)
    shape = (patch.cells[0] + 2 * wide, patch.cells[1] + 2 * high, bank.depth.size)
    room = np.zeros(shape, dtype=kind)
    # Depths last: a row of the footprint is then one run of memory.
    kernels = np.ascontiguousarray(bank.values.transpose(0, 1, 3, 4, 2), dtype=kind)
    made = np.empty(kernels.shape[2:], dtype=kind)
    other = np.empty_like(made)
    low, high_share = touches.share.astype(kind)
    numbers = zip(
        (touches.column + wide - wide // 2).tolist(),
        (touches.row + high - high // 2).tolist(),
        touches.direction.tolist(),
        touches.bin.tolist(),
        low,
        high_share,
        strict=True,
    )
    for left, below, way, bin_, one, two in numbers:
        np.multiply(kernels[way, bin_], one, out=made)
        if two:
            np.multiply(kernels[way, bin_ + 1], two, out=other)
            np.add(made, other, out=made)
        under = room[left : left + wide, below : below + high]
        np.maximum(under, made, out=under)
    inside = room[wide : wide + patch.cells[0], high : high + patch.cells[1]]
    values = np.ascontiguousarray(inside.transpose(2, 0, 1), dtype=np.float64)
    return DoseMap(patch, bank.depth, values, bank.unit, bank.reach(samples, patch)[1])


def direct_peak_map(
    samples: StrokeSamples, bank: KernelBank, patch: BodyPatch
) -> DoseMap:
    """Take the largest, one sample after another: slow, to test the fast way.

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
        As of :func:`peak_dose_map`, in the bank's unit.

    Raises
    ------
    InvalidValueError
        On a patch with cells of another size than the bank's.
    """
    bank.fits(patch)
    wide, high = bank.footprint
    values = np.zeros((bank.depth.size, *patch.cells))
    place = snapped(samples, bank, patch)
    turn, press = _nearest(samples.direction, bank), bank.by_force(samples.force)
    u, v = (np.rint(one).astype(int) for one in patch.in_cells(place.x, place.y))
    for i in range(samples.size):
        (one, low), (two, up) = press.pairs
        kernel = low[i] * bank.values[turn[i], one[i]]
        kernel = kernel + up[i] * bank.values[turn[i], two[i]]
        left, below = u[i] - wide // 2, v[i] - high // 2
        columns = slice(max(left, 0), min(left + wide, patch.cells[0]))
        rows = slice(max(below, 0), min(below + high, patch.cells[1]))
        if columns.start < columns.stop and rows.start < rows.stop:
            part = kernel[
                :,
                columns.start - left : columns.stop - left,
                rows.start - below : rows.stop - below,
            ]
            values[:, columns, rows] = np.maximum(values[:, columns, rows], part)
    return DoseMap(patch, bank.depth, values, bank.unit, bank.reach(samples, patch)[1])


@dataclass(frozen=True, slots=True)
class _Touches:
    """The samples that stand for all others, by cell, direction and force."""

    column: Places
    row: Places
    direction: Places
    bin: Places
    share: Array


def _touches(samples: StrokeSamples, bank: KernelBank, patch: BodyPatch) -> _Touches:
    """Keep the firmest sample of each kind, and the lightest where it may count."""
    place = snapped(samples, bank, patch)
    place = place.take(bank.reach(place, patch)[0])
    u, v = (np.rint(one).astype(np.intp) for one in patch.in_cells(place.x, place.y))
    direction = _nearest(place.direction, bank)
    force = place.force
    grows = _grows(bank)
    span = np.zeros_like(u) if grows else np.searchsorted(bank.force, force)
    order = np.lexsort((force, span, direction, v, u))
    keys = np.stack([u, v, direction, span])[:, order]
    change = np.any(keys[:, 1:] != keys[:, :-1], axis=0)
    last = np.append(change, True) if order.size else change[:0]
    first = np.insert(change, 0, True) if order.size else change[:0]
    kept = order[last if grows else (last | first)]
    press = bank.by_force(force[kept])
    return _Touches(
        u[kept], v[kept], direction[kept], press.place[0], np.stack(press.share)
    )


def _grows(bank: KernelBank) -> bool:
    """Tell whether more force never lowers what a touch does, where that counts."""
    values = np.maximum(bank.values, 0.0)
    return bool(np.all(np.diff(values, axis=1) >= 0.0))


def _nearest(direction: Array, bank: KernelBank) -> Places:
    step = bank.turn / bank.directions
    return np.rint(direction / step).astype(np.intp) % bank.directions
