"""Checks of a case: ids against the catalogue, numbers against what can be."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import chain
from typing import TYPE_CHECKING

from strigil.catalogue import (
    BodySite,
    Condition,
    Emollient,
    Instrument,
    Material,
    OutcomeMeasure,
    RedFlagTest,
    ScreeningItem,
    Tissue,
    TreatmentEdge,
    all_of,
    body_regions,
    limit,
    one_of,
)
from strigil.errors import InvalidValueError, UnknownNameError
from strigil.treatment.calibration import calibrate
from strigil.treatment.case_parts import CaseSession, GivenDose, Practitioner

if TYPE_CHECKING:  # the case is made of these checks' other side
    from strigil.treatment.case import Case

__all__ = ["RULES_OF_STATE", "check_parts", "known_allergens"]

# What a screen finds in the state of the case itself, beside the catalogue's items;
# an override may name them.
RULES_OF_STATE = (
    "age",
    "consent",
    "consent_region",
    "healing_stage",
    "reaction",
    "red_flag_test",
    "resting_pain",
    "retreat_interval",
)
# Ends of scales and of what can be: (low, high, unit). They define the fields.
PAIN = (0.0, 10.0, "points")
AGE = (0.0, 120.0, "years")
BIRTH_YEAR = (1880.0, 2200.0, "")
SKIN_TONE = (1.0, 10.0, "on the Monk scale")
GRADE = (0.0, 3.0, "")
ANGLE = (0.0, 90.0, "deg")
DAYS = (0.0, 120.0 * 366.0, "days")
MINUTES = (0.0, 24.0 * 60.0, "min")
STROKES = (0.0, 100_000.0, "strokes")
# What each class of condition is of; a scar is worked through the skin over it.
_STRUCTURES = {
    "tendinopathy": {"tendon"},
    "muscle_strain": {"muscle"},
    "ligament_sprain": {"ligament"},
    "fascial": {"fascia", "muscle"},
    "scar": {"skin"},
}
ALIKE = 0.75  # how alike two words are when one is taken for a slip of the other
HOURS = (0.0, 24.0 * 366.0, "h")
HOURS_AGO = (0.0, 24.0 * DAYS[1], "h")

_Range = tuple[str, float | None, tuple[float, float, str]]


def check_parts(case: "Case", where: str) -> tuple[str, ...]:
    """Check a case and return warnings; :func:`strigil.treatment.check_case`."""
    for noun, item_id, place in _ids(case):
        _check_id(noun, item_id, f"{where}.{place}")
    _check_history_ids(case, where)
    _check_refused(case, where)
    _check_allergies(case, where)
    for place, value, allowed in _ranges(case):
        _check_range(f"{where}.{place}", value, allowed)
    calibrate(case.practitioner.readings)  # refuses readings that can not be
    _check_outcomes(case, where)
    _check_structure(case, where)
    _check_sides(case, where)
    return (*_grams_questions(case, where), *_odd(case, where))


def _ids(case: "Case") -> Iterator[tuple[type[object], str, str]]:
    yield Condition, case.problem.condition, "problem.condition"
    yield BodySite, case.problem.site, "problem.site"
    for i, finding in enumerate(case.findings):
        yield BodySite, finding.site, f"findings[{i}].site"
    for item, answer in case.history.answers.items():
        if answer.site:
            yield BodySite, answer.site, f"history.{item}.site"
    for test in case.red_flag_tests:
        yield RedFlagTest, test, "red_flag_tests"
    mine = {edge.id for tool in case.instruments.own for edge in tool.edges}
    for place, dose in _doses(case.sessions):
        yield BodySite, dose.site, f"{place}.site"
        if dose.edge not in mine:
            yield TreatmentEdge, dose.edge, f"{place}.edge"
    for i, outcome in enumerate(case.outcomes):
        yield OutcomeMeasure, outcome.measure, f"outcomes[{i}].measure"
    yield from _ids_at_hand(case)


def _ids_at_hand(case: "Case") -> Iterator[tuple[type[object], str, str]]:
    at_hand = case.instruments
    mine = {edge.id for tool in at_hand.own for edge in tool.edges}
    for edge in at_hand.edges:
        if edge not in mine:
            yield TreatmentEdge, edge, "instruments.edges"
    if at_hand.lubricant:
        yield Emollient, at_hand.lubricant, "instruments.lubricant"
    own = {tool.id for tool in at_hand.own}
    for instrument in chain(at_hand.kept_for_patient, at_hand.damaged):
        if instrument not in own:
            yield Instrument, instrument, "instruments"
    for tool in at_hand.own:
        yield Material, tool.material, "instruments.own"


def _check_id(noun: type[object], item_id: str, place: str) -> None:
    try:
        one_of(noun, item_id)
    except UnknownNameError as error:
        kind = f"{error.kind} (in {place})"
        look = f"See: strigil list {error.kind.replace(' ', '-')}s"
        raise UnknownNameError(kind, item_id, error.allowed, look) from None


def _check_history_ids(case: "Case", where: str) -> None:
    known = all_of(ScreeningItem)
    look = "See: strigil list screening"
    for item in case.history.answers:
        if item not in known:
            kind = f"screening item or key (in {where}.history)"
            raise UnknownNameError(kind, item, [*known, "others"], look)
    for override in case.overrides:
        if override.item not in known and override.item not in RULES_OF_STATE:
            kind = f"screening item (in {where}.overrides)"
            raise UnknownNameError(kind, override.item, [*known, *RULES_OF_STATE], look)


def _check_allergies(case: "Case", where: str) -> None:
    """Refuse a misspelt allergen: it would be kept off no skin."""
    known = known_allergens()
    for allergen in case.patient.allergies:
        told = allergen.strip().lower()
        if told not in known and get_close_matches(told, known, n=1, cutoff=ALIKE):
            kind = f"allergen (in {where}.patient.allergies)"
            raise UnknownNameError(kind, allergen, sorted(known))


def known_allergens() -> frozenset[str]:
    """Return every allergen that the catalogue knows or asks for."""
    holds = [noun.allergens for noun in all_of(Material).values()]
    holds += [noun.allergens for noun in all_of(Emollient).values()]
    holds += [item.allergens for item in all_of(ScreeningItem).values()]
    return frozenset(chain.from_iterable(holds))


def _check_refused(case: "Case", where: str) -> None:
    known = body_regions()
    for i, refused in enumerate(case.consent.refused):
        if refused.region not in known:
            kind = f"body region (in {where}.consent.refused[{i}].region)"
            look = "See: strigil list sites"
            raise UnknownNameError(kind, refused.region, known, look)


def _ranges(case: "Case") -> Iterator[_Range]:
    patient, problem = case.patient, case.problem
    yield "patient.age_years", patient.age_years, AGE
    yield "patient.birth_year", patient.birth_year, BIRTH_YEAR
    yield "patient.skin_tone", patient.skin_tone, SKIN_TONE
    yield "problem.resting_pain", problem.resting_pain, PAIN
    yield "problem.onset_days", problem.onset_days, DAYS
    for i, finding in enumerate(case.findings):
        yield f"findings[{i}].grade", finding.grade, GRADE
    for item, answer in case.history.answers.items():
        yield f"history.{item}.days_ago", answer.days_ago, DAYS
    for i, outcome in enumerate(case.outcomes):
        yield f"outcomes[{i}].days_ago", outcome.days_ago, DAYS
    yield from _ranges_of_sessions(case.sessions)
    yield from _ranges_of_readings(case.practitioner)


def _ranges_of_sessions(sessions: Iterable[CaseSession]) -> Iterator[_Range]:
    force = (0.0, limit("max_plausible_force"), "N")
    for i, session in enumerate(sessions):
        yield f"sessions[{i}].days_ago", session.days_ago, DAYS
        yield f"sessions[{i}].hours_ago", session.hours_ago, HOURS_AGO
        yield f"sessions[{i}].pain_during", session.pain_during, PAIN
        for j, recorded in enumerate(session.recorded):
            for newtons in (*recorded.mean_force, *recorded.peak_force):
                yield f"sessions[{i}].recorded[{j}]", newtons, force
        for j, reaction in enumerate(session.reactions):
            yield f"sessions[{i}].reactions[{j}].severity", reaction.severity, PAIN
            hours = f"sessions[{i}].reactions[{j}].lasted_hours"
            yield hours, reaction.lasted_hours, HOURS
    for place, dose in _doses(sessions):
        yield f"{place}.force", dose.force, force
        yield f"{place}.angle_deg", dose.angle_deg, ANGLE
        yield f"{place}.duration_min", dose.duration_min, MINUTES
        yield f"{place}.strokes", dose.strokes, STROKES


def _ranges_of_readings(practitioner: Practitioner) -> Iterator[_Range]:
    force = (0.0, limit("max_plausible_force"), "N")
    for i, reading in enumerate(practitioner.readings):
        for newtons in reading.newtons:
            yield f"practitioner.readings[{i}]", newtons, force


def _check_range(
    place: str, value: float | None, allowed: tuple[float, float, str]
) -> None:
    low, high, unit = allowed
    if value is not None and not low <= value <= high:
        ends = f"{low:g} to {high:g} {unit}".rstrip()
        message = f"{place} must be {ends}; {value:g} was given."
        raise InvalidValueError(message)


def _check_outcomes(case: "Case", where: str) -> None:
    for i, outcome in enumerate(case.outcomes):
        measure = one_of(OutcomeMeasure, outcome.measure)
        allowed = (measure.minimum, measure.maximum, measure.unit)
        place = f"{where}.outcomes[{i}].value ({measure.id})"
        _check_range(place, outcome.value, allowed)


def _check_structure(case: "Case", where: str) -> None:
    """Refuse an unusual site that lacks the structure which the condition is of."""
    condition = one_of(Condition, case.problem.condition)
    site = one_of(BodySite, case.problem.site)
    there = dict.fromkeys(one_of(Tissue, layer.tissue).kind for layer in site.layers)
    meant = _STRUCTURES[condition.kind]
    if site.id not in condition.sites and not meant.intersection(there):
        message = (
            f"{where}.problem.site: {condition.id} is of {' or '.join(sorted(meant))}; "
            f"{site.id} has {', '.join(there)}. It usually lies at "
            f"{', '.join(condition.sites)}. See: strigil list sites"
        )
        raise InvalidValueError(message)


def _check_sides(case: "Case", where: str) -> None:
    places = [("problem", case.problem.site, case.problem.side)]
    places += [
        (f"findings[{i}]", finding.site, finding.side)
        for i, finding in enumerate(case.findings)
    ]
    for place, site, side in places:
        if side == "midline" and one_of(BodySite, site).sided:
            message = f"{where}.{place}.side must be left or right at {site}; "
            raise InvalidValueError(message + "'midline' was given.")


def _grams_questions(case: "Case", where: str) -> list[str]:
    doubtful = limit("grams_question_force")
    doses = [(place, dose.force) for place, dose in _doses(case.sessions)]
    readings = [
        (f"practitioner.readings[{i}]", max(reading.newtons, default=None))
        for i, reading in enumerate(case.practitioner.readings)
    ]
    return [
        f"{where}.{place}: {force:g} N is above {doubtful:g} N; were grams meant?"
        for place, force in [*doses, *readings]
        if force is not None and force > doubtful
    ]


def _odd(case: "Case", where: str) -> list[str]:
    both = [
        f"{where}.history.{item}: it says elsewhere and names {answer.site}; "
        "the named site counts."
        for item, answer in case.history.answers.items()
        if answer.elsewhere and answer.site
    ]
    return [*both, *_odd_site(case, where)]


def _odd_site(case: "Case", where: str) -> list[str]:
    condition = one_of(Condition, case.problem.condition)
    if case.problem.site in condition.sites:
        return []
    usual = ", ".join(condition.sites)
    return [
        f"{where}.problem.site: {condition.id} usually lies at {usual}, "
        f"not at {case.problem.site}."
    ]


def _doses(sessions: Iterable[CaseSession]) -> Iterator[tuple[str, GivenDose]]:
    for i, session in enumerate(sessions):
        for j, dose in enumerate(session.doses):
            yield f"sessions[{i}].doses[{j}]", dose
