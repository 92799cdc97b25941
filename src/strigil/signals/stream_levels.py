"""Rest, normal and levels of contact learnt on the way, from what was seen so far.

Works on the medians of blocks of 50 ms. What it says after a block holds for the
samples that follow, so that live and recorded ones are judged alike.
"""

from typing import Any

import numpy as np

from strigil.compiled import compiled
from strigil.signals.stream_begun import (
    BIN,
    BINS,
    GAUSS,
    count,
    look_for_rest,
    remember,
    rest_anew,
)

__all__ = ["learnt"]

_LOOK = 4  # blocks between two looks at their histogram
_SETTLED = 2  # blocks after a contact that may still hold its end
_PRESSED = 2.5  # mean above lowest block over mean change; noise: 1.4
_QUIET = 0.35  # of how far the force moved at rest: contact never moves less
_SOONER = 5.0  # times the pace at which noise is followed, before levels have settled
_LATEST = 0.4  # part that the last block has in how far it moves now
_SURE = 1.5  # times the separation that is asked for: noise never reaches it
_LOST = 2.0  # times a carried tool's force: noise may have been learnt from contact
_HEAVY = 1e6  # of a block's weight, before all weights are divided by it


@compiled
def learnt(setup: Any, memory: Any, blocks: Any, full: int, frames: Any) -> None:
    """Learn from blocks; write the frame that holds after each.

    Parameters
    ----------
    setup, memory : ndarray of one record
        The settings; what is remembered, changed here.
    blocks : ndarray
        Index of the last sample, its time, medians of three forces.
    full : int
        So many of them [1].
    frames : ndarray
        Written: as ``stroke_press`` takes them.
    """
    p, s = setup[0], memory[0]
    for b in range(full):
        _learn(p, s, blocks[1, b], blocks[2:, b])
        frames[0, b] = blocks[0, b] + 1.0
        for k in range(3):
            frames[1 + k, b] = s.rest[k]
            frames[4 + k, b] = s.direction[k]
        frames[7, b], frames[8, b], frames[9, b] = s.on, s.off, s.noise
        frames[10, b] = s.tells


@compiled
def _learn(p: Any, s: Any, t: Any, block: Any) -> None:
    """Learn from one block."""
    s.blocks += 1
    value = _above(p, s, block)
    _stir(p, s, block)
    if value >= min(s.on, s.split):
        s.touching = 1
    elif value < s.off:
        s.touching = 0
    if s.touching == 1:
        s.calm_blocks, s.touched = 0, t
        _learn_contact(p, s, t, value, block)
    else:
        s.calm_blocks += 1
        _learn_rest(p, s, value, block)
    _copy(block, s.before)
    if p.signed == 0 and s.blocks % _LOOK == 0:
        _turn_to_pull(p, s)
    remember(s, block)
    lost = s.touched == -np.inf and s.on > _LOST * p.carried
    if s.blocks <= p.settling or t - s.touched <= p.burst_gap or lost:
        count(p, s, value)
    if s.blocks >= p.settling and s.blocks % _LOOK == 0:
        look_for_rest(p, s)
        _set_levels(p, s)


@compiled
def _above(p: Any, s: Any, block: Any) -> Any:
    """Force of a block above rest; its length, where the sign of pressing is unknown.

    A normal that was learnt wrongly is not used here, so that it can be unlearnt.
    """
    if s.blocks == 1:
        return 0.0
    if p.signed == 1:
        return block[0] - s.rest[0]
    squares = 0.0
    for k in range(3):
        squares += (block[k] - s.rest[k]) ** 2
    return np.sqrt(squares)


@compiled
def _learn_rest(p: Any, s: Any, value: Any, block: Any) -> None:
    """Follow rest by what was seen a block ago: a stroke may have begun in this one."""
    settling = s.blocks <= p.settling
    noise = s.noise if s.settled == 1 else min(s.noise, GAUSS * s.stir)
    far = max(p.noise_multiple * noise, p.smallest)
    s.below = s.below + 1 if p.signed == 1 and value < -far else 0
    if s.below >= p.seated and not settling:
        _copy(block, s.rest)
        rest_anew(s)
        return
    if settling:
        part = spread = 1.0 / s.blocks
        s.jitter += s.moved / (p.settling - 1)
        s.opening += s.moved
        s.lowest = min(s.lowest, block[0])
        _copy(block, s.before)
    elif s.calm_blocks > _SETTLED:
        part = p.down if value < 0.0 and p.signed == 1 else p.up
        spread = p.spread if s.settled == 1 else _SOONER * p.spread
    else:
        part = spread = 0.0
    for k in range(3):
        s.rest[k] += part * (s.before[k] - s.rest[k])
    s.noise += spread * (GAUSS * abs(value - s.calm) - s.noise)
    s.calm += spread * (value - s.calm)
    pressed = s.rest[0] - s.lowest > _PRESSED * s.jitter  # not noise: began in contact
    if s.blocks == p.settling and p.signed == 1 and pressed:
        rest_anew(s)
        s.rest[0] = s.lowest


@compiled
def _stir(p: Any, s: Any, block: Any) -> None:
    """Follow how far the force moves from block to block, and a little smoothed."""
    moved = abs(block[0] - s.before[0])
    if p.signed == 0:
        moved += abs(block[1] - s.before[1]) + abs(block[2] - s.before[2])
    s.moved = moved if s.blocks > 1 else 0.0
    s.stir += _LATEST * (s.moved - s.stir)


@compiled
def _learn_contact(p: Any, s: Any, t: Any, value: Any, block: Any) -> None:
    """Learn where the force points; a force that stands still for long is rest.

    So is one that moves far less than rest did: then that was contact. Where the sign
    of pressing is known, the side tells that.
    """
    quiet = p.signed == 0 and s.stir < _QUIET * s.jitter
    s.below = s.below + 1 if quiet else 0
    if s.below > _SETTLED:
        _copy(block, s.rest)
        rest_anew(s)
        s.jitter = s.stir
        return
    s.pull_length = s.pull_length / p.forget + value
    for k in range(3):
        s.pull[k] = s.pull[k] / p.forget + block[k] - s.rest[k]
    s.pulled += 1
    if abs(value - s.stand) > max(p.noise_multiple * s.noise, p.smallest):
        s.stand, s.stand_time = value, t
    elif t - s.stand_time > p.still:
        _copy(block, s.rest)
        s.touching = 0


@compiled
def _turn_to_pull(p: Any, s: Any) -> None:
    """Take the direction of the force in contact as the normal, if it has one."""
    length = np.sqrt(s.pull[0] ** 2 + s.pull[1] ** 2 + s.pull[2] ** 2)
    if s.pulled < p.settling or length == 0.0:
        return
    if length < p.coherence * s.pull_length:
        s.direction[0] = np.nan
        s.tells = 0
        return
    for k in range(3):
        s.direction[k] = s.pull[k] / length
    s.tells = 0
    for k in range(3):
        if abs(s.direction[k]) >= p.alignment:
            s.tells = 1 if abs(s.pull[k]) > p.aligned * s.pull_length else 0
            side = 1.0 if s.direction[k] > 0.0 else -1.0
            s.direction[0] = s.direction[1] = s.direction[2] = 0.0
            s.direction[k] = side
            return


@compiled
def _set_levels(p: Any, s: Any) -> None:
    """Set the levels by noise, and by the split of rest from contact once it shows."""
    split, s.apart, middle, scatter, smaller = _split(s.histogram)
    clear = s.apart >= p.separation and split > p.smallest
    s.split = split if clear else np.inf  # so that contact never counts as noise
    sure = s.apart >= _SURE * p.separation and smaller >= p.settling * s.weight
    if clear and sure:  # what began as contact has no say in the noise
        s.noise = min(s.noise, (2.0 * middle + scatter) * scatter + BIN**2)
        s.calm = min(s.calm, middle**2 + scatter**2)
    level = s.calm + p.noise_multiple * s.noise
    s.settled = 1 if clear and split > level else 0
    if s.settled == 1:
        level = max(level, p.level_fraction * split)
    known = p.signed == 1 or s.settled == 1
    s.on = max(level, p.smallest if known else p.carried)
    s.off = p.off_ratio * s.on
    if s.weight > _HEAVY:
        for j in range(BINS):
            s.histogram[j] /= s.weight
        s.weight = 1.0


@compiled
def _split(histogram: Any) -> Any:
    """Force that splits best, how far apart the classes are, the lower one's roots."""
    all_0 = all_1 = all_2 = 0.0
    filled = BINS
    while filled > 0 and histogram[filled - 1] == 0.0:
        filled -= 1
    for j in range(filled):
        x = (j + 0.5) * BIN
        all_0 += histogram[j]
        all_1 += histogram[j] * x
        all_2 += histogram[j] * x * x
    best = apart = middle = scatter = smaller = low_0 = low_1 = low_2 = 0.0
    first = last = 0
    for j in range(filled - 1):
        x = (j + 0.5) * BIN
        low_0 += histogram[j]
        low_1 += histogram[j] * x
        low_2 += histogram[j] * x * x
        high_0 = all_0 - low_0
        if low_0 <= 0.0 or high_0 <= 0.0:
            continue
        low, high = low_1 / low_0, (all_1 - low_1) / high_0
        gain = low_0 * high_0 * (high - low) ** 2
        if gain > best * (1.0 + 1e-9):
            best, first = gain, j
            spread = low_2 / low_0 - low**2 + (all_2 - low_2) / high_0 - high**2
            smaller = min(low_0, high_0)
            middle, scatter = low, np.sqrt(max(low_2 / low_0 - low**2, 0.0))
            apart = (high - low) * np.sqrt(2.0 / (max(spread, 0.0) + BIN**2 / 6.0))
        if gain >= best * (1.0 - 1e-9):
            last = j
    split = ((0.5 * (first + last) + 1.0) * BIN) ** 2
    return split, apart, middle, scatter, smaller


@compiled
def _copy(a: Any, into: Any) -> None:
    for k in range(3):  # a slice takes the compiler seconds
        into[k] = a[k]
