"""What a screen says of itself: when it was made, and what is still to come."""

from datetime import timedelta

import pytest
from django.utils import timezone

from strigil_clinic.assessments.models import Assessment
from strigil_clinic.episodes.loop import loop_of
from strigil_clinic.episodes.models import Visit
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.screening.gate import why_not_treat
from strigil_clinic.screening.models import ScreeningRecord
from strigil_clinic.screening.moments import moment_of
from strigil_clinic.screening.rows import store
from strigil_clinic.screening.science import items_to_ask, still_open
from strigil_clinic.sessions.models import Session

OTHER_WAY = "The other way: a reason signed by your name on Screen."


@pytest.fixture
def all_no(episode) -> dict[str, str]:
    return {item.id: "no" for item in items_to_ask(episode)}


@pytest.fixture
def treated(ana, episode) -> Session:
    when = timezone.now() - timedelta(hours=20)
    session = Session.objects.create(
        visit=Visit.objects.create(episode=episode, number=1, practitioner=ana),
        plan=PlanOfCare.objects.create(episode=episode, created_by=ana),
        plan_snapshot={},
        practitioner=ana,
        created_by=ana,
        created_at=when,
        state="completed",
        started_at=when,
        ended_at=when,
    )
    session.sign(ana)
    return session


def said_of_screen(episode) -> str:
    return next(part.said for part in loop_of(episode) if part.key == "screen")


def test_what_comes_later_is_not_said_to_be_open(ana, episode, all_no):
    row = store(episode, all_no, {}, ana)
    assert row.missing, "tests and pain are not known before the hands"
    assert "open" not in said_of_screen(episode)
    assert "find out" not in said_of_screen(episode)


def test_an_unsure_answer_is_said_to_be_found_out(ana, episode, all_no):
    store(episode, all_no | {"diabetes": "unsure"}, {}, ana)
    assert said_of_screen(episode).endswith(", 1 to find out")


def test_a_question_without_an_answer_does_not_come_later():
    unsure, later = still_open(["diabetes", "resting_pain"], {})
    assert (len(unsure), len(later)) == (1, 1)
    assert "assessment" in later[0]


def test_a_first_screen_is_before_and_the_second_after_the_assessment(
    ana, episode, all_no
):
    assert moment_of(store(episode, all_no, {}, ana)) == "before the assessment"
    Assessment.objects.create(episode=episode, created_by=ana).sign(ana)
    assert moment_of(store(episode, all_no, {}, ana)) == "after the assessment"


def test_a_screen_after_a_visit_is_before_the_next(as_, ana, episode, all_no, treated):
    Assessment.objects.create(
        episode=episode,
        created_by=ana,
        status="final",
        signed_by=ana,
        signed_at=treated.started_at - timedelta(hours=1),
    )
    assert moment_of(store(episode, all_no, {}, ana)) == "before visit 2"
    page = as_("ana").get(f"/episodes/{episode.pk}/screen/").content.decode()
    assert "Before visit 2" in page


def test_an_assessment_made_again_before_the_next_visit_is_named_too(
    ana, episode, all_no, treated
):
    Assessment.objects.create(episode=episode, created_by=ana).sign(ana)
    said = "before visit 2, after the assessment"
    assert moment_of(store(episode, all_no, {}, ana)) == said


def test_too_recent_a_session_names_the_signed_reason_too(episode, treated):
    assert any(OTHER_WAY in said for said in why_not_treat(episode))


def test_the_page_of_treating_says_holds_held_or_used(as_, ana, episode, all_no):
    address = f"/episodes/{episode.pk}/treat/"
    row = store(episode, all_no, {}, ana)
    assert "holds until" in as_("ana").get(address).content.decode()
    Session.objects.create(
        visit=Visit.objects.create(episode=episode, number=1, practitioner=ana),
        plan=PlanOfCare.objects.create(episode=episode, created_by=ana),
        plan_snapshot={},
        practitioner=ana,
        created_by=ana,
        created_at=row.signed_at + timedelta(seconds=1),
        state="completed",
        started_at=row.signed_at + timedelta(seconds=1),
    ).sign(ana)
    page = as_("ana").get(address).content.decode()
    assert "held until" not in page, "the hour is still to come"
    assert "it was for the last visit" in page


def test_a_screen_of_last_week_held_until_then(as_, ana, episode, all_no):
    ScreeningRecord.objects.create(
        episode=episode,
        moment="first",
        answers=all_no,
        decision="caution",
        created_by=ana,
        status="final",
        signed_by=ana,
        signed_at=timezone.now() - timedelta(days=7),
    )
    page = as_("ana").get(f"/episodes/{episode.pk}/treat/").content.decode()
    assert "; held until" in page
    assert "holds until" not in page
