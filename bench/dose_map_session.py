"""A session of strokes and a bank of noisy kernels, for the dose-map cases."""

from dataclasses import dataclass
from time import perf_counter

import numpy as np

from strigil.mechanics.dose_map import BodyPatch, StrokeSamples
from strigil.mechanics.dose_peak import snapped
from strigil.mechanics.dose_scatter import BankSpectrum, bank_spectrum
from strigil.mechanics.kernel_bank import KernelBank

CELL = 1e-3
CELLS = (200, 100)
DEPTHS = 10
FOOTPRINT = (48, 32)
STROKES, SAMPLES = 1000, 150


@dataclass(frozen=True, slots=True)
class Session:
    """Strokes on a patch, a bank, and the bank transformed."""

    patch: BodyPatch
    samples: StrokeSamples
    bank: KernelBank
    spectrum: BankSpectrum
    setup_s: float


def session(
    *,
    directions: int,
    forces: int,
    strokes: int = STROKES,
    cells: tuple[int, int] = CELLS,
    seed: int = 0,
) -> Session:
    """Draw strokes, each straight and pressed as a half sine, and a bank.

    Kernels are bells plus noise, so that no kernel is a mixture of the others and
    nothing is saved by that. The samples lie in the middle of cells, at directions and
    forces of the bank: there the peer, which does not blend, is right as well.
    """
    rng = np.random.default_rng(seed)
    patch = BodyPatch(cells, CELL)
    x, y = (np.arange(size) - size // 2 for size in FOOTPRINT)
    wide = np.linspace(4.0, 9.0, DEPTHS)[:, None, None]
    bell = np.exp(-((x[:, None] / wide) ** 2) - (y / wide) ** 2)
    force = np.linspace(1.0, 8.0, forces) if forces > 1 else np.array([1.0])
    noise = rng.uniform(0.5, 1.5, (directions, forces, *bell.shape))
    values = np.cumsum(bell * noise, axis=1) * np.diff(force, prepend=0.0).mean()
    depth = np.linspace(2e-3, 20e-3, DEPTHS)
    bank = KernelBank(values, force, depth, CELL)
    samples = snapped(_strokes(rng, strokes, cells), bank, patch)
    if forces > 1:
        nearest = np.abs(samples.force[:, None] - force).argmin(axis=1)
        samples = StrokeSamples(
            samples.x, samples.y, samples.direction, force[nearest], samples.duration
        )
    began = perf_counter()
    spectrum = bank_spectrum(bank, cells, single=True)
    return Session(patch, samples, bank, spectrum, perf_counter() - began)


def _strokes(
    rng: np.random.Generator, count: int, cells: tuple[int, int]
) -> StrokeSamples:
    way = rng.uniform(0.0, 2.0 * np.pi, count)
    along = np.linspace(-0.02, 0.02, SAMPLES)
    ends = 0.025, np.multiply(cells, CELL) - 0.025
    middle = rng.uniform(*ends, (count, 2))
    peak = rng.uniform(3.0, 9.0, count)
    return StrokeSamples.of(
        (middle[:, :1] + np.cos(way)[:, None] * along).ravel(),
        (middle[:, 1:] + np.sin(way)[:, None] * along).ravel(),
        direction=np.repeat(way, SAMPLES),
        force=np.outer(peak, np.sin(np.linspace(0.1, np.pi - 0.1, SAMPLES))).ravel(),
        duration=1.0 / 200.0,
    )
