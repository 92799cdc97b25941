import re
from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from strigil_clinic.episodes.loop import loop_of, next_part
from strigil_clinic.episodes.models import Visit
from strigil_clinic.episodes.science import case_of
from strigil_clinic.outcomes.science import next_step
from strigil_clinic.plans.asked import asked_of
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.plans.overview import next_visit_part
from strigil_clinic.plans.rows import new_plan
from strigil_clinic.sessions.models import Session, SessionEvent


def test_without_a_plan_the_overview_leads_on_in_the_loop(as_, ana, episode):
    assert next_visit_part(episode, ana)["start_url"] == ""
    shown = as_("ana").get(episode.get_absolute_url()).content.decode()
    assert "Next in the loop" in shown


def test_an_accepted_plan_shows_the_steps_in_short_and_offers_visit_one(
    as_, ana, episode, ready
):
    new_plan(episode, case_of(episode, practitioner=ana), ana).sign(ana)
    part = next_visit_part(episode, ana)
    assert part["visit_number"] == 1
    assert part["against"] == []
    names = [str(line["name"]) for line in part["lines"]]
    assert names[:3] == ["Check", "Warm up", "Scan"]
    assert names[-1] == "Load"
    assert len(names) == len(set(names)) <= 7
    assert not any(". " in str(line["said"]) for line in part["lines"])
    shown = as_("ana").get(episode.get_absolute_url()).content.decode()
    assert "Evidence: trials and reviews disagree" in shown


def test_a_reader_is_not_offered_to_start(actors, ana, episode, ready):
    new_plan(episode, case_of(episode, practitioner=ana), ana).sign(ana)
    assert next_visit_part(episode, actors["dora"])["start_url"] == ""


@pytest.fixture
def too_much(ana, episode, ready):
    """An accepted plan, then a session in which the pain passed the ceiling."""
    plan = new_plan(episode, case_of(episode, practitioner=ana), ana)
    plan.sign(ana)
    when = timezone.now() + timedelta(minutes=1)
    visit = Visit.objects.create(episode=episode, number=1, practitioner=ana)
    session = Session.objects.create(
        visit=visit,
        plan=plan,
        plan_snapshot=plan.snapshot,
        practitioner=ana,
        created_by=ana,
        state="completed",
        started_at=when,
        ended_at=when,
    )
    worked = next(s for s in plan.snapshot["steps"] if s["phase"] == "light")
    SessionEvent.objects.create(
        session=session,
        client_id=session.pk,
        kind="pain",
        step=worked["order"],
        pain=9,
        monotonic=10.0,
        happened_at=when,
        entered_by=ana,
    )
    session.sign(ana)
    return plan


def test_the_card_says_first_what_the_review_says_and_marks_the_plan(
    as_, ana, episode, too_much
):
    step = next_step(case_of(episode, practitioner=ana))
    assert step.decision == "down"
    shown = as_("ana").get(episode.get_absolute_url()).content.decode()
    card = shown[shown.index("Next visit") :]
    assert step.change in card
    assert "pain in treatment reached the ceiling" in card
    assert card.index(step.change) < card.index("Outdated") < card.index("visit-lines")
    assert f"/episodes/{episode.pk}/plan/?again=1" in card
    assert next_visit_part(episode, ana)["start_url"] == ""


@pytest.mark.parametrize("part", ["plan", "treat"])
def test_the_plan_is_outdated_where_it_is_shown(as_, episode, too_much, part):
    shown = as_("ana").get(f"/episodes/{episode.pk}/{part}/").content.decode()
    assert "Outdated: since this plan was accepted the course asks for less." in shown
    assert "?again=1" in shown


def test_a_plan_made_from_the_same_step_is_not_outdated(ana, episode, too_much):
    case = case_of(episode, practitioner=ana)
    assert asked_of(case, too_much).outdates
    later = new_plan(episode, case, ana)
    later.created_at = timezone.now() + timedelta(minutes=2)
    assert not asked_of(case, later).outdates


@pytest.mark.parametrize("part", ["", "plan/", "assess/", "treat/"])
def test_after_a_session_every_page_leads_where_the_rail_does(
    as_, ana, episode, too_much, part
):
    """To after-care while the place rests, then to a new screen."""
    Visit.objects.filter(episode=episode).update(status="finished")
    for days, key in ((0, "after-care"), (5, "screen")):
        long_ago = timezone.now() - timedelta(days=days)
        QuerySet.update(Session.objects.all(), started_at=long_ago, ended_at=long_ago)
        shown = as_("ana").get(f"/episodes/{episode.pk}/{part}").content.decode()
        mains = re.findall(r'<a class="button main[^>]*href="([^"?]*)', shown)
        assert mains == [f"/episodes/{episode.pk}/{key}/"]
        assert next_part(loop_of(episode)).key == key


def test_a_visit_under_way_does_not_make_a_plan_that_is_too_firm_fit(
    as_, ana, episode, too_much
):
    Session.objects.create(
        visit=Visit.objects.create(episode=episode, number=2, practitioner=ana),
        plan=too_much,
        plan_snapshot=too_much.snapshot,
        practitioner=ana,
        created_by=ana,
        state="in-progress",
        started_at=timezone.now(),
    )
    long_ago = timezone.now() - timedelta(days=5)
    QuerySet.update(
        Session.objects.filter(state="completed"),
        created_at=long_ago,
        started_at=long_ago,
        ended_at=long_ago,
    )
    before = long_ago - timedelta(days=1)
    QuerySet.update(PlanOfCare.objects.filter(pk=too_much.pk), signed_at=before)
    assert next_part(loop_of(episode)).key == "treat"
    shown = as_("ana").get(f"/episodes/{episode.pk}/plan/").content.decode()
    assert "nothing firmer than today allows" not in shown
    mains = re.findall(r'class="button main[^>]*href="([^"]*)"', shown)
    assert "/treat/" not in "".join(mains)
