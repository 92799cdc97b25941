"""How long a hand has worked, day by day or week by week, as bars."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from strigil.reporting.drawing import drawing, line, reachable, rect, text
from strigil.reporting.scales import Scale, scale_to
from strigil.reporting.tokens import var
from strigil.reporting.words import clock, number

if TYPE_CHECKING:
    from strigil.treatment import LoadOverTime

__all__ = ["practitioner_load_chart"]

_WIDTH, _LEFT, _TOP, _FOOT, _HEIGHT = 720.0, 56.0, 68.0, 236.0, 274.0
_WIDEST = 44.0  # bar [px]
_S_PER_MIN = 60.0
_KEY = "Minutes. Full: in contact, measured. Outline: steps without a sensor."


def practitioner_load_chart(loads: "Sequence[LoadOverTime]", *, title: str) -> str:
    """Draw time in contact; what no sensor saw is an outline.

    Parameters
    ----------
    loads : sequence of LoadOverTime
        In order of time, at least one.
    title : str
        What the bars are, such as ``Time with the edge by week``.

    Returns
    -------
    str
        SVG. Full bars were measured; outlines are the time of steps with an edge,
        which is longer than the time in contact.
    """
    tallest = max((_minutes(one) for one in loads), default=0.0)
    up = scale_to((0.0, max(tallest, 1.0)), _FOOT, _TOP)
    body = [
        text(0, 20, title, font_size=18, font_weight=600),
        text(0, 42, _KEY, fill="muted"),
        *_grid(up),
    ]
    step = (_WIDTH - _LEFT) / max(len(loads), 1)
    every = -(-len(loads) // 8)
    for i, one in enumerate(loads):
        middle = _LEFT + (i + 0.5) * step
        body.append(_bar(one, up, middle, min(_WIDEST, 0.7 * step)))
        if i % every == 0:
            day = f"{one.begins:%d %b}".lstrip("0")
            body.append(text(middle, _FOOT + 20, day, anchor="middle", fill="muted"))
    desc = " ".join(f"{_said(one)}." for one in loads)
    return drawing(_WIDTH, _HEIGHT, title=title, desc=desc, body=body)


def _grid(up: Scale) -> list[str]:
    drawn = []
    for tick in up.ticks(4):
        drawn.append(line(_LEFT, up(tick), _WIDTH, up(tick)))
        said = text(_LEFT - 8, up(tick) + 4, f"{tick:g}", anchor="end", fill="muted")
        drawn.append(said)
    return drawn


def _bar(one: "LoadOverTime", up: Scale, middle: float, width: float) -> str:
    measured, whole = one.contact_time / _S_PER_MIN, _minutes(one)
    left = middle - width / 2.0
    full = rect(left, up(measured), width, up(0.0) - up(measured), fill=var("series"))
    rest = rect(
        left, up(whole), width, up(measured) - up(whole), fill="none",
        stroke=var("series"), stroke_dasharray="4 3",
    )  # fmt: skip
    shown = f"{full}{rest}" if one.reported_time else full
    return reachable(shown, _said(one))


def _minutes(one: "LoadOverTime") -> float:
    return (one.contact_time + one.reported_time) / _S_PER_MIN


def _said(one: "LoadOverTime") -> str:
    told = [f"{one.begins:%d %b %Y}".lstrip("0")]
    if one.measured:
        told.append(f"{clock(one.contact_time)} measured")
        told.append(number(one.impulse, 3, "N·s"))
    if one.reported_time:
        told.append(f"{clock(one.reported_time)} without a sensor")
    return ", ".join(told)
