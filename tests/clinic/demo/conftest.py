"""The demo clinic, loaded once a file of tests, at a moment that stands still."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

from strigil_clinic.demo import load_demo, read_stories
from strigil_clinic.people.models import Practitioner

NOW = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
FAST = "django.contrib.auth.hashers.MD5PasswordHasher"


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """Where the recordings of the demo lie."""
    return tmp_path_factory.mktemp("demo") / "recordings"


@pytest.fixture(autouse=True)
def _quick_and_apart(settings, kept):
    """Hash fast, and look for recordings where the demo left them."""
    settings.PASSWORD_HASHERS = [FAST]
    settings.RECORDINGS = kept
    settings.WORK_IN_PROCESSES = False


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker, kept) -> Iterator[None]:
    quick = override_settings(PASSWORD_HASHERS=[FAST], RECORDINGS=kept)
    with django_db_blocker.unblock(), transaction.atomic():
        with quick:
            load_demo(now=NOW)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def at() -> datetime:
    """The moment at which demos are loaded."""
    return NOW


@pytest.fixture
def demo(_loaded, db) -> datetime:
    """The demo clinic; returns the moment at which it was loaded."""
    return NOW


@pytest.fixture
def actors(demo) -> dict[str, Practitioner]:
    return {row.username: row for row in Practitioner.objects.all()}


@pytest.fixture(scope="session")
def stories():
    return read_stories()
