"""Checks of a trial's design: words of the catalogue, numbers that can be."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, get_args

from strigil.biology import Spread, response_definition
from strigil.catalogue import (
    BodySite,
    Condition,
    Emollient,
    OutcomeMeasure,
    Stage,
    TreatmentEdge,
    all_of,
    limit,
    one_of,
)
from strigil.errors import InvalidValueError, UnknownNameError
from strigil.treatment.trial_parts import TrialArm, TrialStep

if TYPE_CHECKING:  # the trial is made of these checks' other side
    from strigil.treatment.trial import TrialDesign

__all__ = ["PAIN_RATINGS", "check_trial"]

# Outcome measures that the response model foretells: ratings of pain.
PAIN_RATINGS = ("nprs", "vas")
# Shares are written with few digits: three thirds of 0.33 are all.
_ROUNDING = 0.02
# Ends of what can be: (low, high, unit). They define the fields.
_PAIN = (0.0, 10.0, "points")
_SHARE = (0.0, 1.0, "")
_DAYS = (1.0, 730.0, "days")
_START = (0.0, 730.0, "days")
_ONSET = (0.0, 84.0, "days")
_LOAD = (0.01, 10.0, "")
_AGE = (0.0, 120.0, "years")
_BMI = (10.0, 80.0, "kg/m2")
_PATIENTS = (4.0, 20_000.0, "patients")
_DROP_OUT = (0.0, 0.9, "")
_SESSIONS = (0.0, 500.0, "sessions")
_WEEKLY = (0.1, 21.0, "sessions a week")
_DOSE = (0.0, 100.0, "reference sessions")
_FACTOR = (1.0, 10.0, "times")
_FACTOR_OF_MISFIT = (0.0, 10.0, "times")
_MINUTES = (0.0, 1440.0, "min")
_ANGLE = (0.0, 90.0, "deg")
_TRIALS = (20.0, 100_000.0, "trials")
_SIZE = (0.0, 1000.0, "units of the outcome")
_CHANGE = (1e-6, 1000.0, "units of the outcome")
_LEVEL = (1e-4, 0.5, "")

_Range = tuple[str, float | None, tuple[float, float, str]]


def check_trial(trial: "TrialDesign", where: str) -> None:
    """Check a design; :func:`strigil.treatment.trial_from_mapping`."""
    _check_word(Condition, trial.condition, f"{where}.condition")
    _check_stages(trial, where)
    _check_outcome(trial, where)
    if len(trial.arms) < 2:
        message = f"{where}: a trial needs two arms at least; {len(trial.arms)} given."
        raise InvalidValueError(message)
    for name, arm in trial.arms.items():
        _check_arm(arm, f"{where}.arms.{name}")
    for place, value, allowed in _ranges(trial):
        _check_range(f"{where}.{place}", value, allowed)
    for place, spread, allowed in _spreads(trial):
        _check_spread(spread, f"{where}.patients.{place}", allowed)


def _check_word(noun: type[object], word: str, place: str) -> None:
    try:
        one_of(noun, word)
    except UnknownNameError as error:
        kind = f"{error.kind} (in {place})"
        look = f"See: strigil list {error.kind.replace(' ', '-')}s"
        raise UnknownNameError(kind, word, error.allowed, look) from None


def _check_stages(trial: "TrialDesign", where: str) -> None:
    stages = trial.patients.stages
    for stage in stages:
        if stage not in get_args(Stage):
            kind = f"stage (in {where}.patients.stages)"
            raise UnknownNameError(kind, stage, get_args(Stage))
    total = sum(stages.values())
    if min(stages.values(), default=0.0) < 0.0 or not abs(total - 1.0) <= _ROUNDING:
        message = f"{where}.patients.stages must be shares that make 1; {stages} given."
        raise InvalidValueError(message)


def _check_outcome(trial: "TrialDesign", where: str) -> None:
    outcome, place = trial.outcome, f"{where}.outcome"
    if bool(outcome.measure) == bool(outcome.quantity):
        message = f"{place} needs one of measure ({', '.join(PAIN_RATINGS)}) and "
        raise InvalidValueError(message + "quantity (of the response model).")
    if outcome.quantity:
        known = response_definition().observables
        if outcome.quantity not in known:
            kind = f"quantity (in {place})"
            raise UnknownNameError(kind, outcome.quantity, known)
        if outcome.better is None:
            message = f"{place} lacks better, of {outcome.quantity}: lower or higher."
            raise InvalidValueError(message)
    elif outcome.measure not in all_of(OutcomeMeasure):
        _check_word(OutcomeMeasure, outcome.measure, f"{place}.measure")
    elif outcome.measure not in PAIN_RATINGS:
        measures = one_of(OutcomeMeasure, outcome.measure).measures
        message = (
            f"{place}.measure: the response model foretells ratings of pain "
            f"({', '.join(PAIN_RATINGS)}), not {measures}, which {outcome.measure!r} "
            "measures."
        )
        raise InvalidValueError(message)


def _check_arm(arm: TrialArm, where: str) -> None:
    if arm.dose is not None and arm.steps:
        message = f"{where} must have a dose or steps, not both."
        raise InvalidValueError(message)
    if arm.sessions > 0 and arm.dose is None and not arm.steps:
        message = (
            f"{where} has {arm.sessions} sessions but does not say what is done in "
            "them: give dose (1 is the reference session) or steps."
        )
        raise InvalidValueError(message)
    if not arm.sessions and (arm.dose or arm.steps):
        message = f"{where} has a dose but no sessions: say how many."
        raise InvalidValueError(message)
    if arm.lubricant:
        _check_word(Emollient, arm.lubricant, f"{where}.lubricant")
    for i, step in enumerate(arm.steps):
        _check_word(TreatmentEdge, step.edge, f"{where}.steps[{i}].edge")
        if step.site:
            _check_word(BodySite, step.site, f"{where}.steps[{i}].site")
    sites = {step.site for step in arm.steps}
    if len(sites) > 1:
        listed = ", ".join(sorted(site or "(none)" for site in sites))
        message = f"{where}.steps must all be at one site; {listed} was given."
        raise InvalidValueError(message)


def _ranges(trial: "TrialDesign") -> Iterator[_Range]:
    outcome, simulation = trial.outcome, trial.simulation
    yield "outcome.days", outcome.days, _DAYS
    yield "outcome.standard_error", outcome.standard_error, _SIZE
    yield "outcome.important_change", outcome.important_change, _CHANGE
    yield "outcome.further_sd", outcome.further_sd, _SIZE
    yield "outcome.significance", outcome.significance, _LEVEL
    yield "simulation.trials", simulation.trials, _TRIALS
    yield "simulation.unknown_share", simulation.unknown_share, _SHARE
    yield "simulation.misfit", simulation.misfit, _FACTOR_OF_MISFIT
    yield "patients.female_share", trial.patients.female_share, _SHARE
    for name, arm in trial.arms.items():
        for key, value, allowed in _ranges_of_arm(arm):
            yield f"arms.{name}.{key}", value, allowed


def _ranges_of_arm(arm: TrialArm) -> Iterator[_Range]:
    yield "patients", arm.patients, _PATIENTS
    yield "drop_out", arm.drop_out, _DROP_OUT
    yield "sessions", arm.sessions, _SESSIONS
    yield "sessions_per_week", arm.sessions_per_week, _WEEKLY
    yield "start_day", arm.start_day, _START
    yield "dose", arm.dose, _DOSE
    yield "dose_factor", arm.dose_factor, _FACTOR
    yield from _ranges_of_steps(arm.steps)


def _ranges_of_steps(steps: Iterable[TrialStep]) -> Iterator[_Range]:
    for i, step in enumerate(steps):
        yield f"steps[{i}].duration_min", step.duration_min, _MINUTES
        force = (0.0, limit("max_plausible_force"), "N")
        yield f"steps[{i}].force", step.force, force
        yield f"steps[{i}].angle_deg", step.angle_deg, _ANGLE


def _spreads(
    trial: "TrialDesign",
) -> Iterator[tuple[str, Spread | None, tuple[float, float, str]]]:
    patients = trial.patients
    yield "pain", patients.pain, _PAIN
    yield "onset_days", patients.onset_days, _ONSET
    yield "load", patients.load, _LOAD
    yield "age_years", patients.age_years, _AGE
    yield "bmi", patients.bmi, _BMI


def _check_spread(
    spread: Spread | None, place: str, allowed: tuple[float, float, str]
) -> None:
    if spread is None:
        return
    for key in ("mean", "low", "high"):
        _check_range(f"{place}.{key}", getattr(spread, key), allowed)
    _check_range(f"{place}.sd", spread.sd, (0.0, allowed[1], allowed[2]))
    ends = [end for end in (spread.low, spread.mean, spread.high) if end is not None]
    if ends != sorted(ends):
        message = f"{place}: low, mean and high must rise; {ends} was given."
        raise InvalidValueError(message)
    if spread.sd > 0.0 and (spread.low is None or spread.high is None):
        message = (
            f"{place} needs low and high: an sd alone reaches beyond "
            f"{allowed[0]:g} to {allowed[1]:g} {allowed[2]}."
        )
        raise InvalidValueError(message.replace(" .", "."))


def _check_range(
    place: str, value: float | None, allowed: tuple[float, float, str]
) -> None:
    low, high, unit = allowed
    if value is not None and not low <= value <= high:
        ends = f"{low:g} to {high:g} {unit}".rstrip()
        message = f"{place} must be {ends}; {value:g} was given."
        raise InvalidValueError(message)
