"""What the scans among a session's recordings say, beside the step that scanned."""

import uuid
from dataclasses import dataclass

from strigil_clinic.sessions.models import Session

__all__ = ["ScanSaid", "scans_in_session"]


@dataclass(frozen=True, slots=True)
class ScanSaid:
    """The answer of one recording's scan, in words.

    Attributes
    ----------
    verdict : str
        found, nothing found, or cannot say.
    said, alarm_said : str
        The answer, and how often tissue in which nothing differs raises an alarm.
    recording : UUID or None
        Where the whole scan is seen; None where several recordings say the same.
    """

    verdict: str
    said: str
    alarm_said: str
    recording: uuid.UUID | None


def scans_in_session(session: Session) -> list[ScanSaid]:
    """Return the scans of a session; those that cannot say only where none can."""
    rows = session.recordings.order_by("uploaded_at", "pk")
    kept = [(row.pk, row.analysis["scan"]) for row in rows if row.analysis.get("scan")]
    told = [
        ScanSaid(scan["verdict"], scan["said"], scan["alarm_said"], pk)
        for pk, scan in kept
        if scan["verdict"] != "cannot say"
    ]
    if told:
        return told
    silent = dict.fromkeys(scan["said"] for _, scan in kept)
    return [ScanSaid("cannot say", said, "", None) for said in silent]
