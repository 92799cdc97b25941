"""The first day of an episode: patient, consent, screen, assessment, plan."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import strigil
from strigil.catalogue import Condition, ConsentPoint, all_of, one_of
from strigil_clinic.assessments.models import Assessment, Finding
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.consent.models import (
    Consent,
    ConsentWithdrawal,
    InformationGiven,
    ToldBy,
)
from strigil_clinic.demo.science import answers_on, planned_on, screened_on
from strigil_clinic.demo.scores import keep_scores
from strigil_clinic.demo.setting import Setting, demo_id, keep, sign
from strigil_clinic.demo.story import Person, Said, Story
from strigil_clinic.episodes.models import Episode
from strigil_clinic.episodes.science import case_of
from strigil_clinic.patients.models import Patient
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.screening.models import (
    ScreeningMoment,
    ScreeningOverride,
    ScreeningRecord,
)
from strigil_clinic.screening.science import snapshot

__all__ = ["open_episode", "screen_on", "withdraw_consent"]

DAYS_PER_YEAR = 365.25
# Minutes from the door, so that the rows of a first day follow one another.
DOOR, CONSENT, FIRST_SCREEN, ASSESSMENT, SECOND_SCREEN, PLAN = 0, 6, 12, 22, 36, 40


def open_episode(story: Story, setting: Setting) -> tuple[Episode, PlanOfCare | None]:
    """Play the first day as far as the story goes."""
    episode = _episode(story, setting)
    if story.consent != "none":
        _consent(story, episode, setting)
    plan = None
    if story.screened:
        screen_on(story, episode, setting, days_ago=story.opened_days_ago, visit=0)
    if story.assessment:
        _assessment(story, episode, setting)
        screen_on(story, episode, setting, days_ago=story.opened_days_ago, visit=1)
    keep_scores(story, episode, setting, of="the first day")
    if story.plan != "none":
        plan = _plan(story, episode, setting)
    return episode, plan


def screen_on(
    story: Story,
    episode: Episode,
    setting: Setting,
    *,
    days_ago: int,
    visit: int,
    told: Mapping[str, Said] | None = None,
) -> ScreeningRecord:
    """Screen on a day; `visit` is 0 before the assessment, then counts the visits."""
    who, day = setting.people[story.by], setting.day(days_ago)
    said = {**story.yes, **(told or {})}
    case = case_of(episode, day=day)
    answers = answers_on(case, said, dict(_dates(story, said, setting)))
    found = screened_on(case, day, answers, story.reasons, who.name)
    at = {0: FIRST_SCREEN, 1: SECOND_SCREEN}.get(visit, DOOR)
    row = ScreeningRecord(
        id=demo_id(story.key, "screen", visit),
        episode=episode,
        moment=ScreeningMoment.AFTER_ASSESSMENT if visit else ScreeningMoment.FIRST,
        answers=answers,
        created_by=who,
        created_at=setting.moment(days_ago, at),
        **snapshot(found),
    )
    keep(row, who)
    lifted = [finding.item for finding in found.findings if finding.lifted_by]
    for item in lifted:
        override = ScreeningOverride(
            id=demo_id(story.key, "reason", visit, item),
            screening=row,
            item_id=item,
            reason=story.reasons[item],
            signed_by=who,
            signed_at=setting.moment(days_ago, at + 1),
        )
        keep(override, who, as_=AuditAction.SIGN)
    return sign(row, who, setting.moment(days_ago, at + 1))


def withdraw_consent(story: Story, episode: Episode, setting: Setting) -> None:
    """Take the consent back, where the story says so."""
    if story.withdrawn_days_ago is None:
        return
    who, when = setting.people[story.by], setting.moment(story.withdrawn_days_ago, DOOR)
    for consent in Consent.objects.filter(episode=episode):
        withdrawal = ConsentWithdrawal(
            id=demo_id(story.key, "withdrawal", consent.scope),
            consent=consent,
            withdrawn_at=when,
            recorded_by=who,
            reason=story.withdrawal_reason,
        )
        keep(withdrawal, who)


def _episode(story: Story, setting: Setting) -> Episode:
    who, when = setting.people[story.by], setting.moment(story.opened_days_ago, DOOR)
    person = story.person
    patient = Patient(
        id=demo_id(story.key, "patient"),
        clinic=who.clinic,
        given_name=person.given_name,
        family_name=person.family_name,
        birth_date=_born(person, setting.day(0)),
        gender=person.gender,
        reference=f"demo {story.key}",
        skin_tone=person.skin_tone,
        is_demo=True,
        created_at=when,
        created_by=who,
    )
    episode = Episode(
        id=demo_id(story.key, "episode"),
        patient=keep(patient, who),
        condition_id=story.condition,
        site_id=story.site,
        side=story.side,
        stage=story.stage,
        onset_date=setting.day(story.began_days_ago),
        goal=story.goal,
        opened_at=when,
        opened_by=who,
    )
    return keep(episode, who)


def _born(person: Person, today: date) -> date:
    """Return a birth date that makes the person's age true for months to come."""
    half_a_year = sum(person.family_name.encode()) % 150 + 20
    return today - timedelta(days=int(person.age_years * DAYS_PER_YEAR) + half_a_year)


def _consent(story: Story, episode: Episode, setting: Setting) -> None:
    who = setting.people[story.by]
    when = setting.moment(story.opened_days_ago, CONSENT)
    information = InformationGiven(
        id=demo_id(story.key, "information"),
        episode=episode,
        given_at=when,
        leaflet_version=strigil.__version__,
        points=list(all_of(ConsentPoint)),
        told_by=ToldBy.ALOUD,
        questions=story.questions,
        created_at=when,
        created_by=who,
    )
    sign(keep(information, who), who, when)
    for scope in ("treatment", "recording")[: 1 + story.recording_consent]:
        consent = Consent(
            id=demo_id(story.key, "consent", scope),
            episode=episode,
            information=information,
            scope=scope,
            form="written",
            given_by=_who_consents(story),
            given_as=story.consent,
            given_at=when,
            created_at=when,
            created_by=who,
        )
        sign(keep(consent, who), who, when)


def _who_consents(story: Story) -> str:
    person = story.person
    if story.consent == "representative":
        return f"George {person.family_name}, father"
    return f"{person.given_name} {person.family_name}"


def _dates(
    story: Story, told: Mapping[str, Said], setting: Setting
) -> Iterator[tuple[str, date]]:
    for item, said in told.items():
        if said.days_ago is not None:
            yield item, setting.day(story.opened_days_ago + said.days_ago)


def _assessment(story: Story, episode: Episode, setting: Setting) -> None:
    who, told = setting.people[story.by], story.assessment
    if told is None:
        return
    when = setting.moment(story.opened_days_ago, ASSESSMENT)
    tests = one_of(Condition, story.condition).red_flag_tests
    row = Assessment(
        id=demo_id(story.key, "assessment"),
        episode=episode,
        red_flag_answers={
            test: "positive" if test in told.positive else "negative" for test in tests
        },
        resting_pain=told.resting_pain,
        worst_pain=told.worst_pain,
        irritability=told.irritability,
        comparable_sign=told.sign,
        comparable_sign_pain=told.sign_pain,
        skin=told.skin,
        note=told.note,
        created_at=when,
        created_by=who,
    )
    keep(row, who)
    for order, felt in enumerate(told.findings):
        Finding.objects.create(
            id=demo_id(story.key, "finding", order),
            assessment=row,
            order=order,
            region=felt.site or story.site,
            site_id=felt.site or story.site,
            side=story.side,
            structure=felt.structure,
            texture=felt.texture,
            grade=felt.grade,
            tender=felt.tender,
            confidence=felt.confidence,
            note=felt.note,
        )
    sign(row, who, when + timedelta(minutes=10))


def _plan(story: Story, episode: Episode, setting: Setting) -> PlanOfCare:
    who, days_ago = setting.people[story.by], story.opened_days_ago
    row = PlanOfCare(
        id=demo_id(story.key, "plan"),
        episode=episode,
        screening=episode.screenings.last(),
        assessment=episode.assessments.last(),
        snapshot=planned_on(episode, setting.day(days_ago), who),
        library_version=strigil.__version__,
        created_at=setting.moment(days_ago, PLAN),
        created_by=who,
    )
    keep(row, who)
    if story.plan == "accepted":
        sign(row, who, setting.moment(days_ago, PLAN + 4))
    return row
