"""What was planned for an edge, beside what was recorded, as rows."""

from typing import TYPE_CHECKING

from strigil.reporting.table import Table
from strigil.reporting.words import clock, number

if TYPE_CHECKING:
    from strigil.planning import BandCount, PlannedBesideDone

__all__ = ["plan_beside_table"]


def plan_beside_table(found: "PlannedBesideDone") -> Table:
    """Return planned and recorded sums as rows, and what can not be compared.

    A force band is a ceiling: strokes below it are counted nowhere as missing.
    """
    rows = list[tuple[str, str, str]]()
    if found.steps:
        touched = clock(found.contact_time)
        steps = ", ".join(str(order) for order in found.steps)
        rows = [
            ("Steps of the plan", steps, ""),
            ("Strokes", str(found.planned_strokes), str(found.strokes)),
            ("Time", clock(found.planned_time), f"{touched} touching"),
            *(_band_row(one) for one in found.bands),
        ]
    if found.above is not None:
        top = found.bands[-1].band
        high = number(top.high or 0.0, 2, "N")
        rows.append((f"Above {high}, the end of {top.word}", "0", str(found.above)))
    rows += [(said, "", "") for said in found.said]
    return Table("Beside the plan", ("Quantity", "Planned", "Recorded"), tuple(rows))


def _band_row(one: "BandCount") -> tuple[str, str, str]:
    band = one.band
    low, high = number(band.low or 0.0, 2), number(band.high or 0.0, 2, "N")
    name = f"Strokes at {band.word}, {low} to {high}, {band.statistic}"
    return name, str(one.planned), str(one.inside)
