"""Assessing again from what was found the last time, or correcting what was signed."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.forms.models import model_to_dict

from strigil_clinic.assessments.forms import AssessmentForm
from strigil_clinic.assessments.models import Assessment, Finding
from strigil_clinic.assessments.rows import (
    draft_assessment,
    signed_assessment,
    to_add_to,
)
from strigil_clinic.episodes.models import Episode
from strigil_clinic.people.models import Practitioner

__all__ = ["Begin", "begin", "filled", "is_filled", "marked_as_last"]

KEPT = ("irritability", "comparable_sign", "skin")  # pain and tests are asked again


class Begin(models.TextChoices):
    """How an assessment begins when there is one already."""

    LAST = "last"
    CORRECT = "correct"
    BLANK = "blank"


def begin(episode: Episode, who: Practitioner, how: Begin) -> Assessment | None:
    """Return a draft filled in from the last signed one; None without one to copy."""
    last, draft = signed_assessment(episode), draft_assessment(episode)
    if last is None or (draft is not None and draft.findings.exists()):
        return draft
    row = to_add_to(episode, who)
    names: tuple[str, ...] = KEPT
    if how is Begin.CORRECT:
        names = (*AssessmentForm.Meta.fields, "red_flag_answers", "visit")
        row.amends = last
    for name in names:
        setattr(row, name, getattr(last, name))
    row.save()
    for finding in last.findings.all():
        Finding.objects.create(assessment=row, **_felt(finding))
    return row


def filled(draft: Assessment | None) -> dict[str, Any]:
    """Return what a draft was filled in with, as initial values of its form."""
    if draft is None:
        return {}
    known = {name: getattr(draft, name) for name in AssessmentForm.Meta.fields}
    tests = {f"test-{key}": said for key, said in draft.red_flag_answers.items()}
    return {n: v for n, v in (known | tests).items() if v not in (None, "")}


def is_filled(draft: Assessment | None) -> bool:
    """Say whether a draft began from an earlier assessment."""
    return draft is not None and bool(draft.irritability)


def marked_as_last(findings: list[Finding], last: Iterable[Finding]) -> list[Finding]:
    """Mark those that are still as they were the last time."""
    before = [_felt(finding) | {"order": 0} for finding in last]
    for finding in findings:
        is_same = _felt(finding) | {"order": 0} in before
        finding.is_as_last = is_same  # type: ignore[attr-defined]  # for the template
    return findings


def _felt(finding: Finding) -> dict[str, Any]:
    return model_to_dict(finding, exclude=["assessment", "id"])
