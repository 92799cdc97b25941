"""The JSON file of a sensor calibration."""

import dataclasses
import json
from pathlib import Path

from strigil.errors import FileFormatError
from strigil.intervals import Interval
from strigil.signals.sensor_calibration import SensorCalibration

__all__ = ["read_calibration", "write_calibration"]

_FORMAT = "strigil sensor calibration"
_VERSION = 1
_UNITS = {
    "bias": "N, N.m",
    "weight": "N or N.m for each m/s2 along x, y, z",
    "mass": "kg",
    "centre": "m",
    "misalignment": "rad",
    "noise": "N",
}


def write_calibration(calibration: SensorCalibration, path: str | Path) -> None:
    """Write a calibration as JSON.

    Parameters
    ----------
    calibration : SensorCalibration
        What to write; every number comes back to the last bit.
    path : str or Path
        Where.
    """
    table = {
        "format": _FORMAT,
        "version": _VERSION,
        "units": _UNITS,
        **dataclasses.asdict(calibration),
    }
    text = json.dumps(table, indent=2, ensure_ascii=False)
    Path(path).write_text(text + "\n", "utf-8")


def read_calibration(path: str | Path) -> SensorCalibration:
    """Read a calibration that was written by ``write_calibration``.

    Raises
    ------
    FileFormatError
        When the file is not one.
    """
    file = Path(path)
    if not file.is_file():
        message = f"There is no file {str(path)!r}."
        raise FileFormatError(message)
    try:
        table = json.loads(file.read_text("utf-8"))
    except (ValueError, RecursionError):
        message = f"{file.name} is not JSON. A calibration is made by: {_HOW}"
        raise FileFormatError(message) from None
    known = isinstance(table, dict) and table.get("format") == _FORMAT
    if not known or table.get("version") != _VERSION:
        message = (
            f"{file.name} is no {_FORMAT} of version {_VERSION}. One is made by: {_HOW}"
        )
        raise FileFormatError(message)
    try:
        return _calibration(table)
    except (KeyError, TypeError, ValueError) as error:
        message = f"{file.name} is damaged: {error!r}. Make it again: {_HOW}"
        raise FileFormatError(message) from None


_HOW = "strigil calibrate-sensor FILE --out F.json"


def _calibration(table: dict[str, object]) -> SensorCalibration:
    names = [field.name for field in dataclasses.fields(SensorCalibration)]
    raw = {name: table[name] for name in names}
    raw["mass"] = _interval(raw["mass"])
    raw["misalignment"] = _interval(raw["misalignment"])
    raw["bias"] = tuple(_interval(one) for one in _listed(raw["bias"]))
    centre = raw["centre"]
    raw["centre"] = centre and tuple(_interval(one) for one in _listed(centre))
    raw["weight"] = tuple(
        tuple(float(str(part)) for part in _listed(row))
        for row in _listed(raw["weight"])
    )
    for name in ("channels", "poses_to_add", "warnings"):
        raw[name] = tuple(str(word) for word in _listed(raw[name]))
    found = SensorCalibration(**raw)  # type: ignore[arg-type]  # built just above
    alike = {len(found.channels), len(found.bias), len(found.weight)}
    if len(alike) != 1 or any(len(row) != 3 for row in found.weight):
        message = "channels, bias and weight do not fit each other"
        raise ValueError(message)
    return found


def _listed(given: object) -> list[object]:
    if not isinstance(given, list):
        message = f"a list was expected, not {given!r}"
        raise TypeError(message)
    return given


def _interval(given: object) -> Interval | None:
    if given is None:
        return None
    if not isinstance(given, dict):
        message = f"value, low and high were expected, not {given!r}"
        raise TypeError(message)
    return Interval(*(float(given[key]) for key in ("value", "low", "high")))
