"""An outcome measure over time, with the field of important change and the forecast."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from strigil.catalogue import OutcomeMeasure
from strigil.reporting.drawing import drawing, path, text
from strigil.reporting.forecast_chart import course_shapes, time_labels
from strigil.reporting.frame import (
    Frame,
    grid,
    heading,
    measured_points,
    reaction_marks,
    session_bars,
    x_axis,
)
from strigil.reporting.important_field import (
    field_label,
    important_field,
    obstacles,
    today_line,
)
from strigil.reporting.marks import (
    MeasuredPoint,
    ReactionMark,
    SessionMark,
    TodayMark,
)
from strigil.reporting.outcome_change import important_change_of
from strigil.reporting.outcome_names import names_inside, names_outside
from strigil.reporting.placing import Box
from strigil.reporting.scales import Scale, range_of, scale_to
from strigil.reporting.tokens import var
from strigil.reporting.words import number

if TYPE_CHECKING:
    from strigil.biology import Response

__all__ = ["outcome_card", "outcome_chart"]

_WHOLE_RANGE = 30.0  # a scale no wider than this is drawn from end to end [its unit]
Mark = SessionMark | ReactionMark | TodayMark


@dataclass(frozen=True, slots=True)
class _Paper:
    """How large a drawing is and where its frame lies [px]."""

    width: float
    height: float
    left: float
    right: float
    top: float
    foot: float
    ticks: int


_WIDE = _Paper(760.0, 430.0, 70.0, 560.0, 62.0, 330.0, 5)
_ALONE = _Paper(760.0, 430.0, 70.0, 736.0, 62.0, 330.0, 5)
_SMALL = _Paper(430.0, 336.0, 34.0, 424.0, 20.0, 262.0, 5)


def outcome_chart(  # what lies over and behind the values is optional
    measure: OutcomeMeasure,
    measured: Sequence[MeasuredPoint],
    *,
    forecast: "Response | None" = None,
    quantity: str = "pain",
    sessions: Sequence[SessionMark] = (),
    events: Sequence[ReactionMark | TodayMark] = (),
) -> str:
    """Draw an outcome measure over time.

    Parameters
    ----------
    measure : OutcomeMeasure
        What was asked or tested.
    measured : sequence of MeasuredPoint
        Its values, first the baseline.
    forecast : Response or None
        A forecast in the measure's own unit, drawn behind.
    quantity : str
        Which quantity of the forecast.
    sessions : sequence of SessionMark
        Drawn as bars of dose under the axis.
    events : sequence of ReactionMark or TodayMark
        Reactions under the bars, and the day up to which the course is known.

    Returns
    -------
    str
        SVG.
    """
    points = sorted(measured, key=lambda p: p.time_days)
    paper = _WIDE if forecast is not None else _ALONE
    marks = [*sessions, *events]
    frame = _frame(paper, measure, points, forecast, quantity, marks=marks)
    course = forecast.quantities[quantity] if forecast is not None else None
    field = important_change_of(measure, points)
    taken = _taken(frame, points, marks, forecast=forecast, quantity=quantity)
    body = [
        *_course(frame, measure, points, forecast, quantity),
        *_marks(frame, marks),
        *x_axis(frame, time_labels(frame.x.high), y=frame.foot + 66),
        *names_outside(frame, course),
        *field_label(frame, field, taken),
        *heading(measure.name, measure.direction_said),
        *_notes(measure, points, forecast),
    ]
    if sessions:
        dose = {"anchor": "end", "fill": "muted"}
        body.append(text(frame.left - 10, frame.foot + 18, "dose", **dose))
    if not points:
        body.append(_empty(frame))
    said = _said(measure, points)
    return drawing(_WIDE.width, _WIDE.height, title=measure.name, desc=said, body=body)


def outcome_card(
    measure: OutcomeMeasure,
    measured: Sequence[MeasuredPoint],
    *,
    forecast: "Response | None" = None,
    quantity: str = "pain",
    marks: Sequence[Mark] = (),
) -> str:
    """Draw the same chart for a narrow card: labels lie inside, the title outside.

    Parameters
    ----------
    measure, measured, forecast, quantity
        As for :func:`outcome_chart`.
    marks : sequence of SessionMark, ReactionMark or TodayMark
        What is laid over and under the values.

    Returns
    -------
    str
        SVG.
    """
    points = sorted(measured, key=lambda p: p.time_days)
    frame = _frame(_SMALL, measure, points, forecast, quantity, marks=marks)
    course = forecast.quantities[quantity] if forecast is not None else None
    field, names = important_change_of(measure, points), names_inside(frame, course)
    taken = _taken(frame, points, marks, forecast=forecast, quantity=quantity)
    body = [
        *_course(frame, measure, points, forecast, quantity),
        *_marks(frame, marks),
        *x_axis(frame, time_labels(frame.x.high)[:-1], y=frame.foot + 68),
        *(name.drawn() for name in names),
        *field_label(frame, field, [*taken, *(name.box for name in names)]),
    ]
    if not points:
        body.append(_empty(frame))
    said = _said(measure, points)
    return drawing(
        _SMALL.width, _SMALL.height, title=measure.name, desc=said, body=body
    )


def _course(
    frame: Frame,
    measure: OutcomeMeasure,
    points: Sequence[MeasuredPoint],
    forecast: "Response | None",
    quantity: str,
) -> list[str]:
    unit = "" if measure.unit in ("1", "point") else measure.unit
    joined = {"stroke_width": 1, "stroke_opacity": "0.5"}
    return [
        *important_field(frame, important_change_of(measure, points)),
        *grid(frame),
        *_behind(frame, forecast, quantity),
        path(
            [frame.x(p.time_days) for p in points],
            [frame.y(p.value) for p in points],
            stroke=var("ink"),
            **joined,
        ),
        *measured_points(frame, points, unit),
    ]


def _marks(frame: Frame, marks: Sequence[Mark]) -> list[str]:
    shapes = session_bars(frame, [m for m in marks if isinstance(m, SessionMark)])
    shapes += reaction_marks(frame, [m for m in marks if isinstance(m, ReactionMark)])
    for today in (m for m in marks if isinstance(m, TodayMark)):
        shapes += today_line(frame, today)
    return shapes


def _taken(
    frame: Frame,
    points: Sequence[MeasuredPoint],
    marks: Sequence[Mark],
    *,
    forecast: "Response | None",
    quantity: str,
) -> list[Box]:
    """Return what words should not lie on."""
    todays = [m for m in marks if isinstance(m, TodayMark)]
    if forecast is None:
        return obstacles(frame, points, todays)
    course, days = forecast.quantities[quantity], forecast.time_days
    lines = [(days, course.median), (days, course.without.median)]
    return obstacles(frame, points, todays, lines)


def _empty(frame: Frame) -> str:
    words = "Nothing measured yet."
    return text(frame.left + 16, frame.top + 28, words, fill="muted")


def _frame(
    paper: _Paper,
    measure: OutcomeMeasure,
    points: Sequence[MeasuredPoint],
    forecast: "Response | None",
    quantity: str,
    *,
    marks: Sequence[Mark],
) -> Frame:
    seen, days = [p.value for p in points], [p.time_days for p in [*points, *marks]]
    field = important_change_of(measure, points)
    lines = [seen, [field.threshold, field.most] if field else []]
    last = max([*days, 28.0])
    if forecast is not None:
        course = forecast.quantities[quantity]
        lines += [list(course.low), list(course.high)]
        last = max(last, float(forecast.time_days[-1]))
    if measure.maximum - measure.minimum <= _WHOLE_RANGE:
        ends = (measure.minimum, measure.maximum)
    else:
        low, high = range_of(*lines)
        ends = (max(low, measure.minimum), min(high, measure.maximum))
    across = Scale(0.0, last, paper.left, paper.right)
    return Frame(across, scale_to(ends, paper.foot, paper.top))


def _behind(frame: Frame, forecast: "Response | None", quantity: str) -> list[str]:
    if forecast is None:
        return []
    days = np.asarray(forecast.time_days, dtype=float)
    return course_shapes(frame, days, forecast.quantities[quantity])


def _notes(
    measure: OutcomeMeasure,
    points: Sequence[MeasuredPoint],
    forecast: "Response | None",
) -> list[str]:
    said = "Circles: measured."
    if forecast is not None:
        said += " Blue: what was expected, in its 90 % interval."
    if important_change_of(measure, points) is None and points:
        said += " No published important change is held for this measure."
    shapes = [text(24, _WIDE.height - 6, said, fill="muted", font_size=12)]
    if forecast is not None and not forecast.calibrated:
        note = {"fill": "warn", "anchor": "end", "font_weight": 600}
        shapes.append(text(_WIDE.width - 24, 30, forecast.note, **note))  # type: ignore[arg-type]  # literal keys
    return shapes


def _said(measure: OutcomeMeasure, points: Sequence[MeasuredPoint]) -> str:
    if not points:
        return "Nothing measured yet."
    first, last = points[0], points[-1]
    return (
        f"{len(points)} values of {measure.name}, from {first.value:g} on day "
        f"{number(first.time_days, 2)} to {last.value:g} on day "
        f"{number(last.time_days, 2)}."
    )
