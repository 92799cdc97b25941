"""A sensor that is not perfect: noise, drift, steps, saturation, clock and losses."""

import numpy as np
from numpy.typing import NDArray

from strigil.signals.numbers import number
from strigil.signals.simulated_hand import Touch

__all__ = ["sensed"]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

_GRAVITY_AXIS = 2  # z points away from the skin, so a resting sensor reads +g there
_LARGEST_JITTER = 0.45  # of a step; the clock never goes back


def sensed(
    touch: Touch, random: np.random.Generator, *, difficulty: float
) -> tuple[FloatArray, dict[str, FloatArray]]:
    """Return what a sensor writes of a touch.

    Parameters
    ----------
    touch : Touch
        What happened on the skin.
    random : Generator
        Source of chance.
    difficulty : float
        From 0 (almost perfect) to 1 [1].

    Returns
    -------
    time : ndarray
        Time of each sample that arrived [s].
    channels : dict[str, ndarray]
        Channel to samples [SI].
    """
    size, step = touch.time.size, float(touch.time[1] - touch.time[0])
    jitter = number("simulation", "clock_jitter") * difficulty
    wobble = np.clip(
        jitter * random.standard_normal(size), -_LARGEST_JITTER, _LARGEST_JITTER
    )
    channels = {
        **_forces(touch, random, difficulty),
        **_motion(touch, random, difficulty),
    }
    share = difficulty * number("simulation", "lost_share")
    lost = _bursts(random, size, step, share)
    missing = _bursts(random, size, step, share)
    for name in channels:
        channels[name][missing] = np.nan
    time = touch.time + wobble * step
    return time[~lost], {name: values[~lost] for name, values in channels.items()}


def _forces(
    touch: Touch, random: np.random.Generator, difficulty: float
) -> dict[str, FloatArray]:
    size = touch.time.size
    noise = (
        number("simulation", "noise_floor")
        + number("simulation", "noise") * difficulty**2
    )
    per_root_second = number("simulation", "drift") * difficulty / np.sqrt(600.0)
    step = float(touch.time[1] - touch.time[0])
    channels = {}
    for name, clean in (
        ("force_normal", touch.normal),
        ("force_x", touch.shear),
        ("force_y", np.zeros(size)),
    ):
        walk = np.cumsum(random.standard_normal(size)) * per_root_second * np.sqrt(step)
        raw = clean + walk + noise * random.standard_normal(size)
        channels[name] = _converted(raw, difficulty)
    return channels


def _converted(raw: FloatArray, difficulty: float) -> FloatArray:
    scale = number("simulation", "full_scale")
    resolution = number("simulation", "resolution") * difficulty
    values = np.round(raw / resolution) * resolution if resolution else raw
    return np.clip(values, -scale, scale)


def _motion(
    touch: Touch, random: np.random.Generator, difficulty: float
) -> dict[str, FloatArray]:
    step = float(touch.time[1] - touch.time[0])
    shake = number("simulation", "position_noise") * difficulty
    channels = {}
    for column, axis in enumerate("xyz"):
        way = touch.position[:, column]
        pull = np.gradient(np.gradient(way, step), step)
        if column == _GRAVITY_AXIS:
            pull = np.full_like(way, 9.80665)  # the lift is a switch, not a course
        noise = random.standard_normal((2, way.size))
        channels[f"acceleration_{axis}"] = pull + 0.2 * difficulty * noise[0]
        channels[f"position_{axis}"] = way + shake * noise[1]
    channels["treatment_angle"] = touch.angle + 0.02 * difficulty * (
        random.standard_normal(touch.angle.size)
    )
    return channels


def _bursts(
    random: np.random.Generator, size: int, step: float, share: float
) -> BoolArray:
    """Lose samples in bursts: a two-state chain (Gilbert and Elliott) [share 1]."""
    if share <= 0:
        return np.zeros(size, dtype=np.bool_)
    mean = number("simulation", "lost_burst") / step
    lasts = 1 + random.geometric(1.0 / mean, size)
    waits = 1 + random.geometric(share / mean, size)
    ends = np.cumsum(lasts + waits)
    lost = np.zeros(size, dtype=np.bool_)
    for end, last in zip(ends[ends < size], lasts, strict=False):
        lost[end - last : end] = True
    return lost
