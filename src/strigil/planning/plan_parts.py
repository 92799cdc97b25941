"""What a plan of care is made of."""

from dataclasses import dataclass

from strigil.planning.finding import Screening
from strigil.planning.revise import Revision
from strigil.treatment import PlanStep, Reason, print_steps

__all__ = ["Alternative", "Goal", "GoalChange", "PlanOfCare", "Schedule"]


@dataclass(frozen=True, slots=True)
class GoalChange:
    """One published important or detectable change, and what it would make of today.

    Attributes
    ----------
    change : float
        Size of the change [the measure's unit].
    target : float or None
        Today's value with the change [the measure's unit]; None without a value.
    """

    kind: str
    change: float
    target: float | None
    population: str
    time: str
    source: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A target on an outcome measure, as a set, since no single change holds for all.

    Attributes
    ----------
    baseline : float or None
        First value in the case [the measure's unit].
    by_weeks : float
        When to look [week].
    """

    measure: str
    name: str
    unit: str
    better: str
    baseline: float | None
    latest: float | None
    by_weeks: float
    changes: tuple[GoalChange, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """How often and how long.

    Attributes
    ----------
    visits_per_week : float
        Visits in a week [1/week].
    visits : int
        Visits in the whole course, those done included.
    weeks : float
        Length of the course [week].
    re_assess_after : int
        Visits after which a missing response is asked about.
    retreat_interval_h : float
        Least time between sessions at one place [h].
    session_time_min : float
        Usual IASTM time of a visit [min].
    """

    visits_per_week: float
    visits: int
    weeks: float
    re_assess_after: int
    retreat_interval_h: float
    session_time_min: float
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """What could be done instead, with what speaks for and against it."""

    name: str
    instead: str
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class PlanOfCare:
    """Steps, schedule, goals, stop rules, reasons and alternatives for one case.

    Attributes
    ----------
    steps : tuple of PlanStep
        The visit in order; empty when the plan is held.
    held : str
        Why nothing is treated; empty when treatment may go on.
    instead : tuple of str
        What to do instead, when held.
    skin_watch : tuple of Reason
        How to look for redness and bruises on this patient's skin.
    """

    steps: tuple[PlanStep, ...]
    schedule: Schedule
    goals: tuple[Goal, ...]
    stop_rules: tuple[Reason, ...]
    reasons: tuple[Reason, ...]
    alternatives: tuple[Alternative, ...]
    skin_watch: tuple[Reason, ...]
    screening: Screening
    revision: Revision
    held: str = ""
    instead: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def as_text(self) -> str:
        """Return the steps as lines, or why there are none."""
        if self.held:
            return "\n".join([self.held, *self.instead])
        return print_steps(self.steps)

    def as_json(self) -> dict[str, object]:
        """Return the plan for machines: forces [N], times [s] unless the key says."""
        return {
            "steps": [dict(step.as_json()) for step in self.steps],
            "schedule": _plain(self.schedule),
            "goals": _plain(self.goals),
            "stop_rules": _plain(self.stop_rules),
            "reasons": _plain(self.reasons),
            "alternatives": _plain(self.alternatives),
            "skin_watch": _plain(self.skin_watch),
            "screening": self.screening.as_json(),
            "revision": self.revision.as_json(),
            "held": self.held,
            "instead": list(self.instead),
            "warnings": list(self.warnings),
        }


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__slots__"):
        return {name: _plain(getattr(value, name)) for name in value.__slots__}
    return value
