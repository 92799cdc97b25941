"""Recordings with known truth, from a simulated hand, skin and sensor."""

from dataclasses import dataclass

import numpy as np

from strigil.catalogue import limit
from strigil.errors import InvalidValueError
from strigil.signals.clock import stamp
from strigil.signals.recording import Recording, RecordingInfo, recording_of
from strigil.signals.simulated_hand import Script, Touch, script_of, touch_of
from strigil.signals.simulated_sensor import sensed

__all__ = ["SimulatedRecording", "SimulatedTruth", "TrueStroke", "simulate_recording"]

_RATE = 200.0  # Hz; ten times the filter's cutoff
_TOUCHING = 0.05  # of its peak: a stroke is on the skin above this part


@dataclass(frozen=True, slots=True)
class TrueStroke:
    """One stroke as it happened.

    Attributes
    ----------
    start, end : float
        When the edge was on the skin [s].
    peak_force : float
        Largest normal force [N].
    """

    start: float
    end: float
    peak_force: float


@dataclass(frozen=True, slots=True)
class SimulatedTruth:
    """What happened, whatever the sensor says; difficulty as it was asked for [1]."""

    strokes: tuple[TrueStroke, ...]
    seed: int
    difficulty: float


@dataclass(frozen=True, slots=True, eq=False)
class SimulatedRecording:
    """A recording and its truth."""

    recording: Recording
    truth: SimulatedTruth


def simulate_recording(
    *,
    strokes: int,
    seed: int,
    difficulty: float = 0.3,
    force: float = 6.0,
    rate: float = 1.0,
) -> SimulatedRecording:
    """Simulate a session and a sensor's recording of it.

    Parameters
    ----------
    strokes : int
        How many strokes, at least 1.
    seed : int
        The same seed gives the same recording to the last bit.
    difficulty : float
        From 0 (steady hand, almost perfect sensor) to 1 (unsteady, strokes without a
        lift, double peaks, a resting hand, knocks, noise, drift, losses) [1].
    force : float
        Median peak force of a stroke [N].
    rate : float
        Strokes a second [1/s].

    Returns
    -------
    SimulatedRecording
        The recording, and the strokes as they happened.

    Raises
    ------
    InvalidValueError
        When a number cannot be.

    Notes
    -----
    A score on these recordings shows how an algorithm bears difficulty, not how good
    it is on people: see docs/models/stroke-segmentation.md.

    Examples
    --------
    >>> simulated = simulate_recording(strokes=3, seed=1)
    >>> len(simulated.truth.strokes)
    3
    """
    _check(strokes, difficulty, force, rate)
    hand, skin, sensor = np.random.default_rng(seed).spawn(3)
    script = script_of(
        hand, strokes=strokes, difficulty=difficulty, force=force, rate=rate
    )
    touch = touch_of(script, skin, difficulty=difficulty, rate=_RATE)
    time, channels = sensed(touch, sensor, difficulty=difficulty)
    info = RecordingInfo(
        sensor="simulated",
        profile="strigil",
        provenance=f"simulated: seed {seed}, difficulty {difficulty:g}",
    )
    truth = SimulatedTruth(_true_strokes(script, touch), seed, difficulty)
    return SimulatedRecording(recording_of(time, channels, info), truth)


def _true_strokes(script: Script, touch: Touch) -> tuple[TrueStroke, ...]:
    found = []
    count = script.start.size
    for i in range(count):
        # The skin answers a little late: look until the next stroke or lift.
        until = script.start[i + 1] if i + 1 < count else script.duration
        middle = script.end[i] + 0.5 * (until - script.end[i])
        first, last = np.searchsorted(touch.time, [script.start[i], middle])
        part = touch.normal[first:last]
        rest = script.rest[i + 1] if i + 1 < count else 0.0
        on = np.flatnonzero(part > rest + _TOUCHING * part.max())
        start = touch.time[first + on[0]]
        end = stamp(touch.time, first + int(on[-1]) + 1)
        found.append(TrueStroke(float(start), float(end), float(part.max())))
    return tuple(found)


def _check(strokes: int, difficulty: float, force: float, rate: float) -> None:
    largest = limit("max_plausible_force")
    allowed = {
        "strokes": (strokes, 1, 100_000),
        "difficulty": (difficulty, 0.0, 1.0),
        "force [N]": (force, limit("smallest_force"), largest),
        "rate [1/s]": (rate, 0.05, 5.0),
    }
    for name, (given, low, high) in allowed.items():
        if not low <= given <= high:
            message = f"{name} must lie from {low:g} to {high:g}; {given:g} was given."
            raise InvalidValueError(message)
