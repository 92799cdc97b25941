"""Edges and sites as people call them; an id that is nobody's reads as itself."""

from strigil.catalogue import BodySite, Instrument, all_of, edges, one_of

__all__ = ["edge_named", "site_named"]


def edge_named(edge_id: str) -> str:
    """Return instrument and edge in words.

    Examples
    --------
    >>> edge_named("scanner.convex"), edge_named("own-1.edge")
    ('Scanner, convex single-bevel edge', 'own-1.edge')
    """
    edge = edges().get(edge_id)
    if edge is None:
        return edge_id
    return f"{one_of(Instrument, edge.instrument).name}, {edge.name.lower()}"


def site_named(site_id: str) -> str:
    """Return a body site in words.

    Examples
    --------
    >>> site_named("achilles_midportion")
    'Achilles tendon, midportion'
    """
    site = all_of(BodySite).get(site_id)
    return site_id if site is None else site.name
