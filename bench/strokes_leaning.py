"""strokes-1h with tilt: strokes split by shear, and how the tool leant, at 100 Hz."""

from importlib.metadata import version
from time import process_time

import numpy as np
import pandas as pd
import strokes_pandas
from numpy.typing import NDArray
from paired import paired
from recorded_hour import RATE, RecordedHour
from row import Row
from vqf import VQF

from strigil.signals.recording import Recording
from strigil.signals.stroke_recording import recorded_strokes
from strigil.signals.strokes import measures_of
from strigil.signals.tilt import tilt_of

Array = NDArray[np.float64]
REPEATS = 5
STEP = 0.01  # s; tilt is followed at 100 Hz
TOOL = np.array([1.0, 0.0, 0.0])  # the axis of the sensor whose lean is told
TURNS = [f"angular_velocity_{axis}" for axis in "xyz"]
PULLS = [f"acceleration_{axis}" for axis in "xyz"]
SETTLED = 10.0  # s after which the tilt is compared with the truth


def ours(recording: Recording) -> tuple[int, Array, Array]:
    """Return the number of strokes, and time and lean of each step."""
    found = recorded_strokes(recording)
    strokes = () if found is None else measures_of(found.plan, found.rows)
    tilt = tilt_of(recording)
    if tilt is None:
        return len(strokes), np.empty(0), np.empty(0)
    return len(strokes), tilt.steps.time, tilt.inclination(TOOL)


def theirs(recording: Recording) -> tuple[int, Array, Array]:
    """Do the same with pandas, scipy and the compiled tilt filter that ours uses."""
    strokes = strokes_pandas.analyse(
        recording.time, dict(recording.channels), RATE, split="shear"
    )
    table = pd.DataFrame(dict(recording.channels), copy=False)[TURNS + PULLS].ffill()
    size = round(STEP * RATE)
    count = len(table) // size
    means = [
        table[name].to_numpy()[: count * size].reshape(count, size).mean(axis=1)
        for name in TURNS + PULLS
    ]
    turns, pulls = np.column_stack(means[:3]), np.column_stack(means[3:])
    w, x, y, z = VQF(STEP).updateBatch(turns, pulls)["quat6D"].T
    up = np.column_stack(
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)]
    )
    at = recording.time[size - 1 : count * size : size]
    return len(strokes), at, np.arcsin(np.clip(up @ TOOL, -1.0, 1.0))


def row(case: str, hour: RecordedHour) -> Row:
    """Time both on an hour of a tool that leans."""
    recording = hour.recording
    found, other = ours(recording), theirs(recording)
    said = [
        {"strokes": one[0], "lean_error_deg": _error(hour, *one[1:])}
        for one in (found, other)
    ]
    errors = " / ".join(f"{one['lean_error_deg']:.2f}°" for one in said)
    return Row(
        case=case,
        peer="pandas+scipy, with tilt",
        timed=paired(
            lambda: ours(recording),
            lambda: theirs(recording),
            repeats=REPEATS,
            clock=process_time,
        ),
        repeats=REPEATS,
        accuracy={
            "measure": "strokes found, and RMS error of the lean in degrees",
            "ours": said[0],
            "peer": said[1],
            "same": said[0]["strokes"] == said[1]["strokes"],
            "said": f"{said[0]['strokes']} / {said[1]['strokes']}, {errors}",
        },
        note=f"times on the processor; {recording.time.size} rows x "
        f"{len(recording.channels)} channels: three "
        "forces, acceleration, angular velocity; strokes split where the shear turns; "
        "tilt at 100 Hz, both by the same compiled filter, vqf "
        f"{version('vqf')}; peer {version('pandas')}",
    )


def _error(hour: RecordedHour, at: Array, lean: Array) -> float:
    """RMS error of the lean [deg]; the x axis leans down."""
    late = at > SETTLED
    truth = -np.interp(at[late], hour.recording.time, hour.lean)
    return round(float(np.degrees(np.sqrt(np.mean((lean[late] - truth) ** 2)))), 3)
