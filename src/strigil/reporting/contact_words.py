"""A contact in words and rows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from strigil.catalogue import BodySite, TreatmentEdge, one_of
from strigil.reporting.table import Table
from strigil.reporting.words import number, spread

if TYPE_CHECKING:
    from strigil.mechanics import EdgeContact

__all__ = [
    "all_warnings",
    "contact_table",
    "described",
    "edge_of",
    "named",
    "notes_of",
    "place_of",
    "titled",
]


def contact_table(
    contact: "EdgeContact", against: "EdgeContact | None" = None
) -> Table:
    """Return the strain of each layer as rows, for one contact or for two."""
    both = [contact] if against is None else [contact, against]
    rows = [
        (
            layer.name,
            number(layer.depth * 1e3, 2),
            number(layer.thickness * 1e3, 2),
            *(spread(c.layers[i].strain, 100.0, "%") for c in both),
        )
        for i, layer in enumerate(contact.layers)
    ]
    target = contact.target
    rows.append(
        (
            f"Target: {target.structure}",
            number(target.depth * 1e3, 2),
            "",
            *(spread(c.target.strain, 100.0, "%") for c in both),
        )
    )
    strain = tuple(f"Strain, {named(c)}" for c in both)
    columns = ("Layer", "Depth [mm]", "Thickness [mm]", *strain)
    return Table(titled(contact), columns, tuple(rows))


def edge_of(contact: "EdgeContact") -> TreatmentEdge | None:
    """Return the edge, or None for a hand."""
    return contact.edge


def named(contact: "EdgeContact") -> str:
    """Return what presses, in words."""
    edge = edge_of(contact)
    if edge is None:
        return contact.indenter
    instrument = edge.instrument.removeprefix("own_").replace("_", " ")
    return f"{instrument}, {edge.name.lower()}"


def titled(contact: "EdgeContact") -> str:
    """Return force, site and edge in one line."""
    return f"{number(contact.force, 2, 'N')} on {place_of(contact)}, {named(contact)}"


def place_of(contact: "EdgeContact") -> str:
    """Return the site by its name, and whether its diseased tissues were taken."""
    site = one_of(BodySite, contact.site).name
    return f"{site}, diseased layers" if contact.is_diseased else site


def notes_of(contacts: Sequence["EdgeContact"]) -> list[str]:
    """Return all warnings, once each; where they differ, with whose they are."""
    noted = [dict.fromkeys(all_warnings(contact)) for contact in contacts]
    shared = set.intersection(*(set(notes) for notes in noted))
    return [
        *(note for note in noted[0] if note in shared),
        *(
            f"{_capital(named(contact))}: {note}"
            for contact, notes in zip(contacts, noted, strict=True)
            for note in notes
            if note not in shared
        ),
    ]


def all_warnings(contact: "EdgeContact") -> tuple[str, ...]:
    """Return what a contact and its stress warn of."""
    stress = contact.stress
    return (*contact.warnings, *(stress.warnings if stress else ()))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def described(both: list["EdgeContact"]) -> str:
    """Return what the drawing shows, for those who hear it."""
    said = [
        f"{named(c)}: peak pressure {spread(c.peak_pressure, 1e-3, 'kPa')}, skin "
        f"pressed in {spread(c.indentation, 1e3, 'mm')}, {c.target.structure} strained "
        f"{spread(c.target.strain, 100.0, '%')}."
        for c in both
    ]
    return " ".join(["Cross-section of the layers to scale. 90 % intervals.", *said])
