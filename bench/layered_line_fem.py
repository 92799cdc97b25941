"""The layered line contact by finite elements, with scikit-fem.

The strongest way that this peer offers: quadratic quadrilaterals on half the body, one
sparse factorisation, the compliance of the surface nodes from it, and then the same
dense active set as ours.
"""

from dataclasses import dataclass

import numpy as np
from layered_line_problem import Answer, Problem
from numpy.typing import NDArray
from scipy.sparse.linalg import splu
from skfem import (
    Basis,
    BilinearForm,
    ElementQuad0,
    ElementQuad2,
    ElementVector,
    MeshQuad,
)
from skfem.helpers import ddot, div, sym_grad

Array = NDArray[np.float64]
FAR = 0.20  # m, where the body ends at the side: five stacks away
NEAR = 6.5e-3  # m, wider than the contact: nodes here may touch
ROUNDS = 40


@dataclass(frozen=True, slots=True)
class Mesh:
    """How many elements: across the contact, out to the side, and in each layer."""

    near: int
    far: int
    layers: tuple[int, ...]


@BilinearForm
def stiffness(u, v, w):
    """Isotropic elasticity in plane strain."""
    return w.lam * div(u) * div(v) + 2.0 * w.mu * ddot(sym_grad(u), sym_grad(v))


def solve(problem: Problem, mesh: Mesh) -> Answer:
    """Build, assemble, factorise, find the contact, read the answer."""
    basis, lam, mu = _body(problem, mesh)
    matrix = stiffness.assemble(basis, lam=lam, mu=mu).tocsc()
    x, z = basis.doflocs
    horizontal = np.zeros(basis.N, dtype=bool)
    horizontal[_components(basis)[0]] = True
    depth = problem.depth
    held = (z > depth - 1e-9) | (x > FAR - 1e-9) | (horizontal & (x < 1e-9))
    free = np.flatnonzero(~held)
    factor = splu(
        matrix[free][:, free],
        permc_spec="MMD_AT_PLUS_A",
        diag_pivot_thresh=0.0,
        options={"SymmetricMode": True},
    )
    row = np.full(basis.N, -1)
    row[free] = np.arange(free.size)
    surface = np.flatnonzero((z < 1e-9) & ~horizontal & (x < NEAR + 1e-9))
    surface = surface[np.argsort(x[surface])]
    unit = np.zeros((free.size, surface.size))
    unit[row[surface], np.arange(surface.size)] = 1.0
    moved = factor.solve(unit)
    force, approach = _contact(
        moved[row[surface]],
        x[surface] ** 2 / (2.0 * problem.radius),
        problem.line_load / 2.0,
    )
    whole = np.zeros(basis.N)
    whole[free] = moved @ force
    w, strain = _read(basis, whole, problem)
    return Answer(float(approach), w, strain), int(basis.N)


def _body(problem: Problem, mesh: Mesh) -> tuple[Basis, object, object]:
    out = NEAR * (FAR / NEAR) ** np.linspace(0.0, 1.0, mesh.far + 1)
    across = np.concatenate([np.linspace(0.0, NEAR, mesh.near + 1), out[1:]])
    tops = np.concatenate([[0.0], np.cumsum(problem.thickness)])
    down = [0.0]
    for top, bottom, count in zip(tops[:-1], tops[1:], mesh.layers, strict=True):
        last = bottom == tops[-1]
        part = np.linspace(0.0, 1.0, count + 1)[1:] ** (1.5 if last else 1.0)
        down += list(top + (bottom - top) * part)
    grid = MeshQuad.init_tensor(across, np.asarray(down))
    basis = Basis(grid, ElementVector(ElementQuad2()), intorder=3)
    middle = grid.p[1][grid.t].mean(axis=0)
    layer = np.searchsorted(tops[1:-1], middle)
    E, nu = problem.youngs_modulus[layer], problem.poisson_ratio
    flat = basis.with_element(ElementQuad0())
    mu = flat.interpolate(E / (2.0 * (1.0 + nu)))
    lam = flat.interpolate(E * nu / ((1.0 + nu) * (1.0 - 2.0 * nu)))
    return basis, lam, mu


def _components(basis: Basis) -> tuple[Array, Array]:
    first, second = basis.split_indices()
    return first, second


def _contact(compliance: Array, height: Array, total: float) -> tuple[Array, float]:
    """Let nodes go that pull, take back those that overlap."""
    touching = np.ones(height.size, dtype=bool)
    for _ in range(ROUNDS):
        on = np.flatnonzero(touching)
        system = np.block(
            [
                [compliance[np.ix_(on, on)], -np.ones((on.size, 1))],
                [np.ones((1, on.size)), np.zeros((1, 1))],
            ]
        )
        scale = np.abs(compliance).max()
        system[:-1, :-1] /= scale
        solved = np.linalg.solve(system, np.append(-height[on] / scale, total))
        force = np.zeros(height.size)
        force[on] = solved[:-1]
        approach = solved[-1] * scale
        pulling = touching & (force < -1e-9 * total)
        overlap = compliance @ force + height < approach - 1e-9 * abs(approach)
        back = ~touching & overlap & (not pulling.any())
        if not (pulling.any() or back.any()):
            break
        touching = (touching & ~pulling) | back
    return force, approach


def _read(basis: Basis, moved: Array, problem: Problem) -> tuple[float, float]:
    """Displacement and strain on the axis at the point asked for."""
    small = 1e-6
    points = np.array(
        [[1e-9, 1e-9, 1e-9], problem.point + small * np.array([-1.0, 0.0, 1.0])]
    )
    values = basis.probes(points) @ moved
    w = values.reshape(2, 3)[1]
    return float(w[1]), float((w[2] - w[0]) / (2.0 * small))
