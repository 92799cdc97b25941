"""The visits of an episode: screen again, verbal consent, session, what followed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from strigil_clinic.consent.models import VerbalConsent
from strigil_clinic.demo.events import Played, keep_events
from strigil_clinic.demo.opening import screen_on
from strigil_clinic.demo.recorded import record_session
from strigil_clinic.demo.science import words_of
from strigil_clinic.demo.setting import Setting, demo_id, keep, sign
from strigil_clinic.demo.story import Reacted, Story
from strigil_clinic.episodes.models import Episode, Visit, VisitStatus
from strigil_clinic.people.models import Practitioner
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.reactions.models import Reaction
from strigil_clinic.sessions.finish import dose_of
from strigil_clinic.sessions.models import Session, SessionState
from strigil_clinic.sessions.science import with_own_bands

__all__ = ["DemoRefusedError", "play_visits"]

BEGINS = 46  # minutes from the door: after the screen, the assessment and the plan
SAME_DAY, LATER = 240, -20  # minutes from the door, when the patient is asked
JUST_NOW = timedelta(seconds=20)  # since the last event of a session under way
DARK = 8  # of the Monk scale: from here on redness is hard to see
LEVELS_TREATED = ("clear", "caution", "cap")


Asked = tuple[Session, Reacted]


class DemoRefusedError(Exception):
    """A story wants to treat where the screen of that day says no."""


def play_visits(
    story: Story, episode: Episode, plan: PlanOfCare | None, setting: Setting
) -> None:
    """Play each visit in order, with what was told between, and plan the next one."""
    asked: list[Asked] = []
    for number, visited in enumerate(story.visits, start=1):
        if plan is None:
            message = f"{story.key} treats without a plan."
            raise DemoRefusedError(message)
        asked = _reactions_until(visited.days_ago, asked, story, setting)
        if number > 1:
            days_ago, told = visited.days_ago, visited.yes
            screen_on(
                story, episode, setting, days_ago=days_ago, visit=number, told=told
            )
        _refuse_when_screen_says_no(story, episode)
        visit = _visit(story, episode, setting, number)
        session = _session(story, visit, plan, setting)
        asked += [(session, reacted) for reacted in visited.reactions]
    _reactions_until(0, asked, story, setting)
    if story.next_visit_in_days is not None:
        _next_visit(story, episode, setting)


def _reactions_until(
    days_ago: int, asked: list[Asked], story: Story, setting: Setting
) -> list[Asked]:
    """Keep the answers given up to a day; return those that are still to come."""
    later = []
    for session, reacted in asked:
        given = story.visits[session.visit.number - 1].days_ago - reacted.day
        if given >= days_ago:
            _reaction(story, session, setting, reacted)
        else:
            later.append((session, reacted))
    return later


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
    who = setting.people[story.by]
    own = words_of(who)
    steps = with_own_bands(plan.snapshot["steps"], own)
    played = _played(story, visit, steps, who)
    lasted = timedelta(seconds=played.lasted)
    under_way = played.visited.steps is not None
    began = setting.moment(played.visited.days_ago, BEGINS)
    if under_way:
        began = setting.now - lasted - JUST_NOW
    session = Session(
        id=demo_id(story.key, "session", visit.number),
        visit=visit,
        plan=plan,
        plan_snapshot={**plan.snapshot, "steps": steps},
        practitioner=who,
        state=SessionState.IN_PROGRESS,
        started_at=began,
        created_at=began,
        created_by=who,
    )
    keep(session, who)
    keep_events(played, session, began)
    if under_way:
        return session
    stopped, done = SessionState.STOPPED, SessionState.COMPLETED
    session.state = stopped if played.is_stopped else done
    session.ended_at = began + lasted
    for recorded in played.visited.recordings:
        record_session(story, session, recorded, setting)
    session.dose = dose_of(session)
    return sign(session, who, session.ended_at + timedelta(minutes=2))


def _played(
    story: Story, visit: Visit, steps: list[dict[str, Any]], who: Practitioner
) -> Played:
    visited = story.visits[visit.number - 1]
    at_first = story.assessment.resting_pain if story.assessment else 0
    resting = at_first if visited.resting is None else visited.resting
    same_day = [reacted for reacted in visited.reactions if reacted.day == 0]
    dark = (story.person.skin_tone or 0) >= DARK
    redness = "not_visible" if dark else "mild"
    return Played(
        key=story.key,
        visited=replace(visited, is_first=visit.number == 1),
        steps=steps,
        resting=resting,
        redness=same_day[0].redness if same_day else redness,
        soreness=same_day[0].soreness if same_day else None,
        sign=story.assessment.sign if story.assessment else "",
        by=who,
    )


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
