"""A plan as the page shows it: steps in groups, words for ids, why at hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from strigil.catalogue import Emollient, TreatmentEdge, all_of
from strigil_clinic.inventory.science import own_in
from strigil_clinic.plans.changes import said_of
from strigil_clinic.plans.science import CAN_SKIP, edge_words, keys_of, with_names
from strigil_clinic.words import sided, site_name

__all__ = [
    "DIRECTIONS",
    "PHASES",
    "StepShown",
    "groups_of",
    "reasons_and_evidence",
    "step_shown",
    "steps_of",
]

PHASES = {
    "check": _("Check"),
    "sign": _("Comparable sign"),
    "warm_up": _("Warm up"),
    "scan": _("Scan"),
    "light": _("Light"),
    "moderate": _("Moderate"),
    "firm": _("Firm"),
    "load": _("Load"),
    "skin_check": _("Skin"),
    "clean": _("Clean"),
}
DIRECTIONS = {
    "along": _("along the fibres"),
    "across": _("across the fibres"),
    "any": _("where it felt restricted"),
    "none": _("on the spot"),
}


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step in words."""

    order: int
    phase: str
    phase_name: str
    said: str
    place: str
    structure: str
    edge: str
    edge_id: str
    lubricant: str
    direction: str
    band: Mapping[str, Any] | None
    because: list[str]
    sources: list[str]
    skipped: bool
    can_skip: bool
    can_change: bool
    own_words: str
    amount: str
    raw: Mapping[str, Any]


def steps_of(snapshot: Mapping[str, Any]) -> list[StepShown]:
    """Return the steps of a plan in words."""
    return [step_shown(step) for step in snapshot.get("steps", [])]


def groups_of(snapshot: Mapping[str, Any]) -> Iterator[tuple[str, list[StepShown]]]:
    """Yield the steps by phase, in their order."""
    for _phase, steps in groupby(steps_of(snapshot), key=lambda step: step.phase_name):
        found = list(steps)
        yield found[0].phase_name, found


def reasons_and_evidence(
    snapshot: Mapping[str, Any],
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return why this plan, apart from what trials found; the planner lists both.

    The planner puts its reasons first, then one that begins with the word evidence,
    then the trials.
    """
    found = list(snapshot.get("reasons", []))
    starts = [i for i, r in enumerate(found) if r["rule"].startswith("evidence: ")]
    at = starts[0] if starts else len(found)
    evidence = [
        {**reason, "rule": reason["rule"].removeprefix("evidence: ")}
        for reason in found[at:]
    ]
    return found[:at], evidence


def step_shown(step: Mapping[str, Any]) -> StepShown:
    """Return one step in words."""
    own = own_in(f"{step.get('edge') or ''} {step['instruction']}")
    mine = {edge.id: edge for tool in own for edge in tool.edges}
    known = {**mine, **all_of(TreatmentEdge)}
    edge = known.get(step.get("edge") or "")
    emollient = all_of(Emollient).get(step.get("lubricant") or "")
    site, side = step.get("site") or "", step.get("side") or "midline"
    return StepShown(
        order=step["order"],
        phase=step["phase"],
        phase_name=_phase_name(step),
        said=with_names(step["instruction"], known, own),
        place=sided(side, site_name(site)) if site else "",
        structure=step.get("structure") or "",
        edge=edge_words(edge, own) if edge else "",
        edge_id=edge.id if edge else "",
        lubricant=emollient.name if emollient else "",
        direction=str(DIRECTIONS[step["direction"]]) if edge else "",
        band=step.get("force_band"),
        because=[_reason(reason) for reason in step.get("because", [])],
        sources=keys_of(step.get("because", [])),
        skipped=bool(step.get("skipped")),
        can_skip=step["phase"] in CAN_SKIP,
        can_change=step["phase"] in (*CAN_SKIP, "sign"),
        amount=_amount(step),
        own_words=said_of(step, "instruction"),
        raw=step,
    )


def _phase_name(step: Mapping[str, Any]) -> str:
    """Return what a step is called; the check that lays the patient is the position."""
    if step["phase"] == "check" and step.get("site"):
        return str(_("Position"))
    return str(PHASES.get(step["phase"], step["phase"]))


def _amount(step: Mapping[str, Any]) -> str:
    """Return how many strokes; along the fibres they count each way."""
    strokes = step.get("strokes") or 0
    if not strokes:
        return ""
    if step["direction"] == "along":
        return str(_("%(n)d strokes each way")) % {"n": strokes // 2}
    return ngettext("%(n)d stroke", "%(n)d strokes", strokes) % {"n": strokes}


def _reason(reason: Mapping[str, str]) -> str:
    said = reason["rule"]
    return f"{said} ({reason['number']})" if reason.get("number") else said
