"""What a plan's page offers for changing a step, and what was changed so far."""

from collections.abc import Iterator
from typing import Any

from strigil.treatment import Case
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
    """Yield the changes of a plan, the field named in words."""
    for edit in plan.edits if plan else []:
        yield {**edit, "field": NAMES.get(edit["field"], edit["field"])}
