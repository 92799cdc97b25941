"""Live recordings that a crash left behind, brought into the record at the next start.

A session that is still under way and was so lately keeps its parts: its stream is begun
again when its page is opened, and Finish joins them. Every other one is brought home
here.
"""

import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.recordings.intake import BadRecordingError
from strigil_clinic.recordings.science import RECOVERED
from strigil_clinic.sessions.models import Session, SessionState
from strigil_clinic.sessions.science import screen_age_hours
from strigil_clinic.streams import running
from strigil_clinic.streams.home import kept
from strigil_clinic.streams.noticed import BY, in_charge, say
from strigil_clinic.streams.science import SOURCES, StrigilError

__all__ = ["recover"]

OVER = (SessionState.STOPPED, SessionState.COMPLETED)
HOUR = 3600.0  # s


def recover() -> list[str]:
    """Bring home what was left behind; return a line about each, without names."""
    found = set(_left_over())
    return [said for pk, kind in sorted(found) if (said := _recovered(pk, kind))]


def _left_over() -> Iterator[tuple[uuid.UUID, str]]:
    """Yield session and kind of source of what lies there."""
    for path in sorted((Path(settings.VAR) / "live").glob("*.parquet.*.jsonl")):
        name, _dot, _rest = path.name.partition(".")
        session, _dash, kind = name.rpartition("-")
        try:
            pk = uuid.UUID(session)
        except ValueError:
            continue
        if kind in SOURCES:
            yield pk, kind


def _recovered(pk: uuid.UUID, kind: str) -> str:
    session = Session.objects.filter(pk=pk).select_related("practitioner").first()
    if session is None or _goes_on(session, kind):
        return ""
    running.end(session.pk)  # nobody waits for it any more
    request = in_charge(session)
    try:
        row = kept(request, session, kind, note=f"{RECOVERED}.")
    except (StrigilError, BadRecordingError) as error:
        return f"A live recording of session {pk} could not be recovered: {error}"
    if row is None:
        return ""
    record(request, AuditAction.CHANGE, session, recovered=str(row.pk))
    if not session.is_locked:
        said = _(
            "The server ended while the sensor recorded. What it had is recovered, and "
            "kept as a recording of this session."
        )
        say(session, said, session.practitioner, by=BY)
    return f"A live recording of session {pk} was recovered."


def _goes_on(session: Session, kind: str) -> bool:
    """Whether Finish will still bring it home: it is under way, and was so lately."""
    if session.is_locked or session.state in OVER:
        return False
    lie = running.base_of(session.pk, kind)
    last = max(path.stat().st_mtime for path in lie.parent.glob(f"{lie.stem}*"))
    return time.time() - last < screen_age_hours() * HOUR
