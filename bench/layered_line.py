"""layered-line: a rounded edge on four layers, beside four finite-element codes."""

import tracemalloc
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, count
from time import process_time
from types import ModuleType

import layered_line_felupe
import layered_line_ngsolve
import layered_line_sfepy
import layered_line_skfem
import numpy as np
from layered_line_body import Body, Mesh, solve
from layered_line_problem import PROBLEM, Answer, Problem
from paired import Paired, paired
from row import Row, percent

from strigil.mechanics.contact import line_contact
from strigil.mechanics.edge_profile import parabola
from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.subsurface import load_spectrum, strain_under_centre
from strigil.mechanics.wave_grid import StackOperator, operator_of

CASE, REUSED = "layered-line", "layered-line-reused"
PEERS = (
    layered_line_felupe,
    layered_line_ngsolve,
    layered_line_skfem,
    layered_line_sfepy,
)
ALLOWED = 0.01  # of indentation, displacement and strain
# Pairs, and how often each side works in a row in each of them.
REPEATS, OFTEN = 21, 5
# From coarse to fine; each side runs the coarsest that stays within what is allowed.
CELLS = (6, 8, 12, 16, 24)
MESHES = (
    Mesh(3, 4, (1, 1, 1, 2)),
    Mesh(3, 4, (1, 1, 1, 3)),
    Mesh(3, 4, (1, 2, 1, 4)),
    Mesh(4, 5, (1, 2, 1, 4)),
    Mesh(6, 6, (1, 2, 1, 5)),
    Mesh(8, 8, (1, 3, 1, 6)),
    Mesh(16, 12, (2, 6, 2, 12)),
)
FINE = Mesh(48, 24, (6, 12, 4, 32))
# Each solution from nothing gets a first layer thicker by another 1e-12 of itself:
# the stacks that Strigil keeps solved are then of no help.
ANOTHER = count(1)
SLIGHTLY = 1e-12


@dataclass(frozen=True, slots=True)
class Peer:
    """A peer on the coarsest mesh that is good enough."""

    code: ModuleType
    mesh: Mesh
    body: Body
    error: float


def operator(problem: Problem) -> StackOperator:
    """Solve the stack on its wave numbers."""
    nu = np.full(problem.thickness.size, problem.poisson_ratio)
    stack = LayerStack.of(problem.thickness, problem.youngs_modulus, nu)
    return operator_of(stack)


def press(kept: StackOperator, problem: Problem, cells: int) -> Answer:
    """Solve the contact and read the answer below it, on a stack that is solved."""
    contact = line_contact(
        kept, problem.line_load, parabola(problem.radius), cells=cells
    )
    spectrum = load_spectrum(kept, contact, None)
    layer, place = _layer_of(problem)
    strain = strain_under_centre(kept, spectrum, [(layer, place)])
    moved = kept.solution.displacement(layer, place) * spectrum.endless
    return Answer(
        float(contact.indentation[0]), float(moved.sum()), float(strain[0, 0])
    )


def from_nothing(problem: Problem, cells: int) -> Answer:
    """Solve a stack and press it."""
    return press(operator(problem), problem, cells)


def rows() -> Iterator[Row]:
    """Yield a row for each peer from nothing, then one with what can be kept.

    The truth is a peer's own fine mesh; all four give the same stiffness.
    """
    truth = solve(layered_line_felupe.body(PROBLEM, FINE), PROBLEM)
    kept = operator(PROBLEM)
    cells, error = _enough(CELLS, lambda one: press(kept, PROBLEM, one), truth)
    peers = [_good_enough(code, truth) for code in PEERS]
    for peer in peers:
        timed = _from_nothing_beside(peer.code, peer.mesh, cells)
        sturdy = _sturdy(peer.code, truth)
        lasting = _from_nothing_beside(peer.code, sturdy, cells)
        note = (
            f"set-up and solve, ours on {2 * cells} cells; on the peer's first mesh "
            f"from which on all are good enough, {sturdy}, "
            f"the ratio is {lasting.ratio:.3g}"
        )
        if peer is peers[0]:
            note = f"{note}; {_growth()}"
        yield _row(CASE, peer, timed, error, note)
    for peer in peers:
        factor = peer.body.factorised()
        timed = paired(
            lambda: press(kept, PROBLEM, cells),
            lambda peer=peer, factor=factor: solve(peer.body, PROBLEM, factor),
            repeats=REPEATS,
            often=OFTEN,
            peer_often=OFTEN,
            clock=process_time,
        )
        note = "solve only: ours keeps the stack's operator, the peer its factorisation"
        yield _row(REUSED, peer, timed, error, note)


def _from_nothing_beside(code: ModuleType, mesh: Mesh, cells: int) -> Paired:
    others = iter([_another(PROBLEM) for _ in range(REPEATS * OFTEN + 1)])
    return paired(
        lambda: from_nothing(next(others), cells),
        lambda: solve(code.body(PROBLEM, mesh), PROBLEM),
        repeats=REPEATS,
        often=OFTEN,
        peer_often=OFTEN,
        clock=process_time,
    )


def _row(case: str, peer: Peer, timed: Paired, error: float, note: str) -> Row:
    return Row(
        case=case,
        peer=peer.code.NAME,
        timed=timed,
        repeats=REPEATS,
        accuracy={
            "measure": "largest relative error of indentation, w(12 mm) and e(12 mm) "
            "against the peers' finest mesh",
            "allowed": ALLOWED,
            "ours": error,
            "peer": peer.error,
            "same": max(error, peer.error) <= ALLOWED,
            "said": f"{percent(error)} / {percent(peer.error)}",
        },
        note=f"{note}; least times {_ms(timed.ours_least_s)} and "
        f"{_ms(timed.peer_least_s)}; "
        f"peer {peer.code.VERSION} with {peer.body.unknowns} unknowns",
    )


def _growth() -> str:
    """Say how our time and memory grow with layers, each cut in two, and with cells."""
    thickness, modulus = PROBLEM.thickness, PROBLEM.youngs_modulus
    told = []
    for parts in (1, 2, 4):
        one = replace(
            PROBLEM,
            thickness=np.repeat(thickness / parts, parts),
            youngs_modulus=np.repeat(modulus, parts),
        )
        told.append((f"{4 * parts} layers", one, CELLS[1]))
    told += [(f"{2 * cells} cells", PROBLEM, cells) for cells in (24, 48, 96)]
    return "our least time and the most memory: " + ", ".join(
        f"{name} {_ms(_least(one, cells))} ({_memory(one, cells) / 1e6:.2g} MB)"
        for name, one, cells in told
    )


def _least(problem: Problem, cells: int) -> float:
    return min(_seconds(problem, cells) for _ in range(REPEATS))


def _seconds(problem: Problem, cells: int) -> float:
    another = _another(problem)
    began = process_time()
    from_nothing(another, cells)
    return process_time() - began


def _memory(problem: Problem, cells: int) -> int:
    another = _another(problem)
    tracemalloc.start()
    from_nothing(another, cells)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def _ms(seconds: float) -> str:
    return f"{1e3 * seconds:.2g} ms"


def _another(problem: Problem) -> Problem:
    """Return a problem with a stack that has not been solved before."""
    thickness = problem.thickness.copy()
    thickness[0] *= 1.0 + SLIGHTLY * next(ANOTHER)
    return replace(problem, thickness=thickness)


def _layer_of(problem: Problem) -> tuple[int, float]:
    thickness = problem.thickness.tolist()
    bottoms = list(accumulate(thickness))
    layer = bisect_left(bottoms, problem.point)
    return layer, 1.0 - (bottoms[layer] - problem.point) / thickness[layer]


def _good_enough(code: ModuleType, truth: Answer) -> Peer:
    mesh, error = _enough(
        MESHES, lambda one: solve(code.body(PROBLEM, one), PROBLEM), truth
    )
    return Peer(code, mesh, code.body(PROBLEM, mesh), error)


def _sturdy(code: ModuleType, truth: Answer) -> Mesh:
    """Return the first mesh from which on all finer ones are good enough too."""
    found = MESHES[-1]
    for mesh in reversed(MESHES):
        if solve(code.body(PROBLEM, mesh), PROBLEM).worst_error(truth) > ALLOWED:
            break
        found = mesh
    return found


def _enough(
    settings: tuple[object, ...], answer: Callable[[object], Answer], truth: Answer
) -> tuple[object, float]:
    """Return the first setting that is good enough, and its error."""
    for one in settings:
        error = answer(one).worst_error(truth)
        if error <= ALLOWED:
            break
    return one, error
