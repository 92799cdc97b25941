"""What a screen found, as the page shows it: signs, words, and what may be signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from strigil_clinic.screening.changes import (
    REFUSING,
    Way,
    changes_of,
    excludes,
    is_signable,
)
from strigil_clinic.screening.models import ScreeningDecision

__all__ = ["NOT_BEGUN", "REFUSING", "Shown", "findings_shown", "sentence_of"]

NOT_BEGUN = _("Not screened yet: the questions are still open.")
SENTENCES = {
    ScreeningDecision.CLEAR: _("Nothing found speaks against treatment."),
    ScreeningDecision.CAUTION: _("Treat with care: see what was found."),
    ScreeningDecision.CAP: _("Treat lightly, within the cap."),
    ScreeningDecision.SIGNED_REASON_NEEDED: _("No treatment until a reason is signed."),
    ScreeningDecision.REFER: _("No treatment: send the patient on."),
    ScreeningDecision.BLOCKED: _("No treatment today."),
}
FOLLOWS = {
    "block": _("no treatment"),
    "refer": _("no treatment, send the patient on"),
    "signed_reason": _("go on only with a signed reason"),
    "avoid_region": _("keep off the place"),
    "light_only": _("light only (clinic policy)"),
    "exclude_allergen": _("nothing that holds it touches the skin"),
    "ask": _("find out first"),
    "none": _("noted; the time has passed"),
}
MAY_TOUCH = _("may touch the skin, with care")
CLASSES = {
    "contraindication": _("contraindication"),
    "precaution": _("precaution"),
}
SCOPES = {
    "local": _("at the place"),
    "regional": _("in the limb or region"),
    "global": _("anywhere"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding with its words, and the reason that is being written for it.

    `changes` are the ways in which the decision would change, the best one first.
    """

    raw: Mapping[str, Any]
    follows: str
    kind: str
    changes: Sequence[Way]
    tone: str
    asks_reason: bool
    voices: Sequence[tuple[str, str]]
    sources_differ: bool
    reason: str = ""
    name: str = ""


def finds_out_first(findings: Sequence[Mapping[str, Any]]) -> bool:
    """Whether all that stands against treating is something nobody knows yet."""
    against = [found for found in findings if found["level"] in REFUSING]
    return bool(against) and all(found["consequence"] == "ask" for found in against)


def sentence_of(decision: str, findings: Sequence[Mapping[str, Any]]) -> str:
    """Return a decision as a sentence, with what is to be done first."""
    if finds_out_first(findings):
        return str(_("No treatment yet: find out first."))
    if any(found["level"] == "refer" for found in findings):
        decision = ScreeningDecision.REFER  # a block beside it does not hide it
    return str(SENTENCES[ScreeningDecision(decision)])


def findings_shown(
    findings: Sequence[Mapping[str, Any]], written: Mapping[str, tuple[str, str]]
) -> list[Shown]:
    """Return findings for the page; `written` are reasons being typed, by item id.

    A reason is signed for an item, so it is asked for once where two findings share it.
    """
    items = [found["item"] for found in findings]
    return [
        _shown(found, *written.get(item, ("", "")), asks=item not in items[:i])
        for i, (item, found) in enumerate(zip(items, findings, strict=True))
    ]


def _shown(found: Mapping[str, Any], reason: str, name: str, *, asks: bool) -> Shown:
    held = found["level"] in REFUSING or excludes(found)
    voices = [_voice(text) for text in found["classes"]]
    return Shown(
        raw=found,
        follows=_follows(found),
        kind=f"{CLASSES[found['decision']]}, {SCOPES[found['scope']]}",
        changes=changes_of(found),
        tone=_tone(found),
        asks_reason=asks and is_signable(found) and (held or bool(found["lifted_by"])),
        voices=voices or [(found["source"], "")],
        sources_differ=len({says.split(" (")[0] for _key, says in voices}) > 1,
        reason=reason,
        name=name,
    )


def _voice(text: str) -> tuple[str, str]:
    """Return the key of a source and what it says."""
    key, _colon, says = text.partition(":")
    return key, says.strip()


def _follows(found: Mapping[str, Any]) -> str:
    if not found["lifted_by"]:
        return str(FOLLOWS[found["consequence"]])
    return str(MAY_TOUCH if excludes(found) else FOLLOWS["light_only"])


def _tone(found: Mapping[str, Any]) -> str:
    if found["level"] in ("blocked", "refer"):
        return "blocked"
    return "warn" if found["level"] in ("cap", "signed_reason_needed") else ""
