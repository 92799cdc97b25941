"""Keeping what was measured: unsigned until it is looked at, then locked."""

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from strigil_clinic.access import ClinicRequest
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.calibrations.forms import MOST_SAMPLES, MeasureForm
from strigil_clinic.calibrations.in_force import unsigned
from strigil_clinic.calibrations.models import CalibrationMethod, ForceCalibration
from strigil_clinic.calibrations.science import stroke_forces
from strigil_clinic.people.models import Practitioner
from strigil_clinic.recordings.intake import BadRecordingError, Incoming, store
from strigil_clinic.recordings.models import Recording

__all__ = ["discard", "keep", "sign"]

Read = dict[str, tuple[tuple[float, ...], Recording | None]]  # forces [N] by word


@transaction.atomic
def keep(request: ClinicRequest, form: MeasureForm) -> bool:
    """Keep a form as unsigned rows; False when a recording could not be used.

    What could be used is kept even then, so that it need not be chosen again.
    """
    who = request.user
    if form.cleaned_data["method"] == CalibrationMethod.RECORDING:
        read = _from_files(form, who)
    else:
        read = {word: (tuple(forces), None) for word, forces in form.forces.items()}
    discard(who)
    series = form.before[-1].series if form.is_repeat else uuid.uuid4()
    for word, (forces, recording) in read.items():
        row = ForceCalibration(
            practitioner=who,
            created_by=who,
            word=word,
            readings=list(forces),
            recording=recording,
            series=series,
            edge_id=form.cleaned_data["edge"],
            **{k: form.cleaned_data[k] for k in ("method", "statistic", "measured_on")},
        )
        row.save()
        record(request, AuditAction.CREATE, row, word=word)
    return not form.errors


@transaction.atomic
def sign(request: ClinicRequest) -> int:
    """Sign and lock what waits; return how many words."""
    rows = unsigned(request.user)
    for row in rows:
        row.sign(request.user)
        record(request, AuditAction.SIGN, row, word=row.word)
    return len(rows)


def discard(who: Practitioner) -> None:
    """Drop what was not signed; a recording that was stored stays stored."""
    ForceCalibration.objects.filter(practitioner=who, status="preliminary").delete()


def _from_files(form: MeasureForm, who: Practitioner) -> Read:
    """Return each word's strokes from the file sent, or from the one kept before."""
    found: Read = {}
    statistic, files = form.cleaned_data["statistic"], form.sent()
    kept = {w: row.recording for w, row in form.kept.items() if row.recording}
    for word in (*files, *(word for word in kept if word not in files)):
        try:
            row = _stored(files[word], form, who) if word in files else kept[word]
            forces = stroke_forces(row.analysis, word, statistic)
        except BadRecordingError as error:
            form.add_error(f"{word}_file", str(error))
            continue
        if forces:
            found[word] = (forces, row)
        else:
            said = _("No whole stroke with a force was found in this recording.")
            form.add_error(f"{word}_file", said)
    return found


def _stored(file: Any, form: MeasureForm, who: Practitioner) -> Recording:
    return store(
        Incoming(
            file=file,
            name=file.name,
            size=file.size,
            episode=None,
            uploaded_by=who,
            edge=form.cleaned_data["edge"],
            most=MOST_SAMPLES,
        )
    )
