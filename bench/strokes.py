"""strokes-1h: an hour of recording, ours beside pandas and polars."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import strokes_leaning
import strokes_pandas
import strokes_polars
from numpy.typing import NDArray
from paired import Paired, paired
from recorded_hour import RATE, RecordedHour, recorded_hour
from row import Row
from strokes_live import chunk_row, streamed_row
from strokes_long import long_row

from strigil.signals import read_recording, write_recording
from strigil.signals.recording import Recording
from strigil.signals.stroke_recording import recorded_strokes
from strigil.signals.strokes import StrokeMeasure, measures_of

Array = NDArray[np.float64]
CASE = "strokes-1h"
REPEATS = 5
SAME = 0.15  # s; a stroke found this near to the true one is that stroke


@dataclass(frozen=True, slots=True)
class Way:
    """One way of ours to the strokes."""

    name: str
    said: str
    as_live: bool
    from_file: bool = False


PEERS: dict[str, tuple[str, Callable[..., Any], str]] = {
    "pandas+scipy": ("pandas", strokes_pandas.analyse, "the peer does the same work"),
    "polars": (
        "polars",
        strokes_polars.analyse,
        "the peer does less: it follows no rest, splits at no turn and sets no flags",
    ),
}
COMPARED = ("peak_force", "impulse", "length", "work", "mean_shear", "peak_speed")
WAYS = (
    Way("", "refined by the whole recording", as_live=False),
    Way(", one pass", "one pass, as live", as_live=True),
    Way(
        ", from Parquet",
        "from a file to the table, refined",
        as_live=False,
        from_file=True,
    ),
)


def measured(recording: Recording, *, as_live: bool) -> tuple[StrokeMeasure, ...]:
    """Clean, filter, segment and measure: the steps of ``analyse_recording``.

    Left out are the report on quality, the search for places that differ and the
    summary, which the peers do not make.
    """
    found = recorded_strokes(recording, as_live=as_live)
    return () if found is None else measures_of(found.plan, found.rows)


def rows(strokes: int = 3600) -> Iterator[Row]:
    """Yield the rows of each way beside each peer, all on the same hour."""
    hour = recorded_hour(strokes=strokes)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hour.parquet"
        write_recording(hour.recording, file)
        for way in WAYS:
            yield from _beside_peers(hour, way, file)
        yield long_row(CASE, hour.recording, RATE, Path(folder))
    yield streamed_row(CASE, hour.recording, RATE)
    yield chunk_row(CASE, hour.recording, RATE)
    yield strokes_leaning.row(CASE, recorded_hour(strokes=strokes, leans=True))


def _beside_peers(hour: RecordedHour, way: Way, file: Path) -> Iterator[Row]:
    def ours() -> tuple[StrokeMeasure, ...]:
        read = read_recording(file) if way.from_file else hour.recording
        return measured(read, as_live=way.as_live)

    found = ours()
    said = found_share(
        hour, np.array([s.start for s in found]), np.array([s.end for s in found])
    )
    for name, (package, analyse, does) in PEERS.items():

        def theirs(analyse: Callable[..., Any] = analyse) -> Any:
            read = read_recording(file) if way.from_file else hour.recording
            return analyse(read.time, dict(read.channels), RATE)

        table = theirs()
        peer = found_share(hour, np.asarray(table["start"]), np.asarray(table["end"]))
        peer |= apart_of(found, table)
        timed = paired(ours, theirs, repeats=REPEATS, clock=process_time)
        note = f"{way.said}; {does}; peer {version(package)}"
        yield _row(hour, name + way.name, note, timed, (said, peer))


def _row(
    hour: RecordedHour,
    peer: str,
    note: str,
    timed: Paired,
    found: tuple[dict[str, float], dict[str, float]],
) -> Row:
    ours, theirs = found
    size, count = hour.recording.time.size, len(hour.recording.channels)
    return Row(
        case=CASE,
        peer=peer,
        timed=timed,
        repeats=REPEATS,
        accuracy={
            "measure": f"true strokes found within {SAME} s at both ends, of "
            f"{hour.start.size}; and false ones",
            "ours": ours,
            "peer": theirs,
            "same": ours["found"] == theirs["found"]
            and ours["false"] == theirs["false"],
            "said": f"{ours['found']} / {theirs['found']} of {hour.start.size}",
        },
        note=f"times on the processor; {size} rows x {count} channels; {note}",
    )


def apart_of(found: tuple[StrokeMeasure, ...], table: Any) -> dict[str, float]:
    """How far the peer's measures are from ours, where it found as many strokes."""
    apart = {}
    for name in COMPARED:
        mine = np.array([getattr(stroke, name) for stroke in found])
        other = np.asarray(table[name])
        if mine.size == other.size:
            apart[name] = float(np.median(np.abs(other / mine - 1.0)))
    return {f"{name}_apart": float(f"{one:.2g}") for name, one in apart.items()}


def found_share(hour: RecordedHour, start: Array, end: Array) -> dict[str, float]:
    """Match strokes to the true ones; times late of start and end are medians [s]."""
    nearest = np.abs(start[:, None] - hour.start[None, :]).argmin(axis=1)
    late_start, late_end = start - hour.start[nearest], end - hour.end[nearest]
    near = (np.abs(late_start) < SAME) & (np.abs(late_end) < SAME)
    return {
        "found": int(np.unique(nearest[near]).size),
        "false": int(start.size - np.unique(nearest[near]).size),
        "late_start_s": round(float(np.median(late_start)), 4),
        "late_end_s": round(float(np.median(late_end)), 4),
    }
