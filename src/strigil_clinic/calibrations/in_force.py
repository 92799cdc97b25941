"""Which measurements count now: those of the series that was signed last."""

from collections.abc import Sequence

from strigil_clinic.calibrations.models import ForceCalibration
from strigil_clinic.people.models import Practitioner

__all__ = ["alike", "in_force", "unsigned"]


def in_force(who: Practitioner) -> list[ForceCalibration]:
    """Return what a practitioner's plans rest on, the first day first.

    A new series replaces the one before; a repeat adds a day to it.
    """
    signed = list(ForceCalibration.objects.signed().filter(practitioner=who))
    last = max(signed, key=lambda row: row.signed_at or row.created_at, default=None)
    return alike(signed, last) if last is not None else []


def unsigned(who: Practitioner) -> list[ForceCalibration]:
    """Return what was measured and waits for a signature."""
    rows = ForceCalibration.objects.filter(practitioner=who, status="preliminary")
    return list(rows.select_related("recording"))


def alike(
    rows: Sequence[ForceCalibration], one: ForceCalibration
) -> list[ForceCalibration]:
    """Return the rows that may be pooled with this one."""
    return [
        row
        for row in rows
        if row.series == one.series and row.statistic == one.statistic
    ]
