"""Ana, Ben, Cleo and Dora, a patient of Ana's, and a browser for each of them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from strigil_clinic.actors import make_actors
from strigil_clinic.episodes.models import Episode
from strigil_clinic.patients.models import Patient
from strigil_clinic.people.models import Practitioner

FAST = "django.contrib.auth.hashers.MD5PasswordHasher"


@pytest.fixture(autouse=True)
def _quick_and_apart(settings, tmp_path: Path):
    """Hash fast, and keep every file of a test in its own folder."""
    settings.PASSWORD_HASHERS = [FAST]
    settings.RECORDINGS = tmp_path / "recordings"
    settings.WORK_IN_PROCESSES = False


@pytest.fixture
def actors(db) -> dict[str, Practitioner]:
    return make_actors()


@pytest.fixture
def ana(actors) -> Practitioner:
    return actors["ana"]


@pytest.fixture
def as_(actors) -> Callable[[str], Client]:
    """`as_("ben")` is a browser in which Ben has logged in."""

    def browser(name: str) -> Client:
        client = Client()
        client.force_login(actors[name], "django.contrib.auth.backends.ModelBackend")
        return client

    return browser


@pytest.fixture
def patient(ana) -> Patient:
    return Patient.objects.create(
        clinic=ana.clinic,
        given_name="Mara",
        family_name="Lindholm",
        birth_date=date(1980, 5, 12),
        created_by=ana,
    )


@pytest.fixture
def episode(ana, patient) -> Episode:
    return Episode.objects.create(
        patient=patient,
        condition_id="achilles_tendinopathy",
        site_id="achilles_midportion",
        side="left",
        stage="chronic",
        goal="run 5 km again",
        opened_by=ana,
    )
