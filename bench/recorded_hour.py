"""One hour of strokes as a sensor at 1 kHz writes it, with known truth."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.signals.recording import Recording, recording_of
from strigil.signals.simulated_hand import Script, Touch, script_of, touch_of

RATE = 1000.0  # Hz
BURSTS = 120  # of missing samples
LONGEST_BURST = 60  # samples; shorter than the loss of contact that is bridged
NOISE = 0.05  # N, white
TOUCHING = 0.05  # of its peak: a stroke is on the skin above this part
SEED = 1


@dataclass(frozen=True, slots=True, eq=False)
class RecordedHour:
    """A recording and when its strokes truly began and ended [s]."""

    recording: Recording
    start: NDArray[np.float64]
    end: NDArray[np.float64]


def recorded_hour(*, strokes: int = 3600) -> RecordedHour:
    """Simulate an hour: nine channels, one stroke a second, each with a lift.

    Every stroke is lifted, because the peers split nowhere else; the hand trembles,
    the sensor is noisy, and samples are missing in bursts.
    """
    meant, skin, sensor = np.random.default_rng(SEED).spawn(3)
    script = script_of(meant, strokes=strokes, difficulty=0.0, force=6.0, rate=1.0)
    touch = touch_of(script, skin, difficulty=0.3, rate=RATE)
    channels = _channels(touch, sensor)
    size = touch.time.size
    for first in sensor.integers(
        0, size - LONGEST_BURST, max(1, BURSTS * size // 3_600_000)
    ):
        last = first + sensor.integers(5, LONGEST_BURST)
        for values in channels.values():
            values[first:last] = np.nan
    start, end = _truth(script, touch)
    return RecordedHour(recording_of(touch.time, channels), start, end)


def _channels(
    touch: Touch, sensor: np.random.Generator
) -> dict[str, NDArray[np.float64]]:
    size, step = touch.time.size, 1.0 / RATE
    channels = {
        "force_normal": touch.normal + NOISE * sensor.standard_normal(size),
        "force_x": touch.shear + NOISE * sensor.standard_normal(size),
        "force_y": NOISE * sensor.standard_normal(size),
    }
    for column, axis in enumerate("xyz"):
        way = touch.position[:, column]
        pull = np.gradient(np.gradient(way, step), step)
        channels[f"acceleration_{axis}"] = pull + 0.1 * sensor.standard_normal(size)
        channels[f"position_{axis}"] = way + 1e-4 * sensor.standard_normal(size)
    return channels


def _truth(
    script: Script, touch: Touch
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    begins, ends = [], []
    following = np.append(script.start[1:], script.duration)
    for start, end, after in zip(script.start, script.end, following, strict=True):
        until = end + 0.5 * (after - end)
        first, last = np.searchsorted(touch.time, [start, until])
        part = touch.normal[first:last]
        on = np.flatnonzero(part > TOUCHING * part.max())
        begins.append(touch.time[first + on[0]])
        ends.append(touch.time[first + on[-1]] + 1.0 / RATE)
    return np.asarray(begins), np.asarray(ends)
