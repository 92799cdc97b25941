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


def solve_touching(
    influence: Array, height: Array, total: Array
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

    Returns
    -------
    tuple
        Pressure in each cell [Pa], approach of each sample [m], and which cells touch.
    """
    samples, cells = height.shape
    touching = np.ones((samples, cells), dtype=bool)
    scale = influence[:, 0, 0]
    tiny = _ROUNDING * total
    for _ in range(_ROUNDS):
        pressure, approach = _equal_approach(influence, height, total, touching, scale)
        lift = np.einsum("sij,sj->si", influence, pressure) + height
        overlap = lift < (approach - _ROUNDING * np.abs(approach))[:, None]
        pulling = touching & (pressure < -tiny[:, None])
        back = ~touching & overlap & ~np.any(pulling, axis=1)[:, None]
        if not (np.any(pulling) or np.any(back)):
            break
        touching = (touching & ~pulling) | back
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
    last = cells - 1 - np.argmax(touching[:, ::-1], axis=1)
    row = np.arange(x.shape[0])
    outer = np.maximum(pressure[row, last], 0.0) ** 2
    inner = pressure[row, np.maximum(last - 1, 0)] ** 2
    falls = inner > outer
    share = np.divide(outer, inner - outer, out=np.full_like(outer, 0.5), where=falls)
    share = np.where(last == cells - 1, 0.5, np.clip(share, 0.0, 1.0))
    return np.asarray(x[row, last] + 2.0 * x[:, 0] * share)


def _equal_approach(
    influence: Array, height: Array, total: Array, touching: Flags, scale: Array
) -> tuple[Array, Array]:
    samples, cells = height.shape
    matrix = np.zeros((samples, cells + 1, cells + 1))
    both = touching[:, :, None] & touching[:, None, :]
    matrix[:, :cells, :cells] = np.where(both, influence / scale[:, None, None], 0.0)
    step = np.arange(cells)
    matrix[:, step, step] += ~touching
    matrix[:, :cells, cells] = -1.0 * touching
    matrix[:, cells, :cells] = touching
    right = np.concatenate(
        [np.where(touching, -height / scale[:, None], 0.0), total[:, None]], axis=1
    )
    solved = np.linalg.solve(matrix, right[..., None])[..., 0]
    return solved[:, :cells], solved[:, cells] * scale
