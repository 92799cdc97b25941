"""Changes of a plan, tried on the same drawn patients.

Needs no Django, so that `workers` can run it in a process of its own.
"""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from strigil.catalogue import edge_among
from strigil.errors import StrigilError
from strigil.planning import (
    TriedPlans,
    UncertaintyShare,
    changed_plan,
    plan_change_of,
    plan_of_care,
    single_changes,
    uncertainty_of_plan,
    what_if,
)
from strigil.reporting import what_if_chart, what_if_table
from strigil.treatment import Case
from strigil_clinic.plans.science import (
    FORECAST_SAMPLES,
    Drawing,
    edge_words,
    with_names,
)

__all__ = ["PlansBeside", "changes_at_hand", "plans_beside", "refused_change"]


@dataclass(frozen=True, slots=True)
class PlansBeside:
    """The plan beside changed plans, and what most of the uncertainty comes from."""

    drawing: Drawing
    says: str
    shares: tuple[UncertaintyShare, ...] = ()


@dataclass(frozen=True, slots=True)
class _SaidCase:
    """A case that is known by all that it says, for what is kept of it."""

    said: str
    case: Case = field(compare=False)


@lru_cache(maxsize=8)
def _patients_of(known: _SaidCase) -> TriedPlans:
    """Draw the patients of a case once, for every change that is looked at."""
    plan = plan_of_care(known.case)
    return TriedPlans(known.case, plan, samples=FORECAST_SAMPLES)


def plans_beside(case: Case, change: str) -> PlansBeside:
    """Set the plan beside one change, or beside each that today allows when empty."""
    plan = plan_of_care(case)
    one = [plan_change_of(change)] if change else []
    changes = one or single_changes(case, plan)
    drawn = _patients_of(_SaidCase(repr(case), case))
    found = what_if(case, plan, changes, drawn=drawn)
    shares = () if one else uncertainty_of_plan(case, plan)
    edges, own = [c.edge for c in changes if c.edge], case.instruments.own
    table = what_if_table(found)
    said = tuple((with_names(name, edges, own), *rest) for name, *rest in table.rows)
    svg = with_names(what_if_chart(found), edges, own)
    drawing = Drawing(svg, replace(table, rows=said))
    return PlansBeside(drawing, found.says, shares)


def refused_change(case: Case, change: str) -> str:
    """Say why today does not allow a change, or nothing."""
    try:
        changed_plan(case, plan_of_care(case), plan_change_of(change))
    except StrigilError as error:
        return str(error)
    return ""


def changes_at_hand(case: Case) -> dict[str, Any] | None:
    """Return what may be changed in the plan, for a form; None where it is held."""
    plan = plan_of_care(case)
    if plan.held:
        return None
    single, own = single_changes(case, plan), case.instruments.own
    edges = [one.edge for one in single if one.edge]
    return {
        "words": [one.word for one in single if one.word],
        "edges": [(edge, edge_words(edge_among(edge, own), own)) for edge in edges],
        "times": [one.time for one in single if one.time],
        "rates": [one.visits_per_week for one in single if one.visits_per_week],
        "done": len(case.sessions),
        "visits": plan.schedule.visits,
    }
