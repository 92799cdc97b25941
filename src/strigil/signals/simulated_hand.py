"""A hand that strokes: force, place and tilt, sample by sample, before skin answers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.signals.simulated_chance import trembling, wandering
from strigil.signals.simulated_numbers import constant
from strigil.signals.simulated_script import LEAD, Script

__all__ = ["Intent", "intent_of"]

FloatArray = NDArray[np.float64]

_TURNING = 0.4  # of the peak stays on the skin while the edge turns without a lift


@dataclass(frozen=True, slots=True, eq=False)
class Intent:
    """What the hand does, sample by sample, before the skin answers.

    Attributes
    ----------
    time : ndarray
        An even clock [s].
    force : ndarray
        Force of the hand against the skin [N].
    along, across, lift : ndarray
        Place of the hand over the body, and height above the skin [m].
    tilt : ndarray
        Pitch, roll and yaw of the instrument away from its usual angle as columns
        [rad].
    """

    time: FloatArray
    force: FloatArray
    along: FloatArray
    across: FloatArray
    lift: FloatArray
    tilt: FloatArray


def intent_of(
    script: Script, random: np.random.Generator, *, difficulty: float, rate: float
) -> Intent:
    """Let the hand begin, without the skin's answer.

    Parameters
    ----------
    script : Script
        What the hand means to do.
    random : Generator
        Source of chance.
    difficulty : float
        From 0 to 1 [1].
    rate : float
        Samples a second [Hz].

    Returns
    -------
    Intent
        Force, place and tilt of the hand.

    Notes
    -----
    The edge moves with minimum jerk. Force wanders slowly and trembles in a narrow
    band, both in proportion to the force.
    """
    time = np.arange(round(script.duration * rate)) / rate
    size, step = time.size, 1.0 / rate
    slow = wandering(random, size, step, constant("hand", "wander_time"))
    low, high = constant("hand", "tremor_low"), constant("hand", "tremor_high")
    tremor = trembling(
        random,
        size,
        step,
        frequency=float(random.uniform(low, high)),
        half_width=constant("hand", "tremor_width"),
    )
    unsteady = (
        constant("hand", "wander") * slow + constant("hand", "tremor_share") * tremor
    )
    along = _way(script, time)
    forgets = constant("hand", "across_time")
    across = constant("hand", "across_wander") * wandering(random, size, step, forgets)
    return Intent(
        time=time,
        force=_meant_force(script, time) * (1.0 + difficulty * unsteady),
        along=along,
        across=difficulty * across,
        lift=_lift(script, time),
        tilt=difficulty * _tilt(random, along, step),
    )


def _tilt(random: np.random.Generator, along: FloatArray, step: float) -> FloatArray:
    forgets = constant("hand", "angle_wander_time")
    wander = [wandering(random, along.size, step, forgets) for _ in range(3)]
    tilt = constant("hand", "angle_wander") * np.column_stack(wander)
    speed = np.gradient(along, step)
    tilt[:, 0] += (
        constant("hand", "angle_lean") * speed / max(np.abs(speed).max(), step)
    )
    return tilt


def _meant_force(script: Script, time: FloatArray) -> FloatArray:
    meant = np.zeros(time.size)
    for i in range(script.start.size):
        begin, end = script.pause(i)
        pause = slice(*np.searchsorted(time, [begin, end]))
        meant[pause] += script.rest[i]
        if script.tap[i] and i:
            at = 0.5 * (begin + end - script.tap[i])
            hit = slice(*np.searchsorted(time, [at, at + script.tap[i]]))
            wave = np.sin(np.pi * (time[hit] - at) / script.tap[i])
            meant[hit] += script.peak[i] * wave
        part = slice(*np.searchsorted(time, [script.start[i], script.end[i]]))
        length = script.end[i] - script.start[i]
        meant[part] = script.peak[i] * _hull(
            script, i, (time[part] - script.start[i]) / length
        )
    return meant


def _hull(script: Script, i: int, part: FloatArray) -> FloatArray:
    """Shape of a stroke's force over its own time from 0 to 1."""
    held_after = i + 1 < script.start.size and not script.lifted[i + 1]
    up = _smooth_step(part / script.rise[i])
    down = _smooth_step((1.0 - part) / script.fall[i])
    rise = up if script.lifted[i] else _TURNING + (1.0 - _TURNING) * up
    fall = _TURNING + (1.0 - _TURNING) * down if held_after else down
    dip = script.dip[i]
    middle = 1.0 - (1.0 - dip) * np.exp(-0.5 * ((part - 0.5) / 0.08) ** 2)
    return np.asarray(rise * fall * middle)


def _way(script: Script, time: FloatArray) -> FloatArray:
    """Place along x: minimum jerk over each stroke, and back through the air."""
    marks = np.column_stack([script.start, script.end]).ravel()
    marks = np.concatenate([[0.0], marks, [float(time[-1]) + LEAD]])
    places = np.column_stack([script.from_, script.to]).ravel()
    places = np.concatenate([places[:1], places, places[-1:]])
    piece = np.clip(np.searchsorted(marks, time, side="right") - 1, 0, marks.size - 2)
    lasts = np.maximum(marks[piece + 1] - marks[piece], np.finfo(float).eps)
    share = _smooth_step((time - marks[piece]) / lasts)
    return np.asarray(places[piece] + share * (places[piece + 1] - places[piece]))


def _lift(script: Script, time: FloatArray) -> FloatArray:
    """Height of the hand: an arch over each pause in which it does not rest."""
    height = np.zeros(time.size)
    last = script.start.size
    ends = [*(script.pause(i) for i in range(last)), (script.end[-1], script.duration)]
    for i, (begin, end) in enumerate(ends):
        if i < last and script.rest[i]:
            continue
        part = slice(*np.searchsorted(time, [begin, end]))
        share = (time[part] - begin) / max(end - begin, np.finfo(float).eps)
        height[part] = constant("hand", "lift_height") * 16 * (share * (1 - share)) ** 2
    return height


def _smooth_step(part: FloatArray) -> FloatArray:
    """Minimum-jerk course from 0 to 1."""
    s = np.clip(part, 0.0, 1.0)
    return np.asarray(s**3 * (10.0 - 15.0 * s + 6.0 * s**2))
