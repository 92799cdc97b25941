"""Strokes and times of sessions as the load they were, through the library.

Needs no Django.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from strigil.reporting import (
    Table,
    load_over_time_table,
    practitioner_load_chart,
    practitioner_load_table,
)
from strigil.signals import StrokeMeasure
from strigil.treatment import (
    SessionLoad,
    WordReadings,
    calibrate,
    load_over_time,
    practitioner_load,
)

__all__ = ["HandLoad", "Worked", "hand_load"]


@dataclass(frozen=True, slots=True)
class Worked:
    """One session of a practitioner: strokes by recording, or the time of its steps.

    Attributes
    ----------
    recorded
        Strokes as they were kept, by recording.
    seconds
        Of the steps with an edge, where nothing was recorded [s].
    """

    day: date
    recorded: tuple[Sequence[Mapping[str, Any]], ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class HandLoad:
    """A practitioner's load: chart, table, and the session measured last."""

    chart: str
    table: Table
    last: tuple[Table, ...]
    last_day: date | None


def hand_load(
    worked: Sequence[Worked], readings: tuple[WordReadings, ...], *, by_day: bool
) -> HandLoad:
    """Return what sessions cost the hands of who treated, in order of time."""
    own = calibrate(readings) if readings else None
    told = [
        SessionLoad(
            one.day,
            tuple(practitioner_load(_kept(of), own) for of in one.recorded),
            one.seconds,
        )
        for one in worked
    ]
    found = load_over_time(told, every="day" if by_day else "week")
    last = next((one for one in reversed(told) if one.loads), None)
    title = "Time with the edge by day" if by_day else "Time with the edge by week"
    loads = last.loads if last else ()
    return HandLoad(
        chart=practitioner_load_chart(found, title=title),
        table=load_over_time_table(found, heading="Day" if by_day else "Week from"),
        last=tuple(practitioner_load_table(load) for load in loads),
        last_day=last.day if last else None,
    )


def _kept(strokes: Iterable[Mapping[str, Any]]) -> list[StrokeMeasure]:
    return [StrokeMeasure(**{**one, "flags": tuple(one["flags"])}) for one in strokes]
