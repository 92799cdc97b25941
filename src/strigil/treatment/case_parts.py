"""The parts of a case: patient, history, problem, findings, sessions, outcomes."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Self

from strigil.catalogue import Instrument
from strigil.errors import InvalidValueError
from strigil.schema import read_as
from strigil.treatment.calibration import WordReadings
from strigil.treatment.dose_ceiling import RecordedStrokes
from strigil.treatment.session import ForceWord

__all__ = [
    "Answer",
    "CaseFinding",
    "CaseOutcome",
    "CaseSession",
    "GivenDose",
    "History",
    "InstrumentsAtHand",
    "Patient",
    "Practitioner",
    "Problem",
    "Reaction",
    "ReactionKind",
    "Side",
    "SignedOverride",
    "YesNo",
]

Side = Literal["left", "right", "midline"]
YesNo = Literal["yes", "no", "unsure"]


@dataclass(frozen=True, slots=True)
class Patient:
    """Who is treated, as far as it changes what is done.

    Attributes
    ----------
    age_years : float or None
        Age [year]; or give ``birth_year`` with the case's ``date``.
    skin_tone : int or None
        Monk scale, 1 to 10; it changes how redness and bruises are looked for.
    allergies : tuple of str
        Such as ``nickel``, ``latex``, ``lanolin``.
    """

    age_years: float | None = None
    birth_year: int | None = None
    sex: Literal["female", "male", "other", "unknown"] = "unknown"
    skin_tone: int | None = None
    allergies: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one screening item, with what makes it bite or not.

    Attributes
    ----------
    days_ago : float or None
        Time since the event it asks about: last dose, injection, operation [d].
    site, side : str
        Where it is; empty when it is at the problem or was not said.
    elsewhere : bool
        True when it is at no place that is treated, such as a graze on the other arm.
    """

    answer: YesNo
    days_ago: float | None = None
    site: str = ""
    side: Side | None = None
    elsewhere: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """The answers to the screening questions: item id to answer.

    ``others`` says what holds for items that are not listed: ``"not asked"`` or
    ``"no"`` when all were asked.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    others: Literal["not asked", "no"] = "not asked"

    @classmethod
    def read_table(cls, raw: object, where: str) -> Self:
        """Read ``item = "yes"`` or ``item = { answer = "yes", days_ago = 30 }``."""
        if not isinstance(raw, Mapping):
            message = f"{where} must be a table of screening items; {raw!r} was given."
            raise InvalidValueError(message)
        others = {key: raw[key] for key in ("others",) if key in raw}
        answers = {
            str(item): _answer(value, f"{where}.{item}")
            for item, value in raw.items()
            if item != "others"
        }
        return cls(answers, read_as(_Others, others, where).others)


@dataclass(frozen=True, slots=True)
class _Others:
    others: Literal["not asked", "no"] = "not asked"


def _answer(raw: object, where: str) -> Answer:
    table = {"answer": raw} if isinstance(raw, str) else raw
    return read_as(Answer, table, where)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, since when and how easily it flares.

    Attributes
    ----------
    onset_days : float or None
        Time since it began, or since the operation for a scar [d].
    resting_pain : float or None
        Pain at rest now, 0 to 10 [point].
    comparable_sign : str
        What the assessment found to show the problem; the condition's when empty.
    """

    condition: str
    site: str
    side: Side
    stage: Literal["acute", "subacute", "chronic"] | None = None
    onset_days: float | None = None
    irritability: Literal["low", "moderate", "high"] | None = None
    resting_pain: float | None = None
    comparable_sign: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CaseFinding:
    """A restriction found by hand or instrument: an opinion with its confidence."""

    site: str
    side: Side
    structure: str = ""
    texture: Literal["grain", "ridge", "nodule", "band", "thickened", "bound", ""] = ""
    grade: int = 1
    tender: bool = False
    confidence: Literal["low", "moderate", "high"] = "low"
    note: str = ""


@dataclass(frozen=True, slots=True)
class InstrumentsAtHand:
    """What the practitioner can choose from today.

    Attributes
    ----------
    edges : tuple of str
        Edge ids, such as ``scanner.convex``.
    lubricant : str
        Emollient id.
    kept_for_patient : tuple of str
        Instruments kept for this patient alone, as porous ones must be.
    damaged : tuple of str
        Instruments found chipped, cracked or burred today.
    own : tuple of Instrument
        Instruments that the catalogue lacks, measured; their edges may be named above.
    """

    edges: tuple[str, ...] = ()
    lubricant: str = ""
    kept_for_patient: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    own: tuple[Instrument, ...] = ()


@dataclass(frozen=True, slots=True)
class Practitioner:
    """Who treats, with their own force words where these were calibrated."""

    name: str = ""
    readings: tuple[WordReadings, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenDose:
    """What one edge did at one site in one session.

    Attributes
    ----------
    force : float or None
        Mean normal force, where it was measured [N].
    duration_min : float or None
        Time in contact [min].
    """

    site: str
    side: Side
    edge: str
    word: ForceWord | None = None
    force: float | None = None
    angle_deg: float | None = None
    duration_min: float | None = None
    strokes: int | None = None
    direction: Literal["along", "across", "any", "none"] = "any"


ReactionKind = Literal[
    "redness",
    "petechiae",
    "bruise",
    "soreness",
    "swelling",
    "skin_break",
    "blister",
    "tingling",
    "numbness",
    "weakness",
    "faintness",
    "flare",
    "other",
]


@dataclass(frozen=True, slots=True)
class Reaction:
    """An observed after-effect.

    Attributes
    ----------
    severity : float or None
        How bad, 0 to 10 [point].
    lasted_hours : float or None
        How long it lasted [h].
    still_present : bool
        True when it is there today.
    """

    kind: ReactionKind
    severity: float | None = None
    lasted_hours: float | None = None
    still_present: bool = False
    spreading: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class CaseSession:
    """One session so far: how long ago [d] or on what day, what, and what followed.

    ``hours_ago`` is the time since it ended [h], where that is known to the hour.
    """

    days_ago: float | None = None
    day: datetime.date | None = None
    hours_ago: float | None = None
    doses: tuple[GivenDose, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    pain_during: float | None = None
    stopped_because: str = ""
    recorded: tuple[RecordedStrokes, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """One value of one outcome measure [the measure's own unit].

    ``item`` is the activity, movement or muscle it was scored on, where it needs one.
    """

    measure: str
    value: float
    days_ago: float | None = None
    day: datetime.date | None = None
    item: str = ""


@dataclass(frozen=True, slots=True)
class SignedOverride:
    """A reason to go on in spite of a screening item, with who signed it."""

    item: str
    reason: str
    signed_by: str
