"""The parts of a trial's design: patients, outcome, arms, how it is simulated."""

from dataclasses import dataclass, field
from typing import Literal

from strigil.biology import Spread
from strigil.treatment.session import ForceWord

__all__ = [
    "Analysis",
    "TrialArm",
    "TrialOutcome",
    "TrialPatients",
    "TrialSimulation",
    "TrialStep",
]

Analysis = Literal["adjusted", "change", "final"]


@dataclass(frozen=True, slots=True)
class TrialPatients:
    """Who is enrolled.

    Attributes
    ----------
    stages : dict of str to float
        Share in each of ``acute``, ``subacute``, ``chronic``; together 1 [1].
    pain : Spread or None
        Pain at rest on enrolment, 0 to 10 [point]; else the model's own.
    onset_days : Spread or None
        Time since onset of acute and subacute patients [d].
    load : Spread or None
        Daily load relative to the usual [1].
    age_years, bmi : Spread or None
        Written down with the design; the model knows no effect of them [year], [kg/m2].
    female_share : float or None
        The same [1].
    """

    stages: dict[str, float]
    pain: Spread | None = None
    onset_days: Spread | None = None
    load: Spread | None = None
    age_years: Spread | None = None
    bmi: Spread | None = None
    female_share: float | None = None


@dataclass(frozen=True, slots=True)
class TrialOutcome:
    """The primary outcome, when it is taken and how it is compared.

    Attributes
    ----------
    days : float
        When, from day zero [d].
    measure : str
        A pain rating of ``strigil list outcome-measures``: ``nprs`` or ``vas``.
    quantity : str
        In its place a quantity of the response model, such as ``restriction``.
    better : str or None
        Of a quantity: ``lower`` or ``higher``.
    standard_error : float or None
        Standard error of one measurement [unit of the outcome]; else from the
        detectable change of the measure in the catalogue.
    important_change : float or None
        Smallest change that matters to patients [unit of the outcome]; else the
        catalogue's.
    further_sd : float or None
        Chance in a last value that the model does not have, in every arm [unit of the
        outcome]; else what is usual for pain.
    analysis : str
        ``adjusted`` for the first value (analysis of covariance), ``change`` from it,
        or ``final`` value.
    significance : float or None
        Two-sided level of the test [1]; else the usual one.
    """

    days: float
    measure: str = ""
    quantity: str = ""
    better: Literal["lower", "higher"] | None = None
    standard_error: float | None = None
    important_change: float | None = None
    further_sd: float | None = None
    analysis: Analysis = "adjusted"
    significance: float | None = None


@dataclass(frozen=True, slots=True)
class TrialStep:
    """What one edge does in each session of an arm.

    Attributes
    ----------
    edge : str
        Treatment edge of the catalogue.
    duration_min : float
        Time it takes [min].
    site : str
        Body site; else the first of the condition's.
    word : str or None
        ``light``, ``moderate`` or ``firm``.
    force : float or None
        Mean normal force, where a sensor keeps it [N].
    angle_deg : float or None
        Treatment angle [deg].
    """

    edge: str
    duration_min: float
    site: str = ""
    word: ForceWord | None = None
    force: float | None = None
    angle_deg: float | None = None


@dataclass(frozen=True, slots=True)
class TrialArm:
    """One arm; without sessions the same care without IASTM.

    Attributes
    ----------
    patients : int
        How many are enrolled [1].
    drop_out : float
        Share whose last value is missing, by chance [1].
    sessions : int
        How many [1].
    sessions_per_week : float
        How often [1/week].
    start_day : float
        Day of the first session [d].
    dose : float or None
        Of each session, relative to the reference session [1].
    dose_factor : float
        How uncertain: 5 to 95 % lie between dose / factor and dose x factor [1].
    steps : tuple of TrialStep
        In place of the dose: what is done in each session. It then acts by the strain,
        shear and time that the contact model gives at the target.
    lubricant : str
        Emollient of the steps; else cream, as uncertain as all of them.
    """

    patients: int
    drop_out: float = 0.0
    sessions: int = 0
    sessions_per_week: float = 1.0
    start_day: float = 0.0
    dose: float | None = None
    dose_factor: float = 1.0
    steps: tuple[TrialStep, ...] = field(default=())
    lubricant: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TrialSimulation:
    """How it is simulated.

    Attributes
    ----------
    trials : int
        How many trials [1].
    unknown_share : float or None
        Share of the variance of each prior that is not knowing the parameter, 0 to 1;
        the rest is how patients differ [1]. Else that of ``data/trial_rules.toml``.
    misfit : float
        How many times the usual a trial's truth is off the model's [1].
    """

    trials: int = 1000
    unknown_share: float | None = None
    misfit: float = 1.0
