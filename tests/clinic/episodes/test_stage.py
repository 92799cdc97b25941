from datetime import date, timedelta

import pytest
from django.utils import timezone

from strigil_clinic.episodes.models import Episode
from strigil_clinic.episodes.stage import stage_doubt

DAY = date(2026, 6, 30)


def doubt(stage: str, days: int, condition: str = "achilles_tendinopathy"):
    return stage_doubt(condition, stage, DAY - timedelta(days), day=DAY)


@pytest.mark.parametrize(
    ("stage", "days"),
    [("acute", 0), ("acute", 5), ("subacute", 5), ("subacute", 60), ("chronic", 60)],
)
def test_a_stage_that_can_be_right_raises_no_doubt(stage, days):
    assert doubt(stage, days) is None


def test_too_late_a_stage_is_doubted_with_the_because():
    found = doubt("chronic", 10)
    assert found is not None
    assert (
        found.said == "10 days after it began, this is usually subacute, not chronic."
    )
    assert "earlier stage" in found.follows
    assert "Subacute begins about 4 to 7 days after onset" in found.because
    assert "chronic begins about 6 to 12 weeks" in found.because
    assert found.sources


def test_too_early_a_stage_is_doubted_too():
    found = doubt("acute", 200)
    assert found is not None
    assert found.said.startswith("6 months after it began, this is usually chronic")
    assert "the stage chosen" in found.follows


def test_without_an_onset_or_before_it_there_is_nothing_to_doubt():
    assert stage_doubt("achilles_tendinopathy", "chronic", None) is None
    assert doubt("chronic", -3) is None
    assert doubt("chronic", 10, condition="left the catalogue") is None


def test_the_form_says_so_while_it_is_filled_in(as_):
    asked = {
        "condition_id": "achilles_tendinopathy",
        "stage": "chronic",
        "onset_date": (timezone.localdate() - timedelta(10)).isoformat(),
    }
    ana = as_("ana")
    page = ana.get("/episodes/stage/", asked).content.decode()
    assert "usually subacute, not chronic" in page
    assert not ana.get(
        "/episodes/stage/", asked | {"onset_date": "soon"}
    ).content.strip()


def test_it_is_never_refused_and_stays_in_sight_while_care_goes_on(as_, patient):
    ana = as_("ana")
    began = timezone.localdate() - timedelta(10)
    sent = {
        "condition_id": "achilles_tendinopathy",
        "site_id": "achilles_midportion",
        "side": "left",
        "stage": "chronic",
        "onset_date": began.isoformat(),
        "goal": "run 5 km again",
    }
    ana.post(f"/patients/{patient.pk}/new-episode/", sent)
    episode = Episode.objects.get()
    said = b"usually subacute, not chronic"
    assert said in ana.get(episode.get_absolute_url()).content
    Episode.objects.update(status="finished")
    assert said not in ana.get(episode.get_absolute_url()).content
