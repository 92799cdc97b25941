"""Screening items: contraindications, precautions and what follows from them."""

from dataclasses import dataclass
from typing import Literal

from strigil.catalogue.sourced import Sourced

__all__ = ["Consequence", "Override", "ScreeningItem", "SourceClass"]

Consequence = Literal["block", "avoid_region", "light_only", "signed_reason", "refer"]
Override = Literal["never", "signed_reason", "cap"]


@dataclass(frozen=True, slots=True)
class SourceClass:
    """How one source classes an item.

    Attributes
    ----------
    grade : str
        The expert-consensus grade where it was read, else ``ungraded``.
    """

    source: str
    says: Literal["contraindication", "precaution", "either", "excluded_in_trial"]
    grade: str = "ungraded"
    wording: str = ""


@dataclass(frozen=True, slots=True)
class ScreeningItem:
    """One thing that is asked before treatment.

    Attributes
    ----------
    decision : str
        Strigil's own class, the strictest that a source supports.
    scope : str
        ``local`` (the site), ``regional`` (the limb) or ``global``.
    consequence, override : str
        What the software does, and whether and how it can be overridden.
    clock : Sourced or None
        Time that must have passed since the event [s].
    conditions : tuple of str
        Condition kinds it applies to; empty means all.
    """

    id: str
    name: str
    question: str
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
    allergens: tuple[str, ...] = ()
    note: str = ""
