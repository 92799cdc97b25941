"""The plan of care: proposed with reasons, edited with reasons, accepted by signing."""

import math
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from strigil.catalogue import edge_among
from strigil.treatment import Case
from strigil_clinic.access import ClinicRequest, episode_for, episode_to_change
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.drawn import drawn
from strigil_clinic.episodes.layout import episode_page
from strigil_clinic.episodes.models import Episode
from strigil_clinic.episodes.science import case_of, to_the_day
from strigil_clinic.inventory.science import has_listed
from strigil_clinic.page import toast
from strigil_clinic.plans.asked import asked_of
from strigil_clinic.plans.beside import plans_beside_of
from strigil_clinic.plans.editing import change_step
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.plans.options import edits_of, options_of
from strigil_clinic.plans.paper import alternatives_shown, paper_rows
from strigil_clinic.plans.rows import (
    accepted_plan,
    draft_of_plan,
    edited,
    fits_today,
    new_plan,
)
from strigil_clinic.plans.science import (
    contact_drawing,
    edge_words,
    edges_for,
    force_of_step,
    forecast_drawing,
    proposed,
    sources_of,
    why_plan_again,
)
from strigil_clinic.plans.science.tried import changes_at_hand
from strigil_clinic.plans.shown import (
    groups_of,
    reasons_and_evidence,
    step_shown,
)
from strigil_clinic.plans.step_form import StepForm, refused_form
from strigil_clinic.screening.gate import why_not_treat
from strigil_clinic.workers import begun, finished, key_of

WITHOUT_SCRIPTS = 10.0  # how long a page without scripts waits for a drawing [s]


@require_safe
def page(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the accepted plan, or the proposal to edit and accept."""
    episode = episode_for(request, pk)
    return _page(request, episode)


@require_safe
def drawing(request: ClinicRequest, pk: uuid.UUID, what: str) -> HttpResponse:
    """Return a drawing once it is computed: `contact` or `forecast`."""
    episode = episode_for(request, pk)
    case = case_of(episode, practitioner=request.user)
    again = "again" in request.GET
    snapshot, _plan = _snapshot(episode, case, again=again)
    context = {"drawing": _drawing(what, case, snapshot, 0.25), "episode": episode}
    context["again"] = again
    return render(request, "plans/_drawing.html", context)


@require_POST
def edit(request: ClinicRequest, pk: uuid.UUID, order: int) -> HttpResponse:
    """Change one step: less or more time, another edge, or leave it out."""
    episode = episode_to_change(request, pk)
    case = case_of(episode, practitioner=request.user)
    try:
        with transaction.atomic():
            plan = draft_of_plan(episode) or new_plan(episode, case, request.user)
            change_step(request, plan, case, order)
    except ValidationError as error:
        faulty = refused_form(request.POST.dict(), order, error)
        return _page(request, episode, faulty=faulty)
    undo = reverse("plans:undo", args=[episode.pk, len(plan.edits)])
    toast(request, _("Step changed."), undo=undo)
    return redirect(reverse("plans:page", args=[episode.pk]) + f"#step-{order}")


@require_POST
def undo(request: ClinicRequest, pk: uuid.UUID, number: int) -> HttpResponse:
    """Take back one edit; the others stay."""
    episode = episode_to_change(request, pk)
    plan = draft_of_plan(episode)
    if plan is not None and 0 < number <= len(plan.edits):
        case = case_of(episode, practitioner=request.user)
        edits = [e for i, e in enumerate(plan.edits, start=1) if i != number]
        try:
            snapshot = edited(plan, case, edits)
        except ValidationError as error:
            return _page(request, episode, wrong=(0, " ".join(error.messages)))
        with transaction.atomic():
            plan.edits, plan.snapshot = edits, snapshot
            plan.save()
            record(request, AuditAction.CHANGE, plan, undone=number)
        toast(request, _("Taken back."))
    return redirect("plans:page", episode.pk)


@require_POST
def accept(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Accept the proposal as it stands: sign it."""
    episode = episode_to_change(request, pk)
    case = case_of(episode, practitioner=request.user)
    draft, accepted = draft_of_plan(episode), accepted_plan(episode)
    # A proposal that was edited may be of an hour ago: what came since counts too.
    steps = draft.snapshot["steps"] if draft else []
    against = why_not_treat(episode) or why_plan_again(case, steps)
    if against:
        return _page(request, episode, wrong=(0, " ".join(against)))
    if draft is None and accepted is not None and "again" not in request.POST:
        toast(request, _("This plan is accepted already."))
        return redirect("plans:page", episode.pk)
    with transaction.atomic():
        plan = draft or new_plan(episode, case, request.user)
        plan.sign(request.user)
        record(request, AuditAction.SIGN, plan, edits=len(plan.edits))
    toast(request, _("Plan accepted."))
    return redirect("plans:page", episode.pk)


def _snapshot(
    episode: Episode, case: Case, *, again: bool
) -> tuple[dict[str, Any], PlanOfCare | None]:
    """Return what is shown: the draft, the accepted plan, or a fresh proposal."""
    draft, accepted = draft_of_plan(episode), accepted_plan(episode)
    if draft is not None and (again or accepted is None or draft.edits):
        return draft.snapshot, draft
    if accepted is not None and not again:
        return accepted.snapshot, accepted
    return proposed(case).as_json(), None


def _page(
    request: ClinicRequest,
    episode: Episode,
    *,
    wrong: tuple[int, str] | None = None,
    faulty: StepForm | None = None,
) -> HttpResponse:
    case = case_of(episode, practitioner=request.user)
    again = "again" in request.GET or faulty is not None  # what was typed stays open
    snapshot, plan = _snapshot(episode, case, again=again)
    signed = plan is not None and plan.signed_at is not None
    against = why_not_treat(episode)
    wait = WITHOUT_SCRIPTS if "drawings" in request.GET else 0.0
    firm = why_plan_again(case, snapshot["steps"]) if signed and not against else []
    context = episode_page(episode, here="plan") | {
        "plan": plan,
        "snapshot": snapshot,
        "signed": signed,
        "again": again,
        "against": against,
        "outdated": signed and plan is not None and not fits_today(plan),
        "too_firm": firm,
        "asked": asked_of(case, plan) if signed and plan is not None else None,
        "groups": [*groups_of(snapshot)] if signed or not against else [],
        "reasons": reasons_and_evidence(snapshot)[0],
        "evidence": reasons_and_evidence(snapshot)[1],
        "choices": {} if signed else _choices(case, snapshot),
        "options": {} if signed else options_of(case),
        "edits": [*edits_of(plan)],
        "changed_orders": {o for edit in edits_of(plan) for o in edit["orders"]},
        "reason_sources": sources_of(snapshot.get("reasons", [])),
        "paper_sources": sources_of(_every_reason(snapshot)),
        "alternatives": alternatives_shown(snapshot),
        "paper": [*paper_rows(snapshot)],
        "printed": timezone.localdate(),
        "running": _running(episode),
        "wrong": wrong,
        "faulty": faulty,
        "kept": {**faulty.data, "order": faulty.order} if faulty else {},
        "contact": _drawing("contact", case, snapshot, wait),
        "forecast": _drawing("forecast", case, snapshot, wait),
        "at_hand": changes_at_hand(case),
        "beside": plans_beside_of(request.GET, case, wait) if wait else None,
        "sent": request.GET,
        "from_all": not has_listed(episode.patient.clinic),
        "can_edit": request.user.may_write and not signed and not against,
    }
    context["plan_first"] = _plan_first(context)
    status = 422 if wrong or faulty else 200
    return render(request, "plans/page.html", context, status=status)


def _plan_first(context: dict[str, Any]) -> bool:
    """Whether an accepted plan has to be made again before it is followed."""
    part, asked = context["next_part"].key, context["asked"]
    outdated = asked is not None and asked.outdates
    return part == "plan" or (part == "treat" and bool(context["too_firm"] or outdated))


def _every_reason(snapshot: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all that gives a reason in what is printed: steps first, then the rest."""
    steps = [r for step in snapshot.get("steps", []) for r in step.get("because", [])]
    lists = ("reasons", "stop_rules", "skin_watch")
    return [*steps, *(reason for name in lists for reason in snapshot.get(name, []))]


def _running(episode: Episode) -> str:
    """Return what stands at the foot of every printed page."""
    patient, day = episode.patient, timezone.localdate()
    return f"{patient.clinic.name} · {patient.name} · {day:%d %b %Y}"


def _choices(case: Case, snapshot: dict[str, Any]) -> dict[int, Any]:
    return {
        step["order"]: [
            (c, edge_words(c.edge, case.instruments.own)) for c in edges_for(case, step)
        ]
        for step in snapshot["steps"]
        if step.get("edge")
    }


def _drawing(
    what: str, case: Case, snapshot: dict[str, Any], wait: float
) -> dict[str, Any]:
    """Return a drawing if it is there; ask for it when it is not."""
    words = ("light", "moderate", "firm")
    steps = snapshot.get("steps", [])
    worked = [s for s in steps if s["phase"] in words and s.get("edge")]
    if not worked:
        return {"what": what, "none": True}
    context: dict[str, Any] = {"what": what}
    if what == "contact":
        step = worked[0]
        force, from_ = force_of_step(step)
        angle = math.radians(step["angle_deg"])
        edge = edge_among(step["edge"], case.instruments.own)
        given: dict[str, Any] = {"edge": edge, "site": step["site"]}
        given |= {"force": force, "angle": angle}
        work: Any = contact_drawing
        context |= {"force": force, "from": from_, "step": step_shown(step)}
    else:
        given, work = {"case": to_the_day(case)}, forecast_drawing
    key = key_of(what, *given.values())
    begun(key, work, lane="plans", **given)
    found = finished(key, within=wait)
    if found is None:
        return context | {"waits": True}
    return context | {
        "svg": drawn(found.svg),
        "table": found.table,
        "warnings": found.warnings,
    }


__all__ = ["accept", "drawing", "edit", "page", "undo"]
