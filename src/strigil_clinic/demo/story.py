"""What the demo's file of stories may say: people, problems and what happened when."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from strigil.schema import read_as

__all__ = [
    "Assessed",
    "Felt",
    "Measured",
    "Person",
    "Reacted",
    "Recorded",
    "Said",
    "Scored",
    "Stories",
    "Story",
    "Visited",
    "read_stories",
]


@dataclass(frozen=True, slots=True)
class Person:
    """A synthetic patient; nobody is meant."""

    given_name: str
    family_name: str
    age_years: int
    gender: Literal["female", "male", "other", "unknown"]
    skin_tone: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """An answer to a screening question that was not no; days ago on that day [d]."""

    answer: Literal["yes", "unsure"] = "yes"
    days_ago: int | None = None
    where: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Felt:
    """One finding; at the problem's own site and side when these are not said."""

    structure: str
    texture: str
    grade: int
    tender: bool = False
    confidence: str = "moderate"
    site: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Assessed:
    """The hands-on assessment on the day the episode was opened."""

    resting_pain: int
    worst_pain: int
    irritability: Literal["low", "moderate", "high"]
    sign: str
    sign_pain: int
    skin: str = "intact"
    note: str = ""
    positive: tuple[str, ...] = ()
    findings: tuple[Felt, ...] = ()


@dataclass(frozen=True, slots=True)
class Reacted:
    """What the patient told on a day after a session."""

    day: int
    redness: str = "none"
    warmth: bool = False
    bruise: str = "none"
    soreness: int = 0
    function: str = "same"
    gone_after_days: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recording of part of a session, to be simulated.

    Attributes
    ----------
    force : float
        Median peak force of a stroke [N].
    difficulty : float
        From 0, a steady hand, to 1 [1].
    scan : bool
        Repeated strokes over one line with the edge of the scan, with indentation.
    change : float
        Stiffness in the middle of an anomaly over that without it, less 1 [1].
    across_mm : float
        Width over which treating strokes lie beside each other [mm]; 0 for one line.
    """

    strokes: int
    force: float
    difficulty: float = 0.25
    scan: bool = False
    change: float = 0.0
    across_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class Visited:
    """One visit with a session.

    Attributes
    ----------
    pain : tuple of int
        Answers 0 to 10, one for each step with an edge [point].
    steps : int or None
        Steps done so far; all of them when not said.
    sign : tuple of int
        Pain at the comparable sign before and after [point].
    resting : int or None
        Pain at rest on that day [point]; that of the assessment when not said.
    """

    days_ago: int
    pain: tuple[int, ...]
    sign: tuple[int, ...]
    resting: int | None = None
    is_first: bool = False
    steps: int | None = None
    stopped: str = ""
    note: str = ""
    yes: dict[str, Said] = field(default_factory=dict)
    reactions: tuple[Reacted, ...] = ()
    recordings: tuple[Recorded, ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores on one outcome measure: values [its own unit], and how long ago [d]."""

    measure: str
    days_ago: tuple[int, ...]
    values: tuple[float, ...]
    item: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """One episode from its first day to now."""

    key: str
    shows: str
    person: Person
    by: str
    condition: str
    site: str
    side: Literal["left", "right", "midline"]
    stage: Literal["acute", "subacute", "chronic"]
    began_days_ago: int
    opened_days_ago: int
    goal: str
    consent: Literal["none", "patient", "representative"] = "none"
    questions: str = ""
    recording_consent: bool = False
    screened: bool = False
    yes: dict[str, Said] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    assessment: Assessed | None = None
    plan: Literal["none", "proposed", "accepted"] = "none"
    visits: tuple[Visited, ...] = ()
    next_visit_in_days: int | None = None
    scores: tuple[Scored, ...] = ()
    withdrawn_days_ago: int | None = None
    withdrawal_reason: str = ""
    closed_days_ago: int | None = None
    closing_note: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """One word on the kitchen scale.

    Attributes
    ----------
    force : float
        Middle of the strokes' peaks [N].
    """

    word: Literal["light", "moderate", "firm"]
    force: float


@dataclass(frozen=True, slots=True)
class Stories:
    """The whole demo clinic.

    Attributes
    ----------
    calibration_days_ago : tuple of int
        When the words were measured [d].
    calibration_spread : float
        Standard deviation of a stroke over its middle [1].
    """

    seed: int
    calibrated: str
    calibration_edge: str
    calibration_strokes: int
    calibration_days_ago: tuple[int, ...]
    calibration_spread: float
    calibration: tuple[Measured, ...]
    episodes: tuple[Story, ...]


@cache
def read_stories() -> Stories:
    """Read the stories that the demo plays."""
    name = "stories.toml"
    raw: dict[str, Any] = tomllib.loads(
        files("strigil_clinic.demo").joinpath(name).read_text("utf-8")
    )
    return read_as(Stories, raw, name)
