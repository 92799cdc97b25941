from datetime import date, timedelta

import pytest
from django.utils import timezone

from strigil.planning import screen
from strigil.treatment import Answer, check_case
from strigil_clinic.assessments.models import Assessment, Finding
from strigil_clinic.calibrations.models import ForceCalibration
from strigil_clinic.consent.models import Consent, ConsentWithdrawal, InformationGiven
from strigil_clinic.episodes.models import Visit
from strigil_clinic.episodes.science import case_of, history_of
from strigil_clinic.outcomes.models import OutcomeScore
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.reactions.models import Reaction
from strigil_clinic.screening.models import ScreeningOverride, ScreeningRecord
from strigil_clinic.sessions.models import Session, SessionEvent

TODAY = date(2026, 11, 22)


@pytest.fixture
def consent(ana, episode) -> Consent:
    told = InformationGiven.objects.create(
        episode=episode, created_by=ana, leaflet_version="1"
    )
    row = Consent.objects.create(
        episode=episode, information=told, form="written", given_by="M", created_by=ana
    )
    row.sign(ana)
    return row


def screened(ana, episode, answers) -> ScreeningRecord:
    row = ScreeningRecord.objects.create(
        episode=episode,
        created_by=ana,
        moment="first",
        decision="clear",
        answers=answers,
    )
    row.sign(ana)
    return row


@pytest.fixture
def session(ana, episode) -> Session:
    visit = Visit.objects.create(episode=episode, number=1, practitioner=ana)
    plan = PlanOfCare.objects.create(episode=episode, created_by=ana)
    step = {
        "order": 4,
        "phase": "light",
        "site": "achilles_midportion",
        "side": "left",
        "edge": "scanner.convex",
        "duration": 90.0,
        "direction": "along",
        "force_band": {"word": "light"},
    }
    session = Session.objects.create(
        visit=visit,
        plan=plan,
        plan_snapshot={"steps": [step, step | {"order": 5}]},
        practitioner=ana,
        created_by=ana,
        state="completed",
        started_at=timezone.now() - timedelta(days=5),
    )
    for kind, number, pain in (("step_started", 4, None), ("pain", 4, 3)):
        SessionEvent.objects.create(
            session=session,
            client_id=f"00000000-0000-0000-0000-00000000000{len(kind) % 10}",
            kind=kind,
            step=number,
            pain=pain,
            monotonic=1.0,
            happened_at=timezone.now(),
            entered_by=ana,
        )
    return session


def reacted(ana, session, day, **seen) -> Reaction:
    usual = {"redness": "none", "bruise": "none", "soreness": 0, "function": "same"}
    return Reaction.objects.create(
        episode=session.visit.episode,
        session=session,
        day=day,
        created_by=ana,
        **(usual | seen),
    )


def test_a_bare_episode_is_a_case_that_the_library_accepts(episode):
    case = case_of(episode, day=TODAY)
    check_case(case)
    assert case.problem.condition == "achilles_tendinopathy"
    assert (case.problem.side, case.problem.stage) == ("left", "chronic")
    assert case.patient.age_years == 46
    assert case.history.answers == {}
    assert case.consent.treatment == "not asked"


def test_onset_and_event_days_are_counted_to_the_day_it_is_asked_for(episode):
    episode.onset_date = date(2026, 11, 1)
    assert case_of(episode, day=TODAY).problem.onset_days == 21
    answers = {
        "steroid_injection": {"answer": "yes", "on": "2026-11-12"},
        "incision": {"answer": "yes", "days_ago": 30},
        "fever": "no",
    }
    told = history_of(answers, date(2026, 11, 15), TODAY).answers
    assert told["steroid_injection"].days_ago == 10
    assert told["incision"].days_ago == 37
    assert told["fever"] == Answer("no")


def test_a_place_of_an_answer_is_a_site_with_its_side_or_elsewhere():
    answers = {
        "open_wound": {"answer": "yes", "where": "calf:right"},
        "varicose_veins": {"answer": "yes", "where": "elsewhere"},
    }
    told = history_of(answers, TODAY, TODAY).answers
    assert (told["open_wound"].site, told["open_wound"].side) == ("calf", "right")
    assert told["varicose_veins"].elsewhere


def test_answers_and_signed_reasons_come_from_the_screen_that_counts(ana, episode):
    row = screened(ana, episode, {"pregnancy": "yes"})
    ScreeningOverride.objects.create(
        screening=row, item_id="pregnancy", reason="midwife agrees", signed_by=ana
    )
    case = case_of(episode)
    assert case.history.answers["pregnancy"].answer == "yes"
    assert case.overrides[0].signed_by == "Ana Ferreira"
    found = {finding.item: finding.level for finding in screen(case).findings}
    assert found["pregnancy"] == "cap"


def test_only_a_signed_assessment_counts_unless_another_is_named(ana, episode):
    draft = Assessment.objects.create(
        episode=episode,
        created_by=ana,
        resting_pain=4,
        irritability="high",
        red_flag_answers={"calf_squeeze": "positive"},
    )
    Finding.objects.create(
        assessment=draft,
        region="calf",
        site_id="calf",
        side="left",
        texture="tethered",
        grade=2,
    )
    Finding.objects.create(
        assessment=draft, region="gluteal", side="left", texture="taut", grade=1
    )
    assert case_of(episode).problem.resting_pain is None
    case = case_of(episode, assessment=draft)
    assert case.problem.resting_pain == 4
    assert case.problem.irritability == "high"
    assert [(f.site, f.texture, f.grade) for f in case.findings] == [
        ("calf", "bound", 2)
    ]
    assert screen(case).decision == "refer"


def test_consent_is_given_until_it_is_withdrawn(ana, episode, consent):
    assert case_of(episode).consent.treatment == "given"
    ConsentWithdrawal.objects.create(consent=consent, recorded_by=ana)
    case = case_of(episode)
    assert case.consent.treatment == "withdrawn"
    assert screen(case).decision == "blocked"


def test_a_session_brings_the_steps_that_were_begun_and_its_worst_pain(
    episode, session
):
    (given,) = case_of(episode).sessions
    assert given.days_ago == 5
    assert given.pain_during == 3
    assert [(d.edge, d.word, d.duration_min) for d in given.doses] == [
        ("scanner.convex", "light", 1.5)
    ]


def test_what_is_usual_on_the_day_itself_is_not_still_there(ana, episode, session):
    reacted(ana, session, 0, redness="marked", soreness=2)
    (given,) = case_of(episode).sessions
    assert {r.kind: r.still_present for r in given.reactions} == {
        "redness": False,
        "soreness": False,
    }


def test_a_bruise_stands_until_it_is_said_to_be_gone(ana, episode, session):
    reacted(ana, session, 1, bruise="bruise")
    assert screen(case_of(episode)).decision == "blocked"
    reacted(ana, session, 7)
    assert case_of(episode).sessions[0].reactions == ()


def test_a_bruise_that_spreads_sends_the_patient_on(ana, episode, session):
    reacted(ana, session, 1, bruise="large", warning_signs=["urgent_bruise"])
    found = screen(case_of(episode)).findings[0]
    assert (found.level, found.urgent) == ("refer", True)


def test_outcomes_and_calibrated_words_are_taken_along(ana, episode):
    OutcomeScore.objects.create(
        episode=episode,
        measure_id="nprs",
        value=6,
        measured_on=TODAY - timedelta(days=14),
        created_by=ana,
    )
    for value in (3.0, 3.2):
        ForceCalibration.objects.create(
            practitioner=ana,
            created_by=ana,
            method="kitchen_scale",
            word="light",
            statistic="peak",
            readings=[value] * 15,
            measured_on=TODAY - timedelta(days=int(value * 10)),
        ).sign(ana)
    case = case_of(episode, day=TODAY, practitioner=ana)
    assert case.outcomes[0].days_ago == 14
    assert [(r.word, r.day) for r in case.practitioner.readings] == [
        ("light", 1),
        ("light", 2),
    ]
    check_case(case)
