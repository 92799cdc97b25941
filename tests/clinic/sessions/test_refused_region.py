"""A patient says yes to the leg and no to the neck, and may change it at any time."""

import re

import pytest
from tests.clinic.consent.test_page import GOOD
from tests.clinic.sessions.conftest import CHECKED, event, send

from strigil_clinic.audit.models import AuditEntry
from strigil_clinic.consent.models import RegionRefusal
from strigil_clinic.episodes.science import case_of
from strigil_clinic.screening.gate import barriers_now, why_not_treat
from strigil_clinic.sessions.models import Session

LEG = "lower leg and ankle"


@pytest.fixture
def address(episode) -> str:
    return f"/episodes/{episode.pk}/consent/"


def refuse(client, address, region=LEG, side="", said=""):
    sent = {"region": region, "side": side, "said": said}
    return client.post(f"{address}refuse/", sent)


def page_of(client, address) -> str:
    return client.get(address).content.decode()


def test_at_signing_a_part_can_be_left_out(as_, address, episode):
    as_("ana").post(address, GOOD | {"not_here": ["neck:", "thigh:left"]})
    told = case_of(episode).consent
    assert told.treatment == "given"
    assert [str(no) for no in told.refused] == ["neck", "thigh, left"]
    page = page_of(as_("ana"), address)
    assert "no to: neck" in page
    assert "no to: left thigh" in page


def test_what_was_ticked_stays_ticked_when_the_form_is_refused(as_, address):
    half = GOOD | {"not_here": ["neck:"], "given_by": ""}
    page = as_("ana").post(address, half).content.decode()
    [box] = re.findall(r'<input[^>]*value="neck:"[^>]*>', page)
    assert "checked" in box
    assert not RegionRefusal.objects.exists()


def test_a_part_that_is_not_there_is_refused(as_, address):
    assert as_("ana").post(address, GOOD | {"not_here": ["tail:"]}).status_code == 422


def test_a_no_is_kept_with_who_when_and_the_words(as_, address, consent, actors):
    assert refuse(as_("ben"), address, "neck", "left", "it tickles").status_code == 302
    row = RegionRefusal.objects.get()
    assert (row.region, row.side, row.said) == ("neck", "left", "it tickles")
    assert row.recorded_by == actors["ben"]
    entry = AuditEntry.objects.filter(kind="regionrefusal").last()
    assert entry.detail == {"region": "neck", "side": "left"}
    assert entry.patient_id == str(row.episode.patient_id)
    assert "it tickles" in page_of(as_("ana"), address)


def test_a_no_without_a_part_is_asked_for(as_, address, consent):
    answer = refuse(as_("ana"), address, "")
    assert answer.status_code == 422
    assert not RegionRefusal.objects.exists()


def test_strangers_and_readers_change_nothing(as_, address, consent):
    assert refuse(as_("cleo"), address).status_code == 404
    assert refuse(as_("dora"), address).status_code == 403
    refuse(as_("ana"), address)
    allow = f"{address}refused/{RegionRefusal.objects.get().pk}/allow/"
    assert as_("cleo").post(allow).status_code == 404
    assert as_("dora").post(allow).status_code == 403
    assert RegionRefusal.objects.get().stands


def test_a_no_to_the_place_of_the_problem_stands_before_everything(
    as_,
    address,
    episode,
    plan,
):
    assert why_not_treat(episode) == []
    refuse(as_("ana"), address)
    [barrier] = barriers_now(episode)
    assert barrier.part == "consent"
    assert "says no to this part of the body" in barrier.said
    as_("ana").post(f"/episodes/{episode.pk}/treat/start/", CHECKED)
    assert not Session.objects.exists()
    page = as_("ana").get(f"/episodes/{episode.pk}/treat/").content.decode()
    assert address in page


def test_a_no_to_another_part_lets_the_session_start(
    as_,
    address,
    episode,
    plan,
):
    refuse(as_("ana"), address, "neck")
    refuse(as_("ana"), address, LEG, "right")
    as_("ana").post(f"/episodes/{episode.pk}/treat/start/", CHECKED)
    assert Session.objects.exists()


def test_asked_again_the_patient_may_say_yes_and_both_stay(
    as_,
    address,
    episode,
    plan,
):
    refuse(as_("ana"), address)
    row = RegionRefusal.objects.get()
    as_("ana").post(f"{address}refused/{row.pk}/allow/")
    assert why_not_treat(episode) == []
    row.refresh_from_db()
    assert row.allowed_by is not None
    assert "yes again on" in page_of(as_("ana"), address)
    assert as_("ana").post(f"{address}refused/{row.pk}/allow/").status_code == 404


def test_a_new_signature_does_not_wipe_a_no(as_, address, episode):
    as_("ana").post(address, GOOD | {"not_here": ["neck:"]})
    consent_row = episode.consents.get()
    as_("ana").post(f"{address}{consent_row.pk}/withdraw/", {})
    as_("ana").post(address, GOOD)
    assert [str(no) for no in case_of(episode).consent.refused] == ["neck"]


def edge_step(session) -> int:
    return next(s["order"] for s in session.plan_snapshot["steps"] if s["edge"])


def test_in_a_session_a_step_there_does_not_begin(as_, address, session):
    refuse(as_("ana"), address)
    begun = event("step_started", 10.0, step=edge_step(session))
    answer = send(as_("ana"), session, begun)
    assert answer.status_code == 409
    assert "says no to this part of the body" in answer.json()["problem"]


def test_a_session_does_not_go_on_once_consent_is_taken_back(
    as_,
    address,
    session,
    consent,
):
    send(as_("ana"), session, event("step_started", 10.0, step=edge_step(session)))
    send(as_("ana"), session, event("pause", 12.0))
    as_("ana").post(f"{address}{consent.pk}/withdraw/", {})
    answer = send(as_("ana"), session, event("resume", 14.0))
    assert answer.status_code == 409
    assert "taken consent back" in answer.json()["problem"]


def test_the_leaflet_names_where_not(as_, address, consent):
    assert "But not here (write" in page_of(as_("ana"), f"{address}leaflet/")
    refuse(as_("ana"), address, "neck", "left")
    assert "But not here: left neck" in " ".join(
        page_of(as_("ana"), f"{address}leaflet/").split()
    )
