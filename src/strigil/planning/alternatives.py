"""What could be done instead, stated as fairly as what is planned."""

from collections.abc import Mapping, Sequence

from strigil.catalogue import Condition, Programme
from strigil.planning.choose import EdgeChoice, Purpose
from strigil.planning.exercise import programme_reason
from strigil.planning.finding import Screening
from strigil.planning.plan_parts import Alternative
from strigil.planning.revise import Revision
from strigil.treatment import PlanStep, Reason

__all__ = ["alternatives_of"]


def alternatives_of(
    condition: Condition,
    ranked: Mapping[Purpose, tuple[EdgeChoice, ...]],
    *,
    programmes: Sequence[Programme],
    planned: Sequence[PlanStep],
    because: tuple[Screening, Revision],
) -> tuple[Alternative, ...]:
    """Return the care without IASTM first, then other edges at hand.

    Parameters
    ----------
    condition : Condition
        What is treated.
    ranked : mapping
        Edges at hand for each purpose, best first.
    programmes : sequence of Programme
        Exercise and care that fit site and stage, ours first.
    planned : sequence of PlanStep
        The steps of the plan; empty when it is held.
    because : tuple of Screening and Revision
        What allows or forbids treatment. Where the screen forbids it nothing is
        offered beside what the held plan says; a thumb rubs no clot either.
    """
    screening, revision = because
    if not screening.treatable or revision.decision == "refer":
        return ()
    if revision.decision == "stop":
        return (_without(condition, programmes[0]),)
    return (
        _without(condition, programmes[0]),
        *(_other_programme(other) for other in programmes[1:]),
        _by_hand(),
        *_other_edges(ranked, planned),
    )


def _other_programme(programme: Programme) -> Alternative:
    return Alternative(
        name="Another programme of exercise, in place of the one planned",
        instead=str(programme),
        because=(programme_reason(programme),),
    )


def _without(condition: Condition, programme: Programme) -> Alternative:
    return Alternative(
        name="Exercise and advice alone",
        instead=str(programme),
        because=(
            programme_reason(programme),
            Reason(
                "one review of add-on trials found less pain",
                "11 trials, 427 people: standardised difference 0.60, 0.41 to 0.80",
                "Tang2025",
            ),
            Reason(
                "a larger review found no difference in pain, very low certainty",
                "46 trials: -0.05, -0.53 to 0.43",
                "IastmReview2022",
            ),
            Reason(f"for this condition: {condition.evidence_summary}"),
        ),
    )


def _by_hand() -> Alternative:
    return Alternative(
        name="The same by hand",
        instead="Massage or friction with thumb or knuckle at the same place.",
        because=(
            Reason(
                "deep friction by hand eased pain the same at less, equal and more "
                "pressure",
                "-25 %, 0, +25 %",
                "Chaves2020b",
            ),
        ),
    )


def _other_edges(
    ranked: Mapping[Purpose, tuple[EdgeChoice, ...]],
    planned: Sequence[PlanStep],
) -> tuple[Alternative, ...]:
    used = {step.edge for step in planned}
    found: dict[str, list[tuple[Purpose, EdgeChoice]]] = {}
    for purpose, choices in ranked.items():
        others = [c for c in choices if c.fits and c.edge.id not in used]
        for choice in others[:1]:
            found.setdefault(choice.edge.id, []).append((purpose, choice))
    return tuple(_another_edge(uses) for uses in found.values())


def _another_edge(uses: Sequence[tuple[Purpose, EdgeChoice]]) -> Alternative:
    """Return one edge with all that it would be used for."""
    *first, last = [purpose for purpose, _ in uses]
    purposes = f"{', '.join(first)} and {last}" if first else last
    choice = uses[0][1]
    reasons = [reason for _, each in uses for reason in each.because]
    return Alternative(
        name=f"Another edge for {purposes} work",
        instead=f"{choice.instrument.name}, {choice.edge.name.lower()} "
        f"({choice.edge.id}).",
        because=tuple(dict.fromkeys(reasons)),
    )
