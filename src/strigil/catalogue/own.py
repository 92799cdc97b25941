"""Edges by id: those of the catalogue, and those of instruments that are one's own."""

from collections.abc import Iterable

from strigil.catalogue.instrument import Instrument, TreatmentEdge
from strigil.catalogue.read import all_of, edges
from strigil.errors import UnknownNameError

__all__ = ["edge_among", "instrument_among"]


def edge_among(edge_id: str, own: Iterable[Instrument] = ()) -> TreatmentEdge:
    """Return an edge of the catalogue or of instruments that are one's own.

    Parameters
    ----------
    edge_id : str
        ``instrument.edge``.
    own : iterable of Instrument
        Instruments beside the catalogue, as :func:`measured_instrument` makes them.

    Returns
    -------
    TreatmentEdge
        The edge; the catalogue comes first.

    Raises
    ------
    UnknownNameError
        When there is none, with the nearest there is.

    Examples
    --------
    >>> edge_among("scanner.convex").form
    'convex'
    """
    found = edges().get(edge_id)
    if found is None:
        mine = {edge.id: edge for tool in own for edge in tool.edges}
        found = mine.get(edge_id)
        if found is None:
            kind, known = "edge", [*edges(), *mine]
            raise UnknownNameError(kind, edge_id, known, "See: strigil list edges")
    return found


def instrument_among(instrument_id: str, own: Iterable[Instrument] = ()) -> Instrument:
    """Return an instrument of the catalogue or one of one's own.

    Raises
    ------
    UnknownNameError
        When there is none, with the nearest there is.

    Examples
    --------
    >>> instrument_among("scanner").grip
    'one'
    """
    known = {**{tool.id: tool for tool in own}, **all_of(Instrument)}
    if instrument_id not in known:
        kind, look = "instrument", "See: strigil list instruments"
        raise UnknownNameError(kind, instrument_id, known, look)
    return known[instrument_id]
