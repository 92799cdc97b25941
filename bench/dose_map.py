"""dose-map: a session's strokes on patch and depth, ours beside slices in a loop."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import perf_counter

import dose_map_numba
import numpy as np
from dose_map_slices import added_by_slices, largest_by_slices
from numpy.typing import NDArray
from paired import paired
from row import Row

from strigil.mechanics.dose_map import BodyPatch, StrokeSamples
from strigil.mechanics.dose_peak import peak_dose_map, snapped
from strigil.mechanics.dose_scatter import (
    BankSpectrum,
    additive_dose_map,
    bank_spectrum,
)
from strigil.mechanics.kernel_bank import KernelBank

Array = NDArray[np.float64]
CASE = "dose-map"
CELL = 1e-3
PATCH = BodyPatch((200, 100), CELL)
DEPTHS = 10
FOOTPRINT = (48, 32)
STROKES, SAMPLES = 1000, 150
ALLOWED = 1e-6  # of the largest value of the map
REPEATS = 5
# Numbers of the arrays that are read and written for the memory's own pace.
_TRIAD = 8_000_000


@dataclass(frozen=True, slots=True)
class Session:
    """Strokes, a bank, and the bank transformed."""

    samples: StrokeSamples
    bank: KernelBank
    spectrum: BankSpectrum
    setup_s: float


def rows() -> Iterator[Row]:
    """Yield sums with 8 directions, with 16 x 8 kernels, and peaks."""
    plain = session(directions=8, forces=1)
    yield _sum_row("dose-map", plain)
    yield _sum_row("dose-map-binned", session(directions=16, forces=8))
    yield from _peak_rows(plain)


def session(*, directions: int, forces: int, seed: int = 0) -> Session:
    """Draw strokes, each straight and pressed as a half sine, and a bank.

    Kernels are bells plus noise, so that no kernel is a mixture of the others and
    nothing is saved by that. The samples lie in the middle of cells, at directions and
    forces of the bank: there the peer, which does not blend, is right as well.
    """
    rng = np.random.default_rng(seed)
    x, y = (np.arange(size) - size // 2 for size in FOOTPRINT)
    wide = np.linspace(4.0, 9.0, DEPTHS)[:, None, None]
    bell = np.exp(-((x[:, None] / wide) ** 2) - (y / wide) ** 2)
    force = np.linspace(1.0, 8.0, forces) if forces > 1 else np.array([1.0])
    noise = rng.uniform(0.5, 1.5, (directions, forces, *bell.shape))
    values = np.cumsum(bell * noise, axis=1) * np.diff(force, prepend=0.0).mean()
    depth = np.linspace(2e-3, 20e-3, DEPTHS)
    bank = KernelBank(values, force, depth, CELL)
    samples = snapped(_strokes(rng), bank, PATCH)
    if forces > 1:
        firm = np.clip(np.rint(samples.force), 1.0, 8.0)
        samples = StrokeSamples(
            samples.x, samples.y, samples.direction, firm, samples.duration
        )
    began = perf_counter()
    spectrum = bank_spectrum(bank, PATCH.cells, single=True)
    return Session(samples, bank, spectrum, perf_counter() - began)


def _strokes(rng: np.random.Generator) -> StrokeSamples:
    way = rng.uniform(0.0, 2.0 * np.pi, STROKES)
    along = np.linspace(-0.02, 0.02, SAMPLES)
    middle = rng.uniform((0.025, 0.025), (0.175, 0.075), (STROKES, 2))
    peak = rng.uniform(3.0, 9.0, STROKES)
    return StrokeSamples.of(
        (middle[:, :1] + np.cos(way)[:, None] * along).ravel(),
        (middle[:, 1:] + np.sin(way)[:, None] * along).ravel(),
        direction=np.repeat(way, SAMPLES),
        force=np.outer(peak, np.sin(np.linspace(0.1, np.pi - 0.1, SAMPLES))).ravel(),
        duration=1.0 / 200.0,
    )


def _sum_row(case: str, given: Session) -> Row:
    def ours() -> Array:
        return additive_dose_map(given.samples, given.spectrum, PATCH).values

    def peer() -> Array:
        return added_by_slices(given.samples, given.bank, PATCH)

    timed = paired(ours, peer, repeats=REPEATS)
    kernels = given.bank.values.shape[0] * given.bank.values.shape[1]
    size = given.spectrum.values.nbytes
    roof = timed.ours_s / (size / bandwidth())
    note = (
        f"{STROKES * SAMPLES} samples, {kernels} kernels, none a mixture of others; "
        f"single precision; the bank's transform is kept ({given.setup_s:.2g} s, "
        f"{size / 1e6:.3g} MB); ours is {roof:.2g} times what reading it once takes"
    )
    return _row(case, "numpy slices", ours, peer, timed=timed, note=note)


def _peak_rows(given: Session) -> Iterator[Row]:
    def ours() -> Array:
        return peak_dose_map(given.samples, given.bank, PATCH).values

    peers: tuple[tuple[str, Callable[..., Array], str], ...] = (
        ("numpy slices", largest_by_slices, "double precision as one writes it"),
        ("numba loop", dose_map_numba.largest, "over every sample, one thread"),
    )
    for name, work, said in peers:

        def peer(work: Callable[..., Array] = work) -> Array:
            return work(given.samples, given.bank, PATCH)

        timed = paired(ours, peer, repeats=REPEATS)
        note = f"largest of {STROKES * SAMPLES} samples, 8 directions; peer {said}"
        yield _row("dose-peak", name, ours, peer, timed=timed, note=note)


def _row(
    case: str,
    name: str,
    ours: Callable[[], Array],
    peer: Callable[[], Array],
    *,
    timed: object,
    note: str,
) -> Row:
    one, other = ours(), peer()
    apart = float(np.abs(one - other).max() / np.abs(other).max())
    return Row(
        case=case,
        peer=name,
        timed=timed,
        repeats=REPEATS,
        accuracy={
            "measure": "largest difference of the two maps over the largest value",
            "allowed": ALLOWED,
            "ours": apart,
            "peer": 0.0,
            "same": apart <= ALLOWED,
            "said": f"{apart:.1e} apart",
        },
        note=note,
    )


def bandwidth() -> float:
    """Return how many bytes are read and written in a second: a = b + c, best of 5."""
    b, c = np.ones(_TRIAD, np.float32), np.ones(_TRIAD, np.float32)
    a = np.empty_like(b)
    best = np.inf
    for _ in range(5):
        began = perf_counter()
        np.add(b, c, out=a)
        best = min(best, perf_counter() - began)
    return 3 * a.nbytes / best
