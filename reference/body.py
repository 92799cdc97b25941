"""Layers over bone, and the mesh that holds them."""

from dataclasses import dataclass

import felupe
import numpy as np
from numpy.typing import NDArray


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
    """Finest column, its growth outwards, how far out, and rows across a layer [mm]."""

    column: float
    growth: float = 1.075
    out: float = 150.0
    coarsest_row: float = 1.0
    rows: tuple[int, int] = (3, 16)


def grid_of(body: Body, mesh: Mesh) -> tuple[felupe.Mesh, NDArray[np.int_]]:
    """Return quadrilaterals with points (depth, distance), and the layer of each."""
    out, step = [0.0], mesh.column
    while out[-1] < mesh.out:
        out.append(out[-1] + step)
        step *= mesh.growth
    down, layers, top = [0.0], [], 0.0
    few, many = mesh.rows
    for i, h in enumerate(body.thickness):
        count = int(np.clip(np.ceil(h / mesh.coarsest_row), few, many))
        t = np.linspace(0.0, 1.0, count + 1)[1:]
        if i == len(body.thickness) - 1 and i > 0:
            t = t**1.3
        down.extend(top + h * t)
        layers.extend([i] * count)
        top += h
    x, z = np.asarray(out), np.asarray(down)
    nx, nz = x.size, z.size
    points = np.array([[zz, xx] for zz in z for xx in x])
    index = np.arange(nx * nz).reshape(nz, nx)
    cells = np.stack(
        [index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]], axis=-1
    ).reshape(-1, 4)
    return felupe.Mesh(points, cells, "quad"), np.repeat(layers, nx - 1)
