"""A plan that was accepted, held against what is known today."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from strigil.catalogue import (
    Emollient,
    all_of,
    edge_among,
    instrument_among,
)
from strigil.planning.choose import reasons_not_to_use
from strigil.planning.named import place_name
from strigil.planning.places import Place, is_among
from strigil.planning.plan import plan_of_care
from strigil.treatment import FORCE_WORDS, Case

__all__ = ["why_plan_again"]

Steps = Sequence[Mapping[str, Any]]


def why_plan_again(case: Case, steps: Steps) -> list[str]:
    """Return what stands against following an accepted plan today.

    Parameters
    ----------
    case : Case
        The case as it stands today.
    steps : sequence of mapping
        The steps to be followed, as :meth:`PlanOfCare.as_json` writes them.

    Returns
    -------
    list of str
        Sentences; empty when every step may be followed.

    Notes
    -----
    A plan is made once and followed later. What came since may forbid all of it, a
    place, an edge, an emollient or a firmer word; each is looked at by itself.

    Examples
    --------
    >>> from strigil.treatment import case_from_mapping
    >>> case = case_from_mapping({"schema": 1, "problem": {
    ...     "condition": "calf_strain", "site": "calf", "side": "left",
    ...     "onset_days": 2}})
    >>> why_plan_again(case, [])[0][:18]
    'No treatment today'
    """
    now = plan_of_care(case)
    if now.held:
        return [now.held]
    gone = _not_in_use(case, steps)
    if gone:
        return [f"The plan uses what is not in use here: {'; '.join(gone)}."]
    allowed = {step.force_band.word for step in now.steps if step.force_band}
    return [
        *_left_alone(steps, now.screening.avoid),
        *_not_on_this_skin(case, steps),
        *_barred_emollients(steps, now.screening.allergens),
        *_firmer(steps, allowed),
    ]


def _firmer(steps: Steps, allowed: Iterable[str]) -> Iterator[str]:
    wanted = {(step.get("force_band") or {}).get("word") for step in steps}
    firmer = [word for word in FORCE_WORDS if word in wanted.difference(allowed)]
    if firmer:
        yield f"The plan asks for {' and '.join(firmer)}, which today does not allow."


def _left_alone(steps: Steps, avoid: Sequence[str]) -> Iterator[str]:
    worked = [(step["site"], step["side"]) for step in steps if step.get("edge")]
    for site, side in dict.fromkeys(worked):
        if is_among(Place(site, side), avoid):
            name = place_name(f"{site} {side}")
            yield f"The plan works at a place that today is left alone: {name}."


def _not_in_use(case: Case, steps: Steps) -> list[str]:
    """Return the edges of a plan that are damaged, retired or not the clinic's."""
    gone = [edge for edge in _edges(steps) if edge not in case.instruments.edges]
    return [_edge_name(case, edge) for edge in gone]


def _not_on_this_skin(case: Case, steps: Steps) -> Iterator[str]:
    own = case.instruments.own
    for edge in _edges(steps):
        instrument = instrument_among(edge_among(edge, own).instrument, own)
        for reason in reasons_not_to_use(case, instrument):
            yield f"{_edge_name(case, edge)}: {reason.rule}."


def _barred_emollients(steps: Steps, allergens: Sequence[str]) -> Iterator[str]:
    known = all_of(Emollient)
    used = dict.fromkeys(step.get("lubricant") or "" for step in steps)
    for emollient in (known[each] for each in used if each in known):
        for allergen in sorted(set(emollient.allergens) & set(allergens)):
            name = emollient.name.lower()
            yield f"The plan uses {name}: it holds {allergen}, an allergy."


def _edges(steps: Steps) -> list[str]:
    return list(dict.fromkeys(step["edge"] for step in steps if step.get("edge")))


def _edge_name(case: Case, edge_id: str) -> str:
    own = case.instruments.own
    edge = edge_among(edge_id, own)
    return f"{instrument_among(edge.instrument, own).name}, {edge.name.lower()}"
