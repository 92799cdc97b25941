"""One hour of strokes as a sensor at 1 kHz writes it, with known truth."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.signals.recording import Recording, recording_of

RATE = 1000.0  # Hz
PERIOD = 1.0  # s, from one stroke to the next, on the mean
LASTS = 0.6  # of a period
PEAK, SPREAD = 6.0, 0.25  # N, and the spread of its logarithm
FRICTION = 0.25
LENGTH = 0.1  # m
TREMOR = 0.03  # of the force, at 10 Hz
BURSTS = 120  # of missing samples in an hour
LONGEST_BURST = 60  # samples; shorter than the loss of contact that is bridged
NOISE, PLACE_NOISE, PULL_NOISE = 0.05, 1e-4, 0.1  # N, m, m/s2: white
TOUCHING = 0.05  # of its peak: a stroke is on the skin above this part
LEAN, ROCKED = 0.6, 0.25  # rad: how the tool leans, and how far it rocks on its way
GRAVITY, TURN_NOISE = 9.80665, 0.01  # m/s2, rad/s
SEED = 1


@dataclass(frozen=True, slots=True, eq=False)
class RecordedHour:
    """A recording, when its strokes truly began and ended [s], how it leant [rad]."""

    recording: Recording
    start: NDArray[np.float64]
    end: NDArray[np.float64]
    lean: NDArray[np.float64]


def recorded_hour(*, strokes: int = 3600, leans: bool = False) -> RecordedHour:
    """Make an hour: nine channels, one stroke a second, each with a lift.

    The hand trembles, the sensor is noisy, and samples are missing in bursts. A tool
    that ``leans`` has angular velocity instead of position, and gravity in its
    acceleration.
    """
    random = np.random.default_rng(SEED)
    begins = PERIOD * (np.arange(strokes) + 2.0 + 0.1 * random.uniform(-1, 1, strokes))
    lasts = LASTS * PERIOD * random.uniform(0.8, 1.2, strokes)
    peaks = PEAK * np.exp(SPREAD * random.standard_normal(strokes))
    size = round((strokes + 3.0) * PERIOD * RATE)
    time = np.arange(size) / RATE
    press, way = np.zeros(size), np.zeros(size)
    start, end = np.zeros(strokes), np.zeros(strokes)
    for i, (begin, lasted, peak) in enumerate(zip(begins, lasts, peaks, strict=True)):
        first, past = np.searchsorted(time, [begin, begin + lasted])
        part = (time[first:past] - begin) / lasted
        shape = np.sin(np.pi * part) ** 0.7
        press[first:past] = peak * shape
        there = part**3 * (10.0 - 15.0 * part + 6.0 * part**2)  # least jerk
        way[first:past] = LENGTH * (there if i % 2 == 0 else 1.0 - there)
        way[past:] = LENGTH if i % 2 == 0 else 0.0
        on = first + np.flatnonzero(shape > TOUCHING)
        start[i], end[i] = time[on[0]], time[on[-1]] + 1.0 / RATE
    lean = LEAN + ROCKED * (way / LENGTH - 0.5)
    channels = _channels(time, press, way, random)
    if leans:
        channels = _leaning(time, channels, lean, random)
    for first in random.integers(
        0, size - LONGEST_BURST, max(1, BURSTS * size // 3_600_000)
    ):
        last = first + random.integers(5, LONGEST_BURST)
        for values in channels.values():
            values[first:last] = np.nan
    return RecordedHour(recording_of(time, channels), start, end, lean)


def _channels(
    time: NDArray[np.float64],
    press: NDArray[np.float64],
    way: NDArray[np.float64],
    random: np.random.Generator,
) -> dict[str, NDArray[np.float64]]:
    def noise(scale: float) -> NDArray[np.float64]:
        return np.asarray(scale * random.standard_normal(time.size))

    step = 1.0 / RATE
    speed = np.gradient(way, step)
    force = press * (1.0 + TREMOR * np.sin(2 * np.pi * 10.0 * time))
    channels = {
        "force_normal": force + noise(NOISE),
        "force_x": -FRICTION * force * np.sign(speed) + noise(NOISE),
        "force_y": noise(NOISE),
    }
    for axis, along in (("x", way), ("y", 0.0 * way), ("z", 0.0 * way)):
        pull = np.gradient(np.gradient(along, step), step)
        channels[f"acceleration_{axis}"] = pull + noise(PULL_NOISE)
        channels[f"position_{axis}"] = along + noise(PLACE_NOISE)
    return channels


def _leaning(
    time: NDArray[np.float64],
    channels: dict[str, NDArray[np.float64]],
    lean: NDArray[np.float64],
    random: np.random.Generator,
) -> dict[str, NDArray[np.float64]]:
    """Turn the acceleration into a tool that leans about y, with gravity in it."""
    size, kept = time.size, ("force_normal", "force_x", "force_y")
    along = channels["acceleration_x"]
    turning = np.gradient(lean, 1.0 / RATE)
    spun = {f"angular_velocity_{axis}": np.zeros(size) for axis in "xyz"}
    spun["angular_velocity_y"] = turning
    return {
        **{name: channels[name] for name in kept},
        "acceleration_x": np.cos(lean) * along - np.sin(lean) * GRAVITY,
        "acceleration_y": channels["acceleration_y"],
        "acceleration_z": np.sin(lean) * along + np.cos(lean) * GRAVITY,
        **{
            name: one + TURN_NOISE * random.standard_normal(size)
            for name, one in spun.items()
        },
    }
