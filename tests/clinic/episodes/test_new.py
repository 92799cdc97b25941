import pytest

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
        ({"condition_id": "achiles"}, "Select a valid choice"),
        ({"site_id": "low_back"}, "Achilles tendinopathy lies at"),
        ({"side": "midline"}, "has a left and a right"),
        ({"side": "both"}, "Select a valid choice"),
        ({"onset_date": "2199-01-01"}, "still to come"),
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
