"""layered-line: a rounded edge on four layers, ours beside finite elements."""

from collections.abc import Iterator

import layered_line_fem as fem
import numpy as np
import skfem
from layered_line_problem import PROBLEM, Answer, Problem
from paired import paired
from row import Row, percent

from strigil.mechanics.contact import line_contact
from strigil.mechanics.edge_profile import parabola
from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.subsurface import load_spectrum, strain_under_centre
from strigil.mechanics.wave_grid import operator_of

CASE = "layered-line"
ALLOWED = 0.01  # of indentation, displacement and strain
CELLS = 24
REPEATS = 21
# From coarse to fine; the peer runs the coarsest that stays within what is allowed.
MESHES = (
    fem.Mesh(4, 4, (1, 1, 1, 3)),
    fem.Mesh(4, 5, (1, 2, 1, 4)),
    fem.Mesh(6, 6, (1, 2, 1, 5)),
    fem.Mesh(8, 8, (1, 3, 1, 6)),
    fem.Mesh(10, 8, (2, 4, 1, 8)),
    fem.Mesh(16, 12, (2, 6, 2, 12)),
)
FINE = fem.Mesh(48, 24, (6, 12, 4, 32))


def solve(problem: Problem, cells: int = CELLS) -> Answer:
    """Solve from scratch: the stack's operator, the contact, the point below it."""
    nu = np.full(problem.thickness.size, problem.poisson_ratio)
    stack = LayerStack.of(problem.thickness, problem.youngs_modulus, nu)
    operator = operator_of(stack)
    contact = line_contact(
        operator, problem.line_load, parabola(problem.radius), cells=cells
    )
    spectrum = load_spectrum(operator, contact, None)
    layer, place = _layer_of(problem)
    strain = strain_under_centre(operator, spectrum, [(layer, place)])
    moved = operator.solution.displacement(layer, place) * spectrum.endless
    return Answer(
        float(contact.indentation[0]), float(moved.sum()), float(strain[0, 0])
    )


def rows() -> Iterator[Row]:
    """Yield the one row; the truth is the peer's own fine mesh."""
    truth, _ = fem.solve(PROBLEM, FINE)
    error = solve(PROBLEM).worst_error(truth)
    mesh, peer_error, unknowns = _coarsest(truth)
    timed = paired(
        lambda: solve(PROBLEM), lambda: fem.solve(PROBLEM, mesh), repeats=REPEATS
    )
    yield Row(
        case=CASE,
        peer="scikit-fem",
        timed=timed,
        repeats=REPEATS,
        accuracy={
            "measure": "largest relative error of indentation, w(12 mm) and e(12 mm) "
            "against the peer's finest mesh",
            "allowed": ALLOWED,
            "ours": error,
            "peer": peer_error,
            "same": max(error, peer_error) <= ALLOWED,
            "said": f"{percent(error)} / {percent(peer_error)}",
        },
        note=f"setup and solve; peer {skfem.__version__} with {unknowns} unknowns",
    )


def _layer_of(problem: Problem) -> tuple[int, float]:
    bottoms = np.cumsum(problem.thickness)
    layer = int(np.searchsorted(bottoms, problem.point))
    top = bottoms[layer] - problem.thickness[layer]
    return layer, float((problem.point - top) / problem.thickness[layer])


def _coarsest(truth: Answer) -> tuple[fem.Mesh, float, int]:
    for mesh in MESHES:
        answer, unknowns = fem.solve(PROBLEM, mesh)
        if answer.worst_error(truth) <= ALLOWED:
            break
    return mesh, answer.worst_error(truth), unknowns
