"""First stage of the pass over samples: missing ones held, forces smoothed.

It also gives the median of each block of known samples, from which rest and levels are
found, and positions averaged over short steps. All that is kept between samples is the
memory record.
"""

from typing import Any

from strigil.compiled import compiled

__all__ = ["filtered", "piece_medians"]

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
    odd = _forces(p, s, lanes, clean)
    full = _full_blocks(p, s, lanes, clean, blocks, odd > 0)
    moved = _full_steps(p, s, lanes, steps) if p.place == 1 else 0
    if lanes.shape[1] > 0:
        s.time = lanes[0, lanes.shape[1] - 1]
        s.count += lanes.shape[1]
    return full, moved


@compiled
def _forces(p: Any, s: Any, lanes: Any, clean: Any) -> Any:
    """Hold and smooth the forces; say what is wrong with samples, and of how many.

    All three at once, for the filter of each waits for its own last sample only. A lane
    that is not used is zero and within its bounds.
    """
    b0, b1, b2, a1, a2 = p.low_pass
    (x, y, z), (lx, ly, lz), (hx, hy, hz) = s.held, s.low, s.high
    (ux, vx), (uy, vy), (uz, vz) = s.z[0], s.z[1], s.z[2]
    odd = 0
    for i in range(lanes.shape[1]):
        nx, ny, nz, wrong = lanes[1, i], lanes[2, i], lanes[3, i], 0
        if lx < nx < hx and ly < ny < hy and lz < nz < hz:  # as most are
            x, y, z = nx, ny, nz
        else:
            s.held[0], s.held[1], s.held[2] = x, y, z
            s.z[0, 0], s.z[0, 1], s.z[1, 0], s.z[1, 1] = ux, vx, uy, vy
            s.z[2, 0], s.z[2, 1] = uz, vz
            for k in range(3):
                wrong |= _hold(p, s, k, lanes[0, i], lanes[1 + k, i])
            (x, y, z), (lx, ly, lz), (hx, hy, hz) = s.held, s.low, s.high
            (ux, vx), (uy, vy), (uz, vz) = s.z[0], s.z[1], s.z[2]
            odd += 1 if wrong else 0
        clean[0, i], clean[1, i], clean[2, i], clean[6, i] = x, y, z, wrong
        sx, sy, sz = b0 * x + ux, b0 * y + uy, b0 * z + uz
        ux, uy, uz = (
            b1 * x + vx - a1 * sx,
            b1 * y + vy - a1 * sy,
            b1 * z + vz - a1 * sz,
        )
        vx, vy, vz = b2 * x - a2 * sx, b2 * y - a2 * sy, b2 * z - a2 * sz
        clean[3, i], clean[4, i], clean[5, i] = sx, sy, sz
    s.held[0], s.held[1], s.held[2] = x, y, z
    s.z[0, 0], s.z[0, 1], s.z[1, 0], s.z[1, 1] = ux, vx, uy, vy
    s.z[2, 0], s.z[2, 1] = uz, vz
    return odd


@compiled
def _hold(p: Any, s: Any, k: Any, t: Any, x: Any) -> Any:
    """Hold the force of a sample, or the one before; return what is wrong."""
    if s.low[k] < x < s.high[k]:
        s.held[k] = x
        return 0
    if s.begun[k] == 0 and abs(x) < _ABSURD:
        b0, _, b2, _, a2 = p.low_pass
        s.begun[k], s.usual[k] = 1, x
        s.z[k, 0], s.z[k, 1] = x * (1.0 - b0), x * (b2 - a2)
    wrong = _wrong(p, s, k, t, x, s.held[k])
    if not wrong & 1:
        s.held[k] = x
    return wrong & p.wrong[k]


@compiled
def _wrong(p: Any, s: Any, k: Any, t: Any, x: Any, held: Any) -> Any:
    """Notice a missing, an impossible force, and equal ones at the sensor's end."""
    if not abs(x) < _ABSURD:
        return 1
    usual = p.usual[k] if p.usual[k] == p.usual[k] else s.usual[k]
    if abs(x - usual) > p.most:
        if t - s.beyond_at[k] > p.gap:
            s.beyond_since[k] = t
        s.beyond_at[k] = t
        return 5 if t - s.beyond_since[k] < p.shortest else 4
    s.run[k] = s.run[k] + 1 if x == held else 1
    s.high[k], s.low[k] = max(s.high[k], x), min(s.low[k], x)
    if s.run[k] < p.clipped_run or not s.low[k] < s.high[k]:
        return 0
    return 2 if abs(x) >= 0.99 * max(abs(s.high[k]), abs(s.low[k])) else 0


@compiled
def _full_blocks(p: Any, s: Any, lanes: Any, clean: Any, blocks: Any, odd: Any) -> Any:
    """Keep some samples of each block of known ones; write the median of full ones."""
    full, count, kept, wait = 0, s.block_count, s.block_kept, s.block_wait
    i, size = 0, lanes.shape[1]
    while i < size:
        if odd and int(clean[6, i]) & 1:
            i += 1
            continue
        if wait == 0:
            for k in range(p.lanes):
                s.block[k, kept] = clean[3 + k, i]
            kept += 1
            wait = p.stride
        some = 1 if odd else min(wait, p.block - count, size - i)
        wait -= some
        count += some
        i += some
        if count == p.block:
            blocks[0, full], blocks[1, full] = s.count + i - 1, lanes[0, i - 1]
            for k in range(p.lanes):
                blocks[2 + k, full] = _median(s.block[k], kept)
            full += 1
            count = kept = wait = 0
    s.block_count, s.block_kept, s.block_wait = count, kept, wait
    return full


@compiled
def piece_medians(columns: Any, pieces: Any, kept: Any, medians: Any) -> None:
    """Write the median of three columns over pieces ``[start, end)`` of their rows.

    ``kept`` is as long as the longest piece.
    """
    for j in range(pieces.shape[0]):
        first, past = pieces[j, 0], pieces[j, 1]
        for k in range(3):
            for i in range(first, past):
                kept[i - first] = columns[k, i]
            medians[j, k] = _median(kept, past - first)


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
def _full_steps(p: Any, s: Any, lanes: Any, steps: Any) -> Any:
    """Average positions over steps; noise would add to the way. None over a gap."""
    full, count, known, before = 0, s.place_count, s.place_known, s.time
    (x, y, z), since, gap, size = s.place_sum, s.count, p.gap, p.motion
    for i in range(lanes.shape[1]):
        t = lanes[0, i]
        if t - before > gap and since + i > 0:
            count, known, x, y, z = 0, 0, 0.0, 0.0, 0.0
        before = t
        if abs(lanes[4, i]) + abs(lanes[5, i]) + abs(lanes[6, i]) < _ABSURD:
            x, y, z = x + lanes[4, i], y + lanes[5, i], z + lanes[6, i]
            known += 1
        count += 1
        if count == size:
            if known > 0:
                steps[0, full] = since + i
                steps[1, full], steps[2, full] = x / known, y / known
                steps[3, full] = z / known
                full += 1
            count, known, x, y, z = 0, 0, 0.0, 0.0, 0.0
    s.place_count, s.place_known = count, known
    s.place_sum[0], s.place_sum[1], s.place_sum[2] = x, y, z
    return full
