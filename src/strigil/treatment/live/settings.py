"""What a stream is told when it begins: its source, where the file goes, its rule."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from strigil.catalogue import limit
from strigil.errors import InvalidValueError, UnknownNameError
from strigil.signals import (
    BleSource,
    LslSource,
    ReplaySource,
    SerialSource,
    SimulatorSource,
    Source,
    read_recording,
)

__all__ = ["PLAYED", "SOURCES", "StreamSettings"]

# Kinds of sources, in the words of the page.
SOURCES: Mapping[str, str] = {
    "lsl": "lab streaming layer",
    "serial": "wired sensor",
    "bluetooth": "wireless sensor",
    "replay": "a recording, played again",
    "simulator": "simulator",
}
# What these play is not measured on who is treated; said before each reason of theirs.
PLAYED: Mapping[str, str] = {
    "replay": "replayed, not this patient now",
    "simulator": "simulated, not this patient",
}


@dataclass(frozen=True, slots=True)
class StreamSettings:
    """What a stream is told when it begins.

    Attributes
    ----------
    source : str
        Kind of source, of :data:`SOURCES`.
    given : str
        Name of the stream, device of the port, address or name of the wireless
        sensor, file to replay, or seed.
    profile : str
        Sensor profile for channels that do not say what they are; empty for none.
    path : str
        Where the recording shall be, ending in ``.parquet``.
    edge, site : str
        Of the catalogue; empty when not known.
    resting_pain : float or None
        Pain at rest before the session, 0 to 10 [point].
    ceiling : float or None
        Force at which the practitioner wants to be told to lift [N].
    token : str
        What who connects has to say.

    Raises
    ------
    UnknownNameError
        When there is no such kind of source.
    InvalidValueError
        When the ceiling is no force.
    """

    source: str
    path: str
    given: str = ""
    profile: str = ""
    edge: str = ""
    site: str = ""
    resting_pain: float | None = None
    ceiling: float | None = None
    token: str = ""

    def __post_init__(self) -> None:
        if self.source not in SOURCES:
            kind = "source"
            raise UnknownNameError(kind, self.source, SOURCES)
        most = limit("max_plausible_force")
        if self.ceiling is not None and not 0.0 < self.ceiling <= most:
            message = (
                f"The force to lift at must lie above 0 and up to {most:g} N; "
                f"{self.ceiling:g} was given."
            )
            raise InvalidValueError(message)

    def as_json(self) -> str:
        """Return the settings as one line."""
        return json.dumps(asdict(self))

    def new_source(self) -> Source:
        """Return the source that is meant, not yet open."""
        return _MAKERS[self.source](self)


def _replay(told: StreamSettings) -> Source:
    return ReplaySource(read_recording(told.given, profile=told.profile or None))


def _simulator(told: StreamSettings) -> Source:
    if not (told.given or "0").isdecimal():
        message = f"The simulator's seed is a whole number; {told.given!r} was given."
        raise InvalidValueError(message)
    return SimulatorSource(seed=int(told.given or 0))


_MAKERS: Mapping[str, Callable[[Any], Source]] = {
    "lsl": lambda told: LslSource(told.given, profile=told.profile or None),
    "serial": lambda told: SerialSource(told.given, profile=told.profile or None),
    "bluetooth": lambda told: BleSource(told.given, profile=told.profile or None),
    "replay": _replay,
    "simulator": _simulator,
}
