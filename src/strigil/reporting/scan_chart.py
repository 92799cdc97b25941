"""Stiffness along the strokes of a scan, with what differs, or that nothing does."""

import textwrap
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import sourced_tables
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
from strigil.reporting.scales import nice_ticks, range_of, scale_to
from strigil.reporting.table import Table
from strigil.reporting.tokens import var
from strigil.reporting.words import number, spread

if TYPE_CHECKING:
    from strigil.mechanics import StiffnessScan
    from strigil.treatment import AnomalySearch, RecordedScan, StiffnessAnomaly

__all__ = ["scan_chart", "scan_table"]

Array = NDArray[np.float64]

_WIDTH, _LEFT, _RIGHT, _TOP, _FOOT = 760.0, 64.0, 590.0, 84.0, 300.0
_LETTERS = 108  # of a line of words under the chart
_SHOWN = 24  # strokes drawn one by one; of more, every so-manyeth


def scan_chart(found: "RecordedScan") -> str:
    """Draw the stiffness along the strokes of a scan.

    Parameters
    ----------
    found : RecordedScan
        The scan and what was searched for in it.

    Returns
    -------
    str
        SVG: each stroke thin, their mean with its 90 % interval, and every place that
        differs. Without indentation it is words only.
    """
    scan, search = found.scan, found.search
    if scan is None or scan.stiffness is None or scan.typical is None:
        return _words_only(search)
    strokes = scan.stiffness * 1e-3
    shown = np.flatnonzero(np.isfinite(scan.typical))
    if not shown.size:
        return _words_only(search)
    place = scan.place * 1e3
    frame = Frame(
        scale_to((float(place[shown[0]]), float(place[shown[-1]])), _LEFT, _RIGHT),
        scale_to(_ends(strokes[:, shown]), _FOOT, _TOP),
    )
    hatches = [hatch("untested", "muted", step=6, turn=45, weight=0.8)[0]]
    hatches.append(hatch("softer", "warn", step=7, turn=135, weight=1.1)[0])
    hatches.append(hatch("stiffer", "warn", step=7, turn=45, weight=1.1)[0])
    body = [
        *hatches,
        *heading("Stiffness along the way", f"N/mm at {number(scan.mean_force, 2)} N"),
        *_untested(frame),
        *grid(frame),
        *_strokes(frame, place, strokes),
        *_mean(frame, scan),
        *(_anomaly(frame, one) for one in search.anomalies),
        *x_axis(frame, [(v, f"{v:g}") for v in frame.x.ticks(8)], y=_FOOT + 22),
        text(_LEFT, _FOOT + 44, "mm along the way", fill="muted", font_size=12),
    ]
    said, height = _under(search, _FOOT + 68)
    return drawing(
        _WIDTH,
        height,
        title="Stiffness along the way",
        desc=f"{search.said} {search.alarm_said}",
        body=[*body, *said],
    )


def scan_table(found: "RecordedScan") -> Table:
    """Return the stiffness every centimetre, with its interval, as rows [N/mm].

    Parameters
    ----------
    found : RecordedScan
        The scan.
    """
    columns = ("Along the way", "Stiffness (90 % interval)", "Differs")
    caption = "Stiffness every centimetre"
    scan = found.scan
    if scan is None or scan.typical is None or scan.low is None or scan.high is None:
        return Table(caption, columns, ())
    rows = []
    for tick in nice_ticks(0.0, float(scan.place[-1]), 12):
        i = int(np.argmin(np.abs(scan.place - tick)))
        value, low, high = (
            float(one[i]) for one in (scan.typical, scan.low, scan.high)
        )
        if not np.isfinite(value):
            continue
        ends = f"({number(low * 1e-3, 2)} to {number(high * 1e-3, 2)})"
        differs = [
            one.side for one in found.search.anomalies if one.from_ <= tick <= one.to
        ]
        rows.append(
            (
                f"{tick * 1e3:.0f} mm",
                f"{number(value * 1e-3, 2, 'N/mm')} {ends}",
                ", ".join(differs) or "–",
            )
        )
    return Table(caption, columns, tuple(rows))


def _ends(strokes: Array) -> tuple[float, float]:
    known = strokes[np.isfinite(strokes)]
    low, high = np.percentile(known, [1, 99])
    return range_of([low, high])


def _strokes(frame: Frame, place: Array, strokes: Array) -> list[str]:
    x, every = frame.x.many(place), -(-len(strokes) // _SHOWN)
    thin = {"stroke": var("muted"), "stroke_width": 0.8, "stroke_opacity": "0.45"}
    return [path(x, _within(frame, row), **thin) for row in strokes[::every]]


def _mean(frame: Frame, scan: "StiffnessScan") -> list[str]:
    curves = [one for one in (scan.typical, scan.low, scan.high) if one is not None]
    typical, low, high = (one * 1e-3 for one in curves)
    x, known = frame.x.many(scan.place * 1e3), np.flatnonzero(np.isfinite(typical))
    band = {"fill": var("series"), "fill_opacity": "0.22"}
    y = frame.y(float(typical[known[-1]]))
    labels = [
        EndLabel(y, "mean, 90 % interval", "series"),
        EndLabel(y + 1, f"{len(scan.force)} strokes", "muted"),
    ]
    return [
        area(x, _within(frame, low), _within(frame, high), **band),
        path(x, _within(frame, typical), stroke=var("series"), stroke_width=2.2),
        *end_labels(frame, labels),
    ]


def _within(frame: Frame, values: Array) -> Array:
    return frame.y.many(np.clip(values, frame.y.low, frame.y.high))


def _untested(frame: Frame) -> list[str]:
    """Hatch the ends of the way, where nothing is looked for."""
    ends = sourced_tables("signals.toml")["repeat_test"]["narrowest"].value * 1e3
    wide = abs(frame.x.slope) * ends
    if 2 * wide >= frame.right - frame.left:
        return []
    high = frame.foot - frame.top
    paint = {"fill": "url(#untested@uid@)", "fill_opacity": "0.5"}
    return [
        reachable(rect(x, frame.top, wide, high, **paint), "end of the way: not tested")
        for x in (frame.left, frame.right - wide)
    ]


def _anomaly(frame: Frame, one: "StiffnessAnomaly") -> str:
    x1, x2 = frame.x(one.from_ * 1e3), frame.x(one.to * 1e3)
    high = frame.foot - frame.top
    name = (
        f"{one.side} from {one.from_ * 1e3:.0f} to {one.to * 1e3:.0f} mm: "
        f"{spread(one.change, 100.0, '%')} than around it, in {one.seen_in} of "
        f"{one.of} strokes"
    )
    field = rect(x1, frame.top, x2 - x1, high, fill=f"url(#{one.side}@uid@)")
    ends = line(x1, frame.top, x1, frame.foot, stroke=var("warn"))
    ends += line(x2, frame.top, x2, frame.foot, stroke=var("warn"))
    middle = (x1 + x2) / 2
    words = text(
        middle,
        frame.top - 8,
        f"{one.side}, in {one.seen_in} of {one.of}",
        fill="warn",
        anchor="middle",
        font_weight=600,
    )
    return reachable(field + ends + words, name)


def _under(search: "AnomalySearch", y: float) -> tuple[list[str], float]:
    shapes = []
    for said, ink in ((search.said, "ink"), (search.alarm_said, "muted")):
        for part in textwrap.wrap(said, _LETTERS):
            shapes.append(text(24, y, part, fill=ink, font_size=12.5))
            y += 19
    return shapes, y


def _words_only(search: "AnomalySearch") -> str:
    body = heading("Stiffness along the way")
    said, height = _under(search, 60)
    return drawing(
        _WIDTH,
        height,
        title="Stiffness along the way",
        desc=search.said,
        body=[*body, *said],
    )
