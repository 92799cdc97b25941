"""A recording: force over time, its strokes shaded, an hour as readable as a minute."""

from textwrap import shorten
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from strigil.reporting.drawing import (
    area,
    drawing,
    hatch,
    line,
    path,
    reachable,
    rect,
    text,
)
from strigil.reporting.frame import EndLabel, Frame, end_labels, grid, heading, x_axis
from strigil.reporting.scales import decimate, nice_ticks, range_of, scale_to
from strigil.reporting.table import Table
from strigil.reporting.tokens import var
from strigil.reporting.words import clock, counted, number

if TYPE_CHECKING:
    from strigil.signals import Recording, RecordingAnalysis, StrokeMeasure

__all__ = ["recording_chart", "recording_table"]

_WIDTH = 900.0
_LEFT, _RIGHT = 64.0, 776.0
_WINDOW = 30.0  # a longer recording gets an overview and this much detail [s]
_COLUMNS = 712
_LONGEST = 118  # letters of a remark that fit under the chart
_MISSING = ("gap", "missing")  # quality notes that are drawn as a hatched field


def recording_chart(
    recording: "Recording",
    analysis: "RecordingAnalysis",
    *,
    window: tuple[float, float] | None = None,
) -> str:
    """Draw a recording with its strokes.

    Parameters
    ----------
    recording : Recording
        What was sampled.
    analysis : RecordingAnalysis
        What was found in it.
    window : tuple of float or None
        Start and end of the part shown in detail [s]. Without it, a recording longer
        than half a minute shows the half minute with most strokes in it.

    Returns
    -------
    str
        SVG. Each column of the overview keeps its least and greatest force, so that no
        peak is lost however long the recording is.
    """
    force = analysis.normal_force
    time = np.asarray(recording.time, dtype=float)
    if force is None or not np.isfinite(force).any():
        return _without_force(analysis)
    force = np.asarray(force, dtype=float)
    whole = (float(time[0]), float(time[-1]))
    shown = window or _busiest(whole, analysis)
    overview = shown[1] - shown[0] < whole[1] - whole[0] - 1e-9
    top = 170.0 if overview else 60.0
    y_ends = _force_ends(force)
    body = [*_patterns(), *heading("Force on the skin", "newtons")]
    if overview:
        strip = Frame(scale_to(whole, _LEFT, _RIGHT), scale_to(y_ends, 132.0, 60.0))
        body += _overview(strip, time, force, analysis, shown)
    frame = Frame(scale_to(shown, _LEFT, _RIGHT), scale_to(y_ends, top + 220.0, top))
    body += _detail(frame, time, force, analysis)
    return drawing(
        _WIDTH,
        top + 286.0,
        title="Force over time",
        desc=_said(whole, analysis),
        body=[*body, *_foot(analysis, top + 280.0)],
    )


def recording_table(analysis: "RecordingAnalysis") -> Table:
    """Return one row for each stroke."""
    rows = tuple(
        (
            str(i),
            f"{s.start:.2f}",
            f"{s.end:.2f}",
            number(s.peak_force, 3),
            number(s.mean_force, 3),
            number(s.impulse, 3),
            number(None if s.length is None else s.length * 1e3, 3),
            number(None if s.rate is None else s.rate * 60, 3),
            number(None if s.angle is None else float(np.degrees(s.angle)), 2),
            ", ".join(s.flags).replace("_", " ") or "–",
        )
        for i, s in enumerate(analysis.strokes, start=1)
    )
    columns = (
        "Stroke", "Start [s]", "End [s]", "Peak [N]", "Mean [N]", "Impulse [N·s]",
        "Length [mm]", "Rate [1/min]", "Angle [°]", "Flags",
    )  # fmt: skip
    return Table("Strokes", columns, rows)


def _force_ends(force: NDArray[np.float64]) -> tuple[float, float]:
    # A little noise below zero is no reason for a negative half.
    most, least = float(np.nanmax(force)), float(np.nanmin(force))
    return range_of([most, least if least < -0.1 * most else 0.0], least=0.0)


def _busiest(
    whole: tuple[float, float], analysis: "RecordingAnalysis"
) -> tuple[float, float]:
    if whole[1] - whole[0] <= _WINDOW * 1.5:
        return whole
    starts = np.array([s.start for s in analysis.strokes] or [whole[0]])
    inside = [np.sum((starts >= s) & (starts < s + _WINDOW)) for s in starts]
    first = min(float(starts[int(np.argmax(inside))]) - 0.5, whole[1] - _WINDOW)
    return max(first, whole[0]), max(first, whole[0]) + _WINDOW


def _overview(
    strip: Frame,
    time: NDArray[np.float64],
    force: NDArray[np.float64],
    analysis: "RecordingAnalysis",
    shown: tuple[float, float],
) -> list[str]:
    mid, low, high = decimate(time, force, _COLUMNS)
    x1, x2 = strip.x(shown[0]), strip.x(shown[1])
    long, high_px = strip.x.high - strip.x.low, strip.foot - strip.top
    labels = [
        (t, clock(t - strip.x.low))
        for t in (strip.x.low + np.array(nice_ticks(0, long, 8)))
    ]
    return [
        rect(_LEFT, strip.top, _RIGHT - _LEFT, high_px, fill=var("sunk")),
        rect(x1, strip.top, x2 - x1, high_px, fill=var("bronze-soft")),
        *_thick(strip, mid, low, high),
        rect(
            x1, strip.top, max(x2 - x1, 3), high_px,
            fill="none", stroke=var("bronze"), stroke_width=1.5,
        ),
        *x_axis(strip, labels, y=strip.foot + 18),
        text(_RIGHT + 14, strip.top + 14, counted(len(analysis.strokes), "stroke")),
        text(_RIGHT + 14, strip.top + 32, f"in {clock(long)}", fill="muted"),
        text(_RIGHT + 14, strip.foot - 4, "shown below", fill="bronze", font_size=12),
    ]  # fmt: skip


def _thick(
    frame: Frame,
    mid: NDArray[np.float64],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
) -> list[str]:
    x = frame.x.many(mid)
    lows, highs = frame.y.many(low) + 0.5, frame.y.many(high) - 0.5
    return [
        area(x, lows, highs, fill=var("series"), stroke=var("series"), stroke_width=0.5)
    ]


def _detail(
    frame: Frame,
    time: NDArray[np.float64],
    force: NDArray[np.float64],
    analysis: "RecordingAnalysis",
) -> list[str]:
    inside = (time >= frame.x.low) & (time <= frame.x.high)
    shapes = [*grid(frame, 5), *_gaps(frame, analysis)]
    for i, stroke in enumerate(analysis.strokes, start=1):
        if stroke.end > frame.x.low and stroke.start < frame.x.high:
            shapes.append(_stroke(frame, i, stroke))
    t, f = time[inside], force[inside]
    if t.size > 3 * _COLUMNS:
        shapes += _thick(frame, *decimate(t, f, _COLUMNS))
    else:
        shapes.append(
            path(
                frame.x.many(t), frame.y.many(f), stroke=var("series"), stroke_width=1.6
            )
        )
    start = frame.x.low
    ticks = nice_ticks(0.0, frame.x.high - start, 8)
    long = frame.x.high - start > 120
    words = [clock(v) if long else f"{v:g} s" if v == 0 else f"{v:g}" for v in ticks]
    labels = [(start + v, w) for v, w in zip(ticks, words, strict=True)]
    return [
        *shapes,
        _count(frame, analysis),
        *_levels(frame, analysis),
        *x_axis(frame, labels, y=frame.foot + 20),
    ]


def _stroke(frame: Frame, number_: int, stroke: "StrokeMeasure") -> str:
    x1, x2 = (
        max(frame.x(stroke.start), frame.left),
        min(frame.x(stroke.end), frame.right),
    )
    name = (
        f"stroke {number_}: peak {number(stroke.peak_force, 2, 'N')}, mean "
        f"{number(stroke.mean_force, 2, 'N')}, "
        f"{number(stroke.end - stroke.start, 2, 's')}"
    )
    high = frame.foot - frame.top
    field = rect(x1, frame.top, x2 - x1, high, fill=var("series"), fill_opacity="0.13")
    foot = rect(x1, frame.foot - 4, x2 - x1, 4, fill=var("series"))
    return reachable(field + foot, name)


def _count(frame: Frame, analysis: "RecordingAnalysis") -> str:
    seen = sum(frame.x.low <= s.start < frame.x.high for s in analysis.strokes)
    words = counted(seen, "stroke")
    return text(frame.right + 18, frame.top + 12, words, fill="series", font_weight=600)


def _levels(frame: Frame, analysis: "RecordingAnalysis") -> list[str]:
    levels = analysis.levels
    if levels is None:
        return []
    on, off = levels.on, levels.off
    shapes = [
        line(
            frame.left,
            frame.y(v),
            frame.right,
            frame.y(v),
            stroke=var("bronze"),
            **dash,
        )
        for v, dash in (
            (on, {"stroke_dasharray": "7 3"}),
            (off, {"stroke_dasharray": "2 3"}),
        )
    ]
    labels = [
        EndLabel(frame.y(on), f"touch {number(on, 2, 'N')}", "bronze"),
        EndLabel(frame.y(off), f"lift {number(off, 2, 'N')}", "bronze"),
    ]
    return [*shapes, *end_labels(frame, labels, gap=17)]


def _patterns() -> list[str]:
    return [hatch("gap", "muted", step=6, turn=45, weight=1)[0]]


def _gaps(frame: Frame, analysis: "RecordingAnalysis") -> list[str]:
    shapes = []
    for note in analysis.quality:
        if note.from_ is None or note.to is None or note.code not in _MISSING:
            continue
        x1 = max(frame.x(note.from_), frame.left)
        x2 = min(frame.x(note.to), frame.right)
        if x2 > x1:
            field = rect(
                x1, frame.top, x2 - x1, frame.foot - frame.top, fill="url(#gap@uid@)"
            )
            shapes.append(reachable(field, note.message))
    return shapes


def _foot(analysis: "RecordingAnalysis", y: float) -> list[str]:
    notes = [note.message for note in analysis.quality][:1]
    plain = "Blue fields are strokes. Time in seconds from the start shown."
    said = shorten(notes[0], _LONGEST, placeholder=" …") if notes else plain
    return [text(_LEFT, y, said, fill="warn" if notes else "muted", font_size=12)]


def _without_force(analysis: "RecordingAnalysis") -> str:
    unknown = analysis.not_computable
    missing = [f"{n.what.replace('_', ' ')}: {n.because}" for n in unknown]
    is_sparse = any(note.code == "sparse_sampling" for note in analysis.quality)
    lacks = "samples close enough to tell a stroke" if is_sparse else "force"
    title = "No stroke can be told" if is_sparse else "No force was recorded"
    lacking = f"This recording holds no {lacks}, so no strokes are drawn."
    said = [lacking, *missing]
    body = heading("Force on the skin", "newtons") + [
        text(24, 64 + 22 * i, words, fill="muted" if i else "ink")
        for i, words in enumerate(said)
    ]
    height = 80.0 + 22 * len(said)
    return drawing(_WIDTH, height, title=title, desc=" ".join(said), body=body)


def _said(whole: tuple[float, float], analysis: "RecordingAnalysis") -> str:
    peaks = [s.peak_force for s in analysis.strokes]
    middle = number(float(np.median(peaks)) if peaks else None, 2, "N")
    strokes = counted(len(peaks), "stroke")
    return (
        f"{strokes} in {clock(whole[1] - whole[0])}; the middle peak force is {middle}."
        f" {counted(len(analysis.quality), 'remark')} on quality."
    )
