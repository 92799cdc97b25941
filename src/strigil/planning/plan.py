"""A plan of care: ordered steps with reasons, schedule, goals, stop rules."""

from collections.abc import Sequence

from strigil.catalogue import BodySite, Condition, one_of, sourced_table
from strigil.planning.alternatives import alternatives_of
from strigil.planning.choose import (
    EdgeChoice,
    Purpose,
    choose_edges,
    planned_order,
)
from strigil.planning.edge_steps import PlaceWork, edge_steps, longest_contact
from strigil.planning.exercise import programmes_for
from strigil.planning.finding import Screening
from strigil.planning.force_words import band_of, words_allowed
from strigil.planning.goals import goals_of, schedule_of
from strigil.planning.held import held_because, instead_of_treating
from strigil.planning.lubricant import choose_lubricant
from strigil.planning.named import asked_name, place_name
from strigil.planning.places import Place, is_among, places_of
from strigil.planning.plan_parts import PlanOfCare
from strigil.planning.revise import edges_set_back, revise
from strigil.planning.screen import screen
from strigil.planning.stage import stage_rule
from strigil.planning.suited import lies_suited
from strigil.planning.visit import after_the_edge, at_place, before_the_edge, numbered
from strigil.planning.watch import skin_watch_of, stop_rules
from strigil.treatment import (
    Case,
    ForceBand,
    ForceCalibration,
    PlanStep,
    Reason,
    calibrate,
    check_case,
)

__all__ = ["plan_of_care"]

_NAMED = 8  # open questions that a warning names; the screen names all
PURPOSES: tuple[Purpose, ...] = ("scan", "broad", "focal")


def plan_of_care(
    case: Case, *, calibration: ForceCalibration | None = None
) -> PlanOfCare:
    """Plan the care of one case.

    Parameters
    ----------
    case : Case
        The case; it is screened and, with sessions, revised first.
    calibration : ForceCalibration or None
        The practitioner's force words; taken from the case when None.

    Returns
    -------
    PlanOfCare
        Without any step when the screen, the course so far or the instruments at
        hand do not allow treatment; then it says why, and what to do instead.

    Notes
    -----
    Order of a visit: questions and consent, clean instrument, comparable sign,
    position, warm-up, scan, light to firm where allowed, along the fibres then across,
    the same sign, load, skin, cleaning. Force bands are ceilings in the
    practitioner's own words; nothing in a plan asks for more force.

    Examples
    --------
    >>> from strigil.treatment import case_from_mapping
    >>> case = case_from_mapping({"schema": 1, "problem": {
    ...     "condition": "calf_strain", "site": "calf", "side": "left",
    ...     "onset_days": 2}})
    >>> plan_of_care(case).steps
    ()
    """
    condition = one_of(Condition, case.problem.condition)
    screening, revision = screen(case), revise(case)
    own = calibration or calibrate(case.practitioner.readings)
    words, why_words = words_allowed(case, screening, revision)
    bands = tuple(band_of(word, own) for word in words)
    ranked = _ranked(case, case.problem.site)
    held = held_because(screening, revision, ranked)
    why = () if held else (*why_words, choose_lubricant(case, screening)[1])
    programmes = programmes_for(case)
    watch, schedule = skin_watch_of(case), schedule_of(condition)
    steps: tuple[PlanStep, ...] = ()
    if not held:
        steps = _steps(case, screening, bands)
    return PlanOfCare(
        steps=steps,
        schedule=schedule,
        goals=goals_of(case, schedule),
        stop_rules=stop_rules(),
        reasons=(*why, *revision.because, *_evidence(condition)),
        alternatives=alternatives_of(
            condition,
            ranked,
            programmes=programmes,
            planned=steps,
            because=(screening, revision),
        ),
        skin_watch=watch,
        screening=screening,
        revision=revision,
        held=held,
        instead=instead_of_treating(screening, programmes[0]) if held else (),
        warnings=_warnings(case, own, screening),
    )


def _steps(
    case: Case, screening: Screening, bands: Sequence[ForceBand]
) -> tuple[PlanStep, ...]:
    condition = one_of(Condition, case.problem.condition)
    first, *others = _works(case, screening, bands)
    worked = [*edge_steps(first)]
    for work in others:
        worked += [at_place(work.place), *edge_steps(work)]
    edges = [step.edge for step in worked if step.edge]
    steps = (
        *before_the_edge(
            case, condition, screening, edges=edges, lubricant=first.lubricant
        ),
        *worked,
        *after_the_edge(
            case, condition, skin_watch_of(case), lubricant=first.lubricant
        ),
    )
    return lies_suited(case, numbered(steps))


def _works(
    case: Case, screening: Screening, bands: Sequence[ForceBand]
) -> tuple[PlaceWork, ...]:
    condition = one_of(Condition, case.problem.condition)
    places = _places(case, screening)
    rule = stage_rule(case)
    gentle = (rule is not None and rule.local != "full") or len(bands) == 1
    budget = longest_contact(
        short=gentle, places=len(places), session_time=condition.session_time.value
    )
    lubricant, _ = choose_lubricant(case, screening)
    used = edges_set_back(case)
    return tuple(
        PlaceWork(
            place=place,
            condition=condition,
            bands=tuple(bands),
            edges=_chosen(_ranked(case, place.site), used),
            lubricant=lubricant,
            budget=budget,
        )
        for place in places
    )


def _places(case: Case, screening: Screening) -> tuple[Place, ...]:
    most = int(sourced_table("planning_rules.toml")["most_places"].value)
    first, *others = places_of(case)
    allowed = [place for place in others if not is_among(place, screening.avoid)]
    return (first, *allowed[: most - 1])


def _ranked(case: Case, site: str) -> dict[Purpose, tuple[EdgeChoice, ...]]:
    body_site = one_of(BodySite, site)
    return {purpose: choose_edges(case, body_site, purpose) for purpose in PURPOSES}


def _chosen(
    ranked: dict[Purpose, tuple[EdgeChoice, ...]], used: frozenset[str]
) -> dict[Purpose, EdgeChoice]:
    """Return the best edge for each purpose, another than was used where one fits."""
    return {purpose: planned_order(ranked[purpose], used)[0] for purpose in ranked}


def _evidence(condition: Condition) -> tuple[Reason, ...]:
    trials = tuple(
        Reason(f"{trial.design}: {trial.result}", trial.dose, trial.source)
        for trial in condition.trials
    )
    return (Reason(f"evidence: {condition.evidence_summary}"), *trials)


def _not_known(items: Sequence[str]) -> str:
    named = "; ".join(asked_name(item) for item in items[:_NAMED])
    more = len(items) - _NAMED
    rest = f"; and {more} more, all in the screen" if more > 0 else ""
    return f"Not answered or not known: {named}{rest}."


def _warnings(
    case: Case, own: ForceCalibration | None, screening: Screening
) -> tuple[str, ...]:
    told = list(check_case(case))
    if own:
        told += own.warnings
    if screening.missing:
        told.append(_not_known(screening.missing))
    left_out = [p for p in places_of(case) if p not in _places(case, screening)]
    if left_out:
        names = "; ".join(place_name(str(place)) for place in left_out)
        told.append(f"Left out today: {names}.")
    return tuple(told)
