"""Where the visits stand, and the check that begins a session."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from strigil_clinic.access import ClinicRequest, episode_for, episode_to_change
from strigil_clinic.assessments.models import Assessment
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.consent.science import consent_holds
from strigil_clinic.drafts.autosave import draft_of, forget_draft, restored
from strigil_clinic.episodes.layout import episode_page
from strigil_clinic.episodes.models import Episode, VisitStatus
from strigil_clinic.episodes.science import case_of
from strigil_clinic.inventory.science import edge_name, tools_of
from strigil_clinic.page import toast
from strigil_clinic.plans.asked import asked_of
from strigil_clinic.plans.rows import accepted_plan, fits_today
from strigil_clinic.reactions.log import log_of
from strigil_clinic.screening.gate import is_current, latest_signed
from strigil_clinic.screening.models import ScreeningRecord
from strigil_clinic.sessions.forms import StartForm
from strigil_clinic.sessions.gate import (
    Barrier,
    barriers,
    firmer_at_rest,
    session_under_way,
)
from strigil_clinic.sessions.models import Session, SessionState
from strigil_clinic.sessions.science import cleaning_asked, screen_age_hours
from strigil_clinic.sessions.since import kit_of, new_since, told_of
from strigil_clinic.sessions.start import begin, keep_no, number_of_next_visit
from strigil_clinic.sessions.steps import ahead, before, edges_of
from strigil_clinic.sessions.stops import Lifted, lifts_of

__all__ = ["page", "start"]


@require_safe
def page(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the visits, the session under way, and what stands against a new one."""
    episode = episode_for(request, pk)
    under_way, plan = session_under_way(episode), accepted_plan(episode)
    steps: list[Any] = plan.snapshot.get("steps", []) if plan else []
    against = [] if under_way else barriers(episode, request.user)
    context = episode_page(episode, here="treat") | {
        "sessions": _sessions(episode),
        "planned": episode.visits.filter(status=VisitStatus.PLANNED),
        "refused": episode.visits.filter(status=VisitStatus.CANCELLED),
        "under_way": under_way,
        "barriers": [*_with_ways_out(against)],
        "way_out": next((one for one in against if one.url), None),
        "number": number_of_next_visit(episode),
        "ahead": list(ahead(steps)),
        "asked": asked_of(case_of(episode, practitioner=request.user), plan)
        if plan
        else None,
        **_today(episode, steps),
    }
    return render(request, "sessions/page.html", context)


def _with_ways_out(against: list[Barrier]) -> Iterator[tuple[Barrier, bool]]:
    """Yield each with whether its way out gets a button: one for each, not the main.

    The main button leads where the first of them does.
    """
    led = {"", next((one.url for one in against if one.url), "")}
    for barrier in against:
        yield barrier, barrier.url not in led
        led.add(barrier.url)


def _today(episode: Episode, steps: list[Any]) -> dict[str, Any]:
    """Return what to know before the visit: the screen, the kit, what is new."""
    screening, log = latest_signed(episode), log_of(episode)
    signed = screening.signed_at if screening else None
    until = signed and signed + timedelta(hours=screen_age_hours())
    last = log[0] if log else None
    return {
        "screening": screening,
        "holds_until": until,
        "still_holds": _still_holds(screening, until),
        "has_passed": until is not None and until <= timezone.now(),
        "consented": consent_holds(episode),
        "kit": kit_of(steps),
        "hygiene": cleaning_asked(tools_of(edges_of(steps))),
        "last": last,
        "told": [*told_of(last)] if last else [],
        "new": [*new_since(episode, last.session)] if last else [],
    }


def _still_holds(screening: ScreeningRecord | None, until: datetime | None) -> bool:
    if screening is None or until is None:
        return False
    return timezone.now() < until and is_current(screening)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Check before an edge touches the skin, and begin."""
    episode = episode_to_change(request, pk)
    under_way, plan = session_under_way(episode), accepted_plan(episode)
    if under_way is not None:
        return redirect("sessions:live", pk=under_way.pk)
    if plan is None or barriers(episode, request.user):
        return redirect("sessions:page", pk=episode.pk)
    form = _form(request, episode)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["consent"] == "no":
            return _said_no(request, episode)
        resting = form.cleaned_data["resting_pain"]
        for said in firmer_at_rest(episode, request.user, resting):
            form.add_error("resting_pain", said)
    if request.method == "POST" and form.is_valid():
        return _begin(request, episode, form)
    return _start_page(request, episode, form)


def _form(request: ClinicRequest, episode: Episode) -> StartForm:
    assessment = Assessment.objects.signed().filter(episode=episode).last()
    draft = draft_of(request.user, _form_key(episode))
    initial = {
        "sign": assessment.comparable_sign if assessment else "",
        **restored(draft, StartForm),
    }
    first = not log_of(episode)
    return StartForm(request.POST or None, initial=initial, first=first)


def _form_key(episode: Episode) -> str:
    return f"start-{episode.pk}"


def _begin(request: ClinicRequest, episode: Episode, form: StartForm) -> HttpResponse:
    plan = accepted_plan(episode)
    if plan is None:
        return redirect("sessions:page", pk=episode.pk)
    with transaction.atomic():
        session = begin(episode, plan, form.cleaned_data, request.user)
        record(request, AuditAction.CREATE, session, visit=session.visit.number)
    forget_draft(request.user, _form_key(episode))
    return redirect("sessions:live", pk=session.pk)


def _said_no(request: ClinicRequest, episode: Episode) -> HttpResponse:
    with transaction.atomic():
        visit = keep_no(episode, request.user)
        record(request, AuditAction.CREATE, visit, verbal_consent="refused")
    forget_draft(request.user, _form_key(episode))
    toast(request, _("Kept: the patient said no today. No session was begun."))
    return redirect("sessions:page", pk=episode.pk)


def _start_page(
    request: ClinicRequest, episode: Episode, form: StartForm
) -> HttpResponse:
    plan = accepted_plan(episode)
    steps: list[Any] = plan.snapshot["steps"] if plan else []
    checks = [step for step in before(steps) if step["phase"] == "check"]
    placed = [step for step in checks if step.get("position")]
    log = log_of(episode)
    form_key = _form_key(episode)
    context = episode_page(episode, here="treat") | {
        "form": form,
        "form_key": form_key,
        "draft": draft_of(request.user, form_key),
        "number": number_of_next_visit(episode),
        "position": placed[0]["instruction"] if placed else "",
        "edges": [edge_name(edge) for edge in edges_of(steps)],
        "hygiene": cleaning_asked(tools_of(edges_of(steps))),
        "last": log[0] if log else None,
        "outdated": plan is not None and not fits_today(plan),
    }
    status = 422 if form.errors else 200
    return render(request, "sessions/start.html", context, status=status)


def _sessions(episode: Episode) -> list[tuple[Session, list[Lifted]]]:
    """Return the sessions that are over with their stops, the latest first."""
    over = [SessionState.STOPPED, SessionState.COMPLETED]
    rows = Session.objects.current().filter(visit__episode=episode, state__in=over)
    rows = rows.select_related("visit", "practitioner").order_by("-visit__number")
    rows = rows.prefetch_related("events", "reactions", "recordings")
    return [(row, lifts_of(row)) for row in rows]
