"""The screen of an episode: rows to a case, the case to findings, findings to rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils import timezone

import strigil
from strigil.catalogue import RedFlagTest, ScreeningItem, all_of
from strigil.planning import (
    Screening,
    asked_items,
    instead_of_treating,
    programmes_for,
    screen,
)
from strigil.treatment import Case, SignedOverride
from strigil_clinic.assessments.models import Assessment
from strigil_clinic.episodes.models import Episode
from strigil_clinic.episodes.science import case_of, history_of
from strigil_clinic.screening.models import ScreeningRecord

__all__ = [
    "instead",
    "items_to_ask",
    "name_of",
    "screen_answers",
    "screen_now",
    "snapshot",
    "still_open",
]

Answers = Mapping[str, Any]
Reasons = Mapping[str, tuple[str, str]]  # by item id: the reason, and who signs it

# What the screen asks of the case besides its questions, in words for a list.
STATE = {
    "consent": "consent",
    "healing_stage": "the stage of healing",
    "irritability": "irritability (with the assessment)",
    "resting_pain": "pain at rest (with the assessment)",
    "age": "age",
}


def items_to_ask(episode: Episode) -> tuple[ScreeningItem, ...]:
    """Return the questions that concern this episode, in the catalogue's order."""
    return asked_items(case_of(episode))


def screen_now(episode: Episode) -> Screening:
    """Screen an episode as everything in it stands at this moment."""
    return screen(case_of(episode))


def screen_answers(
    episode: Episode,
    answers: Answers,
    reasons: Reasons,
    *,
    assessment: Assessment | None = None,
) -> Screening:
    """Screen answers that are not stored yet, with the reasons signed for them."""
    return screen(_case_with(episode, answers, reasons, assessment))


def snapshot(found: Screening) -> dict[str, Any]:
    """Return a screening as the columns of its row."""
    return {
        "findings": [finding.as_json() for finding in found.findings],
        "decision": found.decision,
        "cap": found.cap or "",
        "missing": list(found.missing),
        "library_version": strigil.__version__,
    }


def instead(episode: Episode, screening: Screening | ScreeningRecord) -> list[str]:
    """Return what to do in place of treating, or nothing where treatment may go on."""
    found = screening if isinstance(screening, Screening) else _screened(screening)
    if found.treatable:
        return []
    ours = programmes_for(case_of(episode))[0]
    return list(instead_of_treating(found, ours))


def name_of(item_id: str) -> str:
    """Return the name of a question or of what the state of the case brings."""
    item = all_of(ScreeningItem).get(item_id)
    return item.name if item else STATE.get(item_id, item_id.replace("_", " "))


def still_open(missing: Sequence[str], answers: Answers) -> tuple[list[str], list[str]]:
    """Return what is to be found out, and what comes with a later part.

    A question without an answer is to be found out; a test or pain at rest comes later.
    """
    asked = all_of(ScreeningItem)
    unsure = [item for item in missing if item in answers or item in asked]
    later = [item for item in missing if item not in unsure]
    return [name_of(item) for item in unsure], [_later(item) for item in later]


def _later(item_id: str) -> str:
    test = all_of(RedFlagTest).get(item_id)
    return test.name if test is not None else name_of(item_id)


def _case_with(
    episode: Episode,
    answers: Answers,
    reasons: Reasons,
    assessment: Assessment | None,
) -> Case:
    today = timezone.localdate()
    signed = (SignedOverride(item, *said) for item, said in reasons.items())
    return replace(
        case_of(episode, assessment=assessment),
        history=history_of(answers, today, today),
        overrides=tuple(signed),
    )


def _screened(row: ScreeningRecord) -> Screening:
    return screen(case_of(row.episode, screening=row))
