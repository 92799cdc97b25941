"""How an outcome changed: the field that matters to patients, and values as rows."""

from collections.abc import Sequence

from strigil.catalogue import OutcomeMeasure
from strigil.reporting.marks import ImportantChangeField, MeasuredPoint
from strigil.reporting.table import Table
from strigil.reporting.words import number

__all__ = ["important_change_of", "outcome_table"]


def outcome_table(measure: OutcomeMeasure, measured: Sequence[MeasuredPoint]) -> Table:
    """Return one row for each value, with its change from the first."""
    points = sorted(measured, key=lambda p: p.time_days)
    rows = tuple(
        (
            p.label or f"day {number(p.time_days, 2)}",
            f"{p.value:g}",
            f"{p.value - points[0].value:+g}".replace("-", "−") if i else "baseline",
        )
        for i, p in enumerate(points)
    )
    return Table(f"{measure.name} [{measure.unit}]", ("When", "Value", "Change"), rows)


def important_change_of(
    measure: OutcomeMeasure, points: Sequence[MeasuredPoint]
) -> ImportantChangeField | None:
    """Return the field of important change, seen from the first value.

    Notes
    -----
    A measure has a set of published important changes; the largest is drawn, on the
    side of caution, and the label gives the whole span.
    """
    known = [c.change for c in measure.changes if c.kind == "mcid"]
    if not known or not points:
        return None
    base = points[0].value
    sizes = [
        c.value * abs(base) if c.unit in ("1", "%") else c.shown().value for c in known
    ]
    most, least = max(sizes), min(sizes)
    span = (
        number(most, 2) if most == least else f"{number(least, 2)} to {number(most, 2)}"
    )
    sign = -1.0 if measure.better == "lower" else 1.0
    unit = "points" if measure.unit in ("1", "point") else measure.unit
    label = f"important change, {span} {unit}"
    return ImportantChangeField(base + sign * most, measure.better, label)
