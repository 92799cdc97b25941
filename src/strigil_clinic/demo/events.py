"""What happened in a session, step by step, as the page would have sent it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from strigil_clinic.demo.setting import demo_id
from strigil_clinic.demo.story import Visited
from strigil_clinic.sessions.models import EventKind, Session, SessionEvent

__all__ = ["Played", "keep_events", "length_of"]

A_STEP = 30.0  # s, where a step has no time of its own
TO_TURN = 12.0  # s, to read the next step and put the edge in the hand
ASKED_AFTER = 0.6  # of a step with an edge, when the patient is asked about pain
NEEDED = {"skin_check": EventKind.SKIN, "clean": EventKind.CLEANED}

Event = tuple[float, EventKind, dict[str, Any]]  # seconds, kind, what else is known


@dataclass(frozen=True, slots=True)
class Played:
    """A session and what is told of it."""

    key: str
    visited: Visited
    session: Session


def length_of(visited: Visited, plan: dict[str, Any]) -> float:
    """Return how long the events of a visit take, or took so far [s]."""
    return max(seconds for seconds, _kind, _detail in _events(visited, plan))


def keep_events(played: Played, began: datetime) -> None:
    """Store the events of a session."""
    session, rows = played.session, []
    for order, (seconds, kind, detail) in enumerate(
        _events(played.visited, session.plan_snapshot)
    ):
        happened = began + timedelta(seconds=seconds)
        row = SessionEvent(
            id=demo_id(played.key, session.visit.number, "event", order),
            session=session,
            client_id=demo_id(played.key, session.visit.number, "sent", order),
            kind=kind,
            monotonic=seconds,
            happened_at=happened,
            received_at=happened,
            entered_by=session.practitioner,
            **detail,
        )
        rows.append(row)
    SessionEvent.objects.bulk_create(rows)


def _events(visited: Visited, plan: dict[str, Any]) -> Iterator[Event]:
    clock, worked = 0.0, 0
    signs = iter(visited.sign)
    steps = plan["steps"]
    for step in steps:
        order, lasts = step["order"], step["duration"] or A_STEP
        yield clock, EventKind.STEP_STARTED, {"step": order}
        if visited.steps is not None and order > visited.steps:
            return
        if step["edge"]:
            pain = visited.pain[min(worked, len(visited.pain) - 1)]
            asked = clock + ASKED_AFTER * lasts
            yield asked, EventKind.PAIN, {"step": order, "pain": pain}
            worked += 1
            if visited.stopped and worked == len(visited.pain):
                yield from _stopped(asked, order, visited)
                return
        clock += lasts
        yield from _noted(clock, step, next(signs, None) if _is_sign(step) else None)
        yield clock, EventKind.STEP_DONE, {"step": order}
        clock += TO_TURN
    if visited.note:
        last = steps[-1]["order"]
        yield clock, EventKind.NOTE, {"step": last, "note": visited.note}


def _is_sign(step: dict[str, Any]) -> bool:
    return bool(step["phase"] == "sign")


def _noted(clock: float, step: dict[str, Any], sign: int | None) -> Iterator[Event]:
    if sign is not None:
        yield clock, EventKind.SIGN, {"step": step["order"], "pain": sign}
    if step["phase"] in NEEDED:
        yield clock, NEEDED[step["phase"]], {"step": step["order"]}


def _stopped(clock: float, order: int, visited: Visited) -> Iterator[Event]:
    yield clock + 1.0, EventKind.STOP, {"step": order}
    why = {"step": order, "why": visited.stopped, "note": visited.note}
    yield clock + 9.0, EventKind.STOP_REASON, why
