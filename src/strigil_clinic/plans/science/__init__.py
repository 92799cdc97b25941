"""Plans: what the planner proposes, which edits it bears, and what an edge does.

Needs no Django, so that `workers` can run the drawings in processes of their own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from strigil.catalogue import (
    BodySite,
    Instrument,
    StrokeKind,
    TreatmentEdge,
    edge_among,
    instrument_among,
    limit,
    one_of,
    sourced_table,
)
from strigil.mechanics import contact_by_hand, contact_of_edge
from strigil.planning import (
    EdgeChoice,
    EdgeUse,
    PatientSheet,
    PlanOfCare,
    Purpose,
    band_of,
    choose_edges,
    edge_sentence,
    edges_set_back,
    forecast_plan,
    grip_reason,
    patient_sheet,
    plan_of_care,
    planned_order,
    programmes_for,
    reasons_kept,
    why_plan_again,
)
from strigil.references import cite
from strigil.reporting import (
    MeasuredPoint,
    Table,
    contact_chart,
    contact_table,
    forecast_chart,
    forecast_table,
)
from strigil.treatment import FORCE_WORDS, Case, ForceWord, calibrate, outcomes_told

__all__ = [
    "CAN_SKIP",
    "FORECAST_SAMPLES",
    "Drawing",
    "angles_taught",
    "contact_drawing",
    "edge_choice",
    "edge_words",
    "edges_for",
    "force_of_step",
    "forecast_drawing",
    "keys_of",
    "longest_at_place",
    "own_words_for",
    "proposed",
    "purpose_of",
    "reasons_kept",
    "resaid",
    "sheet_for",
    "sources_of",
    "why_plan_again",
    "with_another_edge",
    "with_names",
    "with_word",
    "words_today",
]

FELT = "only where something was felt"  # how the planner marks focal work
CAN_SKIP = ("warm_up", "scan", *FORCE_WORDS, "load")
CONTACT_SAMPLES = 80  # draws; enough for a picture
FORECAST_SAMPLES = 500


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as SVG text, its table, and what to mind about it."""

    svg: str
    table: Table
    warnings: tuple[str, ...] = ()


def proposed(case: Case) -> PlanOfCare:
    """Return the plan that the library proposes for a case."""
    return plan_of_care(case)


def sheet_for(case: Case, snapshot: Mapping[str, Any]) -> PatientSheet:
    """Return a plan, as it was accepted, in plain words for the patient."""
    return patient_sheet(case, snapshot)


def purpose_of(step: Mapping[str, Any]) -> Purpose:
    """Return what the edge of a step is for."""
    if step["phase"] == "scan":
        return "scan"
    return "focal" if FELT in step["instruction"] else "broad"


def edges_for(case: Case, step: Mapping[str, Any]) -> list[EdgeChoice]:
    """Return the edges that may be used in a step, in the order that a plan takes."""
    ranked = choose_edges(case, one_of(BodySite, step["site"]), purpose_of(step))
    return [*planned_order(ranked, edges_set_back(case))]


def words_today(case: Case) -> list[str]:
    """Return the force words that today's plan may use, lightest first."""
    bands = [step.force_band for step in plan_of_care(case).steps]
    allowed = {band.word for band in bands if band}
    return [word for word in FORCE_WORDS if word in allowed]


def angles_taught() -> tuple[float, float]:
    """Return the flattest and the steepest treatment angle that is taught [deg]."""
    taught = sourced_table("edge_shape.toml")["practised_angle"].shown()
    return taught.low, taught.high


def own_words_for(case: Case) -> list[str]:
    """Return the programmes of exercise that fit, as a step says them."""
    return [str(programme) for programme in programmes_for(case)]


def with_word(step: Mapping[str, Any], case: Case, word: ForceWord) -> dict[str, Any]:
    """Return a step with another force word in this practitioner's newtons."""
    band = band_of(word, calibrate(case.practitioner.readings))
    phase = word if step["phase"] in FORCE_WORDS else step["phase"]
    moving = word != "light"  # the planner lets the patient move under firmer work
    changed = {
        **step,
        "phase": phase,
        "force_band": band.as_json(),
        "movement": one_of(BodySite, step["site"]).movement if moving else "At rest.",
    }
    return resaid(changed, case)


def resaid(step: Mapping[str, Any], case: Case) -> dict[str, Any]:
    """Return a step whose sentence says what its parts say."""
    use = EdgeUse(
        edge=edge_among(step["edge"], case.instruments.own),
        stroke=one_of(StrokeKind, step["stroke"]),
        direction=step["direction"],
        angle_deg=step["angle_deg"],
        word=step["force_band"]["word"],
        purpose=purpose_of(step),
    )
    return {**step, "instruction": edge_sentence(one_of(BodySite, step["site"]), use)}


def with_another_edge(
    step: Mapping[str, Any], case: Case, choice: EdgeChoice
) -> dict[str, Any]:
    """Return a step with another edge; instrument, grip and sentence follow."""
    changed = {
        **step,
        "edge": choice.edge.id,
        "instrument": choice.instrument.id,
        "grip": "two hands" if choice.instrument.grip == "two" else "one hand",
        "because": _because_of_edge(step, case, choice),
    }
    return resaid(changed, case)


def _because_of_edge(
    step: Mapping[str, Any], case: Case, choice: EdgeChoice
) -> list[Mapping[str, Any]]:
    """Return a step's reasons with those of the edge before taken out."""
    before = edge_choice(case, step, step["edge"])
    old = [*before.because, grip_reason(before.instrument)] if before else []
    gone = {reason.rule for reason in old}
    kept = [reason for reason in step["because"] if reason["rule"] not in gone]
    new = [*choice.because, grip_reason(choice.instrument)]
    return [*kept, *(reason.as_json() for reason in new)]


def longest_at_place(steps: Iterable[Mapping[str, Any]], site: str) -> float:
    """Return the longest time that edges may touch one place in a visit [s]."""
    words = {
        (step.get("force_band") or {}).get("word")
        for step in steps
        if step.get("site") == site
    }
    only_light = not words & {"moderate", "firm"}
    return limit("usual_time_per_area" if only_light else "max_time_per_area")


def force_of_step(step: Mapping[str, Any]) -> tuple[float, str]:
    """Return the force at which a step is drawn [N], and where that comes from."""
    band = step.get("force_band") or {}
    if band.get("low") and band.get("high"):
        middle = round(0.5 * (band["low"] + band["high"]), 1)
        return middle, f"the middle of your own {band['word']}, {band['statistic']}"
    return limit("reference_one_hand_mean"), (
        "what trained people used with one hand, since your words have no newtons yet"
    )


def contact_drawing(
    edge: TreatmentEdge, site: str, force: float, angle: float
) -> Drawing:
    """Draw what an edge does at depth, the thumb at the same force beside it.

    Parameters
    ----------
    force : float
        Normal force of both [N].
    angle : float
        Treatment angle of the edge [rad].
    """
    place = one_of(BodySite, site)
    contact = contact_of_edge(
        edge,
        place,
        force=force,
        angle=angle,
        samples=CONTACT_SAMPLES,
    )
    thumb = contact_by_hand("thumb", place, force=force, samples=CONTACT_SAMPLES)
    return Drawing(
        contact_chart(contact, thumb), contact_table(contact, thumb), contact.warnings
    )


def forecast_drawing(case: Case) -> Drawing:
    """Draw the pain that may come of the plan: an illustration, not calibrated."""
    response = forecast_plan(case, plan_of_care(case), samples=FORECAST_SAMPLES)
    told = [MeasuredPoint(*pair) for pair in outcomes_told(case).rated_pain]
    return Drawing(
        forecast_chart(response, "pain", measured=told),
        forecast_table(response, "pain", told),
        response.warnings,
    )


def sources_of(reasons: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the sources behind some reasons, as people read them."""
    return cite(keys_of(reasons))


def keys_of(reasons: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the keys of the bibliography behind some reasons, once each."""
    keys = [key for r in reasons for key in str(r.get("reference") or "").split(", ")]
    return [key for key in dict.fromkeys(keys) if key]


def with_names(text: str, edges: Iterable[str], own: Sequence[Instrument] = ()) -> str:
    """Return a sentence with the names of edges in place of their ids.

    Examples
    --------
    >>> with_names("Look at scanner.convex.", ["scanner.convex"])
    'Look at Scanner, convex single-bevel edge.'
    """
    for edge_id in sorted(set(edges), key=len, reverse=True):
        text = text.replace(edge_id, edge_words(edge_among(edge_id, own), own))
    return text


def edge_words(edge: TreatmentEdge, own: Sequence[Instrument] = ()) -> str:
    """Return instrument and edge in words."""
    instrument = instrument_among(edge.instrument, own)
    return f"{instrument.name}, {edge.name.lower()}"


def edge_choice(case: Case, step: Mapping[str, Any], edge: str) -> EdgeChoice | None:
    """Return one edge as it suits a step, or None where it must not be used."""
    found = [c for c in edges_for(case, step) if c.edge.id == edge]
    return found[0] if found else None
