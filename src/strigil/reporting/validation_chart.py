"""Foretold against published: every number of many experiments on one axis."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from strigil.reporting.drawing import circle, drawing, line, rect, text
from strigil.reporting.tokens import var
from strigil.reporting.words import number

if TYPE_CHECKING:
    from strigil.treatment import Outcome

__all__ = ["validation_chart"]

_WIDTH, _LEFT, _RIGHT, _TOP, _ROW = 860.0, 420.0, 830.0, 84.0, 20.0
# The axis ends at this many half-widths of an interval.
_FAR = 3.0


def validation_chart(outcomes: "Sequence[Outcome]") -> str:
    """Draw where each published number lies in the interval foretold for it.

    Parameters
    ----------
    outcomes : sequence of Outcome
        As ``predict_scenario`` gives them; those without a number are left out.

    Returns
    -------
    str
        SVG. Every interval is drawn as long as the next: its ends are -1 and 1, its
        median 0.
    """
    shown = [one for one in outcomes if _place(one) is not None]
    height = _TOP + _ROW * max(len(shown), 1) + 60.0
    body = [text(0, 22, "Foretold and published", font_size=18, font_weight=600)]
    body.append(text(0, 44, "Bar: 90 % interval, each drawn alike.", fill="muted"))
    body += _axis(height - 44.0)
    for i, one in enumerate(shown):
        body += _row(one, _TOP + _ROW * i)
    inside = sum(one.inside is True for one in shown)
    said = f"{inside} of {len(shown)} published numbers lie in their interval."
    body.append(text(_LEFT, height - 4, said))
    return drawing(_WIDTH, height, title="Foretold and published", desc=said, body=body)


def _place(one: "Outcome") -> float | None:
    """Return where the published number lies: 0 at the median, 1 at an end [1]."""
    ends = (one.predicted, one.low, one.high, one.observed)
    if one.kind == "order" or any(end is None for end in ends):
        return None
    middle, low, high, seen = (float(end) for end in ends if end is not None)
    half = (high - middle) if seen >= middle else (middle - low)
    place = (seen - middle) / half if half > 0.0 else 0.0
    return max(-_FAR, min(_FAR, place))


def _x(place: float) -> float:
    return _LEFT + (place + _FAR) / (2.0 * _FAR) * (_RIGHT - _LEFT)


def _axis(foot: float) -> list[str]:
    words = {-1.0: "low end", 0.0: "median", 1.0: "high end"}
    drawn = []
    for place, word in words.items():
        drawn.append(line(_x(place), _TOP - 16, _x(place), foot))
        drawn.append(text(_x(place), foot + 18, word, fill="muted", anchor="middle"))
    return drawn


def _row(one: "Outcome", y: float) -> list[str]:
    place = _place(one) or 0.0
    name = f"{one.scenario}: {one.quantity} {one.group}".replace("_", " ")
    said = f"{number(float(one.observed or 0.0), 3)} {one.unit}".strip()
    ink = "olive" if one.inside else "stop"
    bar = rect(_x(-1.0), y - 6, _x(1.0) - _x(-1.0), 12, fill=var("band"))
    spot = circle(_x(place), y, 5, fill=var(ink) if one.inside else "none",
                  stroke=var(ink), stroke_width=2)  # fmt: skip
    return [text(0, y + 4, name[:58], font_size=12), bar, spot,
            text(_x(place) + 10, y + 4, said, font_size=11, fill="ink")]  # fmt: skip
