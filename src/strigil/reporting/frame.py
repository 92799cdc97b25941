"""The frame of a chart over time or number: axes, grid, labels at the end of a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from strigil.reporting.drawing import (
    FONT,
    SERIF,
    lead,
    line,
    point,
    reachable,
    rect,
    smooth,
    text,
)
from strigil.reporting.marks import (
    MeasuredPoint,
    ReactionMark,
    SessionMark,
)
from strigil.reporting.placing import box_of
from strigil.reporting.scales import Scale, apart
from strigil.reporting.tokens import var
from strigil.reporting.words import number

__all__ = [
    "EndLabel",
    "Frame",
    "end_labels",
    "grid",
    "halo",
    "heading",
    "measured_points",
    "reaction_marks",
    "session_bars",
    "x_axis",
]

_BAR = 26.0  # longest dose bar [px]


@dataclass(frozen=True, slots=True)
class Frame:
    """Two scales at right angles.

    Attributes
    ----------
    x, y : Scale
        Across and up.
    """

    x: Scale
    y: Scale

    @property
    def left(self) -> float:
        """Left end [px]."""
        return self.x.start

    @property
    def right(self) -> float:
        """Right end [px]."""
        return self.x.end

    @property
    def top(self) -> float:
        """Upper end [px]."""
        return min(self.y.start, self.y.end)

    @property
    def foot(self) -> float:
        """Lower end [px]."""
        return max(self.y.start, self.y.end)


@dataclass(frozen=True, slots=True)
class EndLabel:
    """Words at the end of a line.

    Attributes
    ----------
    y : float
        Where the line ends [px].
    words : str
        The label.
    fill : str
        Token of its colour, that of the line.
    """

    y: float
    words: str
    fill: str


def heading(title: str, aside: str = "", *, x: float = 24.0) -> list[str]:
    """Return the chart's title and, behind it, what it is measured in."""
    behind = ""
    if aside:
        plain = f'font-family="{FONT}" font-size="13" font-weight="400"'
        behind = f'<tspan dx="12" {plain} fill="{var("muted")}">{escape(aside)}</tspan>'
    shape = text(x, 30, title, font_size=18, font_family=SERIF, font_weight=600)
    return [shape.replace("</text>", f"{behind}</text>")]


def grid(frame: Frame, count: int = 5, unit: str = "") -> list[str]:
    """Return level lines with their numbers at the left."""
    ticks = frame.y.ticks(count)
    shapes = []
    for tick in ticks:
        y = frame.y(tick)
        shapes.append(line(frame.left, y, frame.right, y))
        said = f"{tick:g}".replace("-", "−")
        last = f"{said} {unit}".rstrip() if tick == ticks[-1] else said
        shapes.append(text(frame.left - 10, y + 4, last, anchor="end", fill="muted"))
    return shapes


def x_axis(frame: Frame, labels: Sequence[tuple[float, str]], *, y: float) -> list[str]:
    """Return words under the axis at their values [unit of x]."""
    shapes = [
        line(frame.left, frame.foot, frame.right, frame.foot, stroke=var("muted"))
    ]
    for value, words in labels:
        x = frame.x(value)
        shapes.append(line(x, frame.foot, x, frame.foot + 5, stroke=var("muted")))
        shapes.append(text(x, y, words, anchor="middle", fill="muted"))
    return shapes


def end_labels(
    frame: Frame, labels: Sequence[EndLabel], *, gap: float = 18.0
) -> list[str]:
    """Return labels right of the frame, each led to the end of its line."""
    ends = (frame.top + 8, frame.foot - 4)
    shapes = []
    for label, y in zip(
        labels, apart([lab.y for lab in labels], gap, ends=ends), strict=True
    ):
        x = frame.right
        shapes.append(lead(x + 2, label.y, x + 14, y, stroke=label.fill))
        shapes.append(
            text(x + 18, y + 4, label.words, fill=label.fill, font_weight=600)
        )
    return shapes


def measured_points(
    frame: Frame, measured: Sequence[MeasuredPoint], unit: str
) -> list[str]:
    """Return measured values as open circles that the keyboard reaches."""
    shapes = []
    for mark in measured:
        when = mark.label or f"day {number(mark.time_days, 2)}"
        name = f"measured {number(mark.value, 2, unit)}, {when}"
        shapes.append(point(frame.x(mark.time_days), frame.y(mark.value), name))
    return shapes


def session_bars(frame: Frame, sessions: Sequence[SessionMark]) -> list[str]:
    """Return sessions as bars that hang under the axis, as long as their dose."""
    known = [s.dose for s in sessions if s.dose == s.dose]
    most = max([*known, 1e-12])
    shapes = []
    for session in sessions:
        share = session.dose / most if session.dose == session.dose else 0.3
        said = session.label or f"dose {number(session.dose, 2)}"
        name = f"session on day {number(session.time_days, 2)}: {said}"
        x, long = frame.x(session.time_days) - 3, max(_BAR * share, 4.0)
        bar = rect(x, frame.foot + 3, 6, long, fill=var("bronze"), rx=1.5)
        shapes.append(reachable(bar, name))
    return shapes


def reaction_marks(frame: Frame, reactions: Sequence[ReactionMark]) -> list[str]:
    """Return reactions as diamonds under the sessions."""
    y, shapes = frame.foot + _BAR + 14, list[str]()
    days = sorted(mark.time_days for mark in reactions)
    for mark in sorted(reactions, key=lambda r: r.time_days):
        x, name = (
            frame.x(mark.time_days),
            f"{mark.label}, day {number(mark.time_days, 2)}",
        )
        shape = smooth(
            f"M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z", fill=var("warn"), stroke="none"
        )
        shapes.append(reachable(shape, name))
        box = box_of(x + 10, y + 4, mark.label, size=12.0)
        reach, at, anchor = box.right - x, x + 10, "start"
        near = [frame.x(day) - x for day in days]
        if box.right > frame.right:  # at the edge of the paper: to the left of it
            near, at, anchor = [-way for way in near], x - 10, "end"
        if not any(0.0 < way - 6 < reach for way in near):
            # else the diamond alone: its name is read on it
            look: dict[str, Any] = {"fill": "warn", "font_size": 12, "anchor": anchor}
            shapes.append(text(at, y + 4, mark.label, **look))
    return shapes


def halo(token: str) -> dict[str, Any]:
    """Return attributes that keep words readable where a line crosses them."""
    return {
        "font_size": 12,
        "stroke": var(token),
        "stroke_width": 4,
        "paint_order": "stroke",
        "stroke_linejoin": "round",
    }
