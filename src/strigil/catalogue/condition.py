"""Conditions with their stages, tests, trial evidence and usual course."""

from dataclasses import dataclass
from typing import Literal

from strigil.catalogue.sourced import Evidence, Sourced

__all__ = [
    "Condition",
    "ConditionClass",
    "Programme",
    "RedFlagTest",
    "Stage",
    "StageRule",
    "Trial",
]

ConditionClass = Literal[
    "tendinopathy", "scar", "fascial", "muscle_strain", "ligament_sprain"
]
Stage = Literal["acute", "subacute", "chronic"]


@dataclass(frozen=True, slots=True)
class StageRule:
    """What a stage of healing allows.

    Attributes
    ----------
    begins : Sourced
        Time since onset at which the stage begins [s].
    local : str
        ``block`` over the lesion, ``light_only``, or ``full``.
    """

    begins: Sourced
    local: Literal["block", "light_only", "full"]
    because: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What a published study did and found, in our words.

    Attributes
    ----------
    supports : str
        What it shows for IASTM in this condition: ``favourable``, ``null``, ``mixed``
        or ``unknown`` (no result yet, or good news from another disorder, method or
        species). A null from nearby stays a null.
    """

    source: str
    design: str
    stage: str
    dose: str
    result: str
    supports: Literal["favourable", "null", "mixed", "unknown"]


@dataclass(frozen=True, slots=True)
class Programme:
    """One way of exercise or care that goes with IASTM, or stands alone.

    Attributes
    ----------
    name, does : str
        What it is called, and what the patient does.
    sites : tuple of str
        Body sites it is for; empty for all sites of the condition.
    stages : tuple of str
        Stages of healing it is for; empty for all.
    """

    name: str
    does: str
    source: str
    evidence: Evidence
    sites: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    note: str = ""

    def __str__(self) -> str:
        return f"{self.name}: {self.does}"


@dataclass(frozen=True, slots=True)
class RedFlagTest:
    """A hands-on test whose positive answer stops or refers.

    Attributes
    ----------
    action : str
        ``refer_urgently``, ``refer`` or ``defer``.
    send_to : str
        To whom the patient is sent, and how soon; empty where it is only deferred.
    """

    id: str
    name: str
    how: str
    positive: str
    suggests: str
    action: Literal["refer_urgently", "refer", "defer"]
    source: str
    send_to: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A disorder that IASTM is used for.

    Attributes
    ----------
    sites : tuple of str
        Body sites it may lie at, most usual first.
    stages : dict of str to StageRule
        ``acute``, ``subacute``, ``chronic``.
    outcome_measures : tuple of str
        Default set, first the primary one.
    comparable_sign : str
        The movement or test that shows the problem.
    programmes : tuple of Programme
        Exercise and care beside IASTM, by site and stage; the first that fits is ours.
    visit_rate, course_length, session_time : Sourced
        Usual visits per time [1/s], length of course [s] and IASTM per visit [s].
    evidence_summary : str
        What is known and not, in words a patient could read.
    sources : tuple of str
        Bibliography keys behind the summary, beside those of the trials.
    plain_name : str
        What the patient calls it.
    """

    id: str
    name: str
    kind: ConditionClass
    sites: tuple[str, ...]
    stages: dict[str, StageRule]
    outcome_measures: tuple[str, ...]
    red_flag_tests: tuple[str, ...]
    comparable_sign: str
    programmes: tuple[Programme, ...]
    visit_rate: Sourced
    course_length: Sourced
    session_time: Sourced
    trials: tuple[Trial, ...]
    evidence_summary: str
    plain_name: str
    sources: tuple[str, ...] = ()
    note: str = ""
