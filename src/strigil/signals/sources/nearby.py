"""Which sensors can be chosen here: streams, ports, and whether there is a radio."""

import math
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from strigil.errors import MissingExtraError
from strigil.signals.sources.lsl import open_layer
from strigil.signals.sources.source import extra

__all__ = ["Nearby", "SensorNearby", "sensors_nearby"]

_SEARCHES, _EACH = 3, 0.7  # s; one search does not find each of several streams
_ADAPTERS = Path("/sys/class/bluetooth")  # of Linux


@dataclass(frozen=True, slots=True)
class SensorNearby:
    """A sensor that answers.

    Attributes
    ----------
    given : str
        What a source of its kind is given to open it.
    name : str
        What people call it.
    about : str
        What else tells it from others.
    """

    given: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Nearby:
    """The sensors that can be chosen now, and why there may be none of a kind.

    Attributes
    ----------
    lsl, serial : tuple of SensorNearby
        Streams of the lab streaming layer, and ports.
    why_not : dict
        By kind (``lsl``, ``serial``, ``bluetooth``) what is missing here.
    """

    lsl: tuple[SensorNearby, ...]
    serial: tuple[SensorNearby, ...]
    why_not: dict[str, str]


def sensors_nearby(adapters: Path = _ADAPTERS) -> Nearby:
    """Look for sensors; takes about two seconds.

    Parameters
    ----------
    adapters : Path
        Where this system lists its Bluetooth adapters.

    Returns
    -------
    Nearby
        Streams by name, with ``source_id=...`` where several bear one name.
    """
    why_not: dict[str, str] = {}
    lsl: tuple[SensorNearby, ...] = ()
    serial: tuple[SensorNearby, ...] = ()
    try:
        lsl = _streams()
    except MissingExtraError as error:
        why_not["lsl"] = str(error)
    try:
        serial = _ports()
    except MissingExtraError as error:
        why_not["serial"] = str(error)
    missing = _no_radio(adapters)
    if missing:
        why_not["bluetooth"] = missing
    return Nearby(lsl, serial, why_not)


def _streams() -> tuple[SensorNearby, ...]:
    layer = open_layer()
    found: dict[str, Any] = {}
    for _ in range(_SEARCHES):
        found |= {one.uid(): one for one in layer.resolve_streams(_EACH)}
    names = [one.name() for one in found.values()]
    return tuple(
        SensorNearby(
            f"source_id={one.source_id()}"
            if names.count(one.name()) > 1
            else str(one.name()),
            str(one.name()),
            _about(one),
        )
        for one in sorted(found.values(), key=lambda one: str(one.name()))
    )


def _about(stream: Any) -> str:
    rate = stream.nominal_srate()
    known = math.isfinite(rate) and rate > 0.0
    how_fast = f" at {rate:g} Hz" if known else ""
    count = stream.channel_count()
    noun = "channel" if count == 1 else "channels"
    return f"{count} {noun}{how_fast}, from {stream.hostname()}"


def _ports() -> tuple[SensorNearby, ...]:
    listing = extra("serial.tools.list_ports", "A serial sensor")
    return tuple(
        SensorNearby(port.device, port.device, _known(port.description))
        for port in sorted(listing.comports())
    )


def _known(said: str | None) -> str:
    return "" if said in (None, "n/a") else str(said)


def _no_radio(adapters: Path) -> str:
    """Return why no wireless sensor can be reached; empty when one can be tried."""
    try:
        extra("bleak", "A Bluetooth sensor")
    except MissingExtraError as error:
        return str(error)
    if platform.system() == "Linux" and not any(adapters.glob("hci*")):
        return "This computer has no Bluetooth adapter."
    return ""
