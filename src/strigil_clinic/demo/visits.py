"""The visits of an episode: screen again, verbal consent, session, what followed."""

from datetime import timedelta
from typing import Any

from strigil_clinic.consent.models import VerbalConsent
from strigil_clinic.demo.events import Played, keep_events, length_of
from strigil_clinic.demo.opening import screen_on
from strigil_clinic.demo.recorded import record_session
from strigil_clinic.demo.setting import Setting, demo_id, keep, sign
from strigil_clinic.demo.story import Reacted, Story
from strigil_clinic.episodes.models import Episode, Visit, VisitStatus
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.reactions.models import Reaction
from strigil_clinic.sessions.models import Session, SessionState

__all__ = ["DemoRefusedError", "play_visits"]

BEGINS = 46  # minutes from the door: after the screen, the assessment and the plan
SAME_DAY, LATER = 240, -20  # minutes from the door, when the patient is asked
JUST_NOW = timedelta(seconds=20)  # since the last event of a session under way
LEVELS_TREATED = ("clear", "caution", "cap")


class DemoRefusedError(Exception):
    """A story wants to treat where the screen of that day says no."""


def play_visits(
    story: Story, episode: Episode, plan: PlanOfCare | None, setting: Setting
) -> None:
    """Play each visit in order, and plan the next one."""
    for number, visited in enumerate(story.visits, start=1):
        if plan is None:
            message = f"{story.key} treats without a plan."
            raise DemoRefusedError(message)
        if number > 1:
            days_ago, told = visited.days_ago, visited.yes
            screen_on(
                story, episode, setting, days_ago=days_ago, visit=number, told=told
            )
        _refuse_when_screen_says_no(story, episode)
        visit = _visit(story, episode, setting, number)
        session = _session(story, visit, plan, setting)
        for reacted in visited.reactions:
            _reaction(story, session, setting, reacted)
    if story.next_visit_in_days is not None:
        _next_visit(story, episode, setting)


def _refuse_when_screen_says_no(story: Story, episode: Episode) -> None:
    screening = episode.screenings.last()
    if screening is None or screening.decision not in LEVELS_TREATED:
        said = screening.decision if screening else "nothing: it was not done"
        message = f"{story.key} wants to treat, and the screen says {said}."
        raise DemoRefusedError(message)


def _visit(story: Story, episode: Episode, setting: Setting, number: int) -> Visit:
    who, visited = setting.people[story.by], story.visits[number - 1]
    under_way = visited.steps is not None
    began = setting.moment(visited.days_ago, 0)
    visit = Visit(
        id=demo_id(story.key, "visit", number),
        episode=episode,
        number=number,
        status=VisitStatus.IN_PROGRESS if under_way else VisitStatus.FINISHED,
        practitioner=who,
        started_at=began,
        ended_at=None if under_way else began + timedelta(minutes=BEGINS + 30),
    )
    keep(visit, who)
    consent = VerbalConsent(
        id=demo_id(story.key, "verbal", number),
        visit=visit,
        given=True,
        asked_at=began + timedelta(minutes=2),
        asked_by=who,
    )
    keep(consent, who)
    return visit


def _next_visit(story: Story, episode: Episode, setting: Setting) -> None:
    who, days = setting.people[story.by], story.next_visit_in_days or 0
    number = len(story.visits) + 1
    visit = Visit(
        id=demo_id(story.key, "visit", number),
        episode=episode,
        number=number,
        status=VisitStatus.PLANNED,
        practitioner=who,
        started_at=setting.moment(-days, 60),
    )
    keep(visit, who)


def _session(story: Story, visit: Visit, plan: PlanOfCare, setting: Setting) -> Session:
    who, visited = setting.people[story.by], story.visits[visit.number - 1]
    under_way = visited.steps is not None
    lasts = timedelta(seconds=length_of(visited, plan.snapshot))
    began = setting.moment(visited.days_ago, BEGINS)
    if under_way:
        began = setting.now - lasts - JUST_NOW
    session = Session(
        id=demo_id(story.key, "session", visit.number),
        visit=visit,
        plan=plan,
        plan_snapshot=plan.snapshot,
        practitioner=who,
        state=SessionState.IN_PROGRESS,
        started_at=began,
        created_at=began,
        created_by=who,
    )
    keep(session, who)
    keep_events(Played(story.key, visited, session), began)
    if under_way:
        return session
    session.state = SessionState.STOPPED if visited.stopped else SessionState.COMPLETED
    session.ended_at = began + lasts
    for recorded in visited.recordings:
        record_session(story, session, recorded, setting)
    return sign(session, who, session.ended_at + timedelta(minutes=2))


def _reaction(
    story: Story, session: Session, setting: Setting, reacted: Reacted
) -> None:
    who, began = setting.people[story.by], session.started_at
    on = story.visits[session.visit.number - 1].days_ago
    gone = reacted.gone_after_days
    told: dict[str, Any] = {
        name: getattr(reacted, name)
        for name in ("day", "redness", "warmth", "bruise", "soreness", "function")
    }
    if began is None or reacted.day > on:
        message = f"{story.key}: a reaction lies in the future."
        raise ValueError(message)
    when = setting.moment(on - reacted.day, LATER if reacted.day else SAME_DAY)
    row = Reaction(
        id=demo_id(story.key, "reaction", session.visit.number, reacted.day),
        episode=session.visit.episode,
        session=session,
        skin_tone=story.person.skin_tone,
        resolved_on=None if gone is None else setting.day(on - gone),
        note=reacted.note,
        created_at=when,
        created_by=who,
        **told,
    )
    sign(keep(row, who), who, when)
