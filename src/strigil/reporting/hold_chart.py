"""A contact pressed in, held and let go, drawn over time: how deep, and the target."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import BodySite, one_of
from strigil.reporting.drawing import area, drawing, line, path, text
from strigil.reporting.frame import Frame, grid, heading, x_axis
from strigil.reporting.scales import Scale, nice_ticks, range_of, scale_to
from strigil.reporting.tokens import var
from strigil.reporting.words import number, spread

if TYPE_CHECKING:
    from strigil.mechanics import HeldContact, RateCourse

__all__ = ["hold_chart"]

Array = NDArray[np.float64]
_Where = tuple[Array, Scale, tuple[float, float]]

_WIDTH, _LEFT, _RIGHT = 760.0, 86.0, 724.0
# Upper and lower ends of the two panels [px].
_DEPTH, _STRAIN = (86.0, 236.0), (296.0, 446.0)
_HEIGHT = 530.0
# A phase narrower than this has no room for its word [px].
_NARROW = 80.0


def hold_chart(held: "HeldContact") -> str:
    """Draw how deep an edge is and how much the target is strained, over time.

    Parameters
    ----------
    held : HeldContact
        The edge, pressed in, held and let go.

    Returns
    -------
    str
        SVG.
    """
    site = one_of(BodySite, held.site)
    time = np.asarray(held.time, dtype=float)
    x = Scale(0.0, float(time[-1]), _LEFT, _RIGHT)
    rise, hold, release = held.times
    said = f"{number(held.force.max(), 2, 'N')} by {held.indenter}"
    body = [*heading(site.name, said), *_phases(held, x)]
    body += _panel("Indentation [mm]", held.indentation, 1e3, (time, x, _DEPTH))
    strain = f"Compression of the {held.target} [%]"
    body += _panel(strain, held.target_strain, -100.0, (time, x, _STRAIN))
    ticks = nice_ticks(0.0, float(time[-1]), 7)
    labels = [(t, f"{t:g} s" if t == 0 else f"{t:g}") for t in ticks]
    body += x_axis(Frame(x, Scale(0, 1, _STRAIN[1], _STRAIN[0])), labels, y=468)
    notes = (
        f"The force rises in {rise:g} s, is held {hold:g} s and falls in {release:g} "
        "s. Line: median, in its 90 % interval.",
        "How tissue eases comes from animals and estimates: an illustration, not "
        "calibrated.",
    )
    for row, note in enumerate(notes):
        body.append(text(24, 496 + 18 * row, note, fill="muted", font_size=12))
    return drawing(
        _WIDTH,
        _HEIGHT,
        title=f"{site.name}: pressed, held and let go",
        desc=_said(held),
        body=body,
    )


def _panel(title: str, course: "RateCourse", factor: float, where: _Where) -> list[str]:
    time, x, (top, foot) = where
    middle = factor * course.median
    low, high = sorted((factor * course.low, factor * course.high), key=np.mean)
    frame = Frame(x, scale_to(range_of(low, high, least=0.0), foot, top))
    across, y = x.many(time), frame.y
    edge = {"stroke": var("series"), "stroke_width": 0.8, "stroke_opacity": "0.5"}
    return [
        text(_LEFT, top - 14, title, font_weight=600),
        *grid(frame, 4),
        area(
            across, y.many(low), y.many(high), fill=var("series"), fill_opacity="0.16"
        ),
        path(across, y.many(low), **edge),
        path(across, y.many(high), **edge),
        path(across, y.many(middle), stroke=var("series"), stroke_width=2.5),
    ]


def _phases(held: "HeldContact", x: Scale) -> list[str]:
    """Return lines where the force stops rising, begins to fall and is gone."""
    ends = [*np.cumsum([0.0, *held.times]), x.high]
    shapes = []
    for place in ends[1:4]:
        at = x(place)
        shapes.append(line(at, _DEPTH[0], at, _STRAIN[1], stroke_dasharray="2 4"))
    words = ("force rises", "held", "force falls", "comes back")
    for word, start, end in zip(words, ends[:-1], ends[1:], strict=True):
        if x(end) - x(start) > _NARROW:
            middle = (x(start) + x(end)) / 2.0
            shapes.append(
                text(middle, _DEPTH[1] + 20, word, anchor="middle", fill="muted")
            )
    return shapes


def _said(held: "HeldContact") -> str:
    return (
        f"Pressed in {spread(held.pressed.indentation, 1e3, 'mm')}; held, "
        f"{spread(held.creep, 100.0, '%')} deeper; when the force is gone a dent of "
        f"{spread(held.left, 1e3, 'mm')} is left. Strain of the {held.target} grows by "
        f"{spread(held.strain_creep, 100.0, '%')}."
    )
