"""Dose that adds up over samples: strain over time, energy, powers of strain.

Each sample is shared between the four cells round it, the two directions and the two
forces beside its own; what lies in one cell for one kernel is then spread by it.
Spreading is a convolution, done for all samples at once by fast Fourier transforms, so
the cost hardly grows with the number of strokes. `direct_dose_map` does the same sum
sample by sample, to test it.
"""

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from strigil.errors import InvalidValueError
from strigil.mechanics.dose_map import BodyPatch, DoseMap, StrokeSamples
from strigil.mechanics.kernel_bank import KernelBank

__all__ = ["BankSpectrum", "additive_dose_map", "bank_spectrum", "direct_dose_map"]

Array = NDArray[np.float64]
Places = NDArray[np.intp]

# Samples laid at once: their numbers stay in the cache of one core.
_AT_ONCE = 8192

# Patterns below this share of the largest are rounding, in double and single precision.
_ROUNDING = {False: 1e-15, True: 1e-8}
# Mixing planes pays when it leaves at most this share of them.
_WORTH = 0.8


@dataclass(frozen=True, slots=True)
class BankSpectrum:
    """A bank transformed for one size of patch, to be used for any number of maps.

    Attributes
    ----------
    bank : KernelBank
        The bank.
    cells : tuple of int
        Cells of the patch along x and along y.
    size : tuple of int
        Size of the transforms: at least patch and footprint together, so that nothing
        wraps round into the patch.
    mix : ndarray or None
        Kernels x patterns [1]: how the kernels are made of fewer patterns, when they
        can be; None when each kernel is a pattern of its own.
    values : ndarray
        Transforms of the patterns, wave numbers along x x along y x patterns x depths
        [the bank's unit].
    """

    bank: KernelBank
    cells: tuple[int, int]
    size: tuple[int, int]
    mix: NDArray[Any] | None
    values: NDArray[Any]


def bank_spectrum(
    bank: KernelBank, cells: tuple[int, int], *, single: bool = False
) -> BankSpectrum:
    """Transform a bank for patches of one size.

    Parameters
    ----------
    bank : KernelBank
        The kernels.
    cells : tuple of int
        Cells of the patch along x and along y.
    single : bool
        Work in single precision: half the memory, twice as fast, and right to about
        1e-6 of the largest value instead of 1e-14.

    Returns
    -------
    BankSpectrum
        The transformed bank.
    """
    kind = np.float32 if single else np.float64
    # One cell more than the convolution fills: one of the two cells of a sample may lie
    # just out of reach, and may then wrap round without touching the patch.
    size = (
        fft.next_fast_len(cells[0] + bank.footprint[0]),
        fft.next_fast_len(cells[1] + bank.footprint[1], real=True),
    )
    count = bank.values.shape[0] * bank.values.shape[1]
    kernels = bank.values.reshape(count, *bank.values.shape[2:])
    mix, patterns = _patterns(kernels, single=single)
    patterns = np.ascontiguousarray(patterns.transpose(2, 3, 0, 1), dtype=kind)
    values = fft.rfft2(patterns, s=size, axes=(0, 1))
    return BankSpectrum(
        bank, cells, size, None if mix is None else mix.astype(kind), values
    )


def additive_dose_map(
    samples: StrokeSamples, spectrum: BankSpectrum, patch: BodyPatch
) -> DoseMap:
    """Add up what all samples do, by transforms.

    Parameters
    ----------
    samples : StrokeSamples
        The strokes.
    spectrum : BankSpectrum
        The bank, transformed for the patch's number of cells.
    patch : BodyPatch
        The piece of skin.

    Returns
    -------
    DoseMap
        Sum over samples of kernel times duration, in the bank's unit times s.

    Raises
    ------
    InvalidValueError
        On a patch with other cells than the bank was transformed for.

    Notes
    -----
    D(x, z) = sum over samples of t_i K(x - x_i, z; direction_i, force_i). It takes a
    measure that adds up over samples: strain summed over time, energy, or a power of
    strain when the kernels hold that power. Samples off the patch that reach into it
    are laid as well, so that a part of a patch has the part of the map.
    """
    _check(spectrum, patch)
    bank = spectrum.bank
    near, count = bank.reach(samples, patch)
    reaching = samples if near.size == samples.size else samples.take(near)
    planes = _planes(reaching, spectrum, patch)
    waves = fft.rfft2(planes, axes=(0, 1))
    summed = np.matmul(waves[:, :, None, :], spectrum.values)[:, :, 0, :]
    whole = fft.irfft2(summed, s=spectrum.size, axes=(0, 1))
    start = [side - 1 for side in bank.footprint]
    inside = whole[
        start[0] : start[0] + patch.cells[0], start[1] : start[1] + patch.cells[1]
    ]
    values = np.ascontiguousarray(inside.transpose(2, 0, 1), dtype=np.float64)
    return DoseMap(patch, bank.depth, values, _over_time(bank), count)


def direct_dose_map(
    samples: StrokeSamples, bank: KernelBank, patch: BodyPatch
) -> DoseMap:
    """Add up what all samples do, one after another: slow, to test the fast way.

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
        As of :func:`additive_dose_map`, in the bank's unit times s.

    Raises
    ------
    InvalidValueError
        On a patch with cells of another size than the bank's.
    """
    bank.fits(patch)
    wide, high = bank.footprint
    # Room all round for a touch in reach of the patch, and for its second cell.
    room = np.zeros(
        (bank.depth.size, patch.cells[0] + 2 * wide, patch.cells[1] + 2 * high)
    )
    turn, press = bank.by_direction(samples.direction), bank.by_force(samples.force)
    u, v = patch.in_cells(samples.x, samples.y)
    near, count = bank.reach(samples, patch)
    for i in near:
        kernel = sum(
            share[i] * part[i] * bank.values[place[i], bin_[i]]
            for (place, share), (bin_, part) in product(turn.pairs, press.pairs)
        )
        column, row = int(np.floor(u[i])), int(np.floor(v[i]))
        a, b = u[i] - column, v[i] - row
        for right, up in product((0, 1), (0, 1)):
            share = (a if right else 1.0 - a) * (b if up else 1.0 - b)
            left = column + right - wide // 2 + wide
            low = row + up - high // 2 + high
            room[:, left : left + wide, low : low + high] += (
                samples.duration[i] * share * kernel
            )
    values = room[:, wide : wide + patch.cells[0], high : high + patch.cells[1]].copy()
    return DoseMap(patch, bank.depth, values, _over_time(bank), count)


def _planes(
    samples: StrokeSamples, spectrum: BankSpectrum, patch: BodyPatch
) -> NDArray[Any]:
    """Share the durations of samples between cells and kernels: x by y by pattern."""
    (wide, high), bank = spectrum.size, spectrum.bank
    count = bank.directions * bank.force.size
    planes = np.zeros(wide * high * count, dtype=spectrum.values.real.dtype)
    # Each sample is shared between two directions, two forces if there are, four cells.
    shares = (2 * min(bank.force.size, 2), 4, min(_AT_ONCE, samples.size))
    places = np.empty(shares, dtype=np.intp)
    amounts = np.empty(shares, dtype=planes.dtype)
    for start in range(0, samples.size, _AT_ONCE):
        block = samples.take(slice(start, start + _AT_ONCE))
        if block.size < shares[2]:
            places, amounts = places[:, :, : block.size], amounts[:, :, : block.size]
        kernel, given = _by_kernel(block, bank)
        cell, offset, shared = _by_cell(block, spectrum, patch)
        np.add((cell + kernel)[:, None], offset[:, None], out=places)
        np.multiply(
            given.astype(planes.dtype)[:, None],
            shared.astype(planes.dtype),
            out=amounts,
        )
        np.add.at(planes, places.ravel(), amounts.ravel())
    if spectrum.mix is not None:
        planes = planes.reshape(-1, count) @ spectrum.mix
    return planes.reshape(wide, high, -1)


def _by_kernel(samples: StrokeSamples, bank: KernelBank) -> tuple[Places, Array]:
    """Return the kernels that samples belong to, kernels x samples, and the shares."""
    turn, press = bank.by_direction(samples.direction), bank.by_force(samples.force)
    if bank.force.size == 1:  # the second neighbour in force is given nothing
        return np.stack(turn.place), np.stack(turn.share) * press.share[0]
    pairs = list(product(turn.pairs, press.pairs))
    kernel = [one * bank.force.size + bin_ for (one, _), (bin_, _) in pairs]
    return np.stack(kernel), np.stack([share * part for (_, share), (_, part) in pairs])


def _by_cell(
    samples: StrokeSamples, spectrum: BankSpectrum, patch: BodyPatch
) -> tuple[Places, Places, Array]:
    """Return the first cell of samples, the way to the other three, and durations.

    A cell just before the plane has a negative place, counted from the plane's end: the
    row or column there is the one that nothing on the patch feels.
    """
    bank, high = spectrum.bank, spectrum.size[1]
    count = bank.directions * bank.force.size
    u, v = patch.in_cells(samples.x, samples.y)
    column, row = np.floor(u), np.floor(v)
    a, b = u - column, v - row
    before = bank.before()
    first = ((column + before[0]) * high + (row + before[1])) * count
    along = np.stack([1.0 - b, b]) * samples.duration
    shared = np.concatenate([along * (1.0 - a), along * a])
    offset = np.array([0, 1, high, high + 1]) * count
    return first.astype(np.intp), offset, shared


def _patterns(kernels: Array, *, single: bool) -> tuple[Array | None, Array]:
    """Write kernels as mixtures of fewer patterns, if they can be."""
    flat = kernels.reshape(kernels.shape[0], -1)
    u, size, v = np.linalg.svd(flat, full_matrices=False)
    kept = max(1, int(np.count_nonzero(size > _ROUNDING[single] * size[0])))
    if kept > _WORTH * kernels.shape[0]:
        return None, kernels
    return u[:, :kept] * size[:kept], v[:kept].reshape(kept, *kernels.shape[1:])


def _over_time(bank: KernelBank) -> str:
    return "s" if bank.unit == "1" else f"{bank.unit} s"


def _check(spectrum: BankSpectrum, patch: BodyPatch) -> None:
    spectrum.bank.fits(patch)
    if spectrum.cells != patch.cells:
        message = (
            f"The bank was transformed for {spectrum.cells} cells; a patch of "
            f"{patch.cells} was given. Transform it anew with bank_spectrum."
        )
        raise InvalidValueError(message)
