"""Finishing a session: the sign again, the skin, the instrument, and the signature."""

import uuid
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from strigil_clinic.access import ClinicRequest, session_to_change
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.drafts.autosave import draft_of, forget_draft, restored
from strigil_clinic.episodes.layout import episode_page
from strigil_clinic.episodes.science import case_of
from strigil_clinic.inventory.science import tools_of
from strigil_clinic.page import toast
from strigil_clinic.reactions.science import watch_of
from strigil_clinic.recordings.doubts import doubts_in_session
from strigil_clinic.recordings.scans import scans_in_session
from strigil_clinic.sessions.finish import compared, dose_of, sign_off
from strigil_clinic.sessions.forms import FinishForm
from strigil_clinic.sessions.models import Session
from strigil_clinic.sessions.science import cleaning_asked, hygiene_rules
from strigil_clinic.sessions.state import now_of
from strigil_clinic.sessions.steps import edges_of
from strigil_clinic.sessions.stops import lifts_of, said_of_stops
from strigil_clinic.streams.home import bring_home

__all__ = ["page"]


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask what ends the session, show what was delivered, and sign."""
    session = session_to_change(request, pk)
    if session.is_locked:
        return redirect("sessions:record", pk=session.pk)
    if session.started_at is None:
        return redirect("sessions:page", pk=session.visit.episode_id)
    bring_home(request, session)
    form = _form(request, session)
    if request.method == "POST" and form.is_valid():
        return _sign(request, session, form)
    return _page(request, session, form)


def _form(request: ClinicRequest, session: Session) -> FinishForm:
    edges = edges_of(session.plan_snapshot.get("steps", []))
    signs = now_of(session.events.all()).signs
    initial: dict[str, Any] = {
        "cleaning": cleaning_asked(tools_of(edges)).id,
        "cleaned_by": request.user.pk,
        **({"sign_pain": str(signs[-1].pain)} if len(signs) > 1 else {}),
        **restored(draft_of(request.user, _form_key(session)), FinishForm),
    }
    return FinishForm(
        request.POST or None, initial=initial, who=request.user, edges=edges
    )


def _form_key(session: Session) -> str:
    return f"finish-{session.pk}"


def _sign(request: ClinicRequest, session: Session, form: FinishForm) -> HttpResponse:
    with transaction.atomic():
        sign_off(session, form, request.user)
        record(request, AuditAction.SIGN, session, state=session.state)
    forget_draft(request.user, _form_key(session))
    toast(request, _("Session signed. What the patient takes home is here."))
    return redirect("reactions:page", pk=session.visit.episode_id)


def _page(request: ClinicRequest, session: Session, form: FinishForm) -> HttpResponse:
    episode, now = session.visit.episode, now_of(session.events.all())
    lifts = lifts_of(session)
    steps, form_key = session.plan_snapshot.get("steps", []), _form_key(session)
    context = episode_page(episode, here="treat") | {
        "session": session,
        "form": form,
        "form_key": form_key,
        "draft": draft_of(request.user, form_key),
        "now": now,
        "signs": now.signs,
        "sign": next((e.note for e in session.events.all() if e.kind == "sign"), ""),
        "unfinished": now.current(steps) is not None and not now.stopped,
        "watch": watch_of(case_of(episode)),
        "rules": hygiene_rules(),
        "compared": compared(session),
        "dose": dose_of(session),
        "scans": scans_in_session(session),
        "doubts": doubts_in_session(session),
        "stops": said_of_stops(lifts),
        "lifts": lifts,
    }
    status = 422 if form.errors else 200
    return render(request, "sessions/finish.html", context, status=status)
