"""A step of a plan with another edge, word, direction or angle."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from strigil.catalogue import (
    BodySite,
    Condition,
    StrokeKind,
    edge_among,
    one_of,
)
from strigil.errors import InvalidValueError, UnknownNameError
from strigil.planning.choose import (
    EdgeChoice,
    Purpose,
    choose_edges,
    planned_order,
)
from strigil.planning.edge_steps import grip_of, grip_reason, longest_contact
from strigil.planning.force_words import band_of
from strigil.planning.revise import edges_set_back
from strigil.planning.sentence import ONLY_WHERE_FELT, EdgeUse, edge_sentence
from strigil.treatment import (
    FORCE_WORDS,
    Case,
    ForceBand,
    ForceWord,
    PlanStep,
    Reason,
    calibrate,
)

__all__ = [
    "longest_at_places",
    "purpose_of",
    "resaid",
    "step_of",
    "with_another_edge",
    "with_word",
]


def step_of(stored: Mapping[str, Any]) -> PlanStep:
    """Return a step from what :meth:`PlanStep.as_json` wrote; other keys are ignored.

    Parameters
    ----------
    stored : mapping
        The step; force [N], time [s], ``angle_deg`` [deg].
    """
    known = {name: stored[name] for name in PlanStep.__slots__ if name in stored}
    band = known.get("force_band")
    known["force_band"] = ForceBand(**band) if band else None
    known["because"] = tuple(Reason(**reason) for reason in known.get("because", ()))
    return PlanStep(**known)


def purpose_of(step: PlanStep) -> Purpose:
    """Return what the edge of a step is for."""
    if step.phase == "scan":
        return "scan"
    return "focal" if ONLY_WHERE_FELT in step.instruction else "broad"


def resaid(case: Case, step: PlanStep) -> PlanStep:
    """Return a step whose sentence says what its parts say.

    Parameters
    ----------
    case : Case
        The case, with the clinic's own instruments.
    step : PlanStep
        A step in which an edge works.
    """
    if step.force_band is None:
        return step
    use = EdgeUse(
        edge=edge_among(step.edge, case.instruments.own),
        stroke=one_of(StrokeKind, step.stroke),
        direction=step.direction,
        angle_deg=step.angle_deg or 0.0,
        word=step.force_band.word,
        purpose=purpose_of(step),
    )
    return replace(step, instruction=edge_sentence(one_of(BodySite, step.site), use))


def with_another_edge(case: Case, step: PlanStep, edge: str) -> PlanStep:
    """Return a step with another edge; instrument, grip and sentence follow.

    Parameters
    ----------
    case : Case
        The case, with its edges at hand.
    step : PlanStep
        A step in which an edge works; the reasons for its edge give way to the new.
    edge : str
        Id of the new edge.

    Raises
    ------
    UnknownNameError
        On an edge that is not at hand.
    InvalidValueError
        On one that must not be used here today: it says why.
    """
    ranked = choose_edges(case, one_of(BodySite, step.site), purpose_of(step))
    found = {choice.edge.id: choice for choice in ranked}
    if edge not in found:
        kind = "edge at hand"
        raise UnknownNameError(kind, edge, list(found))
    if not found[edge].fits:
        message = f"edge={edge}: {found[edge].because[0]}"
        raise InvalidValueError(message)
    found |= {c.edge.id: c for c in planned_order(ranked, edges_set_back(case))}
    choice, of_edge = found[edge], {*_of_edge(found.get(step.edge))}
    own = [reason for reason in step.because if reason not in of_edge]
    changed = replace(
        step,
        edge=edge,
        instrument=choice.instrument.id,
        grip=grip_of(choice.instrument),
        because=(*own, *_of_edge(choice)),
    )
    return resaid(case, changed)


def with_word(case: Case, step: PlanStep, word: ForceWord) -> PlanStep:
    """Return a step with another force word in this practitioner's own newtons.

    Parameters
    ----------
    case : Case
        The case.
    step : PlanStep
        A step in which an edge works.
    word : str
        The force word.
    """
    moving = word != "light"  # the planner lets the patient move under firmer work
    changed = replace(
        step,
        phase=word if step.phase in FORCE_WORDS else step.phase,
        force_band=band_of(word, calibrate(case.practitioner.readings)),
        movement=one_of(BodySite, step.site).movement if moving else "At rest.",
    )
    return resaid(case, changed)


def longest_at_places(case: Case, steps: Iterable[PlanStep]) -> float:
    """Return the longest time that edges may touch each place in a visit [s].

    Parameters
    ----------
    case : Case
        The case; its condition says how long a visit is.
    steps : iterable of PlanStep
        The steps of a visit; more places leave less time for each.
    """
    worked = [step for step in steps if step.edge]
    words = {step.force_band.word for step in worked if step.force_band}
    condition = one_of(Condition, case.problem.condition)
    return longest_contact(
        short=words <= {"light"},
        places=len({(step.site, step.side) for step in worked}),
        session_time=condition.session_time.value,
    )


def _of_edge(choice: EdgeChoice | None) -> tuple[Reason, ...]:
    """Return the reasons that a step has for its edge."""
    if choice is None:
        return ()
    return (*choice.because, grip_reason(choice.instrument))
