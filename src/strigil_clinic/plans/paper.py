"""A plan on paper: one row for each step, what holds at a place said once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from strigil.catalogue import BodySite, StrokeKind, all_of
from strigil_clinic.plans.shown import DIRECTIONS, StepShown, steps_of

__all__ = ["PaperRow", "alternatives_shown", "paper_rows"]


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One row: a step, or what holds for the steps at a place that follow."""

    phase: str
    said: str
    step: StepShown | None = None
    with_what: str = ""
    amount: str = ""


def paper_rows(snapshot: Mapping[str, Any]) -> Iterator[PaperRow]:
    """Yield the rows of a plan; a step that was left out is not printed."""
    place, phase = "", ""
    for step in steps_of(snapshot):
        if step.skipped:
            continue
        here = f"{step.raw.get('site')} {step.raw.get('side')}" if step.edge else place
        if here != place:
            place = here
            yield PaperRow("", _holds_at(step))
        name = step.phase_name if step.phase != phase else ""
        phase = step.phase
        yield _edge_row(step, name) if step.edge else PaperRow(name, step.said, step)


def alternatives_shown(snapshot: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what could be done instead; other edges stand at their steps."""
    return [
        other
        for other in snapshot.get("alternatives", [])
        if not other["name"].startswith("Another edge")
    ]


def _edge_row(step: StepShown, phase: str) -> PaperRow:
    stroke = all_of(StrokeKind).get(step.raw.get("stroke") or "")
    name = stroke.name if stroke else _("Stroke")
    angle = f"{step.raw['angle_deg']:.0f}°" if step.raw.get("angle_deg") else ""
    said = f"{name} {DIRECTIONS[step.raw['direction']]}"
    with_what = ", ".join(p for p in (step.edge, angle, step.raw.get("grip")) if p)
    return PaperRow(phase, said, step, with_what, step.amount)


def _holds_at(step: StepShown) -> str:
    """Return what holds for every stroke at the place of a step, in one paragraph."""
    site = all_of(BodySite)[step.raw["site"]]
    said = [f"{step.place}: {site.fibre_direction.rstrip('.')}."]
    for rule, words in (("no_go", _("Keep off")), ("light_only", _("Light only over"))):
        zones = [zone.name for zone in site.zones if zone.rule == rule]
        if zones:
            said.append(f"{words}: {', '.join(zones)}.")
    said.append(_("No firmer than your own word. Ask for pain, 0 to 10, at each step."))
    return " ".join(said)
