"""A cross-section to scale: skin bent under an edge, layers under it, textures."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import Tissue, one_of
from strigil.reporting.drawing import area, hatch, path, rect, text
from strigil.reporting.frame import halo
from strigil.reporting.tokens import var

if TYPE_CHECKING:
    from strigil.mechanics import EdgeContact, LayerStrain

__all__ = ["LOOK", "Section", "interfaces", "layer_shapes", "nose", "textures"]

# Kind of tissue: fill token, how strong, and the direction and step of its texture.
LOOK: dict[str, tuple[str, float, tuple[float, float] | None]] = {
    "skin": ("force-moderate", 0.55, None),
    "scar": ("force-moderate", 0.75, (45.0, 5.0)),
    "fat": ("force-light", 0.5, None),
    "fascia": ("muted", 0.35, None),
    "muscle": ("force-firm", 0.3, (60.0, 9.0)),
    "tendon": ("force-light", 0.85, (90.0, 4.0)),
    "ligament": ("force-light", 0.85, (90.0, 4.0)),
}
_THINNEST = 0.9  # part of its thickness that a layer loses at most in a drawing
_MOST_SHARE = 1e3  # far above any ratio of indentation to what the layers give
_REACH = 600.0  # how far an instrument is drawn, beyond any clip [px]


@dataclass(frozen=True, slots=True)
class Section:
    """Where a cross-section lies on the drawing.

    Attributes
    ----------
    left, skin, width, height : float
        Left end, line of the unloaded skin, width, and height below the skin [px].
    scale : float
        Drawing length of one metre, the same across and down [px/m].
    bone : bool
        True when the last layer lies on bone.
    """

    left: float
    skin: float
    width: float
    height: float
    scale: float
    bone: bool

    @property
    def middle(self) -> float:
        """Place of the edge [px]."""
        return self.left + self.width / 2

    @property
    def bottom(self) -> float:
        """Lower end [px]."""
        return self.skin + self.height


def interfaces(
    contact: "EdgeContact", section: Section
) -> tuple[NDArray[np.float64], list[NDArray[np.float64]]]:
    """Return places [px] across, and down for the skin and the foot of each layer.

    Notes
    -----
    Under the edge the indentation is shared out over the layers in proportion to what
    each gives way, thickness times strain, so that bone stays where it is. Beside the
    edge the dent fades as 1 / (1 + (x / L)^2): that shape is an illustration, for the
    contact holds the line under the edge only.
    """
    across = np.linspace(-section.width / 2, section.width / 2, 121)
    x = np.abs(across) / section.scale
    reach = max(1.2 * contact.half_width.value, 0.18 * section.height / section.scale)
    lines, depth = [], 0.0
    for thickness, dent in zip(
        [0.0, *(layer.thickness for layer in contact.layers)],
        _dents(contact),
        strict=True,
    ):
        depth += thickness
        lines.append(depth + dent / (1 + (x / (reach + depth)) ** 2))
    places = [section.skin + line * section.scale for line in lines]
    if not section.bone:
        places[-1] = np.full_like(across, section.bottom)  # the last layer goes on
    return section.middle + across, [np.minimum(p, section.bottom) for p in places]


def _dents(contact: "EdgeContact") -> list[float]:
    """How far the skin and the foot of each layer go down under the edge [m]."""
    gives = [max(-lay.strain.value * lay.thickness, 0.0) for lay in contact.layers]
    thick = np.array([layer.thickness for layer in contact.layers])
    low, high = 0.0, _MOST_SHARE
    for _ in range(60):  # bisection: the share at which the layers give the indentation
        share = (low + high) / 2
        given = np.minimum(share * np.array(gives), _THINNEST * thick)
        low, high = (
            (share, high) if given.sum() < contact.indentation.value else (low, share)
        )
    under = np.cumsum([0.0, *given])
    return [max(contact.indentation.value - float(gone), 0.0) for gone in under]


def layer_shapes(contact: "EdgeContact", section: Section) -> list[str]:
    """Return the filled and textured layers, the target outlined, bone last."""
    across, lines = interfaces(contact, section)
    shapes = []
    for layer, top, foot in zip(contact.layers, lines, lines[1:], strict=False):
        if float(top.min()) >= section.bottom - 0.5:
            break
        fill, strength, texture = _look(layer)
        shapes.append(area(across, top, foot, fill=var(fill), fill_opacity=strength))
        if texture:
            paint = f"url(#{_pattern(layer)}@uid@)"
            shapes.append(area(across, top, foot, fill=paint))
        shapes.append(path(across, foot, stroke=var("surface"), stroke_width=1))
    shapes += _target(contact, across, lines)
    shapes.append(path(across, lines[0], stroke=var("ink"), stroke_width=2))
    return shapes + _bone(section, float(lines[-1].max()))


def textures(contacts: Sequence["EdgeContact"]) -> list[str]:
    """Return the definitions of the patterns that the layers use."""
    looks = {_pattern(lay): _look(lay)[2] for c in contacts for lay in c.layers}
    found = [
        hatch(name, "muted", step=texture[1], turn=texture[0], weight=0.6)[0]
        for name, texture in looks.items()
        if texture
    ]
    return [*found, hatch("bone", "muted", step=5, turn=45, weight=1)[0]]


def _target(
    contact: "EdgeContact",
    across: NDArray[np.float64],
    lines: list[NDArray[np.float64]],
) -> list[str]:
    names = [layer.name for layer in contact.layers]
    if contact.target.structure not in names:
        return []
    row = names.index(contact.target.structure)
    return [
        path(across, line, stroke=var("olive"), stroke_width=2.5)
        for line in lines[row : row + 2]
    ]


def _bone(section: Section, foot: float) -> list[str]:
    if not section.bone or foot >= section.bottom - 0.5:
        return []
    high = section.bottom - foot
    shapes = [
        rect(section.left, foot, section.width, high, fill=var("sunk")),
        rect(section.left, foot, section.width, high, fill="url(#bone@uid@)"),
    ]
    if high > 30:
        shapes.append(
            text(section.left + 14, foot + high / 2 + 5, "bone", **halo("sunk"))
        )
    return shapes


def _kind(layer: "LayerStrain") -> str:
    return one_of(Tissue, layer.tissue).kind


def _look(layer: "LayerStrain") -> tuple[str, float, tuple[float, float] | None]:
    return LOOK[_kind(layer)]


def _pattern(layer: "LayerStrain") -> str:
    return f"tissue-{_kind(layer)}"


def nose(
    middle: tuple[float, float],
    radius: float,
    *,
    angle: float,
    wedge: float,
    thickness: float,
) -> str:
    """Return the outline of an edge whose rounded nose lies around a middle.

    Parameters
    ----------
    middle : tuple of float
        Middle of the nose's circle [px].
    radius : float
        Of the nose [px].
    angle : float
        Between the edge's plane and the skin [rad].
    wedge : float
        Included angle of the wedge behind the nose [rad].
    thickness : float
        Of the plate that the wedge ends in [px].

    Returns
    -------
    str
        Path commands.
    """
    half, origin = wedge / 2, np.array(middle)
    along = np.array([math.cos(angle), -math.sin(angle)])
    side = np.array([math.sin(angle), math.cos(angle)])
    rise = max(thickness / 2 - radius * math.cos(half), 0.0)
    run = rise / math.tan(half) if half > 0 else 0.0
    corners = []
    for sign in (1, -1):
        touch = origin + radius * (
            sign * side * math.cos(half) - along * math.sin(half)
        )
        shoulder = touch + run * along + sign * rise * side
        corners.append((touch, shoulder, shoulder + _REACH * along))
    (a, wide_a, far_a), (b, wide_b, far_b) = corners
    places = [f"{x:.1f} {y:.1f}" for x, y in (far_a, wide_a, a, b, wide_b, far_b)]
    arc = f"A{radius:.1f} {radius:.1f} 0 0 1 {places[3]}"
    return f"M{'L'.join(places[:3])}{arc}L{'L'.join(places[4:])}Z"
