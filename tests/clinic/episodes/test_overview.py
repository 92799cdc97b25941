import pytest
from django.utils import timezone

from strigil_clinic.assessments.models import Assessment, Finding
from strigil_clinic.consent.models import Consent, ConsentWithdrawal, InformationGiven
from strigil_clinic.episodes.loop import loop_of, next_part
from strigil_clinic.screening.models import ScreeningRecord


@pytest.fixture
def consent(ana, episode) -> Consent:
    told = InformationGiven.objects.create(
        episode=episode, created_by=ana, leaflet_version="1"
    )
    consent = Consent.objects.create(
        episode=episode,
        information=told,
        form="written",
        given_by="Mara Lindholm",
        created_by=ana,
    )
    consent.sign(ana)
    return consent


def parts(episode) -> dict[str, str]:
    return {part.key: part.state for part in loop_of(episode)}


def test_it_says_who_where_and_which_side_in_words(as_, episode):
    page = as_("ana").get(episode.get_absolute_url()).content.decode()
    assert "Left Achilles tendinopathy" in page
    assert "born 12 May 1980" in page
    assert "Back view, Left Achilles tendon" in page


def test_a_new_episode_begins_with_consent(episode):
    assert set(parts(episode).values()) == {"open"}
    assert next_part(loop_of(episode)).key == "consent"


def test_signed_consent_moves_the_loop_on(episode, consent):
    assert parts(episode)["consent"] == "done"
    assert next_part(loop_of(episode)).key == "screen"


def test_withdrawn_consent_stops_the_loop_there(ana, episode, consent):
    ConsentWithdrawal.objects.create(consent=consent, recorded_by=ana)
    assert parts(episode)["consent"] == "stopped"
    assert next_part(loop_of(episode)).key == "consent"


@pytest.mark.parametrize(
    ("decision", "state"),
    [("clear", "done"), ("cap", "done"), ("refer", "stopped"), ("blocked", "stopped")],
)
def test_a_screen_that_refuses_stops_the_loop(ana, episode, decision, state):
    ScreeningRecord.objects.create(
        episode=episode, created_by=ana, moment="first", decision=decision
    ).sign(ana)
    assert parts(episode)["screen"] == state


def test_a_cap_is_a_chip_on_every_page(as_, ana, episode):
    ScreeningRecord.objects.create(
        episode=episode,
        created_by=ana,
        moment="first",
        decision="cap",
        cap="light only (clinic policy)",
    )
    page = as_("ana").get(episode.get_absolute_url()).content.decode()
    assert "light only (clinic policy)" in page


def test_a_positive_red_flag_test_stops_the_loop(ana, episode):
    Assessment.objects.create(
        episode=episode, created_by=ana, red_flag_answers={"thompson": "positive"}
    )
    assert parts(episode)["assess"] == "stopped"


def test_findings_are_listed_with_side_texture_and_grade(as_, ana, episode):
    assessment = Assessment.objects.create(episode=episode, created_by=ana)
    Finding.objects.create(
        assessment=assessment,
        region="calves",
        side="left",
        structure="soleus, medial edge",
        texture="taut",
        grade=2,
    )
    page = as_("ana").get(episode.get_absolute_url()).content.decode()
    assert "Left calf, gastrocnemius and soleus</b>, soleus, medial edge" in page
    assert 'class="felt grade-2"' in page
    assert "taut, grade 2" in page


def test_closing_can_be_undone(as_, episode):
    ana = as_("ana")
    page = ana.post(f"/episodes/{episode.pk}/close/", follow=True).content.decode()
    undo = f"/episodes/{episode.pk}/reopen/"
    assert undo in page
    ana.post(undo)
    episode.refresh_from_db()
    assert episode.is_open
    assert episode.closed_at is None


def test_a_screen_says_the_day_it_was_asked(ana, episode):
    screening = ScreeningRecord.objects.create(
        episode=episode, created_by=ana, moment="first", decision="clear"
    )
    screening.sign(ana)
    day = timezone.localtime(screening.signed_at)
    said = {part.key: part.said for part in loop_of(episode)}["screen"]
    assert said == f"clear, {day.day} {day:%b}"
