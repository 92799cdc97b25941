"""Where treatment is meant: the problem's place first, then those of the findings."""

from collections.abc import Iterable
from dataclasses import dataclass

from strigil.catalogue import BodySite, one_of
from strigil.treatment import Answer, Case, CaseFinding

__all__ = ["Place", "is_among", "is_at_problem", "places_of", "same_place"]


@dataclass(frozen=True, slots=True)
class Place:
    """One place to treat.

    Attributes
    ----------
    site, side : str
        Body site id and left, right or midline.
    findings : tuple of CaseFinding
        Restrictions that were found there, highest grade first.
    """

    site: str
    side: str
    findings: tuple[CaseFinding, ...] = ()

    def __str__(self) -> str:
        return f"{self.site} {self.side}"


def places_of(case: Case) -> tuple[Place, ...]:
    """Return the places the case asks to treat, the problem's own first.

    A finding of grade 0 is a place that was felt and found normal; it adds none.
    """
    keys = [(case.problem.site, str(case.problem.side))]
    keys += [(found.site, str(found.side)) for found in case.findings if found.grade]
    return tuple(
        Place(site, side, _findings_at(case, site, side))
        for site, side in dict.fromkeys(keys)
    )


def same_place(site: str, side: str, place: Place) -> bool:
    """Return True when a site and a side name the place; no side names both."""
    if site != place.site:
        return False
    if not one_of(BodySite, site).sided or "midline" in (side, place.side):
        return True
    return not side or side == place.side


def is_among(place: Place, named: Iterable[str]) -> bool:
    """Return True when one of some places, each ``site`` or ``site side``, is this one.

    Examples
    --------
    >>> is_among(Place("calf", "left"), ["calf"])
    True
    >>> is_among(Place("calf", "left"), ["calf right"])
    False
    """
    parts = (each.partition(" ") for each in named)
    return any(same_place(site, side, place) for site, _, side in parts)


def is_at_problem(case: Case, answer: Answer) -> bool:
    """Return True unless the answer says that it lies somewhere else.

    A site that is named counts before the word elsewhere, where both are said.
    """
    if not answer.site:
        return not answer.elsewhere
    return same_place(answer.site, answer.side or "", places_of(case)[0])


def _findings_at(case: Case, site: str, side: str) -> tuple[CaseFinding, ...]:
    here = [
        found
        for found in case.findings
        if found.grade and found.site == site and found.side == side
    ]
    return tuple(sorted(here, key=lambda found: -found.grade))
