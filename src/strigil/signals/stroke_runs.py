"""Samples at which nothing begins or ends, many at once; parts of the kernel."""

from typing import Any

import numpy as np

from strigil.compiled import compiled
from strigil.signals.stroke_tiers import (
    ANGLE,
    ANGLES,
    BANDED,
    COUNT,
    IMPULSE,
    LAST,
    PEAK,
    SHEAR,
    SHEAR_PEAK,
    SHEAR_X,
    START,
    WHOLE_TURN,
)


@compiled
def keep(s: Any, t: Any, pressed: Any, i: Any) -> None:
    """Keep the last sample."""
    s.time, s.known = t, 1 if pressed[0, i] == pressed[0, i] else 0
    s.normal, s.slide, s.noise = pressed[1, i], pressed[3, i], pressed[7, i]
    for k in range(3):
        s.slides[k] = pressed[4 + k, i]


@compiled
def idle(p: Any, s: Any, lanes: Any, pressed: Any, first: Any, until: Any) -> Any:
    """Pass over samples without contact; return the first one after them."""
    i, t = first, s.time
    while i < until and pressed[2, i] == 0.0 and lanes[0, i] - t <= p.gap:
        t = lanes[0, i]
        i += 1
    known = i - 1
    while known >= first and pressed[0, known] != pressed[0, known]:
        known -= 1
    if known >= first:
        s.known_time, s.force = lanes[0, known], pressed[0, known]
    s.leapt = 0 if i > first else s.leapt
    return i


@compiled
def steady(p: Any, s: Any, lanes: Any, pressed: Any, first: Any, until: Any) -> Any:
    """Take in samples of a contact that goes on, to the same as one by one.

    Return the first one after them.
    """
    a = s.tiers[s.tier]
    if s.turns == 3 or a[COUNT] == 0 or s.tiers[2, COUNT] > 0 or s.turns * s.tier == 1:
        return first
    past, t = first, s.time
    while past < until and pressed[2, past] == 1.0 and pressed[8, past] == 0.0:
        if lanes[0, past] - t > p.gap:
            break
        t = lanes[0, past]
        past += 1
    past = _accrued(p, s, a, lanes, pressed, first, past)
    _marked(a, lanes, pressed, first, past)
    if past > first:
        t = lanes[0, past - 1]
        a[COUNT], a[LAST] = a[COUNT] + past - first, t
        s.touched, s.known_time, s.force = t, t, pressed[0, past - 1]
    return past


@compiled
def _accrued(  # noqa: PLR0913  # a compiled loop takes arrays, not objects
    p: Any, s: Any, a: Any, lanes: Any, pressed: Any, i: Any, past: Any
) -> Any:
    """Sum over time; return the first sample at which the shear may turn."""
    t, force, normal, slide, (x, y, z) = s.time, s.force, s.normal, s.slide, s.slides
    impulse, banded, shear = a[IMPULSE], a[BANDED], a[SHEAR]
    sx, sy, sz = a[SHEAR_X], a[SHEAR_X + 1], a[SHEAR_X + 2]
    while i < past:
        now, here = lanes[0, i], pressed[0, i]
        lasted = now - t
        more = impulse + 0.5 * (force + here) * lasted
        slid, mx, my, mz = shear, sx, sy, sz
        if slide == slide:
            slid += slide * lasted
            mx, my, mz = sx + x * lasted, sy + y * lasted, sz + z * lasted
        x, y, z, slide = pressed[4, i], pressed[5, i], pressed[6, i], pressed[3, i]
        if s.turns == 1:
            usual = mx * mx + my * my + mz * mz
            along = mx * x + my * y + mz * z
            along = along / np.sqrt(usual) if usual > 0.0 else slide
            enough = max(p.hysteresis * slid, p.friction * more)
            if not along > enough / max(now - a[START], p.step):
                break
        impulse, shear, sx, sy, sz = more, slid, mx, my, mz
        banded += lasted if p.band[0] <= normal <= p.band[1] else 0.0
        t, force, normal = now, here, pressed[1, i]
        i += 1
    a[IMPULSE], a[BANDED], a[SHEAR] = impulse, banded, shear
    a[SHEAR_X], a[SHEAR_X + 1], a[SHEAR_X + 2] = sx, sy, sz
    return i


@compiled
def _marked(a: Any, lanes: Any, pressed: Any, first: Any, past: Any) -> None:
    """Take in the largest values, and the angle."""
    peak, slide, angle, angles = a[PEAK], a[SHEAR_PEAK], a[ANGLE], a[ANGLES]
    for i in range(first, past):
        peak = max(peak, pressed[1, i])
        if pressed[3, i] > slide:
            slide = pressed[3, i]
        if abs(lanes[7, i]) < WHOLE_TURN:
            angle += lanes[7, i]
            angles += 1
    a[PEAK], a[SHEAR_PEAK], a[ANGLE], a[ANGLES] = peak, slide, angle, angles
