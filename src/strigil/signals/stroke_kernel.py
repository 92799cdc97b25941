"""Last stage of the pass over samples: contact, strokes and their measures.

Only the memory is kept between samples, so that any splitting gives the same.
"""

from typing import Any

import numpy as np

from strigil.compiled import compiled
from strigil.signals.stroke_press import BENT
from strigil.signals.stroke_runs import idle, keep, steady
from strigil.signals.stroke_tiers import (
    COUNT,
    CUT,
    FIRST,
    IMPULSE,
    LAST,
    LEAPT,
    START,
    accrue,
    empty,
    mark,
    merge,
    write,
)
from strigil.signals.stroke_turns import press_turn, shear_turn, step_on

__all__ = ["advance", "finish"]


@compiled
def advance(  # noqa: PLR0913  # a compiled loop takes arrays, not objects
    setup: Any, memory: Any, lanes: Any, steps: Any, moved: int, said: Any, ended: Any
) -> Any:
    """Take samples in; return the strokes that ended, rows of ``ended``.

    It has two rows more than samples; ``steps`` holds so many that ``moved``. The
    contact in ``said`` is written anew. Where nothing begins or ends, many samples are
    taken at once.
    """
    p, s = setup[0], memory[0]
    step, size = 0, lanes.shape[1]
    i = s.rows  # none yet; told a bare 0, the compiler makes all that takes it twice
    while i < size:
        first, last = i, i + int(steps[0, step]) - s.count if step < moved else size
        if s.inside == 0:
            i = idle(p, s, lanes, said, i, min(last + 1, size))
        elif s.last_tier == s.tier and s.here == s.tier and s.known == 1:
            i = steady(p, s, lanes, said, i, min(last + 1, size))
        if i > first:
            keep(s, lanes[0, i - 1], said, i - 1)
        else:
            _one(p, s, lanes, said, i, ended)
            i += 1
        if i > last:
            step_on(p, s, lanes[0, last], steps[1:, step], ended)
            step += 1
        said[2, i - 1] = s.inside
        s.count += i - first
    rows, s.rows = s.rows, 0  # else the memory would tell how samples were split
    return rows


@compiled
def _one(p: Any, s: Any, lanes: Any, said: Any, i: Any, ended: Any) -> None:
    """Take in one sample at which something may begin or end."""
    t = lanes[0, i]
    if s.count > 0 and t - s.time > p.gap:
        _leap(p, s, t, ended)
    _take(p, s, t, said, i)
    _follow(p, s, t, said, i, ended)
    if s.inside == 1:
        mark(s, t, int(said[8, i]), lanes[7, i])
        if s.turns == 1:
            shear_turn(p, s, ended)
        elif s.turns == 3:
            press_turn(p, s, ended)


@compiled
def _take(p: Any, s: Any, t: Any, pressed: Any, i: Any) -> None:
    """Take over one sample, and let the one before stand until it."""
    force = pressed[0, i]
    if force == force:
        if s.last_tier >= 0:
            accrue(p, s, force, min(t - s.known_time, p.gap))
        s.known_time, s.force = t, force
    keep(s, t, pressed, i)


@compiled
def finish(setup: Any, memory: Any, ended: Any) -> Any:
    """End the stroke that is under way; return the number of rows written."""
    p, s = setup[0], memory[0]
    if s.inside == 0:
        return 0
    lost = s.tiers[2, COUNT] > 0
    _leap(p, s, s.time + p.step, ended)
    if s.rows > 0:
        ended[0, LEAPT] = 0.0
        ended[0, CUT] += 0.0 if lost else 2.0
    rows, s.rows = s.rows, 0
    return rows


@compiled
def _follow(p: Any, s: Any, t: Any, said: Any, i: Any, ended: Any) -> None:
    """Open, keep or end a contact; short losses are bridged."""
    touching = said[2, i] == 1.0
    lost = s.tiers[2, COUNT] > 0 or not touching
    if s.inside == 1 and lost and t - s.touched > p.bridge:
        _close(p, s, t, ended)
    if touching:
        if s.inside == 0:
            for tier in range(3):
                empty(s.tiers[tier])
            s.inside, s.turned, s.stepped, s.last_tier = 1, 0, 0, -1
            s.tier = 1 if p.turns == 2 else 0
            s.turns = 3 if int(said[8, i]) & BENT else p.turns
            s.tiers[s.tier, IMPULSE] = 0.5 * s.force * p.step if s.known == 1 else 0.0
            s.anchor[0], s.least = np.nan, np.inf
        merge(s, s.tier, 2)
        s.touched = t
    if s.inside == 0:
        s.leapt = 0
    else:
        s.here = s.tier if touching else 2
        s.last_tier = s.here if s.known == 1 else s.last_tier


@compiled
def _leap(p: Any, s: Any, t: Any, ended: Any) -> None:
    """Let nothing reach over a gap of the clock."""
    if s.inside == 1:
        if s.tiers[2, COUNT] == 0:  # the last sample stands until here
            accrue(p, s, s.force, min(t - s.time, p.gap))
        s.leapt = 1
        _close(p, s, min(t, s.time + p.gap), ended)
    s.leapt, s.stepped = 1, 0


@compiled
def _close(p: Any, s: Any, end: Any, ended: Any) -> None:
    """End a contact; a tap leaves nothing."""
    past, a = s.count, s.tiers[0]
    merge(s, 0, 1)
    if s.tiers[2, COUNT] > 0:
        end, past = s.tiers[2, START], int(s.tiers[2, FIRST])
    if a[LAST] - a[START] + p.step >= p.shortest:
        write(p, s, end, past, ended)
    s.inside, s.last_tier = 0, -1
