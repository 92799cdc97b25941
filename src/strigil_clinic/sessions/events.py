"""Storing what happens in a session: each event once, none ever changed."""

import contextlib
import math
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from strigil_clinic.consent.science import why_not_there
from strigil_clinic.people.models import Practitioner
from strigil_clinic.sessions.models import (
    EventKind,
    Session,
    SessionEvent,
    SessionState,
    StopWhy,
)
from strigil_clinic.sessions.science import may_go_on, why_lift
from strigil_clinic.sessions.state import now_of, resting_pain_of

__all__ = ["NotNowError", "as_json", "clock_of", "elapsed", "store", "taken"]

LONGEST = 24 * 3600.0  # s; a clock that says more is broken
SCALE_TOP = 10
MOST_STROKES = 10_000  # of one step; more is no count


class NotNowError(Exception):
    """An event that the session does not bear as it stands."""


def elapsed(session: Session) -> float:
    """Return the time since the session started by the server's clock [s]."""
    began = session.started_at or session.created_at
    return max((timezone.now() - began).total_seconds(), 0.0)


def clock_of(seconds: float) -> str:
    """Return a time on the session's clock [s] as people read it.

    Examples
    --------
    >>> clock_of(432.4)
    '7:12'
    """
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"


def taken(session: Session, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return an event as it was sent, checked.

    Raises
    ------
    ValidationError
        Saying what is wrong with it.
    """
    kind = sent.get("kind")
    if kind not in EventKind.values:
        raise ValidationError(_("There is no such event."))
    found = {
        "client_id": _uuid(sent.get("client_id")),
        "kind": kind,
        "step": _step(session, sent.get("step")),
        "pain": _pain(sent.get("pain"), needed=kind in (EventKind.PAIN,)),
        "why": sent.get("why") or "",
        "note": str(sent.get("note") or "").strip()[:300],
        "detail": _detail(sent.get("detail")),
        "monotonic": _seconds(sent.get("monotonic")),
        "happened_at": _moment(sent.get("happened_at")),
    }
    if found["why"] not in ("", *StopWhy.values) or (
        kind == EventKind.STOP_REASON and not found["why"]
    ):
        raise ValidationError(_("Say why with one of the reasons."))
    if kind == EventKind.STEP_SKIPPED and not found["note"]:
        raise ValidationError(_("Say why the step is left out."))
    return found


@transaction.atomic
def store(
    session: Session, found: Mapping[str, Any], who: Practitioner
) -> list[SessionEvent]:
    """Store an event and what follows from it; sent twice it is stored once.

    Raises
    ------
    NotNowError
        When the session has to stay stopped.
    """
    session = Session.objects.select_for_update().get(pk=session.pk)
    session.refuse_when_locked()
    if session.events.filter(client_id=found["client_id"]).exists():
        return []
    if found["kind"] == EventKind.RESUME:
        _refuse_to_go_on(session)
        _refuse_against_the_patient(session, now_of(session.events.all()).running)
    if found["kind"] == EventKind.STEP_STARTED:
        _refuse_against_the_patient(session, found["step"])
    stored = [_keep(session, found, who)]
    if found["kind"] == EventKind.PAIN:
        stored += _lift(session, found, who)
    _move(session)
    return stored


def as_json(event: SessionEvent) -> dict[str, Any]:
    """Return an event for the page's script."""
    return {
        "client_id": str(event.client_id),
        "kind": event.kind,
        "step": event.step,
        "pain": event.pain,
        "why": event.why,
        "note": event.note,
        "detail": event.detail,
        "monotonic": event.monotonic,
    }


def _keep(
    session: Session, found: Mapping[str, Any], who: Practitioner
) -> SessionEvent:
    given = {name: value for name, value in found.items() if name != "client_id"}
    row, _new = SessionEvent.objects.get_or_create(
        session=session,
        client_id=found["client_id"],
        defaults={**given, "entered_by": who},
    )
    return row


def _lift(
    session: Session, found: Mapping[str, Any], who: Practitioner
) -> list[SessionEvent]:
    """Stop at an answer that is too high, whatever the page did."""
    because = why_lift(found["pain"], resting_pain_of(session))
    if not because or now_of(session.events.all()).stopped:
        return []
    base = {"step": found["step"], "monotonic": found["monotonic"], "pain": None}
    base |= {"happened_at": found["happened_at"], "note": "", "why": "", "detail": {}}
    own, detail = found["client_id"], found["detail"]
    stop = base | {
        "client_id": _uuid(detail.get("stop_id") or uuid.uuid5(own, "stop")),
        "kind": EventKind.STOP,
        "note": "; ".join(because)[:300],
    }
    why = base | {
        "client_id": _uuid(detail.get("why_id") or uuid.uuid5(own, "why")),
        "kind": EventKind.STOP_REASON,
        "why": StopWhy.PAIN_LIMIT,
    }
    return [_keep(session, stop, who), _keep(session, why, who)]


def _refuse_to_go_on(session: Session) -> None:
    now = now_of(session.events.all())
    if now.stopped and not may_go_on(
        now.why, now.answer_since_stop, resting_pain_of(session)
    ):
        raise NotNowError(
            _("This session ends here. Finish it; another day starts anew.")
        )


def _refuse_against_the_patient(session: Session, order: int | None) -> None:
    """Refuse to go on where the patient has said no since the session began."""
    steps = {one["order"]: one for one in session.plan_snapshot.get("steps", [])}
    said_no = why_not_there(session.visit.episode, steps.get(order, {}))
    if said_no:
        raise NotNowError(said_no)


def _move(session: Session) -> None:
    """Keep the session's own state in line with its events."""
    if session.state in (SessionState.STOPPED, SessionState.COMPLETED):
        return
    now = now_of(session.events.all())
    halted = now.stopped or now.paused
    state = SessionState.ON_HOLD if halted else SessionState.IN_PROGRESS
    if session.state != state:
        session.state = state
        session.save(update_fields=["state"])


def _uuid(sent: Any) -> uuid.UUID:
    try:
        return uuid.UUID(str(sent))
    except ValueError:
        raise ValidationError(_("The event has no id.")) from None


def _step(session: Session, sent: Any) -> int | None:
    if sent in (None, ""):
        return None
    orders = {str(s["order"]) for s in session.plan_snapshot.get("steps", [])}
    if str(sent) not in orders:
        raise ValidationError(_("The plan has no such step."))
    return int(sent)


def _pain(sent: Any, *, needed: bool) -> int | None:
    if sent in (None, "") and not needed:
        return None
    if str(sent) not in {str(n) for n in range(SCALE_TOP + 1)}:
        raise ValidationError(_("Pain is a whole number from 0 to 10."))
    return int(sent)


def _detail(sent: Any) -> dict[str, Any]:
    """Return what is known and sound of an event's details; the rest is left out."""
    if not isinstance(sent, Mapping):
        return {}
    found: dict[str, Any] = {}
    strokes = sent.get("strokes")
    if isinstance(strokes, int) and 0 < strokes <= MOST_STROKES:
        found["strokes"] = strokes
    for name in ("stop_id", "why_id"):
        with contextlib.suppress(ValueError):
            found[name] = str(uuid.UUID(str(sent.get(name))))
    return found


def _seconds(sent: Any) -> float:
    try:
        seconds = float(sent)
    except (TypeError, ValueError):
        raise ValidationError(_("The event has no time.")) from None
    if not (math.isfinite(seconds) and 0.0 <= seconds <= LONGEST):
        raise ValidationError(_("The event's time can not be."))
    return seconds


def _moment(sent: Any) -> datetime:
    found = None
    with contextlib.suppress(ValueError):
        found = parse_datetime(str(sent))
    if found is None or timezone.is_naive(found):
        return timezone.now()
    return found
