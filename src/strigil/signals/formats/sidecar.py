"""The JSON file beside a recording: units, instrument, site, sensor, provenance."""

import dataclasses
import json
from pathlib import Path

from strigil.catalogue import BodySite, edges, one_of
from strigil.errors import FileFormatError, UnknownNameError
from strigil.schema import read_as
from strigil.signals.recording import CHANNELS, Recording, RecordingInfo

__all__ = ["read_sidecar", "sidecar_path", "write_sidecar"]

_FORMAT = "strigil recording"
_VERSION = 1


def sidecar_path(path: Path) -> Path:
    """Return the place of the sidecar: the recording's name, ending in ``.json``."""
    return path.with_suffix(".json")


def read_sidecar(path: Path) -> RecordingInfo:
    """Read what is known about a recording; nothing, when there is no sidecar.

    Raises
    ------
    FileFormatError
        When the sidecar is broken.
    UnknownNameError
        When it names an edge or a site that does not exist.
    """
    place = sidecar_path(path)
    if not place.exists():
        return RecordingInfo()
    try:
        table = json.loads(place.read_text("utf-8"))
    except (ValueError, UnicodeDecodeError):
        message = f"{place.name}, the sidecar of {path.name}, is not JSON."
        raise FileFormatError(message) from None
    if not isinstance(table, dict) or table.get("format") != _FORMAT:
        return RecordingInfo()
    given = {
        key: word for key, word in table.get("info", {}).items() if word is not None
    }
    info = read_as(RecordingInfo, given, f"{place.name}: info")
    _check_names(info)
    return info


def write_sidecar(recording: Recording, path: Path) -> None:
    """Write what is known about a recording beside it."""
    table = {
        "format": _FORMAT,
        "version": _VERSION,
        "file": path.name,
        "samples": int(recording.time.size),
        "units": {"time": "s", **{name: CHANNELS[name] for name in recording.channels}},
        "frame": "x, y, z are the sensor's own axes; pressing is positive normal force",
        "info": dataclasses.asdict(recording.info),
    }
    text = json.dumps(table, indent=2, ensure_ascii=False)
    sidecar_path(path).write_text(text + "\n", "utf-8")


def _check_names(info: RecordingInfo) -> None:
    if info.edge is not None and info.edge not in edges():
        kind = "edge"
        raise UnknownNameError(kind, info.edge, edges(), "See: strigil list edges")
    if info.site is not None:
        one_of(BodySite, info.site)
