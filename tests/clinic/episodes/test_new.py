import re

import pytest

from strigil_clinic.drafts.models import Draft
from strigil_clinic.episodes.models import Episode

GOOD = {
    "condition_id": "achilles_tendinopathy",
    "site_id": "achilles_midportion",
    "side": "left",
    "stage": "chronic",
    "onset_date": "2026-06-01",
    "goal": "run 5 km again",
}


@pytest.fixture
def address(patient) -> str:
    return f"/patients/{patient.pk}/new-episode/"


def test_a_colleague_opens_an_episode(as_, address, actors):
    answer = as_("ben").post(address, GOOD)
    episode = Episode.objects.get()
    assert answer["Location"] == episode.get_absolute_url()
    assert episode.opened_by == actors["ben"]


def test_who_only_reads_is_refused(as_, address):
    assert as_("dora").post(address, GOOD).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"condition_id": "achiles"}, "Choose one of those that are offered"),
        ({"site_id": "low_back"}, "Achilles tendinopathy lies at"),
        ({"side": "midline"}, "one of the sides that the site has"),
        ({"side": "both"}, "one of the sides that the site has"),
        ({"onset_date": "2199-01-01"}, "still to come"),
        ({"onset_date": "1970-01-01"}, "born on 12 May 1980, after this day"),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field(as_, address, wrong, said):
    page = as_("ana").post(address, GOOD | wrong).content.decode()
    assert said in page
    assert "run 5 km again" in page, "nothing typed is lost"
    assert not Episode.objects.exists()


def test_a_problem_on_both_sides_is_said_to_be_two_episodes(as_, address):
    page = as_("ana").get(address).content.decode()
    assert "on both sides is two episodes" in page


def test_choosing_a_condition_narrows_the_sites(as_):
    page = as_("ana").get("/episodes/sites/?condition_id=achilles_tendinopathy")
    assert page.content.count(b"<option") == 2
    assert b"low_back" not in page.content


def sides_in(page: str) -> list[str]:
    return re.findall(r'type="radio" name="side" value="(\w+)"', page)


@pytest.mark.parametrize(
    ("site", "sides"),
    [
        ("achilles_midportion", ["left", "right"]),
        ("abdominal_scar", ["left", "right", "midline"]),
    ],
)
def test_only_the_sides_that_the_site_has_are_offered(as_, site, sides):
    page = as_("ana").get(f"/episodes/sides/?site_id={site}&side=right")
    assert sides_in(page.content.decode()) == sides
    assert page.content.count(b"checked") == 1, "what was chosen stays chosen"


def test_choosing_a_condition_narrows_the_sides_too(as_):
    page = as_("ana").get("/episodes/sites/?condition_id=achilles_tendinopathy")
    assert sides_in(page.content.decode()) == ["left", "right"]


def test_a_second_episode_at_the_same_place_is_asked_about(as_, address, episode):
    ana = as_("ana")
    page = ana.post(address, GOOD | {"goal": "hop again"}).content.decode()
    assert "Is this a second problem at the same place?" in page
    assert f'href="{episode.get_absolute_url()}"' in page
    assert "hop again" in page, "nothing typed is lost"
    assert Episode.objects.count() == 1
    ana.post(address, GOOD | {"another": "on"})
    assert Episode.objects.count() == 2


@pytest.mark.parametrize("change", [{"side": "right"}, {"status": "finished"}])
def test_another_side_or_a_closed_episode_raises_no_question(
    as_, address, episode, change
):
    Episode.objects.filter(pk=episode.pk).update(**change)
    as_("ana").post(address, GOOD)
    assert Episode.objects.count() == 2


def test_the_return_of_a_draft_is_told_on_opening_and_not_after_an_error(
    as_, address, patient
):
    ana = as_("ana")
    ana.post(f"/drafts/new-episode-{patient.pk}/", {"goal": "run 5 km again"})
    assert Draft.objects.exists()
    assert "What you typed is back" in ana.get(address).content.decode()
    page = ana.post(address, GOOD | {"stage": ""}).content.decode()
    assert "Please look at this again" in page
    assert "What you typed is back" not in page
    assert "Start afresh" not in page
