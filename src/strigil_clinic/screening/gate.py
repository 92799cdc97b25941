"""The way to treatment: what stands in it, asked of the server each time.

A page may hide a button; this is what refuses. Plan and session ask it before they
start anything.
"""

from django.utils.translation import gettext as _

from strigil_clinic.assessments.models import Assessment
from strigil_clinic.episodes.loop import consent_holds
from strigil_clinic.episodes.models import Episode
from strigil_clinic.screening.models import ScreeningRecord
from strigil_clinic.screening.science import screen_now
from strigil_clinic.sessions.models import Session, SessionState

__all__ = ["is_current", "latest_signed", "why_not_treat"]


def latest_signed(episode: Episode) -> ScreeningRecord | None:
    """Return the signed screen that counts."""
    return ScreeningRecord.objects.signed().filter(episode=episode).last()


def is_current(screening: ScreeningRecord) -> bool:
    """Whether no session has been given since the screen was signed."""
    over = [SessionState.STOPPED, SessionState.COMPLETED]
    sessions = Session.objects.current().filter(visit__episode=screening.episode)
    signed = screening.signed_at or screening.created_at
    return not sessions.filter(state__in=over, created_at__gt=signed).exists()


def why_not_treat(episode: Episode) -> list[str]:
    """Return each thing that stands against treating now; nothing when the way is free.

    The screen is run again on what is known at this moment, so that a reaction, a
    red-flag test or a withdrawal that came after it was signed counts too.
    """
    against = []
    if not episode.is_open:
        against.append(_("The episode is closed."))
    if not consent_holds(episode):
        against.append(_("The patient has not consented."))
    return against + _screen(episode) + _assessment(episode)


def _screen(episode: Episode) -> list[str]:
    screening = latest_signed(episode)
    if screening is None:
        return [_("The screen is not signed.")]
    if not is_current(screening):
        return [_("There was a session since the screen: screen again.")]
    found = screen_now(episode)
    if found.treatable:
        return []
    return [
        f"{f.name}. {f.advice}".strip() for f in found.findings if _refuses(f.level)
    ]


def _refuses(level: str) -> bool:
    return level in ("signed_reason_needed", "refer", "blocked")


def _assessment(episode: Episode) -> list[str]:
    latest = Assessment.objects.current().filter(episode=episode).last()
    if latest is None or latest.signed_at is None:
        return [_("The assessment is not signed.")]
    screening = latest_signed(episode)
    if screening is not None and screening.created_at < latest.signed_at:
        return [_("The assessment was signed after the screen: screen again.")]
    return []
