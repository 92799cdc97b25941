"""contact-interactive: what a clinician waits for, ours beside one contact of a code.

No peer gives the whole answer, so each row sets ours beside the least that a
finite-element code needs for one linear contact on the same four layers.
"""

from collections.abc import Iterator
from itertools import count
from time import process_time

import layered_line_felupe
from layered_line import ALLOWED, FINE, MESHES, operator, press
from layered_line_body import solve
from layered_line_problem import PROBLEM
from paired import paired
from row import Row

from strigil.catalogue import BodySite, TreatmentEdge, one_of
from strigil.mechanics import contact_of_edge

CASE = "contact-interactive"
# What a page shows at first, and what it shows with intervals.
DRAWS = (1, 64)
REPEATS = 15
FORCE = 6.0  # N
MESH = MESHES[2]
COARSE = 24  # cells in half the window, the least that the whole answer uses


def rows() -> Iterator[Row]:
    """Yield a row for the central answer and one for the answer with intervals."""
    edge = one_of(TreatmentEdge, "multi_curve_medium.convex")
    site = one_of(BodySite, "calf")
    seeds = count()
    truth = solve(layered_line_felupe.body(PROBLEM, FINE), PROBLEM)
    ours = press(operator(PROBLEM), PROBLEM, COARSE).worst_error(truth)
    linear = solve(layered_line_felupe.body(PROBLEM, MESH), PROBLEM)
    peer = linear.worst_error(truth)
    for draws in DRAWS:
        timed = paired(
            lambda draws=draws: contact_of_edge(
                edge, site, force=FORCE, samples=draws, seed=next(seeds)
            ),
            lambda: solve(layered_line_felupe.body(PROBLEM, MESH), PROBLEM),
            repeats=REPEATS,
            clock=process_time,
        )
        yield Row(
            case=CASE,
            peer=f"felupe, 1 linear contact / ours, {_said(draws)}",
            timed=timed,
            repeats=REPEATS,
            accuracy={
                "measure": "not the same answer; largest relative error of the linear "
                "contact that each rests on, as in layered-line",
                "allowed": ALLOWED,
                "ours": ours,
                "peer": peer,
                "same": max(ours, peer) <= ALLOWED,
                "said": "not the same answer",
            },
            note=f"an edge on the calf at {FORCE:g} N, nothing kept; "
            f"least time {1e3 * timed.ours_least_s:.3g} ms",
        )


def _said(draws: int) -> str:
    return "central" if draws == 1 else f"{draws} draws for intervals"
