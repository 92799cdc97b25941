"""A clinic's instruments as the library's nouns, and their names for people."""

import math
import re
from collections.abc import Iterable
from typing import Any, cast

from strigil.catalogue import (
    Instrument,
    Material,
    MeasuredEdge,
    MeasuredInstrument,
    TreatmentEdge,
    all_of,
    edge_among,
    instrument_among,
    measured_instrument,
    one_of,
)
from strigil.errors import UnknownNameError
from strigil.planning import screen
from strigil.treatment import Case, InstrumentsAtHand
from strigil.units import to_si
from strigil_clinic.inventory.models import InstrumentState, OwnedEdge, OwnedInstrument
from strigil_clinic.people.models import Clinic

__all__ = [
    "at_hand",
    "edge_choices",
    "edge_found",
    "edge_name",
    "has_listed",
    "held_against",
    "instrument_of",
    "own_in",
    "own_of",
    "tools_of",
]

OWN = "own_"  # every id of a measured instrument begins so
_OWN_ID = re.compile(rf"\b{OWN}\w+")


def instrument_of(
    row: OwnedInstrument, edges: Iterable[OwnedEdge] | None = None
) -> Instrument:
    """Return a row as the library's noun: of the catalogue, or as it was measured.

    Parameters
    ----------
    edges
        Edges to take in place of those that are stored.

    Raises
    ------
    StrigilError
        On a reading that can not be.
    """
    if not row.is_measured:
        return all_of(Instrument)[row.catalogue_id]
    return measured_instrument(
        MeasuredInstrument(
            id=row.key or "",
            name=row.name,
            material=row.material_id,
            mass=to_si(row.mass_g or 0.0, "g"),
            grip=cast(Any, row.grip),
            edges=tuple(_edge(edge) for edge in edges or row.edges.all()),
        )
    )


def own_of(clinic: Clinic) -> tuple[Instrument, ...]:
    """Return what a clinic ever measured: older plans and doses still name it."""
    rows = OwnedInstrument.objects.filter(clinic=clinic, catalogue_id="")
    return tuple(instrument_of(row) for row in rows.prefetch_related("edges"))


def own_in(text: str) -> tuple[Instrument, ...]:
    """Return the measured instruments whose ids stand in a text or an edge's id."""
    keys = set(_OWN_ID.findall(text))
    if not keys:
        return ()
    rows = OwnedInstrument.objects.filter(key__in=keys).prefetch_related("edges")
    return tuple(instrument_of(row) for row in rows)


def has_listed(clinic: Clinic) -> bool:
    """Whether a clinic said what it has; else every instrument counts as at hand."""
    return OwnedInstrument.objects.filter(clinic=clinic).exists()


def at_hand(clinic: Clinic) -> InstrumentsAtHand:
    """Return what a plan of this clinic chooses from.

    Only what is in use, once the clinic has listed anything; until then the whole
    catalogue. What was measured is known by its numbers even when out of use.
    """
    if not has_listed(clinic):
        return InstrumentsAtHand(edges=tuple(all_of(TreatmentEdge)))
    edges = [edge.id for tool in _in_use(clinic) for edge in tool.edges]
    return InstrumentsAtHand(edges=tuple(dict.fromkeys(edges)), own=own_of(clinic))


def edge_found(edge_id: str) -> tuple[Instrument, TreatmentEdge] | None:
    """Return an edge and its instrument, of the catalogue or measured; None if none."""
    own = own_in(edge_id)
    try:
        edge = edge_among(edge_id, own)
    except UnknownNameError:
        return None
    return instrument_among(edge.instrument, own), edge


def tools_of(edges: Iterable[str]) -> list[Instrument]:
    """Return the instruments of edges, each once; an edge that is gone has none."""
    found = [edge_found(edge_id) for edge_id in edges]
    tools = {one[0].id: one[0] for one in found if one is not None}
    return [*tools.values()]


def edge_name(edge_id: str) -> str:
    """Return instrument and edge in words; an id that is gone reads as itself."""
    found = edge_found(edge_id)
    if found is None:
        return edge_id
    instrument, edge = found
    return f"{instrument.name}, {edge.name.lower()}"


def held_against(tool: Instrument, case: Case) -> tuple[str, ...]:
    """Return what an instrument holds that must not touch this patient's skin."""
    barred, material = screen(case).allergens, one_of(Material, tool.material)
    return tuple(held for held in material.allergens if held in barred)


def edge_choices(
    clinic: Clinic, also: Iterable[str] = ()
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what a form offers: edges at hand by instrument, and those named `also`.

    Two instruments of one kind are offered once: their edges are the same.
    """
    tools = _in_use(clinic) if has_listed(clinic) else [*all_of(Instrument).values()]
    for edge_id in also:
        found = edge_found(edge_id)
        if found is not None:
            tools.append(found[0])
    unique = {tool.id: tool for tool in tools}.values()
    return [(tool.name, [_choice(tool, e) for e in tool.edges]) for tool in unique]


def _choice(tool: Instrument, edge: TreatmentEdge) -> tuple[str, str]:
    return edge.id, f"{tool.name}, {edge.name.lower()}"


def _in_use(clinic: Clinic) -> list[Instrument]:
    rows = OwnedInstrument.objects.filter(clinic=clinic, state=InstrumentState.IN_USE)
    return [instrument_of(row) for row in rows.prefetch_related("edges")]


def _edge(row: OwnedEdge) -> MeasuredEdge:
    plan, bevel = row.plan_radius_mm, row.bevel_angle_deg
    return MeasuredEdge(
        key=row.key,
        name=row.name,
        form=cast(Any, row.form),
        radius=to_si(row.radius_mm, "mm"),
        length=to_si(row.length_mm, "mm"),
        plan_radius=None if plan is None else to_si(plan, "mm"),
        bevel=cast(Any, row.bevel),
        bevel_angle=None if bevel is None else math.radians(bevel),
        suits=tuple(row.suits),
    )
