"""Bringing a live recording home: into the record, when the session is finished."""

from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from strigil_clinic.access import ClinicRequest
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.calibrations.science import own_readings
from strigil_clinic.page import toast
from strigil_clinic.recordings.doubts import chosen_of
from strigil_clinic.recordings.intake import BadRecordingError, Incoming, store
from strigil_clinic.recordings.models import Recording
from strigil_clinic.sessions.models import Session
from strigil_clinic.streams import running
from strigil_clinic.streams.noticed import keep_noticed
from strigil_clinic.streams.science import (
    NOT_OF_THE_PATIENT,
    SOURCES,
    StrigilError,
    forget_parts,
    kept_as_one,
)

__all__ = ["bring_home", "kept"]


def bring_home(request: ClinicRequest, session: Session) -> None:
    """End the session's stream, and keep what it recorded with the session.

    What a simulator or a replay played was not measured on this patient: it stays out
    of the record, and the page says so.
    """
    asked = running.wanted(session.pk)
    running.end(session.pk)
    if asked is not None and asked.source in NOT_OF_THE_PATIENT:
        toast(request, _("The simulated or replayed force is not kept in the record."))
    for kind in SOURCES:
        try:
            if kept(request, session, kind) is not None:
                toast(request, _("The live recording is kept with this session."))
        except (StrigilError, BadRecordingError) as error:
            toast(request, str(error))


def kept(
    request: ClinicRequest, session: Session, kind: str, note: str = ""
) -> Recording | None:
    """Keep what one kind of source gave in a session; what was kept once is not again.

    Parameters
    ----------
    note
        What else is to be known of the recording.

    Raises
    ------
    StrigilError, BadRecordingError
        When its parts cannot be read; they stay where they are.
    """
    base = running.base_of(session.pk, kind)
    keep_noticed(session, base)
    row = None
    if kind not in NOT_OF_THE_PATIENT:
        row = _stored(request, session, base, note)
    forget_parts(base)
    return row


def _stored(
    request: ClinicRequest, session: Session, base: Path, note: str
) -> Recording | None:
    whole = base.with_suffix(".whole.parquet")
    try:
        if not kept_as_one(base, whole, note):
            return None
        return _taken_in(request, session, whole)
    finally:
        whole.unlink(missing_ok=True)
        whole.with_suffix(".json").unlink(missing_ok=True)


def _taken_in(request: ClinicRequest, session: Session, whole: Path) -> Recording:
    episode = session.visit.episode
    with transaction.atomic(), whole.open("rb") as file:
        row = store(
            Incoming(
                file=file,
                name=_("live recording.parquet"),
                size=whole.stat().st_size,
                episode=episode,
                uploaded_by=request.user,
                edge=chosen_of(session).get("edge", ""),
                site=episode.site_id,
                session=session,
                sidecar=whole.with_suffix(".json"),
                readings=own_readings(session.practitioner),
            )
        )
        record(request, AuditAction.CREATE, row, sha256=row.sha256)
    return row
