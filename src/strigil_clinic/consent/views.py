"""Consent: told, asked, signed, taken back, and asked again at each visit."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
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

import strigil
from strigil_clinic.access import (
    ClinicRequest,
    episode_for,
    episode_to_change,
    only_writers,
)
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.consent.forms import (
    ConsentForm,
    VerbalForm,
    WithdrawalForm,
    points_by_part,
)
from strigil_clinic.consent.in_error import InErrorForm, mark, marked_of
from strigil_clinic.consent.models import (
    Consent,
    ConsentWithdrawal,
    InformationGiven,
    RegionRefusal,
    VerbalConsent,
)
from strigil_clinic.consent.regions import RefusalForm, allow, refuse, standing
from strigil_clinic.drafts.autosave import draft_of, forget_draft, restored
from strigil_clinic.episodes.layout import episode_page
from strigil_clinic.episodes.models import Episode
from strigil_clinic.page import toast

UNDO_WITHIN = timedelta(minutes=10)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Tell the patient, ask, and sign; or show what was signed."""
    episode = episode_for(request, pk)
    form_key = f"consent-{episode.pk}"
    if request.method == "POST":
        only_writers(request)
    draft = draft_of(request.user, form_key)
    form = ConsentForm(
        request.POST or None,
        initial=restored(draft, ConsentForm),
        patient=episode.patient,
    )
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            _sign(request, episode, form)
            forget_draft(request.user, form_key)
        toast(request, _("Consent signed."))
        return redirect("consent:page", episode.pk)
    status = 422 if form.is_bound else 200
    context = _context(episode) | {"form": form, "form_key": form_key, "draft": draft}
    return render(request, "consent/page.html", context, status=status)


@require_safe
def leaflet(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Show what is told as a leaflet to print and take home."""
    episode = episode_for(request, pk)
    context = {
        "episode": episode,
        "patient": episode.patient,
        "parts": points_by_part(),
        "refused": standing(episode),
    }
    return render(request, "consent/leaflet.html", context)


@require_POST
def today(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep the answer to the question that is asked at each visit."""
    episode = episode_to_change(request, pk)
    visit, form = episode.current_visit(), VerbalForm(request.POST)
    if visit is None or not form.is_valid():
        fresh = ConsentForm(patient=episode.patient)
        context = _context(episode) | {"verbal_form": form, "form": fresh}
        return render(request, "consent/page.html", context, status=422)
    said = {
        "given": form.cleaned_data["given"],
        "note": form.cleaned_data["note"],
        "asked_by": request.user,
        "asked_at": timezone.now(),
    }
    with transaction.atomic():
        row, _made = VerbalConsent.objects.update_or_create(visit=visit, defaults=said)
        record(request, AuditAction.CREATE, row, given=row.given)
    toast(request, _("Kept.") if row.given else _("Kept: no treatment today."))
    return redirect("consent:page", episode.pk)


@require_POST
def withdraw(
    request: ClinicRequest, pk: uuid.UUID, consent_pk: uuid.UUID
) -> HttpResponse:
    """Take a consent back; from then on nothing may start."""
    episode = episode_to_change(request, pk)
    consent = get_object_or_404(
        Consent, pk=consent_pk, episode=episode, withdrawal__isnull=True
    )
    form = WithdrawalForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    with transaction.atomic():
        row = ConsentWithdrawal.objects.create(
            consent=consent, recorded_by=request.user, reason=reason
        )
        record(request, AuditAction.CREATE, row, scope=consent.scope)
    undo = reverse("consent:restore", args=[episode.pk, consent.pk])
    toast(request, _("Consent withdrawn: nothing may start."), undo=undo)
    return redirect("consent:page", episode.pk)


@require_POST
def refuse_region(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep a no to one part of the body; treatment elsewhere keeps its yes."""
    episode = episode_to_change(request, pk)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        fresh = ConsentForm(patient=episode.patient)
        context = _context(episode) | {"refusal_form": form, "form": fresh}
        return render(request, "consent/page.html", context, status=422)
    said = form.cleaned_data
    with transaction.atomic():
        refuse(request, episode, [f"{said['region']}:{said['side']}"], said["said"])
    toast(request, _("Kept: nothing is treated there."))
    return redirect("consent:page", episode.pk)


@require_POST
def allow_region(
    request: ClinicRequest, pk: uuid.UUID, refusal_pk: uuid.UUID
) -> HttpResponse:
    """Keep that the patient, asked again, says yes to a part of the body."""
    episode = episode_to_change(request, pk)
    row = get_object_or_404(
        RegionRefusal, pk=refusal_pk, episode=episode, allowed_at=None
    )
    with transaction.atomic():
        allow(request, row)
    toast(request, _("Kept: the patient says yes to it."))
    return redirect("consent:page", episode.pk)


@require_POST
def restore(
    request: ClinicRequest, pk: uuid.UUID, consent_pk: uuid.UUID
) -> HttpResponse:
    """Undo a withdrawal that was a slip: by the same person, within minutes."""
    episode = episode_to_change(request, pk)
    withdrawal = get_object_or_404(
        ConsentWithdrawal, consent=consent_pk, consent__episode=episode
    )
    young = timezone.now() - withdrawal.withdrawn_at < UNDO_WITHIN
    if not young or withdrawal.recorded_by != request.user:
        raise PermissionDenied(_("This withdrawal stands. Ask for consent again."))
    with transaction.atomic():
        record(request, AuditAction.CHANGE, withdrawal, undone=True)
        withdrawal.delete()
    toast(request, _("The withdrawal was undone."))
    return redirect("consent:page", episode.pk)


@require_POST
def entered_in_error(
    request: ClinicRequest, pk: uuid.UUID, consent_pk: uuid.UUID
) -> HttpResponse:
    """Say that a consent never held; only who signed it may."""
    episode = episode_to_change(request, pk)
    rows: Any = Consent.objects.signed()
    consent = get_object_or_404(
        rows, pk=consent_pk, episode=episode, withdrawal__isnull=True
    )
    if consent.signed_by != request.user:
        raise PermissionDenied(_("Only who signed it can say that it was an error."))
    form = InErrorForm(request.POST)
    if not form.is_valid():
        fresh = ConsentForm(patient=episode.patient)
        context = _context(episode) | {"form": fresh, "error_form": form}
        context["in_error_of"] = consent.pk
        return render(request, "consent/page.html", context, status=422)
    mark(request, consent, form.cleaned_data["why"])
    toast(request, _("Marked as entered in error. It does not count."))
    return redirect("consent:page", episode.pk)


def _sign(request: ClinicRequest, episode: Episode, form: ConsentForm) -> None:
    told, who = form.cleaned_data, request.user
    information = InformationGiven.objects.create(
        episode=episode,
        leaflet_version=strigil.__version__,
        points=form.point_ids(),
        told_by=told["told_by"],
        questions=told["questions"],
        created_by=who,
    )
    information.sign(who)
    given_at = _moment(told["given_on"])
    named = {"another_name": True} if form.asks_whose else {}
    for scope in told["scope"]:
        consent = Consent.objects.create(
            episode=episode,
            information=information,
            scope=scope,
            form=told["form"],
            given_as=told["given_as"],
            given_by=told["given_by"],
            given_at=given_at,
            created_by=who,
        )
        consent.sign(who)
        record(request, AuditAction.SIGN, consent, scope=scope, **named)
    refuse(request, episode, told["not_here"])


def _moment(day: date) -> datetime:
    now = timezone.localtime()
    return now if day == now.date() else datetime.combine(day, time(12), now.tzinfo)


def _context(episode: Episode) -> dict[str, object]:
    consents = Consent.objects.filter(episode=episode).select_related(
        "withdrawal__recorded_by", "signed_by", "information"
    )
    visit = episode.current_visit()
    verbal = VerbalConsent.objects.filter(visit=visit).first() if visit else None
    return episode_page(episode, here="consent") | {
        "parts": points_by_part(),
        "consents": consents.order_by("-given_at", "-scope"),
        "holds": any(c.holds and c.scope == "treatment" for c in consents),
        "visit": visit,
        "verbal": verbal,
        "verbal_form": VerbalForm(),
        "withdrawal_form": WithdrawalForm(),
        "error_form": InErrorForm(),
        "marked": marked_of(consents),
        "refusal_form": RefusalForm(),
        "refused": standing(episode),
        "allowed": RegionRefusal.objects.filter(episode=episode).exclude(
            allowed_at=None
        ),
    }


__all__ = [
    "allow_region",
    "entered_in_error",
    "leaflet",
    "page",
    "refuse_region",
    "restore",
    "today",
    "withdraw",
]
