"""A plan as a row: proposed, edited with reasons, accepted."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

import strigil
from strigil.treatment import Case
from strigil_clinic.assessments.models import Assessment
from strigil_clinic.episodes.corrections import changed_since
from strigil_clinic.episodes.models import Episode
from strigil_clinic.people.models import Practitioner
from strigil_clinic.plans.changes import CHANGES, changed, was
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.plans.science import longest_at_place, proposed
from strigil_clinic.screening.gate import latest_signed

__all__ = [
    "accepted_plan",
    "draft_of_plan",
    "edit_of",
    "edited",
    "fits_today",
    "new_plan",
]


def accepted_plan(episode: Episode) -> PlanOfCare | None:
    """Return the plan that counts."""
    return PlanOfCare.objects.signed().filter(episode=episode).last()


def draft_of_plan(episode: Episode) -> PlanOfCare | None:
    """Return the proposal that was edited and not yet accepted, while it still holds.

    It holds as long as screen and assessment are those that it was made from.
    """
    rows = PlanOfCare.objects.filter(episode=episode, status="preliminary")
    plan = rows.last()
    if plan is None or "steps" not in plan.snapshot:
        return None
    return plan if fits_today(plan) else None


def fits_today(plan: PlanOfCare) -> bool:
    """Whether screen, assessment and episode are those that a plan was made from."""
    screening, assessment = latest_signed(plan.episode), _assessment(plan.episode)
    same_screen = plan.screening_id == (screening and screening.pk)
    same_assessment = plan.assessment_id == (assessment and assessment.pk)
    made = plan.signed_at or plan.created_at
    return same_screen and same_assessment and not changed_since(plan.episode, made)


def new_plan(episode: Episode, case: Case, who: Practitioner) -> PlanOfCare:
    """Store a fresh proposal in place of drafts that no longer hold."""
    PlanOfCare.objects.filter(
        episode=episode, status="preliminary", session__isnull=True
    ).delete()
    return PlanOfCare.objects.create(
        episode=episode,
        screening=latest_signed(episode),
        assessment=_assessment(episode),
        snapshot=proposed(case).as_json(),
        library_version=strigil.__version__,
        amends=accepted_plan(episode),
        created_by=who,
    )


def edited(
    plan: PlanOfCare, case: Case, edits: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return the snapshot with these edits made on what was proposed.

    Raises
    ------
    ValidationError
        When an edit is above a limit or names what can not be.
    """
    start = plan.snapshot.get("proposed_steps") or plan.snapshot["steps"]
    steps = {step["order"]: dict(step) for step in start}
    for edit in edits:
        if edit["step"] not in steps:
            raise ValidationError(_("There is no such step."))
        for order in _meant(steps, edit):
            steps[order] = changed(steps[order], case, edit["field"], edit["now"])
    kept = [steps[order] for order in sorted(steps)]
    _refuse_too_long(case, kept, start)
    return {**plan.snapshot, "proposed_steps": start, "steps": kept}


def edit_of(
    step: Mapping[str, Any], field: str, now: Any, *, reason: str, who: Practitioner
) -> dict[str, Any]:
    """Return the record of one edit."""
    if field not in CHANGES:
        raise ValidationError(_("This can not be changed."))
    return {
        "step": step["order"],
        "field": field,
        "was": was(step, field),
        "now": now,
        "reason": reason,
        "by": who.name,
        "at": timezone.now().isoformat(timespec="seconds"),
    }


def _meant(
    steps: Mapping[int, Mapping[str, Any]], edit: Mapping[str, Any]
) -> list[int]:
    """Return the steps that an edit changes: a sign is the same before and after."""
    phase = steps[edit["step"]]["phase"]
    if phase == "sign" and edit["field"] == "instruction":
        return [order for order, step in steps.items() if step["phase"] == "sign"]
    return [edit["step"]]


def _assessment(episode: Episode) -> Assessment | None:
    return Assessment.objects.signed().filter(episode=episode).last()


def _refuse_too_long(
    case: Case, steps: list[dict[str, Any]], start: list[dict[str, Any]]
) -> None:
    """Refuse more contact at a place than its longest time; a proposal never has it."""
    most = longest_at_place(case, start)
    for site in {step["site"] for step in steps if step["edge"]}:
        worked = [s for s in steps if s["site"] == site and s["edge"]]
        total = sum(s["duration"] or 0.0 for s in worked if not s.get("skipped"))
        before = sum(
            s["duration"] or 0.0 for s in start if s["site"] == site and s["edge"]
        )
        if total > max(most, before):
            said = _("At one place edges touch for at most %(most)d s in a visit; ")
            said += _("with this it would be %(total)d s.")
            raise ValidationError(said % {"most": most, "total": total})
