"""Plans that today allows, tried on the same patients: do they differ at all."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from strigil.catalogue import BodySite, one_of
from strigil.planning.choose import choose_edges
from strigil.planning.plan_change import (
    PlanChange,
    changed_plan,
    longest_share,
    most_visits_per_week,
)
from strigil.planning.plan_parts import PlanOfCare
from strigil.planning.tried_plans import (
    PlanTried,
    TriedPlans,
    important_change,
    spanned,
)
from strigil.treatment import FORCE_WORDS, Case, ForceWord, meaningful

__all__ = ["PlanSearch", "allowed_changes", "search_plans", "single_changes"]

_SHORTER, _LONGER = 0.5, 2.0  # contact times that are tried, relative to the plan's
_OTHER_EDGES = 2  # edges beside the planned ones that are tried
_ONCE = 1.0  # visits per week
_ALIKE = "no meaningful difference"
_NONE_BEST = (
    "None is named best: how the response rises with dose is assumed, and no trial of "
    "patients that we read compared doses of IASTM."
)


@dataclass(frozen=True, slots=True)
class PlanSearch:
    """What a search among the plans that today allows found.

    Attributes
    ----------
    tried : int
        How many plans [1].
    least : float or None
        Smallest change of pain that matters [point].
    lowest : PlanTried
        The one with the lowest foretold pain.
    alike : int
        How many do not differ from it by what matters [1].
    least_work : PlanTried
        Of those alike the one with the least time on the patient.
    says : str
        What that means, and what it does not.
    """

    tried: int
    least: float | None
    lowest: PlanTried
    alike: int
    least_work: PlanTried
    says: str


def single_changes(case: Case, plan: PlanOfCare) -> tuple[PlanChange, ...]:
    """Return the changes of one thing each that today allows, to be set side by side.

    Parameters
    ----------
    case, plan : Case and PlanOfCare
        The case and its plan, not held.
    """
    schedule = plan.schedule
    rest = max(0, schedule.visits - len(case.sessions))
    found = [PlanChange(word=word) for word in _words(plan)[:-1]]
    found += [PlanChange(time=_SHORTER)]
    if longest_share(case, plan) >= _LONGER:
        found += [PlanChange(time=_LONGER)]
    found += [PlanChange(edge=edge) for edge in _edges(case, plan)]
    rates = {_ONCE, min(2.0 * schedule.visits_per_week, most_visits_per_week(plan))}
    rates -= {schedule.visits_per_week}
    found += [PlanChange(visits_per_week=rate) for rate in sorted(rates)]
    if rest > 1:
        found.append(PlanChange(visits=len(case.sessions) + rest // 2))
    if rest > 0:
        found.append(PlanChange(visits=len(case.sessions)))
    return tuple(found)


def allowed_changes(case: Case, plan: PlanOfCare) -> Iterator[PlanChange]:
    """Yield every mixture of word, edge, time, rate and number that is searched.

    Parameters
    ----------
    case, plan : Case and PlanOfCare
        The case and its plan, not held.
    """
    schedule, done = plan.schedule, len(case.sessions)
    rest = max(0, schedule.visits - done)
    rates = {_ONCE, schedule.visits_per_week, most_visits_per_week(plan)}
    rates = {rate for rate in rates if rate <= most_visits_per_week(plan)}
    visits = {done + rest, done + max(1, rest // 2)} if rest else {done}
    for word, edge in product(_words(plan), [None, *_edges(case, plan)]):
        most = longest_share(case, plan, word)
        times = {share for share in (_SHORTER, 1.0, _LONGER) if share <= most}
        for time, rate, number in product(
            sorted(times or {_down(most)}), sorted(rates), sorted(visits)
        ):
            yield PlanChange(word, edge, time, rate, number)


def search_plans(  # everything but case and plan has a default
    case: Case,
    plan: PlanOfCare,
    *,
    days: float = 84.0,
    samples: int = 300,
    seed: int = 0,
    progress: Callable[[float], None] | None = None,
) -> PlanSearch:
    """Try the plans that today allows, and say whether they differ by what matters.

    Parameters
    ----------
    case, plan : Case and PlanOfCare
        The case and its plan.
    days : float
        When to look at pain, from day zero [d].
    samples, seed : int
        How many patients for each stage, and which [1].
    progress : callable, optional
        Told the share done [1].

    Returns
    -------
    PlanSearch
        Illustration, not calibrated. Where plans are alike, it points to the one with
        the least time on the patient; it never claims an optimum.

    Raises
    ------
    InvalidValueError
        When the plan is held.

    Notes
    -----
    A lower foretold pain alone is no reason for more: the search stays within the
    plan's words, the longest contact, the rest between sessions and the planned
    number of visits.
    """
    draws = TriedPlans(
        case, plan, days=days, quantity="pain", samples=samples, seed=seed
    )
    least, _ = important_change(case)
    found: list[PlanTried] = []
    courses = []
    changes = [*allowed_changes(case, plan)]
    for number, change in enumerate(changes, start=1):
        other = changed_plan(case, plan, change)
        courses.append(draws.course(other))
        found.append(draws.tried(str(change), other, courses[-1], least))
        if progress is not None:
            progress(number / len(changes))
    lowest = min(found, key=lambda one: (one.foretold.value, _work(one)))
    best = courses[found.index(lowest)]
    alike = [
        one
        for one, course in zip(found, courses, strict=True)
        if meaningful(spanned(course[:, 0] - best[:, 0]), least) == _ALIKE
    ]
    return PlanSearch(
        tried=len(found),
        least=least,
        lowest=lowest,
        alike=len(alike),
        least_work=min(alike or [lowest], key=_work),
        says=_says(len(found), len(alike), least),
    )


def _says(tried: int, alike: int, least: float | None) -> str:
    if least is None:
        return f"No change that matters is known here: not judged. {_NONE_BEST}"
    within = (
        f"less than {least:g} points, the smallest change that matters, from the one "
        "with the lowest foretold pain"
    )
    if alike == tried:
        said = f"No meaningful difference among {tried} plans: each is {within}."
    else:
        said = f"{alike} of {tried} plans are {within}; of the others it is not known."
    return f"{said} {_NONE_BEST}"


def _work(one: PlanTried) -> tuple[float, int]:
    return round(one.sessions * one.contact_time, 6), one.sessions


def _down(share: float) -> float:
    return math.floor(100.0 * share) / 100.0


def _words(plan: PlanOfCare) -> list[ForceWord]:
    used = {step.force_band.word for step in plan.steps if step.force_band}
    return [word for word in FORCE_WORDS if word in used]


def _edges(case: Case, plan: PlanOfCare) -> list[str]:
    sites = {step.site for step in plan.steps if step.edge}
    planned = {step.edge for step in plan.steps if step.edge}
    fitting = [
        [
            c.edge.id
            for c in choose_edges(case, one_of(BodySite, site), "broad")
            if c.fits
        ]
        for site in sorted(sites)
    ]
    everywhere = set(fitting[0]).intersection(*fitting[1:])
    others = [edge for edge in fitting[0] if edge in everywhere - planned]
    return others[:_OTHER_EDGES]
