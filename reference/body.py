"""Layers over bone, and the mesh that holds them."""

from dataclasses import dataclass

import felupe
import numpy as np
from numpy.typing import NDArray

# How rows of the skin grow downwards.
ROWS_GROW = 1.25


@dataclass(frozen=True)
class Body:
    """Layers over bone, the skin first: mm, MPa; ``b`` is Demiray's."""

    thickness: tuple[float, ...]
    youngs_modulus: tuple[float, ...]
    b: tuple[float, ...]
    poisson_ratio: float | tuple[float, ...] = 0.495

    @property
    def depth(self) -> float:
        """Depth of the bone [mm]."""
        return float(sum(self.thickness))


@dataclass(frozen=True)
class Mesh:
    """Finest column, its growth outwards, how far out, and rows across a layer [mm].

    The rows of the skin begin as high as the finest column is wide: under a narrow
    contact strain falls off within the skin.
    """

    column: float
    growth: float = 1.1
    out: float = 150.0
    coarsest_row: float = 1.0
    rows: tuple[int, int] = (3, 16)


def grid_of(body: Body, mesh: Mesh) -> tuple[felupe.Mesh, NDArray[np.int_]]:
    """Return quadrilaterals with points (depth, distance), and the layer of each."""
    out = _growing(mesh.column, mesh.growth, np.inf, mesh.out)
    down, layers, top = [0.0], [], 0.0
    few, many = mesh.rows
    for i, h in enumerate(body.thickness):
        count = int(np.clip(np.ceil(h / mesh.coarsest_row), few, many))
        t = np.linspace(0.0, 1.0, count + 1)[1:]
        if i == 0:
            z = np.asarray(_growing(mesh.column, ROWS_GROW, h / count, h))
            t = z[1:] / z[-1]
        elif i == len(body.thickness) - 1:
            t = t**1.3
        down.extend(top + h * t)
        layers.extend([i] * t.size)
        top += h
    x, z = np.asarray(out), np.asarray(down)
    nx, nz = x.size, z.size
    points = np.array([[zz, xx] for zz in z for xx in x])
    index = np.arange(nx * nz).reshape(nz, nx)
    cells = np.stack(
        [index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]], axis=-1
    ).reshape(-1, 4)
    return felupe.Mesh(points, cells, "quad"), np.repeat(layers, nx - 1)


def _growing(first: float, growth: float, most: float, end: float) -> list[float]:
    """Return places whose steps grow up to a size, from nought to the end or beyond."""
    places, step = [0.0], first
    while places[-1] < end:
        places.append(places[-1] + min(step, most))
        step *= growth
    return places
