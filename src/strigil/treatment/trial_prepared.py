"""A trial's design turned into what is simulated: patients, sessions, rating."""

from dataclasses import dataclass
from typing import cast

from strigil.biology import Covariates
from strigil.catalogue import (
    Condition,
    ConditionClass,
    Sourced,
    Stage,
    one_of,
    sourced_table,
)
from strigil.treatment.trial import TrialDesign
from strigil.treatment.trial_arms import PreparedArm, prepared_arm, said_of_arms
from strigil.treatment.trial_outcome import Rating, rating_of
from strigil.treatment.trial_parts import Analysis, TrialPatients

__all__ = ["PreparedArm", "PreparedTrial", "prepared_trial", "trial_rule"]

_HELD = {"block": "allows no IASTM", "light_only": "allows light IASTM only"}
_NO_EFFECT = {
    "age_years": "age",
    "female_share": "sex",
    "bmi": "body mass",
}


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
        prepared_arm(
            name,
            arm,
            patients=patients or arm.patients,
            days=outcome.days,
            usual_site=condition.sites[0],
        )
        for name, arm in trial.arms.items()
    )
    planned = [arm.sessions for arm in trial.arms.values()]
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
            *said_of_arms(condition.kind, arms, planned),
            *_of_condition(trial, condition, arms),
        ),
    )


def _usual_level() -> float:
    return sourced_table("scenario_rules.toml")["significance"].value


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
