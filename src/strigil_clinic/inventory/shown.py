"""What the pages show of an instrument: words, numbers, drawings, what is due."""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strigil.catalogue import (
    Instrument,
    Material,
    TreatmentEdge,
    all_of,
    limit,
    one_of,
)
from strigil.reporting import edge_drawing
from strigil_clinic.drawn import drawn
from strigil_clinic.inventory.models import (
    Bevel,
    EdgeShape,
    Grip,
    InstrumentState,
    OwnedInstrument,
)
from strigil_clinic.inventory.science import instrument_of
from strigil_clinic.people.models import Clinic

__all__ = [
    "EdgeShown",
    "ToolShown",
    "catalogue",
    "look_days",
    "owned",
    "tool_shown",
]

SUITS = {
    "scan": gettext_lazy("finding"),
    "broad": gettext_lazy("larger area"),
    "focal": gettext_lazy("one spot"),
    "deep": gettext_lazy("deep work"),
    "superficial": gettext_lazy("superficial work"),
    "bony": gettext_lazy("beside bone"),
    "limb": gettext_lazy("round a limb"),
    "scar": gettext_lazy("scars"),
    "tendon": gettext_lazy("tendons"),
    "two_hands": gettext_lazy("two hands"),
}


@dataclass(frozen=True, slots=True)
class EdgeShown:
    """One edge in words, numbers with their range, and as a drawing."""

    name: str
    shape: str
    numbers: tuple[tuple[str, str], ...]
    suits: str
    svg: SafeString


@dataclass(frozen=True, slots=True)
class ToolShown:
    """One instrument for a card; `row` is None while the clinic has not listed it."""

    row: OwnedInstrument | None
    key: str
    name: str
    material: str
    mass: str
    grip: str
    description: str
    porous: bool
    allergens: str
    edges: tuple[EdgeShown, ...]
    look_is_due: bool = False


def look_days() -> int:
    """Return after how many days an instrument is looked over again."""
    return timedelta(seconds=limit("inspection_age")).days


def owned(clinic: Clinic) -> list[ToolShown]:
    """Return a clinic's instruments: in use first, measured first, then by name."""
    rows = OwnedInstrument.objects.filter(clinic=clinic)
    found = [
        tool_shown(row) for row in rows.prefetch_related("edges", "inspections__by")
    ]
    order = {state: place for place, state in enumerate(InstrumentState)}

    def place(tool: ToolShown) -> tuple[Any, ...]:
        row = tool.row
        if row is None:
            return ()
        state = order[InstrumentState(row.state)]
        return (state, not row.is_measured, tool.name, row.label)

    return sorted(found, key=place)


def catalogue() -> list[ToolShown]:
    """Return every instrument of the catalogue."""
    return [_shown(tool, None) for tool in all_of(Instrument).values()]


def tool_shown(row: OwnedInstrument) -> ToolShown:
    """Return one instrument of a clinic for its page."""
    return _shown(instrument_of(row), row)


def _shown(tool: Instrument, row: OwnedInstrument | None) -> ToolShown:
    material = one_of(Material, tool.material)
    return ToolShown(
        row=row,
        key=tool.id,
        name=tool.name,
        material=material.name,
        mass=tool.mass.as_text(),
        grip=str(Grip(tool.grip).label),
        description="" if row is not None and row.is_measured else tool.description,
        porous=material.porous,
        allergens=", ".join(material.allergens),
        edges=tuple(_edge(edge) for edge in tool.edges),
        look_is_due=_is_due(row),
    )


def _is_due(row: OwnedInstrument | None) -> bool:
    if row is None or row.state != InstrumentState.IN_USE:
        return False
    look = row.last_look
    return look is None or timezone.localdate() - look.day > timedelta(days=look_days())


@lru_cache(maxsize=512)
def _svg(edge: TreatmentEdge) -> str:
    return edge_drawing(edge)


def _edge(edge: TreatmentEdge) -> EdgeShown:
    numbers = [
        (_("Nose radius"), edge.radius.as_text()),
        (_("Length"), edge.length.as_text()),
    ]
    if edge.plan_radius:
        numbers.append((_("Radius of its curve"), edge.plan_radius.as_text()))
    if edge.bevel_angle:
        said = f"{edge.bevel_angle.as_text()}, {Bevel(edge.bevel).label}"
        numbers.append((_("Wedge"), said.replace(" deg", "°")))
    suits = [str(SUITS[suit]) for suit in edge.suits if suit in SUITS]
    return EdgeShown(
        name=edge.name,
        shape=str(EdgeShape(edge.form).label),
        numbers=tuple(numbers),
        suits=", ".join(suits),
        svg=drawn(_svg(edge)),
    )
