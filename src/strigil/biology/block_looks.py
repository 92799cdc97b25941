"""Where a block is after a step, and what is seen of it within."""

from strigil.biology._generated.blocks import LANES, TOGETHER
from strigil.biology.block import (
    ARRIVES,
    GOOD,
    NEXT_LOOK,
    NOW,
    PENDING,
    ROWS,
    SAME_TIME,
    SHARE,
    SHARED,
    SIZE,
    TRIED,
    Array,
    Block,
)
from strigil.compiled import compiled

__all__ = ["arrive", "look", "look_at_once"]


@compiled
def arrive(b: Block) -> None:
    """Finish the states after the step: those solved apart, and all in their bounds."""
    for j in range(LANES):
        b.lane[SHARE + j] = 1.0
    for row in range(SHARED, SIZE, LANES):
        _fade(b, row, b.at)
    at, low, high = b.at, b.low, b.high
    for i in range(SIZE):
        held, least, most = at[i], low[i], high[i]
        held = held if held > least else least
        at[i] = held if held < most else most


@compiled
def _fade(  # noqa: PLR0915  # one formula on one loop; a call in it would cost more
    b: Block, row: int, out: Array
) -> None:
    """Set a state that is solved apart, at each patient's share of the step."""
    y, k, w, lane = b.y, b.k, b.weights, b.lane
    w00, w01, w02, w03, w04, w05, w06 = w[28], w[32], w[36], w[40], w[44], w[48], w[52]
    w10, w11, w12, w13, w14, w15, w16 = w[29], w[33], w[37], w[41], w[45], w[49], w[53]
    w20, w21, w22, w23, w24, w25, w26 = w[30], w[34], w[38], w[42], w[46], w[50], w[54]
    w30, w31, w32, w33, w34, w35, w36 = w[31], w[35], w[39], w[43], w[47], w[51], w[55]
    decays = b.decays[row - SHARED : row - SHARED + LANES]
    for j in range(LANES):
        x, step = lane[SHARE + j], lane[TRIED + j]
        z = decays[j] * step * x
        # exp(-z): a short series of a small part, squared seven times.
        r = -(z if z < 64.0 else 64.0) / 128.0
        e = 1.0 + r * (1.0 / 13.0)
        e = 1.0 + r * (1.0 / 12.0) * e
        e = 1.0 + r * (1.0 / 11.0) * e
        e = 1.0 + r * (1.0 / 10.0) * e
        e = 1.0 + r * (1.0 / 9.0) * e
        e = 1.0 + r * (1.0 / 8.0) * e
        e = 1.0 + r * (1.0 / 7.0) * e
        e = 1.0 + r * (1.0 / 6.0) * e
        e = 1.0 + r * (1.0 / 5.0) * e
        e = 1.0 + r * (1.0 / 4.0) * e
        e = 1.0 + r * (1.0 / 3.0) * e
        e = 1.0 + r * (1.0 / 2.0) * e
        e = 1.0 + r * e
        e = e * e
        e = e * e
        e = e * e
        e = e * e
        e = e * e
        e = e * e
        e = e * e
        # The weights of the powers, forward where z is large, backward where small.
        small = z < 0.5
        over = 1.0 / (1.0 if small else z)
        f0 = (1.0 - e) * over
        f1 = (1.0 - f0) * over
        f2 = (1.0 - 2.0 * f1) * over
        f3 = (1.0 - 3.0 * f2) * over
        s = z if small else 0.0
        b3 = 1.0 - s * (1.0 / 15.0)
        b3 = 1.0 - s * (1.0 / 14.0) * b3
        b3 = 1.0 - s * (1.0 / 13.0) * b3
        b3 = 1.0 - s * (1.0 / 12.0) * b3
        b3 = 1.0 - s * (1.0 / 11.0) * b3
        b3 = 1.0 - s * (1.0 / 10.0) * b3
        b3 = 1.0 - s * (1.0 / 9.0) * b3
        b3 = 1.0 - s * (1.0 / 8.0) * b3
        b3 = 1.0 - s * (1.0 / 7.0) * b3
        b3 = 1.0 - s * (1.0 / 6.0) * b3
        b3 = 0.25 * (1.0 - s * (1.0 / 5.0) * b3)
        b2 = (1.0 - s * b3) * (1.0 / 3.0)
        b1 = (1.0 - s * b2) * 0.5
        b0 = 1.0 - s * b1
        i = row + j
        s0, s1, s2, s3 = k[i], k[SIZE + i], k[2 * SIZE + i], k[3 * SIZE + i]
        s4, s5, s6 = k[4 * SIZE + i], k[5 * SIZE + i], k[6 * SIZE + i]
        p0 = w00 * s0 + w01 * s1 + w02 * s2 + w03 * s3
        p0 += w04 * s4 + w05 * s5 + w06 * s6
        p1 = w10 * s0 + w11 * s1 + w12 * s2 + w13 * s3
        p1 += w14 * s4 + w15 * s5 + w16 * s6
        p2 = w20 * s0 + w21 * s1 + w22 * s2 + w23 * s3
        p2 += w24 * s4 + w25 * s5 + w26 * s6
        p3 = w30 * s0 + w31 * s1 + w32 * s2 + w33 * s3
        p3 += w34 * s4 + w35 * s5 + w36 * s6
        grown = (b3 if small else f3) * 4.0 * p3
        grown = (b2 if small else f2) * 3.0 * p2 + x * grown
        grown = (b1 if small else f1) * 2.0 * p1 + x * grown
        grown = (b0 if small else f0) * p0 + x * grown
        out[i] = y[i] * e + step * x * grown


@compiled
def look_at_once(b: Block, moment: float) -> None:
    """See everybody as they are, at looks that are not later than a moment."""
    for j in range(LANES):
        number = int(b.lane[NEXT_LOOK + j])
        while (
            number < len(b.looks) and b.looks[number] <= moment + b.weights[SAME_TIME]
        ):
            for row in range(ROWS):
                b.seen[number, row * LANES + j] = b.y[row * LANES + j]
            number += 1
        b.lane[NEXT_LOOK + j] = number


@compiled
def look(b: Block, end: float) -> None:
    """See those whose step went beyond their next looks."""
    while _pending(b, end):
        for row in range(SHARED, SIZE, LANES):
            _fade(b, row, b.wrong)
        for j in range(LANES):
            if b.lane[PENDING + j] > 0.0:
                _see(b, j, b.seen[int(b.lane[NEXT_LOOK + j])])
                b.lane[NEXT_LOOK + j] += 1.0


@compiled
def _pending(b: Block, end: float) -> bool:
    """Set the share of the step at which each patient's next look lies, if it does."""
    anybody = False
    for j in range(LANES):
        number = int(b.lane[NEXT_LOOK + j])
        then = end if b.lane[ARRIVES + j] > 0.0 else b.lane[NOW + j] + b.lane[TRIED + j]
        b.lane[SHARE + j], b.lane[PENDING + j] = 1.0, 0.0
        if b.lane[GOOD + j] > 0.0 and number < len(b.looks):
            look = b.looks[number]
            if look <= then + b.weights[SAME_TIME]:
                share = (look - b.lane[NOW + j]) / b.lane[TRIED + j]
                b.lane[SHARE + j] = share if share < 1.0 else 1.0
                b.lane[PENDING + j] = 1.0
                anybody = True
    return anybody


@compiled
def _part(w: Array, stage: int, x: float) -> float:
    """Return the weight of a stage at a share of the step."""
    at = 28 + 4 * stage
    part: float = x * (w[at] + x * (w[at + 1] + x * (w[at + 2] + x * w[at + 3])))
    return part


@compiled
def _see(b: Block, j: int, seen: Array) -> None:
    """Write down one patient's states at its share of the step."""
    y, k, w, step, x = b.y, b.k, b.weights, b.lane[TRIED + j], b.lane[SHARE + j]
    p0, p1, p2, p3 = _part(w, 0, x), _part(w, 1, x), _part(w, 2, x), _part(w, 3, x)
    p4, p5, p6 = _part(w, 4, x), _part(w, 5, x), _part(w, 6, x)
    for row in range(ROWS):
        i = row * LANES + j
        now = b.wrong[i]
        if row < TOGETHER:
            moved = p0 * k[i] + p1 * k[SIZE + i] + p2 * k[2 * SIZE + i]
            moved += p3 * k[3 * SIZE + i] + p4 * k[4 * SIZE + i]
            moved += p5 * k[5 * SIZE + i] + p6 * k[6 * SIZE + i]
            now = y[i] + step * moved
        now = now if now > b.low[i] else b.low[i]
        seen[i] = now if now < b.high[i] else b.high[i]
