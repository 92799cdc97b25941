"""After-care: the log of reactions, one answer, and the leaflet to take home."""

import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
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
from strigil_clinic.reactions.log import (
    barring,
    log_of,
    re_treatment,
    sessions_of,
)
from strigil_clinic.reactions.models import Reaction
from strigil_clinic.reactions.science import advice_by_part, hides_redness, watch_of
from strigil_clinic.words import sided, site_name


@require_safe
def page(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Show each session with its dose and the answers after it."""
    episode = episode_for(request, pk)
    log, lock = log_of(episode), re_treatment(episode)
    barred = barring(episode, lock)
    context = episode_page(episode, here="after-care") | {
        "log": log,
        "lock": lock,
        "barring": barred,
        "clears": any(one.may_clear for one in barred),  # which comes first then
        "back": request.GET.get("back", ""),
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


@require_POST
def gone(request: ClinicRequest, pk: uuid.UUID, reaction_pk: uuid.UUID) -> HttpResponse:
    """Keep that what was left of a reaction is gone today; the old answer stays."""
    episode = episode_to_change(request, pk)
    bars = barring(episode, re_treatment(episode))
    found = [one for one in bars if one.reaction.pk == reaction_pk and one.may_clear]
    if not found:
        toast(request, _("Nothing was changed: answer again what is there today."))
        return redirect("reactions:page", pk=episode.pk)
    row = _amended(request, found[0].reaction, resolved_on=timezone.localdate())
    undo = reverse("reactions:not_gone", args=[episode.pk, row.pk])
    said = _("Kept: gone today, %(what)s.")
    toast(request, said % {"what": ", ".join(found[0].still.names)}, undo=undo)
    back = "sessions:page" if request.POST.get("back") == "treat" else "reactions:page"
    return redirect(back, pk=episode.pk)


@require_POST
def not_gone(
    request: ClinicRequest, pk: uuid.UUID, reaction_pk: uuid.UUID
) -> HttpResponse:
    """Take back that it is gone: the answer counts again as it was before."""
    episode = episode_to_change(request, pk)
    rows: Any = Reaction.objects.signed().exclude(resolved_on=None)
    row = get_object_or_404(rows, pk=reaction_pk, episode=episode)
    _amended(request, row, resolved_on=None)
    toast(request, _("Taken back: it is still there."))
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


@transaction.atomic
def _amended(
    request: ClinicRequest, row: Reaction, *, resolved_on: date | None
) -> Reaction:
    """Sign the same answer anew with the day on which everything was gone."""
    names = (*ReactionForm.Meta.fields, "episode")
    same = {name: getattr(row, name) for name in names}
    new = Reaction(**{**same, "resolved_on": resolved_on}, created_by=request.user)
    new.amends = row
    new.save()
    new.sign(request.user)
    record(request, AuditAction.CREATE, new, day=new.day, gone=bool(resolved_on))
    return new


def _flags(log: list[Any]) -> list[Any]:
    """Return the last answers that are not usual and not yet over."""
    found = []
    for logged in log:
        answered = [cell for cell in logged.cells if cell.reaction is not None]
        if answered and answered[-1].judged and not answered[-1].judged.usual:
            found.append(answered[-1])
    return found


__all__ = ["answer", "entered_in_error", "gone", "leaflet", "not_gone", "page"]
