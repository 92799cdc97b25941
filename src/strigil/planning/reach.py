"""What each edge at hand would do at depth: where planning asks mechanics.

At any force, with pressure at the skin. It takes a moment for each edge; a plan
compares its edges by what was pressed beforehand (`edge_depth`).
"""

from dataclasses import dataclass
from functools import lru_cache

from strigil.catalogue import (
    BodySite,
    TreatmentEdge,
    edge_among,
    one_of,
)
from strigil.intervals import Interval
from strigil.mechanics import EdgeContact, contact_of_edge
from strigil.planning.edge_depth import light_force
from strigil.treatment import Case, Reason

__all__ = ["EdgeReach", "reach_of_edges"]

SAMPLES = 20  # enough to compare edges; a contact study takes more


@dataclass(frozen=True, slots=True)
class EdgeReach:
    """What one edge does at one force.

    Attributes
    ----------
    edge, site : str
        Catalogue ids.
    force : float
        Normal force it was computed at [N].
    peak_pressure : Interval
        Highest contact pressure at the skin [Pa].
    target_strain : Interval
        Strain of the target structure, compression negative [1].
    because : Reason
        The same in a sentence.
    warnings : tuple of str
        Where the model was taken beyond its range.
    """

    edge: str
    site: str
    force: float
    peak_pressure: Interval
    target_strain: Interval
    because: Reason
    warnings: tuple[str, ...]


def reach_of_edges(
    case: Case, site: str, *, force: float | None = None
) -> tuple[EdgeReach, ...]:
    """Compute what each edge at hand does at a site, most strain at the target first.

    Parameters
    ----------
    case : Case
        The case with its edges at hand.
    site : str
        Body site id.
    force : float or None
        Normal force [N]; when None the practitioner's own light, or what one-handed
        practitioners were measured to use.

    Returns
    -------
    tuple of EdgeReach
        One for each edge; more strain is deeper reach, not a better edge.
    """
    at = light_force(case) if force is None else force
    at_hand = case.instruments
    edges = [edge_among(edge, at_hand.own) for edge in dict.fromkeys(at_hand.edges)]
    found = [_reach(edge, site, at) for edge in edges]
    return tuple(sorted(found, key=lambda reach: reach.target_strain.value))


@lru_cache(maxsize=512)
def _contact(edge: TreatmentEdge, site: str, force: float) -> EdgeContact:
    return contact_of_edge(
        edge,
        one_of(BodySite, site),
        force=force,
        samples=SAMPLES,
    )


def _reach(edge: TreatmentEdge, site: str, force: float) -> EdgeReach:
    contact = _contact(edge, site, force)
    strain, pressure = contact.target.strain, contact.peak_pressure
    number = (
        f"at {force:.1f} N: peak {pressure.low / 1e3:.0f} to {pressure.high / 1e3:.0f} "
        f"kPa; {contact.target.structure} shortened by {-100 * strain.high:.0f} to "
        f"{-100 * strain.low:.0f} % in depth"
    )
    return EdgeReach(
        edge=edge.id,
        site=site,
        force=force,
        peak_pressure=pressure,
        target_strain=strain,
        because=Reason("computed contact", number, "StrigilEstimate"),
        warnings=contact.warnings,
    )
