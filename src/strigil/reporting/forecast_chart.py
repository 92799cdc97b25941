"""A forecast: the expected course in its band, beside the same care without IASTM."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.reporting.drawing import area, drawing, path, text
from strigil.reporting.forecast_notes import forecast_notes
from strigil.reporting.frame import (
    EndLabel,
    Frame,
    end_labels,
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
    ImportantChangeField,
    MeasuredPoint,
    ReactionMark,
    SessionMark,
    TodayMark,
)
from strigil.reporting.scales import Scale, nice_ticks, range_of, scale_to
from strigil.reporting.table import Table
from strigil.reporting.tokens import var
from strigil.reporting.words import number

if TYPE_CHECKING:
    from strigil.biology import Band, QuantityCourse, Response

__all__ = ["forecast_chart", "forecast_table", "time_labels"]

_WIDTH, _HEIGHT = 760.0, 430.0
_WHOLE_SCALE = 10.0  # a rating is drawn on all of 0 to 10, or a small change looks big
_LEFT, _RIGHT, _TOP, _FOOT = 70.0, 560.0, 62.0, 330.0


def forecast_chart(  # noqa: PLR0913  # the whole chart, keyword by keyword
    response: "Response",
    quantity: str,
    *,
    measured: Sequence[MeasuredPoint] = (),
    sessions: Sequence[SessionMark] = (),
    important_change: ImportantChangeField | None = None,
    events: Sequence[ReactionMark | TodayMark] = (),
    held: str = "",
) -> str:
    """Draw one quantity of a forecast.

    Parameters
    ----------
    response : Response
        The forecast, with and without IASTM.
    quantity : str
        Which quantity, such as ``"pain"``.
    measured : sequence of MeasuredPoint
        What then happened.
    sessions : sequence of SessionMark
        Drawn as bars of dose under the axis.
    important_change : ImportantChangeField or None
        The values at which a change matters to patients.
    events : sequence of ReactionMark or TodayMark
        Reactions, and the day up to which the course is known.
    held : str
        Why no further session is in it; empty where there is one.

    Returns
    -------
    str
        SVG.
    """
    course = response.quantities[quantity]
    days = np.asarray(response.time_days, dtype=float)
    frame = _frame(days, course, measured, _course_before(response, quantity))
    todays = [e for e in events if isinstance(e, TodayMark)]
    lines = [(days, course.median), (days, course.without.median)]
    taken = obstacles(frame, measured, todays, lines)
    body = [
        *important_field(frame, important_change),
        *grid(frame),
        *course_shapes(frame, days, course, _course_before(response, quantity)),
        *_events(frame, events),
        *session_bars(frame, sessions),
        *measured_points(frame, measured, _unit(course)),
        *x_axis(
            frame, time_labels(float(days[-1])), y=frame.foot + (50 if held else 66)
        ),
        *end_labels(frame, _labels(frame, course, held)),
        *field_label(frame, important_change, taken),
        *heading(_called(course.label), _aside(course)),
        *forecast_notes(response, quantity, held=held, size=(_WIDTH, _HEIGHT)),
    ]
    if sessions:
        body.append(text(_LEFT - 10, _FOOT + 18, "dose", anchor="end", fill="muted"))
    return drawing(
        _WIDTH,
        _HEIGHT,
        title=f"Forecast of {course.label}",
        desc=f"{held} {_said(response, course)}".strip(),
        body=body,
    )


def forecast_table(
    response: "Response", quantity: str, measured: Sequence[MeasuredPoint] = ()
) -> Table:
    """Return a forecast as one row a week, with what was measured nearest to it."""
    course = response.quantities[quantity]
    days = np.asarray(response.time_days, dtype=float)
    rows = []
    for day in np.arange(0.0, float(days[-1]) + 1e-9, 7.0):
        i = int(np.argmin(np.abs(days - day)))
        seen = [m.value for m in measured if abs(m.time_days - day) <= 3.5]
        rows.append(
            (
                f"{day / 7:.0f}",
                _banded(course.median[i], course.low[i], course.high[i]),
                _banded(
                    course.without.median[i],
                    course.without.low[i],
                    course.without.high[i],
                ),
                _banded(
                    course.difference.median[i],
                    course.difference.low[i],
                    course.difference.high[i],
                ),
                ", ".join(number(v, 2) for v in seen) or "–",
            )
        )
    unit = f" [{_unit(course)}]" if _unit(course) else ""
    person = f"; {response.person.said}" if response.person else ""
    return Table(
        f"Forecast of {course.label}{unit}; {response.note}{person}",
        ("Week", "With IASTM", "Same care without", "Difference", "Measured"),
        tuple(rows),
    )


def course_shapes(
    frame: Frame,
    days: NDArray[np.float64],
    course: "QuantityCourse",
    before: "Band | None" = None,
) -> list[str]:
    """Return band, line and the dotted line of the same care without IASTM.

    ``before`` is the forecast without the patient's own outcomes: its band, dashed.
    """
    x = frame.x.many(days)
    low, high = frame.y.many(course.low), frame.y.many(course.high)
    return [
        *_before(frame, days, before),
        area(x, low, high, fill=var("series"), fill_opacity="0.16"),
        path(x, low, stroke=var("series"), stroke_width=0.8, stroke_opacity="0.5"),
        path(x, high, stroke=var("series"), stroke_width=0.8, stroke_opacity="0.5"),
        path(
            x,
            frame.y.many(course.without.median),
            stroke=var("muted"),
            stroke_width=2,
            stroke_dasharray="2 5",
            stroke_linecap="round",
        ),
        path(x, frame.y.many(course.median), stroke=var("series"), stroke_width=2.5),
    ]


def _before(
    frame: Frame, days: NDArray[np.float64], before: "Band | None"
) -> list[str]:
    if before is None:
        return []
    x = frame.x.many(days)
    dashed = {"stroke_width": 1, "stroke_dasharray": "4 4", "stroke_opacity": "0.7"}
    return [
        path(x, frame.y.many(end), stroke=var("muted"), **dashed)
        for end in (before.low, before.high)
    ]


def time_labels(days: float) -> list[tuple[float, str]]:
    """Return labels along a time axis of so many days [d]: weeks, days or hours."""
    if days > 21:
        weeks = nice_ticks(0.0, days / 7, 6)
        return [(w * 7, f"week {w:g}" if w == 0 else f"{w:g}") for w in weeks]
    if days > 2:
        return [
            (d, f"day {d:g}" if d == 0 else f"{d:g}") for d in nice_ticks(0, days, 7)
        ]
    hours = nice_ticks(0.0, days * 24, 6)
    return [(h / 24, f"{h:g} h") for h in hours]


def _frame(
    days: NDArray[np.float64],
    course: "QuantityCourse",
    measured: Sequence[MeasuredPoint],
    before: "Band | None",
) -> Frame:
    seen = [m.value for m in measured]
    lows, highs = course.low, course.high
    if before is not None:
        seen += [float(np.min(before.low)), float(np.max(before.high))]
    most = _WHOLE_SCALE if course.unit == "point" else None
    ends = range_of(lows, highs, course.without.median, seen, least=0.0, most=most)
    last = max([float(days[-1]), *(m.time_days for m in measured)])
    return Frame(Scale(0.0, last, _LEFT, _RIGHT), scale_to(ends, _FOOT, _TOP))


def _labels(frame: Frame, course: "QuantityCourse", held: str) -> list[EndLabel]:
    given = "no further IASTM" if held else "with IASTM"
    ends = (
        (course.median, given, "series"),
        (course.without.median, "same care without IASTM", "muted"),
    )
    return [
        EndLabel(frame.y(_last(values)), words, fill) for values, words, fill in ends
    ]


def _last(values: ArrayLike) -> float:
    known: NDArray[np.float64] = np.asarray(values, dtype=float)
    known = known[np.isfinite(known)]
    return float(known[-1]) if known.size else 0.0


def _events(frame: Frame, events: Sequence[ReactionMark | TodayMark]) -> list[str]:
    shapes = reaction_marks(frame, [e for e in events if isinstance(e, ReactionMark)])
    for today in (e for e in events if isinstance(e, TodayMark)):
        shapes += today_line(frame, today)
    return shapes


def _course_before(response: "Response", quantity: str) -> "Band | None":
    return None if response.person is None else response.person.before[quantity]


def _said(response: "Response", course: "QuantityCourse") -> str:
    first, last = float(course.median[0]), _last(course.median)
    diff = course.difference
    return (
        f"{_called(course.label)} is expected to go from {number(first, 2)} to "
        f"{number(last, 2)} {_unit(course)} in {response.time_days[-1]:.0f} days; the "
        f"same care without IASTM ends at {number(_last(course.without.median), 2)}. "
        "Difference "
        f"{_banded(_last(diff.median), _last(diff.low), _last(diff.high))}. "
        f"{response.note}."
        + (f" Forecast {response.person.said}." if response.person else "")
    )


def _banded(median: float, low: float, high: float) -> str:
    return f"{number(median, 2)} ({number(low, 2)} to {number(high, 2)})"


def _called(quantity: str) -> str:
    words = quantity.replace("_", " ")
    return words[:1].upper() + words[1:]


def _unit(course: "QuantityCourse") -> str:
    return "" if course.unit == "1" else course.unit


def _aside(course: "QuantityCourse") -> str:
    return {"1": "", "point": "points"}.get(course.unit, course.unit)
