"""What a case's outcomes tell the response model about this one patient."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from types import MappingProxyType

from strigil.biology import OutcomeSeries
from strigil.catalogue import OutcomeMeasure, Sourced, one_of, sourced_tables
from strigil.treatment.case import Case, days_ago

__all__ = ["OutcomesTold", "outcomes_told"]

# What a measure measures: the quantity that it goes with, and whether it falls when
# that rises. What measures anything else has no quantity in a patient's forecast.
_GOES_WITH: Mapping[str, tuple[str, bool]] = MappingProxyType(
    {
        "pain": ("pain", False),
        "function": ("pain", False),
        "tenderness": ("pain", True),
        "movement": ("restriction", True),
        "stiffness": ("stiffness", False),
    }
)
_SCORES = ("pain", "function")  # these have a best end; the others are measurements
_PAIN_SCALE = 10.0  # of the model's pain [point]
# A detectable change is the 95 % limit of the difference of two values.
_DETECTABLE = 1.96 * math.sqrt(2.0)

_Values = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class OutcomesTold:
    """A case's outcomes as the response model takes them.

    Attributes
    ----------
    series : tuple of OutcomeSeries
        One for each measure and activity; days count from the first session, or from
        today without one.
    left_out : tuple of str
        What was not used, and why.
    """

    series: tuple[OutcomeSeries, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def rated_pain(self) -> tuple[tuple[float, float], ...]:
        """Days [d] and ratings [point] where these are the model's pain itself."""
        return tuple(
            pair
            for one in self.series
            if one.direct
            for pair in zip(one.time_days, one.values, strict=True)
        )


def outcomes_told(case: Case) -> OutcomesTold:
    """Return what a case's outcomes tell the response model.

    Parameters
    ----------
    case : Case
        With its outcomes and sessions so far.

    Returns
    -------
    OutcomesTold
        Several values on one day are one, their mean. Of those before day zero the last
        counts, as on day zero. Where the case has no resting pain, the longest series
        of pain sets the patient's own scale; else it is that of the resting pain, and
        ratings, which are seldom of rest, say by how much pain changed.
    """
    told = {key: _from_day_zero(values) for key, values in _by_measure(case).items()}
    usable = [key for key in told if _measured_by(key) in _GOES_WITH]
    unusable = sorted({key[0] for key in told if key not in usable})
    rated = case.problem.resting_pain is not None
    scale = None if rated else _own_scale({key: told[key] for key in usable})
    series = [
        _series(case, key, told[key], sets_scale=key == scale) for key in sorted(usable)
    ]
    return OutcomesTold(tuple(series), _said_of(unusable))


def _by_measure(case: Case) -> dict[tuple[str, str], list[tuple[float, float]]]:
    """Return days before the case's date and values, by measure and item."""
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    first = max((days_ago(case, s) or 0.0 for s in case.sessions), default=0.0)
    for one in case.outcomes:
        when = first - (days_ago(case, one) or 0.0)
        found.setdefault((one.measure, one.item), []).append((when, one.value))
    return found


def _from_day_zero(values: _Values) -> _Values:
    days = sorted({day for day, _ in values})
    means = [(day, fmean(v for when, v in values if when == day)) for day in days]
    before = [(0.0, value) for day, value in means if day <= 0.0][-1:]
    return [*before, *((day, value) for day, value in means if day > 0.0)]


def _own_scale(told: Mapping[tuple[str, str], _Values]) -> tuple[str, str] | None:
    """Return which series sets the own scale of pain: the longest, first by name."""
    pains = [key for key in told if _measured_by(key) == "pain"]
    return min(pains, key=lambda k: (-len(told[k]), k), default=None)


def _measured_by(key: tuple[str, str]) -> str:
    return one_of(OutcomeMeasure, key[0]).measures


def _series(
    case: Case, key: tuple[str, str], values: _Values, *, sets_scale: bool
) -> OutcomeSeries:
    measure = one_of(OutcomeMeasure, key[0])
    link = sourced_tables("outcome_links.toml")[measure.measures]
    quantity, falls = _GOES_WITH[measure.measures]
    is_score = measure.measures in _SCORES
    best = measure.maximum if measure.better == "higher" else measure.minimum
    # The model's pain is 0 to 10: a rating on another scale is brought to that.
    unit = (measure.maximum - measure.minimum) / _PAIN_SCALE if sets_scale else 1.0
    power = link["power"]
    return OutcomeSeries(
        name=f"{measure.id} ({key[1]})" if key[1] else measure.id,
        quantity=quantity,
        time_days=tuple(day for day, _ in values),
        values=tuple(value / unit for _, value in values),
        error=_error(measure, case.problem.condition, values[0][1], link) / unit,
        low=measure.minimum / unit,
        high=measure.maximum / unit,
        direct=sets_scale,
        best=best if is_score and not sets_scale else None,
        power=-power.value if falls else power.value,
        power_factor=math.sqrt(power.high / power.low),
        wander=link["wander"].value,
    )


def _error(
    measure: OutcomeMeasure,
    condition: str,
    first: float,
    link: Mapping[str, Sourced],
) -> float:
    """Return the standard error of one value [the measure's unit].

    From the largest detectable change that fits best: the smaller ones are often of
    means of groups or within a session.
    """
    known = [c for c in measure.changes_for(condition, first) if c.kind == "mdc"]
    sizes = [_size(measure, change.change, first) for change in known]
    if max(sizes, default=0.0) > 0.0:
        return max(sizes) / _DETECTABLE
    return link["error_share"].value * (measure.maximum - measure.minimum)


def _size(measure: OutcomeMeasure, change: Sourced, first: float) -> float:
    if change.unit == measure.unit or change.unit not in ("1", "%"):
        return change.shown().value
    return change.value * first


def _said_of(unusable: Sequence[str]) -> tuple[str, ...]:
    if not unusable:
        return ()
    return (
        f"Outcomes that the forecast can not learn from: {', '.join(unusable)}; the "
        "response model has no quantity that they go with.",
    )
