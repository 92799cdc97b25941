"""Plans: what the planner proposes, which edits it bears, and what an edge does.

Needs no Django, so that `workers` can run the drawings in processes of their own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from strigil.catalogue import (
    BodySite,
    Instrument,
    TreatmentEdge,
    edge_among,
    instrument_among,
    limit,
    one_of,
    sourced_table,
)
from strigil.errors import StrigilError
from strigil.mechanics import contact_by_hand, contact_of_edge
from strigil.planning import (
    EdgeChoice,
    PatientSheet,
    PlanOfCare,
    choose_edges,
    edges_set_back,
    forecast_plan,
    longest_at_places,
    patient_sheet,
    plan_of_care,
    planned_order,
    programmes_for,
    purpose_of,
    reasons_kept,
    resaid,
    step_of,
    why_plan_again,
    with_another_edge,
    with_word,
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
from strigil.treatment import FORCE_WORDS, Case, ForceWord, outcomes_told

__all__ = [
    "CAN_SKIP",
    "FORECAST_SAMPLES",
    "Drawing",
    "angles_taught",
    "contact_drawing",
    "edge_changed",
    "edge_words",
    "edges_for",
    "force_of_step",
    "forecast_drawing",
    "keys_of",
    "longest_at_place",
    "own_words_for",
    "proposed",
    "reasons_kept",
    "said_again",
    "sheet_for",
    "sources_of",
    "why_plan_again",
    "with_names",
    "word_changed",
    "words_today",
]

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


def edges_for(case: Case, step: Mapping[str, Any]) -> list[EdgeChoice]:
    """Return the edges that may be used in a step, in the order that a plan takes."""
    site, purpose = one_of(BodySite, step["site"]), purpose_of(step_of(step))
    return [*planned_order(choose_edges(case, site, purpose), edges_set_back(case))]


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


def word_changed(
    step: Mapping[str, Any], case: Case, word: ForceWord
) -> dict[str, Any]:
    """Return a stored step with another force word in this practitioner's newtons."""
    return {**step, **with_word(case, step_of(step), word).as_json()}


def said_again(step: Mapping[str, Any], case: Case) -> dict[str, Any]:
    """Return a stored step whose sentence says what its parts say."""
    return {**step, **resaid(case, step_of(step)).as_json()}


def edge_changed(
    step: Mapping[str, Any], case: Case, edge: str
) -> dict[str, Any] | None:
    """Return a stored step with another edge, or None where it must not be used."""
    try:
        changed = with_another_edge(case, step_of(step), edge)
    except StrigilError:
        return None
    return {**step, **changed.as_json()}


def longest_at_place(case: Case, steps: Iterable[Mapping[str, Any]]) -> float:
    """Return the longest time that edges may touch one place in a visit [s]."""
    return longest_at_places(case, [step_of(step) for step in steps])


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
