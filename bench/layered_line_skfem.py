"""The layered line contact with scikit-fem: quadratic quadrilaterals, block by block.

A form of a vector element costs it four times the Python calls of three scalar ones,
so the three blocks of the stiffness are assembled on their own.
"""

import numpy as np
import skfem
from layered_line_body import Body, Mesh, Nodes, nodal_body
from layered_line_problem import Problem
from scipy.sparse import bmat
from skfem import Basis, BilinearForm, ElementQuad2, MeshQuad

NAME, VERSION = "scikit-fem", skfem.__version__


@BilinearForm
def across(u, v, w):
    """Stiffness between horizontal displacements."""
    stiff = w.lam + 2.0 * w.mu
    return stiff * u.grad[0] * v.grad[0] + w.mu * u.grad[1] * v.grad[1]


@BilinearForm
def down(u, v, w):
    """Stiffness between vertical displacements."""
    stiff = w.lam + 2.0 * w.mu
    return stiff * u.grad[1] * v.grad[1] + w.mu * u.grad[0] * v.grad[0]


@BilinearForm
def mixed(u, v, w):
    """Stiffness between vertical and horizontal displacements."""
    return w.lam * u.grad[1] * v.grad[0] + w.mu * u.grad[0] * v.grad[1]


def body(problem: Problem, mesh: Mesh) -> Body:
    """Build and assemble."""
    lines = mesh.lines(problem)
    grid = MeshQuad.init_tensor(*lines)
    basis = Basis(grid, ElementQuad2(), intorder=3)
    row = np.searchsorted(lines[1], grid.p[1][grid.t].mean(axis=0)) - 1
    columns = mesh.near + mesh.far
    of_row = (one.reshape(columns, -1)[0] for one in mesh.moduli(problem))
    lam, mu = (np.broadcast_to(one[row][:, None], basis.dx.shape) for one in of_row)
    both = [form.assemble(basis, lam=lam, mu=mu) for form in (across, mixed, down)]
    stiffness = bmat([[both[0], both[1]], [both[1].T, both[2]]], format="csr")
    x, z = basis.doflocs
    number = np.arange(x.size)
    nodes = Nodes(x, z, horizontal=number, vertical=number + x.size)
    return nodal_body(stiffness, nodes, problem, lines)
