"""Dose that adds up over samples: strain over time, energy, powers of strain.

Each sample is shared between the four cells round it, the two directions and the two
forces beside its own; what lies in one cell for one kernel is then spread by it.
Spreading is a convolution, done for all samples at once by fast Fourier transforms, so
the cost hardly grows with the number of strokes. `strigil.mechanics.dose_one_by_one`
does the same sum sample by sample, to test it.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from strigil.errors import InvalidValueError
from strigil.mechanics.dose_map import BodyPatch, DoseMap, StrokeSamples
from strigil.mechanics.kernel_bank import KernelBank
from strigil.mechanics.stroke_planes import Planes, lay_on_planes

__all__ = ["BankSpectrum", "additive_dose_map", "bank_spectrum"]

Array = NDArray[np.float64]

# Waves worked on at once, in numbers: they stay in the cache of one core.
_WAVES_AT_ONCE = 131_072

# With as many patterns, a dot product for each depth is faster than a product with all.
_MANY = 16

# Patterns below this share of the largest are rounding, in double and single precision.
_ROUNDING = {False: 1e-15, True: 1e-8}
# Squares above this share of the largest are no rounding in either precision.
_PLAIN = 1e-10
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

    Inside ``scipy.fft.set_workers(2)`` two threads share the transforms and the bank.
    """
    _check(spectrum, patch)
    bank = spectrum.bank
    near, count = bank.reach(samples, patch)
    reaching = samples if near.size == samples.size else samples.take(near)
    planes = lay_on_planes(
        reaching, bank, patch, high=spectrum.size[1], kind=spectrum.values.real.dtype
    )
    values = np.ascontiguousarray(_summed(planes, spectrum), dtype=np.float64)
    return DoseMap(patch, bank.depth, values, bank.unit_over_time, count)


def _summed(planes: Planes, spectrum: BankSpectrum) -> NDArray[Any]:
    """Convolve planes with their kernels and add up: depth by x by y.

    The transform goes along y, then for a few wave numbers at once along x, so that
    their waves are still in the cache when the bank is read, once and in order.
    """
    values, (wide, high) = spectrum.values, spectrum.size
    before, (left, low) = spectrum.bank.before(), _begins(spectrum)
    # A column before the first that is felt holds nothing that counts.
    begin = max(planes.first + before[0], 0)
    laid = planes.values[begin - planes.first - before[0] :]
    if spectrum.mix is not None:
        laid = laid @ spectrum.mix
    waves = fft.rfft(laid, n=high, axis=1).transpose(1, 0, 2)
    answers = np.empty(
        (values.shape[0], spectrum.cells[0], values.shape[2]), waves.dtype
    )
    step = max(1, _WAVES_AT_ONCE // (wide * waves.shape[2]))

    def answer(start: int) -> None:
        part = slice(start, start + step)
        rows = np.zeros((values[part].shape[0], wide, waves.shape[2]), waves.dtype)
        rows[:, begin : begin + waves.shape[1]] = waves[part]
        block = fft.fft(rows, axis=1, overwrite_x=True)
        found = fft.ifft(_dots(values[part], block), axis=1, overwrite_x=True)
        answers[part] = found[:, left : left + spectrum.cells[0]]

    _each(answer, range(0, values.shape[0], step))
    whole = fft.irfft(answers, n=high, axis=0)
    return whole[low : low + spectrum.cells[1]].transpose(2, 1, 0)


def _dots(values: NDArray[Any], waves: NDArray[Any]) -> NDArray[Any]:
    """Add up over patterns: waves by waves by depth."""
    if waves.shape[2] >= _MANY:
        return np.asarray(np.vecdot(values, waves[:, :, None]))
    summed = np.matmul(values, np.conjugate(waves)[..., None])[..., 0]
    return np.asarray(np.conjugate(summed, out=summed))


def _begins(spectrum: BankSpectrum) -> tuple[int, int]:
    """Return where the patch begins in a convolution, along x and along y."""
    wide, high = spectrum.bank.footprint
    return wide - 1, high - 1


def _each(work: Callable[[int], None], places: Iterable[int]) -> None:
    """Do a work at all places, by as many threads as `scipy.fft` is allowed."""
    workers = fft.get_workers()
    if workers == 1:
        for place in places:
            work(place)
        return
    with ThreadPoolExecutor(workers) as pool:
        for _ in pool.map(work, places):
            pass


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
    enough = _WORTH * kernels.shape[0]
    # Squares of the sizes are soon found; where they are far above rounding they count.
    squares = np.linalg.eigvalsh(flat @ flat.T)
    if np.count_nonzero(squares > _PLAIN * squares[-1]) > enough:
        return None, kernels
    u, size, v = np.linalg.svd(flat, full_matrices=False)
    kept = max(1, int(np.count_nonzero(size > _ROUNDING[single] * size[0])))
    if kept > enough:
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
