"""Screening items: contraindications, precautions and what follows from them."""

from dataclasses import dataclass
from typing import Literal

from strigil.catalogue.sourced import Sourced

__all__ = ["Consequence", "FollowUp", "Override", "ScreeningItem", "SourceClass"]

Consequence = Literal[
    "block", "refer", "signed_reason", "avoid_region", "light_only", "exclude_allergen"
]
Override = Literal["never", "signed_reason", "cap"]


@dataclass(frozen=True, slots=True)
class SourceClass:
    """How one source classes an item.

    Attributes
    ----------
    says : str
        ``either`` where the source says both, or leaves it to the case.
    grade : str
        The expert-consensus grade where it was read, else ``ungraded``.
    wording : str
        What the source adds, in our words.
    """

    source: str
    says: Literal["contraindication", "precaution", "either", "excluded_in_trial"]
    grade: str = "ungraded"
    wording: str = ""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is asked next when the answer is not no.

    Attributes
    ----------
    kind : str
        ``which`` (in words), ``when`` (a day), ``where`` (a body site, or elsewhere)
        or ``side`` (left, right or both).
    """

    kind: Literal["which", "when", "where", "side"]
    question: str


@dataclass(frozen=True, slots=True)
class ScreeningItem:
    """One thing that is asked before treatment.

    The question is answered yes, no or unsure; *yes* always means that the item
    applies, and *unsure* is not *no*.

    Attributes
    ----------
    find_out : str
        How the practitioner finds out what the patient does not know.
    ask : tuple of FollowUp
        What is asked next, each kind once; a clock asks when.
    send_to : str
        To whom the patient is sent, and how soon; every referral says so.
    follows : str
        The item whose answer holds for this one too, so that it is not asked twice.
    decision : str
        Strigil's own class, the strictest that a source supports.
    scope : str
        ``local`` (the site), ``regional`` (the limb) or ``global``.
    consequence : str
        What the software does within the scope: ``block`` (no treatment), ``refer``
        (no treatment, and send the patient on), ``signed_reason`` (go on only with a
        practitioner's signed reason), ``avoid_region`` (not over the place that the
        answer names), ``light_only`` (the practitioner's own *light* is the cap) or
        ``exclude_allergen`` (nothing that holds one of ``allergens`` touches the skin).
    override : str
        ``never`` (nothing lifts it), ``signed_reason`` (a signed reason lifts it) or
        ``cap`` (nothing to lift: treatment goes on inside the consequence).
    clock : Sourced or None
        Time that must have passed since the event; later the item is over [s].
    clock_from : str
        The event from which the clock runs.
    conditions : tuple of str
        Condition kinds it applies to; with none, and no tissue, all.
    tissues : tuple of str
        Kinds of target tissue it applies to wherever one is treated, whatever the
        condition: a tendon beside a strained muscle too.
    sites : tuple of str
        Body sites it applies to; empty means all.
    asked : str
        ``every_visit`` or, for what hardly changes, ``first_visit``: then what was
        said last time may be filled in, and for a red flag it is confirmed one by one.
    urgent : bool
        True when the patient is sent on the same day.
    advice : str
        What the practitioner does or says, in a sentence.
    """

    id: str
    name: str
    question: str
    find_out: str
    group: Literal[
        "skin", "blood", "bone", "general", "medicine", "nerve", "allergy", "consent"
    ]
    decision: Literal["contraindication", "precaution"]
    scope: Literal["local", "regional", "global"]
    consequence: Consequence
    override: Override
    classes: tuple[SourceClass, ...]
    because: str
    because_evidence: Literal["measured", "recalled"]
    clock: Sourced | None = None
    conditions: tuple[str, ...] = ()
    tissues: tuple[str, ...] = ()
    allergens: tuple[str, ...] = ()
    clock_from: str = ""
    sites: tuple[str, ...] = ()
    asked: Literal["first_visit", "every_visit"] = "every_visit"
    urgent: bool = False
    advice: str = ""
    note: str = ""
    ask: tuple[FollowUp, ...] = ()
    send_to: str = ""
    follows: str = ""

    @property
    def is_red_flag(self) -> bool:
        """True when a yes sends the patient on: it is never answered in a sweep."""
        return self.consequence == "refer"
