"""BIDS-Motion: the community's layout, out and in.

``sub-01_task-iastm_tracksys-tool_motion.tsv`` holds the samples without headings;
``_channels.tsv`` names its columns, ``_motion.json`` says what is known,
``_events.tsv`` lists the strokes. BIDS has no type for a force: it is MISC, in N.
"""

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from strigil.catalogue import ProfileColumn, SensorProfile, TimeColumn
from strigil.errors import FileFormatError
from strigil.schema import read_as
from strigil.signals.formats.claims import check_length
from strigil.signals.formats.headings import profile_from_headings, unit_named
from strigil.signals.formats.table import Table
from strigil.signals.recording import CHANNELS, RecordingInfo
from strigil.units import si_unit

__all__ = [
    "MISSING",
    "TYPES",
    "beside",
    "bids_info",
    "bids_profile",
    "bids_table",
    "is_bids",
]

FloatArray = NDArray[np.float64]

_ENDING = "_motion.tsv"
TYPES = {
    "acceleration": "ACCEL",
    "angular_velocity": "GYRO",
    "magnetic_field": "MAGN",
    "position": "POS",
    "quaternion": "ORNT",
}
MISSING = "n/a"


def is_bids(path: Path) -> bool:
    """Say whether a file is named like the samples of BIDS-Motion."""
    return path.name.endswith(_ENDING)


def bids_table(path: Path) -> Table:
    """Read the samples of BIDS-Motion.

    Raises
    ------
    FileFormatError
        When the channels are not described, or a row does not suit them.
    """
    names = [row["name"] for row in _channel_rows(path)]
    check_length(path.name, path.stat().st_size / (2 * len(names)), len(names))
    try:
        frame = pl.read_csv(
            path,
            separator="\t",
            has_header=False,
            schema=dict.fromkeys(names, pl.Float64()),
            null_values=[MISSING, "", "NaN", "nan"],
        )
    except pl.exceptions.PolarsError:
        message = (
            f"{path.name} cannot be read as {len(names)} columns of numbers, as "
            f"{beside(path, 'channels.tsv').name} says."
        )
        raise FileFormatError(message) from None
    if frame.height == 0:
        message = f"{path.name} has no samples."
        raise FileFormatError(message)
    raw = {name: frame[name].fill_null(float("nan")).to_numpy() for name in names}
    start = float(_motion_json(path).get("StrigilFirstTime", 0.0))
    for row in _channel_rows(path):
        if row["type"] == "LATENCY" and start:
            raw[row["name"]] = raw[row["name"]] + start
    return Table(path.name, names, raw, "line", 1 + np.arange(frame.height))


def bids_profile(path: Path) -> SensorProfile:
    """Return what the channels of BIDS-Motion mean.

    Raises
    ------
    FileFormatError
        When no channel is known, or there is neither a latency nor a rate.
    """
    rows = _channel_rows(path)
    latency = [row["name"] for row in rows if row["type"] == "LATENCY"]
    rate = _motion_json(path).get("SamplingFrequency")
    columns: dict[str, ProfileColumn] = {}
    for row in rows:
        found = _column(row)
        if found is not None:
            columns.setdefault(found.channel, found)
    if not columns or not (latency or isinstance(rate, int | float)):
        message = (
            f"{path.name} has {'no time' if columns else 'no channel that is known'}: "
            "see docs/guides/recording-formats.md"
        )
        raise FileFormatError(message)
    return SensorProfile(
        id="bids",
        name="BIDS-Motion",
        columns=tuple(columns.values()),
        time=TimeColumn(latency[0]) if latency else None,
        sample_rate=None if latency else float(str(rate)),
        optional=True,
    )


def bids_info(path: Path) -> RecordingInfo:
    """Return what is known besides the samples."""
    known = _motion_json(path)
    given = known.get("StrigilInfo", {})
    if given:
        given = {key: word for key, word in given.items() if word is not None}
        return read_as(RecordingInfo, given, f"{path.name}: StrigilInfo")
    sensor = known.get("ManufacturersModelName") or known.get("TrackingSystemName")
    return RecordingInfo(sensor=str(sensor) if sensor else None)


def beside(path: Path, ending: str) -> Path:
    """Return the place of a file that belongs to the samples."""
    return path.with_name(path.name.removesuffix("motion.tsv") + ending)


def _column(row: Mapping[str, str]) -> ProfileColumn | None:
    axis = row["component"].removeprefix("quat_")
    quantity = {kind: name for name, kind in TYPES.items()}.get(row["type"])
    channel = f"{quantity}_{axis}"
    unit = unit_named(row["units"])
    if channel in CHANNELS:
        suits = unit is not None and si_unit(unit) == CHANNELS[channel]
        return ProfileColumn(row["name"], channel, str(unit)) if suits else None
    heading = f"{row['name']} ({row['units']})"
    found = profile_from_headings(["time (s)", heading]) if unit else None
    if found is None or row["type"] != "MISC":
        return None
    return dataclasses.replace(found.columns[0], column=row["name"])


def _channel_rows(path: Path) -> list[dict[str, str]]:
    place = beside(path, "channels.tsv")
    try:
        lines = place.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        message = f"{path.name} needs {place.name}, which cannot be read."
        raise FileFormatError(message) from None
    names = lines[0].split("\t") if lines else []
    wanted = ("name", "component", "type", "units")
    lacking = [name for name in wanted if name not in names]
    if lacking:
        message = f"{place.name} has no column {lacking[0]!r}."
        raise FileFormatError(message)
    cells = [line.split("\t") for line in lines[1:] if line.strip()]
    rows = [dict(zip(names, row, strict=False)) for row in cells]
    short = next((i for i, row in enumerate(rows) if len(row) < len(names)), None)
    if short is not None:
        message = f"{place.name}, line {short + 2}: not every column is filled."
        raise FileFormatError(message)
    return rows


def _motion_json(path: Path) -> dict[str, Any]:
    place = beside(path, "motion.json")
    try:
        table = json.loads(place.read_text("utf-8")) if place.exists() else {}
    except (ValueError, RecursionError):
        table = None
    if not isinstance(table, dict):
        message = f"{place.name}, which belongs to {path.name}, is not JSON."
        raise FileFormatError(message)
    return table
