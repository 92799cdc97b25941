"""A dose map drawn: the skin from above, and the layers below along one cut."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from strigil.reporting.dose_map_words import PER_CM2, dose_map_said, place_said
from strigil.reporting.drawing import drawing, line, path, point, rect, smooth, text
from strigil.reporting.frame import heading
from strigil.reporting.isolines import outline
from strigil.reporting.layer_section import layer_section, section_height
from strigil.reporting.scales import nice_ticks
from strigil.reporting.tokens import var
from strigil.reporting.words import number, plain

if TYPE_CHECKING:
    from strigil.treatment import SiteDoseMap

__all__ = ["dose_map_chart", "dose_map_panels"]

Array = NDArray[np.float64]

_WIDTH, _LEFT, _PLOT, _TOP = 530.0, 48.0, 320.0, 90.0
_TALLEST = 230.0  # of the patch [px]
_ROUND = 0.006  # of skin shown round what was touched [m]
_STEPS = 6  # of a colour scale
_STEP_INK = "0.24"  # each step of the scale lies on those below it
_FOOT = 46.0
_LETTERS = 140  # of a line of words under the whole picture


@dataclass(frozen=True, slots=True)
class _Panel:
    """One picture, before it is put on paper."""

    title: str
    aside: str
    said: str
    body: Sequence[str]
    height: float


def dose_map_panels(found: "SiteDoseMap") -> dict[str, str]:
    """Draw a dose map as four pictures that stand for themselves.

    Parameters
    ----------
    found : SiteDoseMap
        The map.

    Returns
    -------
    dict of str
        SVG of ``passes`` and ``impulse`` from above, ``highest`` and ``summed``
        compression along a cut through the layers.
    """
    return {
        name: drawing(
            _WIDTH,
            panel.height,
            title=panel.title,
            desc=panel.said,
            body=[*heading(panel.title, panel.aside), *panel.body],
        )
        for name, panel in _panels(found).items()
    }


def dose_map_chart(found: "SiteDoseMap") -> str:
    """Draw a dose map as one picture: skin above, layers below.

    Parameters
    ----------
    found : SiteDoseMap
        The map.

    Returns
    -------
    str
        SVG.
    """
    panels = list(_panels(found).values())
    heights = [max(p.height for p in panels[i : i + 2]) for i in (0, 2)]
    body = []
    for i, panel in enumerate(panels):
        x, y = (i % 2) * _WIDTH, (i // 2) * heights[0]
        inside = "".join([*heading(panel.title, panel.aside), *panel.body])
        body.append(f'<g transform="translate({x:g} {y:g})">{inside}</g>')
    foot = sum(heights)
    told = [*dose_map_said(found), f"Cannot be said. {found.cannot_say[0]}"]
    notes = [part for said in told for part in textwrap.wrap(said, _LETTERS)]
    body += [
        text(24, foot + 20 + 20 * i, said, fill="muted") for i, said in enumerate(notes)
    ]
    return drawing(
        2 * _WIDTH,
        foot + 20 + 20 * len(notes),
        title="Dose on the skin and in the layers below",
        desc=" ".join(told),
        body=body,
    )


def _panels(found: "SiteDoseMap") -> Mapping[str, _Panel]:
    passes = np.asarray(found.passes, dtype=float)
    touched = np.where(passes > 0, found.impulse * PER_CM2, 0.0)
    highest, summed = found.highest_strain * 100.0, found.strain_time * 100.0
    return {
        "passes": _above(found, passes, "Passes", "strokes over each place"),
        "impulse": _above(found, touched, "Impulse", "N·s per cm²"),
        "highest": _below(found, highest, "Highest compression", "%"),
        "summed": _below(found, summed, "Compression over time", "% · s"),
    }


def _above(found: "SiteDoseMap", values: Array, title: str, unit: str) -> _Panel:
    view, x, y, scale = _view(found)
    shown = values[view]
    levels = _levels(shown, whole=unit.startswith("strokes"))
    px, py = _LEFT + x * scale, _TOP + y * scale
    right, foot = float(px[-1] + px[0] - _LEFT), float(py[-1] + py[0] - _TOP)
    body = [
        *_legend(levels, "bronze"),
        rect(_LEFT, _TOP, right - _LEFT, foot - _TOP, fill=var("sunk")),
        *_filled(shown, px, py, levels, "bronze"),
        rect(_LEFT, _TOP, right - _LEFT, foot - _TOP, fill="none", stroke=var("line")),
        *_cut(found, view, py, right),
        *_most(found, view, px, py),
        *_along_axis(found, scale, right, foot),
        *_across_axis(scale, foot),
    ]
    how = "" if found.placing == "measured" else "Places are assumed. "
    said = f"{how}{title}, {unit}, from above. {' '.join(dose_map_said(found)[:2])}"
    return _Panel(f"{title}, from above", unit, said, body, foot + _FOOT)


def _below(found: "SiteDoseMap", values: Array, title: str, unit: str) -> _Panel:
    (along, _), x, _, scale = _view(found)
    section = found.section(values)[:, along]
    px = _LEFT + x * scale
    right = float(px[-1] + px[0] - _LEFT)
    height = section_height(found)
    levels = _levels(section[found.course.depth <= height.deepest], whole=False)
    larger = f"; depth is drawn {number(height.scale / scale, 2)} times as large"
    body = [
        *_legend(levels, "series"),
        *layer_section(
            found,
            values,
            (_LEFT, right, _TOP),
            unit=unit,
            fill=lambda shown, down: _filled(shown, px, down, levels, "series"),
            section=section,
        ),
        *_along_axis(found, scale, right, _TOP + height.pixels, also=larger),
    ]
    peaks = ", ".join(
        f"{one.layer.name} {number(float(values[i].max()), 2, unit)}"
        f" at {number(one.layer.depth * 1e3, 2, 'mm')}"
        for i, one in enumerate(found.layers)
    )
    said = (
        f"{title} by depth, along the line of the target's most. Most in each layer, "
        f"at its dotted depth: {peaks}. Computed by a model, not calibrated on people."
    )
    return _Panel(f"{title}, by depth", unit, said, body, _TOP + height.pixels + _FOOT)


def _view(
    found: "SiteDoseMap",
) -> tuple[tuple[slice, slice], Array, Array, float]:
    """Return the cells shown, their places from the corner [m] and the scale [px/m]."""
    cell = found.patch.cell
    more = max(round(_ROUND / cell), 1)
    slices, places = [], []
    for field, count in zip(found.field, found.patch.cells, strict=True):
        first, last = max(field.start - more, 0), min(field.stop + more, count)
        slices.append(slice(first, last))
        places.append(cell * (np.arange(last - first) + 0.5))
    x, y = places
    scale = min(_PLOT / (x.size * cell), _TALLEST / (y.size * cell))
    return (slices[0], slices[1]), x, y, scale


def _levels(values: Array, *, whole: bool) -> tuple[float, ...]:
    """Return the steps of the colour scale, from 0 to above the highest value."""
    most = float(values.max()) or 1.0
    ticks = nice_ticks(0.0, most, _STEPS)
    if whole:
        ticks = tuple(dict.fromkeys(float(round(tick)) for tick in ticks))
    step = ticks[1] - ticks[0] if len(ticks) > 1 else most
    return ticks if ticks[-1] >= most else (*ticks, ticks[-1] + step)


def _filled(
    values: Array, px: Array, py: Array, levels: Sequence[float], ink: str
) -> list[str]:
    """Return a pale field for each step, one on the other."""
    shapes = []
    for level in levels[:-1]:
        # The lowest step begins where there is anything at all.
        start = level if level > 0.0 else 0.25 * levels[1]
        d = outline(values, px, py, start)
        look = {"fill": var(ink), "fill_opacity": _STEP_INK, "fill_rule": "evenodd"}
        shapes += [smooth(d, **look)] if d else []
    return shapes


def _legend(levels: Sequence[float], ink: str) -> list[str]:
    wide = 240.0 / (len(levels) - 1)
    shapes = []
    for i in range(len(levels) - 1):
        x = _LEFT + i * wide
        long = 240.0 - i * wide
        shapes.append(rect(x, 46, long, 10, fill=var(ink), fill_opacity=_STEP_INK))
    for i, level in enumerate(levels):
        x = _LEFT + i * wide
        shapes.append(line(x, 46, x, 60, stroke=var("muted")))
        said = plain(level)
        shapes.append(text(x, 74, said, anchor="middle", font_size=12.5, fill="muted"))
    return shapes


def _cut(
    found: "SiteDoseMap", view: tuple[slice, slice], py: Array, right: float
) -> list[str]:
    row = found.cut - view[1].start
    if not 0 <= row < py.size:
        return []
    y = float(py[row])
    dashed = line(_LEFT, y, right, y, stroke=var("ink"), stroke_dasharray="6 4")
    return [dashed, text(right + 8, y + 4, "cut by depth", font_size=13, fill="muted")]


def _most(
    found: "SiteDoseMap", view: tuple[slice, slice], px: Array, py: Array
) -> list[str]:
    if found.placing == "assumed":
        words = "Places are assumed."
        return [text(_LEFT + 258, 56, words, font_size=13, fill="warn")]
    at = np.unravel_index(int(np.argmax(found.impulse)), found.impulse.shape)
    x = float(px[int(at[0]) - view[0].start])
    y = float(py[int(at[1]) - view[1].start])
    return [point(x, y, f"most impulse: {place_said(found)}", radius=4.5)]


def _along_axis(
    found: "SiteDoseMap", scale: float, right: float, foot: float, *, also: str = ""
) -> list[str]:
    start = _LEFT + _before(found, 0) * scale
    shapes = [line(_LEFT, foot, right, foot, stroke=var("muted"))]
    for tick in nice_ticks(0.0, (right - start) / scale * 1e3, 6):
        x = start + tick * 1e-3 * scale
        shapes.append(line(x, foot, x, foot + 5, stroke=var("muted")))
        said = f"{tick:g}"
        shapes.append(
            text(x, foot + 19, said, anchor="middle", font_size=12.5, fill="muted")
        )
    words = f"mm along the strokes{also}"
    return [*shapes, text(start, foot + 37, words, font_size=13, fill="muted")]


def _before(found: "SiteDoseMap", axis: int) -> float:
    """Return how much is shown before the field begins [m]."""
    cell = found.patch.cell
    more: int = min(max(round(_ROUND / cell), 1), found.field[axis].start)
    return cell * more


def _across_axis(scale: float, foot: float) -> list[str]:
    ten = 0.01 * scale
    x = _LEFT - 12
    across = [(x - 4, x + 4, y) for y in (foot, foot - ten)]
    ends = [line(a, y, b, y, stroke=var("muted")) for a, b, y in across]
    bar = path([x, x], [foot, foot - ten], stroke=var("muted"))
    middle = foot - ten / 2
    words = [
        text(x - 6, middle + down, said, anchor="end", font_size=12.5)
        for said, down in (("10", -2), ("mm", 11))
    ]
    return [bar, *ends, *words]
