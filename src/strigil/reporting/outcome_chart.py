"""An outcome measure over time, with the field of important change and the forecast."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from strigil.catalogue import OutcomeMeasure
from strigil.reporting.drawing import drawing, path, text
from strigil.reporting.forecast_chart import course_shapes, time_labels
from strigil.reporting.frame import (
    EndLabel,
    Frame,
    end_labels,
    grid,
    heading,
    important_field,
    measured_points,
    session_bars,
    x_axis,
)
from strigil.reporting.marks import ImportantChangeField, MeasuredPoint, SessionMark
from strigil.reporting.scales import Scale, range_of, scale_to
from strigil.reporting.table import Table
from strigil.reporting.tokens import var
from strigil.reporting.words import number

if TYPE_CHECKING:
    from strigil.biology import Response

__all__ = ["important_change_of", "outcome_chart", "outcome_table"]

_WIDTH, _HEIGHT = 760.0, 430.0
_LEFT, _RIGHT, _TOP, _FOOT = 70.0, 560.0, 62.0, 330.0
_WHOLE_RANGE = 30.0  # a scale no wider than this is drawn from end to end [its unit]


def outcome_chart(
    measure: OutcomeMeasure,
    measured: Sequence[MeasuredPoint],
    *,
    forecast: "Response | None" = None,
    quantity: str = "pain",
    sessions: Sequence[SessionMark] = (),
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

    Returns
    -------
    str
        SVG.
    """
    points = sorted(measured, key=lambda p: p.time_days)
    frame = _frame(measure, points, forecast, quantity)
    unit = "" if measure.unit in ("1", "point") else measure.unit
    arrow = "lower is better" if measure.better == "lower" else "higher is better"
    body = [
        *important_field(frame, important_change_of(measure, points)),
        *grid(frame),
        *_behind(frame, forecast, quantity),
        path(
            [frame.x(p.time_days) for p in points],
            [frame.y(p.value) for p in points],
            stroke=var("ink"),
            stroke_width=1,
            stroke_opacity="0.5",
        ),
        *session_bars(frame, sessions),
        *measured_points(frame, points, unit),
        *x_axis(frame, time_labels(frame.x.high), y=frame.foot + 56),
        *_labels(frame, points, forecast, quantity),
        *heading(measure.name, arrow),
        *_notes(measure, points, forecast),
    ]
    if not points:
        body.append(text(_LEFT + 16, _TOP + 28, "Nothing measured yet.", fill="muted"))
    return drawing(
        _WIDTH, _HEIGHT, title=measure.name, desc=_said(measure, points), body=body
    )


def outcome_table(measure: OutcomeMeasure, measured: Sequence[MeasuredPoint]) -> Table:
    """Return one row for each value, with its change from the first."""
    points = sorted(measured, key=lambda p: p.time_days)
    rows = tuple(
        (
            p.label or f"day {number(p.time_days, 2)}",
            f"{p.value:g}",
            f"{p.value - points[0].value:+g}".replace("-", "−") if i else "baseline",
        )
        for i, p in enumerate(points)
    )
    return Table(f"{measure.name} [{measure.unit}]", ("When", "Value", "Change"), rows)


def important_change_of(
    measure: OutcomeMeasure, points: Sequence[MeasuredPoint]
) -> ImportantChangeField | None:
    """Return the field of important change, seen from the first value.

    Notes
    -----
    A measure has a set of published important changes; the largest is drawn, on the
    side of caution, and the label gives the whole span.
    """
    known = [c.change for c in measure.changes if c.kind == "mcid"]
    if not known or not points:
        return None
    base = points[0].value
    sizes = [
        c.value * abs(base) if c.unit in ("1", "%") else c.shown().value for c in known
    ]
    most, least = max(sizes), min(sizes)
    span = (
        number(most, 2) if most == least else f"{number(least, 2)} to {number(most, 2)}"
    )
    sign = -1.0 if measure.better == "lower" else 1.0
    unit = "points" if measure.unit in ("1", "point") else measure.unit
    label = f"important change, {span} {unit}"
    return ImportantChangeField(base + sign * most, measure.better, label)


def _frame(
    measure: OutcomeMeasure,
    points: Sequence[MeasuredPoint],
    forecast: "Response | None",
    quantity: str,
) -> Frame:
    seen, days = [p.value for p in points], [p.time_days for p in points]
    field = important_change_of(measure, points)
    lines = [seen, [field.threshold] if field else []]
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
    return Frame(Scale(0.0, last, _LEFT, _RIGHT), scale_to(ends, _FOOT, _TOP))


def _behind(frame: Frame, forecast: "Response | None", quantity: str) -> list[str]:
    if forecast is None:
        return []
    days = np.asarray(forecast.time_days, dtype=float)
    return course_shapes(frame, days, forecast.quantities[quantity])


def _labels(
    frame: Frame,
    points: Sequence[MeasuredPoint],
    forecast: "Response | None",
    quantity: str,
) -> list[str]:
    if forecast is None:
        return []
    course = forecast.quantities[quantity]
    return end_labels(
        frame,
        [
            EndLabel(frame.y(float(course.median[-1])), "with IASTM", "series"),
            EndLabel(
                frame.y(float(course.without.median[-1])),
                "same care without IASTM",
                "muted",
            ),
        ],
    )


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
    shapes = [text(24, _HEIGHT - 6, said, fill="muted", font_size=12)]
    if forecast is not None and not forecast.calibrated:
        note = {"fill": "warn", "anchor": "end", "font_weight": 600}
        shapes.append(text(_WIDTH - 24, 30, forecast.note, **note))  # type: ignore[arg-type]  # literal keys
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
