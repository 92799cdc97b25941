"""The layered line contact with NGSolve: quadrilaterals of second order.

Its unknowns are not values at nodes: points touch, and the answer is read, through the
shape functions of the elements they lie in.
"""

from itertools import pairwise

import ngsolve
import numpy as np
from layered_line_body import Array, Body, Mesh
from layered_line_problem import Problem
from netgen import meshing
from ngsolve import VOL, BilinearForm, ElementId, Grad, InnerProduct, Sym, Trace
from scipy.sparse import csr_matrix

ngsolve.ngsglobals.msg_level = 0
NAME, VERSION = "ngsolve", ngsolve.__version__
ORDER = 2
TOUCHING = np.linspace(0.0, 1.0, ORDER + 1)  # places on the top of an element


def body(problem: Problem, mesh: Mesh) -> Body:
    """Build and assemble."""
    lines = mesh.lines(problem)
    grid = _grid(lines, mesh)
    space = ngsolve.VectorH1(
        grid, order=ORDER, dirichletx="axis|held", dirichlety="held"
    )
    E, nu = problem.youngs_modulus, problem.poisson_ratio
    first = ngsolve.CoefficientFunction((E * nu / (1 + nu) / (1 - 2 * nu)).tolist())
    second = ngsolve.CoefficientFunction((E / (1 + nu)).tolist())
    u, v = (Grad(one) for one in space.TnT())
    form = BilinearForm(space)
    density = first * Trace(u) * Trace(v) + second * InnerProduct(Sym(u), Sym(v))
    form += density * ngsolve.dx(bonus_intorder=-1)
    form.Assemble()
    free = np.flatnonzero(np.fromiter(space.FreeDofs(), bool, space.ndof))
    values, column, start = (np.asarray(one) for one in form.mat.CSR())
    stiffness = csr_matrix((values, column, start), shape=(space.ndof, space.ndof))
    touch, x = _touch(space, lines, mesh)
    return Body(
        stiffness[free].tocsc()[:, free],
        touch[free],
        x**2 / (2.0 * problem.radius),
        _probe(space, lines, problem)[:, free],
    )


def _grid(lines: tuple[Array, Array], mesh: Mesh) -> ngsolve.Mesh:
    """Build a mesh whose elements stand column after column."""
    across, down = (one.tolist() for one in lines)
    made = meshing.Mesh(dim=2)
    add, point, place = made.Add, meshing.MeshPoint, meshing.Pnt
    quad, side = meshing.Element2D, meshing.Element1D
    for layer in range(1, 1 + len(mesh.layers)):
        add(meshing.FaceDescriptor(surfnr=layer, domin=layer, bc=layer))
    row = [int(layer) + 1 for layer in mesh.layer_of_row]
    points = [[add(point(place(x, z, 0.0))) for z in down] for x in across]
    for a, b in pairwise(points):
        for j, layer in enumerate(row):
            add(quad(layer, [a[j], b[j], b[j + 1], a[j + 1]]))
        add(side([a[-1], b[-1]], index=2))
    for column, index in ((points[0], 1), (points[-1], 2)):
        for one, other in pairwise(column):
            add(side([one, other], index=index))
    made.SetBCName(0, "axis")
    made.SetBCName(1, "held")
    return ngsolve.Mesh(made)


def _touch(space, lines: tuple[Array, Array], mesh: Mesh) -> tuple[Array, Array]:
    """Downward displacement of points on the surface, unknowns x points."""
    across, down = lines
    touch = np.zeros((space.ndof, ORDER * mesh.near + 1))
    x = np.zeros(touch.shape[1])
    for column in range(mesh.near):
        element, unknowns = _vertical(space, column * (down.size - 1))
        for i, place in enumerate(TOUCHING):
            point = ORDER * column + i
            touch[unknowns, point] = np.ravel(element.CalcShape(place, 0.0))
            x[point] = across[column] + place * (across[column + 1] - across[column])
    return touch, x


def _probe(space, lines: tuple[Array, Array], problem: Problem) -> Array:
    """Downward displacement and strain on the axis at the point asked for."""
    down = lines[1]
    row = int(np.searchsorted(down, problem.point)) - 1
    tall = down[row + 1] - down[row]
    place = (problem.point - down[row]) / tall
    element, unknowns = _vertical(space, row)
    probe = np.zeros((2, space.ndof))
    probe[0, unknowns] = np.ravel(element.CalcShape(0.0, place))
    probe[1, unknowns] = np.asarray(element.CalcDShape(0.0, place))[:, 1] / tall
    return probe


def _vertical(space, number: int):
    """Return an element of the vertical displacement, and its unknowns."""
    part, begin = space.components[1], space.Range(1).start
    which = ElementId(VOL, number)
    return part.GetFE(which), begin + np.array(part.GetDofNrs(which))
