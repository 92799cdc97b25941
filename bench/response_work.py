"""How much work a course is, and how much one core could do."""

from collections.abc import Callable
from time import process_time

import numba
import numpy as np

from strigil.biology import solve_blocks
from strigil.biology._generated.blocks import LANES, TOGETHER
from strigil.biology.block import ROWS
from strigil.biology.course import Course
from strigil.biology.definition import response_definition
from strigil.biology.hot_path import hot_path
from strigil.biology.lowered import lower
from strigil.biology.straight_line import NUMPY, straight_line

_STAGES = 6
# Stage s of six sums s slopes: s products, s - 1 sums, times the step, plus the state.
_PER_ROW = sum(2 * s + 1 for s in range(1, _STAGES + 1))
# Seven products, six sums; times the step, scale (2), quotient, square, sum.
_JUDGED = 19
# exp by 13 terms and 7 squares, four weights two ways, four cubics of seven.
_FADED = 2 * 13 + 7 + 2 * (8 + 24) + 4 * 13 + 12


def work_of(course: Course, follow: Callable[[Course], object]) -> tuple[int, int]:
    """Return the operations on numbers, and the steps of all blocks [1]."""
    taken: list[int] = []
    kept = solve_blocks.follow_block

    def counted(*given: object) -> int:
        taken.append(kept(*given))
        return taken[-1]

    solve_blocks.follow_block = counted
    try:
        follow(course)
    finally:
        solve_blocks.follow_block = kept
    step = _STAGES * _rate_operations() + ROWS * _PER_ROW + TOGETHER * _JUDGED + _FADED
    return sum(taken) * step * LANES, sum(taken)


def _rate_operations() -> int:
    model = response_definition()
    hot = hot_path(model, lower(model))
    lines = straight_line(
        hot.graph,
        list(hot.slopes.values()),
        names={},
        given=hot.names(),
        functions=NUMPY,
    )
    return sum(lines.operations.values())


@numba.njit(error_model="numpy")
def _busy(x: np.ndarray, rounds: int) -> None:
    for _ in range(rounds):
        for i in range(128):
            x[i] = x[i] * 0.9999 + 0.0001


def pace(rounds: int = 2_000_000) -> float:
    """Return how many products and sums one core does in a second [1/s]."""
    x = np.ones(128)
    _busy(x, 1)
    began = process_time()
    _busy(x, rounds)
    return 2.0 * 128 * rounds / (process_time() - began)
