"""How an outcome measure moved, against the change that patients call important."""

from dataclasses import dataclass
from statistics import fmean
from typing import Literal

from strigil.catalogue import ImportantChange, OutcomeMeasure, one_of
from strigil.treatment import Case, CaseOutcome, days_ago

__all__ = ["Trend", "change_in_units", "trend_of"]


@dataclass(frozen=True, slots=True)
class Trend:
    """First to last value of one measure.

    A measure that is scored on activities, movements or muscles is compared with
    itself on each of them; first, last and change are the means over those scored
    more than once.

    Attributes
    ----------
    change : float or None
        Last less first value [the measure's unit]; None with fewer than two values.
        A measure that asks for the change itself is its last value.
    important : float
        The smallest published change that is both important and detectable, of those
        that fit the condition best [the measure's unit].
    verdict : str
        ``better``, ``worse``, ``same`` or ``unknown``.
    """

    measure: str
    unit: str
    first: float | None
    last: float | None
    change: float | None
    important: float
    source: str
    verdict: Literal["better", "worse", "same", "unknown"]

    @property
    def change_said(self) -> str:
        """The change in words, as "improved by 7 raises": a sign would mislead."""
        if self.change is None:
            return ""
        return one_of(OutcomeMeasure, self.measure).change_said(self.change)


def trend_of(case: Case, measure_id: str) -> Trend:
    """Compare the first and last value of a measure in a case."""
    measure = one_of(OutcomeMeasure, measure_id)
    first, last, change = _course(case, measure_id)
    important, source = _important(measure, case.problem.condition, first)
    if last is not None and measure.is_change:
        change = last
    return Trend(
        measure=measure_id,
        unit=measure.unit,
        first=first,
        last=last,
        change=change,
        important=important,
        source=source,
        verdict=_verdict(measure, change, important),
    )


def _course(
    case: Case, measure_id: str
) -> tuple[float | None, float | None, float | None]:
    """Return first, last and change, like compared with like."""
    items: dict[str, list[CaseOutcome]] = {}
    for outcome in case.outcomes:
        if outcome.measure == measure_id:
            items.setdefault(outcome.item, []).append(outcome)
    if not items:
        return None, None, None
    ordered = [
        sorted(values, key=lambda outcome: -_ago(case, outcome))
        for values in items.values()
    ]
    again = [values for values in ordered if len(values) > 1]
    if not again:
        # Nothing was scored twice: the newest value stands alone.
        newest = min((values[-1] for values in ordered), key=lambda o: _ago(case, o))
        return newest.value, newest.value, None
    first = fmean(values[0].value for values in again)
    last = fmean(values[-1].value for values in again)
    return first, last, last - first


def change_in_units(
    measure: OutcomeMeasure, change: ImportantChange, first: float | None
) -> float | None:
    """Return an important change [the measure's unit].

    A change written as a share of the first value [1] needs one above zero.
    """
    written = change.change
    if written.unit == measure.unit or written.unit not in ("1", "%"):
        return written.shown().value
    return written.value * first if first else None


def _important(
    measure: OutcomeMeasure, condition: str, first: float | None
) -> tuple[float, str]:
    """Return the smallest change that is both important and detectable."""
    sized = [
        (size, change.change.source, change.kind)
        for change in measure.changes_for(condition, first)
        if (size := change_in_units(measure, change, first)) is not None
    ]
    smallest = [
        min((size, source) for size, source, known in sized if known == kind)
        for kind in ("mcid", "mdc")
        if any(known == kind for _, _, known in sized)
    ]
    # With nothing published one step of the scale counts as a change.
    return max(smallest, default=(measure.step, measure.source))


def _verdict(
    measure: OutcomeMeasure, change: float | None, important: float
) -> Literal["better", "worse", "same", "unknown"]:
    if change is None:
        return "unknown"
    if abs(change) < important:
        return "same"
    return "better" if (change > 0) == (measure.better == "higher") else "worse"


def _ago(case: Case, outcome: CaseOutcome) -> float:
    return days_ago(case, outcome) or 0.0
