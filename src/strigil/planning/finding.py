"""What a screen finds: one finding, and all of them with the decision they lead to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from strigil.catalogue import ScreeningItem, all_of
from strigil.treatment import SignedOverride

__all__ = [
    "LEVELS",
    "LIGHT_ONLY",
    "Level",
    "ScreenFinding",
    "Screening",
    "lifted",
    "worst",
]

Level = Literal["clear", "caution", "cap", "signed_reason_needed", "refer", "blocked"]
LEVELS: tuple[Level, ...] = (
    "clear",
    "caution",
    "cap",
    "signed_reason_needed",
    "refer",
    "blocked",
)
LIGHT_ONLY = "light only (clinic policy)"

# What is left of a finding once a reason was signed, where a reason may be signed.
_AFTER_SIGNING: dict[Level, Level] = {
    "blocked": "cap",
    "refer": "cap",
    "signed_reason_needed": "cap",
    "cap": "caution",
}


@dataclass(frozen=True, slots=True)
class ScreenFinding:
    """One thing that speaks against treatment, or for care in it.

    Attributes
    ----------
    item : str
        Screening item, or one of ``strigil.treatment.RULES_OF_STATE``.
    decision : str
        ``contraindication`` or ``precaution``.
    scope : str
        ``local``, ``regional`` or ``global``.
    grade : str
        The expert-consensus grade where it was read, else ``ungraded``.
    source : str
        Bibliography keys, with commas between them.
    consequence, override : str
        As :class:`strigil.catalogue.ScreeningItem` says; ``none`` for a
        consequence whose time is over, ``ask`` for an answer that is not known.
    level : str
        What this finding asks of the whole, one of :data:`LEVELS`.
    classes : tuple of str
        How each source classes the item.
    lifted_by : str
        Who signed, and why, when a signed reason was honoured.
    find_out : str
        How to find out, where the answer is not known.
    send_to : str
        To whom the patient is sent, and how soon.
    wait_days : float or None
        Time until the item's clock has run out [d].
    """

    item: str
    name: str
    decision: Literal["contraindication", "precaution"]
    scope: Literal["local", "regional", "global"]
    consequence: str
    override: Literal["never", "signed_reason", "cap"]
    level: Level
    because: str
    grade: str = "ungraded"
    source: str = "StrigilPolicy"
    answer: str = ""
    advice: str = ""
    urgent: bool = False
    classes: tuple[str, ...] = ()
    lifted_by: str = ""
    find_out: str = ""
    send_to: str = ""
    wait_days: float | None = None

    def as_json(self) -> dict[str, object]:
        """Return the finding for machines."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Screening:
    """What may be done, with every reason against.

    Attributes
    ----------
    decision : str
        The strictest level of any finding, one of :data:`LEVELS`.
    cap : str or None
        What force is held to.
    missing : tuple of str
        What was not asked, not done or not known.
    avoid : tuple of str
        Places not to treat, as ``site side``.
    allergens : tuple of str
        What must not touch the skin.
    """

    findings: tuple[ScreenFinding, ...]
    decision: Level
    cap: str | None
    missing: tuple[str, ...]
    avoid: tuple[str, ...] = ()
    allergens: tuple[str, ...] = ()

    @property
    def treatable(self) -> bool:
        """True when treatment may go on, perhaps with care or a cap."""
        return LEVELS.index(self.decision) < LEVELS.index("signed_reason_needed")

    def as_json(self) -> dict[str, object]:
        """Return the screening for machines."""
        return {
            "findings": [finding.as_json() for finding in self.findings],
            "decision": self.decision,
            "cap": self.cap,
            "missing": list(self.missing),
            "avoid": list(self.avoid),
            "allergens": list(self.allergens),
        }


def worst(levels: Iterable[Level]) -> Level:
    """Return the strictest level.

    Examples
    --------
    >>> worst(["caution", "refer", "cap"])
    'refer'
    """
    return max(levels, key=LEVELS.index, default="clear")


def lifted(
    finding: ScreenFinding, overrides: Iterable[SignedOverride]
) -> ScreenFinding:
    """Return the finding as it stands after the signed reasons that it honours.

    Only an item whose override is ``signed_reason`` is lifted, and only by a reason
    and a name. What it held back becomes *light only*; it is never simply gone. What
    holds an allergen may touch the skin again, and care stays asked for.
    """
    after: Level | None = _AFTER_SIGNING.get(finding.level)
    if _is_excluded(finding):
        after = "caution"
    if finding.override != "signed_reason" or after is None:
        return finding
    for override in overrides:
        if override.item == finding.item and is_signed(override):
            by = f"{override.signed_by.strip()}: {override.reason.strip()}"
            return replace(finding, level=after, lifted_by=by)
    return finding


def _is_excluded(finding: ScreenFinding) -> bool:
    """Return True for an allergy that keeps something off the skin, and no more."""
    item = all_of(ScreeningItem).get(finding.item)
    return item is not None and item.consequence == "exclude_allergen"


def is_signed(override: SignedOverride) -> bool:
    """Return True when a reason and a name are both there."""
    return bool(override.reason.strip() and override.signed_by.strip())
