"""What simulated trials found: arms, contrasts, power, sizes, what is not known."""

from dataclasses import dataclass, fields

from strigil.catalogue import Evidence
from strigil.intervals import Interval
from strigil.treatment.trial_arms import LocalDose
from strigil.treatment.trial_compare import Share

__all__ = [
    "TRIAL_NOTE",
    "ArmResult",
    "ContrastResult",
    "DoseVerdict",
    "SampleSize",
    "TrialResult",
]

TRIAL_NOTE = "illustration, not calibrated: patients are drawn from priors"


@dataclass(frozen=True, slots=True)
class ArmResult:
    """An arm over all simulated trials, as they would write it down.

    Attributes
    ----------
    name : str
        As the design calls it.
    n, complete : int
        Enrolled in each trial, and with a last value [1].
    sessions : int
        Before the outcome is taken [1].
    dose : Interval
        Of one session [reference sessions].
    total_dose : float
        Of all sessions [reference sessions].
    first, last : float
        Mean of the first and the last values [unit of the outcome].
    sd : float
        Of the last values between patients of one trial [unit of the outcome].
    mean : Interval
        Mean of the last values of one trial [unit of the outcome].
    improved : float or None
        Share of patients better by the important change or more [1].
    local : LocalDose or None
        What the tissue feels of one session; None of a bare dose.
    """

    name: str
    n: int
    complete: int
    sessions: int
    dose: Interval
    total_dose: float
    first: float
    last: float
    sd: float
    mean: Interval
    improved: float | None
    local: LocalDose | None = None


@dataclass(frozen=True, slots=True)
class SampleSize:
    """How many patients to enrol in each arm for a power.

    Attributes
    ----------
    power : float
        The power [1].
    each_arm : int or None
        Averaged over what is not known (assurance); None where no size that was tried
        reaches it [1].
    each_arm_if_known : int or None
        Were the parameters those of the middle: what is usually computed [1].
    """

    power: float
    each_arm: int | None
    each_arm_if_known: int | None


@dataclass(frozen=True, slots=True)
class ContrastResult:
    """An arm against the first one.

    Attributes
    ----------
    arm, versus : str
        Names; differences are ``arm`` minus ``versus``.
    difference : Interval
        What trials find: 90 % of them lie inside [unit of the outcome].
    true_difference : Interval
        The truths of these trials, were everybody in both arms [unit of the outcome].
    sd_parameters, sd_chance : float
        Spread of what trials find from not knowing the parameters, and from who is
        enrolled and measured [unit of the outcome].
    sd_patients : float
        How patients of one trial differ in what the arm does to them [unit of the
        outcome].
    power : Share
        Trials whose test finds the arm better, averaged over what is not known
        (assurance) [1].
    power_if_known : float
        Power were the parameters those of the middle [1].
    harm : Share
        Trials whose test finds the arm worse [1].
    type_one : Share
        Trials that find a difference where both arms are alike [1].
    type_one_holds : bool
        Whether that agrees with the level of the test.
    most_power : float
        What no number of patients can exceed: the share of truths in which the arm is
        better [1].
    sample_sizes : tuple of SampleSize
        For two powers.
    helped : float or None
        Share of patients whom the arm leaves better by the important change or more
        than the first arm would leave them [1].
    says : str
        The same in words.
    """

    arm: str
    versus: str
    difference: Interval
    true_difference: Interval
    sd_parameters: float
    sd_chance: float
    sd_patients: float
    power: Share
    power_if_known: float
    harm: Share
    type_one: Share
    type_one_holds: bool
    most_power: float
    sample_sizes: tuple[SampleSize, ...]
    helped: float | None
    says: str


@dataclass(frozen=True, slots=True)
class DoseVerdict:
    """Two arms with IASTM of different dose.

    Attributes
    ----------
    arm, versus : str
        Names; differences are ``arm`` minus ``versus``.
    true_difference : Interval
        Over truths, were everybody in both arms [unit of the outcome].
    verdict : str
        ``no meaningful difference``, ``not known``, ``differs`` or ``not judged``.
    """

    arm: str
    versus: str
    true_difference: Interval
    verdict: str


@dataclass(frozen=True, slots=True)
class TrialResult:
    """What the simulated trials found. Illustration, not calibrated.

    Attributes
    ----------
    trial : str
        Id of the design.
    outcome_id, outcome, unit, said_unit : str
        Id and name of the outcome, its unit, and that as it stands behind a number.
    lower_is_better : bool
        Which way is better.
    days : float
        When it is taken [d].
    standard_error : float
        Of one measurement [``unit``].
    important_change : float or None
        Smallest change that matters to patients [``unit``].
    trials, seed : int
        How many were simulated, and which [1].
    unknown_share : float
        Share of the variance of a prior that is not knowing the parameter [1].
    level : float
        Of each two-sided test [1].
    arms : tuple of ArmResult
        The first is the reference.
    contrasts : tuple of ContrastResult
        Each later arm against the first.
    doses : tuple of DoseVerdict
        Each pair of arms with IASTM.
    dose_says : str
        What that says about dose; empty with fewer than two such arms.
    evidence : str
        How well it is known that IASTM moves the outcome at all.
    calibrated : bool
        False.
    note : str
        What to print beside every number.
    sources : tuple of str
        Keys in ``data/references.bib``.
    warnings : tuple of str
        What the reader must know.
    """

    trial: str
    outcome_id: str
    outcome: str
    unit: str
    said_unit: str
    lower_is_better: bool
    days: float
    standard_error: float
    important_change: float | None
    trials: int
    seed: int
    unknown_share: float
    level: float
    arms: tuple[ArmResult, ...]
    contrasts: tuple[ContrastResult, ...]
    doses: tuple[DoseVerdict, ...]
    dose_says: str
    evidence: Evidence
    calibrated: bool = False
    note: str = TRIAL_NOTE
    sources: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the result for machines; differences in ``unit``, times [d]."""
        kept = [f.name for f in fields(self) if f.name not in ("arms", "contrasts")]
        return {
            **{name: getattr(self, name) for name in kept},
            "arms": [self._arm(arm) for arm in self.arms],
            "contrasts": list(self.contrasts),
        }

    def _arm(self, arm: ArmResult) -> dict[str, object]:
        about = ("name", "n", "complete", "sessions", "dose", "total_dose", "local")
        seen = ("first", "last", "sd", "mean", "improved")
        outcome = {name: getattr(arm, name) for name in seen}
        return {
            **{name: getattr(arm, name) for name in about},
            "outcomes": {self.outcome_id: {"unit": self.unit, **outcome}},
        }
