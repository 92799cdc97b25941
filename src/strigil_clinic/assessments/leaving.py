"""Leaving an assessment that was begun, so that it can be taken up again.

What was left is kept in the session of who left it: it is theirs to undo, and gone
when they log out.
"""

from django.contrib.sessions.backends.base import SessionBase
from django.core import serializers
from django.utils import timezone

from strigil_clinic.assessments.rows import draft_assessment
from strigil_clinic.drafts.autosave import draft_of, forget_draft
from strigil_clinic.drafts.models import Draft
from strigil_clinic.episodes.models import Episode
from strigil_clinic.people.models import Practitioner

__all__ = ["leave", "take_up"]


def leave(
    episode: Episode, who: Practitioner, form_key: str, kept: SessionBase
) -> bool:
    """Drop the draft with all that was filled in; say whether there was anything."""
    draft, typed = draft_assessment(episode), draft_of(who, form_key)
    if draft is None and typed is None:
        return False
    rows = [] if draft is None else [draft, *draft.findings.all()]
    kept[_key(episode)] = {
        "rows": serializers.serialize("json", rows),
        "typed": typed.data if typed else None,
    }
    if draft is not None:
        draft.delete()
    forget_draft(who, form_key)
    return True


def take_up(
    episode: Episode, who: Practitioner, form_key: str, kept: SessionBase
) -> bool:
    """Put back what was left; say whether it could be."""
    left = kept.get(_key(episode))
    if left is None or draft_assessment(episode) is not None:
        return False
    for row in serializers.deserialize("json", left["rows"]):
        row.save()
    if left["typed"] is not None:
        given = {"data": left["typed"], "saved_at": timezone.now()}
        Draft.objects.update_or_create(owner=who, form_key=form_key, defaults=given)
    del kept[_key(episode)]
    return True


def _key(episode: Episode) -> str:
    return f"left-assess-{episode.pk}"
