"""What happened in a session, step by step, as its pages would have sent it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from strigil_clinic.demo.setting import demo_id
from strigil_clinic.demo.story import Visited
from strigil_clinic.people.models import Practitioner
from strigil_clinic.sessions.models import EventKind, Session, SessionEvent, StopWhy
from strigil_clinic.sessions.science import why_lift
from strigil_clinic.sessions.steps import after, before, guided

__all__ = ["Played", "keep_events"]

TO_TURN = 12.0  # s, to read the next step and put the edge in the hand
ASKED_AFTER = 0.6  # of a step with an edge, when the patient is asked about pain
TO_SAY = 2.0  # s, from a stop to the tap that says why
A_STEP = 60.0  # s, where a step has no time of its own

Event = tuple[float, EventKind, dict[str, Any]]  # seconds, kind, what else is known


@dataclass(frozen=True, slots=True)
class Played:
    """A session that is being told: its visit, the plan, and what is usual.

    Attributes
    ----------
    resting : int
        Pain at rest before the edge [point].
    redness : str
        What is seen after the edge.
    soreness : int or None
        What is felt there after the edge [point]; None when nobody asked.
    sign : str
        The comparable sign.
    """

    key: str
    visited: Visited
    steps: list[dict[str, Any]]
    resting: int
    redness: str
    soreness: int | None
    sign: str
    by: Practitioner

    @property
    def events(self) -> list[Event]:
        """What happened, in order."""
        return list(_events(self))

    @property
    def is_stopped(self) -> bool:
        """Whether it ended at a stop."""
        return _is_cut(self)

    @property
    def lasted(self) -> float:
        """How long it took, or took so far [s]."""
        return max(seconds for seconds, _kind, _more in self.events)


def keep_events(played: Played, session: Session, began: datetime) -> None:
    """Store the events of a session."""
    rows = []
    for order, (seconds, kind, more) in enumerate(played.events):
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
            **more,
        )
        rows.append(row)
    SessionEvent.objects.bulk_create(rows)


def _events(played: Played) -> Iterator[Event]:
    yield from _before(played)
    clock = 0.0
    for event in _steps(played):
        clock = event[0]
        yield event
    if played.visited.steps is None:
        yield from _after(played, clock + TO_TURN)


def _before(played: Played) -> Iterator[Event]:
    told = {"medicines": "same", "skin": "whole", "resting_pain": played.resting}
    told |= {"sign": played.sign, "sign_pain": played.visited.sign[0]}
    if not played.visited.is_first:
        told["reaction"] = "gone"
    yield 0.0, EventKind.NOTE, {"detail": told}
    for step in before(played.steps):
        of = {"step": step["order"]}
        if step["phase"] == "sign":
            said = {"pain": played.visited.sign[0], "note": played.sign}
            yield 0.0, EventKind.SIGN, {**of, **said}
        yield 0.0, EventKind.STEP_DONE, of


def _steps(played: Played) -> Iterator[Event]:
    visited, clock = played.visited, TO_TURN
    pains = _pains(played)
    for number, step in enumerate(guided(played.steps), start=1):
        of, lasts = {"step": step["order"]}, step["duration"] or A_STEP
        yield clock, EventKind.STEP_STARTED, of
        if step["edge"]:
            asked, (pain, why) = clock + ASKED_AFTER * lasts, next(pains)
            yield asked, EventKind.PAIN, {**of, "pain": pain}
            if why:
                yield from _stop(asked, of, why, played)
                return
        if visited.steps is not None and number > visited.steps:
            return
        clock += lasts
        yield from _done(clock, step, played)
        clock += TO_TURN


def _done(clock: float, step: Mapping[str, Any], played: Played) -> Iterator[Event]:
    of = {"step": step["order"]}
    if step["phase"] == "sign":
        yield clock, EventKind.SIGN, {**of, "pain": played.visited.sign[-1]}
    counted = {"strokes": step["strokes"]} if step["strokes"] else {}
    yield clock, EventKind.STEP_DONE, {**of, "detail": counted}


def _pains(played: Played) -> Iterator[tuple[int, str]]:
    """Yield the answer of each step with an edge, and why the edge is lifted there."""
    told, visited = played.visited.pain, played.visited
    for number, pain in enumerate(told, start=1):
        asked_to = visited.stopped if number == len(told) else ""
        at_limit = why_lift(pain, played.resting)
        yield pain, StopWhy.PAIN_LIMIT if at_limit else asked_to
    while True:
        yield told[-1], ""


def _stop(
    clock: float, of: dict[str, Any], why: str, played: Played
) -> Iterator[Event]:
    at_limit, note = why == StopWhy.PAIN_LIMIT, ""
    if at_limit:
        note = "; ".join(why_lift(max(played.visited.pain), played.resting))
    yield clock, EventKind.STOP, {**of, "note": note}
    said = clock if at_limit else clock + TO_SAY
    yield said, EventKind.STOP_REASON, {**of, "why": why}


def _after(played: Played, clock: float) -> Iterator[Event]:
    orders = {step["phase"]: step["order"] for step in played.steps}
    if _is_cut(played):
        said = {"step": orders["sign"], "note": "Sign not tested again."}
        yield clock, EventKind.NOTE, said
    skin: dict[str, Any] = {
        "redness": played.redness,
        "bruise": "none",
        "skin": "whole",
    }
    skin |= {} if played.soreness is None else {"soreness": played.soreness}
    clean = {"class": "intact_skin", "by": played.by.name, "by_id": str(played.by.pk)}
    last = {
        "skin_check": (EventKind.SKIN, skin),
        "clean": (EventKind.CLEANED, clean),
    }
    for step in after(played.steps):
        kind, detail = last[step["phase"]]
        yield clock, kind, {"step": step["order"], "detail": detail}
        yield clock, EventKind.STEP_DONE, {"step": step["order"]}
    if played.visited.note:
        yield clock, EventKind.NOTE, {"note": played.visited.note}


def _is_cut(played: Played) -> bool:
    return any(kind == EventKind.STOP for _at, kind, _more in _steps(played))
