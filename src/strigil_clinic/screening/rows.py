"""Keeping a screen: what was answered before, and a new signed row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from strigil.catalogue import ScreeningItem, all_of
from strigil_clinic.assessments.models import Assessment
from strigil_clinic.episodes.models import Episode
from strigil_clinic.people.models import Practitioner
from strigil_clinic.screening.gate import is_current, latest_signed
from strigil_clinic.screening.models import (
    ScreeningMoment,
    ScreeningOverride,
    ScreeningRecord,
)
from strigil_clinic.screening.reasons import Reasons
from strigil_clinic.screening.science import screen_answers, snapshot

__all__ = ["Earlier", "earlier", "screen_again", "store"]


@dataclass(frozen=True, slots=True)
class Earlier:
    """Answers that still stand, when they were signed, and why they are shown.

    `corrects` where the screen of today is put right before any session; else it is
    another visit or another day.
    """

    answers: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None
    corrects: bool = False


def earlier(episode: Episode) -> Earlier:
    """Return earlier answers that still stand.

    After a session, and on another day, only what hardly changes stands; the rest is
    asked on every visit.
    """
    screening = latest_signed(episode)
    if screening is None:
        return Earlier()
    at = timezone.localtime(screening.signed_at or screening.created_at)
    if is_current(screening) and at.date() == timezone.localdate():
        return Earlier(screening.answers, at, corrects=True)
    items = all_of(ScreeningItem)
    lasting = {
        item_id: answer
        for item_id, answer in screening.answers.items()
        if item_id in items and items[item_id].asked == "first_visit"
    }
    return Earlier(lasting, at)


def store(
    episode: Episode, answers: Mapping[str, Any], reasons: Reasons, who: Practitioner
) -> ScreeningRecord:
    """Sign a screen; it amends the one before when that was of the same moment."""
    found = screen_answers(episode, answers, reasons)
    before, moment = latest_signed(episode), _moment(episode)
    amends = before if before and is_current(before) else None
    row = ScreeningRecord.objects.create(
        episode=episode,
        visit=episode.current_visit(),
        moment=moment,
        answers=dict(answers),
        amends=amends if amends and amends.moment == moment else None,
        created_by=who,
        **snapshot(found),
    )
    lifted = {finding.item for finding in found.findings if finding.lifted_by}
    for item, (reason, _name) in reasons.items():
        if item in lifted:
            ScreeningOverride.objects.create(
                screening=row, item_id=item, reason=reason, signed_by=who
            )
    row.sign(who)
    return row


def screen_again(episode: Episode, who: Practitioner) -> ScreeningRecord | None:
    """Screen today's answers with what the assessment found; None without any.

    Answers of another day are asked again, not signed again. A reason counts again
    only for who signs it anew, unless it is their own.
    """
    before = latest_signed(episode)
    if before is None or not earlier(episode).corrects:
        return None
    own = before.overrides.filter(signed_by=who)
    reasons = {row.item_id: (row.reason, who.name) for row in own}
    return store(episode, before.answers, reasons, who)


def _moment(episode: Episode) -> ScreeningMoment:
    assessed = Assessment.objects.signed().filter(episode=episode).exists()
    return ScreeningMoment.AFTER_ASSESSMENT if assessed else ScreeningMoment.FIRST
