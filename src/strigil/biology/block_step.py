"""One step of a block: its length, its seven slopes, its error."""

import math

from strigil.biology._generated.blocks import LANES, TOGETHER, fill_slopes
from strigil.biology.block import (
    ARRIVES,
    ERROR,
    FACTOR,
    FASTEST,
    FLOOR,
    GOOD,
    NOW,
    SAFETY,
    SHARED,
    SIZE,
    SLOWEST,
    STEP,
    STUCK,
    TOLERANCE,
    TRIED,
    Array,
    Block,
)
from strigil.compiled import compiled

__all__ = ["choose", "judge", "stages", "widen"]


@compiled
def choose(b: Block, end: float) -> bool:
    """Set the steps to be tried; tell whether anybody takes one."""
    anybody = False
    for j in range(LANES):
        left = end - b.lane[NOW + j]
        active = left > 0.0 and b.lane[STUCK + j] == 0.0
        b.lane[ARRIVES + j] = 1.0 if b.lane[STEP + j] >= left else 0.0
        step = left if b.lane[STEP + j] >= left else b.lane[STEP + j]
        b.lane[TRIED + j] = step if active else 0.0
        anybody = anybody or active
    widen(b.lane[TRIED : TRIED + LANES], b.wide)
    return anybody


@compiled
def widen(lanes: Array, wide: Array) -> None:
    """Repeat one number of each patient for all rows."""
    for j in range(LANES):
        wide[j] = lanes[j]
    for i in range(LANES, SIZE):
        wide[i] = wide[i - LANES]


@compiled
def stages(b: Block) -> None:  # noqa: PLR0915  # six stages, each one loop
    """Set the slopes at all stages, and the states after the step."""
    w, y, k, at, wide = b.weights, b.y, b.k, b.at, b.wide
    a0 = w[0]
    for i in range(SIZE):
        moved = a0 * k[i]
        at[i] = moved * wide[i] + y[i]
    fill_slopes(at, b.c, k[SIZE : 2 * SIZE])
    a0 = w[1]
    a1 = w[2]
    for i in range(SIZE):
        moved = a0 * k[i]
        moved += a1 * k[SIZE + i]
        at[i] = moved * wide[i] + y[i]
    fill_slopes(at, b.c, k[2 * SIZE : 3 * SIZE])
    a0 = w[3]
    a1 = w[4]
    a2 = w[5]
    for i in range(SIZE):
        moved = a0 * k[i]
        moved += a1 * k[SIZE + i]
        moved += a2 * k[2 * SIZE + i]
        at[i] = moved * wide[i] + y[i]
    fill_slopes(at, b.c, k[3 * SIZE : 4 * SIZE])
    a0 = w[6]
    a1 = w[7]
    a2 = w[8]
    a3 = w[9]
    for i in range(SIZE):
        moved = a0 * k[i]
        moved += a1 * k[SIZE + i]
        moved += a2 * k[2 * SIZE + i]
        moved += a3 * k[3 * SIZE + i]
        at[i] = moved * wide[i] + y[i]
    fill_slopes(at, b.c, k[4 * SIZE : 5 * SIZE])
    a0 = w[10]
    a1 = w[11]
    a2 = w[12]
    a3 = w[13]
    a4 = w[14]
    for i in range(SIZE):
        moved = a0 * k[i]
        moved += a1 * k[SIZE + i]
        moved += a2 * k[2 * SIZE + i]
        moved += a3 * k[3 * SIZE + i]
        moved += a4 * k[4 * SIZE + i]
        at[i] = moved * wide[i] + y[i]
    fill_slopes(at, b.c, k[5 * SIZE : 6 * SIZE])
    a0 = w[15]
    a1 = w[16]
    a2 = w[17]
    a3 = w[18]
    a4 = w[19]
    a5 = w[20]
    for i in range(SIZE):
        moved = a0 * k[i]
        moved += a1 * k[SIZE + i]
        moved += a2 * k[2 * SIZE + i]
        moved += a3 * k[3 * SIZE + i]
        moved += a4 * k[4 * SIZE + i]
        moved += a5 * k[5 * SIZE + i]
        at[i] = moved * wide[i] + y[i]
    fill_slopes(at, b.c, k[6 * SIZE : 7 * SIZE])


@compiled
def judge(b: Block) -> None:
    """Set the error of the step, who keeps it, and by how much the next may grow."""
    w, y, k, at, wide, wrong = b.weights, b.y, b.k, b.at, b.wide, b.wrong
    a0, a1, a2, a3, a4, a5, a6 = w[21], w[22], w[23], w[24], w[25], w[26], w[27]
    for i in range(SHARED):
        off = a0 * k[i]
        off += a1 * k[SIZE + i]
        off += a2 * k[2 * SIZE + i]
        off += a3 * k[3 * SIZE + i]
        off += a4 * k[4 * SIZE + i]
        off += a5 * k[5 * SIZE + i]
        off += a6 * k[6 * SIZE + i]
        wrong[i] = off * wide[i]
    floor = b.weights[FLOOR]
    for i in range(SHARED):
        before, after = abs(y[i]), abs(at[i])
        scale = (before if before > after else after) + floor
        share = wrong[i] / scale
        wrong[i] = share * share
    lane = b.lane
    for i in range(LANES, SHARED):
        wrong[i] += wrong[i - LANES]
    for j in range(LANES):
        lane[ERROR + j] = wrong[SHARED - LANES + j]
    over = TOGETHER * (b.weights[TOLERANCE] * b.weights[TOLERANCE])
    safety, least, most = b.weights[SAFETY], b.weights[SLOWEST], b.weights[FASTEST]
    for j in range(LANES):
        off = lane[ERROR + j] / over
        root = math.sqrt(math.sqrt(math.sqrt(math.sqrt(math.sqrt(off * off * off)))))
        grow = safety / root
        grow = grow if grow > least else least
        lane[FACTOR + j] = grow if grow < most else most
        kept = 1.0 if off <= 1.0 else 0.0
        lane[GOOD + j] = kept if lane[TRIED + j] > 0.0 else 0.0
