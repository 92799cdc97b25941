import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from strigil.catalogue import ConsentPoint, all_of
from strigil_clinic.audit.models import AuditEntry
from strigil_clinic.consent.forms import PARTS
from strigil_clinic.consent.models import (
    Consent,
    ConsentWithdrawal,
    InformationGiven,
    VerbalConsent,
)
from strigil_clinic.consent.science import consent_holds
from strigil_clinic.drafts.models import Draft
from strigil_clinic.episodes.models import Visit
from strigil_clinic.episodes.science import case_of
from strigil_clinic.patients.names import is_name_of

GOOD = {
    "told": list(PARTS),
    "told_by": "aloud",
    "questions": "Will it bruise? It may.",
    "scope": ["treatment"],
    "form": "written",
    "given_as": "patient",
    "given_by": "Mara Lindholm",
    "given_on": "2026-11-20",
}


@pytest.fixture
def address(episode) -> str:
    return f"/episodes/{episode.pk}/consent/"


def page_of(answer) -> str:
    return answer.content.decode()


def test_everything_a_patient_is_told_is_on_the_page_and_on_the_leaflet(as_, address):
    for where in (address, f"{address}leaflet/"):
        page = page_of(as_("ana").get(where))
        assert all(point.text in page for point in all_of(ConsentPoint).values())


def test_the_leaflet_holds_no_forecast_and_says_whom_to_call(as_, address):
    page = page_of(as_("ana").get(f"{address}leaflet/"))
    assert "555 0100" in page
    assert "112" in page
    assert "orecast" not in page


def test_a_colleague_signs_consent_with_what_was_told_and_asked(
    as_, address, episode, actors
):
    assert as_("ben").post(address, GOOD).status_code == 302
    consent = Consent.objects.get()
    assert (consent.given_by, consent.signed_by) == ("Mara Lindholm", actors["ben"])
    told = InformationGiven.objects.get()
    assert set(told.points) == set(all_of(ConsentPoint))
    assert told.questions == "Will it bruise? It may."
    assert told.is_locked
    assert consent.is_locked
    assert consent_holds(episode)
    page = page_of(as_("ana").get(address))
    assert "Mara Lindholm, the patient" in page


def test_strangers_readers_and_wrong_addresses(as_, address):
    assert as_("cleo").get(address).status_code == 404
    assert as_("cleo").post(address, GOOD).status_code == 404
    assert as_("dora").get(address).status_code == 200
    assert as_("dora").post(address, GOOD).status_code == 403
    assert as_("ana").get(f"/episodes/{uuid.uuid4()}/consent/").status_code == 404
    assert as_("ana").put(address).status_code == 405
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"told": ["what"]}, "Not told yet: What it may do"),
        ({"given_by": ""}, "Not filled in yet"),
        ({"scope": []}, "Choose what is consented to"),
        ({"given_on": "2199-01-01"}, "still to come"),
    ],
)
def test_half_a_consent_is_refused_and_nothing_typed_is_lost(as_, address, wrong, said):
    answer = as_("ana").post(address, GOOD | wrong)
    assert answer.status_code == 422
    assert said in page_of(answer)
    assert "Will it bruise?" in page_of(answer)
    assert not Consent.objects.exists()


def test_recording_is_consented_to_apart_from_treatment(as_, address, episode):
    as_("ana").post(address, GOOD | {"scope": ["recording"]})
    assert not consent_holds(episode)
    assert case_of(episode).consent.recording


def test_a_parent_consents_for_a_child(as_, address, episode):
    as_("ana").post(address, GOOD | {"given_as": "representative"})
    assert case_of(episode).consent.by == "guardian"


def withdrawn(client, address) -> str:
    client.post(address, GOOD)
    consent = Consent.objects.get()
    page = client.post(
        f"{address}{consent.pk}/withdraw/", {"reason": "I changed my mind"}, follow=True
    )
    return page_of(page)


def test_the_patient_takes_it_back_and_is_quoted(as_, address, episode):
    page = withdrawn(as_("ana"), address)
    assert "I changed my mind" in page
    assert "Tell the patient" in page, "the form is offered afresh"
    assert not consent_holds(episode)


def test_a_withdrawal_by_slip_is_undone_within_minutes_by_the_same_person(
    as_, address, episode
):
    withdrawn(as_("ana"), address)
    undo = f"{address}{Consent.objects.get().pk}/restore/"
    assert as_("ben").post(undo).status_code == 403
    assert as_("ana").post(undo).status_code == 302
    assert consent_holds(episode)


def test_after_that_the_withdrawal_stands(as_, address, episode):
    withdrawn(as_("ana"), address)
    long_ago = timezone.now() - timedelta(hours=1)
    ConsentWithdrawal.objects.update(withdrawn_at=long_ago)
    undo = f"{address}{Consent.objects.get().pk}/restore/"
    assert as_("ana").post(undo).status_code == 403
    assert not consent_holds(episode)


def test_it_is_asked_again_at_each_visit_and_a_no_counts(as_, ana, address, episode):
    client = as_("ana")
    client.post(address, GOOD)
    assert client.post(f"{address}today/", {"given": "yes"}).status_code == 422
    Visit.objects.create(episode=episode, number=2, practitioner=ana)
    assert "Asked again, visit 2" in page_of(client.get(address))
    client.post(f"{address}today/", {"given": "no", "note": "too tired"})
    assert VerbalConsent.objects.get().given is False
    assert case_of(episode).consent.treatment == "refused"
    client.post(f"{address}today/", {"given": "yes"})
    assert case_of(episode).consent.treatment == "given"


def test_what_was_typed_comes_back(as_, ana, address, episode):
    Draft.objects.create(
        owner=ana, form_key=f"consent-{episode.pk}", data={"given_by": ["Mara L"]}
    )
    assert "Mara L" in page_of(as_("ana").get(address))


def test_another_name_typed_as_the_patients_is_asked_about_and_nothing_is_lost(
    as_, address
):
    client, sent = as_("ana"), GOOD | {"given_by": "Mickey Mouse"}
    page = page_of(client.post(address, sent))
    assert "This is not the patient’s name" in page
    assert "Will it bruise?" in page
    assert not Consent.objects.exists()
    answered = sent | {"whose_name": "patient", "asked_about": "Mickey Mouse"}
    client.post(address, answered | {"given_by": "Donald Duck"})
    assert not Consent.objects.exists(), "the answer was about another name"
    assert client.post(address, answered).status_code == 302
    assert Consent.objects.get().given_as == "patient"
    assert "another name than in the record" in page_of(client.get(address))
    assert AuditEntry.objects.get(kind="consent").detail["another_name"] is True


def test_the_answer_can_be_that_a_representative_signs(as_, address):
    sent = GOOD | {"given_by": "Pia Sand", "asked_about": "Pia Sand"}
    as_("ana").post(address, sent | {"whose_name": "representative"})
    assert Consent.objects.get().given_as == "representative"


@pytest.mark.parametrize(
    ("typed", "given", "family", "same"),
    [
        ("mara LINDHOLM", "Mara", "Lindholm", True),
        ("Lindholm, Mara", "Mara", "Lindholm", True),
        ("Mara Sofia Lindholm", "Mara", "Lindholm", True),
        ("Mara Lindholm", "Mara Sofia", "Lindholm-Ek", True),
        ("Jose Nunez", "José", "Núñez", True),
        ("Jurgen Mueller", "Jürgen", "Müller", True),
        ("Juergen Mueller", "Jürgen", "Müller", True),
        ("Soren O'Hara", "Søren", "O’Hara", True),
        ("Mickey Mouse", "Mara", "Lindholm", False),
        ("Erik Lindholm", "Mara", "Lindholm", False),
        ("M. Lindholm", "Mara", "Lindholm", False),
        ("Mara", "Mara", "Lindholm", False),
    ],
)
def test_a_name_is_the_patients_however_it_is_written(
    typed, given, family, same, patient
):
    patient.given_name, patient.family_name = given, family
    assert is_name_of(typed, patient) is same


def test_who_signed_marks_a_consent_as_entered_in_error_with_a_reason(
    as_, address, episode
):
    as_("ana").post(address, GOOD)
    wrong = f"{address}{Consent.objects.get().pk}/error/"
    assert as_("ben").post(wrong, {"why": "name"}).status_code == 403
    answer = as_("ana").post(wrong)
    assert answer.status_code == 422
    assert "Choose what was wrong" in page_of(answer)
    assert consent_holds(episode)
    page = page_of(as_("ana").post(wrong, {"why": "name"}, follow=True))
    assert "Tell the patient" in page, "the form is offered afresh"
    assert "marked it: the name is wrong" in page
    assert not consent_holds(episode)
    assert case_of(episode).consent.treatment == "not asked"
    entry = AuditEntry.objects.get(kind="consent", action="change")
    assert entry.detail == {"status": "entered-in-error", "reason": "name"}
    assert as_("ana").post(wrong, {"why": "name"}).status_code == 404
