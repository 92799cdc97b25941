"""How often, how long, and towards what."""

from strigil.catalogue import (
    Condition,
    Limit,
    OutcomeMeasure,
    limit,
    one_of,
)
from strigil.planning.plan_parts import Goal, GoalChange, Schedule
from strigil.planning.trend import change_in_units, trend_of
from strigil.treatment import Case, Reason
from strigil.units import to_si

__all__ = ["goals_of", "schedule_of"]


def schedule_of(condition: Condition) -> Schedule:
    """Return how often and how long, as studied or used for the condition.

    The visit rate never asks for two sessions at one place inside the re-treatment
    interval.
    """
    week, rest = to_si(1.0, "week"), limit("retreat_interval")
    rate = min(condition.visit_rate.value, 1.0 / rest)
    length = condition.course_length.value
    check = one_of(Limit, "response_check_visits").value
    return Schedule(
        visits_per_week=round(rate * week, 2),
        visits=max(1, round(rate * length)),
        weeks=round(length / week, 1),
        re_assess_after=int(check.value),
        retreat_interval_h=rest / to_si(1.0, "h"),
        session_time_min=round(condition.session_time.value / to_si(1.0, "min"), 1),
        because=(
            Reason(
                "visits as studied or used; the best number is not known",
                condition.visit_rate.as_text(),
                condition.visit_rate.source,
            ),
            Reason(
                "length of course",
                condition.course_length.as_text(),
                condition.course_length.source,
            ),
            Reason(
                "no response by then: think again, never press on",
                f"{check.value:g} visits",
                check.source,
            ),
        ),
    )


def goals_of(case: Case, schedule: Schedule) -> tuple[Goal, ...]:
    """Return a goal on each outcome measure of the condition, with its set of changes.

    An important change depends on population, anchor and time; the goal keeps the set.
    """
    condition = one_of(Condition, case.problem.condition)
    return tuple(
        _goal(case, one_of(OutcomeMeasure, m), schedule) for m in _ids(condition)
    )


def _ids(condition: Condition) -> tuple[str, ...]:
    return tuple(dict.fromkeys(condition.outcome_measures))


def _goal(case: Case, measure: OutcomeMeasure, schedule: Schedule) -> Goal:
    trend = trend_of(case, measure.id)
    changes = []
    for change in measure.changes_for(case.problem.condition, trend.first):
        size = change_in_units(measure, change, trend.first)
        if size is not None:
            changes.append(
                GoalChange(
                    kind=change.kind,
                    change=round(size, 3),
                    target=_target(measure, trend.first, size),
                    population=change.population,
                    time=change.time,
                    source=change.change.source,
                )
            )
    return Goal(
        measure=measure.id,
        name=measure.name,
        unit=measure.unit,
        better=measure.better,
        baseline=trend.first,
        latest=trend.last,
        by_weeks=schedule.weeks,
        changes=tuple(changes),
    )


def _target(measure: OutcomeMeasure, first: float | None, size: float) -> float | None:
    """Return the value after the change, or None where it leaves the scale."""
    if first is None:
        return None
    target = first + size if measure.better == "higher" else first - size
    on_scale = measure.minimum <= target <= measure.maximum
    return round(target, 3) if on_scale else None
