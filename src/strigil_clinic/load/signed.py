"""What signed sessions cost the hands of who treated; nobody else is shown it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from strigil_clinic.calibrations.science import own_readings
from strigil_clinic.drawn import drawn
from strigil_clinic.load.science import Worked, hand_load
from strigil_clinic.people.models import Practitioner
from strigil_clinic.sessions.models import Session

__all__ = ["load_of"]

WEEKS_BACK, DAYS_BACK = 12, 28


def load_of(who: Practitioner, every: str) -> dict[str, Any]:
    """Return chart and tables of a practitioner's own load, by day or by week.

    Parameters
    ----------
    who
        Whose signed sessions are counted.
    every
        `day` or `week`.
    """
    back = timedelta(days=DAYS_BACK) if every == "day" else timedelta(weeks=WEEKS_BACK)
    rows = (
        Session.objects.signed()
        .filter(practitioner=who, ended_at__gte=timezone.now() - back)
        .order_by("ended_at")
        .prefetch_related("recordings")
    )
    worked = [_worked(row) for row in rows]
    if not worked:
        return {"sessions": 0}
    found = hand_load(worked, own_readings(who), by_day=every == "day")
    return {
        "sessions": len(worked),
        "chart": drawn(found.chart),
        "table": found.table,
        "last": found.last,
        "last_day": found.last_day,
    }


def _worked(row: Session) -> Worked:
    recorded = [one.analysis.get("strokes", []) for one in row.recordings.all()]
    sites = row.dose.get("sites", []) if row.dose.get("from") == "steps" else []
    times = [(site.get("si") or {}).get("contact_time") or {} for site in sites]
    ended = row.ended_at or row.created_at
    return Worked(
        day=timezone.localtime(ended).date(),
        recorded=tuple(strokes for strokes in recorded if strokes),
        seconds=sum(time.get("value", 0.0) for time in times),
    )
