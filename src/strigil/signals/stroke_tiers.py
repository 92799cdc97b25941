"""Tiers of a stroke, and what is summed in them; parts of the stroke kernel.

0 is what surely belongs, 1 what comes after a possible turn, 2 after a possible end.
"""

from typing import Any

import numpy as np

from strigil.compiled import compiled

WHOLE_TURN = 7.0  # more than a full turn is no angle [rad]
# Columns of a tier: sums, largest values, what is first, what is last.
IMPULSE, SHEAR, SHEAR_X, WORK, LENGTH, BANDED = 0, 1, 2, 5, 6, 7
ANGLE, ANGLES, MISSING, CLIPPED, BEYOND, COUNT = 8, 9, 10, 11, 12, 13
PEAK, SHEAR_PEAK, SPEED = 14, 15, 16
START, FIRST, FROM, LAST, TO, TIER = 17, 18, 19, 22, 23, 26
# A stroke that ended has these besides.
END, PAST, TURNED, LEAPT, CUT, BEFORE, BURST, NOISE, ROW = range(TIER, TIER + 9)


@compiled
def accrue(p: Any, s: Any, force: Any, lasted: Any) -> None:
    """Add the time since the last known sample to the tier of that sample."""
    tier = s.tiers[s.last_tier]
    tier[IMPULSE] += 0.5 * (s.force + force) * lasted
    tier[BANDED] += lasted if p.band[0] <= s.normal <= p.band[1] else 0.0
    if s.slide == s.slide:
        tier[SHEAR] += s.slide * lasted
        for k in range(3):
            tier[SHEAR_X + k] += s.slides[k] * lasted


@compiled
def mark(s: Any, t: Any, wrong: Any, angle: Any) -> None:
    """Take one sample into the tier that holds here."""
    tier = s.tiers[s.here]
    if tier[COUNT] == 0:
        tier[START], tier[FIRST] = t, s.count
    tier[COUNT], tier[LAST] = tier[COUNT] + 1, t
    tier[PEAK] = max(tier[PEAK], s.normal)
    if s.slide > tier[SHEAR_PEAK]:
        tier[SHEAR_PEAK] = s.slide
    for k in range(3):  # missing, clipped, beyond belief
        tier[MISSING + k] += wrong & (1 << k)
    if abs(angle) < WHOLE_TURN:
        tier[ANGLE] += angle
        tier[ANGLES] += 1


@compiled
def merge(s: Any, into: Any, tier: Any) -> None:
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
    empty(b)
    s.last_tier = into if s.last_tier == tier else s.last_tier
    s.here = into if s.here == tier else s.here


@compiled
def write(p: Any, s: Any, end: Any, past: Any, ended: Any) -> None:
    """Write the row of a stroke that ended."""
    row = ended[s.rows]
    copy(s.tiers[0], row, TIER)
    if row[START] - s.ended > p.burst_gap:
        s.burst += 1
    row[END], row[PAST], row[TURNED], row[LEAPT] = end, past, s.turned, s.leapt
    row[CUT] = 1.0 if row[FIRST] == 0 else 0.0
    row[BEFORE], row[BURST], row[NOISE] = s.before, s.burst, s.noise
    s.before, s.ended = row[START], end
    s.rows += 1


@compiled
def copy(a: Any, into: Any, size: Any) -> None:
    """Copy so many numbers."""
    for j in range(size):  # a slice takes the compiler seconds
        into[j] = a[j]


@compiled
def apart(a: Any, b: Any) -> Any:
    """How far two places are apart."""
    return np.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2)


@compiled
def empty(tier: Any) -> None:
    """Forget what a tier held."""
    for j in range(TIER):  # a slice takes the compiler longer
        tier[j] = 0.0
    for k in range(3):
        tier[FROM + k] = tier[TO + k] = np.nan
