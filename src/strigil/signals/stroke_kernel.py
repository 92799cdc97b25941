"""Last stage of the pass over samples: contact, strokes and their measures.

Only the memory is kept between samples, so that any splitting gives the same. Tiers
of a stroke: 0 what surely belongs, 1 after a possible turn, 2 after a possible end.
"""

from typing import Any

import numpy as np

from strigil.compiled import compiled

__all__ = ["ROW", "TIER", "advance", "finish"]

_WHOLE_TURN = 7.0  # more than a full turn is no angle [rad]
# Columns of a tier: sums, largest values, what is first, what is last.
IMPULSE, SHEAR, SHEAR_X, WORK, LENGTH, BANDED = 0, 1, 2, 5, 6, 7
ANGLE, ANGLES, MISSING, CLIPPED, BEYOND, COUNT = 8, 9, 10, 11, 12, 13
PEAK, SHEAR_PEAK, SPEED = 14, 15, 16
START, FIRST, FROM, LAST, TO, TIER = 17, 18, 19, 22, 23, 26
# A stroke that ended has these besides.
END, PAST, TURNED, LEAPT, CUT, BEFORE, BURST, NOISE, ROW = range(TIER, TIER + 9)


@compiled
def advance(
    setup: Any, memory: Any, lanes: Any, steps: Any, pressed: Any, ended: Any
) -> Any:
    """Take samples in; return the strokes that ended, rows of ``ended``.

    It has two rows more than samples; the contact in ``pressed`` is written anew.
    """
    p, s = setup[0], memory[0]
    step = 0
    for i in range(lanes.shape[1]):
        t = lanes[0, i]
        if s.count > 0 and t - s.time > p.gap:
            _leap(p, s, t, ended)
        _take(p, s, t, pressed, i)
        _follow(p, s, t, pressed[2, i] == 1.0, ended)
        if s.inside == 1:
            _mark(s, t, int(pressed[8, i]), lanes[7, i])
            if p.turns == 1:
                _shear_turn(p, s, ended)
            elif p.turns == 3:
                _press_turn(p, s, ended)
        if step < steps.shape[1] and steps[0, step] == s.count:
            _step(p, s, t, steps[1:, step], ended)
            step += 1
        pressed[2, i] = s.inside
        s.time = t
        s.count += 1
    rows, s.rows = s.rows, 0  # else the memory would tell how samples were split
    return rows


@compiled
def _take(p: Any, s: Any, t: Any, pressed: Any, i: Any) -> None:
    """Take over one sample, and let the one before stand until it."""
    force = pressed[0, i]
    s.known = 1 if force == force else 0
    if s.known == 1:
        if s.last_tier >= 0:
            _accrue(p, s, force, min(t - s.known_time, p.gap))
        s.known_time, s.force = t, force
    s.normal, s.slide, s.noise = pressed[1, i], pressed[3, i], pressed[7, i]
    for k in range(3):
        s.slides[k] = pressed[4 + k, i]


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
def _accrue(p: Any, s: Any, force: Any, lasted: Any) -> None:
    """Add the time since the last known sample to the tier of that sample."""
    tier = s.tiers[s.last_tier]
    tier[IMPULSE] += 0.5 * (s.force + force) * lasted
    tier[BANDED] += lasted if p.band[0] <= s.normal <= p.band[1] else 0.0
    if s.slide == s.slide:
        tier[SHEAR] += s.slide * lasted
        for k in range(3):
            tier[SHEAR_X + k] += s.slides[k] * lasted


@compiled
def _follow(p: Any, s: Any, t: Any, touching: Any, ended: Any) -> None:
    """Open, keep or end a contact; short losses are bridged."""
    lost = s.tiers[2, COUNT] > 0 or not touching
    if s.inside == 1 and lost and t - s.touched > p.bridge:
        _close(p, s, t, ended)
    if touching:
        if s.inside == 0:
            for tier in range(3):
                _empty(s.tiers[tier])
            s.inside, s.turned, s.stepped, s.last_tier = 1, 0, 0, -1
            s.tier = 1 if p.turns == 2 else 0
            s.tiers[s.tier, IMPULSE] = 0.5 * s.force * p.step if s.known == 1 else 0.0
            s.anchor[0], s.least = np.nan, np.inf
        _merge(s, s.tier, 2)
        s.touched = t
    if s.inside == 0:
        s.leapt = 0
    else:
        s.here = s.tier if touching else 2
        s.last_tier = s.here if s.known == 1 else s.last_tier


@compiled
def _mark(s: Any, t: Any, wrong: Any, angle: Any) -> None:
    tier = s.tiers[s.here]
    if tier[COUNT] == 0:
        tier[START], tier[FIRST] = t, s.count
    tier[COUNT], tier[LAST] = tier[COUNT] + 1, t
    tier[PEAK] = max(tier[PEAK], s.normal)
    if s.slide > tier[SHEAR_PEAK]:
        tier[SHEAR_PEAK] = s.slide
    for k in range(3):  # missing, clipped, beyond belief
        tier[MISSING + k] += wrong & (1 << k)
    if abs(angle) < _WHOLE_TURN:
        tier[ANGLE] += angle
        tier[ANGLES] += 1


@compiled
def _merge(s: Any, into: Any, tier: Any) -> None:
    """Let one tier take in the next, and empty that."""
    a, b = s.tiers[into], s.tiers[tier]
    if b[COUNT] == 0:
        return
    if a[COUNT] == 0:
        a[START], a[FIRST] = b[START], b[FIRST]
    for j in range(PEAK):
        a[j] += b[j]
    for j in range(PEAK, START):
        a[j] = max(a[j], b[j])
    a[LAST] = b[LAST]
    for k in range(3):
        a[FROM + k] = b[FROM + k] if a[FROM + k] != a[FROM + k] else a[FROM + k]
        a[TO + k] = b[TO + k] if b[TO + k] == b[TO + k] else a[TO + k]
    _empty(b)
    s.last_tier = into if s.last_tier == tier else s.last_tier
    s.here = into if s.here == tier else s.here


@compiled
def _leap(p: Any, s: Any, t: Any, ended: Any) -> None:
    """Let nothing reach over a gap of the clock."""
    if s.inside == 1:
        if s.tiers[2, COUNT] == 0:  # the last sample stands until here
            _accrue(p, s, s.force, min(t - s.time, p.gap))
        s.leapt = 1
        _close(p, s, min(t, s.time + p.gap), ended)
    s.leapt, s.stepped = 1, 0


@compiled
def _close(p: Any, s: Any, end: Any, ended: Any) -> None:
    """End a contact; a tap leaves nothing."""
    past, a = s.count, s.tiers[0]
    _merge(s, 0, 1)
    if s.tiers[2, COUNT] > 0:
        end, past = s.tiers[2, START], int(s.tiers[2, FIRST])
    if a[LAST] - a[START] + p.step >= p.shortest:
        _write(p, s, end, past, ended)
    s.inside, s.last_tier = 0, -1


@compiled
def _write(p: Any, s: Any, end: Any, past: Any, ended: Any) -> None:
    row = ended[s.rows]
    _copy(s.tiers[0], row, TIER)
    if row[START] - s.ended > p.burst_gap:
        s.burst += 1
    row[END], row[PAST], row[TURNED], row[LEAPT] = end, past, s.turned, s.leapt
    row[CUT] = 1.0 if row[FIRST] == 0 else 0.0
    row[BEFORE], row[BURST], row[NOISE] = s.before, s.burst, s.noise
    s.before, s.ended = row[START], end
    s.rows += 1


@compiled
def _split(p: Any, s: Any, ended: Any) -> None:
    """End a stroke where the edge turned; what follows is the next one."""
    a, b = s.tiers[0], s.tiers[1]
    if a[LAST] - a[START] + p.step >= p.shortest:
        _write(p, s, b[START], int(b[FIRST]), ended)
        _empty(a)
        s.turned, s.leapt = 1, 0
    _merge(s, 0, 1)


@compiled
def _shear_turn(p: Any, s: Any, ended: Any) -> None:
    """Split where friction changes its side."""
    if s.here == 2 or s.slide != s.slide:
        return
    a, b = s.tiers[0], s.tiers[1]
    usual = along = 0.0
    for k in range(3):
        usual += a[SHEAR_X + k] ** 2
        along += a[SHEAR_X + k] * s.slides[k]
    along = along / np.sqrt(usual) if usual > 0.0 else s.slide
    seconds = max(a[LAST] - a[START], p.step)
    enough = max(p.hysteresis * a[SHEAR], p.friction * a[IMPULSE]) / seconds
    if along > enough:
        _merge(s, 0, 1)
        s.tier, s.least = 0, np.inf
        return
    s.tier = 1
    if abs(along) < s.least:
        s.least = abs(along)
        _merge(s, 0, 1)
    if along < -enough and b[COUNT] > 0 and b[LAST] - b[START] >= p.shortest:
        _split(p, s, ended)
        s.tier, s.least = 0, np.inf


@compiled
def _press_turn(p: Any, s: Any, ended: Any) -> None:
    """Split where the pressing fell far below the peaks on both sides."""
    a, b, low = s.tiers[0], s.tiers[1], s.least < p.hysteresis * s.tiers[0, PEAK]
    if s.here != 2 and (s.normal < s.least or (s.normal >= a[PEAK] and not low)):
        _merge(s, 0, 1)
        s.tier, s.least = 1, s.normal
    elif low and s.least < p.hysteresis * b[PEAK] and b[LAST] - b[START] >= p.shortest:
        _split(p, s, ended)
        s.least = s.normal


@compiled
def _step(p: Any, s: Any, t: Any, place: Any, ended: Any) -> None:
    """Add a step of the way to the stroke."""
    way, lasted = _apart(place, s.place), t - s.place_time
    _copy(place, s.place, 3)
    s.place_time = t
    if s.inside == 0:
        s.stepped = 0
        return
    a = s.tiers[s.here]
    if s.stepped == 1 and lasted > 0.0:
        a[LENGTH] += way
        a[WORK] += way * s.slide
        a[SPEED] = max(a[SPEED], way / lasted)
    for k in range(3):
        a[FROM + k] = place[k] if a[FROM + k] != a[FROM + k] else a[FROM + k]
        a[TO + k] = place[k]
    s.stepped = 1
    if s.here != 2 and p.turns == 2:
        _turn_of_way(p, s, ended)


@compiled
def _turn_of_way(p: Any, s: Any, ended: Any) -> None:
    """Split where the edge was furthest from the turn before, if it comes back."""
    a, b = s.tiers[0], s.tiers[1]
    if s.anchor[0] != s.anchor[0]:
        _copy(s.place, s.anchor, 3)
        s.far = 0.0
    far = _apart(s.place, s.anchor)
    if far >= s.far:
        _copy(s.place, s.furthest, 3)
        s.far = far
        _merge(s, 0, 1)
    elif s.far - far >= p.excursion and b[LAST] - b[START] >= p.shortest:
        _split(p, s, ended)
        _copy(s.furthest, s.anchor, 3)
        _copy(s.anchor, a[FROM:], 3)
        _copy(s.place, s.furthest, 3)
        s.far = _apart(s.place, s.anchor)


@compiled
def _apart(a: Any, b: Any) -> Any:
    return np.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2)


@compiled
def _copy(a: Any, into: Any, size: Any) -> None:
    for j in range(size):  # a slice takes the compiler seconds
        into[j] = a[j]


@compiled
def _empty(tier: Any) -> None:
    tier[:] = 0.0
    for k in range(3):
        tier[FROM + k] = tier[TO + k] = np.nan
