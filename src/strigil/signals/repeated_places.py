"""Places where friction or vibration differs stroke after stroke, in a recording."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.signal import savgol_filter

from strigil.signals.clock import sample_step
from strigil.signals.numbers import number
from strigil.signals.repeat_table import (
    DividedOut,
    binned_by_position,
    divided_out,
    evenly_spread,
)
from strigil.signals.repeats import PlaceSearch, search_places
from strigil.signals.vibration import vibration_of
from strigil.signals.way import along_strokes

if TYPE_CHECKING:
    from strigil.signals.force import NormalForce
    from strigil.signals.recording import Recording

__all__ = ["places_that_differ"]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

_PARABOLA = 2  # degree through the positions around a sample
_QUANTITIES = ("friction", "vibration")


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """Samples along the strokes, after the motion was smoothed."""

    along: FloatArray
    speed: FloatArray
    force: FloatArray
    steady: BoolArray
    pieces: IntArray

    def table(self, values: FloatArray) -> FloatArray:
        """Return the mean of a quantity, strokes x places; NaN where not steady."""
        some = np.where(self.steady, values, np.nan)
        return binned_by_position(self.along, some, self.pieces)[0]


def places_that_differ(
    recording: "Recording",
    normal: "NormalForce",
    pieces: IntArray,
    *,
    seed: int = 0,
) -> tuple[PlaceSearch, ...]:
    """Look for places that differ in one stroke after another.

    Parameters
    ----------
    recording : Recording
        With position channels; with shear for friction, and at 500 Hz or more for
        vibration.
    normal : NormalForce
        Normal and shear force of its samples.
    pieces : ndarray
        Strokes as rows ``[start, end)``.
    seed : int
        Same seed, same answer.

    Returns
    -------
    tuple of PlaceSearch
        One for friction and one for vibration, each with its places or the reason why
        there is no answer.

    Notes
    -----
    Friction is shear over normal force, vibration the RMS from 40 to 250 Hz, both by
    place along the strokes; how they go with force and speed in this session is divided
    out. The rate of false alarms is shared by the quantities that can be tested.
    """
    because = _why_not(recording, pieces)
    if because:
        return tuple(_unknown(name, because, len(pieces)) for name in _QUANTITIES)
    way = _way(recording, normal, pieces[evenly_spread(len(pieces))])
    found, why = _tables(recording, normal, way)
    return tuple(
        search_places(
            name,
            found[name].left,
            doubtful=found[name].doubtful,
            share_of_alarms=1.0 / len(found),
            seed=seed,
        )
        if name in found
        else _unknown(name, why[name], len(pieces))
        for name in _QUANTITIES
    )


def _why_not(recording: "Recording", pieces: IntArray) -> str:
    if not recording.has("position_x", "position_y", "position_z"):
        return "places along the strokes need position channels"
    least = int(number("repeat_test", "minimum_strokes"))
    if len(pieces) < least:
        return f"fewer than {least} strokes cannot show a repeat"
    along = along_strokes(recording.stacked("position"), pieces)
    if np.ptp(along) > number("repeats", "longest_way"):
        return "the positions reach further than over any body"
    return ""


def _way(recording: "Recording", normal: "NormalForce", pieces: IntArray) -> _Way:
    step = sample_step(recording.time)
    along = along_strokes(recording.stacked("position"), pieces)
    half = max(1, round(0.5 * number("repeats", "motion_window") / step))
    smooth, speed = np.zeros(along.size), np.zeros(along.size)
    steady = np.zeros(along.size, dtype=np.bool_)
    share, length = number("repeats", "steady"), 2 * half + 1
    for start, end in pieces:
        first, last = max(start - 2 * half, 0), min(end + 2 * half, along.size)
        if last - first < length:
            continue
        around, some = along[first:last], slice(start - first, end - first)
        place = savgol_filter(around, length, _PARABOLA)
        moves = savgol_filter(around, length, _PARABOLA, deriv=1, delta=step)
        smooth[start:end], speed[start:end] = place[some], np.abs(moves[some])
        force, fast = normal.smooth[start:end], speed[start:end]
        steady[start:end] = (force > share * force.max()) & (fast > share * fast.max())
    steady &= normal.known & (speed > 0.0)
    return _Way(_late(recording.time, smooth), speed, normal.smooth, steady, pieces)


def _late(time: FloatArray, along: FloatArray) -> FloatArray:
    """Return where the edge was when the force came in that the filter now shows.

    A causal low pass of second order is late by sqrt(2) over its angular frequency.
    """
    late = math.sqrt(2.0) / (2.0 * math.pi * number("filter", "cutoff"))
    return np.asarray(np.interp(time - late, time, along))


def _tables(
    recording: "Recording", normal: "NormalForce", way: _Way
) -> tuple[dict[str, DividedOut], dict[str, str]]:
    """Return the logarithm of each quantity by stroke and place, or why not."""
    found: dict[str, DividedOut] = {}
    why: dict[str, str] = {}
    force = _log(way.table(way.force))
    drivers = {"force": force, "speed": _log(way.table(way.speed))}
    if normal.shear is None:
        why["friction"] = "friction along the strokes needs a shear force"
    else:
        shear = way.table(normal.shear)
        found["friction"] = _left("friction", _log(shear) - force, drivers)
    vibration = vibration_of(recording)
    if vibration.power is None:
        why["vibration"] = vibration.because
    else:
        power = way.table(vibration.power)
        found["vibration"] = _left("vibration", 0.5 * _log(power), drivers)
    return found, why


def _left(
    quantity: str, table: FloatArray, drivers: dict[str, FloatArray]
) -> DividedOut:
    """Return what is left of a quantity beside how it goes with force and speed."""
    usual = {name: number("repeats", f"{quantity}_with_{name}") for name in drivers}
    return divided_out(table, drivers, usual)


def _log(table: FloatArray) -> FloatArray:
    return np.log(np.where(table > 0.0, table, np.nan))


def _unknown(quantity: str, because: str, strokes: int) -> PlaceSearch:
    alarm = number("repeat_test", "false_alarm")
    return PlaceSearch(quantity, (), strokes, alarm, None, None, because)
