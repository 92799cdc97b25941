"""Keeping an assessment: the draft that findings are added to, and signing it."""

import uuid
from typing import Any

from django.forms.models import model_to_dict
from django.utils import timezone

from strigil_clinic.assessments.forms import AssessmentForm
from strigil_clinic.assessments.models import Assessment, Finding
from strigil_clinic.drafts.models import Draft
from strigil_clinic.episodes.models import Episode
from strigil_clinic.outcomes.models import OutcomeScore
from strigil_clinic.people.models import Practitioner
from strigil_clinic.records import RecordStatus
from strigil_clinic.words import sided, site_name

__all__ = [
    "draft_assessment",
    "put_back",
    "sign_assessment",
    "signed_assessment",
    "take_out",
    "to_add_to",
]


def draft_assessment(episode: Episode) -> Assessment | None:
    """Return the assessment that is being made."""
    rows = Assessment.objects.filter(episode=episode)
    return rows.filter(status=RecordStatus.PRELIMINARY).last()


def signed_assessment(episode: Episode) -> Assessment | None:
    """Return the latest signed assessment that counts."""
    return Assessment.objects.signed().filter(episode=episode).last()


def to_add_to(episode: Episode, who: Practitioner) -> Assessment:
    """Return the assessment that is being made; a new one when there is none."""
    draft = draft_assessment(episode)
    if draft is not None:
        return draft
    visit = episode.current_visit()
    return Assessment.objects.create(episode=episode, visit=visit, created_by=who)


def sign_assessment(
    episode: Episode, form: AssessmentForm, who: Practitioner
) -> Assessment:
    """Store what the form says, sign it, and keep what was measured as scores."""
    row = to_add_to(episode, who)
    for name in form.Meta.fields:
        setattr(row, name, form.cleaned_data[name])
    row.red_flag_answers = form.red_flag_answers()
    row.sign(who)
    place = sided(episode.side, site_name(episode.site_id))
    of = {"ppt": place, "rom": form.cleaned_data["rom_of"] or place}
    for measure, value in form.measured().items():
        score = OutcomeScore.objects.create(
            episode=episode,
            visit=row.visit,
            measure_id=measure,
            item=of[measure],
            value=value,
            created_by=who,
        )
        score.sign(who)
    return row


def take_out(finding: Finding, who: Practitioner) -> None:
    """Remove a finding and keep it aside, so that it can be put back."""
    kept: dict[str, Any] = model_to_dict(finding, exclude=["assessment"])
    kept["assessment_id"] = str(finding.assessment_id)
    Draft.objects.update_or_create(
        owner=who,
        form_key=_aside(finding.pk),
        defaults={"data": kept, "saved_at": timezone.now()},
    )
    finding.delete()


def put_back(pk: uuid.UUID, episode: Episode, who: Practitioner) -> Finding | None:
    """Put a removed finding back where it was; None when there is nothing aside."""
    aside = Draft.objects.filter(owner=who, form_key=_aside(pk)).first()
    draft = draft_assessment(episode)
    if aside is None or draft is None:
        return None
    if aside.data.get("assessment_id") != str(draft.pk):
        return None
    finding = Finding(pk=pk, **aside.data)
    finding.save(force_insert=True)
    aside.delete()
    return finding


def _aside(pk: uuid.UUID) -> str:
    return f"removed-finding-{pk}"
