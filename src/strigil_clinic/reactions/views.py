"""After-care: the log of reactions, one answer, and the leaflet to take home."""

import uuid
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from strigil_clinic.access import ClinicRequest, episode_for, episode_to_change
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.drafts.autosave import draft_of, forget_draft, restored
from strigil_clinic.episodes.layout import episode_page
from strigil_clinic.episodes.models import Episode, VisitStatus
from strigil_clinic.episodes.science import case_of
from strigil_clinic.page import toast
from strigil_clinic.reactions.forms import ReactionForm
from strigil_clinic.reactions.log import log_of, re_treatment, sessions_of
from strigil_clinic.reactions.models import Reaction
from strigil_clinic.reactions.science import advice_by_part, hides_redness, watch_of
from strigil_clinic.words import sided, site_name


@require_safe
def page(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Show each session with its dose and the answers after it."""
    episode = episode_for(request, pk)
    log = log_of(episode)
    context = episode_page(episode, here="after-care") | {
        "log": log,
        "lock": re_treatment(log, timezone.now()),
        "parts": advice_by_part(),
        "flags": _flags(log),
        "watch": watch_of(case_of(episode)),
    }
    return render(request, "reactions/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Enter what a patient said and what was seen on one day."""
    episode = episode_to_change(request, pk)
    sessions = sessions_of(episode)
    if not sessions:
        toast(request, _("There is no session yet to ask about."))
        return redirect("reactions:page", pk=episode.pk)
    form_key = f"reaction-{episode.pk}"
    draft = draft_of(request.user, form_key)
    initial = {
        "session": request.GET.get("session", sessions[0].pk),
        "day": request.GET.get("day", ""),
        "skin_tone": episode.patient.skin_tone,
        **restored(draft, ReactionForm),
    }
    form = ReactionForm(request.POST or None, initial=initial, sessions=sessions)
    if request.method == "POST" and form.is_valid():
        _store(request, episode, form)
        forget_draft(request.user, form_key)
        toast(request, _("Answer saved."))
        return redirect("reactions:page", pk=episode.pk)
    context = episode_page(episode, here="after-care") | {
        "form": form,
        "form_key": form_key,
        "draft": draft,
        "watch": watch_of(case_of(episode)),
    }
    return render(request, "reactions/answer.html", context)


@require_POST
def entered_in_error(
    request: ClinicRequest, pk: uuid.UUID, reaction_pk: uuid.UUID
) -> HttpResponse:
    """Take an answer out of the count; the record keeps that it was there."""
    episode = episode_to_change(request, pk)
    rows: Any = Reaction.objects.current()
    row = get_object_or_404(rows, pk=reaction_pk, episode=episode)
    with transaction.atomic():
        row.mark_entered_in_error()
        record(request, AuditAction.CHANGE, row, status=row.status)
    toast(request, _("Marked as entered in error. It no longer counts."))
    return redirect("reactions:page", pk=episode.pk)


@require_safe
def leaflet(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Show what the patient takes home; plain words, no forecast."""
    episode = episode_for(request, pk)
    sessions = sessions_of(episode)
    planned = episode.visits.filter(
        status=VisitStatus.PLANNED, started_at__gt=timezone.now()
    )
    context = {
        "episode": episode,
        "patient": episode.patient,
        "clinic": episode.patient.clinic,
        "session": sessions[0] if sessions else None,
        "parts": advice_by_part(),
        "hides_redness": hides_redness(episode.patient.skin_tone),
        "next_visit": planned.first(),
        "place": sided(episode.side, site_name(episode.site_id)),
        "large": "large" in request.GET,
    }
    return render(request, "reactions/leaflet.html", context)


@transaction.atomic
def _store(request: ClinicRequest, episode: Episode, form: ReactionForm) -> None:
    row = form.save(commit=False)
    row.episode, row.created_by = episode, request.user
    before = Reaction.objects.signed().filter(session=row.session, day=row.day)
    row.amends = before.last()
    row.save()
    row.sign(request.user)
    record(request, AuditAction.CREATE, row, day=row.day)


def _flags(log: list[Any]) -> list[Any]:
    """Return the last answers that are not usual and not yet over."""
    found = []
    for logged in log:
        answered = [cell for cell in logged.cells if cell.reaction is not None]
        if answered and answered[-1].judged and not answered[-1].judged.usual:
            found.append(answered[-1])
    return found


__all__ = ["answer", "entered_in_error", "leaflet", "page"]
