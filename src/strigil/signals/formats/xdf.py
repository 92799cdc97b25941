"""XDF: what recorders of the lab streaming layer write; read only."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from strigil.errors import FileFormatError, MissingExtraError
from strigil.signals.formats.claims import check_length
from strigil.signals.formats.headings import heading_of, profile_from_headings
from strigil.signals.formats.table import Table
from strigil.signals.formats.xdf_join import NumberStream, joined, of_one_instrument

__all__ = ["xdf_table"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_TIME = "time (s)"
_BYTES = 4  # of a number in the shortest kind that such streams use


def xdf_table(path: Path) -> Table:
    """Read the stream of an XDF file that knows most channels, force before all.

    Times are those of the stream, brought to the recorder's clock; the first sample
    has time 0. Channels that it lacks come from other streams of the same instrument,
    on straight lines between their samples.

    Raises
    ------
    MissingExtraError
        When the reader of XDF is not installed.
    FileFormatError
        When the file is broken or no stream has a channel that is known.
    """
    found, said = _streams(path)
    streams = [one for one in found if _is_numbers(one)]
    if not streams:
        message = f"{path.name}, an XDF file, has no stream of numbers with samples."
        raise FileFormatError(message)
    best = max(streams, key=_worth)
    base, order = _numbers(best)
    moved = int(np.count_nonzero(np.diff(np.asarray(best["time_stamps"])) < 0))
    notes = [f"Stream {base.name!r} was read.", *said]
    if moved:
        notes.append(f"Time went back {moved} times; the samples were put in order.")
    raw = {_TIME: base.time - base.time[0]}
    raw |= {name: base.columns[:, i].copy() for i, name in enumerate(base.headings)}
    unread = []
    for other in (_numbers(one)[0] for one in streams if one is not best):
        more = joined(base, other) if of_one_instrument(base, other) else {}
        more = {name: values for name, values in more.items() if name not in raw}
        raw |= more
        if more:
            notes.append(
                f"From stream {other.name!r}, brought to its times: {', '.join(more)}."
            )
        else:
            unread.append(repr(other.name))
    if unread:
        listed = ", ".join(unread[:4])
        notes.append(f"Not read: {len(unread)} other streams ({listed}).")
    return Table(path.name, list(raw), raw, "sample", 1 + order, tuple(notes))


def _numbers(stream: Any) -> tuple[NumberStream, IntArray]:
    """Return a stream in order of time, and that order."""
    stamps = np.asarray(stream["time_stamps"], dtype=np.float64)
    order = np.argsort(stamps, kind="stable")
    series = np.asarray(stream["time_series"], dtype=np.float64)[order]
    source = _first(stream["info"].get("source_id"))
    named = NumberStream(
        _name(stream), source, _headings(stream), stamps[order], series
    )
    return named, order


def _streams(path: Path) -> tuple[list[Any], list[str]]:
    try:
        import pyxdf
    except ImportError:
        message = (
            f"{path.name} is an XDF file; reading it needs the package 'pyxdf'. "
            "Install it: pip install 'strigil[live]'"
        )
        raise MissingExtraError(message) from None
    check_length(path.name, path.stat().st_size / _BYTES, 1)
    with _overheard("pyxdf") as said:
        try:
            streams, _ = pyxdf.load_xdf(str(path), dejitter_timestamps=False)
        except Exception as error:  # whatever a broken file makes its reader say
            what = (str(error).splitlines() or [""])[0][:80]
            because = f" ({what})" if what else ""
            message = f"{path.name} is not a whole XDF file{because}."
            raise FileFormatError(message) from None
    return list(streams), [f"The reader of XDF says: {words[:120]}" for words in said]


@contextmanager
def _overheard(logger: str) -> Iterator[list[str]]:
    """Collect what a package would have written to the terminal, once each."""
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            words = record.getMessage()
            if record.levelno >= logging.WARNING and words not in said:
                said.append(words)

    listener, log = Listener(), logging.getLogger(logger)
    propagates = log.propagate
    log.addHandler(listener)
    log.propagate = False
    try:
        yield said
    finally:
        log.removeHandler(listener)
        log.propagate = propagates


def _is_numbers(stream: Any) -> bool:
    series = np.asarray(stream["time_series"])
    return series.ndim == 2 and series.shape[0] > 0 and series.dtype.kind in "fiu"


def _worth(stream: Any) -> tuple[bool, int, int]:
    found = profile_from_headings([_TIME, *_headings(stream)])
    channels = [column.channel for column in found.columns] if found else []
    force = any(name.startswith("force") for name in channels)
    return force, len(channels), len(stream["time_stamps"])


def _headings(stream: Any) -> list[str]:
    """Return label and unit of each channel, numbered where nothing is said."""
    count = np.asarray(stream["time_series"]).shape[1]
    said = _channel_words(stream["info"])
    words = [*said[:count], *[("", "")] * (count - len(said))]
    headings = [
        heading_of(label or f"channel {i}", unit)
        for i, (label, unit) in enumerate(words, start=1)
    ]
    return [
        f"{name} #{i}" if headings.count(name) > 1 else name
        for i, name in enumerate(headings, start=1)
    ]


def _channel_words(info: Any) -> list[tuple[str, str]]:
    try:
        channels = info["desc"][0]["channels"][0]["channel"]
    except (KeyError, IndexError, TypeError):
        return []
    return [(_first(one.get("label")), _first(one.get("unit"))) for one in channels]


def _first(words: Any) -> str:
    found = words[0] if isinstance(words, list) and words else words
    return str(found or "").strip()


def _name(stream: Any) -> str:
    return _first(stream["info"].get("name")) or "without a name"
