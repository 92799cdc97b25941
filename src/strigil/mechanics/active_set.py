"""Which cells touch: pressure without pull, surface without overlap."""

import numpy as np
from numpy.typing import NDArray

from strigil.compiled import compiled

__all__ = ["contact_edge", "solve_even", "solve_touching"]

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Rounds of letting go and taking back, far more than ever seen.
_ROUNDS = 60
# A pull or an overlap smaller than this share is rounding.
_ROUNDING = 1e-9
# Squares of pressure below this are none [Pa^2].
_TINY = 1e-200


def solve_touching(
    influence: Array, height: Array, total: Array, *, start: Flags | None = None
) -> tuple[Array, Array, Flags]:
    """Solve influence p + height = approach where p > 0, with sum(p) = total.

    Parameters
    ----------
    influence : ndarray
        Displacement of a cell by unit pressure in another [m/Pa], for each sample.
    height : ndarray
        Height of the edge above its lowest point in each cell [m].
    total : ndarray
        Sum of the pressures of each sample [Pa].
    start : ndarray or None
        Which cells may touch at first, some in each sample; left out, all. It saves
        rounds and changes nothing else.

    Returns
    -------
    tuple
        Pressure in each cell [Pa], approach of each sample [m], and which cells touch.
    """
    touching = np.ones(height.shape, np.bool_) if start is None else start.copy()
    pressure, approach = np.zeros(height.shape), np.zeros(len(height))
    matrix, gap = np.ascontiguousarray(influence), np.array(height, dtype=np.float64)
    _touch(matrix, gap, np.array(total, dtype=np.float64), touching, pressure, approach)
    return pressure, approach, touching


def solve_even(
    kernel: Array, height: Array, total: Array, *, start: int
) -> tuple[Array, Array, Flags]:
    """Solve the right half of a contact that is the same on both sides.

    Parameters
    ----------
    kernel : ndarray
        Displacement by a cell under unit pressure at 0, 1, ... cells from it, twice as
        many as cells in the half, for each sample [m/Pa].
    height : ndarray
        Height of the edge above its lowest point in the cells of the half, from the
        middle outwards [m].
    total : ndarray
        Sum of the pressures of the half [Pa].
    start : int
        How many cells touch at first; it saves rounds and changes nothing else.

    Returns
    -------
    tuple
        Pressure [Pa] and gap [m] in each cell, and which cells touch.
    """
    touching = np.zeros(height.shape, np.bool_)
    touching[:, :start] = True
    pressure, gap = np.zeros(height.shape), np.zeros(height.shape)
    _touch_even(kernel, height, total, touching, pressure, gap)
    return pressure, gap, touching


def contact_edge(x: Array, pressure: Array, touching: Flags) -> Array:
    """Find the edge of contact between cells, where pressure squared runs to zero.

    Parameters
    ----------
    x : ndarray
        Middles of cells of equal width from the middle outwards, samples x cells [m].
    pressure : ndarray
        Pressure in them [Pa].
    touching : ndarray
        Which of them touch.

    Returns
    -------
    ndarray
        Distance of the edge from the middle, one for each sample [m].
    """
    return _edges(np.ascontiguousarray(x), pressure, touching)


@compiled
def _edges(x: Array, pressure: Array, touching: Flags) -> Array:
    out = np.empty(x.shape[0])
    for s in range(x.shape[0]):
        last = x.shape[1] - 1
        while last > 0 and not touching[s, last]:
            last -= 1
        outer = max(pressure[s, last], 0.0) ** 2
        inner = pressure[s, max(last - 1, 0)] ** 2
        share = 0.5
        if inner > outer and last < x.shape[1] - 1:
            share = outer / max(max(inner - outer, outer), _TINY)
        out[s] = x[s, last] + 2.0 * x[s, 0] * share
    return out


@compiled
def _touch_even(
    kernel: Array,
    height: Array,
    total: Array,
    touching: Flags,
    pressure: Array,
    gap: Array,
) -> None:
    """Press the right half of each sample, and write the gap."""
    size = height.shape[1]
    influence, work = np.empty((size, size)), np.empty((size, size + 2))
    for s in range(height.shape[0]):
        for i in range(size):
            for j in range(size):
                # What a cell does, and its mirror image.
                influence[i, j] = kernel[s, abs(i - j)] + kernel[s, i + j + 1]
        p = pressure[s]
        approach = _touch_one(influence, height[s], total[s], touching[s], p, work)
        for i in range(size):
            gap[s, i] = height[s, i] - approach
            for j in range(size):
                gap[s, i] += influence[i, j] * p[j]


@compiled
def _touch(
    influence: Array,
    height: Array,
    total: Array,
    touching: Flags,
    pressure: Array,
    approach: Array,
) -> None:
    """Press each sample."""
    size = height.shape[1]
    work = np.empty((size, size + 2))
    for s in range(height.shape[0]):
        approach[s] = _touch_one(
            influence[s], height[s], total[s], touching[s], pressure[s], work
        )


@compiled
def _touch_one(
    influence: Array,
    height: Array,
    total: float,
    touching: Flags,
    p: Array,
    work: Array,
) -> float:
    """Let go of cells that pull and take back those that overlap, until none does."""
    cells = np.empty(height.size, np.int64)
    approach = 0.0
    for _ in range(_ROUNDS):
        count = 0
        for i in range(height.size):
            p[i] = 0.0
            if touching[i]:
                cells[count] = i
                count += 1
        on = cells[:count]
        approach = _press(influence, height, total, on, p, work)
        if _let_go(p, -_ROUNDING * total, touching):
            continue
        level = approach - _ROUNDING * abs(approach)
        if not _taken_back(influence, height, level, on, p, touching):
            break
    return approach


@compiled
def _press(
    influence: Array,
    height: Array,
    total: float,
    cells: NDArray[np.int64],
    p: Array,
    work: Array,
) -> float:
    """Press the touching cells so that all are at one approach, and return it."""
    count = cells.size
    for i in range(count):
        for j in range(count):
            work[i, j] = influence[cells[i], cells[j]]
        work[i, count], work[i, count + 1] = 1.0, -height[cells[i]]
    _eliminate(work, count)
    given = resisted = 0.0
    for i in range(count):
        given += work[i, count]
        resisted += work[i, count + 1]
    approach = (total - resisted) / given
    for i in range(count):
        p[cells[i]] = approach * work[i, count] + work[i, count + 1]
    return approach


@compiled
def _eliminate(work: Array, count: int) -> None:
    """Solve equations with two right sides in place.

    Written out because the library's solver takes the compiler six seconds to link.
    """
    for i in range(count):
        _swap_for_largest(work, i, count)
        for row in range(i + 1, count):
            factor = work[row, i] / work[i, i]
            for j in range(i + 1, count + 2):
                work[row, j] -= factor * work[i, j]
    for i in range(count - 1, -1, -1):
        for side in (count, count + 1):
            value = work[i, side]
            for j in range(i + 1, count):
                value -= work[i, j] * work[j, side]
            work[i, side] = value / work[i, i]


@compiled
def _swap_for_largest(work: Array, i: int, count: int) -> None:
    """Bring the row with the largest pivot in a column up."""
    best = i
    for row in range(i + 1, count):
        if abs(work[row, i]) > abs(work[best, i]):
            best = row
    if best != i:
        for j in range(i, count + 2):
            work[i, j], work[best, j] = work[best, j], work[i, j]


@compiled
def _let_go(p: Array, least: float, touching: Flags) -> bool:
    """Let go of the cells that pull; say whether one did."""
    pulled = False
    for i in range(p.size):
        if p[i] < least:
            touching[i] = False
            pulled = True
    return pulled


@compiled
def _taken_back(
    influence: Array,
    height: Array,
    level: float,
    cells: NDArray[np.int64],
    p: Array,
    touching: Flags,
) -> bool:
    """Take back the cells where the surface would overlap; say whether one would."""
    taken = False
    for i in range(height.size):
        if touching[i]:
            continue
        lift = height[i]
        for j in cells:
            lift += influence[i, j] * p[j]
        if lift < level:
            touching[i] = True
            taken = True
    return taken
