"""The clock of a source, laid on the steady clock of this machine."""

import math

import numpy as np
from numpy.typing import NDArray

__all__ = ["SampleClock"]

FloatArray = NDArray[np.float64]

_WINDOW = 10.0  # s; the smallest delay is that of this window and the one before


class SampleClock:
    """Time of samples from the first one on, over every loss of the source.

    Notes
    -----
    The steady time of a sample is its own time plus the smallest delay between taking
    and arriving that was seen lately, since a source's clock may run too fast or slip.
    A constant delay inside the sensor can not be seen.
    """

    def __init__(self) -> None:
        self.last = 0.0
        self.is_first = False
        self._offset = math.nan
        self._delay = self._before = math.inf
        self._window = math.nan
        self._heard = math.nan
        self._jumped = 0.0

    def on(self, time: FloatArray, arrived: float) -> FloatArray:
        """Return times of samples since the first sample [s].

        Parameters
        ----------
        time : ndarray
            By the source's clock [s].
        arrived : float
            By the steady clock [s].
        """
        self.is_first = math.isnan(self._heard) and bool(time.size)
        if not time.size:
            return time
        if math.isnan(self._offset):
            self._offset = self._jumped - float(time[0])
        own = time + self._offset
        if not arrived - self._window < _WINDOW:
            self._before, self._delay, self._window = self._delay, math.inf, arrived
        self._delay = min(self._delay, arrived - float(own[-1]))
        self._heard, self.last = arrived, float(own[-1])
        return own

    def steady(self, time: float) -> float:
        """Return when a sample was taken by the steady clock; NaN before any [s].

        Parameters
        ----------
        time : float
            Since the first sample [s].
        """
        delay = min(self._delay, self._before)
        return time + delay if math.isfinite(delay) else math.nan

    def jump(self, now: float) -> None:
        """Begin with a new source: its clock is another one.

        Parameters
        ----------
        now : float
            By the steady clock [s].
        """
        gap = max(now - self._heard, 0.0) if math.isfinite(self._heard) else 0.0
        self._jumped = self.last + gap
        self._offset = self._window = math.nan
        self._delay = self._before = math.inf
