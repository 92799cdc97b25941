"""Where a field on a grid reaches a level: closed outlines as SVG path commands."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

__all__ = ["outline"]

Array = NDArray[np.float64]
_Edge = tuple[int, int, int]  # column, row, and 0 for an edge along x or 1 along y


def outline(values: Array, x: Array, y: Array, level: float) -> str:
    """Return the closed outlines of where a field reaches a level.

    Parameters
    ----------
    values : ndarray
        The field, columns x rows [any unit].
    x, y : ndarray
        Where columns and rows lie on the drawing [px].
    level : float
        The level, above 0 [same unit].

    Returns
    -------
    str
        Path commands for ``fill-rule="evenodd"``; empty when the level is not reached.

    Notes
    -----
    Marching squares with linear crossings. At the rim of the grid the field ends, so
    that every outline closes there.

    Examples
    --------
    >>> import numpy as np
    >>> at = np.array([0.0, 1.0, 2.0])
    >>> field = np.zeros((3, 3)); field[1, 1] = 2.0
    >>> outline(field, at, at, 1.0)
    'M0.5 1L1 0.5L1.5 1L1 1.5Z'
    """
    field = np.pad(np.nan_to_num(np.asarray(values, dtype=float)), 1)
    px, py = (
        np.pad(np.asarray(x, float), 1, "edge"),
        np.pad(np.asarray(y, float), 1, "edge"),
    )
    inside = field >= level
    if not inside.any():
        return ""
    near: dict[_Edge, list[_Edge]] = {}
    for one, other in _pieces(inside, field, level):
        near.setdefault(one, []).append(other)
        near.setdefault(other, []).append(one)
    places = {edge: _crossing(edge, field, px, py, level) for edge in near}
    return "".join(
        "M" + "L".join(f"{places[e][0]:.4g} {places[e][1]:.4g}" for e in loop) + "Z"
        for loop in _loops(near)
    )


def _pieces(
    inside: NDArray[np.bool_], field: Array, level: float
) -> Iterator[tuple[_Edge, _Edge]]:
    """Yield the pairs of edges that an outline joins within one square."""
    a, b = inside[:-1, :-1], inside[1:, :-1]
    c, d = inside[1:, 1:], inside[:-1, 1:]
    mixed = ~((a == b) & (b == c) & (c == d))
    for i, j in np.argwhere(mixed).tolist():
        low, right = (i, j, 0), (i + 1, j, 1)
        high, left = (i, j + 1, 0), (i, j, 1)
        crossed = [
            edge
            for edge, differs in (
                (low, a[i, j] != b[i, j]),
                (right, b[i, j] != c[i, j]),
                (high, d[i, j] != c[i, j]),
                (left, a[i, j] != d[i, j]),
            )
            if differs
        ]
        if len(crossed) == 2:
            yield crossed[0], crossed[1]
            continue
        # A saddle: its middle says which two corners belong together.
        joined = field[i : i + 2, j : j + 2].mean() >= level
        first = (low, right) if joined == a[i, j] else (low, left)
        second = (high, left) if joined == a[i, j] else (high, right)
        yield first
        yield second


def _crossing(
    edge: _Edge, field: Array, px: Array, py: Array, level: float
) -> tuple[float, float]:
    i, j, upright = edge
    k, m = (i, j + 1) if upright else (i + 1, j)
    one, other = float(field[i, j]), float(field[k, m])
    share = (level - one) / (other - one)
    return (
        float(px[i] + share * (px[k] - px[i])),
        float(py[j] + share * (py[m] - py[j])),
    )


def _loops(near: dict[_Edge, list[_Edge]]) -> Iterator[list[_Edge]]:
    """Yield each closed outline once; every edge has two neighbours."""
    left = set(near)
    for start in sorted(near):
        if start not in left:
            continue
        loop, here, before = [], start, None
        while here in left:
            left.discard(here)
            loop.append(here)
            ahead = [edge for edge in near[here] if edge != before] or near[here]
            before, here = here, ahead[0]
        yield loop
