"""strokes-1h: an hour of recording, ours beside pandas and polars."""

from collections.abc import Callable, Iterator
from importlib.metadata import version

import numpy as np
import strokes_pandas
import strokes_polars
from numpy.typing import NDArray
from paired import paired
from recorded_hour import RATE, RecordedHour, recorded_hour
from row import Row

from strigil.signals.force import normal_force
from strigil.signals.quality import believable
from strigil.signals.recording import Recording
from strigil.signals.strokes import StrokeMeasure, measure_strokes, split_contacts

Array = NDArray[np.float64]
CASE = "strokes-1h"
REPEATS = 5
SAME = 0.15  # s; a stroke found this near to the true one is that stroke


def measured(recording: Recording) -> tuple[StrokeMeasure, ...]:
    """Clean, filter, segment and measure: the steps of ``analyse_recording``.

    Left out are the report on quality, the search for repeated anomalies and the
    summary, which the peers do not make.
    """
    recording = believable(recording)
    normal = normal_force(recording)
    if normal is None:
        return ()
    pieces = split_contacts(recording, normal)
    return measure_strokes(recording, normal, pieces)


def rows(strokes: int = 3600) -> Iterator[Row]:
    """Yield one row for each peer, all on the same hour."""
    hour = recorded_hour(strokes=strokes)
    time, channels = hour.recording.time, dict(hour.recording.channels)
    ours = found_share(hour, *ours_as_arrays(hour.recording))
    peers: tuple[tuple[str, str, Callable[..., object]], ...] = (
        ("pandas+scipy", "pandas", strokes_pandas.analyse),
        ("polars", "polars", strokes_polars.analyse),
    )
    for name, package, analyse in peers:
        table = analyse(time, channels, RATE)
        peer = found_share(hour, np.asarray(table["start"]), np.asarray(table["end"]))
        timed = paired(
            lambda: measured(hour.recording),
            lambda analyse=analyse: analyse(time, channels, RATE),
            repeats=REPEATS,
        )
        yield Row(
            case=CASE,
            peer=name,
            timed=timed,
            repeats=REPEATS,
            accuracy={
                "measure": f"true strokes found within {SAME} s at both ends, of "
                f"{hour.start.size}; and false ones",
                "ours": ours,
                "peer": peer,
                "same": ours["found"] == peer["found"]
                and ours["false"] == peer["false"],
                "said": f"{ours['found']} / {peer['found']} of {hour.start.size}",
            },
            note=f"{time.size} rows x {len(channels)} channels; "
            f"peer {version(package)}",
        )


def ours_as_arrays(recording: Recording) -> tuple[Array, Array]:
    """Return when our strokes start and end [s]."""
    strokes = measured(recording)
    starts = np.array([stroke.start for stroke in strokes])
    return starts, np.array([stroke.end for stroke in strokes])


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
