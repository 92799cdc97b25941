"""Where the edge turns and a stroke ends without a lift; parts of the kernel."""

from typing import Any

import numpy as np

from strigil.compiled import compiled
from strigil.signals.stroke_tiers import (
    COUNT,
    FIRST,
    FROM,
    IMPULSE,
    LAST,
    LENGTH,
    PEAK,
    SHEAR,
    SHEAR_X,
    SPEED,
    START,
    TO,
    WORK,
    apart,
    copy,
    empty,
    merge,
    write,
)


@compiled
def shear_turn(p: Any, s: Any, ended: Any) -> None:
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
        merge(s, 0, 1)
        s.tier, s.least = 0, np.inf
        return
    s.tier = 1
    if abs(along) < s.least:
        s.least = abs(along)
        merge(s, 0, 1)
    if along < -enough and b[COUNT] > 0 and b[LAST] - b[START] >= p.shortest:
        _split(p, s, ended)
        s.tier, s.least = 0, np.inf


@compiled
def press_turn(p: Any, s: Any, ended: Any) -> None:
    """Split where the pressing fell far below the peaks on both sides."""
    a, b, low = s.tiers[0], s.tiers[1], s.least < p.dip * s.tiers[0, PEAK]
    if s.here != 2 and (s.normal < s.least or (s.normal >= a[PEAK] and not low)):
        merge(s, 0, 1)
        s.tier, s.least = 1, s.normal
    elif low and s.least < p.dip * b[PEAK] and b[LAST] - b[START] >= p.shortest:
        _split(p, s, ended)
        s.least = s.normal


@compiled
def step_on(p: Any, s: Any, t: Any, place: Any, ended: Any) -> None:
    """Add a step of the way to the stroke."""
    way, lasted = apart(place, s.place), t - s.place_time
    copy(place, s.place, 3)
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
        copy(s.place, s.anchor, 3)
        s.far = 0.0
    far = apart(s.place, s.anchor)
    if far >= s.far:
        copy(s.place, s.furthest, 3)
        s.far = far
        merge(s, 0, 1)
    elif s.far - far >= p.excursion and b[LAST] - b[START] >= p.shortest:
        _split(p, s, ended)
        copy(s.furthest, s.anchor, 3)
        copy(s.anchor, a[FROM:], 3)
        copy(s.place, s.furthest, 3)
        s.far = apart(s.place, s.anchor)


@compiled
def _split(p: Any, s: Any, ended: Any) -> None:
    """End a stroke where the edge turned; what follows is the next one."""
    a, b = s.tiers[0], s.tiers[1]
    if a[LAST] - a[START] + p.step >= p.shortest:
        write(p, s, b[START], int(b[FIRST]), ended)
        empty(a)
        s.turned, s.leapt = 1, 0
    merge(s, 0, 1)
