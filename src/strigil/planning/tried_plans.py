"""Drawn patients of a case, on whom a plan and changes of it are tried."""

from dataclasses import dataclass, replace

import numpy as np

from strigil.biology import response_definition
from strigil.catalogue import OutcomeMeasure, one_of
from strigil.errors import InvalidValueError, UnknownNameError
from strigil.intervals import Interval, interval_of
from strigil.planning.forecast import course_doses
from strigil.planning.plan_change import contact_time
from strigil.planning.plan_parts import PlanOfCare
from strigil.planning.stage import stage_of
from strigil.planning.trend import change_in_units, trend_of
from strigil.treatment import (
    Case,
    draw_case,
    follow_case,
    meaningful,
    outcomes_told,
)

__all__ = ["PlanTried", "TriedPlans", "important_change", "spanned"]

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
_PAIN = "nprs"  # the measure whose important change the pain of the model is held to


@dataclass(frozen=True, slots=True)
class PlanTried:
    """What may come of one plan.

    Attributes
    ----------
    name : str
        The change, as :func:`strigil.planning.plan_change_of` reads it; empty for the
        plan itself.
    sessions : int
        Further sessions until the last day [1].
    contact_time : float
        Edges on the patient in each of them [s].
    foretold : Interval
        On the last day [unit of the quantity].
    against_none : Interval
        With minus without any IASTM, patient by patient [unit of the quantity].
    against_plan : Interval
        This minus the plan, patient by patient [unit of the quantity].
    verdict : str
        Whether it differs from the plan by what matters.
    """

    name: str
    sessions: int
    contact_time: float
    foretold: Interval
    against_none: Interval
    against_plan: Interval
    verdict: str


class TriedPlans:
    """Drawn patients of a case, on whom plans are tried.

    Parameters
    ----------
    case, plan : Case and PlanOfCare
        The case and its plan, which must not be held.
    days : float
        When to look, from day zero [d].
    quantity : str
        Key of an observable.
    samples, seed : int
        How many patients for each stage, and which [1].
    """

    def __init__(  # everything but case and plan is one look
        self,
        case: Case,
        plan: PlanOfCare,
        *,
        days: float = 84.0,
        quantity: str = "pain",
        samples: int = 500,
        seed: int = 0,
    ) -> None:
        known = response_definition().observables
        if quantity not in known:
            kind = "quantity"
            raise UnknownNameError(kind, quantity, list(known))
        if plan.held:
            message = f"{plan.held} There is no treatment to compare."
            raise InvalidValueError(message)
        self.case, self.plan, self.days, self.quantity = case, plan, days, quantity
        self.drawn = draw_case(
            case,
            course_doses(case, plan, duration_days=days),
            stage=stage_of(case),
            told=outcomes_told(case),
            samples=samples,
            seed=seed,
        )
        self.of_plan = self.course(plan)

    def course(self, plan: PlanOfCare) -> Array:
        """Return the last day; axes stage, arm (with, without), patient [any unit]."""
        doses = course_doses(self.case, plan, duration_days=self.days)
        at = np.array([self.days])
        found = follow_case(self.drawn, doses, time_days=at, quantity=self.quantity)
        last: Array = found[:, 0]
        return last

    def tried(
        self, name: str, plan: PlanOfCare, course: Array, least: float | None
    ) -> PlanTried:
        """Return what may come of a plan; ``least`` matters [unit of the quantity]."""
        apart = spanned(course[:, 0] - self.of_plan[:, 0])
        doses = course_doses(self.case, plan, duration_days=self.days)
        ahead = {day for day, _ in doses}
        return PlanTried(
            name=name,
            sessions=max(0, len(ahead) - self._done()),
            contact_time=contact_time(plan),
            foretold=spanned(course[:, 0]),
            against_none=spanned(course[:, 0] - course[:, 1]),
            against_plan=apart,
            verdict=meaningful(apart, least),
        )

    def _done(self) -> int:
        none = replace(self.plan, steps=())
        return len({day for day, _ in course_doses(self.case, none)})


def spanned(values: Array) -> Interval:
    """Return the middle of the stages and all that any of them gives [any unit].

    Parameters
    ----------
    values : array, axes stage, patient
        In any unit.
    """
    found = [interval_of(row) for row in values]
    return Interval(
        float(np.median([one.value for one in found])),
        min(one.low for one in found),
        max(one.high for one in found),
    )


def important_change(case: Case) -> tuple[float | None, str]:
    """Return the smallest published change of pain that matters [point], its source.

    Parameters
    ----------
    case : Case
        Its condition and first rating choose among the published changes.
    """
    measure = one_of(OutcomeMeasure, _PAIN)
    first = trend_of(case, _PAIN).first
    first = case.problem.resting_pain if first is None else first
    found = [
        (size, change.change.source)
        for change in measure.changes_for(case.problem.condition, first)
        if change.kind == "mcid"
        and (size := change_in_units(measure, change, first)) is not None
    ]
    return min(found, default=(None, ""))
