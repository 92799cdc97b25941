"""The JSON file beside a recording: units, instrument, site, sensor, provenance."""

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path

from strigil.catalogue import BodySite, edges, one_of
from strigil.errors import FileFormatError, UnknownNameError
from strigil.schema import read_as
from strigil.signals.formats.bids import bids_info, is_bids
from strigil.signals.recording import CHANNELS, Recording, RecordingInfo

__all__ = ["check_info", "read_sidecar", "sidecar_path", "write_info", "write_sidecar"]

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
    if is_bids(path):
        info = bids_info(path)
        check_info(info)
        return info
    place = sidecar_path(path)
    if not place.exists():
        return RecordingInfo()
    try:
        table = json.loads(place.read_text("utf-8"))
    except (ValueError, RecursionError):
        message = f"{place.name}, the sidecar of {path.name}, is not JSON."
        raise FileFormatError(message) from None
    if not isinstance(table, dict) or table.get("format") != _FORMAT:
        return RecordingInfo()
    told = table.get("info", {})
    if not isinstance(told, dict):
        message = (
            f"{place.name}, the sidecar of {path.name}: info is {told!r}. It holds "
            'words by name, such as {"site": "calf"}.'
        )
        raise FileFormatError(message)
    given = {key: word for key, word in told.items() if word is not None}
    info = read_as(RecordingInfo, given, f"{place.name}: info")
    check_info(info)
    return info


def write_sidecar(recording: Recording, path: Path) -> None:
    """Write what is known about a recording beside it."""
    channels = list(recording.channels)
    write_info(recording.info, path, channels, int(recording.time.size))


def write_info(
    info: RecordingInfo, path: Path, channels: Sequence[str], samples: int
) -> None:
    """Write what is known about a recording that may still grow, in one step."""
    table = {
        "format": _FORMAT,
        "version": _VERSION,
        "file": path.name,
        "samples": samples,
        "units": {"time": "s", **{name: CHANNELS[name] for name in channels}},
        "frame": "x, y, z are the sensor's own axes; pressing is positive normal force",
        "info": dataclasses.asdict(info),
    }
    text = json.dumps(table, indent=2, ensure_ascii=False)
    place = sidecar_path(path)
    draft = place.with_name(place.name + ".draft")
    draft.write_text(text + "\n", "utf-8")
    draft.replace(place)


def check_info(info: RecordingInfo) -> None:
    """Raise an UnknownNameError when edge or site do not exist."""
    if info.edge is not None and info.edge not in edges():
        kind = "edge"
        raise UnknownNameError(kind, info.edge, edges(), "See: strigil list edges")
    if info.site is not None:
        one_of(BodySite, info.site)
