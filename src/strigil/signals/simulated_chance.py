"""Courses of chance: what wanders, drifts, trembles, and what is lost in bursts."""

import numpy as np
from numpy.typing import NDArray
from scipy.signal import fftconvolve, lfilter

__all__ = ["bursts", "drifting", "smooth", "trembling", "walking", "wandering"]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

_BELL = 4.0  # standard deviations after which a bell curve ends
_PER_DECADE = 2  # wanders that are added up for each decade of a 1/f drift


def wandering(
    random: np.random.Generator, size: int, step: float, forgets: float
) -> FloatArray:
    """Return a smooth course of unit deviation that forgets itself [1].

    Parameters
    ----------
    random : Generator
        Source of chance.
    size : int
        Samples.
    step : float
        From one sample to the next [s, or m along a way].
    forgets : float
        Over which it forgets itself [as ``step``].

    Notes
    -----
    Two equal first-order low passes in a row, so that the course has a slope.
    """
    stay = np.exp(-2.0 * step / forgets)
    lead = int(4.0 * forgets / step) + 1  # so that it does not begin at 0
    white = random.standard_normal(size + lead)
    course = lfilter([1.0], [1.0, -2.0 * stay, stay**2], white)[lead:]
    power = (1.0 + stay**2) / (1.0 - stay**2) ** 3
    return np.asarray(course / np.sqrt(power))


def walking(random: np.random.Generator, size: int, step: float) -> FloatArray:
    """Return a random walk from 0 whose deviation is 1 after a minute [1].

    Parameters
    ----------
    random : Generator
        Source of chance.
    size : int
        Samples.
    step : float
        From one sample to the next [s].
    """
    minute = 60.0
    steps = random.standard_normal(size) * np.sqrt(step / minute)
    return np.asarray(np.cumsum(steps))


def drifting(
    random: np.random.Generator,
    size: int,
    step: float,
    *,
    fastest: float,
    slowest: float,
) -> FloatArray:
    """Return a 1/f drift of unit deviation that begins at 0 [1].

    Parameters
    ----------
    random : Generator
        Source of chance.
    size : int
        Samples.
    step : float
        From one sample to the next [s].
    fastest, slowest : float
        Shortest and longest time over which it changes [s].

    Notes
    -----
    Wanders of equal power whose times are evenly spread in logarithms: between the ends
    the power falls as one over the frequency.
    """
    count = max(2, round(_PER_DECADE * np.log10(slowest / fastest)) + 1)
    times = np.geomspace(fastest, slowest, count)
    total = np.sum([wandering(random, size, step, time) for time in times], axis=0)
    return np.asarray((total - total[0]) / np.sqrt(count))


def smooth(
    random: np.random.Generator, size: int, step: float, length: float
) -> FloatArray:
    """Return a course of unit deviation that never bends within its length [1].

    Parameters
    ----------
    random : Generator
        Source of chance.
    size : int
        Samples.
    step : float
        From one sample to the next [m].
    length : float
        Correlation length: two places d apart go together as
        ``exp(-(d / length)^2 / 2)`` [m].
    """
    spread = length / np.sqrt(2.0)
    half = int(_BELL * spread / step)
    bell = np.exp(-0.5 * (step * np.arange(-half, half + 1) / spread) ** 2)
    bell /= np.sqrt(np.sum(bell**2))
    white = random.standard_normal(size + 2 * half)
    return np.asarray(fftconvolve(white, bell, mode="valid"))


def trembling(
    random: np.random.Generator,
    size: int,
    step: float,
    *,
    frequency: float,
    half_width: float,
) -> FloatArray:
    """Return a narrow-band autoregressive process of second order [1].

    Parameters
    ----------
    random : Generator
        Source of chance.
    size : int
        Samples.
    step : float
        From one sample to the next [s].
    frequency : float
        Middle of the band [Hz].
    half_width : float
        Its half-width [Hz].

    Notes
    -----
    Poles at ``r exp(+-i w)`` with ``r = exp(-2 pi half_width step)``; unit deviation
    after its known power, so that a short course is not blown up.
    """
    turn = 2.0 * np.pi * frequency * step
    r = np.exp(-2.0 * np.pi * half_width * step)
    one, two = 2.0 * r * np.cos(turn), -(r**2)
    lead = int(1.0 / (half_width * step)) + 1
    white = random.standard_normal(size + lead)
    wave = lfilter([1.0], [1.0, -one, -two], white)[lead:]
    power = (1.0 - two) / ((1.0 + two) * ((1.0 - two) ** 2 - one**2))
    return np.asarray(wave / np.sqrt(power))


def bursts(
    random: np.random.Generator, size: int, share: float, mean: float
) -> BoolArray:
    """Mark what is lost in bursts: a chain of two states, Gilbert's and Elliott's.

    Parameters
    ----------
    random : Generator
        Source of chance.
    size : int
        Packets.
    share : float
        Of them that is lost [1].
    mean : float
        Mean length of a burst [packets].
    """
    lost = np.zeros(size, dtype=np.bool_)
    if share <= 0.0:
        return lost
    mean = max(mean, 1.0)
    waits = mean * (1.0 / share - 1.0)
    end = 0
    while end < size:
        start = end + int(random.geometric(1.0 / max(waits, 1.0)))
        end = start + int(random.geometric(1.0 / mean))
        lost[start:end] = True
    return lost
