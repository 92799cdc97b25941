"""What a session's stream decided and noticed, kept in the session's record.

The stream writes it beside its recording; it is fetched while the stream runs, when the
session is finished, and after a crash. No page has to listen.
"""

import contextlib
import threading
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from strigil_clinic.access import ClinicRequest
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.people.models import Practitioner
from strigil_clinic.sessions.events import elapsed, store
from strigil_clinic.sessions.models import EventKind, Session, SessionEvent, StopWhy
from strigil_clinic.sessions.state import now_of
from strigil_clinic.streams.science import NOT_OF_THE_PATIENT, happened_in

__all__ = ["BY", "follow", "in_charge", "keep_noticed", "say"]

LOOK = 0.2  # s between looks for what happened
BY = "stream"  # in an event's details: nobody entered it
WHY = {"force": StopWhy.FORCE, "pain": StopWhy.PAIN_LIMIT}


def follow(session: uuid.UUID, base: Path, over: threading.Event) -> None:
    """Keep what happens in a stream until it is over; runs on a thread of its own."""
    known = 0
    while True:
        is_last = over.wait(LOOK)
        found = len(happened_in(base))
        if found > known:
            with contextlib.suppress(DatabaseError):  # busy: the next look tries again
                _keep_here(session, base)
                known = found
        if is_last:
            return


def keep_noticed(session: Session, base: Path) -> list[SessionEvent]:
    """Store what happened and is not in the record yet; what is there stays once."""
    if session.is_locked:
        return []
    rows = happened_in(base)
    known = {str(one) for one in session.events.values_list("client_id", flat=True)}
    kept: list[SessionEvent] = []
    for row in rows:
        if row["id"] not in known and _is_of_record(session, row, base):
            kept += _stored(session, row)
    return kept


def say(session: Session, said: str, who: Practitioner, *, by: str = "") -> None:
    """Keep a sentence about the sensor among the events of its session.

    Parameters
    ----------
    by
        `BY` where nobody entered it.
    """
    found = {
        "client_id": uuid.uuid4(),
        "kind": EventKind.SENSOR,
        "step": now_of(session.events.all()).running,
        "pain": None,
        "why": "",
        "note": said[:300],
        "detail": {"by": by} if by else {},
        "monotonic": elapsed(session),
        "happened_at": timezone.now(),
    }
    store(session, found, who)


def in_charge(session: Session) -> ClinicRequest:
    """Return a request in the name of who is in charge of a session.

    The audit trail names a person; that nobody did it is said in the entry.
    """
    request = ClinicRequest()
    request.user = session.practitioner
    return request


def _keep_here(session: uuid.UUID, base: Path) -> None:
    try:
        row = Session.objects.filter(pk=session).first()
        if row is not None:
            keep_noticed(row, base)
    finally:
        connection.close()  # of this thread


def _is_of_record(session: Session, row: Mapping[str, Any], base: Path) -> bool:
    """Whether it belongs into the record, and says something new.

    A stop that holds already has its reason; an alarm of a simulator is nobody's.
    """
    if row["what"] == "alarm":
        return not base.stem.endswith(tuple(f"-{kind}" for kind in NOT_OF_THE_PATIENT))
    at = _since_start(session, row)
    before = [one for one in session.events.all() if one.monotonic <= at]
    return not now_of(before).stopped


@transaction.atomic
def _stored(session: Session, row: Mapping[str, Any]) -> list[SessionEvent]:
    kept: list[SessionEvent] = []
    for found in _events(session, row):
        kept += store(session, found, session.practitioner)
    for event in kept:
        record(
            in_charge(session), AuditAction.CREATE, event, kind=event.kind, entered=BY
        )
    return kept


def _events(session: Session, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    base = {
        "step": row.get("step"),
        "pain": None,
        "why": "",
        "note": "",
        "detail": {"by": BY},
        "monotonic": _since_start(session, row),
        "happened_at": datetime.fromtimestamp(row["at"], UTC),
    }
    said = str(row["said"])[:300]
    if row["what"] == "alarm":
        given = {"client_id": uuid.UUID(row["id"]), "kind": EventKind.SENSOR}
        return [{**base, **given, "note": said}]
    stop = {"client_id": uuid.UUID(row["id"]), "kind": EventKind.STOP, "note": said}
    reason = WHY.get(row["kind"])
    if reason is None:
        return [{**base, **stop}]
    why = {"client_id": uuid.UUID(row["why_id"]), "kind": EventKind.STOP_REASON}
    return [{**base, **stop}, {**base, **why, "why": reason}]


def _since_start(session: Session, row: Mapping[str, Any]) -> float:
    """Return when it happened by the session's clock [s]."""
    began = session.started_at or session.created_at
    return max(float(row["at"]) - began.timestamp(), 0.0)
