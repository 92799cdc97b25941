"""Press by a given force over time on tissue that relaxes: creep, and the way back.

`press_over_time` takes the path of a tool and gives the force. A hand does it the other
way round: it gives a force, and the tool sinks in.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.errors import InvalidValueError
from strigil.mechanics.argument_checks import numbers_given
from strigil.mechanics.relaxation import PronySeries, RelaxedPress

__all__ = ["check_force_course", "press_by_force"]

Array = NDArray[np.float64]
IndentationOf = Callable[[Array], Array]

# What changes by less than this share of the highest force rests.
_RESTS = 1e-9


def press_by_force(
    time: ArrayLike,
    force: ArrayLike,
    indentation_at_once: IndentationOf,
    series: PronySeries,
) -> RelaxedPress:
    """Return the indentation while a force rises, rests and falls.

    Parameters
    ----------
    time : array_like
        Moments [s], rising from the first touch.
    force : array_like
        Normal force at them [N], 0 at the first, straight between them. It may rise,
        rest and fall, but not rise again after a fall.
    indentation_at_once : callable
        Elastic indentation [m] for an array of forces [N], with the moduli that the
        tissue shows at once.
    series : PronySeries
        How the site relaxes.

    Returns
    -------
    RelaxedPress
        Indentation at each moment; once the force is gone, how far the skin has not
        come back.

    Raises
    ------
    InvalidValueError
        On times that do not rise, a force that starts above 0, is negative, or rises
        again.

    Notes
    -----
    Growing: the force X that would press as deep at once solves
    integral of g(t - s) dX(s) = F(t), and d = d_e(X). Shrinking: the contact is as wide
    as at the moment t1 at which integral to t1 of g(t - s) dX(s) = F(t), and
    integral from t1 to t of g(t - s) d'(s) ds = 0: the law of `press_over_time`, solved
    for the indentation.

    References
    ----------
    LeeRadok1960, Ting1966

    Examples
    --------
    Pressed at once and held, a linear tissue sinks in from 1 to 2 when half its
    stiffness is lost:

    >>> soft = PronySeries.of([0.5], [1.0])
    >>> moments = [0.0, 1e-6, *range(1, 40)]
    >>> held = press_by_force(moments, [0.0] + 40 * [1.0], lambda force: force, soft)
    >>> round(float(held.indentation[-1]), 3)
    2.0
    """
    t, F = numbers_given("time", "s", time), numbers_given("force", "N", force)
    check_force_course(t, F)
    X, peak = _grown(t, F, series)
    depth = np.asarray(indentation_at_once(X), dtype=float)
    before = t.copy()
    for now in range(peak + 1, t.size):
        weight = _weights(t, t[now], now, series)
        held = np.cumsum(
            weight[:peak] * np.diff(X[: peak + 1]) / np.diff(t[: peak + 1])
        )
        before[now] = np.interp(F[now], np.concatenate([[0.0], held]), t[: peak + 1])
        depth[now] = _come_back(t, depth, now, float(before[now]), series)
    return RelaxedPress(t, np.maximum(depth, 0.0), F, before)


def _grown(t: Array, force: Array, series: PronySeries) -> tuple[Array, int]:
    """Return the force that would press as deep at once, and when it is highest.

    Contact may still grow by creep while the force begins to fall.
    """
    X, rate = np.zeros_like(force), np.zeros(t.size - 1)
    least = -_RESTS * float(force.max()) / float(np.diff(t).min())
    for now in range(1, t.size):
        weight = _weights(t, t[now], now, series)
        grows = float(force[now] - weight[:-1] @ rate[: now - 1]) / float(weight[-1])
        if grows < least:
            X[now:] = X[now - 1]
            return X, now - 1
        rate[now - 1] = max(grows, 0.0)
        X[now] = X[now - 1] + rate[now - 1] * (t[now] - t[now - 1])
    return X, t.size - 1


def _weights(t: Array, now: float, count: int, series: PronySeries) -> Array:
    """Integrate g(now - s) over each of the first intervals [s]."""
    return np.asarray(-np.diff(series.summed(now - t[: count + 1])))


def _come_back(
    t: Array, depth: Array, now: int, since: float, series: PronySeries
) -> float:
    """Return the depth at which nothing after ``since`` is remembered."""
    low, high = np.maximum(t[:now], since), np.maximum(t[1 : now + 1], since)
    weight = series.summed(t[now] - low) - series.summed(t[now] - high)
    rate = np.diff(depth[:now]) / np.diff(t[:now])
    falling = -float(weight[:-1] @ rate) / float(weight[-1])
    return float(depth[now - 1] + falling * (t[now] - t[now - 1]))


def check_force_course(t: Array, force: Array) -> None:
    """Refuse times [s] and forces [N] that can not be.

    Raises
    ------
    InvalidValueError
        Saying what is allowed.
    """
    if t.ndim != 1 or t.shape != force.shape or t.size < 2:
        message = f"Times and forces go in pairs; {t.shape} and {force.shape} given."
        raise InvalidValueError(message)
    if not (np.all(np.diff(t) > 0.0) and np.all(np.isfinite(t))):
        message = "Times must rise from each moment to the next [s]."
        raise InvalidValueError(message)
    if force[0] != 0.0 or np.any(force < 0.0) or not np.all(np.isfinite(force)):
        message = (
            f"A force starts at 0 and is never negative [N]; it starts at {force[0]:g} "
            f"and the least is {force.min():g}."
        )
        raise InvalidValueError(message)
    step = np.diff(force) / max(float(force.max()), 1e-300)
    falls = np.flatnonzero(step < -_RESTS)
    if falls.size and np.any(step[falls[0] :] > _RESTS):
        message = (
            "A force rises, rests and falls once; this one rises again after a fall. "
            "Cut the history where the tool presses anew."
        )
        raise InvalidValueError(message)
