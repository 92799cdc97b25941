"""Beginning a session: what has to hold, and what is kept of the check."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone
from tests.clinic.sessions.conftest import CHECKED

from strigil_clinic.calibrations.models import ForceCalibration
from strigil_clinic.consent.models import ConsentWithdrawal
from strigil_clinic.episodes.models import Visit
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.screening.models import ScreeningRecord
from strigil_clinic.screening.rows import store
from strigil_clinic.screening.science import items_to_ask
from strigil_clinic.sessions.models import Session
from strigil_clinic.sessions.steps import before


def start(client, episode, **changed):
    return client.post(f"/episodes/{episode.pk}/treat/start/", CHECKED | changed)


def text_of(client, episode) -> str:
    return client.get(f"/episodes/{episode.pk}/treat/").content.decode()


def test_it_begins_with_a_visit_a_spoken_yes_and_the_check_as_events(
    as_, episode, plan
):
    answer = start(as_("ana"), episode)
    session = Session.objects.get()
    assert answer["Location"] == f"/sessions/{session.pk}/"
    assert session.visit.number == 1
    assert session.visit.verbal_consent.given
    asked = session.events.get(kind="note")
    assert asked.detail["resting_pain"] == 2
    sign = session.events.get(kind="sign")
    assert (sign.pain, sign.note) == (4, "single-leg heel raise")
    done = {row.step for row in session.events.filter(kind="step_done")}
    assert done == {step["order"] for step in before(plan.snapshot["steps"])}


def test_a_second_start_goes_to_the_session_under_way(as_, episode, session):
    assert start(as_("ana"), episode)["Location"] == f"/sessions/{session.pk}/"
    assert Session.objects.count() == 1


def test_a_planned_visit_is_the_one_that_begins(as_, ana, episode, plan):
    visit = Visit.objects.create(
        episode=episode, number=3, practitioner=ana, status="planned"
    )
    start(as_("ana"), episode)
    assert Session.objects.get().visit == visit


def test_withdrawn_consent_can_not_start(as_, ana, episode, plan, consent):
    ConsentWithdrawal.objects.create(consent=consent, recorded_by=ana)
    start(as_("ana"), episode)
    assert not Session.objects.exists()
    said = text_of(as_("ana"), episode)
    assert "The patient has not consented." in said
    assert f"/episodes/{episode.pk}/consent/" in said


def test_a_blocked_screen_can_not_start(as_, ana, episode, plan):
    answers = {item.id: "no" for item in items_to_ask(episode)}
    store(episode, answers | {"dvt": "yes"}, {}, ana)
    start(as_("ana"), episode)
    assert not Session.objects.exists()
    assert "can not start" in text_of(as_("ana"), episode)


def test_an_old_screen_can_not_start(as_, episode, plan):
    old = timezone.now() - timedelta(hours=13)
    QuerySet.update(ScreeningRecord.objects.filter(episode=episode), signed_at=old)
    start(as_("ana"), episode)
    assert not Session.objects.exists()
    assert "older than 12 hours" in text_of(as_("ana"), episode)


def test_without_an_accepted_plan_nothing_starts(as_, episode, screened):
    start(as_("ana"), episode)
    assert not Session.objects.exists()
    assert "No plan is accepted." in text_of(as_("ana"), episode)


def test_a_plan_firmer_than_today_allows_can_not_start(as_, ana, episode, screened):
    step = {"order": 1, "phase": "firm", "instruction": "Sweep.", "edge": ""}
    step |= {"force_band": {"word": "firm"}, "direction": "none"}
    plan = PlanOfCare.objects.create(
        episode=episode, snapshot={"steps": [step]}, created_by=ana
    )
    plan.sign(ana)
    answers = {item.id: "no" for item in items_to_ask(episode)}
    store(episode, answers | {"anticoagulant": "yes"}, {}, ana)
    start(as_("ana"), episode)
    assert not Session.objects.exists()


def test_less_than_the_rest_after_the_last_session_can_not_start(
    as_, episode, last_session
):
    last_session(hours_ago=20)
    start(as_("ana"), episode, reaction="gone")
    assert Session.objects.count() == 1
    assert "too recent" in text_of(as_("ana"), episode)


def test_a_reaction_that_is_still_there_can_not_start(as_, episode, last_session):
    last_session(hours_ago=80)
    answer = start(as_("ana"), episode, reaction="present")
    assert answer.status_code == 422
    assert start(as_("ana"), episode, reaction="gone").status_code == 302


def test_a_bruise_in_the_log_can_not_start(as_, ana, episode, last_session, answered):
    session = last_session(hours_ago=80)
    answered(session, day=2, bruise="bruise")
    start(as_("ana"), episode, reaction="gone")
    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("skin", "new"),
        ("medicines", "new"),
        ("resting_pain", "6"),
        ("resting_pain", ""),
        ("tool_clean", ""),
        ("tool_whole", ""),
        ("position", ""),
        ("sign", ""),
    ],
)
def test_what_speaks_against_it_today_is_said_at_its_field(
    as_, episode, plan, field, given
):
    answer = start(as_("ana"), episode, **{field: given})
    assert answer.status_code == 422
    assert not Session.objects.exists()
    assert f'href="#id_{field}' in answer.content.decode()
    assert 'value="single-leg heel raise"' in answer.content.decode() or field == "sign"


def test_a_spoken_no_is_kept_and_begins_nothing(as_, episode, plan):
    start(as_("ana"), episode, consent="no")
    visit = Visit.objects.get(episode=episode)
    assert visit.status == "cancelled"
    assert not visit.verbal_consent.given
    assert not Session.objects.exists()


def test_newtons_are_those_of_who_treats(as_, actors, episode, plan):
    for word, force in (("light", 2.0), ("moderate", 4.0), ("firm", 7.0)):
        row = ForceCalibration.objects.create(
            practitioner=actors["ben"],
            method="kitchen_scale",
            word=word,
            statistic="mean",
            edge_id="scanner.convex",
            readings=[force + 0.01 * n for n in range(15)],
            measured_on=timezone.localdate(),
            created_by=actors["ben"],
        )
        row.sign(actors["ben"])
    start(as_("ben"), episode)
    bands = [s["force_band"] for s in Session.objects.get().plan_snapshot["steps"]]
    light = next(band for band in bands if band and band["word"] == "light")
    assert 1.5 < light["low"] < light["high"] < 2.5
    planned = [s["force_band"] for s in plan.snapshot["steps"]]
    assert all(band["low"] is None for band in planned if band)


def test_a_colleague_may_a_reader_and_a_stranger_may_not(as_, episode, plan):
    assert start(as_("dora"), episode).status_code == 403
    assert start(as_("cleo"), episode).status_code == 404
    assert start(as_("ben"), episode).status_code == 302
