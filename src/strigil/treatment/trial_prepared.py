"""A trial's design turned into what is simulated: patients, sessions, rating."""

from dataclasses import dataclass
from typing import cast

from strigil.biology import Covariates, SessionStimulus
from strigil.catalogue import (
    Condition,
    ConditionClass,
    Sourced,
    Stage,
    one_of,
    sourced_table,
)
from strigil.intervals import Interval
from strigil.treatment.dose import dose_of_steps, stimulus_of
from strigil.treatment.dose_steps import DoseStep, exactly, times
from strigil.treatment.trial import TrialDesign
from strigil.treatment.trial_outcome import Rating, rating_of
from strigil.treatment.trial_parts import Analysis, TrialArm, TrialPatients
from strigil.units import to_si

__all__ = ["PreparedArm", "PreparedTrial", "prepared_trial", "trial_rule"]

_WEEK_DAYS = 7.0
# Who is left of an arm at least: an adjusted test of two needs that many.
_LEFT = 3
_HELD = {"block": "allows no IASTM", "light_only": "allows light IASTM only"}
_NO_EFFECT = {
    "age_years": "age",
    "female_share": "sex",
    "bmi": "body mass",
}


@dataclass(frozen=True, slots=True)
class PreparedArm:
    """One arm as it is simulated.

    Attributes
    ----------
    name : str
        As the design calls it.
    patients : int
        Enrolled [1].
    complete : int
        With a last value [1].
    sessions : tuple of SessionStimulus
        Those before the outcome is taken.
    dose : Interval
        Of one session, relative to the reference session [1].
    """

    name: str
    patients: int
    complete: int
    sessions: tuple[SessionStimulus, ...]
    dose: Interval

    @property
    def total_dose(self) -> float:
        """Of all sessions together [reference sessions]."""
        return sum(session.dose for session in self.sessions)


@dataclass(frozen=True, slots=True)
class PreparedTrial:
    """A trial as it is simulated.

    Attributes
    ----------
    id : str
        Of the design.
    kind : str
        Kind of condition.
    covariates : Covariates
        Who is enrolled.
    days : float
        When the outcome is taken [d].
    rating : Rating
        How.
    misfit : float
        How many times the usual a trial's truth is off the model's [1].
    analysis : str
        ``adjusted``, ``change`` or ``final``.
    level : float
        Of the two-sided test [1].
    unknown_share : float
        Share of the variance of a prior that all patients of a trial share [1].
    arms : tuple of PreparedArm
        The first is the reference.
    warnings : tuple of str
        What the reader of the result must know.
    """

    id: str
    kind: ConditionClass
    covariates: Covariates
    days: float
    rating: Rating
    misfit: float
    analysis: Analysis
    level: float
    unknown_share: float
    arms: tuple[PreparedArm, ...]
    warnings: tuple[str, ...]

    @property
    def patients(self) -> int:
        """Enrolled in all arms [1]."""
        return sum(arm.patients for arm in self.arms)


def trial_rule(name: str) -> Sourced:
    """Return a rule of ``data/trial_rules.toml``."""
    return sourced_table("trial_rules.toml")[name]


def prepared_trial(trial: TrialDesign, patients: int | None = None) -> PreparedTrial:
    """Turn a design into what is simulated.

    Parameters
    ----------
    trial : TrialDesign
        The design.
    patients : int, optional
        Of each arm, in place of the design's [1].
    """
    condition = one_of(Condition, trial.condition)
    outcome, enrolled = trial.outcome, trial.patients
    first = None if enrolled.pain is None else enrolled.pain.mean
    rating = rating_of(outcome, trial.condition, first)
    arms = tuple(
        _arm(name, arm, patients or arm.patients, outcome.days, condition.sites[0])
        for name, arm in trial.arms.items()
    )
    share = trial.simulation.unknown_share
    level = outcome.significance
    return PreparedTrial(
        id=trial.id,
        kind=condition.kind,
        covariates=Covariates(
            stages=cast(dict[Stage, float], enrolled.stages),  # words were checked
            onset_days=enrolled.onset_days,
            pain=enrolled.pain,
            load=enrolled.load,
        ),
        days=outcome.days,
        rating=rating,
        misfit=trial.simulation.misfit,
        analysis=outcome.analysis,
        level=_usual_level() if level is None else level,
        unknown_share=trial_rule("unknown_share").value if share is None else share,
        arms=arms,
        warnings=(
            *rating.notes,
            *_of_patients(enrolled),
            *_of_arms(trial, arms),
            *_of_condition(trial, condition, arms),
        ),
    )


def _usual_level() -> float:
    return sourced_table("scenario_rules.toml")["significance"].value


def _arm(
    name: str, arm: TrialArm, patients: int, days: float, usual_site: str
) -> PreparedArm:
    dose = _dose(arm, usual_site)
    factor = (dose.high / dose.low) ** 0.5 if dose.low > 0.0 else 1.0
    step = _WEEK_DAYS / arm.sessions_per_week
    when = [arm.start_day + step * number for number in range(arm.sessions)]
    given = [SessionStimulus(day, dose.value, factor) for day in when if day < days]
    complete = max(_LEFT, round(patients * (1.0 - arm.drop_out)))
    return PreparedArm(name, patients, complete, tuple(given), dose)


def _dose(arm: TrialArm, usual_site: str) -> Interval:
    if not arm.steps:
        dose, factor = arm.dose or 0.0, arm.dose_factor
        return Interval(dose, dose / factor, dose * factor)
    steps = [
        DoseStep(
            site=step.site or usual_site,
            edge=step.edge,
            duration=to_si(step.duration_min, "min"),
            word=step.word,
            force=None if step.force is None else _measured(step.force),
            angle=None if step.angle_deg is None else to_si(step.angle_deg, "deg"),
        )
        for step in arm.steps
    ]
    return stimulus_of(dose_of_steps(steps))


def _measured(force: float) -> Interval:
    error = sourced_table("response_stimulus.toml")["force_error"]
    return times(exactly(force), error.interval)


def _of_patients(patients: TrialPatients) -> list[str]:
    told = []
    given = [
        word for key, word in _NO_EFFECT.items() if getattr(patients, key) is not None
    ]
    if given:
        told.append(
            f"{', '.join(given).capitalize()} of the patients changes nothing here: no "
            "evidence that was read says how it changes the answer to a dose."
        )
    if patients.onset_days is not None and "chronic" in patients.stages:
        told.append("In chronic tissue the model knows no time since onset.")
    return told


def _of_arms(trial: TrialDesign, arms: tuple[PreparedArm, ...]) -> list[str]:
    told = []
    most = sourced_table("response_stimulus.toml")["dose_range"].high
    for arm in arms:
        late = trial.arms[arm.name].sessions - len(arm.sessions)
        if late:
            told.append(
                f"{arm.name}: {late} sessions lie on or after the day of the outcome "
                "and are left out."
            )
        if arm.dose.value > most:
            told.append(
                f"{arm.name}: a session of {arm.dose.value:.3g} reference sessions "
                f"lies above {most:g}, outside the range in which the model was tried."
            )
    if all(arm.total_dose > 0.0 for arm in arms):
        told.append(
            "No arm is without IASTM: what IASTM does at all can not be seen here."
        )
    return told


def _of_condition(
    trial: TrialDesign, condition: Condition, arms: tuple[PreparedArm, ...]
) -> list[str]:
    """Say what the catalogue knows of the condition, and whom a screen would hold."""
    told = [f"{condition.name}: {condition.evidence_summary}"]
    for stage, share in trial.patients.stages.items():
        rule = condition.stages.get(stage)
        held = "" if rule is None else _HELD.get(rule.local, "")
        if held and share > 0.0 and any(arm.total_dose > 0.0 for arm in arms):
            told.append(f"Screening {held} over the lesion in the {stage} stage.")
    return told
