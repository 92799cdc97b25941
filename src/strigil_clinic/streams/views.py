"""Beginning and ending the sensor of a session."""

import uuid

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from strigil_clinic.access import ClinicRequest, session_to_change
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.people.idle import never_locks
from strigil_clinic.recordings.doubts import chosen_of
from strigil_clinic.recordings.models import Recording
from strigil_clinic.sessions.models import Session, SessionState
from strigil_clinic.sessions.state import resting_pain_of
from strigil_clinic.streams import running
from strigil_clinic.streams.noticed import say
from strigil_clinic.streams.science import (
    StreamSettings,
    StrigilError,
    settings_of,
    to_choose,
    with_ceiling,
)
from strigil_clinic.streams.told import tell_all

__all__ = ["begin", "ceiling", "end", "nearby"]

OVER = (SessionState.STOPPED, SessionState.COMPLETED)


@never_locks
@require_POST
def begin(request: ClinicRequest, pk: uuid.UUID) -> JsonResponse:
    """Begin the stream of a session from the source that was chosen."""
    session = session_to_change(request, pk)
    if session.is_locked or session.started_at is None or session.state in OVER:
        return JsonResponse(
            {"problem": _("This session is not under way.")}, status=409
        )
    try:
        asked = _asked(request, session)
        stream = running.begin(session.pk, asked)
    except (StrigilError, ValueError) as error:
        return JsonResponse({"problem": str(error)}, status=400)
    tell_all(session)
    say(session, _connected(stream.source, asked.ceiling), request.user)
    record(request, AuditAction.CHANGE, session, sensor=asked.source)
    told = {"source": stream.source, "kind": asked.source, "ceiling": asked.ceiling}
    return JsonResponse(told)


@never_locks
@require_POST
def ceiling(request: ClinicRequest, pk: uuid.UUID) -> JsonResponse:
    """Set the force to lift at while the sensor runs."""
    session = session_to_change(request, pk)
    asked = running.wanted(session.pk)
    if asked is None or session.is_locked:
        return JsonResponse({"problem": _("There is no sensor now.")}, status=409)
    try:
        asked = with_ceiling(asked, request.POST.get("ceiling", ""))
    except StrigilError as error:
        return JsonResponse({"problem": str(error)}, status=400)
    running.lift_above(session.pk, asked)
    say(session, _lifts(asked.ceiling), request.user)
    record(request, AuditAction.CHANGE, session, ceiling=asked.ceiling)
    return JsonResponse({"ceiling": asked.ceiling})


@never_locks
@require_POST
def nearby(request: ClinicRequest, pk: uuid.UUID) -> JsonResponse:
    """Say which sensors can be chosen now; takes some seconds."""
    session_to_change(request, pk)
    try:
        return JsonResponse(to_choose())
    except StrigilError as error:
        return JsonResponse({"problem": str(error)}, status=503)


@never_locks
@require_POST
def end(request: ClinicRequest, pk: uuid.UUID) -> JsonResponse:
    """Go on without the sensor; what it recorded stays."""
    session = session_to_change(request, pk)
    stream = running.stream_of(session.pk)
    running.end(session.pk, "The session went on without the sensor.")
    if stream is not None and not session.is_locked:
        say(session, _("Went on without the sensor."), request.user)
    record(request, AuditAction.CHANGE, session, sensor="none")
    return JsonResponse({"source": stream.source if stream is not None else ""})


def _connected(source: str, ceiling: float | None) -> str:
    return f"{_('Connected: %(source)s.') % {'source': source}} {_lifts(ceiling)}"


def _lifts(ceiling: float | None) -> str:
    if ceiling is None:
        return _("No force was set to lift at.")
    return _("LIFT above %(force).1f N.") % {"force": ceiling}


def _asked(request: ClinicRequest, session: Session) -> StreamSettings:
    asked = request.POST.dict()
    kind = asked.get("source", "")
    if kind == "replay":
        chosen = _recording(request, session, asked.get("given", ""))
        asked["given"] = str(chosen.path)
    return settings_of(
        asked,
        path=running.base_of(session.pk, kind),
        resting_pain=resting_pain_of(session),
        about={
            "edge": chosen_of(session).get("edge", ""),
            "site": session.visit.episode.site_id,
        },
    )


def _recording(request: ClinicRequest, session: Session, given: str) -> Recording:
    """Return the recording to replay: one of this episode."""
    try:
        found = session.visit.episode.recordings.get(pk=uuid.UUID(given))
    except (Recording.DoesNotExist, ValueError):
        raise ValueError(_("Choose one of the recordings of this episode.")) from None
    record(request, AuditAction.READ, found, part="replay")
    return found
