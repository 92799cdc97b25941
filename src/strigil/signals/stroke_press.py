"""Middle stage of the pass over samples: how hard the edge presses and slides.

Rest, direction of the normal and levels come as frames, one after another: from the
whole recording, or learnt on the way by ``stream_levels``.
"""

from typing import Any

import numpy as np

from strigil.compiled import compiled

__all__ = ["BENT", "FRAME", "PRESSED", "pressed"]

FRAME = 11  # from which sample on, rest x 3, direction x 3, on, off, noise, tells shear
BENT = 8  # among what is wrong: the shear does not tell where the edge turns
_ENDLESS = 2**62  # samples
PRESSED = 9  # force, smoothed, trigger, shear, shear x 3, noise, what is wrong


@compiled
def pressed(  # a compiled loop takes arrays, not objects
    setup: Any, memory: Any, frames: Any, count: int, clean: Any, out: Any
) -> None:
    """Split force into normal and shear, and pull the trigger.

    Parameters
    ----------
    setup, memory : ndarray of one record
        The settings; what is remembered, changed here.
    frames : ndarray
        Columns of a frame, in order. Given ones run on straight lines from one rest to
        the next and are the same at each call; learnt ones are new at each call.
    count : int
        So many of them [1].
    clean : ndarray
        Forces held, smoothed, and what is wrong, as the first stage gives them.
    out : ndarray
        Written for each sample; force is NaN where it is missing, shear where the
        channels do not tell it.
    """
    p, s = setup[0], memory[0]
    size = clean.shape[1]
    left = size
    while left > 0:
        some = min(left, _adopt(p, s, frames, count))
        _press(p, s, clean, out, size - left, size - left + some)
        s.count += some
        left -= some
    if p.adapt == 1:  # what the last samples taught holds for those to come
        _adopt(p, s, frames, count)
        s.frame = 0


@compiled
def _adopt(p: Any, s: Any, frames: Any, count: int) -> Any:
    """Take over what holds now; return for how many samples it does."""
    j = s.frame
    while j < count and frames[0, j] <= s.count:
        for k in range(3):
            s.rest[k], s.direction[k] = frames[1 + k, j], frames[4 + k, j]
            s.slope[k] = 0.0
        s.on, s.off, s.noise = frames[7, j], frames[8, j], frames[9, j]
        s.bent = BENT if p.turns == 1 and frames[10, j] == 0.0 else 0
        s.since = frames[0, j]
        if p.adapt == 0 and j + 1 < count:
            for k in range(3):
                rise = frames[1 + k, j + 1] - s.rest[k]
                s.slope[k] = rise / (frames[0, j + 1] - s.since)
        j += 1
    s.frame = j
    return int(frames[0, j]) - s.count if j < count else _ENDLESS


@compiled
def _press(p: Any, s: Any, clean: Any, out: Any, first: Any, past: Any) -> None:
    """Press samples within one frame."""
    dx, dy, dz = s.direction
    ax, ay, az = s.slope
    bx, by, bz = s.rest
    ago = s.count - first - s.since
    if dx == dx:
        for i in range(first, past):
            n = ago + i
            rx, ry, rz = bx + n * ax, by + n * ay, bz + n * az
            x, y, z = clean[3, i] - rx, clean[4, i] - ry, clean[5, i] - rz
            normal = x * dx + y * dy + z * dz
            out[1, i] = normal
            x, y, z = x - normal * dx, y - normal * dy, z - normal * dz
            out[3, i] = np.sqrt(x * x + y * y + z * z)
            out[4, i], out[5, i], out[6, i] = x, y, z
            x, y, z = clean[0, i] - rx, clean[1, i] - ry, clean[2, i] - rz
            out[0, i] = x * dx + y * dy + z * dz
    else:
        for i in range(first, past):
            n = ago + i
            rx, ry, rz = bx + n * ax, by + n * ay, bz + n * az
            x, y, z = clean[3, i] - rx, clean[4, i] - ry, clean[5, i] - rz
            out[1, i] = np.sqrt(x * x + y * y + z * z)
            x, y, z = clean[0, i] - rx, clean[1, i] - ry, clean[2, i] - rz
            out[0, i] = np.sqrt(x * x + y * y + z * z)
    if p.shear == 0 or dx != dx:
        for row in range(3, 7):  # a slice takes the compiler seconds
            for i in range(first, past):
                out[row, i] = np.nan
    _pull(s, clean, out, first, past)


@compiled
def _pull(s: Any, clean: Any, out: Any, first: Any, past: Any) -> None:
    """Pull the trigger; leave out what is missing."""
    trigger, on, off = s.trigger, s.on, s.off
    for i in range(first, past):
        out[7, i], out[8, i] = s.noise, clean[6, i] + s.bent
        if int(clean[6, i]) & 1:
            out[0, i], out[2, i] = np.nan, 0.0
            continue
        normal = out[1, i]
        trigger = 1 if normal >= on else 0 if normal < off else trigger
        out[2, i] = trigger
    s.trigger = trigger
