"""A dose as a reader sees it: each figure with how it is known."""

from strigil.catalogue import BodySite, Instrument, edge_among, one_of
from strigil.intervals import Interval
from strigil.reporting import spread
from strigil.treatment import SessionDose

__all__ = ["dose_rows"]


def dose_rows(dose: SessionDose, own: tuple[Instrument, ...]) -> list[list[str]]:
    """Return each figure of a dose with how it is known."""

    def row(
        name: str, value: Interval | None, factor: float, unit: str, basis: str
    ) -> list[str]:
        return [name, spread(value, factor, unit), basis]

    computed = "computed"
    force, seconds = dose.force_basis, dose.time_basis
    strokes = "not known" if dose.strokes is None else str(dose.strokes)
    return [
        ["Edge", edge_among(dose.edge, own).name, "as entered"],
        ["Site", one_of(BodySite, dose.site).name, "as entered"],
        ["Strokes", strokes, seconds],
        row("Time in contact", dose.contact_time, 1.0, "s", seconds),
        row("Mean force", dose.force_mean, 1.0, "N", force),
        row("Impulse", dose.impulse, 1.0, "N·s", force),
        row("Mean pressure", dose.mean_pressure, 1e-3, "kPa", computed),
        row("Pressure over time", dose.pressure_time, 1e-3, "kPa·s", computed),
        row(f"Compression of {dose.target}", dose.target_strain, 100, "%", computed),
    ]
