"""The field of important change, and its words where nothing else stands."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from strigil.reporting.drawing import line, rect, text
from strigil.reporting.frame import Frame, halo
from strigil.reporting.marks import ImportantChangeField, MeasuredPoint, TodayMark
from strigil.reporting.placing import Anchor, Box, box_of, freest
from strigil.reporting.tokens import var

__all__ = ["field_label", "important_field", "obstacles", "today_line"]

_SIZE = 12.0  # of the letters [px]
_ROUND = 6.0  # about a measured circle [px]
_LINE = 2.0  # about a line [px]
_PIECES = 80  # of a curve
_FAINT = "0.45"  # beyond the band every published change is exceeded


def important_field(frame: Frame, field: ImportantChangeField | None) -> list[str]:
    """Return the band between the smallest and the largest change, and beyond it.

    The band has a line in its middle. What lies beyond it is fainter: there every
    published change is exceeded.
    """
    if field is None:
        return []
    limit = frame.y.low if field.better == "lower" else frame.y.high
    ends = (field.threshold, field.most)
    dots = {"stroke": var("olive"), "stroke_dasharray": "1 3"}
    if field.far is None:
        return [*_area(frame, field.most, limit), *_level(frame, field.most, **dots)]
    dashes = {"stroke": var("olive"), "stroke_dasharray": "6 4"}
    return [
        *_area(frame, field.most, limit, fill_opacity=_FAINT),
        *_area(frame, *ends),
        *_level(frame, field.threshold, **dots),
        *_level(frame, field.most, **dots),
        *_level(frame, field.middle, **dashes),
    ]


def field_label(
    frame: Frame, field: ImportantChangeField | None, taken: Sequence[Box]
) -> list[str]:
    """Return the field's words at the place where they cover least."""
    if field is None:
        return []
    places = [*_places(frame, field)]
    boxes = [
        box_of(x, y, field.label, anchor=anchor, size=_SIZE) for x, y, anchor in places
    ]
    levels = (field.threshold, field.middle, field.most)
    taken = [*taken, *(_thin(frame, value) for value in levels)]
    inside = Box(frame.left, frame.top, frame.right, frame.foot)
    x, y, anchor = places[freest(boxes, taken, inside)]
    start = frame.y(field.threshold)
    within = y > start if field.better == "lower" else y - _SIZE < start
    token = "olive-soft" if within else "surface"
    return [text(x, y, field.label, fill="olive", anchor=anchor, **halo(token))]


def today_line(frame: Frame, today: TodayMark) -> list[str]:
    """Return the line of today; its word stands over the frame, where nothing is."""
    x = frame.x(today.time_days)
    dashes = {"stroke": var("muted"), "stroke_dasharray": "3 3"}
    half = box_of(0.0, 0.0, "today", anchor="middle", size=_SIZE).right
    middle = min(max(x, frame.left + half), frame.right - half)
    words = {"fill": "muted", "anchor": "middle", "font_size": _SIZE}
    return [
        line(x, frame.top - 3, x, frame.foot, **dashes),
        text(middle, frame.top - 6, "today", **words),  # type: ignore[arg-type]  # literal keys
    ]


def obstacles(
    frame: Frame,
    points: Sequence[MeasuredPoint],
    todays: Iterable[TodayMark],
    lines: Iterable[tuple[ArrayLike, ArrayLike]] = (),
) -> list[Box]:
    """Return what words should not lie on: circles, the line of today, curves."""
    joined = ([p.time_days for p in points], [p.value for p in points])
    found = [
        Box(
            frame.x(p.time_days) - _ROUND,
            frame.y(p.value) - _ROUND,
            frame.x(p.time_days) + _ROUND,
            frame.y(p.value) + _ROUND,
        )
        for p in points
    ]
    for today in todays:
        x = frame.x(today.time_days)
        found.append(Box(x - _LINE, frame.top, x + _LINE, frame.foot))
    for days, values in (joined, *lines) if points else lines:
        found += _along(frame, days, values)
    return found


def _places(
    frame: Frame, field: ImportantChangeField
) -> Iterable[tuple[float, float, Anchor]]:
    """Yield places for the words: in the band, then beside it."""
    ys = [frame.y(v) for v in (field.threshold, field.most)]
    top, foot = max(min(ys), frame.top), min(max(ys), frame.foot)
    level = [foot - 6.0, top + _SIZE + 3.0, foot + _SIZE + 4.0, top - 6.0]
    across: list[tuple[float, Anchor]] = [
        (frame.left + 10.0, "start"),
        (frame.right - 8.0, "end"),
        ((frame.left + frame.right) / 2.0, "middle"),
        ((frame.left + 2.0 * frame.right) / 3.0, "middle"),
    ]
    for y in level:
        for x, anchor in across:
            yield x, y, anchor


def _along(frame: Frame, days: ArrayLike, values: ArrayLike) -> list[Box]:
    """Return small boxes along a curve; a long slope is not one large box."""
    xs, ys = frame.x.many(days), frame.y.many(values)
    fine = np.linspace(xs[0], xs[-1], _PIECES)
    ends = pairwise(zip(fine, np.interp(fine, xs, ys), strict=True))
    return [
        Box(a, min(up, on) - _LINE, b, max(up, on) + _LINE) for (a, up), (b, on) in ends
    ]


def _thin(frame: Frame, value: float) -> Box:
    y = frame.y(value)
    return Box(frame.left, y - 1.0, frame.right, y + 1.0)


def _area(frame: Frame, one: float, other: float, **more: str) -> list[str]:
    ys = sorted((frame.y(one), frame.y(other)))
    top, foot = max(ys[0], frame.top), min(ys[1], frame.foot)
    if foot - top < 1:
        return []
    wide = frame.right - frame.left
    fill = {"fill": var("olive-soft"), **more}
    return [rect(frame.left, top, wide, foot - top, **fill)]


def _level(frame: Frame, value: float, **more: str) -> list[str]:
    y = frame.y(value)
    if not frame.top <= y <= frame.foot:
        return []
    return [line(frame.left, y, frame.right, y, **more)]
