"""The way from sensor to file: its clock, and packets that get lost or come twice."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.signals.clock import regions
from strigil.signals.simulated_chance import bursts
from strigil.signals.simulated_numbers import constant

__all__ = ["TrueFault", "faults_in", "sent"]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

_LARGEST_JITTER = 0.45  # of a step; the clock never goes back


@dataclass(frozen=True, slots=True)
class TrueFault:
    """Something that went wrong.

    Attributes
    ----------
    kind : str
        What: ``lost``, ``missing``, ``repeated``, ``twice``, or an odd mode.
    start, end : float
        When, by a clock that is right [s].
    """

    kind: str
    start: float
    end: float


def faults_in(kind: str, bad: BoolArray, time: FloatArray) -> list[TrueFault]:
    """Return a fault for each run of bad samples.

    Parameters
    ----------
    kind : str
        What went wrong.
    bad : ndarray of bool
        For each sample, whether it did.
    time : ndarray
        An even clock [s].
    """
    step = float(time[1] - time[0])
    return [
        TrueFault(kind, float(time[a]), float(time[b - 1]) + step)
        for a, b in regions(bad)
    ]


def sent(
    time: FloatArray,
    channels: dict[str, FloatArray],
    random: np.random.Generator,
    *,
    difficulty: float,
) -> tuple[FloatArray, dict[str, FloatArray], list[TrueFault]]:
    """Return what arrives of what a sensor wrote.

    Parameters
    ----------
    time : ndarray
        An even clock that is right [s].
    channels : dict[str, ndarray]
        Channel to samples [SI].
    random : Generator
        Source of chance.
    difficulty : float
        From 0 (everything arrives) to 1 [1].

    Returns
    -------
    time : ndarray
        Time stamp of each sample that arrived [s].
    channels : dict[str, ndarray]
        Channel to samples [SI].
    faults : list of TrueFault
        What happened on the way [s].

    Notes
    -----
    Packets are lost, emptied or filled with the packet before in bursts (a chain of two
    states); some arrive twice. The clock runs 20 to 100 millionths fast or slow, and
    each stamp is off a little.
    """
    size, step = time.size, float(time[1] - time[0])
    length = max(1, round(constant("link", "packet") / step))
    packets = -(-size // length)
    mean = constant("link", "lost_burst") / (length * step)

    def bad(name: str, burst: float) -> BoolArray:
        share = difficulty * constant("link", name)
        return np.repeat(bursts(random, packets, share, burst), length)[:size]

    lost, missing = bad("lost_share", mean), bad("missing_share", mean)
    repeated = bad("repeated_share", 1.0) & (np.arange(size) >= length)
    twice = bad("twice_share", 1.0)
    stamps = _stamps(time, random, difficulty)
    came = np.where(repeated, np.arange(size) - length, np.arange(size))
    arrived = np.flatnonzero(~lost)
    arrived = np.repeat(arrived, np.where(twice[arrived], 2, 1))
    written = {}
    for name, values in channels.items():
        kept = values[came]
        kept[missing] = np.nan
        written[name] = kept[arrived]
    kinds = {"lost": lost, "missing": missing, "repeated": repeated, "twice": twice}
    faults = [one for kind, is_ in kinds.items() for one in faults_in(kind, is_, time)]
    return stamps[arrived], written, faults


def _stamps(
    time: FloatArray, random: np.random.Generator, difficulty: float
) -> FloatArray:
    step = float(time[1] - time[0])
    most = constant("link", "skew_high")
    skew = most * random.uniform(constant("link", "skew_low"), 1.0)
    skew *= difficulty * random.choice([-1.0, 1.0])
    jitter = difficulty * constant("link", "jitter")
    wobble = jitter * random.standard_normal(time.size)
    wobble = np.clip(wobble, -_LARGEST_JITTER, _LARGEST_JITTER)
    return np.maximum.accumulate(time * (1.0 + skew) + wobble * step)
