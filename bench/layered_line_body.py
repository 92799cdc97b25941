"""What the finite-element peers of the layered line contact share.

Each peer builds and assembles in its own way; the lines of the mesh, the elimination
and the contact on the compliance of the surface are one and the same, and as quick as
we could make them: one sparse factorisation, then a dense active set.
"""

from dataclasses import dataclass

import numpy as np
from layered_line_problem import Answer, Problem
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import SuperLU, splu

Array = NDArray[np.float64]
Places = NDArray[np.intp]
FAR = 0.20  # m, where the body ends at the side: five stacks away
NEAR = 6.5e-3  # m, wider than the contact: nodes here may touch
ROUNDS = 40
CLOSE = 1e-9  # m, two places closer than this are one


@dataclass(frozen=True, slots=True)
class Mesh:
    """How many elements: across the contact, out to the side, and in each layer."""

    near: int
    far: int
    layers: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.near + self.far} x {sum(self.layers)} elements"

    @property
    def layer_of_row(self) -> Places:
        """The layer of each row of elements, from the skin down."""
        return np.repeat(np.arange(len(self.layers)), self.layers)

    def lines(self, problem: Problem) -> tuple[Array, Array]:
        """Places of the lines of the mesh across and down [m], on half the body."""
        out = NEAR * (FAR / NEAR) ** np.linspace(0.0, 1.0, self.far + 1)
        across = np.concatenate([np.linspace(0.0, NEAR, self.near + 1), out[1:]])
        tops = np.concatenate([[0.0], np.cumsum(problem.thickness)])
        down = [0.0]
        for top, bottom, count in zip(tops[:-1], tops[1:], self.layers, strict=True):
            last = bottom == tops[-1]
            part = np.linspace(0.0, 1.0, count + 1)[1:] ** (1.5 if last else 1.0)
            down += list(top + (bottom - top) * part)
        return across, np.asarray(down)

    def moduli(self, problem: Problem) -> tuple[Array, Array]:
        """Lame's two moduli of each element [Pa], column after column."""
        E, nu = problem.youngs_modulus, problem.poisson_ratio
        layer = np.tile(self.layer_of_row, self.near + self.far)
        first = E * nu / ((1.0 + nu) * (1.0 - 2.0 * nu))
        return first[layer], (E / (2.0 * (1.0 + nu)))[layer]


@dataclass(frozen=True, slots=True)
class Nodes:
    """Nodes of quadratic quadrilaterals: places [m] and unknowns."""

    x: Array
    z: Array
    horizontal: Places
    vertical: Places


@dataclass(frozen=True, slots=True)
class Body:
    """A body that is held: free unknowns, points that may touch, what is read.

    Attributes
    ----------
    matrix : sparse matrix
        Stiffness of the free unknowns.
    touch : ndarray
        Downward displacement of each point that may touch, unknowns x points.
    height : ndarray
        Height of the edge above them [m].
    probe : ndarray
        Downward displacement and strain at the point asked for, 2 x unknowns.
    """

    matrix: csr_matrix
    touch: Array
    height: Array
    probe: Array

    @property
    def unknowns(self) -> int:
        """Number of free unknowns."""
        return int(self.matrix.shape[0])

    def factorised(self) -> SuperLU:
        """Factorise the stiffness, as a symmetric matrix."""
        return splu(
            self.matrix,
            permc_spec="MMD_AT_PLUS_A",
            diag_pivot_thresh=0.0,
            options={"SymmetricMode": True},
        )


def nodal_body(
    stiffness: csr_matrix, nodes: Nodes, problem: Problem, lines: tuple[Array, Array]
) -> Body:
    """Hold the bone, the far side and the axis of symmetry of a nodal stiffness."""
    x, z, down = nodes.x, nodes.z, lines[1]
    fixed = (z > problem.depth - CLOSE) | (x > FAR - CLOSE)
    held = np.zeros(stiffness.shape[0], dtype=bool)
    held[nodes.vertical[fixed]] = True
    held[nodes.horizontal[fixed | (x < CLOSE)]] = True
    free = np.flatnonzero(~held)
    row = np.full(held.size, -1)
    row[free] = np.arange(free.size)
    top = np.flatnonzero((z < CLOSE) & (x < NEAR + CLOSE))
    touch = np.zeros((free.size, top.size))
    touch[row[nodes.vertical[top]], np.arange(top.size)] = 1.0
    below = int(np.searchsorted(down, problem.point))
    above, under = down[below - 1], down[below]
    t = (problem.point - above) / (under - above)
    on_axis = (x < CLOSE) & (z > above - CLOSE) & (z < under + CLOSE)
    axis = np.flatnonzero(on_axis)
    unknown = row[nodes.vertical[axis[np.argsort(z[axis])]]]
    probe = np.zeros((2, free.size))
    probe[0, unknown] = (
        (2.0 * t - 1.0) * (t - 1.0),
        4.0 * t * (1.0 - t),
        2.0 * t * t - t,
    )
    slopes = np.array([4.0 * t - 3.0, 4.0 - 8.0 * t, 4.0 * t - 1.0])
    probe[1, unknown] = slopes / (under - above)
    height = x[top] ** 2 / (2.0 * problem.radius)
    return Body(stiffness.tocsr()[free].tocsc()[:, free], touch, height, probe)


def solve(body: Body, problem: Problem, factor: SuperLU | None = None) -> Answer:
    """Find the contact on the compliance of the surface, and read the answer."""
    moved = (factor or body.factorised()).solve(body.touch)
    compliance = body.touch.T @ moved
    force, approach = touching(compliance, body.height, problem.line_load / 2.0)
    below, strain = body.probe @ (moved @ force)
    return Answer(approach, float(below), float(strain))


def touching(compliance: Array, height: Array, total: float) -> tuple[Array, float]:
    """Let points go that pull, take back those that overlap."""
    on_all = np.ones(height.size, dtype=bool)
    scale = compliance.max()
    for _ in range(ROUNDS):
        on = np.flatnonzero(on_all)
        system = np.zeros((on.size + 1, on.size + 1))
        system[:-1, :-1] = compliance[np.ix_(on, on)] / scale
        system[:-1, -1], system[-1, :-1] = -1.0, 1.0
        solved = np.linalg.solve(system, np.append(-height[on] / scale, total))
        force = np.zeros(height.size)
        force[on], approach = solved[:-1], solved[-1] * scale
        pulling = on_all & (force < -1e-9 * total)
        overlap = compliance @ force + height < approach - 1e-9 * abs(approach)
        back = ~on_all & overlap & (not pulling.any())
        if not (pulling.any() or back.any()):
            break
        on_all = (on_all & ~pulling) | back
    return force, float(approach)
