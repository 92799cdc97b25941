"""What the pages show of measurements: figures, chart, questions, earlier days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from strigil_clinic.calibrations.in_force import alike
from strigil_clinic.calibrations.models import (
    CalibrationMethod,
    ForceCalibration,
    ForceWord,
)
from strigil_clinic.calibrations.readings import read_readings
from strigil_clinic.calibrations.science import (
    Doubt,
    Words,
    doubts_of,
    in_grams,
    is_old,
    words_of,
)
from strigil_clinic.drawn import drawn
from strigil_clinic.inventory.science import edge_name
from strigil_clinic.people.models import Practitioner
from strigil_clinic.records import RecordStatus

__all__ = ["Shown", "conversion_of", "earlier_of", "shown", "typed_again"]


@dataclass(frozen=True, slots=True)
class Shown:
    """Measurements of one calibration, as a page shows them."""

    words: Words
    chart: SafeString
    rows: Sequence[ForceCalibration]
    edge: str
    doubts: Sequence[Doubt]
    is_repeat: bool
    is_old: bool


def shown(
    rows: Sequence[ForceCalibration], before: Sequence[ForceCalibration] = ()
) -> Shown:
    """Return rows for the page, beside the days before that they repeat."""
    earlier = alike(before, rows[0])
    words = words_of([*earlier, *rows])
    if words is None:  # without rows there is nothing to show
        message = "rows must hold at least one measurement"
        raise ValueError(message)
    waits = rows[0].status == RecordStatus.PRELIMINARY
    caption = _("Days, not signed yet") if waits else _("Days, in your plans")
    return Shown(
        words=replace(words, table=replace(words.table, caption=caption)),
        chart=drawn(words.chart),
        rows=rows,
        edge=edge_name(rows[-1].edge_id),
        doubts=[d for row in rows for d in doubts_of(row.word, row.readings)],
        is_repeat=bool(earlier),
        is_old=is_old(rows, timezone.localdate()),
    )


def earlier_of(
    who: Practitioner, counts: Sequence[ForceCalibration]
) -> list[dict[str, Any]]:
    """Return every signed row, the newest first, and whether it still counts."""
    held = {row.pk for row in counts}
    rows = ForceCalibration.objects.filter(practitioner=who)
    signed = rows.exclude(status="preliminary").order_by("-measured_on", "-created_at")
    return [
        {
            "row": row,
            "counts": row.pk in held,
            "mean": sum(row.readings) / len(row.readings) if row.readings else None,
            "edge": edge_name(row.edge_id),
        }
        for row in signed
    ]


def conversion_of(form: forms.Form) -> list[dict[str, Any]]:
    """Return what is typed in a form so far in newtons, word by word."""
    unit = form["unit"].value() or "g"
    if form["method"].value() == CalibrationMethod.RECORDING:
        return []
    return [_converted(word, str(form[word].value() or ""), unit) for word in ForceWord]


def typed_again(row: ForceCalibration) -> str:
    """Return readings as they were typed, in grams."""
    if row.method == CalibrationMethod.RECORDING:
        return ""
    return " ".join(f"{in_grams(force):.4g}" for force in row.readings)


def _converted(word: ForceWord, text: str, unit: str) -> dict[str, Any]:
    found: dict[str, Any] = {"word": word.label, "key": word.value}
    try:
        forces = read_readings(text, unit)
    except forms.ValidationError as error:
        return found | {"wrong": " ".join(error.messages)}
    doubts = {doubt.place for doubt in doubts_of(word, forces)}
    odd = [(force, k in doubts) for k, force in enumerate(forces, start=1)]
    return found | {"forces": odd, "doubts": bool(doubts), "count": len(forces)}
