"""What was learnt after a plan was accepted stops the session that would ignore it."""

import pytest
from django.urls import reverse
from tests.clinic.sessions.conftest import CHECKED, CLEAR

from strigil_clinic.assessments.models import Assessment, Finding
from strigil_clinic.episodes.science import case_of
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.plans.rows import new_plan
from strigil_clinic.screening.rows import screen_again, store
from strigil_clinic.screening.science import items_to_ask
from strigil_clinic.sessions.models import Session


@pytest.fixture
def two_places(ana, episode, screened) -> PlanOfCare:
    """An accepted plan for the tendon and for a band in the calf."""
    assessment = Assessment.objects.create(
        episode=episode,
        created_by=ana,
        red_flag_answers=CLEAR,
        resting_pain=2,
        irritability="low",
    )
    Finding.objects.create(
        assessment=assessment,
        region="calves",
        site_id="calf",
        side="left",
        texture="band",
        grade=2,
    )
    assessment.sign(ana)
    screen_again(episode, ana)
    plan = new_plan(episode, case_of(episode, practitioner=ana), ana)
    plan.sign(ana)
    worked = {step["site"] for step in plan.snapshot["steps"] if step["edge"]}
    assert worked == {"achilles_midportion", "calf"}
    return plan


def screened_with(episode, who, **said) -> None:
    answers = {item.id: "no" for item in items_to_ask(episode)}
    store(episode, answers | said, {}, who)


def start(client, episode):
    client.post(f"/episodes/{episode.pk}/treat/start/", CHECKED)
    return client.get(f"/episodes/{episode.pk}/treat/").content.decode()


def test_nothing_new_and_it_starts(as_, ana, episode, two_places):
    screened_with(episode, ana)
    start(as_("ana"), episode)
    assert Session.objects.exists()


@pytest.mark.parametrize(
    ("item", "said", "shown"),
    [
        ("open_wound", {"answer": "yes", "where": "calf:left"}, "left alone"),
        ("bruise_present", {"answer": "yes", "where": "calf:left"}, "left alone"),
        ("nickel_allergy", {"answer": "yes"}, "nickel"),
        ("anticoagulant", {"answer": "yes"}, "today does not allow"),
    ],
)
def test_what_came_since_stops_it(as_, ana, episode, two_places, item, said, shown):
    screened_with(episode, ana, **{item: said})
    assert shown in start(as_("ana"), episode)
    assert not Session.objects.exists()


def test_a_proposal_edited_before_the_bad_news_is_not_accepted(
    as_, ana, episode, two_places, last_session, answered
):
    session = last_session(hours_ago=100)
    screened_with(episode, ana)
    case = case_of(episode, practitioner=ana)
    draft = new_plan(episode, case, ana)
    assert "moderate" in str([s["force_band"] for s in draft.snapshot["steps"]])
    answered(session, day="2", redness="mild")
    where = reverse("plans:accept", args=[episode.pk])
    page = as_("ana").post(where, {"again": "1"}).content.decode()
    draft.refresh_from_db()
    assert draft.signed_at is None
    assert "does not allow" in page
