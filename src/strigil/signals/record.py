"""Take down what a source gives, until it ends, falls silent or is told to stop."""

import dataclasses
import time as clock
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from strigil.errors import StreamError
from strigil.signals.formats import check_info
from strigil.signals.recording import RecordingInfo
from strigil.signals.sources.source import Chunk, Source, known_channels
from strigil.signals.write import RecordingWriter

__all__ = ["Recorded", "record_source"]

# A sensor that gives nothing for so long is taken to be gone: a wireless one is back
# within a second or two of a lost connection.
_SILENCE = 5.0  # s


@dataclass(frozen=True, slots=True)
class Recorded:
    """How far a recording has come.

    Attributes
    ----------
    path : Path
        Where it lies.
    duration : float
        From the first sample to the last [s].
    samples : int
        Samples that were kept.
    lost : int
        Samples known to be lost.
    last : tuple[float, ...]
        The newest sample, in the order of ``channels`` [SI].
    ended : str
        Why it ended; empty while it runs.
    """

    path: Path
    channels: tuple[str, ...]
    duration: float = 0.0
    samples: int = 0
    lost: int = 0
    last: tuple[float, ...] = ()
    ended: str = ""


def record_source(
    source: Source,
    path: str | Path,
    *,
    info: RecordingInfo | None = None,
    seconds: float | None = None,
    stop: Callable[[], bool] | None = None,
    tell: Callable[[Recorded, Chunk], None] | None = None,
) -> Recorded:
    """Record what a source gives into a Parquet file.

    Parameters
    ----------
    source : Source
        Where the samples come from; it is opened and closed here.
    path : str or Path
        Where the recording shall be, ending in ``.parquet``.
    info : RecordingInfo, optional
        What is known besides the samples.
    seconds : float, optional
        Stop after so long by the source's clock [s].
    stop : callable, optional
        Asked after each look; True ends the recording.
    tell : callable, optional
        Told after each look how far it has come, and what came.

    Returns
    -------
    Recorded
        How far it came and why it ended. A sensor that is lost on the way ends the
        recording, which is kept.

    Raises
    ------
    StreamError
        When there is no such sensor.
    InvalidValueError
        When a recording is there already, or the source has no known channel.
    UnknownNameError
        When edge or site do not exist.
    """
    given = info or RecordingInfo()
    check_info(given)
    source.open()
    try:
        known_channels(source.channels, source.name)
        started = datetime.now(UTC).isoformat(timespec="seconds")
        said = given.provenance or f"{source.name}, from {started}"
        writer = RecordingWriter(
            path, source.channels, dataclasses.replace(given, provenance=said)
        )
        with writer:
            state = Recorded(writer.path, source.channels)
            return _taken_down(source, writer, state, (seconds, stop, tell))
    finally:
        source.close()


_Asked = tuple[
    float | None,
    Callable[[], bool] | None,
    Callable[[Recorded, Chunk], None] | None,
]


def _taken_down(
    source: Source, writer: RecordingWriter, state: Recorded, asked: _Asked
) -> Recorded:
    seconds, stop, tell = asked
    heard = clock.monotonic()
    first: float | None = None
    noted = breaks = 0
    while not state.ended:
        try:
            chunk = source.read()
        except StreamError as error:
            state = dataclasses.replace(state, ended=str(error))
            writer.note(f"The sensor was lost: {error}")
            break
        if chunk.time.size:
            heard = clock.monotonic()
            first = float(chunk.time[0]) if first is None else first
        breaks += bool(chunk.lost)
        writer.append(chunk.time, chunk.samples)
        noted = _note_words(writer, source, noted)
        state = _further(state, chunk, first, writer.samples)
        if chunk.lost and breaks & (breaks - 1) == 0:  # at 1, 2, 4, 8 ...
            writer.note(_loss(state, breaks))
        why = _over(source, state, clock.monotonic() - heard, seconds)
        if why == _SILENT:
            writer.note(why)
        why = "It was stopped." if not why and stop is not None and stop() else why
        state = dataclasses.replace(state, ended=why)
        if tell is not None:
            tell(state, chunk)
    if breaks & (breaks - 1):
        writer.note(_loss(state, breaks))
    return state


_SILENT = f"The sensor fell silent for {_SILENCE:g} s."


def _over(source: Source, state: Recorded, silent: float, seconds: float | None) -> str:
    if source.ended:
        return "The source ended."
    if seconds is not None and state.duration >= seconds:
        return "The time that was asked for is over."
    return _SILENT if silent > _SILENCE else ""


def _further(
    state: Recorded, chunk: Chunk, first: float | None, samples: int
) -> Recorded:
    lost = state.lost + chunk.lost
    if chunk.time.size == 0 or first is None:
        return dataclasses.replace(state, lost=lost)
    return dataclasses.replace(
        state,
        duration=float(chunk.time[-1]) - first,
        samples=samples,
        lost=lost,
        last=tuple(float(value) for value in chunk.samples[-1]),
    )


def _loss(state: Recorded, breaks: int) -> str:
    """Say what was lost so far; where, the gaps in the time say."""
    places = "one place" if breaks == 1 else f"{breaks} places"
    return f"Lost in {places} until {state.duration:.1f} s: {state.lost} samples."


def _note_words(writer: RecordingWriter, source: Source, noted: int) -> int:
    for words in source.notes[noted:]:
        writer.note(words)
    return len(source.notes)
