"""Many patients through the weeks at once: fixed steps, sessions as jumps."""

import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from strigil.biology.model import (
    STATES,
    Array,
    Parameters,
    Tissue,
    after_session,
    algebra,
    rates,
)

__all__ = ["STEPS_PER_DAY", "solve"]

# Fine enough for an error below 1e-4 against a solver of tolerance 1e-9; see
# tests/verification/test_biology_solver.py.
STEPS_PER_DAY = 10
_V = STATES.index("V")
# Two knots closer than this [d] are one.
_SAME_TIME_DAYS = 1e-9


def solve(
    start: Array,
    parameters: Parameters,
    *,
    sessions: Sequence[tuple[float, Array]] = (),
    time_days: Array,
    steps_per_day: int = STEPS_PER_DAY,
    progress: Callable[[float], None] | None = None,
) -> Array:
    """Follow patients from day zero.

    Parameters
    ----------
    start : array, shape (18, ...)
        The states of each patient at day zero [1].
    parameters : Parameters
        One number, or one per patient, for each symbol.
    sessions : sequence of (time, dose)
        When [d] and how much [1], one dose or one per patient.
    time_days : array
        When to look, rising, from 0 on [d]; a look at the time of a session sees the
        tissue just before it.
    steps_per_day : int
        Runge-Kutta steps per day [1/d].
    progress : callable, optional
        Told the share of the course that is done [1].

    Returns
    -------
    array, shape (len(time_days), 18, ...)
        The states at each time [1].

    Notes
    -----
    Classical fourth-order Runge-Kutta for seventeen states. V fades within minutes and
    feeds back to nothing: over each step its mediators are taken as a straight line
    and V follows exactly, however fast it fades.
    """
    y = np.array(start, dtype=float)
    seen = np.empty((len(time_days), *y.shape))
    now, looks = 0.0, 0
    end = float(time_days[-1])
    for time, is_look, dose in _agenda(sessions, time_days):
        y = _advance(y, parameters, time - now, steps_per_day)
        now = time
        if is_look:
            seen[looks] = y
            looks += 1
        if dose is not None:
            y = np.stack(after_session(Tissue(*y), dose, parameters))
        if progress is not None:
            progress(now / end if end else 1.0)
    return seen


def _agenda(
    sessions: Sequence[tuple[float, Array]], time_days: Array
) -> Iterator[tuple[float, bool, Array | None]]:
    """Yield what happens when, looks before sessions of the same moment."""
    agenda: list[tuple[float, int, Array | None]] = [
        (float(time), 0, None) for time in time_days
    ]
    agenda += [(float(t), 1, dose) for t, dose in sessions if t <= time_days[-1]]
    for time, kind, dose in sorted(agenda, key=lambda item: item[:2]):
        yield time, kind == 0, dose


def _advance(y: Array, p: Parameters, duration_days: float, per_day: int) -> Array:
    """Go on for a while without sessions, day by day so that steps suit the tissue."""
    left = duration_days
    while left > _SAME_TIME_DAYS:
        part = min(left, 1.0)
        steps = math.ceil(part * max(per_day, _fastest(y, p)) - _SAME_TIME_DAYS)
        h = part / max(1, steps)
        decay = np.exp(-p.kV * h)
        for _ in range(max(1, steps)):
            y = _step(y, p, h, decay)
        left -= part
    return y


def _fastest(y: Array, p: Parameters) -> float:
    """Return the fastest loss of any state but V in any patient [1/d].

    After a very hard session many macrophages clear neutrophils and debris within an
    hour; steps longer than that would be unstable.
    """
    t = Tissue(*y)
    neutrophils = p.dN + p.eN * t.M2
    damage = p.kD * (1 + p.phM * (t.M1 + p.phM2 * t.M2))
    macrophages = p.dM1 + p.kPol * (1 + p.ePol * t.N)
    return float(max(np.max(neutrophils), np.max(damage), np.max(macrophages)))


def _step(y: Array, p: Parameters, h: float, decay: Array) -> Array:
    k1 = np.stack(rates(Tissue(*y), p))
    k2 = np.stack(rates(Tissue(*(y + 0.5 * h * k1)), p))
    k3 = np.stack(rates(Tissue(*(y + 0.5 * h * k2)), p))
    k4 = np.stack(rates(Tissue(*(y + h * k3)), p))
    after = y + (h / 6) * (k1 + 2 * (k2 + k3) + k4)
    after[_V] = _vessels(y, after, p, h=h, decay=decay)
    return after


def _vessels(y: Array, after: Array, p: Parameters, *, h: float, decay: Array) -> Array:
    """Return V after a step: V' = vP med - kV V with med a straight line."""
    med, med_after = algebra(Tissue(*y), p).med, algebra(Tissue(*after), p).med
    gone = (1 - decay) / p.kV
    slope = (med_after - med) / h
    vessels: Array = y[_V] * decay + p.vP * (med * gone + slope * (h - gone) / p.kV)
    return vessels
