"""The layered line contact with felupe: quadratic quadrilaterals, one integral form."""

import felupe
import numpy as np
from layered_line_body import Array, Body, Mesh, Nodes, nodal_body
from layered_line_problem import Problem

NAME, VERSION = "felupe", felupe.__version__
UNIT = np.eye(2)
VOLUME = np.einsum("ij,kl->ijkl", UNIT, UNIT)[..., None]
SHAPE = np.einsum("ik,jl->ijkl", UNIT, UNIT) + np.einsum("il,jk->ijkl", UNIT, UNIT)


def body(problem: Problem, mesh: Mesh) -> Body:
    """Build and assemble."""
    lines = mesh.lines(problem)
    x, z = (_with_middles(one) for one in lines)
    count = z.size
    points = np.stack([np.repeat(x, count), np.tile(z, x.size)], axis=1)
    columns, rows = (np.arange(one.size - 1) for one in lines)
    first = (2 * columns[:, None] * count + 2 * rows).ravel()
    corners = [0, 2 * count, 2 * count + 2, 2]
    middles = [count, 2 * count + 1, count + 2, 1, count + 1]
    cells = first[:, None] + np.array(corners + middles)
    region = felupe.RegionBiQuadraticQuad(
        felupe.Mesh(points, cells, "quad9"),
        quadrature=felupe.GaussLegendre(order=1, dim=2),
    )
    field = felupe.FieldContainer([felupe.Field(region, dim=2)])
    lam, mu = mesh.moduli(problem)
    elastic = (VOLUME * lam + SHAPE[..., None] * mu)[..., None, :]
    elastic = np.broadcast_to(elastic, (2, 2, 2, 2, *region.dV.shape))
    form = felupe.IntegralForm([elastic], v=field, dV=region.dV, u=field)
    number = np.arange(len(points))
    nodes = Nodes(*points.T, horizontal=2 * number, vertical=2 * number + 1)
    return nodal_body(form.assemble(), nodes, problem, lines)


def _with_middles(lines: Array) -> Array:
    both = np.empty(2 * lines.size - 1)
    both[::2], both[1::2] = lines, (lines[1:] + lines[:-1]) / 2.0
    return both
