"""Vibration: how much the instrument shakes from 40 to 250 Hz."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from strigil.signals.clock import gap_starts, held, sample_step
from strigil.signals.numbers import number
from strigil.signals.recording import Recording

__all__ = ["Vibration", "vibration_of"]

FloatArray = NDArray[np.float64]

_ORDER = 2  # of the band pass, at each end
_BELOW_NYQUIST = 0.45  # of the sample rate; an upper end nearer to a half folds back
_RATE_SLACK = 0.99  # a clock that runs slow by less is taken for the rate it means


@dataclass(frozen=True, slots=True, eq=False)
class Vibration:
    """How much an instrument shakes.

    Attributes
    ----------
    power : ndarray or None
        Square of what is left of the band, summed over axes, one a sample; its mean
        over a stretch is the square of the RMS there. NaN where the filter rings after
        a gap; None where it cannot be computed [unit squared].
    unit : str
        Of the RMS: m/s2 from acceleration, N from force.
    because : str
        Why there is none; empty when there is.
    """

    power: FloatArray | None
    unit: str
    because: str = ""

    def rms(self, start: int, end: int) -> float | None:
        """Return the RMS over samples ``[start, end)`` [``unit``]; None if unknown."""
        if self.power is None:
            return None
        part = self.power[start:end]
        known = np.isfinite(part)
        return math.sqrt(float(part[known].mean())) if known.any() else None


def vibration_of(recording: Recording) -> Vibration:
    """Measure how much the instrument shakes.

    Parameters
    ----------
    recording : Recording
        With acceleration, or else force, at 500 Hz or more.

    Returns
    -------
    Vibration
        Sample by sample, or why there is none.

    Notes
    -----
    A causal Butterworth band pass of second order at each end. A missing sample holds
    the last one for the filter and is left out, with 75 ms after it.

    Examples
    --------
    >>> from strigil.signals.simulate import simulate_recording
    >>> vibration_of(simulate_recording(strokes=2, seed=1).recording).because
    'vibration needs 500 samples a second; there are 200'
    """
    rate = 1.0 / sample_step(recording.time)
    least = number("vibration", "smallest_rate")
    if rate < _RATE_SLACK * least:
        because = f"vibration needs {least:g} samples a second; there are {rate:.0f}"
        return Vibration(None, "", because)
    names, unit = _channels(recording)
    if not names:
        return Vibration(None, "", "vibration needs acceleration or force channels")
    raw = np.stack([recording.channels[name] for name in names])
    known = np.asarray(np.isfinite(raw).all(axis=0))
    high = min(number("vibration", "high"), _BELOW_NYQUIST * rate)
    band = [number("vibration", "low"), high]
    sections = butter(_ORDER, band, btype="bandpass", output="sos", fs=rate)
    power = np.zeros(recording.time.size)
    for one in raw:
        filled = held(one)
        power += sosfilt(sections, filled - filled[0]) ** 2
    power[_rings(recording.time, known, rate)] = np.nan
    return Vibration(power, unit)


def _channels(recording: Recording) -> tuple[tuple[str, ...], str]:
    for quantity, unit in (("acceleration", "m/s2"), ("force", "N")):
        names = tuple(f"{quantity}_{axis}" for axis in "xyz")
        if recording.has(*names):
            return names, unit
    if recording.has("force_normal"):
        return ("force_normal",), "N"
    return (), ""


def _rings(
    time: FloatArray, known: NDArray[np.bool_], rate: float
) -> NDArray[np.bool_]:
    """Mark missing samples, and those so soon after a gap that the filter rings."""
    settles = max(1, round(number("vibration", "settles") * rate))
    bad = ~known
    bad[np.minimum(gap_starts(time) + 1, time.size - 1)] = True
    bad[0] = True
    since = np.arange(time.size) - np.maximum.accumulate(
        np.where(bad, np.arange(time.size), -settles)
    )
    return np.asarray(bad | (since < settles))
