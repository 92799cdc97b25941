import uuid
from datetime import date

from strigil_clinic.audit.models import AuditEntry


def test_it_shows_the_patient_and_their_episodes(as_, episode):
    page = as_("ana").get(episode.patient.get_absolute_url()).content.decode()
    assert "born 12 May 1980" in page
    assert "run 5 km again" in page


def test_every_look_is_in_the_audit_trail(as_, patient, actors):
    as_("ben").get(patient.get_absolute_url())
    entry = AuditEntry.objects.get(action="read", patient_id=patient.pk)
    assert entry.actor_id == str(actors["ben"].pk)


def test_a_stranger_leaves_with_404_and_an_unknown_id_looks_the_same(as_, patient):
    cleo = as_("cleo")
    theirs = cleo.get(patient.get_absolute_url())
    nobodys = cleo.get(f"/patients/{uuid.uuid4()}/")
    assert theirs.status_code == nobodys.status_code == 404
    assert b"Lindholm" not in theirs.content


def test_a_patient_without_episodes_is_shown_what_to_do(as_, patient):
    page = as_("ana").get(patient.get_absolute_url()).content.decode()
    assert "No episode yet" in page


def test_details_can_be_corrected_and_the_fields_are_audited(as_, patient):
    answer = as_("ben").post(
        f"/patients/{patient.pk}/edit/",
        {
            "given_name": "Mara",
            "family_name": "Lindholm",
            "birth_date": "1980-05-13",
            "gender": "unknown",
        },
    )
    assert answer.status_code == 302
    entry = AuditEntry.objects.get(action="change")
    assert entry.detail == {"fields": ["birth_date"]}


def test_a_birth_date_after_a_problem_began_is_refused(as_, patient, episode):
    episode.onset_date = date(1990, 1, 1)
    episode.save()
    sent = {"given_name": "Mara", "family_name": "Lindholm", "gender": "female"}
    address = f"/patients/{patient.pk}/edit/"
    page = as_("ana").post(address, sent | {"birth_date": "1995-01-01"})
    assert "began on 1 January 1990, before this" in page.content.decode()
    assert (
        as_("ana").post(address, sent | {"birth_date": "1985-01-01"}).status_code == 302
    )
