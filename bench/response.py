"""response-84d: twelve weeks of the response model, ours beside five peers."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from time import process_time

from paired import paired
from response_lsoda import by_lsoda, formulas
from response_problem import PATIENTS, Array, course, worst
from response_work import pace, work_of
from row import Row

from strigil.biology.explicit import follow_explicit
from strigil.biology.solve_blocks import follow_blocks
from strigil.biology.stiff import follow_stiff

CASE = "response-84d"
# Everybody's largest error must be at most this; each gets the loosest tolerance of
# its own with which it is.
TARGET = 1.5e-5
REFERENCE = 1e-12
OURS = (1e-5, 7e-6, 5e-6, 3e-6, 2e-6, 1e-6)
PEER = (1e-5, 3e-6, 1e-6, 3e-7, 1e-7, 3e-8)
REPEATS = 3
OFTEN = 5
_MEASURE = (
    "largest |y - truth| / (|truth| + 0.01) over days, states and patients; truth is "
    f"scipy's LSODA at a relative tolerance of {REFERENCE:g}"
)


def ours(tolerance: float, patients: int = PATIENTS) -> Array:
    """Follow the patients in compiled blocks, by one thread."""
    return follow_blocks(course(patients, tolerance))[0]


def peers() -> Iterator[tuple[str, Callable[[float], Array]]]:
    """Yield each peer that is installed, and how it follows the patients."""
    given, known = course(), formulas()
    yield "scipy-lsoda", partial(by_lsoda, given, known)
    cvode = import_module("response_cvode")
    yield "scikit-sundae", partial(cvode.by_cvode, given, known)
    soda = import_module("response_numbalsoda")
    yield "numbalsoda", partial(soda.by_numbalsoda, given, soda.compiled(known))
    loaded = import_module("response_roadrunner").Loaded(given)
    yield "libroadrunner", partial(loaded.solve, given)
    made = import_module("response_diffrax").Compiled(given)
    yield "diffrax", partial(made.solve, given)


def loosest(
    solve: Callable[[float], Array], tolerances: Sequence[float], truth: Array
) -> tuple[float, float]:
    """Return the loosest tolerance with which the target is met, and the error."""
    for tolerance in tolerances:
        error = worst(solve(tolerance), truth)
        if error <= TARGET:
            return tolerance, error
    message = f"No tolerance of {tolerances} meets {TARGET:g}."
    raise ValueError(message)


def rows() -> Iterator[Row]:
    """Yield a row for each peer: time on the processor for each patient."""
    truth = by_lsoda(course(), formulas(), REFERENCE)
    tolerance, error = loosest(ours, OURS, truth)
    mine = partial(ours, tolerance)
    said = _about_ours(mine, tolerance, truth)
    for name, solve in peers():
        rtol, peer_error = loosest(solve, PEER, truth)
        timed = paired(
            mine,
            partial(solve, rtol),
            repeats=REPEATS,
            often=OFTEN,
            clock=process_time,
        )
        yield Row(
            case=CASE,
            peer=name,
            timed=timed.shared_by(PATIENTS),
            repeats=REPEATS,
            accuracy={
                "measure": _MEASURE,
                "ours": error,
                "peer": peer_error,
                "same": max(error, peer_error) <= TARGET,
                "said": f"{error:.1e} / {peer_error:.1e}",
            },
            note=f"time on the processor for one of {PATIENTS} patients; tolerances "
            f"{tolerance:g} and {rtol:g}{said}",
        )
        said = ""  # once is enough


def _about_ours(mine: Callable[[], Array], tolerance: float, truth: Array) -> str:
    """Say what ours does, beside what the processor could do, and the split's error."""
    flops, steps = work_of(course(PATIENTS, tolerance), follow_blocks)
    began = process_time()
    for _ in range(OFTEN):
        mine()
    seconds = (process_time() - began) / OFTEN
    apart = worst(mine()[:, 5], truth[:, 5])
    arrays = worst(follow_explicit(course(PATIENTS, tolerance))[0], truth)
    stiff = worst(follow_stiff(course(PATIENTS, tolerance)), truth)
    share = flops / seconds / pace()
    return (
        f"; ours takes {steps / PATIENTS * 16:.0f} steps a block and "
        f"{flops / PATIENTS / 1e6:.2f} million operations a patient, "
        f"{flops / seconds / 1e9:.1f} billion a second, {100 * share:.0f} % of what "
        f"one core multiplies and adds in registers; the state that is solved apart is "
        f"off by {apart:.1e}, the engine on arrays by {arrays:.1e}, the stiff one by "
        f"{stiff:.1e}"
    )
