"""What the samples of a stream say now: force, contact, strokes, rate, time in band."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import limit
from strigil.signals import StrokeMeasure, StrokeStream

__all__ = ["Gauge", "Reading", "band_state"]

FloatArray = NDArray[np.float64]

_LEARN = 50  # samples from which an unpromised rate is learnt
_OVER = 3.0  # s after its end a stroke says nothing of the rate now
_STANDS = 0.1  # s a sample stands at most: over a gap nothing is known
_RATED = 3  # latest strokes whose rate is told: about the last two seconds


@dataclass(frozen=True, slots=True)
class Reading:
    """What the newest samples say.

    Attributes
    ----------
    force : float
        Normal force of the newest sample, smoothed; one that is missing holds [N].
    mean : float
        Mean of the contact that is under way; NaN without one [N].
    most : float
        Largest of these samples, also where it cannot be [N].
    in_contact : bool
        Whether the edge is on the skin.
    strokes : tuple of StrokeMeasure
        Those that ended.
    """

    force: float = math.nan
    mean: float = math.nan
    most: float = math.nan
    in_contact: bool = False
    strokes: tuple[StrokeMeasure, ...] = ()


@dataclass(slots=True)
class _Counted:
    strokes: int = 0
    touched: float = 0.0
    banded: float = 0.0
    impulse: float = 0.0
    lasted: float = 0.0
    rates: list[float] = field(default_factory=list)


@dataclass(slots=True)
class _Quiet:
    """A time without contact, and between which forces it stayed."""

    since: float = math.nan
    low: float = math.inf
    high: float = -math.inf


class Gauge:
    """Read the samples of one source, by the same pass that recordings take.

    Parameters
    ----------
    channels : sequence of str
        What the columns are.
    rate : float
        Samples a second as promised; NaN: learnt from the first ones [Hz].

    Raises
    ------
    InvalidValueError
        When there is no force among the channels.
    """

    def __init__(self, channels: Sequence[str], rate: float) -> None:
        self._channels = tuple(channels)
        known = rate if math.isfinite(rate) and rate > 0.0 else 100.0
        self._rate = known
        self._stream = StrokeStream(self._channels, known).warm()
        self._learnt = known == rate
        self._waiting: list[tuple[FloatArray, FloatArray]] = []
        self._last = -math.inf
        self._last_stroke = -math.inf
        self._counted = _Counted()
        self._quiet = _Quiet()
        names = self._stream.plan.forces
        self.columns = tuple(self._channels.index(name) for name in names)

    def take(
        self,
        time: FloatArray,
        samples: FloatArray,
        band: tuple[float, float] | None = None,
        *,
        by_mean: bool = False,
    ) -> Reading:
        """Take in what came.

        Parameters
        ----------
        time : ndarray
            When each sample was taken; one that goes back is left out [s].
        samples : ndarray
            One row a sample [SI].
        band : tuple of float, optional
            Force from and to which the step is meant [N].
        by_mean : bool
            Whether the band is that of a stroke's mean, not of its peak.
        """
        time, samples = self._forward(time, samples)
        if not self._learnt and not self._learn(time, samples):
            return Reading()
        if not time.size:
            return Reading(in_contact=False)
        found = self._stream.push(time, samples)
        self._look_at_rest(time, found.smooth, touching=bool(found.in_contact.any()))
        lasted = self._lasted(time)
        judged = found.smooth
        mean = self._mean(found.smooth, found.in_contact, lasted)
        if by_mean:
            judged = np.full(time.size, mean)
        self._count(judged, found.in_contact, lasted, band)
        for stroke in found.strokes:
            self._counted.strokes += 1
            if stroke.rate is not None:
                self._counted.rates = [*self._counted.rates, stroke.rate][-_RATED:]
            self._last_stroke = stroke.end
        return Reading(
            force=float(found.smooth[-1]),
            mean=mean,
            most=self._most(samples, found.smooth),
            in_contact=bool(found.in_contact[-1]),
            strokes=found.strokes,
        )

    @property
    def settled(self) -> bool:
        """Whether rest and contact have both been seen."""
        return self._learnt and self._stream.settled

    @property
    def strokes(self) -> int:
        """How many strokes ended so far."""
        return self._counted.strokes

    @property
    def touched(self) -> float:
        """Time in contact so far [s]."""
        return self._counted.touched

    @property
    def banded(self) -> float:
        """Time in contact and in the band of its step so far [s]."""
        return self._counted.banded

    def rate(self, longest: float = _OVER) -> float | None:
        """Return strokes a second of the latest strokes; None when they are over [Hz].

        Parameters
        ----------
        longest : float
            The newest stroke is at most so old [s].
        """
        if not self._counted.rates or self._last - self._last_stroke > longest:
            return None
        return float(np.mean(self._counted.rates))

    def _forward(
        self, time: FloatArray, samples: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        if not time.size:
            return time, samples
        before = np.maximum.accumulate(np.concatenate([[self._last], time[:-1]]))
        fine = time >= before
        if not fine.all():
            time, samples = time[fine], samples[fine]
        return time, samples

    def _learn(self, time: FloatArray, samples: FloatArray) -> bool:
        """Learn the rate from the first samples; they only set the clock."""
        self._waiting.append((time, samples))
        clock = np.concatenate([part for part, _ in self._waiting])
        if clock.size < _LEARN or clock[-1] <= clock[0]:
            return False
        steps = np.diff(clock)
        step = float(np.median(steps[steps > 0.0]))
        self._rate = 1.0 / step
        self._stream = StrokeStream(self._channels, self._rate)
        self._waiting, self._learnt = [], True
        return True

    def _look_at_rest(
        self, time: FloatArray, force: FloatArray, *, touching: bool
    ) -> None:
        """Learn the rest anew where a stroke was taken for it at the beginning."""
        quiet = self._quiet
        if touching or self._stream.settled or math.isnan(quiet.since):
            self._quiet = _Quiet(since=float(time[-1]))
            return
        quiet.low = min(quiet.low, float(np.nanmin(force)))
        quiet.high = max(quiet.high, float(np.nanmax(force)))
        swings = quiet.high - quiet.low > limit("stream_swing")
        if swings and time[-1] - quiet.since > limit("stream_unsettled"):
            self._stream = StrokeStream(self._channels, self._rate)
            self._quiet = _Quiet(since=float(time[-1]))

    def _lasted(self, time: FloatArray) -> FloatArray:
        before = self._last if math.isfinite(self._last) else float(time[0])
        self._last = float(time[-1])
        return np.minimum(np.diff(time, prepend=before), _STANDS)

    def _mean(
        self, force: FloatArray, in_contact: NDArray[np.bool_], lasted: FloatArray
    ) -> float:
        """Return the mean of the contact that is under way; it ends with a lift."""
        counted = self._counted
        if not in_contact[-1]:
            counted.impulse = counted.lasted = 0.0
            return math.nan
        counted.impulse += float((force * lasted)[in_contact].sum())
        counted.lasted += float(lasted[in_contact].sum())
        return counted.impulse / counted.lasted if counted.lasted else math.nan

    def _count(
        self,
        force: FloatArray,
        in_contact: NDArray[np.bool_],
        lasted: FloatArray,
        band: tuple[float, float] | None,
    ) -> None:
        self._counted.touched += float(lasted[in_contact].sum())
        if band is not None:
            inside = in_contact & (band[0] <= force) & (force <= band[1])
            self._counted.banded += float(lasted[inside].sum())

    def _most(self, samples: FloatArray, smooth: FloatArray) -> float:
        """Return the largest force; one that cannot be is taken unsmoothed."""
        own = samples[:, list(self.columns)]
        known = np.abs(own[np.isfinite(own)])
        raw = float(known.max()) if known.size else math.nan
        return raw if raw > limit("max_plausible_force") else float(np.nanmax(smooth))


def band_state(
    force: float, *, in_contact: bool, band: tuple[float, float] | None
) -> str:
    """Return where a force lies to a band: ``in``, ``above``, ``below`` or nothing.

    Parameters
    ----------
    force : float
        Normal force [N].
    in_contact : bool
        Without contact there is nothing to say.
    band : tuple of float or None
        From and to [N].

    Examples
    --------
    >>> band_state(5.0, in_contact=True, band=(3.0, 6.0))
    'in'
    """
    if not in_contact or band is None or math.isnan(force):
        return ""
    if force < band[0]:
        return "below"
    return "above" if force > band[1] else "in"
