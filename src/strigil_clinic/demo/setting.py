"""When and by whom a story is played, and how its rows are kept."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.people.models import Practitioner
from strigil_clinic.records import Record, RecordStatus

__all__ = ["Setting", "demo_id", "keep", "noted", "sign"]

DEMO = uuid.UUID("8f6f3f0a-57d5-4d0e-9c55-5b0d6e0a1d3c")  # a name space of our own
OPENS = time(8, 40)
M = TypeVar("M", bound=models.Model)
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Setting:
    """Now, the people of both clinics by user name, and the hour of a patient.

    Attributes
    ----------
    slot : int
        Which hour of the day is this patient's, so that two are not there at once.
    """

    now: datetime
    people: Mapping[str, Practitioner]
    seed: int
    slot: int = 0

    def day(self, days_ago: int) -> date:
        """Return the date so many days ago [d]."""
        return timezone.localdate(self.now) - timedelta(days=days_ago)

    def moment(self, days_ago: int, minutes: float) -> datetime:
        """Return a moment of a day [d], counted from the clinic's opening [min].

        Today is counted back from now instead, so that nothing lies in the future.
        """
        if days_ago == 0:
            return self.now - timedelta(minutes=TODAY_FITS - minutes)
        opens = datetime.combine(self.day(days_ago), OPENS)
        later = (self.slot % SLOTS) * SLOT
        return timezone.make_aware(opens) + timedelta(minutes=later + minutes)


TODAY_FITS = 90  # minutes of a first visit, from the door to the end
SLOT, SLOTS = 55, 8  # minutes of one, and how many there are in a day


def demo_id(*names: object) -> uuid.UUID:
    """Return an id that is the same each time the demo is loaded.

    Examples
    --------
    >>> demo_id("ada", "episode") == demo_id("ada", "episode")
    True
    """
    return uuid.uuid5(DEMO, "/".join(str(name) for name in names))


def keep(row: M, who: Practitioner, *, as_: AuditAction = AuditAction.CREATE) -> M:
    """Store a new row and write it to the audit trail, both marked as demo."""
    row.save(force_insert=True)
    return noted(row, who, as_)


def sign(row: R, who: Practitioner, when: datetime) -> R:
    """Sign a stored row at a time in the past; only the demo may do that."""
    row.status = RecordStatus.FINAL
    row.signed_by, row.signed_at = who, when
    row.save()
    return noted(row, who, AuditAction.SIGN)


def noted(row: M, who: Practitioner, action: AuditAction) -> M:
    """Write to the audit trail who did what; its own clock runs true."""
    request = HttpRequest()
    request.user = who
    record(request, action, row, demo=True)
    return row
