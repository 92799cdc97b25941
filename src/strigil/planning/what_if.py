"""What if: a plan beside changed plans and none, on the same drawn patients."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from strigil.biology import NOTE, response_definition
from strigil.intervals import Interval
from strigil.planning.plan_change import PlanChange, changed_plan
from strigil.planning.plan_parts import PlanOfCare
from strigil.planning.tried_plans import (
    PlanTried,
    TriedPlans,
    important_change,
    spanned,
)
from strigil.treatment import Case

__all__ = ["WhatIf", "what_if"]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A plan beside changed plans.

    Attributes
    ----------
    quantity, label, unit : str
        What is compared.
    days : float
        When, from day zero [d].
    least : float or None
        Smallest change that matters to patients [unit of the quantity].
    least_source : str
        Key in ``data/references.bib``.
    without : Interval
        The same care without any IASTM, on the last day [unit of the quantity].
    plans : tuple of PlanTried
        The plan first.
    """

    quantity: str
    label: str
    unit: str
    days: float
    least: float | None
    least_source: str
    without: Interval
    plans: tuple[PlanTried, ...]
    says: str
    note: str = NOTE


def what_if(  # noqa: PLR0913  # everything but case, plan and changes has a default
    case: Case,
    plan: PlanOfCare,
    changes: Sequence[PlanChange],
    *,
    days: float = 84.0,
    quantity: str = "pain",
    samples: int = 500,
    seed: int = 0,
    drawn: TriedPlans | None = None,
    progress: Callable[[float], None] | None = None,
) -> WhatIf:
    """Set changed plans beside a plan, on the same drawn patients.

    Parameters
    ----------
    case, plan : Case and PlanOfCare
        The case and its plan.
    changes : sequence of PlanChange
        What is changed; each within what today allows.
    days : float
        When to look, from day zero [d].
    quantity : str
        Key of an observable.
    samples, seed : int
        How many patients for each stage, and which [1].
    drawn : TriedPlans, optional
        Patients of this case and plan, drawn before: day, quantity, samples and seed
        are then theirs.
    progress : callable, optional
        Told the share done [1].

    Returns
    -------
    WhatIf
        Illustration, not calibrated. Differences are taken patient by patient. Where
        the stage is not known each interval spans all stages.

    Raises
    ------
    InvalidValueError
        When the plan is held, or a change is not allowed today.
    UnknownNameError
        On an edge or a quantity that does not exist.
    """
    changed = [changed_plan(case, plan, change) for change in changes]
    draws = drawn or TriedPlans(
        case, plan, days=days, quantity=quantity, samples=samples, seed=seed
    )
    quantity = draws.quantity
    least, source = important_change(case) if quantity == "pain" else (None, "")
    plans = [draws.tried("", plan, draws.of_plan, least)]
    for number, (change, other) in enumerate(zip(changes, changed, strict=True), 1):
        plans.append(draws.tried(str(change), other, draws.course(other), least))
        if progress is not None:
            progress(number / len(changes))
    about = response_definition().observables[quantity]
    return WhatIf(
        quantity=quantity,
        label=about.label,
        unit=about.unit,
        days=draws.days,
        least=least,
        least_source=source,
        without=spanned(draws.of_plan[:, 1]),
        plans=tuple(plans),
        says=_says(plans[1:], least, about.unit),
    )


def _says(tried: Sequence[PlanTried], least: float | None, unit: str) -> str:
    if not tried:
        return "No change was asked for: the plan stands beside none alone."
    if least is None:
        return "No change that matters to patients is known here: not judged."
    alike = sum(one.verdict == "no meaningful difference" for one in tried)
    said_unit = "points" if unit == "point" else unit
    matters = f"the smallest change that matters, {least:g} {said_unit}"
    if alike == len(tried):
        said = f"No meaningful difference: 90 % of each stays below {matters}."
    elif alike:
        said = f"{alike} of {len(tried)} make no meaningful difference ({matters})."
    else:
        said = f"Differences that matter are not ruled out ({matters})."
    return f"{said} None is named best: no trial of patients compared doses of IASTM."
