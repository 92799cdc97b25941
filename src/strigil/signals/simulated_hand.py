"""A hand that strokes skin: what it means to do, and what the skin answers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import bilinear, lfilter

from strigil.signals.numbers import number

__all__ = ["Script", "Touch", "script_of", "touch_of"]

FloatArray = NDArray[np.float64]

_LEAD = 1.0  # s of rest before the first stroke and after the last
_RISE = 0.3  # part of a stroke in which the force builds up, and again dies away
_KNOCK = (0.04, 0.25)  # s that a knock of the instrument lasts


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """What the hand means to do: one entry a stroke.

    Attributes
    ----------
    start, end : ndarray
        When each stroke is meant to begin and end [s].
    peak : ndarray
        Largest force that is meant [N].
    side : ndarray
        +1 along x, -1 back.
    lifted : ndarray of bool
        False when the stroke starts where the last ended, without a lift.
    dip : ndarray
        Part of the peak that remains between two peaks; 1 for a single peak [1].
    rest : ndarray
        Force with which the hand rests in the pause before the stroke [N].
    knock : ndarray
        Force of a knock in the pause before the stroke, mostly 0 [N].
    """

    start: FloatArray
    end: FloatArray
    peak: FloatArray
    side: FloatArray
    lifted: NDArray[np.bool_]
    dip: FloatArray
    rest: FloatArray
    knock: FloatArray

    @property
    def duration(self) -> float:
        """Length of the whole session [s]."""
        return float(self.end[-1]) + _LEAD


@dataclass(frozen=True, slots=True, eq=False)
class Touch:
    """What happens on the skin, without any sensor.

    Attributes
    ----------
    time : ndarray
        An even clock [s].
    normal : ndarray
        Normal force [N].
    shear : ndarray
        Friction along x [N].
    position : ndarray
        Columns x, y, z of the edge [m].
    angle : ndarray
        Treatment angle [rad].
    """

    time: FloatArray
    normal: FloatArray
    shear: FloatArray
    position: FloatArray
    angle: FloatArray


def script_of(
    random: np.random.Generator,
    *,
    strokes: int,
    difficulty: float,
    force: float,
    rate: float,
) -> Script:
    """Draw what the hand means to do.

    Parameters
    ----------
    random : Generator
        Source of chance.
    strokes : int
        How many strokes.
    difficulty : float
        From 0 (steady hand) to 1 [1].
    force : float
        Median peak force [N].
    rate : float
        Strokes a second [1/s].

    Returns
    -------
    Script
        The session as meant.
    """
    uniform = random.random((6, strokes))
    odd = difficulty * number("simulation", "odd_strokes")
    lifted = uniform[0] >= odd
    lifted[0] = True
    period = (1.0 + 0.3 * (uniform[1] - 0.5) * (0.3 + difficulty)) / rate
    pause = np.where(lifted, number("simulation", "pause_share") * period, 0.0)
    end = _LEAD + np.cumsum(period) - pause[0]
    start = np.concatenate([[_LEAD], end[:-1] + pause[1:]])
    easy = number("simulation", "peak_variation_easy")
    spread = easy + difficulty * (number("simulation", "peak_variation_hard") - easy)
    sigma = np.sqrt(np.log1p(spread**2))
    peak = force * np.exp(sigma * random.standard_normal(strokes))
    side = np.asarray(np.cumprod(np.where(lifted, 1.0, -1.0)), dtype=np.float64)
    dip = np.where(uniform[2] < odd, 0.05 + 0.6 * uniform[3], 1.0)
    resting = number("simulation", "resting_hand") * difficulty * force
    rest = np.where(lifted, resting * uniform[4], 0.0)
    knock = np.where(lifted & (uniform[5] < 0.2 * difficulty), force, 0.0)
    return Script(start, end, peak, side, lifted, dip, rest, knock)


def touch_of(
    script: Script, random: np.random.Generator, *, difficulty: float, rate: float
) -> Touch:
    """Let the hand do what it means on a Kelvin-Voigt skin with Coulomb friction.

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
    Touch
        What happens on the skin.

    Notes
    -----
    The hand's mass m on skin of stiffness k and viscosity b, pressed with F_c, gives
    F/F_c = (b s + k) / (m s^2 + (b + c) s + k). Tremor is an autoregressive process
    of second order at about 10 Hz that grows with the force. The edge moves with
    minimum jerk; friction is mu F against the motion.
    """
    time = np.arange(round(script.duration * rate)) / rate
    meant = _meant_force(script, time)
    share = number("simulation", "tremor_share") * difficulty
    meant = meant * (1.0 + share * _tremor(random, time.size, rate))
    normal = np.clip(_skin(meant, rate), 0.0, None)
    along = _way(script, time)
    speed = np.gradient(along, time)
    slow = 0.1 * float(np.abs(speed).max())  # tanh keeps the sign change smooth
    shear = -number("simulation", "friction") * normal * np.tanh(speed / slow)
    drift = np.cumsum(random.standard_normal(time.size)) / np.sqrt(60.0 * rate)
    across = 0.005 * difficulty * drift
    lift = np.where(normal > 0, -normal / number("simulation", "skin_stiffness"), 0.01)
    angle = number("simulation", "treatment_angle") + 0.1 * difficulty * drift
    return Touch(time, normal, shear, np.column_stack([along, across, lift]), angle)


def _meant_force(script: Script, time: FloatArray) -> FloatArray:
    meant = np.zeros(time.size)
    ends = np.concatenate([[0.0], script.end[:-1]])
    for i in range(script.start.size):
        pause = slice(*np.searchsorted(time, [ends[i], script.start[i]]))
        meant[pause] += script.rest[i]
        if script.knock[i] and i:
            lasts = _KNOCK[0] + (_KNOCK[1] - _KNOCK[0]) * (i % 7) / 6.0
            at = 0.5 * (ends[i] + script.start[i]) - 0.5 * lasts
            hit = slice(*np.searchsorted(time, [at, at + lasts]))
            meant[hit] += script.knock[i] * np.sin(np.pi * (time[hit] - at) / lasts)
        part = slice(*np.searchsorted(time, [script.start[i], script.end[i]]))
        length = script.end[i] - script.start[i]
        meant[part] = script.peak[i] * _hull(
            (time[part] - script.start[i]) / length,
            held_before=not script.lifted[i],
            held_after=i + 1 < script.start.size and not script.lifted[i + 1],
            dip=script.dip[i],
        )
    return meant


def _hull(
    part: FloatArray, *, held_before: bool, held_after: bool, dip: float
) -> FloatArray:
    """Shape of a stroke's force over its own time from 0 to 1."""
    low = 0.4  # of the peak that stays on the skin while the edge turns
    up = _smooth_step(part / _RISE)
    down = _smooth_step((1.0 - part) / _RISE)
    rise = low + (1.0 - low) * up if held_before else up
    fall = low + (1.0 - low) * down if held_after else down
    middle = 1.0 - (1.0 - dip) * np.exp(-0.5 * ((part - 0.5) / 0.08) ** 2)
    return np.asarray(rise * fall * middle)


def _way(script: Script, time: FloatArray) -> FloatArray:
    """Position along x: minimum jerk over each stroke, and back through the air."""
    half = 0.5 * number("simulation", "stroke_length")
    marks, places = [0.0], [-half]
    for start, end, side in zip(script.start, script.end, script.side, strict=True):
        marks += [float(start), float(end)]
        places += [-half * float(side), half * float(side)]
    marks.append(float(time[-1]) + 1.0)
    places.append(places[-1])
    piece = np.clip(np.searchsorted(marks, time, side="right") - 1, 0, len(marks) - 2)
    begin, end_ = np.asarray(marks)[piece], np.asarray(marks)[piece + 1]
    share = _smooth_step((time - begin) / np.maximum(end_ - begin, 1e-9))
    here, there = np.asarray(places)[piece], np.asarray(places)[piece + 1]
    return np.asarray(here + share * (there - here))


def _smooth_step(part: FloatArray) -> FloatArray:
    """Minimum-jerk course from 0 to 1."""
    s = np.clip(part, 0.0, 1.0)
    return np.asarray(s**3 * (10.0 - 15.0 * s + 6.0 * s**2))


def _skin(meant: FloatArray, rate: float) -> FloatArray:
    k, m = number("simulation", "skin_stiffness"), number("simulation", "hand_mass")
    b = k * number("simulation", "skin_damping_time")
    c = 2.0 * number("simulation", "hand_damping_ratio") * np.sqrt(k * m)
    return np.asarray(lfilter(*bilinear([b, k], [m, b + c, k], fs=rate), meant))


def _tremor(random: np.random.Generator, size: int, rate: float) -> FloatArray:
    """Return an AR(2) process at the tremor's frequency with unit deviation."""
    turn = 2.0 * np.pi * number("simulation", "tremor_frequency") / rate
    radius = np.exp(-2.0 * np.pi / rate)  # 1 Hz half-width: a narrow band
    wave = lfilter(
        [1.0],
        [1.0, -2.0 * radius * np.cos(turn), radius**2],
        random.standard_normal(size),
    )
    return np.asarray(wave / wave.std())
