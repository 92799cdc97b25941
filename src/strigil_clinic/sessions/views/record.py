"""The record of a session: read only, on paper too."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from strigil_clinic.access import ClinicRequest, session_for
from strigil_clinic.drawn import drawn
from strigil_clinic.episodes.layout import episode_page
from strigil_clinic.recordings.allowed import above_in_session
from strigil_clinic.recordings.doubts import doubts_in_session
from strigil_clinic.recordings.scans import scans_in_session
from strigil_clinic.sessions.finish import compared, dose_of
from strigil_clinic.sessions.models import Session
from strigil_clinic.sessions.state import (
    highest_treated,
    now_of,
    resting_pain_of,
    soreness_of,
)
from strigil_clinic.sessions.stops import lifts_of, said_of_stops
from strigil_clinic.sessions.timeline import timeline_of

__all__ = ["page"]


@require_safe
def page(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a session with its events, planned beside delivered."""
    session = session_for(request, pk)
    now, lifts = now_of(session.events.all()), lifts_of(session)
    context = episode_page(session.visit.episode, here="treat") | {
        "session": session,
        "timeline": timeline_of(session),
        "compared": compared(session),
        "dose": session.dose or dose_of(session),
        "stops": said_of_stops(lifts),
        "lifts": lifts,
        "resting": resting_pain_of(session),
        "soreness": soreness_of(session),
        "highest": highest_treated(session),
        "signs": now.signs,
        "recorded": [*_recorded(session)],
        "doubts": doubts_in_session(session),
        "above": above_in_session(session),
        "scans": scans_in_session(session),
    }
    return render(request, "sessions/record.html", context)


def _recorded(session: Session) -> Iterator[dict[str, Any]]:
    """Yield what each recording shows: plot, figures, doubts, what is not known."""
    for row in session.recordings.all():
        tables = row.analysis.get("tables", {})
        chart = row.analysis.get("charts", {}).get("recording", "")
        yield {
            "row": row,
            "chart": drawn(chart) if chart else "",
            "figures": dict(tables.get("summary", {}).get("rows", [])),
            "dose_rows": row.analysis.get("dose_rows", []),
            "quality": tables.get("quality", {}).get("rows", []),
            "unknown": tables.get("unknown", {}).get("rows", []),
            "map_said": (row.analysis.get("map") or {}).get("said", []),
        }
