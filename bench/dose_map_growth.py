"""How time and memory of a dose map grow with grid, strokes and kernels."""

import tracemalloc
from collections.abc import Callable, Sequence
from time import perf_counter

from dose_map_session import Session, session

Work = Callable[[Session], object]
# Cells of a patch along x and along y, strokes, directions and forces.
GRIDS = ((100, 50), (200, 100), (400, 200))
STROKES = (100, 1000, 10000)
BINS = ((8, 1), (16, 2), (16, 8))
REPEATS = 7


def by_grid(work: Work) -> str:
    """Say how it grows with the cells of the patch, on as many strokes."""
    found = [_cost(work, session(directions=8, forces=1, cells=one)) for one in GRIDS]
    return f"by grid {_said([f'{one[0]} x {one[1]}' for one in GRIDS], found, 1)}"


def by_strokes(work: Work) -> str:
    """Say how it grows with the number of strokes."""
    found = [_cost(work, session(directions=8, forces=1, strokes=n)) for n in STROKES]
    return f"by strokes {_said([str(one) for one in STROKES], found, 1)}"


def by_bins(work: Work) -> str:
    """Say how it grows with the kernels: directions times forces."""
    found = [_cost(work, session(directions=d, forces=f)) for d, f in BINS]
    return f"by kernels {_said([str(d * f) for d, f in BINS], found, 0)}"


def _cost(work: Work, given: Session) -> tuple[float, float]:
    """Return the shortest time [s] and the most memory beside what is given [MB]."""
    tracemalloc.start()
    work(given)
    memory = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    times = []
    for _ in range(REPEATS):
        began = perf_counter()
        work(given)
        times.append(perf_counter() - began)
    return min(times), memory


def _said(names: Sequence[str], found: Sequence[tuple[float, float]], base: int) -> str:
    one = found[base][0]
    return ", ".join(
        f"{name}: {time / one:.2g} ({memory:.0f} MB)"
        for name, (time, memory) in zip(names, found, strict=True)
    )
