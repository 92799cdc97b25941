"""Dose that adds up over samples: strain over time, energy, powers of strain.

Each sample is shared between the four cells round it, the two directions and the two
forces beside its own; what lies in one cell for one kernel is then spread by it.
Spreading is a convolution, done for all samples at once by fast Fourier transforms, so
the cost hardly grows with the number of strokes. `strigil.mechanics.dose_one_by_one`
does the same sum sample by sample, to test it.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from strigil.errors import InvalidValueError
from strigil.mechanics.dose_map import BodyPatch, DoseMap, StrokeSamples
from strigil.mechanics.kernel_bank import KernelBank
from strigil.mechanics.stroke_planes import lay_on_planes

__all__ = ["BankSpectrum", "additive_dose_map", "bank_spectrum"]

Array = NDArray[np.float64]

# Waves worked on at once, in numbers: they stay in the cache of one core.
_WAVES_AT_ONCE = 131_072

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
        Conjugate transforms of the patterns, wave numbers along y x along x x depths x
        patterns [the bank's unit].
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
        fft.next_fast_len(cells[1] + bank.footprint[1]),
    )
    count = bank.values.shape[0] * bank.values.shape[1]
    kernels = bank.values.reshape(count, *bank.values.shape[2:])
    mix, patterns = _patterns(kernels, single=single)
    return BankSpectrum(
        bank,
        cells,
        size,
        None if mix is None else mix.astype(kind),
        _transformed(patterns.astype(kind), size),
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
    planes = lay_on_planes(
        reaching, bank, patch, size=spectrum.size, kind=spectrum.values.real.dtype
    )
    if spectrum.mix is not None:
        planes = planes @ spectrum.mix
    values = np.ascontiguousarray(_summed(planes, spectrum), dtype=np.float64)
    return DoseMap(patch, bank.depth, values, bank.unit_over_time, count)


def _summed(planes: NDArray[Any], spectrum: BankSpectrum) -> NDArray[Any]:
    """Convolve planes with their patterns and add up: x by y by depth.

    The transform goes along y, then for a few wave numbers at once along x, so that
    their waves are still in the cache when the bank is read, once and in order.
    """
    (wide, high), values = spectrum.size, spectrum.values
    first, last = _used(planes)
    waves = fft.rfft(planes[first:last], n=high, axis=1)
    # Places, not wave numbers, along x.
    summed = np.empty(
        (values.shape[0], spectrum.cells[0], values.shape[2]), waves.dtype
    )
    begin = spectrum.bank.footprint[0] - 1
    step = max(1, _WAVES_AT_ONCE // (wide * planes.shape[2]))
    for start in range(0, values.shape[0], step):
        part = slice(start, start + step)
        rows = np.zeros((values[part].shape[0], wide, planes.shape[2]), waves.dtype)
        rows[:, first:last] = waves[:, part].transpose(1, 0, 2)
        block = fft.fft(rows, axis=1, overwrite_x=True)
        answer = np.vecdot(values[part], block[:, :, None])
        answer = fft.ifft(answer, axis=1, overwrite_x=True)
        summed[part] = answer[:, begin : begin + spectrum.cells[0]]
    begin = spectrum.bank.footprint[1] - 1
    whole = fft.irfft(summed, n=high, axis=0)
    return whole[begin : begin + spectrum.cells[1]].transpose(2, 1, 0)


def _used(planes: NDArray[Any]) -> tuple[int, int]:
    """Return the first column of planes that holds anything, and the one after all."""
    held = np.flatnonzero(planes.any(axis=(1, 2)))
    return (int(held[0]), int(held[-1]) + 1) if held.size else (0, 1)


def _transformed(patterns: NDArray[Any], size: tuple[int, int]) -> NDArray[Any]:
    """Transform patterns, conjugate: waves along y x along x x depths x patterns."""
    rows = np.ascontiguousarray(patterns.transpose(2, 3, 1, 0))
    waves = fft.rfft(rows, n=size[1], axis=1)
    count = waves.shape[1]
    values = np.empty((count, size[0], *waves.shape[2:]), waves.dtype)
    for wave in range(count):
        np.conjugate(fft.fft(waves[:, wave], n=size[0], axis=0), out=values[wave])
    return values


def _patterns(kernels: Array, *, single: bool) -> tuple[Array | None, Array]:
    """Write kernels as mixtures of fewer patterns, if they can be."""
    flat = kernels.reshape(kernels.shape[0], -1)
    u, size, v = np.linalg.svd(flat, full_matrices=False)
    kept = max(1, int(np.count_nonzero(size > _ROUNDING[single] * size[0])))
    if kept > _WORTH * kernels.shape[0]:
        return None, kernels
    return u[:, :kept] * size[:kept], v[:kept].reshape(kept, *kernels.shape[1:])


def _check(spectrum: BankSpectrum, patch: BodyPatch) -> None:
    spectrum.bank.fits(patch)
    if spectrum.cells != patch.cells:
        message = (
            f"The bank was transformed for {spectrum.cells} cells; a patch of "
            f"{patch.cells} was given. Transform it anew with bank_spectrum."
        )
        raise InvalidValueError(message)
