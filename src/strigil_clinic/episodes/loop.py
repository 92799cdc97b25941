"""The loop of an episode: seven parts, where each stands, which one is next.

What is next is what the gate says: the rail, the overview and each page's main button
lead to the part of the first thing that stands against a session, and to treating when
nothing does.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from strigil_clinic.assessments.models import Assessment
from strigil_clinic.consent.models import Consent
from strigil_clinic.consent.science import consent_holds
from strigil_clinic.episodes.models import Episode, Visit, VisitStatus
from strigil_clinic.outcomes.models import OutcomeScore
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.reactions.log import re_treatment, sessions_of
from strigil_clinic.reactions.science import last_answer
from strigil_clinic.screening.gate import Barrier
from strigil_clinic.screening.models import ScreeningDecision, ScreeningRecord
from strigil_clinic.screening.science import screen_now, still_open
from strigil_clinic.sessions.gate import barriers, session_under_way
from strigil_clinic.sessions.models import Session
from strigil_clinic.sessions.start import number_of_next_visit

__all__ = ["LoopPart", "caps_of", "loop_of", "next_part"]

State = Literal["done", "stopped", "open"]
Standing = tuple[State, str]  # where it stands, one line of what was found
REFUSING = (
    ScreeningDecision.SIGNED_REASON_NEEDED,
    ScreeningDecision.REFER,
    ScreeningDecision.BLOCKED,
)
OF_SESSIONS = ("reaction", "retreat_interval")  # what passes without a new screen


@dataclass(frozen=True, slots=True)
class LoopPart:
    """One part of the loop as the navigation shows it."""

    key: str
    name: str
    state: State
    said: str
    url: str
    is_next: bool = False


def latest_screening(episode: Episode) -> ScreeningRecord | None:
    """Return the screen that counts."""
    return ScreeningRecord.objects.current().filter(episode=episode).last()


def caps_of(episode: Episode) -> list[str]:
    """Return what limits the force in this episode, for the chips in the header."""
    screening = latest_screening(episode)
    if screening is None:
        return []
    cap = screening.cap
    if screening.decision in REFUSING:
        cap = screen_now(episode).cap or "" if _is_gone(screening) else ""
    return [cap] if cap else []


def _is_gone(screening: ScreeningRecord) -> bool:
    """Whether all that a screen refused for was of the sessions, and is over since."""
    held = [found for found in screening.findings if found["level"] in REFUSING]
    of_sessions = bool(held) and all(f["item"] in OF_SESSIONS for f in held)
    return of_sessions and screen_now(screening.episode).treatable


def _consent(episode: Episode) -> Standing:
    if consent_holds(episode):
        counted = Consent.objects.signed().filter(episode=episode)
        given = counted.latest("given_at").given_at
        return "done", _("given %(day)s") % {"day": date_format(given, "j M")}
    if Consent.objects.filter(episode=episode, withdrawal__isnull=False).exists():
        return "stopped", _("withdrawn")
    return "open", _("to be asked")


def _screen(episode: Episode) -> Standing:
    screening = latest_screening(episode)
    if screening is None:
        return "open", _("not yet")
    refused = screening.decision in REFUSING
    state: State = "done"
    asked = timezone.localtime(screening.signed_at or screening.created_at)
    said = f"{screening.get_decision_display()}, {date_format(asked, 'j M')}"
    if refused and _is_gone(screening):
        said = _("what refused it is gone")
    elif refused:
        state = "stopped"
    unsure, _later = still_open(screening.missing, screening.answers)
    if unsure:
        said += ", " + _("%d to find out") % len(unsure)
    return state, said


def _assess(episode: Episode) -> Standing:
    assessment = Assessment.objects.current().filter(episode=episode).last()
    if assessment is None:
        return "open", _("not yet")
    if "positive" in assessment.red_flag_answers.values():
        return "stopped", _("a red-flag test is positive")
    count = assessment.findings.count()
    said = ngettext("%d finding", "%d findings", count) % count
    if assessment.signed_at is None:
        return "open", _("%(findings)s, not signed") % {"findings": said}
    return "done", said


def _plan(episode: Episode) -> Standing:
    plan = PlanOfCare.objects.current().filter(episode=episode).last()
    if plan is None:
        return "open", _("not yet")
    if plan.accepted_at is None:
        return "open", _("proposed, not accepted")
    day = date_format(plan.accepted_at, "j M")
    return "done", _("accepted %(day)s") % {"day": day}


def _treat(episode: Episode) -> Standing:
    visits = Visit.objects.filter(episode=episode)
    current = visits.filter(status=VisitStatus.IN_PROGRESS).last()
    if current is not None:
        return "open", _("visit %(number)d under way") % {"number": current.number}
    count = visits.filter(status=VisitStatus.FINISHED).count()
    if count == 0:
        return "open", _("no visit yet")
    return "done", ngettext("%d visit", "%d visits", count) % count


def _after_care(episode: Episode) -> Standing:
    sessions, under_way = sessions_of(episode), session_under_way(episode)
    if under_way is not None:
        number = under_way.visit.number
        return "open", _("after visit %(number)d") % {"number": number}
    if not sessions:
        return "open", _("day 0, 1, 2, 7")
    barring = [one for one in re_treatment(episode).sessions if one.names]
    names = ", ".join(name for one in barring for name in one.names)
    if barring and all(one.may_sign for one in barring):
        return "open", _("ask again: %(what)s") % {"what": names}
    if barring:
        return "stopped", _("still there: %(what)s") % {"what": names}
    return _answered(sessions[0])


def _answered(session: Session) -> Standing:
    """Return what was answered after the last session, not after an earlier one."""
    last = last_answer(session.reactions.all())
    if last is None:
        number = session.visit.number
        return "open", _("visit %(number)d: not asked yet") % {"number": number}
    soreness = {"day": last.get_day_display(), "soreness": last.soreness}
    return "done", _("%(day)s: soreness %(soreness)d") % soreness


def _review(episode: Episode) -> Standing:
    last = OutcomeScore.objects.current().filter(episode=episode).last()
    if last is None:
        return "open", _("no score yet")
    this_year = last.measured_on.year == timezone.localdate().year
    day = date_format(last.measured_on, "j M" if this_year else "j M Y")
    return "done", _("last score %(day)s") % {"day": day}


PARTS: tuple[tuple[str, object, str, Callable[[Episode], Standing]], ...] = (
    ("consent", gettext_lazy("Consent"), "consent:page", _consent),
    ("screen", gettext_lazy("Screen"), "screening:page", _screen),
    ("assess", gettext_lazy("Assess"), "assessments:page", _assess),
    ("plan", gettext_lazy("Plan"), "plans:page", _plan),
    ("treat", gettext_lazy("Treat"), "sessions:page", _treat),
    ("after-care", gettext_lazy("After-care"), "reactions:page", _after_care),
    ("review", gettext_lazy("Review"), "outcomes:page", _review),
)


def loop_of(episode: Episode) -> list[LoopPart]:
    """Return the seven parts in order."""
    under_way = session_under_way(episode) is not None
    asked = episode.is_open and not under_way
    against = barriers(episode) if asked else []
    parts = [*_parts(episode, {one.part: one for one in reversed(against)})]
    key = "treat" if episode.is_open else "review"
    if asked:
        stopped = next((part.key for part in parts if part.state == "stopped"), key)
        key = next((one.part for one in against), stopped)
    leading = next(i for i, part in enumerate(parts) if part.key == key)
    parts[leading] = replace(parts[leading], is_next=True)
    if asked and key == "treat":
        number = number_of_next_visit(episode)
        said = _("visit %(number)d can start") % {"number": number}
        parts[leading] = replace(parts[leading], state="open", said=said)
    return parts


def next_part(loop: list[LoopPart]) -> LoopPart:
    """Return the part to go to next."""
    return next(part for part in loop if part.is_next)


def _parts(episode: Episode, against: Mapping[str, Barrier]) -> Iterator[LoopPart]:
    stopped = False
    for key, name, view, standing in PARTS:
        state, said = standing(episode)
        if state == "done" and key in against:  # it was, and is to be done again
            state, said = "open", against[key].brief
        shut = stopped and key == "treat"  # the way there is refused by the server too
        address = "" if shut else _address(view, episode)
        yield LoopPart(key, str(name), state, said, address)
        stopped = stopped or state == "stopped"


def _address(view: str, episode: Episode) -> str:
    try:
        return reverse(view, args=[episode.pk])
    except NoReverseMatch:  # a slice without a page is named, not linked
        return ""
