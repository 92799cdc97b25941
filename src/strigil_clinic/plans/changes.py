"""What a clinician may change in a step of a plan, and how far.

Time, edge, force word, direction and angle of an edge; the sign, the warm-up and the
exercise in one's own words; and whether a step is done at all. Checks and skin stay.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strigil.treatment import Case
from strigil_clinic.plans.science import (
    CAN_SKIP,
    angles_taught,
    edge_changed,
    reasons_kept,
    said_again,
    word_changed,
    words_today,
)

__all__ = ["CHANGES", "NAMES", "OWN_WORDS", "changed", "said_of", "was"]

OWN_WORDS = ("sign", "warm_up", "load")  # phases that may be said in one's own words
LONGEST = 300  # letters of one's own words
DIRECTIONS = ("along", "across", "any", "none")
NAMES = {
    "duration": gettext_lazy("time"),
    "edge": gettext_lazy("edge"),
    "word": gettext_lazy("force"),
    "direction": gettext_lazy("direction"),
    "angle_deg": gettext_lazy("angle"),
    "instruction": gettext_lazy("own words"),
    "skipped": gettext_lazy("left out or put back"),
}


def changed(
    step: Mapping[str, Any], case: Case, field: str, now: Any
) -> dict[str, Any]:
    """Return a step with one change.

    Raises
    ------
    ValidationError
        When the change is above a limit or names what can not be.
    """
    if field not in CHANGES:
        raise ValidationError(_("This can not be changed."))
    done = CHANGES[field](dict(step), case, now)
    return {**done, "because": reasons_kept(done.get("because", []), field)}


def was(step: Mapping[str, Any], field: str) -> Any:
    """Return what a step says about a field before it is changed."""
    if field == "skipped":
        return bool(step.get("skipped"))
    if field == "word":
        return (step.get("force_band") or {}).get("word")
    return step.get(field)


def said_of(step: Mapping[str, Any], field: str) -> Any:
    """Return what a form shows for a field: of a sign the words after the colon."""
    said = was(step, field)
    if field == "instruction" and step["phase"] == "sign":
        return said.split(": ", 1)[-1]
    return said


def _duration(step: dict[str, Any], case: Case, now: Any) -> dict[str, Any]:
    if not step["duration"]:
        raise ValidationError(_("This step has no time of its own."))
    if not isinstance(now, int | float) or now <= 0:
        raise ValidationError(_("A time must be above 0 seconds."))
    share = now / step["duration"]
    strokes = step["strokes"] and max(1, round(step["strokes"] * share))
    return {**step, "duration": float(now), "strokes": strokes}


def _skipped(step: dict[str, Any], case: Case, now: Any) -> dict[str, Any]:
    if step["phase"] not in CAN_SKIP:
        raise ValidationError(_("Checks, the sign and the skin are never left out."))
    return {**step, "skipped": bool(now)}


def _edge(step: dict[str, Any], case: Case, now: Any) -> dict[str, Any]:
    changed_step = edge_changed(step, case, str(now)) if step["edge"] else None
    if changed_step is None:
        raise ValidationError(_("This edge does not fit here today."))
    return changed_step


def _word(step: dict[str, Any], case: Case, now: Any) -> dict[str, Any]:
    """Another force word, none firmer than screen, stage and last session allow."""
    _needs_edge(step)
    allowed = words_today(case)
    if now not in allowed:
        said = _("Today allows no firmer than %(word)s; the plan says why.")
        raise ValidationError(said % {"word": allowed[-1] if allowed else "nothing"})
    return word_changed(step, case, now)


def _direction(step: dict[str, Any], case: Case, now: Any) -> dict[str, Any]:
    _needs_edge(step)
    if now not in DIRECTIONS:
        raise ValidationError(_("Choose one of the directions."))
    return said_again({**step, "direction": now}, case)


def _angle(step: dict[str, Any], case: Case, now: Any) -> dict[str, Any]:
    _needs_edge(step)
    low, high = angles_taught()
    if not isinstance(now, int | float) or not low <= now <= high:
        said = _("Edges are taught from %(low).0f to %(high).0f degrees.")
        raise ValidationError(said % {"low": low, "high": high})
    return said_again({**step, "angle_deg": float(now)}, case)


def _own_words(step: dict[str, Any], case: Case, now: Any) -> dict[str, Any]:
    said = " ".join(str(now).split())
    if step["phase"] not in OWN_WORDS:
        raise ValidationError(_("This step keeps its words."))
    if not said or len(said) > LONGEST:
        raise ValidationError(_("Say it in 1 to %(n)d letters.") % {"n": LONGEST})
    if step["phase"] == "sign":
        before = step["instruction"].split(": ", 1)[0]
        said = f"{before}: {said}"
    return {**step, "instruction": said}


def _needs_edge(step: Mapping[str, Any]) -> None:
    if not step["edge"]:
        raise ValidationError(_("No edge works in this step."))


CHANGES: dict[str, Callable[[dict[str, Any], Case, Any], dict[str, Any]]] = {
    "duration": _duration,
    "skipped": _skipped,
    "edge": _edge,
    "word": _word,
    "direction": _direction,
    "angle_deg": _angle,
    "instruction": _own_words,
}
