"""What is written round a chart of a forecast: how sure, from what, what holds."""

from typing import TYPE_CHECKING

from strigil.reporting.drawing import text

if TYPE_CHECKING:
    from strigil.biology import Response

__all__ = ["forecast_notes"]

_TRIALS_CONFLICT = frozenset({"pain"})  # reviews disagree: Tang2025, IastmReview2022
_HELD = 92  # letters of why a plan is held that fit on one line


def forecast_notes(
    response: "Response", quantity: str, *, held: str, size: tuple[float, float]
) -> list[str]:
    """Return the words round a chart.

    Parameters
    ----------
    response : Response
        The forecast.
    quantity : str
        Which quantity is drawn.
    held : str
        Why no further session is in it; empty where there is one.
    size : tuple of float
        Width and height of the chart [px].
    """
    width, height = size
    grade = response.evidence.get(quantity, "").replace("_", " ")
    said = "Line: expected, in its 90 % interval. "
    said += f"Effect of IASTM: {_graded(quantity, grade)}; its size: "
    said += "calibrated." if response.calibrated else "not calibrated."
    note = "" if response.calibrated else response.note
    person = []
    if response.person is not None:
        words = f"{response.person.said}; dashed: before"
        person = [text(width - 24, 48, words, fill="muted", anchor="end", font_size=12)]
    return [
        *person,
        *_held(held, height),
        text(24, height - 6, said, fill="muted", font_size=12),
        text(width - 24, 30, note, fill="warn", anchor="end", font_weight=600),
    ]


def _held(held: str, height: float) -> list[str]:
    """Return what holds the plan as one short line; all of it is in the description."""
    if not held:
        return []
    said = held if len(held) <= _HELD else f"{held[:_HELD].rsplit(' ', 1)[0]} …"
    return [text(24, height - 22, said, fill="warn", font_size=12, font_weight=600)]


def _graded(quantity: str, grade: str) -> str:
    if quantity in _TRIALS_CONFLICT:
        return f"{grade or 'not known'}, but trials conflict"
    return grade or "not known"
