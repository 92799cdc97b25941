"""Simulated trials: what they find and what was true, for each arm on one axis."""

from typing import TYPE_CHECKING

from strigil.reporting.drawing import circle, drawing, line, reachable, rect, text
from strigil.reporting.scales import Scale, range_of, scale_to
from strigil.reporting.tokens import var
from strigil.reporting.words import number

if TYPE_CHECKING:
    from strigil.treatment import ContrastResult, TrialResult

__all__ = ["trial_chart"]

_WIDTH, _LEFT, _RIGHT, _TOP, _ROW = 820.0, 250.0, 640.0, 96.0, 44.0
_NAME = 34  # letters of a name that fit beside the axis


def trial_chart(result: "TrialResult") -> str:
    """Draw the difference of each later arm from the first.

    Parameters
    ----------
    result : TrialResult
        As ``simulate_trial`` gives it; arms are drawn in the order of their dose.

    Returns
    -------
    str
        SVG. Bars are truths, thin lines what trials find, 90 % of each; dashed lines
        the change that matters to patients.
    """
    doses = {arm.name: arm.total_dose for arm in result.arms}
    shown = sorted(result.contrasts, key=lambda one: doses[one.arm])
    height = _TOP + _ROW * len(shown) + 84.0
    axis = _axis(result)
    way = "left" if result.lower_is_better else "right"
    title = f"Difference from {result.arms[0].name.replace('_', ' ')}"
    said = f"{result.outcome}, day {result.days:.0f}; better lies to the {way}."
    body = [
        text(0, 22, title, font_size=18, font_weight=600),
        text(0, 44, said, fill="muted"),
        text(0, 62, f"{result.note}.", fill="muted"),
        *_grid(result, axis, _TOP + _ROW * len(shown)),
    ]
    for i, one in enumerate(shown):
        body += _row(one, doses[one.arm], axis, _TOP + _ROW * (i + 0.5))
    body.append(text(_RIGHT + 16, _TOP - 12, "found better", fill="muted"))
    foot = "Bar: truths. Line: what trials find. 90 % of each; ring: the middle."
    body.append(text(0, height - 4, foot, fill="muted"))
    desc = " ".join(f"{one.arm}: {one.says}" for one in shown)
    return drawing(_WIDTH, height, title=title, desc=desc, body=body)


def _axis(result: "TrialResult") -> Scale:
    ends = [0.0]
    for one in result.contrasts:
        ends += [one.difference.low, one.difference.high]
        ends += [one.true_difference.low, one.true_difference.high]
    if result.important_change is not None:
        ends += [-result.important_change, result.important_change]
    return scale_to(range_of(ends), _LEFT, _RIGHT)


def _grid(result: "TrialResult", axis: Scale, foot: float) -> list[str]:
    drawn = []
    for tick in axis.ticks(6):
        said = f"{tick:g}".replace("-", "−")
        drawn.append(line(axis(tick), _TOP, axis(tick), foot))
        drawn.append(text(axis(tick), foot + 18, said, anchor="middle", fill="muted"))
    drawn.append(line(axis(0.0), _TOP - 6, axis(0.0), foot, stroke=var("ink")))
    drawn.append(text(_RIGHT + 16, foot + 18, result.said_unit, fill="muted"))
    least = result.important_change
    for end in () if least is None else (-least, least):
        drawn.append(
            line(axis(end), _TOP - 6, axis(end), foot, stroke=var("warn"),
                 stroke_width=1.5, stroke_dasharray="5 4")
        )  # fmt: skip
    if least is not None:
        words = f"dashed: {number(least, 2)} {result.said_unit} matter to patients"
        drawn.append(text(_LEFT, foot + 38, words, fill="warn"))
    return drawn


def _row(one: "ContrastResult", dose: float, axis: Scale, y: float) -> list[str]:
    truth, found = one.true_difference, one.difference
    said = (
        f"{one.arm}: truth {number(truth.low, 2)} to {number(truth.high, 2)}, trials "
        f"find {number(found.low, 2)} to {number(found.high, 2)}"
    )
    low, high = axis(truth.low), axis(truth.high)
    bar = rect(low, y - 9, max(high - low, 2.0), 18, fill=var("band"))
    reach = line(axis(found.low), y, axis(found.high), y, stroke=var("series"))
    middle = circle(
        axis(truth.value), y, 5, fill=var("surface"), stroke=var("series"),
        stroke_width=2,
    )  # fmt: skip
    name = one.arm.replace("_", " ")[:_NAME]
    return [
        text(0, y, name, font_weight=600),
        text(0, y + 16, f"dose {number(dose, 2)}", fill="muted", font_size=12),
        reachable(f"{bar}{reach}{middle}", said),
        text(_RIGHT + 16, y + 4, f"{one.power.value:.0%} of trials"),
    ]
