"""The layered line contact with sfepy: its own term, quadratic quadrilaterals."""

import numpy as np
import sfepy
from layered_line_body import Body, Mesh, Nodes, nodal_body
from layered_line_problem import Problem
from sfepy.base.base import output
from sfepy.discrete import Equation, Equations, FieldVariable, Integral, Material
from sfepy.discrete.fem import FEDomain, Field
from sfepy.discrete.fem import Mesh as SfepyMesh
from sfepy.terms import Term

output.set_output(quiet=True)
NAME, VERSION = "sfepy", sfepy.__version__
POINTS = 4  # of integration in an element, as every peer here has


def body(problem: Problem, mesh: Mesh) -> Body:
    """Build and assemble."""
    lines = mesh.lines(problem)
    x, z = lines
    count = z.size
    points = np.stack([np.repeat(x, count), np.tile(z, x.size)], axis=1)
    first = (np.arange(x.size - 1)[:, None] * count + np.arange(count - 1)).ravel()
    cells = (first[:, None] + np.array([0, count, count + 1, 1])).astype(np.int32)
    groups = [np.zeros(len(cells), dtype=np.int32)]
    grid = SfepyMesh.from_data("body", points, None, [cells], groups, ["2_4"])
    everywhere = FEDomain("domain", grid).create_region("everywhere", "all")
    field = Field.from_args("field", np.float64, "vector", everywhere, approx_order=2)
    u = FieldVariable("u", "unknown", field)
    v = FieldVariable("v", "test", field, primary_var_name="u")
    elastic = _elastic(problem, mesh)

    def at_points(_steps, _places, mode=None, **_):
        return {"D": elastic} if mode == "qp" else None

    term = Term.new(
        "dw_lin_elastic(m.D, v, u)",
        Integral("i", order=3),
        everywhere,
        m=Material("m", function=at_points),
        v=v,
        u=u,
    )
    equations = Equations([Equation("balance", term)])
    equations.time_update(None)
    equations.time_update_materials(None, mode="normal")
    stiffness = equations.create_matrix_graph(verbose=False)
    equations.evaluate(mode="weak", dw_mode="matrix", asm_obj=stiffness)
    places = field.get_coor()
    number = np.arange(len(places))
    nodes = Nodes(*places.T, horizontal=2 * number, vertical=2 * number + 1)
    return nodal_body(stiffness, nodes, problem, lines)


def _elastic(problem, mesh):
    """Elasticity at every point of integration, element after element."""
    lam, mu = mesh.moduli(problem)
    elastic = np.zeros((lam.size, 3, 3))
    elastic[:, 0, 0] = elastic[:, 1, 1] = lam + 2.0 * mu
    elastic[:, 0, 1] = elastic[:, 1, 0] = lam
    elastic[:, 2, 2] = mu
    return np.repeat(elastic, POINTS, axis=0)
