"""The hands-on assessment: chart, findings, pain and sign, tests, and signing."""

import uuid
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from strigil.catalogue import Condition, one_of
from strigil_clinic.access import (
    ClinicRequest,
    episode_for,
    episode_to_change,
    only_writers,
)
from strigil_clinic.assessments.again import (
    Begin,
    begin,
    filled,
    is_filled,
    marked_as_last,
)
from strigil_clinic.assessments.chart import charts_of
from strigil_clinic.assessments.compare import side_by_side
from strigil_clinic.assessments.forms import (
    AssessmentForm,
    FindingForm,
    assessment_form,
    tests_of,
)
from strigil_clinic.assessments.leaving import leave, take_up
from strigil_clinic.assessments.models import Assessment, Finding
from strigil_clinic.assessments.places import GROUPS, Place, keep_off, places
from strigil_clinic.assessments.rows import (
    draft_assessment,
    put_back,
    sign_assessment,
    signed_assessment,
    take_out,
    to_add_to,
)
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.drafts.autosave import draft_of, forget_draft, restored
from strigil_clinic.episodes.layout import episode_page
from strigil_clinic.episodes.models import Episode
from strigil_clinic.page import toast
from strigil_clinic.screening.rows import screen_again


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Assess with the hands and sign; or show what was signed."""
    episode = episode_for(request, pk)
    if request.method == "POST":
        only_writers(request)
        form = assessment_form(episode.condition_id)(request.POST)
        if form.is_valid():
            return _sign(request, episode, form)
        return _work(request, episode, form, status=422)
    draft, signed = draft_assessment(episode), signed_assessment(episode)
    again = draft is not None or request.GET.get("again")
    if not request.user.may_write or (signed is not None and not again):
        return _signed(request, episode, signed)
    return _work(request, episode, _exam(request, episode))


@require_POST
def again(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Begin again from the last one, to correct it, or blank; or leave it."""
    episode = episode_to_change(request, pk)
    leaves = "leave" in request.POST
    how = Begin.BLANK if leaves else request.POST.get("how", "")
    if how not in Begin.values:
        raise Http404
    with transaction.atomic():
        if how == Begin.BLANK:
            if leave(episode, request.user, _form_key(episode), request.session):
                said = (
                    _("Left: nothing was changed.")
                    if leaves
                    else _("Emptied: this starts blank.")
                )
                undo = reverse("assessments:take_up", args=[episode.pk])
                toast(request, said, undo=undo)
        elif row := begin(episode, request.user, Begin(how)):
            record(request, AuditAction.CREATE, row, begun_from=how)
    return redirect("assessments:page", episode.pk) if leaves else _to_work(episode)


@require_POST
def take_up_again(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Put back what was left or emptied."""
    episode = episode_to_change(request, pk)
    with transaction.atomic():
        if not take_up(episode, request.user, _form_key(episode), request.session):
            raise Http404
        if row := draft_assessment(episode):
            record(request, AuditAction.CREATE, row, taken_up=True)
    return _to_work(episode)


@require_POST
def add(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Add what was felt at a place."""
    episode = episode_to_change(request, pk)
    place = _place(request.POST.get("place", ""))
    if place is None:
        raise Http404
    changed = _changed(request.POST.get("change", ""), episode)
    kept = changed.structure if changed else ""
    form = FindingForm(request.POST, place=place, kept=kept)
    if not form.is_valid():
        status = 200 if request.htmx else 422  # htmx shows only what went well
        exam = _exam(request, episode)
        return _work(request, episode, exam, finding_form=form, status=status)
    with transaction.atomic():
        assessment = to_add_to(episode, request.user)
        form.instance.assessment = assessment
        form.instance.order = assessment.findings.count()
        finding = form.save()
        record(request, AuditAction.CREATE, finding, region=finding.region)
        if changed is not None:
            record(request, AuditAction.CHANGE, changed, removed=changed.region)
            take_out(changed, request.user)
    return _to_work(episode)


@require_POST
def remove(
    request: ClinicRequest, pk: uuid.UUID, finding_pk: uuid.UUID
) -> HttpResponse:
    """Remove a finding from the assessment that is being made; can be undone."""
    episode = episode_to_change(request, pk)
    finding = get_object_or_404(
        Finding, pk=finding_pk, assessment=draft_assessment(episode)
    )
    with transaction.atomic():
        record(request, AuditAction.CHANGE, finding, removed=finding.region)
        take_out(finding, request.user)
    undo = reverse("assessments:restore", args=[episode.pk, finding_pk])
    toast(request, _("Finding removed."), undo=undo)
    return _to_work(episode)


@require_POST
def restore(
    request: ClinicRequest, pk: uuid.UUID, finding_pk: uuid.UUID
) -> HttpResponse:
    """Put a removed finding back."""
    episode = episode_to_change(request, pk)
    with transaction.atomic():
        finding = put_back(finding_pk, episode, request.user)
        if finding is None:
            raise Http404
        record(request, AuditAction.CHANGE, finding, restored=finding.region)
    return _to_work(episode)


def _sign(
    request: ClinicRequest, episode: Episode, form: AssessmentForm
) -> HttpResponse:
    with transaction.atomic():
        row = sign_assessment(episode, form, request.user)
        record(request, AuditAction.SIGN, row, tests=row.red_flag_answers)
        screening = screen_again(episode, request.user)
        if screening is not None:
            record(request, AuditAction.SIGN, screening, decision=screening.decision)
        forget_draft(request.user, _form_key(episode))
    if screening is None:
        toast(request, _("Assessment signed. The screen is next."))
    else:
        toast(request, _("Assessment signed; screened again with what was found."))
    return redirect("screening:page", episode.pk)


def _signed(
    request: ClinicRequest, episode: Episode, signed: Assessment | None
) -> HttpResponse:
    context = episode_page(episode, here="assess") | {"assessment": signed}
    if signed is not None:
        findings = list(signed.findings.all())
        answers = signed.red_flag_answers
        context |= {
            "charts": charts_of(episode, findings),
            "compared": side_by_side(findings),
            "findings": findings,
            "tests": [(t, answers.get(t.id)) for t in tests_of(episode.condition_id)],
        }
    return render(request, "assessments/signed.html", context)


def _work(
    request: ClinicRequest,
    episode: Episode,
    form: AssessmentForm,
    *,
    finding_form: FindingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    draft, last = draft_assessment(episode), signed_assessment(episode)
    findings = list(draft.findings.all()) if draft else []
    before = list(last.findings.all()) if last else []
    place = finding_form.place if finding_form else _place(request.GET.get("place", ""))
    if place is not None and finding_form is None:
        changed = _changed(request.GET.get("change", ""), episode)
        kept = changed.structure if changed else ""
        finding_form = FindingForm(place=place, instance=changed, kept=kept)
    form_key, chosen = _form_key(episode), place.key if place else ""
    context = episode_page(episode, here="assess") | {
        "form": form,
        "form_key": form_key,
        "draft": draft_of(request.user, form_key),
        "tests": [(t, form[f"test-{t.id}"]) for t in form.tests],
        "condition": one_of(Condition, episode.condition_id),
        "findings": marked_as_last(findings, before),
        "last": last,
        "filled": is_filled(draft),
        "corrects": draft is not None and draft.amends_id is not None,
        "changes": request.POST.get("change") or request.GET.get("change", ""),
        "before": before,
        "compared": side_by_side(findings),
        "charts": charts_of(episode, findings, before, chosen),
        "groups": _groups(episode, chosen),
        "place": place,
        "keep_off": keep_off(place) if place else {},
        "finding_form": finding_form,
    }
    return render(request, "assessments/page.html", context, status=status)


def _exam(request: ClinicRequest, episode: Episode) -> AssessmentForm:
    """Return the form of pain, sign and tests with what was typed before."""
    form_type = assessment_form(episode.condition_id)
    kept = draft_of(request.user, _form_key(episode))
    begun = filled(draft_assessment(episode))
    return form_type(initial=begun | restored(kept, form_type))


def _groups(episode: Episode, chosen: str) -> list[dict[str, Any]]:
    """Return the keyboard list: each region once, with its sides."""
    own = f"{episode.site_id}:{episode.side}"
    groups = []
    for name in map(str, GROUPS):
        inside = [place for place in places().values() if place.group == name]
        rows: dict[str, list[Place]] = {}
        for place in inside:
            rows.setdefault(place.name, []).append(place)
        is_open = any(place.key == (chosen or own) for place in inside)
        groups.append({"name": name, "rows": rows.items(), "is_open": is_open})
    return groups


def _place(key: str) -> Place | None:
    return places().get(key)


def _changed(pk: str, episode: Episode) -> Finding | None:
    """Return the finding of the draft that is being changed."""
    draft = draft_assessment(episode)
    rows = draft.findings.all() if draft else ()
    return next((finding for finding in rows if str(finding.pk) == pk), None)


def _form_key(episode: Episode) -> str:
    return f"assess-{episode.pk}"


def _to_work(episode: Episode) -> HttpResponseRedirect:
    return redirect(reverse("assessments:page", args=[episode.pk]) + "?again=1")


__all__ = ["add", "again", "page", "remove", "restore", "take_up_again"]
