"""What the patient said to being treated: no at all, no here, or nobody for a child."""

from collections.abc import Iterator

from strigil.catalogue import BodySite, one_of, sourced_table
from strigil.planning.finding import ScreenFinding
from strigil.planning.places import places_of
from strigil.treatment import Case, RefusedRegion, age_of
from strigil.units import to_si

__all__ = ["consent_findings", "is_refused", "places_refused"]


def consent_findings(case: Case) -> Iterator[ScreenFinding]:
    """Yield what stands against treatment in what the patient said to it."""
    if case.consent.treatment in ("refused", "withdrawn"):
        yield _no_consent(f"Consent was {case.consent.treatment}", "block")
    age, adult = age_of(case), sourced_table("planning_rules.toml")["adult_age"]
    is_child = age is not None and to_si(age, "year") < adult.value
    if is_child and case.consent.by != "guardian":
        yield _no_consent("A guardian has not consented", "signed_reason")
    first = places_of(case)[0]
    for refused in dict.fromkeys(case.consent.refused):
        yield _not_there(refused, here=is_refused(first.site, first.side, refused))


def places_refused(case: Case) -> tuple[str, ...]:
    """Return the places, of those that the case asks to treat, with a no."""
    return tuple(
        str(place)
        for place in places_of(case)
        if any(
            is_refused(place.site, place.side, refused)
            for refused in case.consent.refused
        )
    )


def is_refused(site: str, side: str, refused: RefusedRegion) -> bool:
    """Return True when a body site lies in a refused region; no side means both.

    Examples
    --------
    >>> is_refused("calf", "left", RefusedRegion("neck"))
    False
    >>> is_refused("upper_trapezius", "left", RefusedRegion("neck"))
    True
    """
    place = one_of(BodySite, site)
    if place.region != refused.region:
        return False
    either = not place.sided or "midline" in (side, refused.side)
    return either or refused.side in (None, side)


def _not_there(refused: RefusedRegion, *, here: bool) -> ScreenFinding:
    return ScreenFinding(
        item="consent_region",
        name=f"The patient says no to this part of the body: {refused}",
        decision="contraindication",
        scope="regional",
        consequence="block" if here else "avoid_region",
        override="never",
        level="blocked" if here else "caution",
        because="The patient decides for each part of the body, and a yes to one is "
        "no yes to another.",
        answer=str(refused),
        advice="Offer what needs no touch there; ask again only if the patient wishes."
        if here
        else "Leave it alone, with hand and instrument, and treat elsewhere.",
    )


def _no_consent(name: str, consequence: str) -> ScreenFinding:
    blocks = consequence == "block"
    return ScreenFinding(
        item="consent",
        name=name,
        decision="contraindication",
        scope="global",
        consequence=consequence,
        override="never" if blocks else "signed_reason",
        level="blocked" if blocks else "signed_reason_needed",
        because="Nobody is treated without a free and informed yes.",
        advice="Say what is planned and what else there is; treat only on a yes.",
    )
