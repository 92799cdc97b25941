"""The parts of a scenario: injury, treatment, groups, readouts."""

from dataclasses import dataclass, field
from typing import Literal

__all__ = [
    "Clock",
    "Direction",
    "Injury",
    "ReadoutKind",
    "ScenarioGroup",
    "ScenarioReadout",
    "ScenarioTreatment",
]

Direction = Literal["up", "down", "no change"]
Clock = Literal["day_zero", "first_session", "last_session"]
ReadoutKind = Literal[
    "value",
    "ratio",
    "percent",
    "difference",
    "sign",
    "null",
    "order",
    "peak_time",
    "return_time",
]


@dataclass(frozen=True, slots=True)
class Injury:
    """What was wrong with the tissue on day zero.

    Attributes
    ----------
    kind : str
        A word of ``strigil list injuries``; ``none`` for healthy tissue.
    severity : str
        ``mild``, ``moderate`` or ``severe`` for its kind.
    loss : float or None
        Share of muscle force lost at once, where the paper gives it, 0 to 1 [1].
    pain : float or None
        Pain before the treatment, 0 to 10 [point].
    note : str
        In the paper's words.
    """

    kind: str = "none"
    severity: Literal["mild", "moderate", "severe"] = "moderate"
    loss: float | None = None
    pain: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioTreatment:
    """What was done to a group, and when; give what the paper states.

    Attributes
    ----------
    modality : str
        A word of ``strigil list modalities``.
    force : float or None
        Normal force [N].
    pressure_kpa : float or None
        Pressure on the skin, positive also for suction [kPa].
    strain_percent : float or None
        Strain of the tissue or the dish [%].
    area_mm2 : float or None
        Contact area of the tool [mm2].
    frequency : float or None
        Strokes or cycles in a second [Hz].
    duration : float or None
        Time of one session [s].
    edge, site : str
        Treatment edge and body site of the catalogue, where the paper's tool is one: it
        then acts by the strain and shear that a case's session would have there.
    lubricant : str
        Emollient of the catalogue, beside edge and site; else cream.
    angle_deg : float or None
        Treatment angle [deg].
    intensity : str
        ``light``, ``usual`` or ``strong``, where the paper has words and no numbers.
    sessions : int
        How many [1].
    sessions_per_week : float or None
        How often [1/week].
    start_day : float
        Day of the first session, from day zero [d].
    days : tuple of float
        The day of each session, where they do not follow a rhythm [d].
    note : str
        In the paper's words.
    """

    modality: str
    force: float | None = None
    pressure_kpa: float | None = None
    strain_percent: float | None = None
    area_mm2: float | None = None
    frequency: float | None = None
    duration: float | None = None
    edge: str = ""
    site: str = ""
    lubricant: str = ""
    angle_deg: float | None = None
    intensity: Literal["light", "usual", "strong"] = "usual"
    sessions: int = 1
    sessions_per_week: float | None = None
    start_day: float = 0.0
    days: tuple[float, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioGroup:
    """One group or limb.

    Attributes
    ----------
    n : int or None
        Subjects [1].
    injured : bool
        False for a group without the scenario's injury.
    injury : Injury or None
        Where this group had another injury than the scenario's.
    treatments : tuple of ScenarioTreatment
        All that was done; none for untreated.
    opposite_side : bool
        True for the side that nobody treated, of subjects treated on the other.
    tissue : str
        Where this group's tissue is another than the scenario's.
    """

    n: int | None = None
    injured: bool = True
    injury: Injury | None = None
    treatments: tuple[ScenarioTreatment, ...] = ()
    opposite_side: bool = False
    tissue: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioReadout:
    """One published outcome.

    Attributes
    ----------
    quantity : str
        A word of ``strigil list quantities``, or ``other: ...``.
    kind : str
        What is stated: ``value, ratio, percent, difference, sign, null, order,
        peak_time, return_time``.
    group : str
        Whose; the only group may be left out.
    versus : str
        Compared with: another group, ``before`` (just before the first session),
        ``healthy`` (the same tissue without injury or treatment) or ``earlier``.
    minutes, hours, days, weeks : float or None
        When; one of them [min, h, d, week].
    after : str
        Counted from ``day_zero``, ``first_session`` or ``last_session``.
    earlier_days : float or None
        For ``versus = "earlier"``: the earlier time on the same clock [d].
    observed, low, high : float or None
        What was found and its band [``unit``].
    unit : str
        Unit of value, difference or time; ``%`` or ``1`` for shares.
    direction : str or None
        For ``sign``: ``up``, ``down`` or ``no change``.
    order : tuple of str
        For ``order``: groups from least to most.
    baseline : float or None
        The value before, where the paper gives it [``unit``].
    n : int or None
        Subjects, where another number than the group's [1].
    p : float or None
        As printed; an upper bound for "p < ..." [1].
    paired : bool or None
        True when both values are from the same subjects; ``before`` and ``earlier``
        always are.
    note : str
        In the paper's words.
    """

    quantity: str
    kind: ReadoutKind
    group: str = ""
    versus: str = ""
    minutes: float | None = None
    hours: float | None = None
    days: float | None = None
    weeks: float | None = None
    after: Clock = "day_zero"
    earlier_days: float | None = None
    observed: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    direction: Direction | None = None
    order: tuple[str, ...] = field(default=())
    baseline: float | None = None
    n: int | None = None
    p: float | None = None
    paired: bool | None = None
    note: str = ""
