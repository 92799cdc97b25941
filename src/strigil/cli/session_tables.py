"""What a session says, as rows for the terminal and the report."""

import math
from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from strigil.intervals import Interval
    from strigil.reporting import Table
    from strigil.treatment import AnomalySearch, SessionDose

__all__ = ["dose_table", "inclination_table", "stiffness_table", "with_doubts"]


def inclination_table(known: "list[float]", of: int) -> "Table":
    """Return how the edge plane leaned against the level, over the strokes.

    Parameters
    ----------
    known : list of float
        The mean of each stroke in which it is known [rad].
    of : int
        How many strokes there were.
    """
    from strigil.reporting import Table

    leans = sorted(math.degrees(lean) for lean in known)
    rows = (
        ("Median of the strokes", f"{median(leans):.0f}°"),
        ("From, to", f"{leans[0]:.0f}° to {leans[-1]:.0f}°"),
        ("Known in", f"{len(leans)} of {of} strokes"),
        ("What it is", "to gravity; to the skin only where the skin is level"),
    )
    return Table("Edge plane against the level", ("What", "Value"), rows)


def dose_table(dose: "SessionDose") -> "Table":
    """Return a dose as rows, each figure with its basis."""
    from strigil.reporting import Table, edge_named, site_named, spread

    def row(
        name: str, value: "Interval | None", factor: float, unit: str
    ) -> tuple[str, str]:
        return name, spread(value, factor, unit)

    rows = (
        ("Edge and site", f"{edge_named(dose.edge)} on {site_named(dose.site)}"),
        row("Mean force", dose.force_mean, 1.0, "N"),
        ("Force is", dose.force_basis),
        row("Time in contact", dose.contact_time, 1.0, "s"),
        ("Strokes", "not known" if dose.strokes is None else str(dose.strokes)),
        row("Impulse", dose.impulse, 1.0, "N·s"),
        row("Pressure over time", dose.pressure_time, 1e-3, "kPa·s"),
        row("Target compressed at mean force", dose.target_strain, 100.0, "%"),
    )
    return Table("What the tissue received", ("Quantity", "Value"), rows)


def stiffness_table(found: "AnomalySearch") -> "Table":
    """Return softer and stiffer places as rows, or that none was found."""
    from strigil.reporting import Table

    rows = [("Result", found.said)]
    rows += [("Cannot be said", said) for said in found.cannot_say]
    return Table("Stiffness along the strokes", ("", "What it says"), tuple(rows))


def with_doubts(table: "Table", doubts: Sequence[str]) -> "Table":
    """Return a table of quantities with what to mind of them below."""
    minded = tuple(("To mind", said) for said in doubts)
    return replace(table, rows=(*table.rows, *minded))
