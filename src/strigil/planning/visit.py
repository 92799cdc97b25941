"""The visit around the edge: checks before, the sign twice, load, skin, cleaning."""

from collections.abc import Iterable
from dataclasses import replace

from strigil.catalogue import (
    BodySite,
    Condition,
    Emollient,
    HygieneRule,
    all_of,
    edge_among,
    instrument_among,
    one_of,
)
from strigil.catalogue import sourced_table as numbers
from strigil.planning.exercise import programme_reason, programmes_for
from strigil.planning.finding import Screening
from strigil.planning.lubricant import DRY
from strigil.planning.named import asked_name, place_name
from strigil.planning.places import Place, places_of
from strigil.planning.suited import why_suited
from strigil.treatment import Case, PlanStep, Reason

__all__ = ["after_the_edge", "at_place", "before_the_edge", "numbered"]

_NAMED = 8  # open questions that a step names; the screen names all


def before_the_edge(
    case: Case,
    condition: Condition,
    screening: Screening,
    *,
    edges: Iterable[str],
    lubricant: str,
) -> tuple[PlanStep, ...]:
    """Return the steps from the first question to the warm-up and the emollient.

    The sign is tested before the patient is laid down: it may need standing or a walk.
    """
    return (
        _ask(case, screening),
        _look_at_instruments(case, edges),
        _sign(case, condition, "Before"),
        at_place(places_of(case)[0]),
        _warm_up(case, lubricant),
    )


def after_the_edge(
    case: Case, condition: Condition, watch: tuple[Reason, ...], *, lubricant: str
) -> tuple[PlanStep, ...]:
    """Return the steps from the same sign again to the cleaned instrument."""
    return (
        _sign(case, condition, "After"),
        _load(case),
        _skin_check(case, watch, lubricant),
        _clean(),
    )


def numbered(steps: Iterable[PlanStep]) -> tuple[PlanStep, ...]:
    """Return the steps numbered from 1 in their order."""
    return tuple(replace(step, order=i) for i, step in enumerate(steps, start=1))


_POSITION = Reason("the position is part of the dose; keep it the same between visits")


def at_place(place: Place) -> PlanStep:
    """Return the step that lays the patient down for a place, and finds it."""
    site = one_of(BodySite, place.site)
    where = f"{site.name}, {place.side}" if site.sided else site.name
    text = f"{where}: {site.position} Find the place: {site.landmark}"
    step = PlanStep(0, "check", text, because=(_POSITION,))
    return replace(
        step,
        site=site.id,
        structure=site.target,
        side=place.side,
        position=site.position,
    )


def _step_at(case: Case, phase: str, text: str, *because: Reason) -> PlanStep:
    site = one_of(BodySite, case.problem.site)
    return PlanStep(
        order=0,
        phase=phase,  # type: ignore[arg-type]  # callers pass words of Phase only
        instruction=text,
        site=site.id,
        structure=site.target,
        side=case.problem.side,
        position=site.position,
        because=because,
    )


def _ask(case: Case, screening: Screening) -> PlanStep:
    last = "the reaction to the last session, " if case.sessions else ""
    text = (
        f"Ask about {last}new medicines and today's pain at "
        "rest. Look at the skin. Say what will be done and what else there is, and get "
        "a spoken yes."
    )
    if screening.missing:
        asked = _first_few([asked_name(item) for item in screening.missing])
        text += f" Not yet answered, to be cleared first: {asked}."
    if screening.avoid:
        places = "; ".join(place_name(place) for place in screening.avoid)
        text += f" Leave alone today: {places}."
    cautions = tuple(
        Reason(f"{found.name}: {found.advice}".rstrip(": "), "", found.source)
        for found in screening.findings
        if found.level in ("caution", "cap")
    )
    why = Reason("skin, medicines and consent change from visit to visit")
    return PlanStep(0, "check", text, because=(why, *cautions))


def _first_few(names: list[str]) -> str:
    named, more = "; ".join(names[:_NAMED]), len(names) - _NAMED
    return f"{named}; and {more} more in the screen" if more > 0 else named


def _look_at_instruments(case: Case, edges: Iterable[str]) -> PlanStep:
    names = "; ".join(_edge_name(case, edge) for edge in dict.fromkeys(edges))
    text = f"Check that the instrument is clean and its edges are undamaged: {names}."
    return PlanStep(
        0,
        "check",
        text,
        because=(Reason("cleaned before each patient", "", "Rutala2016"),),
    )


def _edge_name(case: Case, edge_id: str) -> str:
    edge = edge_among(edge_id, case.instruments.own)
    tool = instrument_among(edge.instrument, case.instruments.own)
    return f"{tool.name}, {edge.name.lower()}"


def _load(case: Case) -> PlanStep:
    ours, *others = programmes_for(case)
    why = Reason("IASTM adds to exercise and advice; it does not replace them")
    because = [why, programme_reason(ours), *why_suited(case)]
    if others:
        names = " or ".join(other.name.lower() for other in others)
        because.append(Reason("one programme, not two; the other choice", names))
    return _step_at(case, "load", str(ours), *because)


def _sign(case: Case, condition: Condition, when: str) -> PlanStep:
    """Return the test of the sign: the practitioner's own, else the condition's."""
    own = case.problem.comparable_sign.strip()
    text = f"{when} the edge, test the comparable sign: "
    text += own or condition.comparable_sign
    text = text if text.endswith((".", "?", "!")) else f"{text}."
    why = Reason("the same sign before and after shows whether anything changed")
    found = (Reason("the sign that was found at the assessment"),) if own else ()
    return _step_at(case, "sign", text, why, *found)


def _warm_up(case: Case, lubricant: str) -> PlanStep:
    time = numbers("planning_rules.toml")["warm_up_time"]
    text = "Warm the place with slow, light strokes of the hand or easy movement. "
    text += (
        "No emollient suits this patient: the skin stays dry, so keep strokes few."
        if lubricant == DRY
        else f"Then spread a thin film: {one_of(Emollient, lubricant).name.lower()}."
    )
    why = Reason("warm up first", f"{time.value:g} s", time.source)
    step = _step_at(case, "warm_up", text, why)
    return replace(step, lubricant=lubricant, duration=time.value)


def _skin_check(case: Case, watch: tuple[Reason, ...], lubricant: str) -> PlanStep:
    text = (
        "Look at and feel the skin, ask for soreness 0 to 10, write it down, and tell "
        "the patient what to expect and what is not normal."
    )
    if lubricant != DRY:
        text = f"Wipe off the emollient. {text}"
    return _step_at(case, "skin_check", text, *watch)


def _clean() -> PlanStep:
    rules = [rule for rule in all_of(HygieneRule).values() if rule.level != "sterilise"]
    usual = one_of(HygieneRule, "intact_skin")
    blood = one_of(HygieneRule, "visible_blood")
    text = f"{usual.do} If blood is seen: {blood.do} Enter it in the cleaning log."
    because = tuple(Reason(rule.when, rule.level, rule.source) for rule in rules)
    return PlanStep(0, "clean", text, because=because)
