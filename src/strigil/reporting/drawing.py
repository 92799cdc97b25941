"""The few shapes that the charts are made of, as SVG text.

Only presentation attributes are written, never a ``style``, so that a page with a
strict content policy shows the chart too. A point that can be reached by keyboard has
a name.
"""

import hashlib
import re
from collections.abc import Sequence
from html import escape

import numpy as np
from numpy.typing import ArrayLike

from strigil.reporting.tokens import theme_css, var

__all__ = [
    "FONT",
    "SERIF",
    "area",
    "arrow",
    "circle",
    "drawing",
    "hatch",
    "lead",
    "line",
    "path",
    "point",
    "reachable",
    "rect",
    "smooth",
    "stand_alone",
    "text",
]

FONT = "'Inter Variable', Inter, system-ui, 'Liberation Sans', Arial, sans-serif"
SERIF = "'Source Serif', 'Source Serif 4', Georgia, 'DejaVu Serif', serif"
_UID = "@uid@"  # replaced by a name made from the content, so that ids never clash


def drawing(
    width: float, height: float, *, title: str, desc: str, body: Sequence[str]
) -> str:
    """Return a whole drawing.

    Parameters
    ----------
    width, height : float
        Size of the view box [px].
    title, desc : str
        What it is, and what it shows, for those who hear it.
    body : sequence of str
        Its shapes.

    Notes
    -----
    A drawing with points to step through is a group of named images; one without is a
    single image.
    """
    inside = "".join(body)
    role = "group" if 'tabindex="0"' in inside else "img"
    kind = ' aria-roledescription="chart"' if role == "group" else ""
    text_ = (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {_n(width)} {_n(height)}"'
        f' role="{role}"{kind} aria-labelledby="t{_UID}" aria-describedby="d{_UID}"'
        f' font-family="{FONT}" font-size="13" fill="{var("ink")}">'
        f'<title id="t{_UID}">{escape(title)}</title>'
        f'<desc id="d{_UID}">{escape(desc)}</desc>{inside}</svg>'
    )
    uid = hashlib.sha256(text_.encode()).hexdigest()[:8]
    return text_.replace(_UID, uid)


def stand_alone(svg: str) -> str:
    """Return a drawing as a file of its own: with both themes and a paper behind it."""
    head, inside = svg.split(">", 1)
    box = re.search(r'viewBox="0 0 (\S+) (\S+)"', head)
    width, height = box.groups() if box else ("720", "420")
    paper = rect(-24, -24, float(width) + 48, float(height) + 48, fill=var("paper"))
    head = head.replace(
        f'viewBox="0 0 {width} {height}"',
        f'viewBox="-24 -24 {_n(float(width) + 48)} {_n(float(height) + 48)}"'
        f' width="{_n(float(width) + 48)}" height="{_n(float(height) + 48)}"',
    )
    names, shapes = inside.split("</desc>", 1)
    style = f"<style>{theme_css('svg')}</style>"
    return f"{head}>{names}</desc>{style}{paper}{shapes}\n"


def text(
    x: float,
    y: float,
    words: str,
    *,
    fill: str = "ink",
    anchor: str = "start",
    **more: object,
) -> str:
    """Return words at a place [px]; ``fill`` is a token."""
    end = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" fill="{var(fill)}"{end}{_more(more)}>'
        f"{escape(words)}</text>"
    )


def line(x1: float, y1: float, x2: float, y2: float, **more: object) -> str:
    """Return a straight line between two places [px]."""
    more.setdefault("stroke", var("line"))
    return (
        f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"{_more(more)}/>'
    )


def rect(x: float, y: float, width: float, height: float, **more: object) -> str:
    """Return a rectangle from its corner and size [px]."""
    return (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(max(width, 0.0))}" '
        f'height="{_n(max(height, 0.0))}"{_more(more)}/>'
    )


def circle(x: float, y: float, radius: float, **more: object) -> str:
    """Return a circle from its middle and radius [px]."""
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"{_more(more)}/>'


def point(x: float, y: float, name: str, *, radius: float = 5.0, **more: object) -> str:
    """Return an open circle [px] that the keyboard reaches and that says its name."""
    more.setdefault("fill", var("surface"))
    more.setdefault("stroke", var("ink"))
    more.setdefault("stroke_width", 2)
    return reachable(circle(x, y, radius, **more), name)


def reachable(shape: str, name: str) -> str:
    """Return a shape that the keyboard reaches and that says its name."""
    said = escape(name)
    titled = f"<title>{said}</title>{shape}"
    return f'<g role="img" tabindex="0" aria-label="{said}">{titled}</g>'


def arrow(x: float, y: float, length: float, **more: object) -> str:
    """Return an arrow that points down and ends at a place [px]."""
    more.setdefault("fill", var("ink"))
    tip, shaft = 11.0, 2.0
    d = (
        f"M{_n(x)} {_n(y)}l-6 {-tip:g}h{6 - shaft:g}v{_n(tip - length)}"
        f"h{2 * shaft:g}v{_n(length - tip)}h{6 - shaft:g}z"
    )
    return f'<path d="{d}"{_more(more)}/>'


def path(xs: ArrayLike, ys: ArrayLike, **more: object) -> str:
    """Return a line through places [px]; it breaks where a number is missing."""
    more.setdefault("fill", "none")
    d = "".join(
        "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in run) for run in _runs(xs, ys)
    )
    return f'<path d="{d}"{_more(more)}/>' if d else ""


def area(xs: ArrayLike, lows: ArrayLike, highs: ArrayLike, **more: object) -> str:
    """Return the field between two lines [px]; it breaks where a number is missing."""
    pieces = []
    for run in _runs(xs, lows, highs):
        there = [f"{_n(x)} {_n(low)}" for x, low, _ in run]
        back = [f"{_n(x)} {_n(high)}" for x, _, high in reversed(run)]
        pieces.append("M" + "L".join(there + back) + "Z")
    return f'<path d="{"".join(pieces)}"{_more(more)}/>' if pieces else ""


def lead(x1: float, y1: float, x2: float, y2: float, *, stroke: str) -> str:
    """Return a thin curve that leads from one place [px] to another."""
    bend = min(14.0, (x2 - x1) / 2)
    there = f"C{_n(x1 + bend)} {_n(y1)} {_n(x2 - bend)} {_n(y2)} {_n(x2)} {_n(y2)}"
    d = f"M{_n(x1)} {_n(y1)}{there}"
    return smooth(d, fill="none", stroke=var(stroke), stroke_width=1)


def smooth(d: str, **more: object) -> str:
    """Return a shape from path commands [px]."""
    return f'<path d="{d}"{_more(more)}/>'


def hatch(
    name: str, ink: str, *, step: float = 7, turn: float = 45, weight: float = 1.4
) -> tuple[str, str]:
    """Return a line pattern and the paint that uses it.

    Parameters
    ----------
    name : str
        Its name in this drawing.
    ink : str
        Colour token of the lines.
    step, weight : float
        Distance and weight of the lines [px].
    turn : float
        Their direction, in degrees from upright [1].

    Returns
    -------
    tuple of str
        The definition, to be put into the drawing, and the value for ``fill``.
    """
    definition = (
        f'<defs><pattern id="{name}{_UID}" width="{_n(step)}" height="{_n(step)}" '
        f'patternUnits="userSpaceOnUse" patternTransform="rotate({_n(turn)})">'
        f'<path d="M0 0V{_n(step)}" stroke="{var(ink)}" stroke-width="{_n(weight)}"/>'
        "</pattern></defs>"
    )
    return definition, f"url(#{name}{_UID})"


def _runs(*columns: ArrayLike) -> list[list[tuple[float, ...]]]:
    rows = np.column_stack([np.asarray(c, dtype=float) for c in columns])
    whole = np.isfinite(rows).all(axis=1)
    runs: list[list[tuple[float, ...]]] = []
    before = False
    for row, good in zip(rows, whole, strict=True):
        if good and not before:
            runs.append([])
        if good:
            runs[-1].append(tuple(float(v) for v in row))
        before = bool(good)
    return runs


def _more(more: dict[str, object]) -> str:
    return "".join(
        f' {key.replace("_", "-")}="{value if isinstance(value, str) else _n(value)}"'
        for key, value in more.items()
    )


def _n(value: object) -> str:
    number = round(float(value), 2)  # type: ignore[arg-type]  # numbers only come here
    return f"{number:g}" if abs(number) < 1e5 else f"{number:.0f}"
