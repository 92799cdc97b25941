from datetime import timedelta

import pytest
from django.utils import timezone

from strigil_clinic.actors import DEMO_PASSWORD


@pytest.fixture
def later(monkeypatch):
    """`later(minutes=11)` moves the clock."""
    real, shift = timezone.now, timedelta()

    def move(**by: float) -> None:
        nonlocal shift
        shift += timedelta(**by)

    monkeypatch.setattr(
        "strigil_clinic.people.idle.timezone.now", lambda: real() + shift
    )
    return move


def test_ten_idle_minutes_lock_the_page(as_, later):
    ana = as_("ana")
    assert ana.get("/patients/").status_code == 200
    later(minutes=9)
    assert ana.get("/patients/").status_code == 200
    later(minutes=11)
    answer = ana.get("/patients/?q=mara")
    assert answer["Location"] == "/locked/?next=%2Fpatients%2F%3Fq%3Dmara"


def test_the_password_unlocks_and_leads_back(as_, later):
    ana = as_("ana")
    ana.get("/patients/")
    later(minutes=11)
    ana.get("/patients/")
    wrong = ana.post("/locked/", {"password": "wrong"})
    assert b"not the password" in wrong.content
    assert ana.get("/patients/").status_code == 302
    right = ana.post("/locked/", {"password": DEMO_PASSWORD, "next": "/patients/new/"})
    assert right["Location"] == "/patients/new/"
    assert ana.get("/patients/").status_code == 200


def test_a_fragment_of_a_locked_page_sends_the_whole_page_to_the_lock(as_, later):
    ana = as_("ana")
    ana.get("/patients/")
    later(minutes=11)
    answer = ana.get("/patients/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/locked/"


def test_twelve_hours_end_a_session_however_busy(as_, later):
    ana = as_("ana")
    for _ in range(12 * 6):
        assert ana.get("/patients/").status_code == 200
        later(minutes=9.9)
    later(minutes=9.9)
    answer = ana.get("/patients/")
    assert answer["Location"].startswith("/log-in/")


def test_staying_keeps_the_session(as_, later):
    ana = as_("ana")
    ana.get("/patients/")
    later(minutes=9)
    assert ana.post("/stay/").status_code == 204
    later(minutes=9)
    assert ana.get("/patients/").status_code == 200


def test_it_is_too_late_to_stay_once_the_page_is_locked(as_, later):
    ana = as_("ana")
    ana.get("/patients/")
    later(minutes=11)
    assert ana.post("/stay/").status_code == 302
    assert ana.get("/patients/").status_code == 302


def test_every_page_of_someone_logged_in_can_ask_before_it_locks(as_, client, db):
    assert b'role="alertdialog"' in as_("ana").get("/patients/").content
    assert b"alertdialog" not in client.get("/log-in/").content
