"""Rest taken anew while a session runs, where it began with the edge on the skin.

Where a tool rests its force comes to the same place, closer than anywhere in contact.
The blocks of the first seconds are kept until that is sure.
"""

from typing import Any

import numpy as np

from strigil.compiled import compiled

__all__ = [
    "BIN",
    "BINS",
    "GAUSS",
    "NEAR",
    "RECENT",
    "count",
    "look_for_rest",
    "remember",
    "rest_anew",
]

BINS = 256  # of the histogram of the square root of force ...
BIN = 1.0 / 16.0  # ... so wide: up to 256 N
GAUSS = 1.2533  # standard over mean deviation of noise
RECENT = 128  # blocks that are kept: 6.4 s
NEAR = 4  # so many lie close together in the shortest rest, of 0.2 s
_DENSER = 0.3  # of how far the next blocks lie from what was taken for rest
_CLEAR = 4.0  # times that, rest must lie elsewhere: clear of its own noise
_WANDERS = 1.0  # squared steps over squared spread; of noise without memory: 2
_SURE = 50  # looks, 10 s, that found no other rest once the levels had settled


@compiled
def remember(s: Any, block: Any) -> None:
    """Keep a block until it is sure that rest was seen."""
    if s.sure >= _SURE:
        return
    row = (s.blocks - 1) % RECENT
    for k in range(3):
        s.recent[row, k] = block[k]


@compiled
def rest_anew(s: Any) -> None:
    """Forget what was learnt by another rest: what was taken for rest was contact."""
    for k in range(3):
        s.pull[k] = 0.0
    for j in range(BINS):
        s.histogram[j] = 0.0
    s.below = s.pulled = s.touching = 0
    s.pull_length = s.calm = 0.0
    s.noise = min(s.noise, GAUSS * s.stir)


@compiled
def count(p: Any, s: Any, value: Any) -> None:
    """Count the force of a block, more than all before it; noise goes to both sides."""
    bin_ = int(np.sqrt(abs(value)) / BIN)
    s.histogram[min(bin_, BINS - 1)] += s.weight
    s.weight *= p.forget


@compiled
def look_for_rest(p: Any, s: Any) -> None:
    """Take for rest where the force lay closest, if it moved much in the beginning.

    A session that begins at rest begins quietly; so does one that begins in a steady
    press, whose rest is found otherwise.
    """
    if s.sure >= _SURE:
        return
    kept = min(s.blocks, RECENT)
    best, place = np.inf, 0
    for i in range(s.blocks - kept, s.blocks - NEAR + 1):
        moved = _moved(s, i, best)
        if moved < best:
            best, place = moved, i % RECENT
    _aim(s, s.rest[0], s.rest[1], s.rest[2])
    far, lower = _far(s, place), s.recent[place, 0] < s.rest[0]
    least = p.smallest if p.signed == 1 else p.carried
    clear = far >= max(_CLEAR * best, least) and best < _DENSER * _closeness(s, kept)
    likely = clear and s.opening >= far and (lower or p.signed == 0)
    if likely and _wanders(s, kept):
        _take(p, s, place, best, kept)
    else:
        s.sure += s.settled


@compiled
def _wanders(s: Any, kept: Any) -> Any:
    """Whether the blocks go from place to place, as a hand does; noise leaps."""
    steps = spread = 0.0
    for k in range(3):
        first = before = s.recent[(s.blocks - kept) % RECENT, k]
        total = squares = 0.0
        for i in range(s.blocks - kept, s.blocks):
            x = s.recent[i % RECENT, k]
            steps += (x - before) ** 2
            squares += (x - first) ** 2
            total += x - first
            before = x
        spread += squares - total**2 / kept
    return steps < _WANDERS * spread


@compiled
def _take(p: Any, s: Any, place: Any, close: Any, kept: Any) -> None:
    """Take a block for rest, and judge those before it by that."""
    for k in range(3):
        s.rest[k] = s.recent[place, k]
    rest_anew(s)
    s.sure = 0
    s.jitter = s.noise = s.calm = close
    s.weight = 1.0
    _aim(s, s.rest[0], s.rest[1], s.rest[2])
    for i in range(s.blocks - kept, s.blocks):
        row = i % RECENT
        above = s.recent[row, 0] - s.rest[0]
        count(p, s, above if p.signed == 1 else _far(s, row))


@compiled
def _moved(s: Any, i: Any, most: Any) -> Any:
    """How far the blocks from one on lie from it; no further than counts [N]."""
    row, far = i % RECENT, 0.0
    _aim(s, s.recent[row, 0], s.recent[row, 1], s.recent[row, 2])
    for j in range(i + 1, i + NEAR):
        far = max(far, _far(s, j % RECENT))
        if far >= most:
            break
    return far


@compiled
def _closeness(s: Any, kept: Any) -> Any:
    """How far the next blocks lie from the place that is aimed at [N]."""
    for j in range(NEAR):
        s.near[j] = np.inf
    for i in range(kept):
        far = _far(s, i)
        j = NEAR - 1
        if far < s.near[j]:
            while j > 0 and s.near[j - 1] > far:
                s.near[j] = s.near[j - 1]
                j -= 1
            s.near[j] = far
    return s.near[NEAR - 1]


@compiled
def _aim(s: Any, x: Any, y: Any, z: Any) -> None:
    s.aim[0], s.aim[1], s.aim[2] = x, y, z


@compiled
def _far(s: Any, i: Any) -> Any:
    x, y = s.recent[i, 0] - s.aim[0], s.recent[i, 1] - s.aim[1]
    return np.sqrt(x * x + y * y + (s.recent[i, 2] - s.aim[2]) ** 2)
