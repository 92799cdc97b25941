"""What an edge does at depth, drawn as a cross-section to scale."""

import math
import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING

from strigil.catalogue import BodySite, one_of
from strigil.intervals import Interval
from strigil.reporting.contact_words import (
    described,
    edge_of,
    named,
    notes_of,
    place_of,
    titled,
)
from strigil.reporting.drawing import (
    arrow,
    drawing,
    lead,
    line,
    point,
    rect,
    smooth,
    text,
)
from strigil.reporting.frame import heading
from strigil.reporting.layers import Section, layer_shapes, nose, textures
from strigil.reporting.scales import Scale, apart, range_of, scale_to
from strigil.reporting.tokens import var
from strigil.reporting.words import number, spread

if TYPE_CHECKING:
    from strigil.mechanics import EdgeContact, LayerStrain

__all__ = ["contact_chart"]

_SKIN, _DEEP, _GAP = 216.0, 232.0, 44.0  # skin line, height below it, row gap [px]
_TOP = 118.0  # upper end of the cross-section [px]
# What is drawn of the depth, so that skin stays visible and an edge has room [m].
_SHALLOWEST, _DEEPEST = 0.014, 0.05
_HAND_RADIUS = 0.009  # outline of a thumb or knuckle, in the drawing only [m]
_BARS = 204.0  # width of the strain bars [px]
_PLATE = 0.004  # thickness behind the wedge, in the drawing only [m]


def contact_chart(contact: "EdgeContact", against: "EdgeContact | None" = None) -> str:
    """Draw a contact as a cross-section with the strain of each layer beside it.

    Parameters
    ----------
    contact : EdgeContact
        What the edge does.
    against : EdgeContact or None
        A second contact on the same site, such as the thumb with the same force.

    Returns
    -------
    str
        SVG.
    """
    both = [contact] if against is None else [contact, against]
    across = 372.0 if against is None else 264.0
    right = 40 + len(both) * (across + 14)
    width = right + 352
    sections = [_section(c, 40 + i * (across + 14), across) for i, c in enumerate(both)]
    scale = min(s.scale for s in sections)
    sections = [_rescaled(s, scale) for s in sections]
    body = [*textures(both), *_heading(contact)]
    for each, section in zip(both, sections, strict=True):
        body += _cross_section(each, section)
    body += _depth_axis(sections[0])
    body += _strains(both, sections[-1], right)
    foot, height = _footer(both, width)
    return drawing(
        width, height, title=titled(contact), desc=described(both), body=[*body, *foot]
    )


def _section(contact: "EdgeContact", left: float, across: float) -> Section:
    total = sum(layer.thickness for layer in contact.layers)
    bone = one_of(BodySite, contact.site).base == "rigid"
    most = max(_DEEPEST, contact.target.depth * 1.2)
    shown = max(min(total * 1.06, most), _SHALLOWEST)
    return Section(left, _SKIN, across, _DEEP, _DEEP / shown, bone)


def _rescaled(section: Section, scale: float) -> Section:
    return Section(
        section.left, section.skin, section.width, section.height, scale, section.bone
    )


def _heading(contact: "EdgeContact") -> list[str]:
    return heading(place_of(contact), f"pressed with {number(contact.force, 2, 'N')}")


def _cross_section(contact: "EdgeContact", section: Section) -> list[str]:
    clip = f"clip{round(section.left)}@uid@"
    high = section.bottom - _TOP
    box = rect(section.left, _TOP, section.width, high, rx=10)
    dent = section.skin + contact.indentation.value * section.scale
    shapes = [
        f'<defs><clipPath id="{clip}">{box}</clipPath></defs>',
        f'<g clip-path="url(#{clip})">',
        rect(section.left, _TOP, section.width, high, fill=var("sunk")),
        *layer_shapes(contact, section),
        _instrument(contact, section, dent),
        "</g>",
        line(
            section.left,
            section.skin,
            section.left + section.width,
            section.skin,
            stroke=var("muted"),
            stroke_dasharray="2 4",
        ),
    ]
    return [*shapes, *_force(contact, section, dent)]


def _instrument(contact: "EdgeContact", section: Section, dent: float) -> str:
    edge = edge_of(contact)
    radius = (_HAND_RADIUS if edge is None else edge.radius.value) * section.scale
    wedge = edge.bevel_angle.value if edge and edge.bevel_angle else 0.0
    shape = nose(
        (section.middle, dent - radius),
        radius,
        angle=contact.angle,
        wedge=wedge,
        thickness=max(_PLATE * section.scale, 2 * radius),
    )
    fill = var("force-light" if edge is None else "bronze")
    return smooth(shape, fill=fill, stroke=var("ink"), stroke_width=1.2)


def _force(contact: "EdgeContact", section: Section, dent: float) -> list[str]:
    x, left = section.left + 54, section.left
    length = 34 + 22 * min(contact.force / 20.0, 1.0)
    called, angle = named(contact), math.degrees(contact.angle)
    right = section.left + section.width - 12
    inward = spread(contact.indentation, 1e3, "mm")
    mid = section.skin - 4 - length / 2
    newtons = number(contact.force, 2, "N")
    ink = {"stroke": var("ink"), "stroke_width": 2}
    return [
        text(left, 66, called[:1].upper() + called[1:], font_weight=600),
        text(left, 85, f"peak pressure {spread(contact.peak_pressure, 1e-3, 'kPa')}"),
        text(left, 104, f"presses in {inward}, at {angle:.0f}°"),
        arrow(x, section.skin - 8, length),
        text(x - 12, mid, newtons, anchor="end", font_weight=600),
        line(right, section.skin, right, dent, **ink),
        line(right - 5, dent, right + 5, dent, **ink),
    ]


def _depth_axis(section: Section) -> list[str]:
    depth = section.height / section.scale * 1e3
    scale = Scale(0.0, depth, section.skin, section.bottom)
    marks = [
        text(34, scale(t) + 4, f"{t:g}", anchor="end", font_size=11, fill="muted")
        for t in scale.ticks(5)
    ]
    return [
        *marks,
        text(34, section.skin - 12, "mm", anchor="end", font_size=11, fill="muted"),
    ]


def _strains(both: list["EdgeContact"], section: Section, left: float) -> list[str]:
    seen = [lay for lay in both[0].layers if _top(lay, section) < section.bottom - 1]
    wanted = [_middle(layer, section) for layer in seen]
    rows = apart(
        wanted, _GAP + 12 * (len(both) - 1), ends=(_TOP + 22, section.bottom - 26)
    )
    ends = range_of(
        *[(-i.low, -i.high) for c in both for i in _intervals(c)], least=0.0
    )
    scale = scale_to((ends[0] * 100, ends[1] * 100), left + 16, left + _BARS)
    shapes = [
        text(left + 16, 66, "Strain of each layer", font_weight=600),
        text(left + 16, 85, "with 90 % interval; compression −", fill="muted"),
    ]
    for i, (layer, want, row) in enumerate(zip(seen, wanted, rows, strict=True)):
        edge = section.left + section.width
        shapes.append(lead(edge, want, left + 10, row, stroke="muted"))
        shapes += _row(both, i, row=row, scale=scale)
        if layer.name == both[0].target.structure:
            shapes.append(rect(left + 4, row - 17, 4, 34, fill=var("olive"), rx=2))
    return shapes


def _intervals(contact: "EdgeContact") -> list[Interval]:
    return [layer.strain for layer in contact.layers]


def _row(both: list["EdgeContact"], i: int, *, row: float, scale: Scale) -> list[str]:
    layer = both[0].layers[i]
    target = layer.name == both[0].target.structure
    name = layer.name[:1].upper() + layer.name[1:]
    said = f"{name}, {number(layer.thickness * 1e3, 2)} mm"
    shapes = [
        text(
            scale.start,
            row - 4,
            f"{said} · target" if target else said,
            fill="olive" if target else "ink",
            font_weight=600 if target else 400,
        )
    ]
    zero = (scale(0), row + 2, scale(0), row + 12 * len(both))
    shapes.append(line(*zero, stroke=var("muted")))
    for k, contact in enumerate(both):
        strain, y = contact.layers[i].strain, row + 7 + 12 * k
        tint = {"fill": var("bronze" if k == 0 else "surface"), "stroke": var("bronze")}
        name = f"{layer.name}, {named(contact)}: strain {spread(strain, 100.0, '%')}"
        x1, x2 = sorted((scale(0), scale(-strain.value * 100)))
        lows = sorted((scale(-strain.low * 100), scale(-strain.high * 100)))
        shapes += [
            rect(x1, y - 3, x2 - x1, 6, **tint),
            line(*(lows[0], y, lows[1], y), stroke=var("ink"), stroke_width=1.5),
            point(x2, y, name, radius=3.5),
            text(
                lows[1] + 8,
                y + 4,
                spread(strain, 100.0, "%"),
                font_size=11,
                fill="muted",
            ),
        ]
    return shapes


def _top(layer: "LayerStrain", section: Section) -> float:
    return section.skin + (layer.depth - layer.thickness / 2) * section.scale


def _middle(layer: "LayerStrain", section: Section) -> float:
    top = _top(layer, section)
    foot = min(top + layer.thickness * section.scale, section.bottom)
    return (top + foot) / 2


def _footer(both: list["EdgeContact"], width: float) -> tuple[list[str], float]:
    y, shapes = _SKIN + _DEEP + 28, []
    for contact in both:
        said = (
            f"{named(contact)}: contact {spread(contact.half_width, 2e3, 'mm')} wide, "
            f"{spread(contact.contact_length, 1e3, 'mm')} long; mean pressure "
            f"{spread(contact.mean_pressure, 1e-3, 'kPa')}"
        )
        for part in textwrap.wrap(said[:1].upper() + said[1:], int(width / 7)):
            shapes.append(text(24, y, part, fill="muted"))
            y += 19
    for warning in notes_of([replace(one, stress=None) for one in both]):
        for part in textwrap.wrap(warning, int(width / 7)):
            shapes.append(text(24, y, part, fill="warn"))
            y += 18
    return shapes, y + 4
