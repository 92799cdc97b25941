"""The session in a few numbers."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from strigil.signals.clock import sample_step
from strigil.signals.numbers import number
from strigil.signals.recording import Recording
from strigil.signals.strokes import StrokeMeasure

__all__ = ["force_slope", "slope_over_time", "summary_of", "summed_up"]

_ENOUGH_FOR_A_SLOPE = 5  # strokes; the interval of fewer says nothing
_MOST_FOR_A_SLOPE = 2000  # strokes; the slope looks at every pair of them


def summary_of(
    recording: Recording, strokes: Sequence[StrokeMeasure]
) -> Mapping[str, float | str | None]:
    """Sum up a session.

    Returns
    -------
    Mapping[str, float | str | None]
        ``duration`` and ``contact_time`` [s], ``sample_rate`` [Hz], ``samples`` [1],
        ``strokes`` [1], ``bursts`` [1], ``mean_force``, ``mean_peak_force``,
        ``median_peak_force``, ``peak_force`` [N], ``impulse`` [N.s], ``length`` [m],
        ``rate``, ``rate_low`` and ``rate_high`` (quartiles) [1/s], ``force_slope``
        with ``force_slope_low`` and ``_high`` [N/s], ``profile``; None where it
        cannot be known.
    """
    time = recording.time
    return summed_up(
        strokes,
        ends=(float(time[0]), float(time[-1])),
        step=sample_step(time),
        samples=time.size,
        profile=recording.info.profile,
    )


def summed_up(
    strokes: Sequence[StrokeMeasure],
    *,
    ends: tuple[float, float],
    step: float,
    samples: int,
    profile: str | None,
) -> Mapping[str, float | str | None]:
    """Sum up a session whose samples are not at hand.

    Parameters
    ----------
    strokes : sequence of StrokeMeasure
        In order of time.
    ends : tuple[float, float]
        When the first and the last sample were taken [s].
    step : float
        Usual time between two samples [s].
    samples : int
        How many there were [1].
    profile : str or None
        Sensor profile by which the file was read.

    Returns
    -------
    Mapping[str, float | str | None]
        As :func:`summary_of`.
    """
    found: dict[str, float | str | None] = {
        "duration": ends[1] - ends[0] + step,
        "sample_rate": 1.0 / step,
        "samples": float(samples),
        "strokes": float(len(strokes)),
        "profile": profile,
    }
    found |= dict.fromkeys(_ONLY_WITH_STROKES)
    if not strokes:
        return {**found, "contact_time": 0.0, "bursts": 0.0}
    contact = sum(one.end - one.start for one in strokes)
    impulse = sum(one.impulse for one in strokes)
    peaks = np.array([one.peak_force for one in strokes])
    lengths = [one.length for one in strokes if one.length is not None]
    low, middle, high = force_slope(strokes)
    return {
        **found,
        "contact_time": contact,
        "bursts": float(_bursts(strokes)),
        "mean_force": impulse / contact,
        "mean_peak_force": float(peaks.mean()),
        "median_peak_force": float(np.median(peaks)),
        "peak_force": float(peaks.max()),
        "impulse": impulse,
        "length": sum(lengths) if lengths else None,
        **_rates(strokes),
        "force_slope": middle,
        "force_slope_low": low,
        "force_slope_high": high,
    }


_ONLY_WITH_STROKES = (
    "mean_force",
    "mean_peak_force",
    "median_peak_force",
    "peak_force",
    "impulse",
    "length",
    "rate",
    "rate_low",
    "rate_high",
    "force_slope",
    "force_slope_low",
    "force_slope_high",
)


def force_slope(
    strokes: Sequence[StrokeMeasure],
) -> tuple[float | None, float | None, float | None]:
    """Say whether a session went from light to firm.

    Parameters
    ----------
    strokes : sequence of StrokeMeasure
        In order of time.

    Returns
    -------
    low, slope, high : float or None
        Median of the slopes between all pairs of peaks, with its 90 % interval
        [N/s]; None with fewer than five strokes.

    References
    ----------
    Sen1968
    """
    if len(strokes) < _ENOUGH_FOR_A_SLOPE:
        return None, None, None
    return slope_over_time([(one.start, one.peak_force) for one in strokes])


def slope_over_time(
    points: Sequence[tuple[float, float]],
) -> tuple[float, float, float]:
    """Return how fast something moves over the strokes of a session.

    Parameters
    ----------
    points : sequence of (time, value)
        Time [s] and value [any unit], at least two; of very many, every few are taken.

    Returns
    -------
    low, slope, high : float
        Median of the slopes between all pairs, with its 90 % interval [unit/s].

    References
    ----------
    Sen1968
    """
    from scipy.stats import theilslopes  # here, for it takes a second to import

    every = -(-len(points) // _MOST_FOR_A_SLOPE)
    times, values = zip(*points[::every], strict=True)
    slope, _, low, high = theilslopes(values, times, alpha=0.9)
    return float(low), float(slope), float(high)


def _bursts(strokes: Sequence[StrokeMeasure]) -> int:
    pauses = [b.start - a.end for a, b in pairwise(strokes)]
    return 1 + sum(pause > number("strokes", "burst_gap") for pause in pauses)


def _rates(strokes: Sequence[StrokeMeasure]) -> dict[str, float | None]:
    rates = [one.rate for one in strokes if one.rate is not None]
    if not rates:
        return dict.fromkeys(("rate", "rate_low", "rate_high"))
    low, middle, high = np.percentile(rates, [25, 50, 75])
    return {"rate": float(middle), "rate_low": float(low), "rate_high": float(high)}
