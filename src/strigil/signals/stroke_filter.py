"""First stage of the pass over samples: missing ones held, forces smoothed.

It also gives the median of each block of known samples, from which rest and levels are
found, and positions averaged over short steps. All that is kept between samples is the
memory record.
"""

from typing import Any

import numpy as np

from strigil.compiled import compiled

__all__ = ["filtered"]

_ABSURD = 1e6  # in SI no channel comes near


@compiled
def filtered(
    setup: Any, memory: Any, lanes: Any, clean: Any, blocks: Any, steps: Any
) -> Any:
    """Clean and smooth samples.

    Parameters
    ----------
    setup, memory : ndarray of one record
        The settings; what is remembered, changed here.
    lanes : ndarray
        Samples as rows: time, forces, positions, angle.
    clean : ndarray
        Written for each sample: the forces held, the forces smoothed, and what is
        wrong: 0 nothing, else 1 missing + 2 at the sensor's end + 4 impossible.
    blocks : ndarray
        Written for each full block: index of its last sample, its time, medians.
    steps : ndarray
        Written for each step of the way: index of its last sample, mean position.

    Returns
    -------
    blocks, steps : int
        Columns written of each.
    """
    p, s = setup[0], memory[0]
    block = step = 0
    for k in range(p.lanes):  # lane by lane, so that the filter stays in registers
        _one_force(p, s, k, lanes, clean)
    for i in range(lanes.shape[1]):
        t = lanes[0, i]
        if int(clean[6, i]) & 1 == 0 and _block_is_full(p, s, clean, i):
            blocks[0, block], blocks[1, block] = s.count, t
            for k in range(3):
                blocks[2 + k, block] = s.middle[k]
            block += 1
        if p.place == 1 and _step_is_full(p, s, lanes, i):
            steps[0, step] = s.count
            for k in range(3):
                steps[1 + k, step] = s.place[k]
            step += 1
        s.time = t
        s.count += 1
    return block, step


@compiled
def _one_force(p: Any, s: Any, k: Any, lanes: Any, clean: Any) -> None:
    """Hold and smooth one force; say what is wrong with its samples."""
    b0, b1, b2, a1, a2 = p.low_pass
    held, z0, z1 = s.held[k], s.z[k, 0], s.z[k, 1]
    for i in range(lanes.shape[1]):
        x = lanes[1 + k, i]
        wrong = 1 if k < p.needed else 0
        if abs(x) < _ABSURD:  # a missing one is not
            if s.begun[k] == 0:
                s.begun[k], s.usual[k] = 1, x
                z0, z1 = x * (1.0 - b0), x * (b2 - a2)
            wrong = _wrong(p, s, k, lanes[0, i], x, held)
            held = held if wrong & 1 else x
        y = b0 * held + z0
        z0 = b1 * held - a1 * y + z1
        z1 = b2 * held - a2 * y
        clean[k, i], clean[3 + k, i] = held, y
        if wrong != 0:
            clean[6, i] = float(int(clean[6, i]) | wrong)
    s.held[k], s.z[k, 0], s.z[k, 1] = held, z0, z1


@compiled
def _wrong(p: Any, s: Any, k: Any, t: Any, x: Any, held: Any) -> Any:
    """Notice an impossible force, and a row of equal ones at the sensor's end."""
    usual = p.usual[k] if p.usual[k] == p.usual[k] else s.usual[k]
    if abs(x - usual) > p.most:
        s.beyond_since[k] = min(s.beyond_since[k], t)
        if t - s.beyond_since[k] < p.shortest:
            return 5 if k < p.needed else 4
        return 4
    s.beyond_since[k] = np.inf
    s.high[k], s.low[k] = max(s.high[k], x), min(s.low[k], x)
    if x != held or s.low[k] < x < s.high[k]:
        s.run[k] = 1
        return 0
    s.run[k] += 1
    if s.run[k] < p.clipped_run or not s.low[k] < s.high[k]:
        return 0
    return 2 if abs(x) >= 0.99 * max(abs(s.high[k]), abs(s.low[k])) else 0


@compiled
def _block_is_full(p: Any, s: Any, clean: Any, i: Any) -> Any:
    """Keep some samples of a block; find their median when it is full."""
    if s.block_count % p.stride == 0:
        for k in range(p.lanes):
            s.block[k, s.block_kept] = clean[3 + k, i]
        s.block_kept += 1
    s.block_count += 1
    if s.block_count < p.block:
        return False
    for k in range(p.lanes):
        s.middle[k] = _median(s.block[k], s.block_kept)
    s.block_count = s.block_kept = 0
    return True


@compiled
def _median(values: Any, size: Any) -> Any:
    for i in range(1, size):
        x, j = values[i], i
        while j > 0 and values[j - 1] > x:
            values[j] = values[j - 1]
            j -= 1
        values[j] = x
    return 0.5 * (values[(size - 1) // 2] + values[size // 2])


@compiled
def _step_is_full(p: Any, s: Any, lanes: Any, i: Any) -> Any:
    """Average positions over steps; noise would add to the way. None over a gap."""
    if s.count > 0 and lanes[0, i] - s.time > p.gap:
        _forget(s)
    if abs(lanes[4, i]) + abs(lanes[5, i]) + abs(lanes[6, i]) < _ABSURD:
        for k in range(3):
            s.place_sum[k] += lanes[4 + k, i]
        s.place_known += 1
    s.place_count += 1
    if s.place_count < p.motion:
        return False
    known = s.place_known > 0
    for k in range(3):
        s.place[k] = s.place_sum[k] / s.place_known if known else s.place[k]
    _forget(s)
    return known


@compiled
def _forget(s: Any) -> None:
    s.place_count = s.place_known = 0
    for k in range(3):
        s.place_sum[k] = 0.0
