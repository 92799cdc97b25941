"""A block: sixteen patients in one line of memory, and where things stand in it.

Row ``i`` of patient ``j`` stands at ``i * LANES + j``: a state, a constant, an input.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from strigil.biology._generated.blocks import LANES, ORDER, TOGETHER

__all__ = ["LANE_ROWS", "ROWS", "SHARED", "SIZE", "WEIGHTS", "Array", "Block"]

Array = NDArray[np.float64]
ROWS = len(ORDER)
SIZE = ROWS * LANES
# Numbers of the states that are solved together; those solved apart come after them.
SHARED = TOGETHER * LANES

# Rows of `lane`, one number for each patient.
LANE_ROWS = 13
NOW = 0 * LANES  # [d]
STEP = 1 * LANES  # wanted next [d]
FIRST = 2 * LANES  # what the first step after a session could have been [d]
TRIED = 3 * LANES  # step tried [d], zero for who waits
ERROR = 4 * LANES  # squared, over tolerance
FACTOR = 5 * LANES  # by which the next step may grow
GOOD = 6 * LANES  # 1 where the step is kept
ARRIVES = 7 * LANES  # 1 where the step ends at the end of the stretch
FRESH = 8 * LANES  # 1 where no step was taken since a session
STUCK = 9 * LANES  # 1 where steps collapsed
NEXT_LOOK = 10 * LANES  # number of the next look
SHARE = 11 * LANES  # of the step, where a look lies
PENDING = 12 * LANES  # 1 where one does

# Places in `weights`, after those of the stages (21), the error (7) and the inside of a
# step (28).
TOLERANCE, FLOOR, SAFETY, SLOWEST, FASTEST, SAME_TIME, FIRST_SHARE = range(56, 63)
WEIGHTS = 63


class Block(NamedTuple):
    """Sixteen patients and the memory they need; everything is changed in place."""

    y: Array  # states
    c: Array  # constants
    decays: Array  # of the states that are solved apart [1/d]
    k: Array  # slopes at the seven stages
    at: Array  # states at one stage, and after the step
    wrong: Array  # error of the step, squared over tolerance; then free for others
    wide: Array  # step, for each number of the block
    lane: Array  # what each patient has one of
    low: Array  # bounds of each number of the block
    high: Array
    looks: Array  # [d]
    seen: Array  # shape (looks, numbers of the block)
    weights: Array  # of the method, and what it is told
