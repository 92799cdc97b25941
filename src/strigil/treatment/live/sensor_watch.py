"""Whether a live sensor can be believed: silent, stuck, at its end, without numbers."""

import math

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import limit

__all__ = ["ALARMS", "SensorWatch"]

FloatArray = NDArray[np.float64]

# What may be wrong, in the words of the page.
ALARMS = {
    "silent": "no signal from the sensor",
    "missing": "the sensor sends no numbers",
    "stuck": "the sensor is stuck: its number never changes",
    "saturated": "the sensor is at the end of its range",
}


class SensorWatch:
    """Watch what a sensor gives, sample by sample; nothing is changed.

    Parameters
    ----------
    columns : sequence of int
        Which columns of a sample are forces.
    now : float
        When the sensor was opened, by a steady clock [s].

    Notes
    -----
    Stuck is a run of samples with the same forces to the last bit, for at least
    ``stream_stuck`` and of at least ``log(stream_stuck_chance) / log(share)`` samples,
    where ``share`` is how often two samples in a row were equal before, counted on and
    off the skin apart. A coarse sensor at rest is therefore not stuck. At the largest
    force so far such a run is called saturated.
    """

    def __init__(self, columns: tuple[int, ...], now: float) -> None:
        self._columns = list(columns)
        self._heard = now
        self._last: FloatArray | None = None
        self._run, self._run_began = 0, math.nan
        self._missing_since = math.nan
        self._most = 0.0
        self._time = math.nan
        self._equal = {False: 0, True: 0}
        self._pairs = {False: 0, True: 0}
        self._silence = limit("stream_silence")
        self._stuck = limit("stream_stuck")
        self._chance = math.log(limit("stream_stuck_chance"))

    def take(
        self, time: FloatArray, samples: FloatArray, *, now: float, in_contact: bool
    ) -> None:
        """Take in what came.

        Parameters
        ----------
        time : ndarray
            When each sample was taken [s].
        samples : ndarray
            One row a sample [SI].
        now : float
            When it came, by a steady clock [s].
        in_contact : bool
            Whether the edge is on the skin.
        """
        if not time.size:
            return
        self._heard = now
        forces = samples[:, self._columns]
        for at, row in zip(time.tolist(), forces, strict=True):
            self._take_one(at, row, in_contact)
        self._time = float(time[-1])

    def alarm(self, now: float) -> str:
        """Return what is wrong, a key of :data:`ALARMS`; empty when nothing is.

        Parameters
        ----------
        now : float
            Time by the same steady clock [s].
        """
        if now - self._heard > self._silence:
            return "silent"
        if self._time - self._missing_since > self._silence:
            return "missing"
        if self._is_stuck():
            last = self._last if self._last is not None else np.zeros(1)
            at_end = float(np.abs(last).max()) >= self._most > 0.0
            return "saturated" if at_end else "stuck"
        return ""

    def _take_one(self, at: float, row: FloatArray, in_contact: bool) -> None:
        if not np.isfinite(row).any():
            if math.isnan(self._missing_since):
                self._missing_since = at
            return
        self._missing_since = math.nan
        self._most = max(self._most, float(np.nanmax(np.abs(row))))
        if self._last is not None and np.array_equal(row, self._last, equal_nan=True):
            self._run += 1
            return
        # A run counts when it is over: while it lasts, what was before judges it.
        self._equal[in_contact] += self._run
        self._pairs[in_contact] += self._run + 1
        self._last, self._run, self._run_began = row, 0, at

    def _is_stuck(self) -> bool:
        if self._run == 0 or self._time - self._run_began < self._stuck:
            return False
        equal, pairs = sum(self._equal.values()), sum(self._pairs.values())
        share = (equal + 1.0) / (pairs + 2.0)
        return self._run * math.log(share) < self._chance
