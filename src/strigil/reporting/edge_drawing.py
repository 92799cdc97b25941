"""A treatment edge to scale: its run in plan at the left, its nose at the right."""

import math
from typing import TYPE_CHECKING

from strigil.reporting.drawing import circle, drawing, line, smooth, text
from strigil.reporting.layers import nose
from strigil.reporting.tokens import var

if TYPE_CHECKING:
    from strigil.catalogue import TreatmentEdge

__all__ = ["edge_drawing"]

# The box, and where skin and nose meet in it [px].
_WIDTH, _HEIGHT, _SKIN = 320.0, 118.0, 82.0
_PLAN = (14.0, 188.0)  # left and right end of the run in plan [px]
_SECTION = 262.0  # middle of the nose [px]
# Scales [px/mm]: the same for every edge that fits, so that edges can be compared.
_PLAN_SCALE, _SECTION_SCALE = 1.0, 4.0
_LARGEST_NOSE, _DEEPEST_CURVE = 36.0, 44.0  # [px]
_BODY = 20.0  # height of the instrument's body behind its edge in plan [px]


def edge_drawing(edge: "TreatmentEdge", called: str = "") -> str:
    """Draw an edge from its geometry.

    Parameters
    ----------
    edge : TreatmentEdge
        The edge; its best estimates are drawn.
    called : str
        Its name in the title; its own when empty.

    Returns
    -------
    str
        SVG text. Edges drawn side by side are to one scale, unless very long or blunt.

    Examples
    --------
    >>> from strigil.catalogue import one_of, TreatmentEdge
    >>> edge_drawing(one_of(TreatmentEdge, "scanner.convex"))[:4]
    '<svg'
    """
    name = called or edge.name
    sizes = [
        f"{edge.form}, {_mm(edge.length.value)} long",
        f"nose radius {_mm(edge.radius.value)}",
    ]
    if edge.plan_radius:
        sizes.append(f"curve of {_mm(edge.plan_radius.value)} radius in plan")
    if edge.bevel_angle:
        bevel = math.degrees(edge.bevel_angle.value)
        sizes.append(f"{edge.bevel} bevel of {bevel:.0f} degrees")
    return drawing(
        _WIDTH,
        _HEIGHT,
        title=name,
        desc=f"{', '.join(sizes)}.",
        body=[*_in_plan(edge), *_across(edge)],
    )


def _in_plan(edge: "TreatmentEdge") -> list[str]:
    length, middle = edge.length.value * 1e3, sum(_PLAN) / 2
    scale = min(_PLAN_SCALE, (_PLAN[1] - _PLAN[0]) / length)
    half, sag = length * scale / 2, 0.0
    if edge.plan_radius:
        radius = edge.plan_radius.value * 1e3
        turn = min(length / radius / 2, math.pi / 2)
        half, sag = radius * math.sin(turn) * scale, radius * (1 - math.cos(turn))
        sag = min(sag * scale, _DEEPEST_CURVE)
    down = {"convex": 1.0, "concave": -1.0}.get(edge.form, 0.0)
    ends = _SKIN - sag if down > 0 else _SKIN  # its lowest point lies on the skin
    bend = ends + 2 * down * sag
    curve = f"Q{middle:.1f} {bend:.1f} {middle + half:.1f} {ends:.1f}"
    if edge.form == "knob":
        half = max(half, 2.0)
        curve = (
            f"C{middle - half:.1f} {_SKIN + half * 0.4:.1f} {middle + half:.1f} "
            f"{_SKIN + half * 0.4:.1f} {middle + half:.1f} {ends:.1f}"
        )
    top = min(ends, ends + down * sag) - _BODY
    body = f"M{middle - half:.1f} {ends:.1f}{curve}V{top:.1f}H{middle - half:.1f}Z"
    rim = f"M{middle - half:.1f} {ends:.1f}{curve}"
    return [
        smooth(body, fill=var("bronze-soft"), stroke="none"),
        smooth(rim, fill="none", stroke=var("bronze"), stroke_width=2.5),
        *_size(middle - half, middle + half, _mm(edge.length.value)),
    ]


def _size(left: float, right: float, words: str) -> list[str]:
    y, ink = _SKIN + 14, {"stroke": var("muted"), "stroke_width": 1}
    return [
        line(left, y, right, y, **ink),
        line(left, y - 3, left, y + 3, **ink),
        line(right, y - 3, right, y + 3, **ink),
        text((left + right) / 2, y + 17, words, fill="muted", anchor="middle"),
    ]


def _across(edge: "TreatmentEdge") -> list[str]:
    radius = edge.radius.value * 1e3 * _SECTION_SCALE
    radius = min(radius, _LARGEST_NOSE)
    middle = (_SECTION, _SKIN - radius)
    wedge = edge.bevel_angle.value if edge.bevel_angle else 0.0
    thick = max(4.5 * _SECTION_SCALE, 2 * radius)  # of a plate of 4 to 5 mm
    shape = nose(middle, radius, angle=math.pi / 2, wedge=wedge, thickness=thick)
    muted = var("muted")
    around = circle(*middle, radius, fill="none", stroke=muted, stroke_dasharray="3 3")
    return [
        line(_SECTION - 46, _SKIN, _SECTION + 46, _SKIN, stroke=var("line")),
        smooth(shape, fill=var("bronze-soft"), stroke=var("bronze"), stroke_width=2),
        around,
        text(
            _SECTION,
            _SKIN + 31,
            f"nose {_mm(edge.radius.value)}",
            fill="muted",
            anchor="middle",
        ),
    ]


def _mm(metres: float) -> str:
    return f"{metres * 1e3:.3g} mm"
