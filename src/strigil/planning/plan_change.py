"""A plan changed in one way or several, within what today allows."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from strigil.errors import InvalidValueError, UnknownNameError
from strigil.planning.plan_parts import PlanOfCare, Schedule
from strigil.planning.step_change import (
    longest_at_places,
    with_another_edge,
)
from strigil.treatment import FORCE_WORDS, Case, ForceWord, PlanStep
from strigil.units import to_si

__all__ = [
    "PlanChange",
    "changed_plan",
    "contact_time",
    "longest_share",
    "most_visits_per_week",
    "plan_change_of",
]

_WORKED = frozenset(FORCE_WORDS)


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What is changed in a plan; what is None stays.

    Attributes
    ----------
    word : str or None
        The firmest force word that is used; steps at firmer ones are left out.
    edge : str or None
        The edge in place of the planned ones, but for the scan.
    time : float or None
        Contact time of each visit, relative to the plan's [1].
    visits_per_week : float or None
        Visits in a week [1/week].
    visits : int or None
        Visits in the whole course, those done included [1].
    """

    word: ForceWord | None = None
    edge: str | None = None
    time: float | None = None
    visits_per_week: float | None = None
    visits: int | None = None

    def __str__(self) -> str:
        """Return the change as :func:`plan_change_of` reads it."""
        parts = {
            "word": self.word,
            "edge": self.edge,
            "time": None if self.time is None else f"{self.time:g}",
            "visits_per_week": None
            if self.visits_per_week is None
            else f"{self.visits_per_week:g}",
            "visits": self.visits,
        }
        return " ".join(f"{k}={v}" for k, v in parts.items() if v is not None)


def plan_change_of(text: str) -> PlanChange:
    """Read a change from words such as ``word=light time=0.5``.

    Raises
    ------
    UnknownNameError
        On a name that can not be changed, or a force word that does not exist.
    InvalidValueError
        On what is not ``name=value``, or on a value that is no number.

    Examples
    --------
    >>> str(plan_change_of("visits=4  word=light"))
    'word=light visits=4'
    """
    given: dict[str, str] = {}
    for part in text.split():
        name, equals, value = part.partition("=")
        if name not in PlanChange.__slots__:
            kind = "part of a plan that can be changed"
            raise UnknownNameError(kind, name, PlanChange.__slots__)
        if not equals or not value or name in given:
            message = f"A change is name=value, each name once; {text!r} was given."
            raise InvalidValueError(message)
        given[name] = value
    if not given:
        names = ", ".join(PlanChange.__slots__)
        message = f"A change names at least one of {names}; {text!r} was given."
        raise InvalidValueError(message)
    visits = _number(given, "visits")
    if visits is not None and visits != int(visits):
        message = f"visits is a whole number; {given['visits']!r} was given."
        raise InvalidValueError(message)
    return PlanChange(
        word=_word(given.get("word")),
        edge=given.get("edge"),
        time=_number(given, "time"),
        visits_per_week=_number(given, "visits_per_week"),
        visits=None if visits is None else int(visits),
    )


def changed_plan(case: Case, plan: PlanOfCare, change: PlanChange) -> PlanOfCare:
    """Return a plan with a change, or refuse what today does not allow.

    Parameters
    ----------
    case : Case
        The case.
    plan : PlanOfCare
        Its plan; nothing firmer than its own words can be asked for.
    change : PlanChange
        What is changed.

    Raises
    ------
    InvalidValueError
        When the plan is held, or when a word, an edge, a time, a rate or a number of
        visits is outside what the plan's own limits allow: it says which limit.

    Notes
    -----
    Screen, caps and words are the plan's: a change can only take from them. Light work
    alone is shorter at one place than firmer work: where no time is asked for, it is
    shortened to that, as the planner does.
    """
    if plan.held:
        message = f"{plan.held} There is no treatment to change."
        raise InvalidValueError(message)
    steps = plan.steps
    if change.word is not None:
        steps = _not_firmer(steps, change.word)
    if change.edge is not None:
        steps = tuple(_with_edge(case, step, change.edge) for step in steps)
    time = 1.0 if change.time is None else change.time
    if not (math.isfinite(time) and time > 0.0):
        message = f"time must be above 0 times the plan's; {time:g} was given."
        raise InvalidValueError(message)
    longest = longest_share(case, plan, change.word)
    share = min(1.0, longest) if change.time is None else change.time
    if share > longest * (1.0 + 1e-9):
        message = (
            f"time={share:g} passes the longest contact at one place "
            f"(limits of the dose); at most time={math.floor(100 * longest) / 100:g} "
            "with this change."
        )
        raise InvalidValueError(message)
    steps = tuple(_for_longer(step, share) for step in steps)
    return replace(plan, steps=steps, schedule=_schedule(case, plan, change))


def contact_time(plan: PlanOfCare) -> float:
    """Return how long edges touch the patient in a visit [s]."""
    return sum(step.duration or 0.0 for step in plan.steps if step.edge)


def most_visits_per_week(plan: PlanOfCare) -> float:
    """Return how often one place may be treated [1/week]."""
    return to_si(1.0, "week") / to_si(plan.schedule.retreat_interval_h, "h")


def longest_share(case: Case, plan: PlanOfCare, word: ForceWord | None = None) -> float:
    """Return how many times longer the edges may stay at each place [1].

    Parameters
    ----------
    case, plan : Case and PlanOfCare
        The case and its plan.
    word : str, optional
        The firmest word, where it is not the plan's.
    """
    steps = plan.steps if word is None else _not_firmer(plan.steps, word)
    worked = [step for step in steps if step.edge]
    busiest = max(
        sum(s.duration or 0.0 for s in worked if (s.site, s.side) == place)
        for place in {(step.site, step.side) for step in worked}
    )
    return longest_at_places(case, steps) / busiest if busiest else 1.0


def _word(given: str | None) -> ForceWord | None:
    for word in FORCE_WORDS:
        if word == given:
            return word
    if given is not None:
        kind = "force word"
        raise UnknownNameError(kind, given, FORCE_WORDS)
    return None


def _number(given: dict[str, str], name: str) -> float | None:
    if name not in given:
        return None
    try:
        return float(given[name])
    except ValueError:
        message = f"{name} is a number; {given[name]!r} was given."
        raise InvalidValueError(message) from None


def _not_firmer(steps: tuple[PlanStep, ...], word: ForceWord) -> tuple[PlanStep, ...]:
    used = [step.force_band.word for step in steps if step.force_band]
    if word not in used:
        allowed = ", ".join(dict.fromkeys(used))
        message = f"word={word} is not in today's plan; it allows {allowed}."
        raise InvalidValueError(message)
    most = FORCE_WORDS.index(word)
    kept = [
        step
        for step in steps
        if not step.force_band or FORCE_WORDS.index(step.force_band.word) <= most
    ]
    return tuple(replace(step, order=i) for i, step in enumerate(kept, start=1))


def _with_edge(case: Case, step: PlanStep, edge: str) -> PlanStep:
    if not step.edge or step.phase not in _WORKED or step.force_band is None:
        return step
    return with_another_edge(case, step, edge)


def _for_longer(step: PlanStep, share: float) -> PlanStep:
    if not step.edge or step.duration is None or share == 1.0:
        return step
    ways = 2 if step.direction == "along" else 1
    each = max(1, round((step.strokes or 0) * share / ways))
    return replace(step, duration=step.duration * share, strokes=ways * each)


def _schedule(case: Case, plan: PlanOfCare, change: PlanChange) -> Schedule:
    schedule = plan.schedule
    rate = change.visits_per_week or schedule.visits_per_week
    for complaint in _complaints(case, plan, change):
        raise InvalidValueError(complaint)
    visits = schedule.visits if change.visits is None else change.visits
    return replace(
        schedule,
        visits=visits,
        visits_per_week=rate,
        weeks=round(visits / rate, 1),
    )


def _complaints(case: Case, plan: PlanOfCare, change: PlanChange) -> Iterator[str]:
    rate, most = change.visits_per_week, most_visits_per_week(plan)
    if rate is not None and not 0.0 < rate <= most * (1.0 + 1e-9):
        yield (
            f"visits_per_week must be above 0 and at most {most:g}, for "
            f"{plan.schedule.retreat_interval_h:g} h between sessions at one place; "
            f"{rate:g} was given."
        )
    done = len(case.sessions)
    if change.visits is not None and change.visits < done:
        yield f"visits counts those done, {done}; {change.visits} was given."
