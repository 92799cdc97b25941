"""The guided session: one page, and what it sends while it runs."""

import json
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from strigil_clinic.access import ClinicRequest, session_for, session_to_change
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.page import toast
from strigil_clinic.people.idle import never_locks
from strigil_clinic.records import RecordLockedError
from strigil_clinic.sessions.events import (
    NotNowError,
    as_json,
    elapsed,
    store,
    taken,
)
from strigil_clinic.sessions.finish import end_now
from strigil_clinic.sessions.live_page import live_page
from strigil_clinic.sessions.models import EventKind, Session, SessionState
from strigil_clinic.sessions.state import now_of
from strigil_clinic.streams.told import tell_events

__all__ = ["event", "page", "tap"]

OVER = (SessionState.STOPPED, SessionState.COMPLETED)
TAPS = {
    "begin": EventKind.STEP_STARTED,
    "done": EventKind.STEP_DONE,
    "skip": EventKind.STEP_SKIPPED,
    "pause": EventKind.PAUSE,
    "resume": EventKind.RESUME,
    "stop": EventKind.STOP,
}


@never_locks
@require_safe
def page(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the step to do now; who only reads sees the record instead."""
    session = session_for(request, pk)
    if session.is_locked or not request.user.may_write:
        return redirect("sessions:record", pk=session.pk)
    if session.started_at is None:
        return redirect("sessions:page", pk=session.visit.episode_id)
    if session.state in OVER:
        return redirect("sessions:finish", pk=session.pk)
    return _page(request, session)


@never_locks
@require_POST
def event(request: ClinicRequest, pk: uuid.UUID) -> JsonResponse:
    """Store one event; sent again after a lost connection it is stored once."""
    session = session_to_change(request, pk)
    try:
        sent = json.loads(request.body)
        stored = _store(request, session, taken(session, _mapping(sent)))
    except (ValueError, ValidationError) as error:
        said = getattr(error, "messages", [_("This is not an event.")])
        return JsonResponse({"problem": " ".join(said)}, status=400)
    except (NotNowError, RecordLockedError) as error:
        return JsonResponse({"problem": str(error)}, status=409)
    return JsonResponse({"events": [as_json(row) for row in stored]})


@never_locks
@require_POST
def tap(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Do without scripts what the page's buttons do: one tap, one event."""
    session = session_to_change(request, pk)
    if request.POST.get("what") == "end":
        return _end(request, session)
    try:
        _store(request, session, taken(session, _tapped(request, session)))
    except ValidationError as error:
        return _page(request, session, problem=" ".join(error.messages))
    except (NotNowError, RecordLockedError) as error:
        toast(request, str(error))
    return redirect("sessions:live", pk=session.pk)


def _page(request: ClinicRequest, session: Session, problem: str = "") -> HttpResponse:
    context = live_page(session, request.user) | {"problem": problem}
    status = 422 if problem else 200
    return render(request, "sessions/live.html", context, status=status)


def _store(request: ClinicRequest, session: Session, found: dict[str, Any]) -> Any:
    """Keep an event with its audit entry, then tell the sensor's stream."""
    stored = _kept(request, session, found)
    tell_events(session, stored)
    return stored


@transaction.atomic
def _kept(request: ClinicRequest, session: Session, found: dict[str, Any]) -> Any:
    stored = store(session, found, request.user)
    for row in stored:
        record(request, AuditAction.CREATE, row, kind=row.kind)
    return stored


def _tapped(request: ClinicRequest, session: Session) -> dict[str, Any]:
    """Return a tap of the form as the event that the script would have sent."""
    sent, kind = request.POST, TAPS.get(request.POST.get("what", ""))
    now = now_of(session.events.all())
    given: dict[str, Any] = {"step": sent.get("step"), "kind": kind}
    if "why" in sent:
        given |= {"kind": EventKind.STOP_REASON, "why": sent["why"]}
    elif "pain" in sent:
        sign = sent.get("asks") == "sign" and not now.stopped
        given |= {"kind": EventKind.SIGN if sign else EventKind.PAIN}
        given |= {"pain": sent["pain"]}
    elif kind == EventKind.STEP_SKIPPED:
        given |= {"note": sent.get("reason", "")}
    return given | {
        "client_id": uuid.uuid4(),
        "monotonic": max(elapsed(session), now.last),
        "happened_at": timezone.now().isoformat(),
    }


def _end(request: ClinicRequest, session: Session) -> HttpResponse:
    session.refuse_when_locked()
    now = now_of(session.events.all())
    if now.stopped and session.state not in OVER:
        with transaction.atomic():
            end_now(session)
            record(request, AuditAction.CHANGE, session, state=session.state)
    return redirect(reverse("sessions:finish", args=[session.pk]))


def _mapping(sent: Any) -> dict[str, Any]:
    if not isinstance(sent, dict):
        raise ValidationError(_("This is not an event."))
    return sent
