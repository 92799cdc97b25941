"""What a plan's page offers for changing a step, and what was changed so far."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from strigil.treatment import Case
from strigil_clinic.inventory.science import edge_name
from strigil_clinic.plans.changes import NAMES, OWN_WORDS
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.plans.science import angles_taught, own_words_for, words_today
from strigil_clinic.plans.shown import DIRECTIONS

__all__ = ["edits_of", "options_of"]


def options_of(case: Case) -> dict[str, Any]:
    """Return what a step may be changed to, beside its edges."""
    flattest, steepest = angles_taught()
    return {
        "words": words_today(case),
        "directions": DIRECTIONS.items(),
        "flattest": flattest,
        "steepest": steepest,
        "programmes": own_words_for(case),
        "own_words": OWN_WORDS,
    }


def edits_of(plan: PlanOfCare | None) -> Iterator[dict[str, Any]]:
    """Yield the changes of a plan in words: what, from what to what, and when.

    `orders` names the steps that a change reached: a sign is changed before and after.
    """
    for edit in plan.edits if plan else []:
        yield {
            **edit,
            "field": NAMES.get(edit["field"], edit["field"]),
            "what": _what(edit),
            "when": datetime.fromisoformat(edit["at"]),
            "orders": _reached(plan.snapshot.get("steps", []), edit) if plan else [],
        }


def _reached(steps: list[dict[str, Any]], edit: Mapping[str, Any]) -> list[int]:
    signs = [step["order"] for step in steps if step["phase"] == "sign"]
    whole = edit["field"] == "instruction" and edit["step"] in signs
    return signs if whole else [edit["step"]]


def _what(edit: Mapping[str, Any]) -> str:
    """Return what was changed, from what to what."""
    field, now = edit["field"], edit["now"]
    if field == "skipped":
        return _("left out") if now else _("put back")
    name = str(NAMES.get(field, field))
    if field == "instruction":
        return name
    words = {"name": name, "was": _value(field, edit["was"]), "now": _value(field, now)}
    return _("%(name)s from %(was)s to %(now)s") % words


def _value(field: str, value: Any) -> str:
    if field == "duration":
        return f"{value:g} s"
    if field == "angle_deg":
        return f"{value:g}°"
    if field == "edge":
        return edge_name(value)
    if field == "direction":
        return str(dict(DIRECTIONS).get(value, value))
    return f"“{value}”"
