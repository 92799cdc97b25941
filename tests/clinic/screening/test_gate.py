from datetime import timedelta

import pytest
from django.utils import timezone

from strigil_clinic.assessments.models import Assessment
from strigil_clinic.consent.models import Consent, ConsentWithdrawal, InformationGiven
from strigil_clinic.episodes.models import Visit
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.screening.gate import why_not_treat
from strigil_clinic.screening.rows import earlier, screen_again, store
from strigil_clinic.screening.science import items_to_ask
from strigil_clinic.sessions.models import Session


@pytest.fixture
def ready(ana, episode):
    """An episode with consent, a screen, an assessment and the screen after it."""
    told = InformationGiven.objects.create(
        episode=episode, created_by=ana, leaflet_version="1"
    )
    consent = Consent.objects.create(
        episode=episode, information=told, form="written", given_by="M", created_by=ana
    )
    consent.sign(ana)
    store(episode, {item.id: "no" for item in items_to_ask(episode)}, {}, ana)
    assess(ana, episode, {})
    screen_again(episode, ana)
    return consent


def assess(ana, episode, tests) -> None:
    row = Assessment.objects.create(
        episode=episode, created_by=ana, red_flag_answers=tests, resting_pain=2
    )
    row.sign(ana)


def test_the_way_is_closed_until_each_part_is_signed(ana, episode):
    against = why_not_treat(episode)
    assert "The patient has not consented." in against
    assert "The screen is not signed." in against
    assert "The assessment is not signed." in against


def test_the_way_is_free_after_the_second_screen(episode, ready):
    assert why_not_treat(episode) == []


def test_withdrawn_consent_closes_it(ana, episode, ready):
    ConsentWithdrawal.objects.create(consent=ready, recorded_by=ana)
    assert why_not_treat(episode)[0] == "The patient has not consented."


def test_an_assessment_after_the_screen_asks_for_the_screen_again(ana, episode, ready):
    assess(ana, episode, {})
    assert "screen again" in why_not_treat(episode)[0]


def test_a_positive_test_closes_it_even_when_nobody_screens_again(ana, episode, ready):
    assess(ana, episode, {"calf_squeeze": "positive"})
    assert any("Calf squeeze" in said for said in why_not_treat(episode))


def test_after_a_session_only_what_hardly_changes_still_stands(ana, episode, ready):
    visit = Visit.objects.create(episode=episode, number=1, practitioner=ana)
    plan = PlanOfCare.objects.create(episode=episode, created_by=ana)
    Session.objects.create(
        visit=visit,
        plan=plan,
        plan_snapshot={},
        practitioner=ana,
        created_by=ana,
        created_at=timezone.now() + timedelta(seconds=1),
        state="completed",
    )
    assert "There was a session since the screen: screen again." in why_not_treat(
        episode
    )
    stands = earlier(episode).answers
    assert "malignancy" in stands
    assert "anticoagulant" not in stands
