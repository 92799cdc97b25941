"""The way to treatment: what stands in it, asked of the server each time.

A page may hide a button; this is what refuses. Plan and session ask it before they
start anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strigil_clinic.assessments.models import Assessment
from strigil_clinic.consent.science import consent_holds
from strigil_clinic.episodes.models import Episode
from strigil_clinic.reactions.log import re_treatment
from strigil_clinic.screening.models import ScreeningRecord
from strigil_clinic.screening.science import screen_now
from strigil_clinic.sessions.models import Session, SessionState

__all__ = ["Barrier", "barriers_now", "is_current", "latest_signed", "why_not_treat"]

WAYS_OUT = {
    "consent": ("consent:page", gettext_lazy("Consent")),
    "screen": ("screening:page", gettext_lazy("Screen")),
    "assess": ("assessments:page", gettext_lazy("Assess")),
    "plan": ("plans:page", gettext_lazy("Plan")),
    "after-care": ("reactions:page", gettext_lazy("After-care")),
}
CONSENT = "consent"  # what the screen finds where there is none
REFUSED = "consent_region"  # what it finds where the patient says no to this place
REST = "retreat_interval"  # the rule of the time between two sessions
OF_SESSIONS = ("reaction", REST)  # said by after-care


@dataclass(frozen=True, slots=True)
class Barrier:
    """One thing that stands against treating, and the way out.

    `part` is the part of the loop that leads on, `brief` what its line there says
    where it had been done.
    """

    said: str
    url: str = ""
    action: str = ""
    part: str = ""
    brief: str = ""


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
    return [barrier.said for barrier in barriers_now(episode)]


def barriers_now(episode: Episode) -> list[Barrier]:
    """Return the same with the page that leads on from each."""
    found = []
    if not episode.is_open:
        said = _("The episode is closed.")
        found.append(Barrier(said, episode.get_absolute_url(), _("Overview")))
    if not consent_holds(episode):
        said = _("The patient has not consented.")
        found.append(_at("consent", episode, said))
    found += _refused_here(episode)
    parts = (_after_care(episode), _screen(episode), _assessment(episode))
    return [*found, *(barrier for part in parts for barrier in part)]


def _refused_here(episode: Episode) -> Iterator[Barrier]:
    for one in screen_now(episode).findings:
        if one.item == REFUSED and _refuses(one.level):
            brief = _("no to %(where)s") % {"where": one.answer}
            yield _at("consent", episode, f"{one.name}. {one.advice}", brief)


def _at(part: str, episode: Episode, said: str, brief: str = "") -> Barrier:
    view, action = WAYS_OUT[part]
    url = reverse(view, args=[episode.pk])
    return Barrier(said, url, str(action), part=part, brief=brief)


def _after_care(episode: Episode) -> Iterator[Barrier]:
    """Yield what the sessions so far bar, in the words of after-care."""
    lock = re_treatment(episode)
    if lock.until is not None:
        when = date_format(timezone.localtime(lock.until), "l j F, H:i")
        said = _("The last session is too recent. From %(when)s. %(because)s")
        said %= {"when": when, "because": lock.because}
        if _may_be_signed_for(episode):
            said += " " + _("The other way: a reason signed by your name on Screen.")
        soon = date_format(timezone.localtime(lock.until), "j M, H:i")
        yield _after(episode, said, _("from %(when)s") % {"when": soon})
    for said in lock.barred:
        yield _after(episode, said)


def _after(episode: Episode, said: str, brief: str = "") -> Barrier:
    """Return what after-care says, with the way that comes back here."""
    barrier = _at("after-care", episode, said, brief)
    return replace(barrier, url=barrier.url + "?back=treat#again")


def _may_be_signed_for(episode: Episode) -> bool:
    """Whether a signed reason lifts the rest between two sessions."""
    found = [one for one in screen_now(episode).findings if one.item == REST]
    return bool(found) and all(one.override == "signed_reason" for one in found)


def _screen(episode: Episode) -> Iterator[Barrier]:
    screening = latest_signed(episode)
    if screening is None:
        said = _("The screen is not signed.")
        yield _at("screen", episode, said, _("not signed"))
    elif not is_current(screening):
        said = _("There was a session since the screen: screen again.")
        yield _at("screen", episode, said, _("due again"))
    else:
        none_given = () if consent_holds(episode) else (CONSENT,)
        said_already = (*OF_SESSIONS, REFUSED, *none_given)
        for found in screen_now(episode).findings:
            if _refuses(found.level) and found.item not in said_already:
                said = f"{found.name}. {found.advice}".strip()
                yield _at("screen", episode, said, _("again: %s") % found.name)


def _refuses(level: str) -> bool:
    return level in ("signed_reason_needed", "refer", "blocked")


def _assessment(episode: Episode) -> Iterator[Barrier]:
    latest = Assessment.objects.current().filter(episode=episode).last()
    screening = latest_signed(episode)
    if latest is None or latest.signed_at is None:
        said = _("The assessment is not signed.")
        yield _at("assess", episode, said)
    elif screening is not None and screening.created_at < latest.signed_at:
        said = _("The assessment was signed after the screen: screen again.")
        yield _at("screen", episode, said, _("again after the assessment"))
