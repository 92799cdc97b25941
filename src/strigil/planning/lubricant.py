"""Which emollient lies between edge and skin."""

from strigil.catalogue import Emollient, all_of
from strigil.planning.finding import Screening
from strigil.treatment import Case, Reason

__all__ = ["DRY", "choose_lubricant"]

DRY = "none"


def choose_lubricant(case: Case, screening: Screening) -> tuple[str, Reason]:
    """Return an emollient's id and why it was taken.

    The one at hand is taken unless the patient is allergic to something in it; then
    the slipperiest that is free of it; dry skin only when nothing else is left.
    """
    barred = set(screening.allergens)
    at_hand = case.instruments.lubricant
    emollients = all_of(Emollient)
    if at_hand and not barred & set(emollients[at_hand].allergens):
        return at_hand, Reason("the emollient at hand", emollients[at_hand].name)
    free = [
        emollient
        for emollient in emollients.values()
        if emollient.id != DRY and not barred & set(emollient.allergens)
    ]
    if not free:
        rule = "every emollient holds something the patient is allergic to: dry, short"
        return DRY, Reason(rule, ", ".join(sorted(barred)), "StrigilPolicy")
    best = min(free, key=lambda emollient: emollient.friction.value)
    rule = (
        "the emollient holds nothing the patient is allergic to"
        if barred
        else "no emollient was named, so the slipperiest"
    )
    return best.id, Reason(rule, best.name, best.friction.source)
