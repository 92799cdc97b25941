import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from strigil_clinic.assessments.models import Assessment
from strigil_clinic.audit.models import AuditEntry
from strigil_clinic.consent.models import Consent, InformationGiven
from strigil_clinic.episodes.corrections import changed_since, fixed_by
from strigil_clinic.episodes.models import Correction, Episode
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.plans.rows import fits_today


@pytest.fixture
def address(episode) -> str:
    return f"/episodes/{episode.pk}/correct/"


def sent(**changes: str) -> dict[str, str]:
    return {
        "site_id": "achilles_midportion",
        "side": "left",
        "stage": "chronic",
        "onset_date": "",
        "goal": "run 5 km again",
        "reason": "typed wrongly",
    } | changes


def test_a_correction_changes_the_episode_and_keeps_what_it_was(
    as_, address, episode, actors
):
    answer = as_("ben").post(address, sent(side="right", onset_date="2026-01-05"))
    assert answer["Location"] == episode.get_absolute_url()
    episode.refresh_from_db()
    assert (episode.side, str(episode.onset_date)) == ("right", "2026-01-05")
    kept = Correction.objects.get()
    assert kept.changes == {
        "side": ["left", "right"],
        "onset_date": [None, "2026-01-05"],
    }
    assert (kept.reason, kept.made_by) == ("typed wrongly", actors["ben"])
    entry = AuditEntry.objects.filter(action="change").get()
    assert entry.detail == {"fields": ["side", "onset_date"]}


def test_the_overview_tells_what_was_corrected_and_why(as_, address, episode):
    ana = as_("ana")
    ana.post(address, sent(stage="subacute"))
    page = ana.get(episode.get_absolute_url()).content.decode()
    assert "Stage was chronic, is now subacute" in page
    assert "typed wrongly" in page


def test_undo_puts_it_back_and_both_stay_in_the_record(as_, address, episode):
    ana = as_("ana")
    page = ana.post(address, sent(side="right", onset_date="2026-01-05"), follow=True)
    undo = f"{address}{Correction.objects.get().pk}/take-back/"
    assert f'action="{undo}"' in page.content.decode()
    ana.post(undo)
    episode.refresh_from_db()
    assert (episode.side, episode.onset_date) == ("left", None)
    assert Correction.objects.count() == 2
    again = ana.post(undo).content.decode()
    assert "taken back already" in again


def test_what_was_corrected_again_is_not_taken_back_behind_its_back(as_, address):
    ana = as_("ana")
    ana.post(address, sent(stage="subacute"))
    first = Correction.objects.get()
    ana.post(address, sent(stage="acute"))
    page = ana.post(f"{address}{first.pk}/take-back/").content.decode()
    assert "corrected again since" in page
    assert Episode.objects.get().stage == "acute"


def test_a_correction_of_another_episode_is_not_found(as_, address, episode, ana):
    other = Episode.objects.create(
        patient=episode.patient,
        condition_id="ankle_sprain",
        site_id="lateral_ankle",
        side="left",
        stage="acute",
        goal="walk",
        opened_by=ana,
    )
    kept = Correction.objects.create(
        episode=other, changes={"stage": ["acute", "chronic"]}, reason="x", made_by=ana
    )
    assert as_("ana").post(f"{address}{kept.pk}/take-back/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"reason": ""}, "Not filled in yet"),
        ({}, "Nothing is different yet"),
        ({"side": "midline"}, "one of the sides that the site has"),
        ({"site_id": "low_back"}, "Choose one of those that are offered"),
        ({"onset_date": "2199-01-01"}, "still to come"),
        ({"onset_date": "1970-01-01"}, "born on 12 May 1980, after this day"),
    ],
)
def test_what_does_not_fit_is_told_and_changes_nothing(as_, address, wrong, said):
    page = as_("ana").post(address, sent(**wrong)).content.decode()
    assert said in page
    assert not Correction.objects.exists()
    assert Episode.objects.get().side == "left"


def sign_an_assessment(episode, who) -> None:
    Assessment.objects.create(episode=episode, created_by=who).sign(who)


def test_a_signed_record_holds_the_place_and_there_is_a_way_out(
    as_, address, episode, ana
):
    browser = as_("ana")
    sign_an_assessment(episode, ana)
    page = browser.get(address).content.decode()
    assert "the assessment of" in page
    assert 'name="side"' not in page
    refused = browser.post(address, sent(side="right")).content.decode()
    assert "The place stays" in refused
    assert Episode.objects.get().side == "left"
    assert "Close this one and open a new one" in refused


def test_stage_onset_and_goal_stay_open_after_signing(as_, address, episode, ana):
    sign_an_assessment(episode, ana)
    answer = as_("ana").post(
        address, {"stage": "subacute", "goal": "hop", "reason": "healing moved on"}
    )
    assert answer.status_code == 302
    episode.refresh_from_db()
    assert (episode.stage, episode.goal, episode.side) == ("subacute", "hop", "left")


def test_a_signed_consent_holds_the_place_too(episode, ana):
    assert fixed_by(episode) == []
    told = InformationGiven.objects.create(episode=episode, created_by=ana)
    consent = Consent.objects.create(
        episode=episode, information=told, form="written", given_by="M", created_by=ana
    )
    assert fixed_by(episode) == []
    consent.sign(ana)
    assert len(fixed_by(episode)) == 1


def test_the_way_out_closes_this_one_and_fills_in_the_new_one(as_, episode):
    ana = as_("ana")
    answer = ana.post(f"/episodes/{episode.pk}/close/", {"then": "new"})
    page = ana.get(answer["Location"]).content.decode()
    assert Episode.objects.get().status == "finished"
    assert "run 5 km again" in page
    assert not re.search(r'name="side"[^>]* checked', page), "the side is asked anew"
    assert ana.get(answer["Location"] + "x").status_code == 200


def test_undoing_a_place_that_was_signed_for_since_is_refused(
    as_, address, episode, ana
):
    browser = as_("ana")
    browser.post(address, sent(side="right"))
    sign_an_assessment(episode, ana)
    undo = f"{address}{Correction.objects.get().pk}/take-back/"
    assert "signed since" in browser.post(undo).content.decode()
    assert Episode.objects.get().side == "right"


def test_a_plan_for_the_earlier_stage_says_so_and_no_longer_fits(
    as_, address, episode, ana
):
    browser = as_("ana")
    plan = PlanOfCare.objects.create(episode=episode, created_by=ana)
    plan.sign(ana)
    assert fits_today(plan)
    browser.post(address, sent(stage="acute"))
    plan = PlanOfCare.objects.get()
    assert not fits_today(plan)
    page = browser.get(f"/episodes/{episode.pk}/plan/").content.decode()
    assert "stage was chronic, is now acute. Plan again" in page
    browser.post(f"{address}{Correction.objects.get().pk}/take-back/")
    assert fits_today(PlanOfCare.objects.get()), "the net of both is no change"


def test_a_goal_outdates_nothing(as_, address, episode):
    before = timezone.now() - timedelta(minutes=1)
    as_("ana").post(address, sent(goal="hop"))
    episode.refresh_from_db()
    assert changed_since(episode, before) == {}


def test_the_database_keeps_every_correction(as_, address):
    as_("ana").post(address, sent(stage="acute"))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Correction.objects.update(reason="another one")


def test_moving_to_a_place_where_one_is_open_asks(as_, address, episode, ana):
    Episode.objects.create(
        patient=episode.patient,
        condition_id="achilles_tendinopathy",
        site_id="achilles_midportion",
        side="right",
        stage="chronic",
        goal="walk",
        opened_by=ana,
    )
    browser = as_("ana")
    page = browser.post(address, sent(side="right")).content.decode()
    assert "Is this a second problem" in page
    assert browser.post(address, sent(stage="acute")).status_code == 302


def test_who_only_reads_is_refused(as_, address):
    dora = as_("dora")
    assert dora.get(address).status_code == 403
    assert dora.post(address, sent(stage="acute")).status_code == 403
