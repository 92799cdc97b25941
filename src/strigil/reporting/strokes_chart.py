"""Force of each stroke in its order, with the light-to-firm bands behind."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from strigil.reporting.drawing import (
    circle,
    drawing,
    hatch,
    line,
    path,
    point,
    rect,
    text,
)
from strigil.reporting.frame import EndLabel, Frame, end_labels, grid, heading, x_axis
from strigil.reporting.scales import Scale, nice_ticks, range_of, scale_to
from strigil.reporting.table import Table
from strigil.reporting.tokens import var
from strigil.reporting.words import counted, number

if TYPE_CHECKING:
    from strigil.signals import StrokeMeasure
    from strigil.treatment import ForceBand

__all__ = ["band_fields", "band_patterns", "strokes_chart", "strokes_table"]

_WIDTH, _HEIGHT = 760.0, 362.0
_LEFT, _RIGHT, _TOP, _FOOT = 64.0, 600.0, 62.0, 306.0
_TREND = 5  # strokes each side of which the running middle is taken
_REACHABLE = 150  # more strokes than a keyboard steps through are dots; see the table
_DOUBTFUL = {"saturated", "implausible", "samples_missing", "at_gap"}
_HATCH: dict[str, tuple[float, float]] = {
    "light": (90.0, 9.0),
    "moderate": (45.0, 7.0),
    "firm": (0.0, 5.0),
}


def strokes_chart(
    strokes: Sequence["StrokeMeasure"], *, bands: Sequence["ForceBand"] = ()
) -> str:
    """Draw the force of each stroke in its order.

    Parameters
    ----------
    strokes : sequence of StrokeMeasure
        The strokes of one recording or session.
    bands : sequence of ForceBand
        The clinician's own light, moderate and firm; one without newtons is not drawn.

    Returns
    -------
    str
        SVG.

    Notes
    -----
    The peak of each stroke is drawn, or its mean where the bands are about means: a
    band and a dot are never of two statistics.
    """
    which = _statistic(bands)
    forces = np.array([_force(s, which) for s in strokes], dtype=float)
    drawn = [b for b in bands if b.low is not None and b.high is not None]
    title = f"{which.capitalize()} force of each stroke"
    ends = range_of(forces, [b.high or 0.0 for b in drawn], least=0.0)
    count = max(len(strokes), 1)
    frame = Frame(Scale(0.5, count + 0.5, _LEFT, _RIGHT), scale_to(ends, _FOOT, _TOP))
    order = np.arange(1, len(strokes) + 1)
    labels = [(v, f"{v:g}") for v in nice_ticks(1, count, 8) if v == round(v)]
    reach = count <= _REACHABLE
    body = [
        *band_patterns(),
        *heading(title, "newtons"),
        *band_fields(frame, drawn),
        *grid(frame),
        path(
            frame.x.many(order),
            frame.y.many(_trend(forces)),
            stroke=var("series"),
            stroke_width=2,
        ),
        *(
            _dot(frame, i, s, which=which, reach=reach)
            for i, s in enumerate(strokes, start=1)
        ),
        *x_axis(frame, labels or [(1, "1")], y=_FOOT + 22),
        text((_LEFT + _RIGHT) / 2, _FOOT + 44, "stroke", anchor="middle", fill="muted"),
        *_labels(frame, forces, drawn),
    ]
    if not len(strokes):
        body.append(text(_LEFT + 16, _TOP + 30, "No strokes were found.", fill="muted"))
    return drawing(_WIDTH, _HEIGHT, title=title, desc=_said(forces, which), body=body)


def strokes_table(strokes: Sequence["StrokeMeasure"]) -> Table:
    """Return one row a stroke: its order, when, and its forces."""
    rows = tuple(
        (str(i), f"{s.start:.2f}", number(s.peak_force, 3), number(s.mean_force, 3))
        for i, s in enumerate(strokes, start=1)
    )
    return Table(
        "Force of each stroke",
        ("Stroke", "Start [s]", "Peak [N]", "Mean [N]"),
        rows,
    )


def band_patterns() -> list[str]:
    """Return the hatches that tell light, moderate and firm apart without colour."""
    return [
        hatch(f"band-{word}", f"force-{word}", step=step, turn=turn, weight=1.2)[0]
        for word, (turn, step) in _HATCH.items()
    ]


def band_fields(frame: Frame, bands: Sequence["ForceBand"]) -> list[str]:
    """Return a hatched field for each force band, from side to side."""
    shapes = []
    for band in bands:
        top, foot = frame.y(band.high or 0.0), frame.y(band.low or 0.0)
        wide = frame.right - frame.left
        fill = {"fill": var(f"force-{band.word}"), "fill_opacity": "0.14"}
        shapes.append(rect(frame.left, top, wide, foot - top, **fill))
        paint = {"fill": f"url(#band-{band.word}@uid@)", "fill_opacity": "0.6"}
        shapes.append(rect(frame.left, top, wide, foot - top, **paint))
        for y in (top, foot):
            shapes.append(
                line(frame.left, y, frame.right, y, stroke=var(f"force-{band.word}"))
            )
    return shapes


def _statistic(bands: Sequence["ForceBand"]) -> str:
    """Draw what the bands are about: mean or peak of each stroke."""
    means = any(band.statistic.startswith("mean") for band in bands)
    return "mean" if means else "peak"


def _force(stroke: "StrokeMeasure", which: str) -> float:
    return stroke.mean_force if which == "mean" else stroke.peak_force


def _dot(
    frame: Frame, order: int, stroke: "StrokeMeasure", *, which: str, reach: bool
) -> str:
    force = _force(stroke, which)
    if not np.isfinite(force):
        return ""
    name = f"stroke {order}: {which} {number(force, 2, 'N')}"
    if stroke.flags:
        name += ", " + ", ".join(stroke.flags).replace("_", " ")
    if not reach:
        place = (frame.x(order), frame.y(force))
        return circle(*place, 2, fill=var("ink"), fill_opacity="0.6")
    tint = var("warn") if _DOUBTFUL & set(stroke.flags) else var("ink")
    return point(frame.x(order), frame.y(force), name, radius=4, stroke=tint)


def _trend(peaks: NDArray[np.float64]) -> NDArray[np.float64]:
    out = np.full(peaks.shape, np.nan)
    for i in range(peaks.size):
        near = peaks[max(0, i - _TREND) : i + _TREND + 1]
        near = near[np.isfinite(near)]
        out[i] = np.median(near) if near.size else np.nan
    return out


def _labels(
    frame: Frame, peaks: NDArray[np.float64], bands: Sequence["ForceBand"]
) -> list[str]:
    labels = [
        EndLabel(
            (frame.y(b.low or 0.0) + frame.y(b.high or 0.0)) / 2,
            f"{b.word} {number(b.low, 2)}–{number(b.high, 2)} N",
            "ink",
        )
        for b in bands
    ]
    if peaks.size > 1:
        last = _trend(peaks)[-1]
        if np.isfinite(last):
            labels.append(EndLabel(frame.y(float(last)), "running middle", "series"))
    return end_labels(frame, labels)


def _said(peaks: NDArray[np.float64], which: str) -> str:
    known = peaks[np.isfinite(peaks)]
    if not known.size:
        return "No strokes were found."
    if known.size <= 5:
        middle = number(float(np.median(known)), 2, "N")
        return f"{counted(peaks.size, 'stroke')}; the middle {which} is {middle}."
    first, last = (float(np.median(part)) for part in (known[:5], known[-5:]))
    return (
        f"{peaks.size} strokes; the first five have a middle {which} of "
        f"{number(first, 2, 'N')}, the last five of {number(last, 2, 'N')}."
    )
