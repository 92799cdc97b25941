"""Which cells touch: pressure without pull, surface without overlap."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["contact_edge", "solve_touching"]

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
    touching = np.ones(height.shape, dtype=bool) if start is None else start
    pressure, approach, changed = _round(influence, height, total, touching)
    again = np.flatnonzero((changed != touching).any(axis=1))
    touching = changed
    for _ in range(_ROUNDS):
        if again.size == 0:
            break
        some = influence[again], height[again], total[again]
        p, a, changed = _round(*some, touching[again])
        pressure[again], approach[again] = p, a
        same = (changed == touching[again]).all(axis=1)
        touching[again] = changed
        again = again[~same]
    return pressure, approach, touching


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
    cells = x.shape[1]
    last = cells - 1 - touching[:, ::-1].argmax(axis=1)
    row = np.arange(x.shape[0])
    outer = np.maximum(pressure[row, last], 0.0) ** 2
    inner = pressure[row, np.maximum(last - 1, 0)] ** 2
    falls = (inner > outer) & (last < cells - 1)
    share = np.where(
        falls, outer / np.maximum(np.maximum(inner - outer, outer), _TINY), 0.5
    )
    return np.asarray(x[row, last] + 2.0 * x[:, 0] * share)


def _round(
    influence: Array, height: Array, total: Array, touching: Flags
) -> tuple[Array, Array, Flags]:
    """Press the cells that touch; say which ones touch then."""
    pressure, approach = _equal_approach(influence, height, total, touching)
    pulling = pressure < -(_ROUNDING * total)[:, None]
    pulls = np.asarray(pulling.any(axis=1))
    if pulls.all():
        return pressure, approach, touching & ~pulling
    lift = (influence @ pressure[..., None])[..., 0] + height
    overlap = lift < (approach - _ROUNDING * np.abs(approach))[:, None]
    back = ~touching & overlap & ~pulls[:, None]
    return pressure, approach, (touching & ~pulling) | back


def _equal_approach(
    influence: Array, height: Array, total: Array, touching: Flags
) -> tuple[Array, Array]:
    """Press the touching cells so that all are at one approach."""
    cells = height.shape[1]
    used = cells - int(np.argmax(np.asarray(touching.any(axis=0))[::-1]))
    part = touching[:, :used]
    if part.all():
        matrix, right = influence[:, :used, :used], np.ones((*part.shape, 2))
        right[..., 1] = -height[:, :used]
    else:
        matrix = influence[:, :used, :used] * part[:, :, None] * part[:, None, :]
        step = np.arange(used)
        matrix[:, step, step] += ~part * influence[:, :1, 0]
        right = np.zeros((*part.shape, 2))
        right[..., 0], right[..., 1] = part, -height[:, :used] * part
    solved = np.linalg.solve(matrix, right)
    carried = solved.sum(axis=1)
    approach = (total - carried[:, 1]) / carried[:, 0]
    pressure = np.zeros(height.shape)
    pressure[:, :used] = approach[:, None] * solved[..., 0] + solved[..., 1]
    return pressure, approach
