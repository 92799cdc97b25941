"""hertz-surface: a ball on a half-space, 256 x 256 cells, ours beside two peers."""

import tracemalloc
from collections.abc import Iterator
from importlib.metadata import version
from time import perf_counter

import hertz_surface_peers as peers
import numpy as np
from hertz_surface_problem import PROBLEM, Array, Problem
from paired import paired
from row import Row, percent

from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.surface_contact import surface_contact
from strigil.mechanics.surface_kernel import SurfaceOperator, surface_operator

CASE = "hertz-surface"
ALLOWED = 1e-8  # of pressure times gap over force times approach
# A peer runs with the loosest that keeps what is allowed.
TOLERANCES = (1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9)
REPEATS = 9
GRIDS = (128, 256, 512)


def rows() -> Iterator[Row]:
    """Yield a row for each peer; kernels are ready before the clock starts."""
    ours = operator_for(PROBLEM)
    pressure = solve(ours, PROBLEM)
    growth = _growth()
    for peer in (peers.Tamaas(PROBLEM), peers.ContactMechanics(PROBLEM)):
        tolerance, found = _loosest(peer, ours)
        timed = paired(
            lambda: solve(ours, PROBLEM),
            lambda peer=peer, tolerance=tolerance: peer.solve(tolerance),
            repeats=REPEATS,
        )
        errors = [PROBLEM.error(pressure), PROBLEM.error(found)]
        left = [complementarity(ours, each) for each in (pressure, found)]
        yield Row(
            case=CASE,
            peer=peer.name,
            timed=timed,
            repeats=REPEATS,
            accuracy={
                "measure": "root mean square error of pressure over Hertz's peak; and "
                "pressure times gap over force times approach",
                "allowed": ALLOWED,
                "ours": {"error": errors[0], "complementarity": left[0]},
                "peer": {"error": errors[1], "complementarity": left[1]},
                "same": bool(max(left) <= ALLOWED and errors[0] <= 1.01 * errors[1]),
                "said": f"{percent(errors[0])} / {percent(errors[1])}",
            },
            note=f"kernels ready; peer {version(peer.package)} at tolerance "
            f"{tolerance:g}; {growth}",
        )


def operator_for(problem: Problem) -> SurfaceOperator:
    """Return the half-space on the problem's grid."""
    stack = LayerStack.of([problem.side], [1.0], [0.0], base="half_space")
    return surface_operator(stack, (problem.cells,) * 2, (problem.cell,) * 2)


def solve(operator: SurfaceOperator, problem: Problem) -> Array:
    """Return our pressure."""
    return surface_contact(operator, problem.height, problem.force).pressure


def complementarity(operator: SurfaceOperator, pressure: Array) -> float:
    """Return the sum of pressure times gap over force times approach [1]."""
    lift = operator.whole.displacement(pressure) + PROBLEM.height
    approach = np.sum(pressure * lift) / np.sum(pressure)
    left = np.sum(pressure * np.abs(lift - approach))
    return float(left / (np.sum(pressure) * approach))


def _loosest(peer: peers.Peer, ours: SurfaceOperator) -> tuple[float, Array]:
    for tolerance in TOLERANCES:
        pressure = peer.solve(tolerance)
        if complementarity(ours, pressure) <= ALLOWED:
            break
    return tolerance, pressure


def _growth() -> str:
    """Say how time and memory of ours grow with the grid."""
    said = []
    for cells in GRIDS:
        problem = Problem(cells=cells)
        tracemalloc.start()
        operator = operator_for(problem)
        solve(operator, problem)
        memory = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        times = []
        for _ in range(REPEATS):
            began = perf_counter()
            solve(operator, problem)
            times.append(perf_counter() - began)
        said.append((cells, float(np.median(times)), memory))
    base = said[1][1]
    parts = [f"{n} x {n}: {t / base:.2g} ({m:.0f} MB)" for n, t, m in said]
    return "our time by grid, set-up's memory included: " + ", ".join(parts)
