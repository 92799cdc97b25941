"""Plans beside each other: what each may make of it, against no IASTM."""

from textwrap import shorten
from typing import TYPE_CHECKING

from strigil.reporting.drawing import drawing, line, reachable, rect, text
from strigil.reporting.named import edge_named
from strigil.reporting.scales import Scale, scale_to
from strigil.reporting.table import Table
from strigil.reporting.tokens import var
from strigil.reporting.words import number

if TYPE_CHECKING:
    from strigil.intervals import Interval
    from strigil.planning import PlanTried, WhatIf

__all__ = ["plan_name", "what_if_chart", "what_if_table"]

_WIDTH, _LEFT, _TOP, _ROW = 720.0, 310.0, 84.0, 34.0
_LETTERS = 44  # of a name that fit beside its interval
_THICK, _POINT = 4.0, 10.0  # of an interval and its middle [px]
_WORDS = {
    "word": "not firmer than {}",
    "edge": "with {}",
    "time": "{} times the contact",
    "visits_per_week": "{} visits a week",
    "visits": "{} visits in all",
}


def plan_name(one: "PlanTried") -> str:
    """Return what a plan is, in words.

    Parameters
    ----------
    one : PlanTried
        The plan or a change of it.
    """
    if not one.name:
        return "The plan"
    if not one.sessions:
        return "No further IASTM"
    parts = [part.partition("=") for part in one.name.split()]
    said = ", ".join(_part_said(name, value) for name, _, value in parts)
    return said[0].upper() + said[1:]


def _part_said(name: str, value: str) -> str:
    if (name, value) == ("visits_per_week", "1"):
        return "once a week"
    if name == "edge":
        value = edge_named(value)
    return _WORDS[name].format(value)


def what_if_chart(found: "WhatIf") -> str:
    """Draw each plan's difference to care without IASTM, with its interval.

    Parameters
    ----------
    found : WhatIf
        The plan and its changes.

    Returns
    -------
    str
        SVG. The shaded band is less than what matters to patients, where that is known.
    """
    ends = [v for one in found.plans for v in _ends(one.against_none)]
    ends += [-(found.least or 0.0), found.least or 0.0]
    low, high = min(ends), max(ends)
    margin = 0.06 * (high - low or 1.0)
    along = scale_to((low - margin, high + margin), _LEFT, _WIDTH - 12.0)
    foot = _TOP + _ROW * len(found.plans)
    unit = "points" if found.unit == "point" else found.unit
    label = found.label[0].upper() + found.label[1:]
    title = f"{label}, day {found.days:g}: with IASTM minus without"
    key = f"Middle and 90 % interval [{unit}]. {_band_said(found)}"
    body = [
        text(0, 20, title, font_size=18, font_weight=600),
        text(0, 44, key, fill="muted"),
        *_band(found, along, foot),
        *_grid(along, foot),
    ]
    body += [
        _row(one, along, _TOP + _ROW * (i + 0.5)) for i, one in enumerate(found.plans)
    ]
    desc = " ".join(f"{_said(one)}." for one in found.plans)
    return drawing(_WIDTH, foot + 34.0, title=title, desc=desc, body=body)


def what_if_table(found: "WhatIf") -> Table:
    """Return the same as a table.

    Parameters
    ----------
    found : WhatIf
        The plan and its changes.
    """
    rows = tuple(
        (
            plan_name(one),
            str(one.sessions),
            f"{one.contact_time / 60.0:.2g} min" if one.sessions else "",
            _shown(one.foretold),
            _shown(one.against_none),
            _shown(one.against_plan) if one.name else "",
            one.verdict if one.name else "",
        )
        for one in found.plans
    )
    return Table(
        caption="What if: middle and 90 % interval, patient by patient",
        columns=(
            "What",
            "Further visits",
            "Contact each",
            f"{found.label}, day {found.days:g}",
            "Against none",
            "Against the plan",
            "Matters",
        ),
        rows=rows,
    )


def _row(one: "PlanTried", along: Scale, y: float) -> str:
    low, high = along(one.against_none.low), along(one.against_none.high)
    middle, colour = along(one.against_none.value), var("series")
    drawn = [
        text(
            0,
            y + 5,
            shorten(plan_name(one), _LETTERS, placeholder=" …"),
            font_weight=400 if one.name else 600,
        ),
        rect(low, y - _THICK / 2, max(high - low, 1.0), _THICK, fill=colour),
        rect(middle - _POINT / 2, y - _POINT / 2, _POINT, _POINT, fill=colour),
    ]
    return reachable("".join(drawn), _said(one))


def _band(found: "WhatIf", along: Scale, foot: float) -> list[str]:
    if not found.least:
        return []
    left, right = along(-found.least), along(found.least)
    return [rect(left, _TOP, right - left, foot - _TOP, fill=var("line"), opacity=0.35)]


def _band_said(found: "WhatIf") -> str:
    if not found.least:
        return "What change matters is not known."
    return f"Shaded: less than {found.least:g}, too little to matter."


def _grid(along: Scale, foot: float) -> list[str]:
    drawn = []
    for tick in along.ticks(6):
        stroke = var("line" if tick else "muted")
        drawn.append(line(along(tick), _TOP, along(tick), foot, stroke=stroke))
        said = f"{tick:g}".replace("-", "−")
        drawn.append(text(along(tick), foot + 20, said, anchor="middle", fill="muted"))
    return drawn


def _ends(one: "Interval") -> tuple[float, float]:
    return one.low, one.high


def _shown(one: "Interval") -> str:
    return f"{number(one.value, 2)} ({number(one.low, 2)} to {number(one.high, 2)})"


def _said(one: "PlanTried") -> str:
    return f"{plan_name(one)}: {_shown(one.against_none)}"
