"""What scores say: trend, forecast behind them, and the next step.

Needs no Django, so that `workers` can run `course_of` in a process of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from strigil.biology import Response, compile_engine, predict_response
from strigil.catalogue import (
    BodySite,
    Condition,
    ImportantChange,
    OutcomeMeasure,
    edges,
    one_of,
)
from strigil.mechanics import contact_of_edge
from strigil.planning import (
    Revision,
    Trend,
    course_doses,
    plan_of_care,
    revise,
    stage_of,
    trend_of,
)
from strigil.planning.trend import change_in_units
from strigil.references import cite
from strigil.reporting import SessionMark, clock, number, plain
from strigil.treatment import (
    Case,
    CaseOutcome,
    Reason,
    SessionDose,
    days_ago,
    predict_course,
    stimulus_of,
)

__all__ = [
    "FORECAST_OF",
    "Change",
    "Course",
    "Dates",
    "citations_of",
    "course_of",
    "dates_of",
    "default_measures",
    "first_session_of",
    "next_step",
    "references_of",
    "shifted",
    "trend_and_changes",
    "warmed",
]

FORECAST_OF = {"nprs": "pain"}  # measure: quantity of the response in the same unit
SHORTEST, LONGEST = 84.0, 364.0  # how far a review looks [d]
AHEAD = 28.0  # how far it looks past today [d]


@dataclass(frozen=True, slots=True)
class Course:
    """A forecast with the sessions it rests on, from the day of the first session."""

    response: Response | None
    sessions: tuple[SessionMark, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One published change and whether the course so far is larger than it."""

    kind: str
    size: str
    population: str
    time: str
    anchor: str
    source: str
    grade: str
    is_of_others: bool
    reached: bool
    used: bool


@dataclass(frozen=True, slots=True)
class Dates:
    """When to look again, and when the course ends."""

    visits_done: int
    visits: int
    re_assess_after: int
    end: date | None


def default_measures(condition_id: str) -> list[OutcomeMeasure]:
    """Return the measures of a condition, the one to take first in front."""
    ids = one_of(Condition, condition_id).outcome_measures
    return [one_of(OutcomeMeasure, measure) for measure in ids]


def course_of(case: Case, *, baseline: float | None, planned: bool) -> Course:
    """Return the sessions so far, and pain with and without them.

    Parameters
    ----------
    baseline
        Pain at the first session [point]; without it there is no forecast.
    planned
        Whether the sessions that the plan still asks for are added.
    """
    today = max((days_ago(case, s) or 0.0 for s in case.sessions), default=0.0)
    duration = min(max(SHORTEST, today + AHEAD), LONGEST)
    plan = plan_of_care(case)
    done = course_doses(case, replace(plan, steps=()), duration_days=duration)
    marks = tuple(_mark(day, dose) for day, dose in done)
    if baseline is None:
        return Course(None, marks)
    both = course_doses(case, plan, duration_days=duration) if planned else done
    response = predict_course(
        case,
        both,
        stage=stage_of(case),
        resting_pain=baseline,
        duration_days=duration,
    )
    return Course(response, marks)


def warmed() -> bool:
    """Load, and compile where need be, what the first forecast would wait for."""
    edge, site = next(iter(edges().values())), one_of(BodySite, "calf")
    contact_of_edge(edge, site, force=1.0, samples=1)
    predict_response("tendinopathy", "chronic", sessions=(), samples=2)
    compile_engine()
    return True


def trend_and_changes(
    case: Case, measure: OutcomeMeasure, outcomes: Sequence[CaseOutcome]
) -> tuple[Trend, list[Change]]:
    """Return how one series moved, beside every published change it can be held to."""
    trend = trend_of(replace(case, outcomes=tuple(outcomes)), measure.id)
    return trend, [*_changes(measure, case.problem.condition, trend)]


def next_step(case: Case) -> Revision:
    """Return what the sessions, reactions and scores so far ask for."""
    return revise(replace(case, outcomes=tuple(_one_a_day(case))))


def dates_of(case: Case) -> Dates:
    """Return how many visits are done and when to look again."""
    schedule = plan_of_care(case).schedule
    ago = sorted(days_ago(case, s) or 0.0 for s in case.sessions)
    day = case.date
    first = day - timedelta(days=ago[-1]) if ago and day else None
    return Dates(
        visits_done=len(ago),
        visits=schedule.visits,
        re_assess_after=schedule.re_assess_after,
        end=first + timedelta(weeks=schedule.weeks) if first else None,
    )


def references_of(reasons: Sequence[Reason]) -> list[str]:
    """Return the sources behind some reasons, as people read them."""
    keys = [reason.reference for reason in reasons if reason.reference]
    return cite(list(dict.fromkeys(keys)))


def _mark(day: float, dose: SessionDose) -> SessionMark:
    share = stimulus_of(dose)
    force = number(dose.force_mean.value if dose.force_mean else None, 2, "N")
    said = f"{clock(dose.contact_time.value)} min in contact, {force} "
    said += f"({dose.force_basis}), {number(share.value, 2)} of the reference dose "
    said += f"({number(share.low, 2)} to {number(share.high, 2)})"
    return SessionMark(day, share.value, said)


def _changes(measure: OutcomeMeasure, condition: str, trend: Trend) -> Iterator[Change]:
    for known in measure.changes_for(condition, trend.first):
        size = change_in_units(measure, known, trend.first)
        if size is not None:
            yield _change(
                known, size, measure=measure, condition=condition, trend=trend
            )


def citations_of(changes: Sequence[Change]) -> list[str]:
    """Return each source of some changes once, as people read it."""
    return cite([change.source for change in changes])


def _change(
    known: ImportantChange,
    size: float,
    *,
    measure: OutcomeMeasure,
    condition: str,
    trend: Trend,
) -> Change:
    unit = measure.unit_said(is_one=plain(size) == "1")
    return Change(
        kind=known.kind,
        size=f"{plain(size)} {unit}",
        population=known.population,
        time=known.time,
        anchor=known.anchor,
        source=known.change.source,
        grade=known.change.evidence.replace("_", " "),
        is_of_others=known.fits(condition) == "other",
        reached=trend.change is not None and abs(trend.change) >= size,
        used=size == trend.important and known.change.source == trend.source,
    )


def _one_a_day(case: Case) -> Iterator[CaseOutcome]:
    """Yield one value a day of each measure and item: the mean of that day."""
    days: dict[tuple[str, str, float], list[float]] = {}
    for outcome in case.outcomes:
        when = days_ago(case, outcome) or 0.0
        days.setdefault((outcome.measure, outcome.item, when), []).append(outcome.value)
    for (measure, item, when), values in days.items():
        mean = sum(values) / len(values)
        yield CaseOutcome(measure, mean, days_ago=when, item=item)


def first_session_of(case: Case) -> date | None:
    """Return the day of the first session, or None before it."""
    ago = [days_ago(case, session) or 0.0 for session in case.sessions]
    if not ago or case.date is None:
        return None
    return case.date - timedelta(days=round(max(ago)))


def shifted(response: Response | None, days: float) -> Response | None:
    """Return a forecast counted from another day.

    Parameters
    ----------
    response : Response or None
        The forecast, from its own day zero.
    days : float
        How long after the chart's day zero that lies [d].
    """
    if response is None:
        return None
    return replace(response, time_days=response.time_days + days)
