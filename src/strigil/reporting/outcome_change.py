"""How an outcome changed: the field that matters to patients, and values as rows."""

from collections.abc import Sequence

from strigil.catalogue import OutcomeMeasure
from strigil.planning.trend import change_in_units
from strigil.reporting.marks import ImportantChangeField, MeasuredPoint
from strigil.reporting.table import Table
from strigil.reporting.words import number, plain

__all__ = ["important_change_of", "outcome_table"]


def outcome_table(measure: OutcomeMeasure, measured: Sequence[MeasuredPoint]) -> Table:
    """Return one row for each value, with its change from the first."""
    points = sorted(measured, key=lambda p: p.time_days)
    rows = tuple(
        (
            p.label or f"day {number(p.time_days, 2)}",
            f"{p.value:g}",
            measure.change_said(p.value - points[0].value) if i else "first",
        )
        for i, p in enumerate(points)
    )
    name = f"{measure.name} [{measure.unit_said()}], {measure.direction_said}"
    return Table(name, ("When", "Value", "Since the first"), rows)


def important_change_of(
    measure: OutcomeMeasure, points: Sequence[MeasuredPoint]
) -> ImportantChangeField | None:
    """Return the field of important change, seen from the first value.

    Notes
    -----
    A measure has a set of published important changes; the field runs from the
    smallest to the largest of them, and the label says both. A measure that asks for
    the change itself counts from no change.
    """
    if not points:
        return None
    base = 0.0 if measure.is_change else points[0].value
    known = (
        change_in_units(measure, c, base) for c in measure.changes if c.kind == "mcid"
    )
    sizes = [size for size in known if size is not None]
    if not sizes:
        return None
    least, most = min(sizes), max(sizes)
    span = plain(most) if most == least else f"{plain(least)} to {plain(most)}"
    unit = measure.unit_said(is_one=span == "1")
    sign = -1.0 if measure.better == "lower" else 1.0
    way = "" if measure.is_change else f" {measure.better}"
    return ImportantChangeField(
        threshold=base + sign * least,
        better=measure.better,
        label=f"important change: {span} {unit}{way}",
        far=base + sign * most if most > least else None,
    )
