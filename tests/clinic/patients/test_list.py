from datetime import UTC, datetime

import pytest

from strigil_clinic.episodes.models import Visit, VisitStatus
from strigil_clinic.patients.models import Patient

ADDRESS = "/patients/"


def test_it_shows_the_clinics_patients_with_their_problem(as_, episode):
    page = as_("ben").get(ADDRESS).content.decode()
    assert "Mara Lindholm" in page
    assert "Left Achilles tendinopathy" in page


def test_a_visit_that_is_only_planned_is_not_the_last_visit(as_, ana, episode):
    day = datetime(2031, 5, 4, 9, tzinfo=UTC)
    status = VisitStatus.PLANNED
    Visit.objects.create(
        episode=episode, number=1, practitioner=ana, started_at=day, status=status
    )
    assert "2031" not in as_("ana").get(ADDRESS).content.decode()
    assert (
        "2031" not in as_("ana").get(f"{ADDRESS}{episode.patient.pk}/").content.decode()
    )


def test_patients_come_by_family_name_then_given_name(as_, ana, patient):
    for given, family in [("Zora", "Abel"), ("Aaron", "Zimmer"), ("Anna", "Lindholm")]:
        Patient.objects.create(
            clinic=ana.clinic,
            created_by=ana,
            given_name=given,
            family_name=family,
            birth_date=patient.birth_date,
        )
    page = as_("ana").get(ADDRESS).content.decode()
    order = ["Zora Abel", "Anna Lindholm", "Mara Lindholm", "Aaron Zimmer"]
    assert sorted(order, key=page.index) == order


def test_another_clinics_patients_are_not_in_it(as_, patient):
    assert "Lindholm" not in as_("cleo").get(ADDRESS).content.decode()


@pytest.mark.parametrize("words", ["mara", "LIND", "mara lind", "1980-05-12"])
def test_search_finds_by_name_or_birth_date(as_, patient, words):
    assert "Mara Lindholm" in as_("ana").get(ADDRESS, {"q": words}).content.decode()


def test_a_search_that_finds_nobody_says_how_to_search(as_, patient):
    page = as_("ana").get(ADDRESS, {"q": "zzz"}).content.decode()
    assert "Nothing fits “zzz”" in page


def test_htmx_gets_the_rows_only(as_, patient):
    page = as_("ana").get(ADDRESS, headers={"HX-Request": "true"}).content.decode()
    assert "Mara Lindholm" in page
    assert "<html" not in page


def test_an_empty_clinic_is_shown_the_first_step(as_):
    assert "Enter the first patient" in as_("ana").get(ADDRESS).content.decode()


def test_who_only_reads_is_offered_no_button_that_would_refuse(as_, patient):
    assert "New patient" not in as_("dora").get(ADDRESS).content.decode()
