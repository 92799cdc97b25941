"""An edge at work, said as one would say it to a colleague."""

from dataclasses import dataclass

from strigil.catalogue import BodySite, StrokeKind, TreatmentEdge
from strigil.treatment import Direction, ForceWord

__all__ = ["ONLY_WHERE_FELT", "EdgeUse", "edge_sentence"]

ONLY_WHERE_FELT = "only where something was felt"


@dataclass(frozen=True, slots=True)
class EdgeUse:
    """How an edge is used in one step.

    Attributes
    ----------
    edge, stroke : TreatmentEdge and StrokeKind
        With what, and how it is drawn.
    direction : str
        Against the fibres: along, across, any, none.
    angle_deg : float
        Treatment angle between edge and skin [deg].
    word : str
        The practitioner's own force word that is not passed.
    purpose : str
        ``scan``, ``broad`` or ``focal``; empty says nothing about it.
    """

    edge: TreatmentEdge
    stroke: StrokeKind
    direction: Direction
    angle_deg: float
    word: ForceWord
    purpose: str = ""


def edge_sentence(site: BodySite, use: EdgeUse) -> str:
    """Return what to do with an edge at a site, whose zones are named.

    Returns
    -------
    str
        Two to five short sentences.
    """
    way = {
        "along": f"along the fibres, both ways ({_fibres(site)})",
        "across": "across the fibres",
        "any": "in the direction that felt restricted",
        "none": "on the spot",
    }[use.direction]
    why = {
        "scan": ", to find what to treat",
        "focal": f", {ONLY_WHERE_FELT}",
    }.get(use.purpose, "")
    parts = [
        f"{use.stroke.name} with the {use.edge.name.lower()} {way}{why}, edge at about "
        f"{use.angle_deg:g} degrees. No firmer than your own {use.word}.",
    ]
    no_go = [zone.name for zone in site.zones if zone.rule == "no_go"]
    light = [zone.name for zone in site.zones if zone.rule == "light_only"]
    if no_go:
        parts.append(f"Keep off: {', '.join(no_go)}.")
    if light:
        parts.append(f"Light only over: {', '.join(light)}.")
    parts.append("Ask for pain, 0 to 10.")
    return " ".join(parts)


def _fibres(site: BodySite) -> str:
    """Return how the fibres run, to stand inside a sentence."""
    sentences = site.fibre_direction.rstrip(".").split(". ")
    return "; ".join(said[:1].lower() + said[1:] for said in sentences)
