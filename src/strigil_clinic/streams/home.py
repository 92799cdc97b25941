"""Bringing a live recording home: into the record, when the session is finished."""

from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from strigil_clinic.access import ClinicRequest
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.episodes.science import case_of
from strigil_clinic.page import toast
from strigil_clinic.recordings.doubts import chosen_of
from strigil_clinic.recordings.intake import BadRecordingError, Incoming, store
from strigil_clinic.sessions.models import Session
from strigil_clinic.streams import running
from strigil_clinic.streams.science import (
    NOT_OF_THE_PATIENT,
    SOURCES,
    StrigilError,
    forget_parts,
    kept_as_one,
)

__all__ = ["bring_home"]


def bring_home(request: ClinicRequest, session: Session) -> None:
    """End the session's stream, and keep what it recorded with the session.

    What a simulator or a replay played was not measured on this patient: it stays out
    of the record, and the page says so.
    """
    asked = running.wanted(session.pk)
    running.end(session.pk)
    if asked is not None and asked.source in NOT_OF_THE_PATIENT:
        toast(request, _("The simulated or replayed force is not kept in the record."))
    for kind in set(SOURCES) - set(NOT_OF_THE_PATIENT):
        _keep(request, session, running.base_of(session.pk, kind))


def _keep(request: ClinicRequest, session: Session, base: Path) -> None:
    """Keep what one source gave; what was kept once is not kept again."""
    whole = base.with_suffix(".whole.parquet")
    try:
        if not kept_as_one(base, whole):
            return
        _stored(request, session, whole)
    except (StrigilError, BadRecordingError) as error:
        toast(request, str(error))
        return
    finally:
        whole.unlink(missing_ok=True)
    forget_parts(base)
    toast(request, _("The live recording is kept with this session."))


def _stored(request: ClinicRequest, session: Session, whole: Path) -> None:
    episode = session.visit.episode
    own = case_of(episode, practitioner=request.user).practitioner.readings
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
                readings=own,
            )
        )
        record(request, AuditAction.CREATE, row, sha256=row.sha256)
