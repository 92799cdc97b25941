"""What a screen found, as the page shows it: signs, words, and what may be signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from strigil_clinic.screening.models import ScreeningDecision

__all__ = ["REFUSING", "Shown", "findings_shown", "sentence_of"]

REFUSING = ("signed_reason_needed", "refer", "blocked")
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
MAY_LIFT = {
    "never": _("nothing lifts this"),
    "signed_reason": _("a signed reason lifts this to light only"),
    "cap": _("treatment goes on within this"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding with its words, and the reason that is being written for it."""

    raw: Mapping[str, Any]
    follows: str
    may_lift: str
    tone: str
    asks_reason: bool
    sources_differ: bool
    reason: str = ""
    name: str = ""


def sentence_of(decision: str, *, begun: bool = True) -> str:
    """Return a decision as a sentence; before anything was found, that it is open."""
    if not begun:
        return str(_("Not screened yet: the questions are still open."))
    return str(SENTENCES[ScreeningDecision(decision)])


def findings_shown(
    findings: Sequence[Mapping[str, Any]], written: Mapping[str, tuple[str, str]]
) -> list[Shown]:
    """Return findings for the page; `written` are reasons being typed, by item id."""
    return [_shown(found, *written.get(found["item"], ("", ""))) for found in findings]


def _shown(found: Mapping[str, Any], reason: str, name: str) -> Shown:
    signable = found["override"] == "signed_reason"
    held = found["level"] in REFUSING
    says = {text.split(":", 1)[1].split("(")[0].strip() for text in found["classes"]}
    return Shown(
        raw=found,
        follows=str(
            FOLLOWS["light_only" if found["lifted_by"] else found["consequence"]]
        ),
        may_lift=str(MAY_LIFT[found["override"]]),
        tone=_tone(found),
        asks_reason=signable and (held or bool(found["lifted_by"])),
        sources_differ=len(says) > 1,
        reason=reason,
        name=name,
    )


def _tone(found: Mapping[str, Any]) -> str:
    if found["level"] in ("blocked", "refer"):
        return "blocked"
    return "warn" if found["level"] in ("cap", "signed_reason_needed") else ""
