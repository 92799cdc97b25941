"""BIDS-Motion, out: samples, what they are, and the strokes as events."""

import dataclasses
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from strigil.errors import InvalidValueError
from strigil.signals.clock import sample_step
from strigil.signals.formats.bids import MISSING, TYPES, beside
from strigil.signals.recording import CHANNELS, Recording

__all__ = ["write_bids"]

_NAME = re.compile(r"sub-[A-Za-z0-9]+_(ses-[A-Za-z0-9]+_)?task-[A-Za-z0-9]+_tracksys-")
_VERSION = "1.10.0"  # of the standard, whose motion part is followed
_UNITS = {"m/s2": "m/s^2", "1": "n/a"}
_LATENCY = "latency"


def write_bids(recording: Recording, path: Path, strokes: Sequence[Any] = ()) -> None:
    """Write a recording as BIDS-Motion, its strokes as events.

    Raises
    ------
    InvalidValueError
        When the name is not ``sub-X_task-Y_tracksys-Z_motion.tsv``.
    """
    if not _NAME.match(path.name):
        message = (
            f"{path.name!r} is no BIDS name; one is for instance "
            "sub-01_task-iastm_tracksys-tool_motion.tsv"
        )
        raise InvalidValueError(message)
    path.parent.mkdir(parents=True, exist_ok=True)
    start = float(recording.time[0])
    samples = {_LATENCY: recording.time - start, **recording.channels}
    frame = pl.DataFrame(samples).fill_nan(None)
    frame.write_csv(path, separator="\t", include_header=False, null_value=MISSING)
    beside(path, "channels.tsv").write_text(_channels(recording), "utf-8")
    _write_json(beside(path, "channels.json"), _FRAMES)
    _write_json(beside(path, "motion.json"), _motion(recording, path, start))
    if strokes:
        beside(path, "events.tsv").write_text(_events(strokes, start), "utf-8")
        _write_json(beside(path, "events.json"), _EVENTS)
    _describe(path)


def _channels(recording: Recording) -> str:
    columns = ["name", "component", "type", "tracked_point", "units", "reference_frame"]
    rows = [columns, [_LATENCY, "n/a", "LATENCY", "n/a", "s", "n/a"]]
    for name in recording.channels:
        quantity, _, axis = name.rpartition("_")
        axis = axis if axis in (*"wxyz",) else "n/a"
        unit = _UNITS.get(CHANNELS[name], CHANNELS[name])
        part = f"quat_{axis}" if quantity == "quaternion" else axis
        kind = TYPES.get(quantity, "MISC")
        rows.append([name, part, kind, "instrument", unit, "sensor"])
    return "".join("\t".join(row) + "\n" for row in rows)


def _motion(recording: Recording, path: Path, start: float) -> dict[str, object]:
    task = re.search(r"task-([A-Za-z0-9]+)", path.name)
    duration = float(recording.time[-1]) - start
    mean = (recording.time.size - 1) / duration if duration > 0 else None
    kinds = [TYPES.get(name.rpartition("_")[0], "MISC") for name in recording.channels]
    return {
        "TaskName": task[1] if task else "iastm",
        "SamplingFrequency": 1.0 / sample_step(recording.time),
        "SamplingFrequencyEffective": mean,
        "TrackingSystemName": recording.info.sensor or "instrument",
        "RecordingDuration": duration,
        "RecordingType": "continuous",
        "MissingValues": MISSING,
        "MotionChannelCount": len(kinds) + 1,
        "TrackedPointsCount": 1,
        **{f"{kind}ChannelCount": kinds.count(kind) for kind in sorted(set(kinds))},
        "StrigilFirstTime": start,
        "StrigilInfo": dataclasses.asdict(recording.info),
    }


def _events(strokes: Sequence[Any], start: float) -> str:
    """Write each stroke with every field of it that is a number or words."""
    names = [field.name for field in dataclasses.fields(strokes[0])]
    names = [name for name in names if name not in ("start", "end")]
    lines = ["\t".join(["onset", "duration", "trial_type", *names])]
    for one in strokes:
        cells = [_cell(one.start - start), _cell(one.end - one.start), "stroke"]
        lines.append("\t".join(cells + [_cell(getattr(one, name)) for name in names]))
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return ";".join(str(word) for word in value) or MISSING
    if isinstance(value, float):
        return repr(float(value)) if np.isfinite(value) else MISSING
    return str(value) if isinstance(value, int | str) else MISSING


def _describe(path: Path) -> None:
    """Describe the data set, where the file lies in one and nobody has yet."""
    subject = next((p for p in path.parents if p.name.startswith("sub-")), None)
    place = subject.parent / "dataset_description.json" if subject else None
    if place is not None and not place.exists():
        words = {"Name": "Strigil recordings", "BIDSVersion": _VERSION}
        _write_json(place, {**words, "DatasetType": "raw"})


def _write_json(path: Path, table: Mapping[str, object]) -> None:
    path.write_text(json.dumps(table, indent=2, ensure_ascii=False) + "\n", "utf-8")


_FRAMES = {
    "reference_frame": {
        "Levels": {
            "sensor": {
                "SpatialAxes": "n/a",
                "RotationOrder": "n/a",
                "RotationRule": "n/a",
                "Description": "The sensor's own axes; pressing is positive normal "
                "force. Position and quaternion: see the recording's notes.",
            }
        }
    }
}
_EVENTS = {
    "onset": {
        "Description": "Start of the stroke after the first sample",
        "Units": "s",
    },
    "duration": {"Description": "Until just before its end", "Units": "s"},
    "trial_type": {"Description": "stroke: one pass of the edge on the skin"},
    "peak_force": {"Description": "Largest normal force", "Units": "N"},
    "mean_force": {"Description": "Mean normal force", "Units": "N"},
    "impulse": {"Description": "Force summed over time", "Units": "N.s"},
    "length": {"Description": "Way of the edge", "Units": "m"},
    "angle": {"Description": "Median treatment angle", "Units": "rad"},
    "direction": {"Description": "Direction in the x-y plane", "Units": "rad"},
}
