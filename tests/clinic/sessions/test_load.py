"""A practitioner sees what treating cost the own hands, and nobody else's."""

from dataclasses import asdict
from datetime import timedelta

import pytest
from django.utils import timezone

from strigil.signals import analyse_recording, simulate_recording
from strigil_clinic.recordings.models import Recording

pytestmark = pytest.mark.django_db


@pytest.fixture
def strokes():
    found = analyse_recording(simulate_recording(strokes=30, seed=4).recording)
    return [asdict(stroke) for stroke in found.strokes]


def signed(session, who, *, days_ago=1, dose=None):
    """End and sign a session some days ago."""
    session.state = "completed"
    session.ended_at = timezone.now() - timedelta(days=days_ago)
    session.dose = dose or {}
    session.sign(who)
    return session


def recorded(session, who, strokes, name="one.parquet"):
    """Attach what a sensor saw of a session."""
    return Recording.objects.create(
        episode=session.visit.episode,
        session=session,
        file_name=name,
        sha256="0" * 64,
        size=1,
        original_name=name,
        analysis={"strokes": strokes},
        uploaded_by=who,
    )


def test_a_measured_session_shows_force_work_and_words(client, ana, session, strokes):
    recorded(session, ana, strokes)
    signed(session, ana)
    client.force_login(ana)
    page = client.get("/your-load/").content.decode()
    assert "1 of 1" in page
    force = sum(stroke["impulse"] for stroke in strokes)
    assert f"{force:.1f}" in page
    assert "the words are not calibrated" in page
    assert "Hand activity level" in page


def test_a_session_without_a_sensor_shows_time_and_guesses_no_force(
    client, ana, session
):
    took = {"contact_time": {"value": 300.0, "low": 250.0, "high": 350.0}}
    signed(session, ana, dose={"from": "steps", "sites": [{"si": took}]})
    client.force_login(ana)
    page = client.get("/your-load/").content.decode()
    assert "0 of 1" in page
    assert "5:00 without a sensor" in page


def test_nobody_sees_the_load_of_another(as_, ana, session, strokes):
    recorded(session, ana, strokes)
    signed(session, ana)
    assert "No session yet" in as_("ben").get("/your-load/").content.decode()


def test_what_was_entered_in_error_is_not_counted(client, ana, session, strokes):
    recorded(session, ana, strokes)
    signed(session, ana).mark_entered_in_error()
    client.force_login(ana)
    assert "No session yet" in client.get("/your-load/").content.decode()


def test_days_go_back_four_weeks_and_weeks_twelve(client, ana, session, strokes):
    recorded(session, ana, strokes)
    signed(session, ana, days_ago=40)
    client.force_login(ana)
    assert "1 of 1" in client.get("/your-load/").content.decode()
    by_day = client.get("/your-load/?every=day").content.decode()
    assert "no session in the last four weeks" in by_day
