"""Changing one step of a plan: read what was sent, name every fault, keep the rest."""

import math
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strigil.treatment import Case
from strigil_clinic.access import ClinicRequest
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.plans.changes import CHANGES, changed, said_of
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.plans.rows import edit_of, edited

__all__ = ["change_step"]

NUMBERS = {
    "duration": gettext_lazy("Give the time in seconds, such as 30."),
    "angle_deg": gettext_lazy("Give the angle in degrees, such as 45."),
}


def change_step(
    request: ClinicRequest, plan: PlanOfCare, case: Case, order: int
) -> None:
    """Keep the changes that were sent for a step.

    Raises
    ------
    ValidationError
        With every fault at its field; then nothing is kept.
    """
    steps = {step["order"]: step for step in plan.snapshot["steps"]}
    if order not in steps:
        raise ValidationError(_("There is no such step."))
    reason = request.POST.get("reason", "").strip()[:200]
    told, faults = _told(request, steps[order])
    faults |= _refused(steps[order], case, told)
    if not told and not faults:
        faults[NON_FIELD_ERRORS] = [_("Nothing was changed.")]
    if not reason:
        faults["reason"] = [_("Say why in a few words; it stays with the plan.")]
    if faults:
        raise ValidationError(faults)
    entries = [
        edit_of(steps[order], field, now, reason=reason, who=request.user)
        for field, now in told.items()
    ]
    plan.snapshot = edited(plan, case, [*plan.edits, *entries])
    plan.edits = [*plan.edits, *entries]
    plan.save()
    record(request, AuditAction.CHANGE, plan, step=order, field=", ".join(told))


def _told(
    request: ClinicRequest, step: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Return what a form changes, one named field or each that differs; and faults."""
    field = request.POST.get("field")
    sent = {name: request.POST[name] for name in CHANGES if name in request.POST}
    if field is not None:
        sent = {field: request.POST.get("now", "")}
    told: dict[str, Any] = {}
    faults: dict[str, list[str]] = {}
    for name, text in sent.items():
        try:
            now = _now(name, text)
        except ValidationError as error:
            faults[name] = error.messages
            continue
        if field is not None or now != said_of(step, name):
            told[name] = now
    return told, faults


def _refused(
    step: dict[str, Any], case: Case, told: dict[str, Any]
) -> dict[str, list[str]]:
    """Return what speaks against each change by itself, so that all are named."""
    faults: dict[str, list[str]] = {}
    for name, now in told.items():
        try:
            changed(step, case, name, now)
        except ValidationError as error:
            faults[name] = error.messages
    return faults


def _now(field: str, sent: str) -> Any:
    if field == "skipped":
        return sent == "yes"
    if field not in NUMBERS:
        return sent
    try:
        number = float(sent.replace(",", "."))
    except ValueError:
        raise ValidationError(NUMBERS[field]) from None
    if not math.isfinite(number):
        raise ValidationError(NUMBERS[field])
    return number
