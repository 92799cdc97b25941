"""Which edge at hand suits a place and a purpose, and why."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from strigil.catalogue import (
    BodySite,
    Instrument,
    Material,
    Sourced,
    Tissue,
    TreatmentEdge,
    edge_among,
    instrument_among,
    one_of,
    sourced_table,
)
from strigil.planning.edge_depth import Weighed, weigh_reach, weigh_taught
from strigil.planning.screen_allergy import allergens_of, allergens_of_instrument
from strigil.treatment import Case, Reason

__all__ = [
    "EdgeChoice",
    "Purpose",
    "choose_edges",
    "planned_order",
    "reasons_not_to_use",
    "target_kind",
]

Purpose = Literal["scan", "broad", "focal"]
_POLICY = "StrigilPolicy"
TAUGHT = "CourseLowerQuarter"  # a course text: what is taught, not what was tested


@dataclass(frozen=True, slots=True)
class EdgeChoice:
    """How well one edge suits one place and purpose.

    Attributes
    ----------
    instrument : Instrument
        What the edge belongs to.
    fits : bool
        False when it must not be used here today.
    points : float
        Reasons for less reasons against [1]; a way to rank, not a measurement.
    because : tuple of Reason
        Each reason for and against.
    """

    edge: TreatmentEdge
    instrument: Instrument
    purpose: Purpose
    fits: bool
    points: float
    because: tuple[Reason, ...]


def choose_edges(
    case: Case, site: BodySite, purpose: Purpose
) -> tuple[EdgeChoice, ...]:
    """Rank the edges at hand for a place and a purpose, best first.

    Parameters
    ----------
    case : Case
        The case, with its instruments at hand and allergies.
    site : BodySite
        Where the edge is to work.
    purpose : str
        ``scan`` (find), ``broad`` (larger area) or ``focal`` (one restriction).

    Returns
    -------
    tuple of EdgeChoice
        Those that fit first. Where none fits, each says why not.

    Notes
    -----
    For work on a target what each edge does there is computed first, at the same force
    on the same tissue. The other rules are taught, not tested: thin edges for
    superficial, thick for deep work, concave on a rounded limb, convex in a hollow,
    short edges beside bone.
    """
    at_hand = case.instruments
    edges = [edge_among(edge, at_hand.own) for edge in at_hand.edges]
    barred = {edge.id: _barred(case, edge) for edge in edges}
    able = [edge for edge in edges if not barred[edge.id]]
    reach = {} if purpose == "scan" else weigh_reach(case, site, able, purpose)
    ranked = [
        _judged(
            case,
            edge,
            barred[edge.id],
            (*reach.get(edge.id, ()), *_weighed(edge, site, purpose)),
            purpose,
        )
        for edge in edges
    ]
    return tuple(sorted(ranked, key=lambda choice: (not choice.fits, -choice.points)))


def planned_order(
    choices: Sequence[EdgeChoice], used: Collection[str]
) -> tuple[EdgeChoice, ...]:
    """Return the edges that fit in the order in which a plan takes them.

    Parameters
    ----------
    choices : sequence of EdgeChoice
        As `choose_edges` ranks them.
    used : collection of str
        Edges of the last session that a change in kind sets back; each says so.
    """
    why = Reason("used last time; now another edge, as a change in kind", "", _POLICY)
    fitting = [choice for choice in choices if choice.fits]
    fresh = [choice for choice in fitting if choice.edge.id not in used]
    set_back = [choice for choice in fitting if choice.edge.id in used]
    if not fresh:
        return tuple(set_back)
    said = [replace(choice, because=(why, *choice.because)) for choice in set_back]
    return (*fresh, *said)


def _weighed(
    edge: TreatmentEdge, site: BodySite, purpose: Purpose
) -> Iterator[Weighed]:
    """Yield what speaks for and against an edge, beside what it reaches."""
    yield from _suited(edge, site, purpose)
    yield from _curve(edge, site)
    yield from _span(edge, site)
    yield from weigh_taught(edge, site, purpose)
    yield from _size(edge, site, purpose)


def _barred(case: Case, edge: TreatmentEdge) -> tuple[Reason, ...]:
    instrument = instrument_among(edge.instrument, case.instruments.own)
    return tuple(reasons_not_to_use(case, instrument))


def _judged(
    case: Case,
    edge: TreatmentEdge,
    against: tuple[Reason, ...],
    weighed: Sequence[Weighed],
    purpose: Purpose,
) -> EdgeChoice:
    instrument = instrument_among(edge.instrument, case.instruments.own)
    points = float(sum(weight for weight, _ in weighed))
    because = (*against, *(_said(*found) for found in sorted(weighed, key=_against)))
    return EdgeChoice(edge, instrument, purpose, not against, points, because)


def _against(weighed: Weighed) -> bool:
    return weighed[0] < 0.0


def _said(weight: float, reason: Reason) -> Reason:
    """Return a reason as it stands; one that speaks against the edge says so."""
    if weight >= 0.0:
        return reason
    return Reason(f"against it: {reason.rule}", reason.number, reason.reference)


def reasons_not_to_use(case: Case, instrument: Instrument) -> Iterator[Reason]:
    """Yield what forbids an instrument on this patient's skin today, if anything."""
    material = one_of(Material, instrument.material)
    for allergen in set(allergens_of_instrument(instrument)) & set(allergens_of(case)):
        yield Reason(
            f"not used: it holds {allergen}, and the patient is allergic to it",
            "",
            "StrigilPolicy",
        )
    if instrument.id in case.instruments.damaged:
        yield Reason("not used: found damaged today", "", "StrigilPolicy")
    if material.porous and instrument.id not in case.instruments.kept_for_patient:
        yield Reason(
            f"not used: {material.name} is porous and not kept for this patient alone",
            "",
            "Rutala2016",
        )


def _suited(edge: TreatmentEdge, site: BodySite, purpose: Purpose) -> Iterator[Weighed]:
    if purpose in edge.suits:
        yield 2.0, Reason(f"{edge.name}: made for {purpose} work", "", "StrigilPolicy")
    if purpose != "focal" and edge.form == "knob":
        rule = f"a knob is too small for {purpose} work"
        yield -2.0, Reason(rule, _mm(edge.length), "StrigilPolicy")
    kind = target_kind(site)
    tissue = {"skin": "scar", "ligament": "tendon"}.get(kind, kind)
    if tissue in edge.suits:
        yield 0.5, Reason(f"{edge.name}: made for a {tissue}", "", "StrigilPolicy")


def _curve(edge: TreatmentEdge, site: BodySite) -> Iterator[Weighed]:
    limb = site.limb_radius
    if limb is None:
        return
    if edge.form == "concave" and edge.plan_radius is not None:
        ratio = edge.plan_radius.value / limb.value
        number = f"edge {_mm(edge.plan_radius)}, limb {_mm(limb)}"
        if ratio < 1.0:
            rule = "its curve is tighter than the limb: the ends would dig in"
            yield -1.0, Reason(rule, number, "StrigilEstimate")
        else:
            rule = "concave on a rounded limb: follows it and spreads the load"
            yield 1.0, Reason(rule, number, TAUGHT)
    elif edge.form == "convex":
        rule = "convex on a rounded limb: touches over a short length"
        yield -0.5, Reason(rule, f"limb {_mm(limb)}", TAUGHT)


def _span(edge: TreatmentEdge, site: BodySite) -> Iterator[Weighed]:
    limb = site.limb_radius
    if limb is None or edge.form != "straight":
        return
    share = sourced_table("planning_rules.toml")["limb_span_share"]
    if edge.length.value > share.value * limb.value:
        rule = "straight and long against the limb: only its middle touches"
        number = f"edge {_mm(edge.length)}, limb {_mm(limb)}"
        yield -0.5, Reason(rule, number, share.source)


def _size(edge: TreatmentEdge, site: BodySite, purpose: Purpose) -> Iterator[Weighed]:
    rule = sourced_table("planning_rules.toml")["long_edge"]
    is_long, number = edge.length.value > rule.value, f"edge {_mm(edge.length)}"
    if is_long and purpose == "focal":
        yield -1.0, Reason("long for one small restriction", number, TAUGHT)
    elif is_long and is_small(site):
        near = ", ".join(zone.name for zone in site.zones)
        said = f"long for a small place beside {near}"
        yield -4.0, Reason(said, number, rule.source)  # bone and nerve before reach
    elif purpose != "focal" and is_long != is_small(site):
        fit = "long edge for a large place" if is_long else "short edge, small place"
        yield 1.0, Reason(fit, number, TAUGHT)
    if "bony" in edge.suits and is_small(site):
        yield 0.5, Reason("made for work beside bone", number, "StrigilPolicy")


def is_small(site: BodySite) -> bool:
    """Return True for a place so small or bony that a long edge does not fit it."""
    rule = sourced_table("planning_rules.toml")["small_limb_radius"]
    return site.limb_radius is not None and site.limb_radius.value <= rule.value


def target_kind(site: BodySite) -> str:
    """Return the kind of tissue that treatment means to reach at a site."""
    tissue = next(la.tissue for la in site.layers if la.name == site.target)
    return one_of(Tissue, tissue).kind


def _mm(length: Sourced) -> str:
    return f"{length.value * 1e3:.3g} mm"
