"""The chart of a review: measured at once, the forecast behind it when it is there."""

from dataclasses import replace
from datetime import date
from typing import Any

from strigil.catalogue import OutcomeMeasure
from strigil.reporting import (
    MeasuredPoint,
    SessionMark,
    TodayMark,
    forecast_table,
    outcome_card,
    outcome_chart,
    outcome_table,
)
from strigil.treatment import Case
from strigil_clinic.drawn import drawn
from strigil_clinic.episodes.models import Episode
from strigil_clinic.episodes.science import to_the_day
from strigil_clinic.outcomes.science import (
    FORECAST_OF,
    Course,
    course_of,
    first_session_of,
    shifted,
)
from strigil_clinic.outcomes.series import Series, reaction_marks, zero_of
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.workers import begun, finished, key_of

__all__ = ["review_chart"]


def review_chart(
    episode: Episode,
    case: Case,
    series: Series | None,
    *,
    wait: float = 0.0,
    small: bool = False,
) -> dict[str, Any]:
    """Return the context of a chart: drawing, tables, and whether more is to come.

    Parameters
    ----------
    wait
        How long to wait for the forecast before drawing without it [s].
    """
    if series is None:
        return {"drawing": "", "waits": False}
    zero, first = zero_of(case, series), series.baseline
    condition, measure = case.problem.condition, series.measure
    measure = replace(measure, changes=measure.changes_for(condition, first))
    course, waits = _course(episode, case, series, wait)
    offset = _offset(case, zero)
    response = shifted(course.response, offset) if course else None
    done = course.sessions if course else ()
    sessions = [replace(s, time_days=s.time_days + offset) for s in done]
    points = series.points(zero)
    events = [*reaction_marks(episode, zero), TodayMark(_since(case, zero))]
    quantity = FORECAST_OF.get(series.measure.id, "pain")
    draw = _draw_card if small else _draw_chart
    tables = [outcome_table(measure, points)]
    if response is not None:
        tables.append(forecast_table(response, quantity, points))
    return {
        "drawing": drawn(draw(measure, points, response, sessions, events)),
        "tables": tables,
        "waits": waits,
        "has_forecast": response is not None,
        "no_forecast_for": series.measure.id not in FORECAST_OF,
        "series_key": series.key,
    }


def _course(
    episode: Episode, case: Case, series: Series, wait: float
) -> tuple[Course | None, bool]:
    """Return the forecast if it is there, and whether it is still being computed."""
    planned = PlanOfCare.objects.signed().filter(episode=episode).exists()
    is_forecast = series.measure.id in FORECAST_OF
    if not (case.sessions or (planned and is_forecast)):
        return None, False
    baseline = _baseline(case, series) if is_forecast else None
    given = {"case": to_the_day(case), "baseline": baseline, "planned": planned}
    key = key_of("course", *given.values())
    begun(key, course_of, lane="plans", **given)
    course: Course | None = finished(key, within=wait)
    return course, course is None


def _baseline(case: Case, series: Series) -> float:
    """Return the last score up to the first session; the first without one."""
    start = first_session_of(case)
    before = [s.value for s in series.scores if start and s.measured_on <= start]
    return float(before[-1]) if before else series.baseline


def _offset(case: Case, zero: date) -> float:
    start = first_session_of(case) or case.date or zero
    return float((start - zero).days)


def _since(case: Case, zero: date) -> float:
    return float(((case.date or zero) - zero).days)


def _draw_chart(
    measure: OutcomeMeasure,
    points: list[MeasuredPoint],
    response: Any,
    sessions: list[SessionMark],
    events: list[Any],
) -> str:
    return outcome_chart(
        measure,
        points,
        forecast=response,
        quantity=FORECAST_OF.get(measure.id, "pain"),
        sessions=sessions,
        events=events,
    )


def _draw_card(
    measure: OutcomeMeasure,
    points: list[MeasuredPoint],
    response: Any,
    sessions: list[SessionMark],
    events: list[Any],
) -> str:
    return outcome_card(
        measure,
        points,
        forecast=response,
        quantity=FORECAST_OF.get(measure.id, "pain"),
        marks=[*sessions, *events],
    )
