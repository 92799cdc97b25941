"""dose-map: a session's strokes on patch and depth, ours beside slices in a loop."""

from collections.abc import Callable, Iterator
from time import perf_counter

import dose_map_growth as growth
import dose_map_numba
import numpy as np
from dose_map_session import SAMPLES, STROKES, Session, session
from dose_map_slices import added_by_slices, largest_by_slices
from numpy.typing import NDArray
from paired import Paired, paired
from row import Row
from scipy import fft

from strigil.mechanics.dose_peak import peak_dose_map
from strigil.mechanics.dose_scatter import additive_dose_map

Array = NDArray[np.float64]
CASE = "dose-map"
ALLOWED = 1e-6  # of the largest value of the map
REPEATS = 5
# Times that a sum, hundreds of times shorter than the peer's, runs in each pair.
OFTEN = 15
# Pairs of ours and of the memory.
ROOF_REPEATS = 15
# Numbers of the arrays that are read and written for the memory's own pace.
_TRIAD = 8_000_000


def rows() -> Iterator[Row]:
    """Yield sums with 8 directions, with 16 x 8 kernels, and peaks."""
    plain = session(directions=8, forces=1)
    grown = f"{growth.by_grid(added)}; {growth.by_strokes(added)}"
    yield _sum_row("dose-map", plain, grown)
    binned = session(directions=16, forces=8)
    yield _sum_row("dose-map-binned", binned, growth.by_bins(added))
    yield from _peak_rows(plain)


def added(given: Session) -> Array:
    """Return our sum."""
    return additive_dose_map(given.samples, given.spectrum, given.patch).values


def largest(given: Session) -> Array:
    """Return our peak."""
    return peak_dose_map(given.samples, given.bank, given.patch).values


def _sum_row(case: str, given: Session, grown: str) -> Row:
    def ours() -> Array:
        return added(given)

    def peer() -> Array:
        return added_by_slices(given.samples, given.bank, given.patch)

    timed = paired(ours, peer, repeats=REPEATS, often=OFTEN)
    kernels = given.bank.values.shape[0] * given.bank.values.shape[1]
    size = given.spectrum.values.nbytes
    one, two = (_over_roof(ours, size, workers=count) for count in (1, 2))
    streamed = size + _laid(given)
    note = (
        f"{STROKES * SAMPLES} samples, {kernels} kernels, none a mixture of others; "
        f"single precision, one thread; the bank's transform is kept "
        f"({given.setup_s:.2g} s, {size / 1e6:.3g} MB); ours is {one:.2g} times what "
        f"reading it once takes, {one * size / streamed:.2g} times what moving all "
        f"{streamed / 1e6:.3g} MB takes, with two threads {two:.2g} and "
        f"{two * size / streamed:.2g} times; our time, and memory beside the bank, "
        f"{grown}"
    )
    return _row(case, "numpy slices", ours, peer, timed=timed, note=note)


def _peak_rows(given: Session) -> Iterator[Row]:
    def ours() -> Array:
        return largest(given)

    grown = f"{growth.by_grid(largest)}; {growth.by_strokes(largest)}"
    peers: tuple[tuple[str, Callable[..., Array], str], ...] = (
        (
            "numpy slices",
            largest_by_slices,
            "double precision as one writes it; our time, and memory beside the bank, "
            f"{grown}; {growth.by_bins(largest)}",
        ),
        ("numba loop", dose_map_numba.largest, "over every sample, one thread"),
    )
    for name, work, said in peers:

        def peer(work: Callable[..., Array] = work) -> Array:
            return work(given.samples, given.bank, given.patch)

        timed = paired(ours, peer, repeats=REPEATS)
        note = f"largest of {STROKES * SAMPLES} samples, 8 directions; peer {said}"
        yield _row("dose-peak", name, ours, peer, timed=timed, note=note)


def _row(
    case: str,
    name: str,
    ours: Callable[[], Array],
    peer: Callable[[], Array],
    *,
    timed: Paired,
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


def _laid(given: Session) -> int:
    """Return how many bytes planes and their waves are, each written and read once."""
    kernels, high = given.spectrum.values.shape[3], given.spectrum.size[1]
    waves = given.spectrum.values.shape[0] * given.spectrum.values.itemsize
    row = high * given.spectrum.values.real.itemsize + waves
    return 2 * given.patch.cells[0] * kernels * row


def _over_roof(ours: Callable[[], Array], size: int, *, workers: int) -> float:
    """Return our time over what the memory needs to move as many bytes.

    The memory's own work, a = b + c on long arrays, is done so often that it lasts
    about as long as ours: another job on the machine then meets both alike.
    """
    b, c = np.ones(_TRIAD, np.float32), np.ones(_TRIAD, np.float32)
    a = np.empty_like(b)
    with fft.set_workers(workers):
        ours()
        once = min(_seconds(lambda: np.add(b, c, out=a)) for _ in range(ROOF_REPEATS))
        often = max(1, round(_seconds(ours) / once))

        def memory() -> None:
            for _ in range(often):
                np.add(b, c, out=a)

        timed = paired(ours, memory, repeats=ROOF_REPEATS)
    return often * 3 * a.nbytes / size / timed.ratio


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began
