from datetime import timedelta

import pytest
from django.utils import timezone

from strigil_clinic.audit.models import AuditEntry
from strigil_clinic.drafts.models import Draft
from strigil_clinic.patients.models import Patient

ADDRESS = "/patients/new/"
MARA = {
    "given_name": "Mara",
    "family_name": "Lindholm",
    "birth_date": "1980-05-12",
    "gender": "female",
}


def test_it_works(as_, ana):
    answer = as_("ana").post(ADDRESS, MARA)
    patient = Patient.objects.get()
    assert answer["Location"] == patient.get_absolute_url()
    assert patient.clinic == ana.clinic
    assert AuditEntry.objects.filter(action="create", patient_id=patient.pk).exists()


def test_who_only_reads_is_refused(as_):
    assert as_("dora").get(ADDRESS).status_code == 403
    assert as_("dora").post(ADDRESS, MARA).status_code == 403


@pytest.mark.parametrize(
    ("birth_date", "said"),
    [
        ((timezone.localdate() + timedelta(1)).isoformat(), "still to come"),
        ("1780-05-12", "check the year"),
        ("yesterday", "Write the day like this"),
    ],
)
def test_an_impossible_birth_date_is_told_and_nothing_typed_is_lost(
    as_, birth_date, said
):
    page = as_("ana").post(ADDRESS, MARA | {"birth_date": birth_date}).content.decode()
    assert said in page
    assert 'value="Mara"' in page
    assert 'aria-describedby="id_birth_date_error"' in page
    assert not Patient.objects.exists()


def test_the_draft_comes_back_and_goes_once_saved(as_):
    ana = as_("ana")
    ana.post("/drafts/new-patient/", {"given_name": "Ida"})
    page = ana.get(ADDRESS).content.decode()
    assert 'value="Ida"' in page
    assert "What you typed is back" in page
    ana.post(ADDRESS, MARA)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("phone", ["call me maybe", "1234", "0049 ext 12", "12+ab345"])
def test_a_phone_that_nobody_can_dial_is_refused_and_nothing_is_lost(as_, phone):
    page = as_("ana").post(ADDRESS, MARA | {"phone": phone}).content.decode()
    assert "This is no phone number" in page
    assert f'value="{phone}"' in page
    assert not Patient.objects.exists()


@pytest.mark.parametrize(
    "phone", ["", "112 34", "+49 (0)30 555-01.00", "030/5550100", "020 7946 0000"]
)
def test_a_phone_may_be_written_as_people_write_it(as_, phone):
    assert as_("ana").post(ADDRESS, MARA | {"phone": phone}).status_code == 302
    assert Patient.objects.get().phone == phone
