"""Allergies against what would touch the skin: instruments and emollient."""

from collections.abc import Iterable, Iterator, Mapping

from strigil.catalogue import (
    Emollient,
    Instrument,
    Material,
    Override,
    ScreeningItem,
    all_of,
    edge_among,
    instrument_among,
    one_of,
)
from strigil.planning.finding import ScreenFinding, is_signed
from strigil.treatment import Case, known_allergens

__all__ = [
    "allergens_of",
    "allergens_of_instrument",
    "allergy_findings",
    "items_by_allergen",
]


def allergens_of(case: Case) -> tuple[str, ...]:
    """Return what must not touch this patient's skin.

    An allergen leaves the list only when its screening item may be overridden and a
    reason for it was signed.
    """
    found = [allergen.strip().lower() for allergen in case.patient.allergies]
    for item_id, answer in case.history.answers.items():
        if answer.answer != "no":
            found += one_of(ScreeningItem, item_id).allergens
    signed = _signed_allergens(case)
    return tuple(a for a in dict.fromkeys(found) if a and a not in signed)


def allergens_of_instrument(instrument: Instrument) -> tuple[str, ...]:
    """Return what an instrument holds that someone may be allergic to."""
    return one_of(Material, instrument.material).allergens


def items_by_allergen() -> Mapping[str, ScreeningItem]:
    """Return the screening item that asks for each allergen."""
    items = all_of(ScreeningItem).values()
    return {allergen: item for item in items for allergen in item.allergens}


def allergy_findings(case: Case) -> Iterator[ScreenFinding]:
    """Yield a finding for each thing at hand that must not touch the skin."""
    barred = set(allergens_of(case))
    for allergen in sorted(barred - known_allergens()):
        yield _not_in_the_catalogue(allergen)
    at_hand = case.instruments
    edges = dict.fromkeys(edge_among(edge, at_hand.own) for edge in at_hand.edges)
    tools = [instrument_among(edge.instrument, at_hand.own) for edge in edges]
    out = {tool: barred & set(allergens_of_instrument(tool)) for tool in tools}
    out = {tool: allergens for tool, allergens in out.items() if allergens}
    if out:
        yield _instruments(out, none_left=all(tool in out for tool in tools))
    if case.instruments.lubricant:
        emollient = one_of(Emollient, case.instruments.lubricant)
        for allergen in sorted(barred & set(emollient.allergens)):
            yield _lubricant(emollient, allergen)


def _not_in_the_catalogue(allergen: str) -> ScreenFinding:
    return ScreenFinding(
        item="allergy_unknown",
        name=f"Nothing here is known to hold or not to hold {allergen}",
        decision="precaution",
        scope="global",
        consequence="exclude_allergen",
        override="never",
        level="caution",
        because=f"The patient is allergic to {allergen}, and the catalogue does not "
        "say which instruments or emollients hold it.",
        answer=allergen,
        advice="Read the labels of the instrument and the emollient before they touch "
        "the skin.",
    )


def _signed_allergens(case: Case) -> set[str]:
    signed = {over.item for over in case.overrides if is_signed(over)}
    return {
        allergen
        for allergen, item in items_by_allergen().items()
        if item.id in signed and item.override == "signed_reason"
    }


def _override(allergens: Iterable[str]) -> Override:
    """Return never, unless each allergen's own item lets a signed reason lift it."""
    items = items_by_allergen()
    signable = all(
        allergen in items and items[allergen].override == "signed_reason"
        for allergen in allergens
    )
    return "signed_reason" if signable else "never"


def _each_of(out: Mapping[Instrument, set[str]]) -> list[str]:
    """Return each allergen once, in order of name."""
    return sorted({allergen for held in out.values() for allergen in held})


def _instruments(
    out: Mapping[Instrument, set[str]], *, none_left: bool
) -> ScreenFinding:
    allergens = ", ".join(_each_of(out))
    held_by = [tool.name for tool in out]
    left = "none at hand is left" if none_left else "use another at hand"
    return ScreenFinding(
        item="instrument_allergy",
        name=f"Instruments that hold {allergens}",
        decision="contraindication" if none_left else "precaution",
        scope="global",
        consequence="exclude_allergen",
        override=_override(_each_of(out)),
        level="blocked" if none_left else "caution",
        because=f"The patient is allergic to {allergens}, and these hold it: "
        f"{', '.join(dict.fromkeys(held_by))}; {left}.",
        answer=allergens,
        advice="Take an instrument of another material. A reason is signed for the "
        "allergy's own screening item.",
    )


def _lubricant(emollient: Emollient, allergen: str) -> ScreenFinding:
    return ScreenFinding(
        item="lubricant_allergy",
        name=f"{emollient.name} holds {allergen}",
        decision="precaution",
        scope="global",
        consequence="exclude_allergen",
        override=_override([allergen]),
        level="caution",
        because=f"The patient is allergic to {allergen}. The plan leaves it out.",
        answer=allergen,
        advice="Take another emollient.",
    )
