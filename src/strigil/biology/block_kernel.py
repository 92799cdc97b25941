"""Sixteen patients through the weeks, compiled: the method of ``explicit``, in blocks.

Every loop runs over all numbers of a block, so that one instruction serves eight
patients. Each patient has a time and a step of its own; one that has arrived waits
with a step of zero. So nobody's result depends on who shares the block.
"""

from strigil.biology._generated.blocks import LANES, fill_slopes, give_session
from strigil.biology.block import (
    ARRIVES,
    FACTOR,
    FIRST,
    FIRST_SHARE,
    FLOOR,
    FRESH,
    GOOD,
    NOW,
    SAME_TIME,
    SHARED,
    SIZE,
    STEP,
    STUCK,
    TOLERANCE,
    TRIED,
    Array,
    Block,
)
from strigil.biology.block_looks import arrive, look, look_at_once
from strigil.biology.block_step import choose, judge, stages, widen
from strigil.compiled import compiled

__all__ = ["follow_block"]


@compiled
def follow_block(b: Block, sessions: Array, inputs: Array, most: Array) -> int:
    """Follow a block from day zero; return how many steps it took.

    ``sessions`` are days, ``inputs`` what each brings (its first row what none brings),
    ``most`` how many steps each stretch may take.
    """
    steps, begin = 0, 0.0
    fill_slopes(b.y, b.c, b.k[:SIZE])
    _first_step(b)
    for number in range(len(sessions) + 1):
        over = number == len(sessions)
        end = max(b.looks[-1], begin) if over else sessions[number]
        steps += _follow_stretch(b, begin, end, int(most[number]))
        if not over:
            _give(b, inputs[number + 1], inputs[0])
        begin = end
    return steps


@compiled
def _first_step(b: Block) -> None:
    for j in range(LANES):
        size, change = 0.0, 0.0
        for i in range(j, SHARED, LANES):
            scale = b.weights[TOLERANCE] * (b.weights[FLOOR] + abs(b.y[i]))
            size += (b.y[i] / scale) * (b.y[i] / scale)
            change += (b.k[i] / scale) * (b.k[i] / scale)
        b.lane[STEP + j] = min(
            b.weights[FIRST_SHARE] * (size / max(change, 1e-30)) ** 0.5, 1.0
        )
        b.lane[FIRST + j] = b.lane[STEP + j]
        b.lane[FRESH + j] = 1.0


@compiled
def _follow_stretch(b: Block, begin: float, end: float, most: int) -> int:
    for j in range(LANES):
        b.lane[NOW + j] = begin
    if end - begin <= b.weights[SAME_TIME]:
        look_at_once(b, end)
        return 0
    look_at_once(b, begin)
    for number in range(most):
        if not choose(b, end):
            return number
        stages(b)
        judge(b)
        arrive(b)
        look(b, end)
        _accept(b, end)
    for j in range(LANES):
        if b.lane[NOW + j] < end:
            b.lane[STUCK + j] = 1.0
    return most


@compiled
def _accept(b: Block, end: float) -> None:
    """Go on where the step was good, and choose the next one."""
    y, k, at, good = b.y, b.k, b.at, b.wrong
    widen(b.lane[GOOD : GOOD + LANES], good)
    for i in range(SIZE):
        before, after = y[i], at[i]
        y[i] = after if good[i] > 0.0 else before
    for i in range(SIZE):
        before, after = k[i], k[6 * SIZE + i]
        k[i] = after if good[i] > 0.0 else before
    for j in range(LANES):
        wanted = b.lane[FACTOR + j] * b.lane[TRIED + j]
        kept, arrives = b.lane[GOOD + j] > 0.0, b.lane[ARRIVES + j] > 0.0
        short = kept and arrives and wanted < b.lane[STEP + j]
        if kept and b.lane[FRESH + j] > 0.0 and not arrives:
            b.lane[FIRST + j] = wanted
        if kept:
            b.lane[FRESH + j] = 0.0
            b.lane[NOW + j] = end if arrives else b.lane[NOW + j] + b.lane[TRIED + j]
        if b.lane[TRIED + j] > 0.0 and not short:
            b.lane[STEP + j] = wanted


@compiled
def _give(b: Block, inputs: Array, none: Array) -> None:
    """Give a session to whom it brings something."""
    give_session(b.y, b.c, inputs, b.at)
    fill_slopes(b.at, b.c, b.k[SIZE : 2 * SIZE])
    for j in range(LANES):
        treated = False
        for i in range(j, len(inputs), LANES):
            treated = treated or inputs[i] != none[i]
        if treated:
            b.lane[STEP + j] = b.lane[FIRST + j]
            b.lane[FRESH + j] = 1.0
            for i in range(j, SIZE, LANES):
                b.y[i], b.k[i] = b.at[i], b.k[SIZE + i]
