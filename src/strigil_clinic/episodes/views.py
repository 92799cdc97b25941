"""Episodes: a new one, its overview, closing and reopening it."""

import uuid
from copy import copy

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

from strigil_clinic.access import (
    ClinicRequest,
    episode_for,
    episode_to_change,
    patient_to_change,
)
from strigil_clinic.assessments.chart import charts_of
from strigil_clinic.assessments.models import Assessment
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.drafts.autosave import draft_of, forget_draft, restored
from strigil_clinic.episodes.corrections import (
    changes_said,
    fixed_by,
    why_not_take_back,
)
from strigil_clinic.episodes.corrections import correct as correct_row
from strigil_clinic.episodes.corrections import take_back as take_back_row
from strigil_clinic.episodes.forms import CorrectionForm, EpisodeForm, site_choices
from strigil_clinic.episodes.layout import episode_page
from strigil_clinic.episodes.models import Correction, Episode, EpisodeStatus
from strigil_clinic.episodes.stage import StageDoubt, stage_doubt
from strigil_clinic.outcomes.overview import outcomes_part
from strigil_clinic.page import toast
from strigil_clinic.patients.models import Patient
from strigil_clinic.plans.overview import next_visit_part


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Open an episode for a patient."""
    patient = patient_to_change(request, pk)
    form_key = f"new-episode-{patient.pk}"
    draft = draft_of(request.user, form_key)
    fresh = Episode(patient=patient, opened_by=request.user)
    given = _like(patient, request.GET.get("like", "")) | restored(draft, EpisodeForm)
    form = EpisodeForm(request.POST or None, instance=fresh, initial=given)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            episode = form.save()
            record(request, AuditAction.CREATE, episode)
            forget_draft(request.user, form_key)
        toast(request, _("Episode opened."))
        return redirect(episode)
    context = {"form": form, "patient": patient, "form_key": form_key, "draft": draft}
    return render(request, "episodes/form.html", context)


def _like(patient: Patient, pk: str) -> dict[str, object]:
    """Return what a new episode takes from a closed one: all but the side."""
    closed = next((e for e in patient.episodes.all() if str(e.pk) == pk), None)
    names = ("condition_id", "site_id", "stage", "onset_date", "goal")
    return {} if closed is None else {name: getattr(closed, name) for name in names}


@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def correct(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Set an opened episode right, with a reason."""
    episode = episode_to_change(request, pk)
    form_key = f"correct-{episode.pk}"
    draft = draft_of(request.user, form_key)
    form = CorrectionForm(
        request.POST or None,
        instance=copy(episode),  # a form changes its own before it is valid
        initial=restored(draft, CorrectionForm),
        fixed=fixed_by(episode),
    )
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        made = correct_row(episode, form.changes, request.user, reason=reason)
        record(request, AuditAction.CHANGE, episode, fields=list(form.changes))
        forget_draft(request.user, form_key)
        undo = reverse("episodes:take_back", args=[episode.pk, made.pk])
        toast(request, _("Episode corrected."), undo=undo)
        return redirect(episode)
    context = {"form": form, "form_key": form_key, "draft": draft}
    return _correct_page(request, episode, context)


@require_POST
@transaction.atomic
def take_back(
    request: ClinicRequest, pk: uuid.UUID, correction_pk: uuid.UUID
) -> HttpResponse:
    """Undo a correction; both stay in the record."""
    episode = episode_to_change(request, pk)
    made = get_object_or_404(Correction, pk=correction_pk, episode=episode)
    if refused := why_not_take_back(made):
        form = CorrectionForm(instance=copy(episode), fixed=fixed_by(episode))
        return _correct_page(request, episode, {"form": form, "refused": refused})
    take_back_row(made, request.user)
    fields = list(made.changes)
    record(request, AuditAction.CHANGE, episode, fields=fields, taken_back=True)
    toast(request, _("Taken back."))
    return redirect(episode)


def _correct_page(
    request: ClinicRequest, episode: Episode, context: dict[str, object]
) -> HttpResponse:
    context |= episode_page(episode, "correct")
    return render(request, "episodes/correct.html", context)


@require_safe
def sites(request: ClinicRequest) -> HttpResponse:
    """Return the sites of the chosen condition, and the sides of the first of them."""
    choices = site_choices(request.GET.get("condition_id", ""))
    context = {"choices": choices, "form": _sides_of(request, choices[0][0])}
    return render(request, "episodes/_sites.html", context)


@require_safe
def sides(request: ClinicRequest) -> HttpResponse:
    """Return the sides that the chosen site has."""
    form = _sides_of(request, request.GET.get("site_id", ""))
    return render(request, "episodes/_side.html", {"form": form})


@require_safe
def stage(request: ClinicRequest) -> HttpResponse:
    """Say whether the chosen stage fits the day it began."""
    form = EpisodeForm(initial=request.GET.dict())
    return render(request, "episodes/_doubt.html", {"doubt": form.doubt()})


def _sides_of(request: ClinicRequest, site_id: str) -> EpisodeForm:
    chosen = request.GET.get("side", "")
    return EpisodeForm(initial={"site_id": site_id, "side": chosen})


@require_safe
def overview(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Show an episode on one page: where, how it went, what is next."""
    episode = episode_for(request, pk)
    assessment = Assessment.objects.current().filter(episode=episode).last()
    findings = list(assessment.findings.all()) if assessment is not None else []
    corrections = episode.corrections.select_related("made_by")
    context = episode_page(episode) | {
        "doubt": _doubt(episode),
        "corrections": [(made, changes_said(made.changes)) for made in corrections],
        "findings": findings,
        "charts": charts_of(episode, findings),
        **outcomes_part(episode, request.user),
        **next_visit_part(episode, request.user),
    }
    return render(request, "episodes/overview.html", context)


def _doubt(episode: Episode) -> StageDoubt | None:
    """Return what speaks against the stage while care goes on."""
    if not episode.is_open:
        return None
    return stage_doubt(episode.condition_id, episode.stage, episode.onset_date)


@require_POST
def close(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """End the care for this problem; can be undone."""
    episode = episode_to_change(request, pk)
    episode.status, episode.closed_at = EpisodeStatus.FINISHED, timezone.now()
    with transaction.atomic():
        episode.save()
        record(request, AuditAction.CHANGE, episode, status=episode.status)
    undo = reverse("episodes:reopen", args=[episode.pk])
    toast(request, _("Episode closed."), undo=undo)
    if request.POST.get("then") == "new":
        new_one = reverse("patients:new_episode", args=[episode.patient_id])
        return redirect(f"{new_one}?like={episode.pk}")
    return redirect(episode)


@require_POST
def reopen(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Take care up again."""
    episode = episode_to_change(request, pk)
    episode.status, episode.closed_at = EpisodeStatus.ACTIVE, None
    with transaction.atomic():
        episode.save()
        record(request, AuditAction.CHANGE, episode, status=episode.status)
    toast(request, _("Episode open."))
    return redirect(episode)


__all__ = [
    "close",
    "correct",
    "new",
    "overview",
    "reopen",
    "sides",
    "sites",
    "stage",
    "take_back",
]
