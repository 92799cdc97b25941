"""What would change a decision, and how: each finding says its own ways out."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from strigil.catalogue import ScreeningItem, all_of

__all__ = ["REFUSING", "Way", "changes_of", "excludes", "is_signable"]

# What the record itself brings into a screen: how to change it, and on which page.
BY_RECORD = {
    "reaction": (
        _("The after-care record: write there what is left today."),
        "reactions:page",
    ),
    "healing_stage": (
        _("Time; or the day it began, where that was written wrongly."),
        "episodes:correct",
    ),
    "resting_pain": (
        _("Another assessment, when pain at rest is lower."),
        "assessments:page",
    ),
    "red_flag_test": (
        _("A doctor has looked: assess again; only a negative test then frees."),
        "assessments:page",
    ),
    "retreat_interval": (_("Time: the place is free again after the interval."), ""),
    "consent_region": (
        _("Consent: the patient says yes to this part of the body."),
        "consent:page",
    ),
    "consent": (_("Consent, asked and signed anew."), "consent:page"),
}
REFUSING = ("signed_reason_needed", "refer", "blocked")
Found = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a decision would change; `page` is the view where it is done."""

    text: str
    page: str = ""


def changes_of(found: Found, asked_on: date | None = None) -> list[Way]:
    """Return the ways in which a finding's decision would change, the best one first.

    Parameters
    ----------
    found
        A finding as it is stored.
    asked_on
        The day of the answers; today when not given.
    """
    if found["lifted_by"] or found["consequence"] == "none":
        return []
    asked_on = asked_on or timezone.localdate()
    answers = (Way(str(text)) for text in _by_knowing(found, asked_on))
    rules = (Way(str(text)) for text in _by_rule(found))
    return [*answers, *_by_record(found), *rules]


def excludes(found: Found) -> bool:
    """Whether an answer keeps something off the skin, and treatment goes on."""
    item = all_of(ScreeningItem).get(found["item"])
    return item is not None and item.consequence == "exclude_allergen"


def is_signable(found: Found) -> bool:
    """Whether a reason signed beside the finding lifts it.

    What an instrument or an emollient holds is signed for at the allergy's question.
    """
    is_held_by = found["item"] in ("instrument_allergy", "lubricant_allergy")
    return bool(found["override"] == "signed_reason" and not is_held_by)


def _by_knowing(found: Found, asked_on: date) -> Iterator[str | Promise]:
    """Yield what a better answer would change: known, elsewhere, or long enough ago."""
    item = all_of(ScreeningItem).get(found["item"])
    if item is None or found["level"] not in REFUSING:
        return
    wait = found.get("wait_days")
    if wait:
        day = date_format(asked_on + timedelta(days=math.ceil(wait)), "j F Y")
        yield str(_("Time: screen again from %(day)s.")) % {"day": day}
    elif item.clock is not None and wait is None:
        yield _("The time: say when it was; long enough ago, it no longer holds.")
    if any(follow.kind == "where" for follow in item.ask):
        yield _("The place: say where, if elsewhere, and only that is left alone.")


def _by_record(found: Found) -> Iterator[Way]:
    if found["item"] in BY_RECORD and found["level"] in (*REFUSING, "cap"):
        text, page = BY_RECORD[found["item"]]
        yield Way(str(text), page)


def _by_rule(found: Found) -> Iterator[str | Promise]:
    """Yield what the item's own override allows."""
    if is_signable(found):
        if excludes(found):
            yield _("A reason signed by your name: then it may touch the skin.")
        else:
            yield _("A reason signed by your name: then light only.")
    elif found["override"] == "signed_reason" and found["level"] in REFUSING:
        yield _("A reason signed at the question of the allergy.")
    elif found["level"] in REFUSING:
        if found["consequence"] == "ask":
            yield _("Nothing else: it can not be signed for.")
        else:
            yield _("Nothing lifts this while it is so; no reason can be signed.")
    elif found["override"] == "cap":
        yield _("Nothing to lift: treatment goes on, light only, while it is so.")
