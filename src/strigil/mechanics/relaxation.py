"""Press, hold and let go of tissue that relaxes: Lee-Radok growing, Ting shrinking.

A tissue pushes back hardest at once and eases while it is held. While the contact grows
the force is the elastic one, remembered through the relaxation function (Lee and Radok
1960). When it shrinks, a pressure built later than some moment is forgotten as a whole
(Ting 1966). Both hold for whatever profile, on whatever stack of layers that relax
alike, because the contact then depends on the indentation alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.errors import InvalidValueError

__all__ = ["PronySeries", "RelaxedPress", "press_over_time"]

Array = NDArray[np.float64]
ForceOf = Callable[[Array], Array]

# Halvings of the interval in which Ting's moment lies.
_HALVINGS = 60


@dataclass(frozen=True, slots=True)
class PronySeries:
    """A relaxation function g(t) = g_inf + sum g_i exp(-t / tau_i), with g(0) = 1.

    Attributes
    ----------
    share : tuple of float
        Share g_i of the stiffness at once that is lost with each time [1].
    time : tuple of float
        Relaxation times tau_i [s].
    """

    share: tuple[float, ...]
    time: tuple[float, ...]

    @classmethod
    def of(cls, share: ArrayLike, time: ArrayLike) -> Self:
        """Build a series from numbers that can be.

        Parameters
        ----------
        share : array_like
            Shares [1], each 0 or more, together at most 1.
        time : array_like
            Relaxation times [s], positive, as many as shares.

        Raises
        ------
        InvalidValueError
            On shares or times that can not be.

        Examples
        --------
        >>> PronySeries.of([0.6], [2.0]).long_term
        0.4
        """
        g, tau = np.atleast_1d(share).astype(float), np.atleast_1d(time).astype(float)
        if g.shape != tau.shape or g.ndim != 1:
            message = f"{g.size} shares need as many times; {tau.size} were given."
            raise InvalidValueError(message)
        if not (np.all(g >= 0.0) and g.sum() <= 1.0 + 1e-12):
            message = (
                f"Shares are 0 or more and together at most 1; {g.tolist()} given."
            )
            raise InvalidValueError(message)
        if not (np.all(tau > 0.0) and np.all(np.isfinite(tau))):
            message = f"Relaxation times are positive [s]; {tau.tolist()} were given."
            raise InvalidValueError(message)
        return cls(tuple(g.tolist()), tuple(tau.tolist()))

    @property
    def long_term(self) -> float:
        """Share of the stiffness that is left in the end [1]."""
        return max(0.0, 1.0 - sum(self.share))

    def relaxed(self, time: ArrayLike) -> Array:
        """Return the share of the stiffness left after a time [s]; 1 at once."""
        t = np.asarray(time, dtype=float)[..., None]
        fading = np.asarray(self.share) * np.exp(-t / np.asarray(self.time))
        return np.asarray(self.long_term + fading.sum(axis=-1))

    def summed(self, time: ArrayLike) -> Array:
        """Return the integral of :meth:`relaxed` from 0 to a time [s]."""
        t = np.asarray(time, dtype=float)
        tau = np.asarray(self.time)
        faded = np.asarray(self.share) * tau * -np.expm1(-t[..., None] / tau)
        return np.asarray(self.long_term * t + faded.sum(axis=-1))

    def complex_share(self, frequency: ArrayLike) -> NDArray[np.complex128]:
        """Return the complex modulus over the modulus at once.

        Parameters
        ----------
        frequency : array_like
            Angular frequency [rad/s], 0 or more.

        Returns
        -------
        ndarray
            g_inf + sum g_i i w tau_i / (1 + i w tau_i) [1].
        """
        turn = (
            1j * np.asarray(frequency, dtype=float)[..., None] * np.asarray(self.time)
        )
        return np.asarray(
            self.long_term + (np.asarray(self.share) * turn / (1.0 + turn)).sum(axis=-1)
        )


@dataclass(frozen=True, slots=True)
class RelaxedPress:
    """Force over time under a given indentation.

    Attributes
    ----------
    time : ndarray
        Moments [s].
    indentation : ndarray
        Indentation of the tool at them [m].
    force : ndarray
        Normal force [N]; 0 from when the surface is left behind.
    like_before : ndarray
        Earlier moment at which the contact was as wide as now [s]; the moment itself
        while contact grows.
    """

    time: Array
    indentation: Array
    force: Array
    like_before: Array

    @property
    def lost_energy(self) -> float:
        """Work done on the tissue and not given back [J]."""
        return float(np.trapezoid(self.force, self.indentation))


def press_over_time(
    time: ArrayLike, indentation: ArrayLike, force_at_once: ForceOf, series: PronySeries
) -> RelaxedPress:
    """Return the force while a tool is pressed in, held and drawn back.

    Parameters
    ----------
    time : array_like
        Moments [s], rising from the first touch.
    indentation : array_like
        Indentation at them [m], 0 at the first, straight between them. It may rise,
        rest and fall, but not rise again after a fall.
    force_at_once : callable
        Elastic force [N] for an array of indentations [m], with the moduli that the
        tissue shows at once.
    series : PronySeries
        How all layers relax.

    Returns
    -------
    RelaxedPress
        Force at each moment.

    Raises
    ------
    InvalidValueError
        On times that do not rise, an indentation that starts above 0, is negative, or
        rises again.

    Notes
    -----
    Growing: F(t) = integral of g(t - s) dFe(d(s)). Shrinking: the same up to the moment
    t1 that solves integral from t1 to t of g(t - s) d'(s) ds = 0. Between moments d and
    Fe are taken as straight, and g is integrated exactly.

    References
    ----------
    LeeRadok1960, Ting1966

    Examples
    --------
    Pressed in at once and held, the force fades with g:

    >>> soft = PronySeries.of([0.5], [1.0])
    >>> held = press_over_time([0.0, 1e-6, 1.0], [0.0, 1e-3, 1e-3], lambda d: d, soft)
    >>> round(float(held.force[-1] / 1e-3), 3)
    0.684
    """
    t, d = np.asarray(time, dtype=float), np.asarray(indentation, dtype=float)
    _check(t, d)
    elastic = np.asarray(force_at_once(d), dtype=float)
    rate, pull = np.diff(d) / np.diff(t), np.diff(elastic) / np.diff(t)
    peak = int(np.flatnonzero(d == d.max())[-1])
    force, before = np.zeros_like(t), t.copy()
    for now in range(1, t.size):
        until = t[now]
        if now > peak:
            until = _ting(t, rate, now, peak, series)
            before[now] = until
        force[now] = _remembered(t, pull, t[now], until, series)
    return RelaxedPress(t, d, np.maximum(force, 0.0), before)


def _remembered(
    t: Array, rate: Array, now: float, until: float, series: PronySeries
) -> float:
    """Integrate g(now - s) rate(s) ds from the first moment to one."""
    low, high = t[:-1], np.minimum(t[1:], until)
    on = high > low
    span = series.summed(now - low[on]) - series.summed(now - high[on])
    return float(np.sum(rate[on] * span))


def _ting(t: Array, rate: Array, now: int, peak: int, series: PronySeries) -> float:
    """Find the moment from which on everything is forgotten; 0 when all of it is."""
    whole = _remembered(t, rate, t[now], t[now], series)

    def since(moment: float) -> float:
        return whole - _remembered(t, rate, t[now], moment, series)

    low, high = float(t[0]), float(t[peak])
    if since(low) <= 0.0:
        return low
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        if since(middle) > 0.0:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0


def _check(t: Array, d: Array) -> None:
    if t.ndim != 1 or t.shape != d.shape or t.size < 2:
        message = f"Times and indentations go in pairs; {t.shape} and {d.shape} given."
        raise InvalidValueError(message)
    if not np.all(np.diff(t) > 0.0):
        message = "Times must rise from each moment to the next [s]."
        raise InvalidValueError(message)
    if d[0] != 0.0 or np.any(d < 0.0) or not np.all(np.isfinite(d)):
        message = (
            f"An indentation starts at 0 and is never negative [m]; {d[0]:g} given."
        )
        raise InvalidValueError(message)
    after = np.diff(d[int(np.argmax(d)) :])
    if np.any(after > 0.0) or np.any(np.diff(d[: int(np.argmax(d)) + 1]) < 0.0):
        message = (
            "An indentation rises, rests and falls once; this one rises again after a "
            "fall. Cut the history where the tool presses anew."
        )
        raise InvalidValueError(message)
