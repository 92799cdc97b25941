"""A clinician's own words for force: each try a dot, each word a row."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from strigil.intervals import Interval
from strigil.reporting.drawing import drawing, line, point, rect, text
from strigil.reporting.frame import Frame, heading, x_axis
from strigil.reporting.scales import Scale, nice_ticks, range_of, scale_to
from strigil.reporting.strokes_chart import band_patterns
from strigil.reporting.table import Table
from strigil.reporting.tokens import var
from strigil.reporting.words import number

__all__ = ["force_calibration_chart", "force_calibration_table"]

_OWN = "Field: from the 10th to the 90th of a hundred. Line: the middle."
_WIDTH, _ROW = 760.0, 66.0
_LEFT, _RIGHT, _TOP = 120.0, 690.0, 62.0


def force_calibration_chart(
    words: Mapping[str, Sequence[float]],
    *,
    repeat: Mapping[str, Sequence[float]] | None = None,
    bands: Mapping[str, Interval] | None = None,
    statistic: str = "mean per stroke",
) -> str:
    """Draw a force calibration as one row of dots for each word.

    Parameters
    ----------
    words : mapping of str to sequence of float
        ``light``, ``moderate``, ``firm`` to the force of each try [N].
    repeat : mapping of str to sequence of float, or None
        The same on another day [N].
    bands : mapping of str to Interval, or None
        What a plan writes for each word: its mean and the range of nine strokes of ten,
        all days together [N]. Without them the field is the first day's own.
    statistic : str
        What of a stroke the number is.

    Returns
    -------
    str
        SVG.
    """
    again, held = repeat or {}, bands or {}
    ends = range_of(*words.values(), *again.values(), least=0.0)
    foot = _TOP + _ROW * max(len(words), 1)
    frame = Frame(
        scale_to(ends, _LEFT, _RIGHT), Scale(0, max(len(words), 1), _TOP, foot)
    )
    body = [*band_patterns(), *heading("Your words in newtons", statistic)]
    for tick in frame.x.ticks(6):
        body.append(line(frame.x(tick), _TOP, frame.x(tick), foot))
    for row, (word, forces) in enumerate(words.items()):
        known = held.get(word) or _own_band(forces)
        body += [*_field(frame, row, word, known)] if known else []
        body += _dots(frame, row, word=word, forces=forces, again=again.get(word, ()))
    labels = [(t, f"{t:g} N" if t == 0 else f"{t:g}") for t in nice_ticks(*ends, 6)]
    body += x_axis(frame, labels, y=foot + 22)
    said = "Circles: first day. " + ("Squares: another day. " if again else "")
    said += "Field: nine strokes of ten. Line: their mean." if held else _OWN
    body.append(text(24, foot + 50, said, fill="muted", font_size=12))
    return drawing(
        _WIDTH,
        foot + 58,
        title="Force calibration",
        desc=_said(words, again),
        body=body,
    )


def force_calibration_table(
    words: Mapping[str, Sequence[float]],
    repeat: Mapping[str, Sequence[float]] | None = None,
) -> Table:
    """Return one row for each word and day: tries, middle, 10th to 90th [N]."""
    rows = []
    for day, tries in (("first", words), ("repeat", repeat or {})):
        for word, forces in tries.items():
            known = _known(forces)
            if known.size:
                low, mid, high = (float(v) for v in np.percentile(known, (10, 50, 90)))
                cells = (number(mid, 3), number(low, 3), number(high, 3))
                rows.append((word, day, str(known.size), *cells))
    columns = ("Word", "Day", "Tries", "Middle [N]", "10 % [N]", "90 % [N]")
    return Table("Force calibration", columns, tuple(rows))


def _own_band(forces: Sequence[float]) -> Interval | None:
    known = _known(forces)
    if not known.size:
        return None
    low, middle, high = (float(v) for v in np.percentile(known, (10, 50, 90)))
    return Interval(middle, low, high)


def _field(frame: Frame, row: int, word: str, band: Interval) -> list[str]:
    """Return the field of a word, its line, and the number beside it."""
    middle = frame.y(row + 0.5)
    low, mid, high = (frame.x(v) for v in (band.low, band.value, band.high))
    looks = (
        {"fill": var(f"force-{word}"), "fill_opacity": "0.3"},
        {"fill": f"url(#band-{word}@uid@)"},
    )
    ink = {"stroke": var("ink"), "stroke_width": 2}
    return [
        *(rect(low, middle - 24, high - low, 48, rx=6, **look) for look in looks),
        line(mid, middle - 24, mid, middle + 24, **ink),
        text(
            frame.right + 12,
            middle + 5,
            number(band.value, 2, "N"),
            font_weight=600,
        ),
    ]


def _dots(
    frame: Frame,
    row: int,
    *,
    word: str,
    forces: Sequence[float],
    again: Sequence[float],
) -> list[str]:
    middle = frame.y(row + 0.5)
    shapes = [
        text(_LEFT - 16, middle + 5, word, anchor="end", font_weight=600, font_size=15)
    ]
    for k, force in enumerate(forces):
        if np.isfinite(force):
            y = middle - 10 + 5 * ((k * 2) % 5)
            said = f"{word}, try {k + 1}: {number(force, 2, 'N')}"
            shapes.append(point(frame.x(force), y, said, radius=4, stroke_width=1.6))
    shapes += [
        rect(frame.x(f) - 3, middle + 13, 6, 6, fill=var("ink")) for f in _known(again)
    ]
    return shapes


def _known(forces: Sequence[float]) -> NDArray[np.float64]:
    given: NDArray[np.float64] = np.asarray(forces, dtype=float)
    return given[np.isfinite(given)]


def _said(
    words: Mapping[str, Sequence[float]], again: Mapping[str, Sequence[float]]
) -> str:
    said = [
        f"{word}: middle {number(float(np.median(f)), 2, 'N')} of {f.size} tries."
        for word, f in ((word, _known(forces)) for word, forces in words.items())
        if f.size
    ]
    both = " Repeated on another day." if again else ""
    return (" ".join(said) or "No tries yet.") + both
