"""Layers of a site at rest, cut along the strokes, with a measure laid over them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import Tissue, one_of
from strigil.reporting.drawing import lead, line, reachable, rect, text
from strigil.reporting.layers import LOOK
from strigil.reporting.scales import apart, nice_ticks
from strigil.reporting.tokens import var
from strigil.reporting.words import number

if TYPE_CHECKING:
    from strigil.treatment import LayerDose, SiteDoseMap

__all__ = ["SectionHeight", "layer_section", "section_height"]

Array = NDArray[np.float64]

_HIGH = 236.0  # of the section [px]
_BELOW = 1.6  # of the target's foot that is shown ...
_SHALLOWEST = 0.016  # ... but so much at least [m]


@dataclass(frozen=True, slots=True)
class SectionHeight:
    """How deep a section goes.

    Attributes
    ----------
    deepest : float
        Depth shown [m].
    pixels : float
        Its height on the drawing [px].
    """

    deepest: float
    pixels: float = _HIGH

    @property
    def scale(self) -> float:
        """Drawing length of one metre of depth [px/m]."""
        return self.pixels / self.deepest


def section_height(found: "SiteDoseMap") -> SectionHeight:
    """Return how deep a section goes: past the target, not to the end of a thick limb.

    Parameters
    ----------
    found : SiteDoseMap
        The map.
    """
    last = found.layers[-1].layer
    target = found.layers[found.target].layer
    wanted = max(_BELOW * (target.top + target.thickness), _SHALLOWEST)
    reached = max(wanted if target is not last else 2.5 * target.depth, _SHALLOWEST)
    return SectionHeight(min(last.top + last.thickness, reached))


def layer_section(
    found: "SiteDoseMap",
    values: Array,
    frame: tuple[float, float, float],
    *,
    unit: str,
    fill: Callable[[Array, Array], list[str]],
    section: Array,
) -> list[str]:
    """Return the layers with the measure over them, and their names at the right.

    Parameters
    ----------
    found : SiteDoseMap
        The map.
    values : ndarray
        The measure, layers x along x across [``unit``].
    frame : tuple of float
        Left and right end, and the line of the skin [px].
    unit : str
        Unit of the measure.
    fill : callable
        Makes the shapes of a field from its columns x rows and their places down.
    section : ndarray
        The measure along the cut, depths of the course x cells shown [``unit``].
    """
    left, right, skin = frame
    height = section_height(found)
    scale = height.scale
    shapes, rows, deeper = [], [], []
    for number_, one in enumerate(found.layers):
        top = skin + one.layer.top * scale
        most = float(values[number_].max())
        if one.layer.top >= height.deepest:
            deeper.append(f"{one.layer.name} {number(most, 2, unit)}")
            continue
        foot = min(top + one.layer.thickness * scale, skin + height.pixels)
        token, strength, _ = LOOK[one_of(Tissue, one.layer.tissue).kind]
        box = (left, top, right - left, foot - top)
        shapes.append(rect(*box, fill=var(token), fill_opacity=0.4 * strength))
        shapes += fill(*_rows(found, section, number_, (skin, scale, foot)))
        shapes.append(line(left, foot, right, foot, stroke=var("surface")))
        if one.layer.is_target:
            for y in (top, foot):
                look = {"stroke": var("olive"), "stroke_width": 2.5}
                shapes.append(line(left, y, right, y, **look))
        told = min(skin + one.layer.depth * scale, foot)
        tint = "olive" if one.layer.is_target else "muted"
        dash = {"stroke": var(tint), "stroke_dasharray": "2 5"}
        shapes.append(line(left, told, right, told, **dash))
        rows.append((told, one, most))
    shapes.append(line(left, skin, right, skin, stroke=var("ink"), stroke_width=2))
    shapes += _depths(left, skin, scale, height)
    foot = skin + height.pixels
    for down, said in zip((10, 24), _deeper(deeper), strict=False):
        place = (right + 18, foot + down)
        shapes.append(text(*place, said, fill="muted", font_size=12.5))
    return [*shapes, *_names(rows, right, (skin, foot), unit)]


def _deeper(names: list[str]) -> tuple[str, ...]:
    """Name what lies below the picture; nothing where all is drawn."""
    return ("deeper, not drawn:", ", ".join(names)) if names else ()


def _rows(
    found: "SiteDoseMap",
    section: Array,
    layer: int,
    frame: tuple[float, float, float],
) -> tuple[Array, Array]:
    """Return a layer's own part of the section, drawn out to its two borders."""
    skin, scale, foot = frame
    mine = found.course.layer == layer
    point = found.layers[layer].layer
    depth = found.course.depth[mine]
    down = skin + scale * np.concatenate(
        [[point.top], depth, [point.top + point.thickness]]
    )
    part = section[mine]
    whole = np.concatenate([part[:1], part, part[-1:]])
    shown = np.minimum(down, foot)
    return whole.T, shown


def _names(
    rows: list[tuple[float, "LayerDose", float]],
    right: float,
    ends: tuple[float, float],
    unit: str,
) -> list[str]:
    places = apart([row[0] for row in rows], 37.0, ends=(ends[0] + 12, ends[1] - 22))
    head = "most, at the dots"
    shapes = [text(right + 18, ends[0] - 12, head, fill="muted", font_size=12.5)]
    for (wanted, one, most), y in zip(rows, places, strict=True):
        name = one.layer.name[:1].upper() + one.layer.name[1:]
        tint = "olive" if one.layer.is_target else "ink"
        weight = 600 if one.layer.is_target else 400
        most_said = number(most, 2, unit)
        value = f"target: {most_said}" if one.layer.is_target else most_said
        words = text(
            right + 18, y + 3, name, fill=tint, font_weight=weight, font_size=14
        )
        words += text(right + 18, y + 19, value, fill="muted", font_size=12.5)
        shapes.append(lead(right + 2, wanted, right + 14, y, stroke=tint))
        depth = number(one.layer.depth * 1e3, 2, "mm")
        said = f"{name}, the target" if one.layer.is_target else name
        shapes.append(reachable(words, f"{said}: at most {most_said} at {depth} deep"))
    return shapes


def _depths(left: float, skin: float, scale: float, height: SectionHeight) -> list[str]:
    shapes = []
    for tick in nice_ticks(0.0, height.deepest * 1e3, 5):
        y = skin + tick * 1e-3 * scale
        said = f"{tick:g} mm" if tick == 0.0 else f"{tick:g}"
        shapes.append(
            text(left - 8, y + 4, said, anchor="end", font_size=12.5, fill="muted")
        )
        shapes.append(line(left - 5, y, left, y, stroke=var("muted")))
    return shapes
