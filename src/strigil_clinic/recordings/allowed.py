"""Which word a recorded session was to stay in, and how many strokes were above it."""

from strigil.treatment import ForceBand, RecordedStrokes, StrokesAbove
from strigil_clinic.calibrations.science import own_readings
from strigil_clinic.recordings.models import Recording
from strigil_clinic.recordings.science import beside, count_above, firmest
from strigil_clinic.records import RecordStatus
from strigil_clinic.screening.models import ScreeningRecord
from strigil_clinic.sessions.models import Session

__all__ = ["above_in", "above_in_session", "strokes_beside"]


def strokes_beside(row: Recording) -> RecordedStrokes | None:
    """Return the strokes of a recording beside the firmest word that was allowed.

    The screen's cap at that time comes first, then the plan as it was followed. A
    recording of no session is held to the cap alone. None where no word is known.
    """
    allowed = _allowed(row)
    if allowed is None or not row.analysis.get("strokes"):
        return None
    who = row.session.practitioner if row.session is not None else row.uploaded_by
    return beside(row.analysis["strokes"], allowed, own_readings(who))


def above_in(row: Recording) -> StrokesAbove | None:
    """Return how many strokes of a recording were above what was allowed."""
    strokes = strokes_beside(row)
    return count_above(strokes) if strokes is not None else None


def above_in_session(session: Session) -> list[StrokesAbove]:
    """Return the same for each recording of a session."""
    found = [above_in(row) for row in session.recordings.all()]
    return [one for one in found if one is not None]


def _allowed(row: Recording) -> RecordedStrokes | None:
    """Return the word that was allowed, with its band and without a stroke yet."""
    bands = _bands(row)
    if _is_capped(row):
        return RecordedStrokes("light", capped=True, band=bands.get("light"))
    word = firmest(bands)
    return RecordedStrokes(word, band=bands[word]) if word is not None else None


def _is_capped(row: Recording) -> bool:
    """Whether the screen that counted when it was made held the force."""
    session = row.session
    when = session.started_at or session.created_at if session else row.uploaded_at
    screens = ScreeningRecord.objects.filter(episode=row.episode, signed_at__lte=when)
    screens = screens.exclude(status=RecordStatus.ENTERED_IN_ERROR)
    last = screens.order_by("signed_at").last()
    return last is not None and bool(last.cap)


def _bands(row: Recording) -> dict[str, ForceBand]:
    """Return the bands of the steps that were done with the recorded edge, by word."""
    if row.session is None:
        return {}
    steps = row.session.plan_snapshot.get("steps", [])
    steps = [s for s in steps if s.get("force_band") and not s.get("skipped")]
    with_edge = [step for step in steps if step.get("edge") == row.edge_id]
    bands = (ForceBand(**step["force_band"]) for step in with_edge or steps)
    return {band.word: band for band in bands}
