"""Strokes firmer than the screen or the plan allowed are told wherever they matter."""

from datetime import timedelta

import pytest
from django.utils import timezone

from strigil.planning import revise
from strigil_clinic.calibrations.models import ForceCalibration
from strigil_clinic.episodes.models import Visit
from strigil_clinic.episodes.science import case_of
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.recordings.models import Recording
from strigil_clinic.screening.models import ScreeningRecord
from strigil_clinic.sessions.models import Session, SessionEvent

FIRMER = "Firmer than was allowed"
OWN = {"low": 0.5, "high": 1.0, "statistic": "mean per stroke", "basis": "scale"}


@pytest.fixture
def session_with(ana, episode):
    """`session_with({"word": "light"})` is a session of three days ago at that band."""

    def make(band) -> Session:
        when = timezone.now() - timedelta(days=3)
        step = {
            "order": 1,
            "phase": "light",
            "site": "achilles_midportion",
            "side": "left",
            "edge": "scanner.convex",
            "direction": "along",
            "duration": 120.0,
            "instruction": "Sweep along the tendon.",
            "force_band": band,
        }
        session = Session.objects.create(
            visit=Visit.objects.create(episode=episode, number=1, practitioner=ana),
            plan=PlanOfCare.objects.create(episode=episode, created_by=ana),
            plan_snapshot={"steps": [step]},
            practitioner=ana,
            created_by=ana,
            state="completed",
            started_at=when,
            ended_at=when,
        )
        SessionEvent.objects.create(
            session=session,
            client_id=session.pk,
            kind="step_done",
            step=1,
            monotonic=120.0,
            happened_at=when,
            entered_by=ana,
        )
        return session

    return make


@pytest.fixture
def recorded(as_, upload, csv):
    def record(session) -> Recording:
        sent = upload(as_("ana"), csv, session=str(session.pk) if session else "")
        assert sent.status_code == 302, sent.content.decode()
        return Recording.objects.get()

    return record


def capped(ana, episode):
    row = ScreeningRecord.objects.create(
        episode=episode,
        created_by=ana,
        moment="first",
        decision="cap",
        cap="light only",
    )
    row.sign(ana)


@pytest.fixture
def pages(as_, episode):
    """What the four pages say that speak of a recorded session."""

    def read(session, recording):
        return [
            as_("ana").get(address).content.decode()
            for address in (
                f"/recordings/{recording.pk}/",
                f"/sessions/{session.pk}/record/",
                f"/episodes/{episode.pk}/after-care/",
                f"/episodes/{episode.pk}/review/",
            )
        ]

    return read


def test_strokes_above_the_own_word_are_told_on_every_page(
    session_with, recorded, pages
):
    session = session_with({"word": "light"} | OWN)
    for page in pages(session, recorded(session)):
        assert "8 of 8 whole recorded strokes were above the plan" in page
        assert "light: up to 1.0 N" in page


def test_the_next_step_goes_down_and_the_dose_takes_the_measured_force(
    session_with, recorded, episode
):
    recording = recorded(session_with({"word": "light"} | OWN))
    case = case_of(episode)
    assert revise(case).decision == "down"
    force = case.sessions[0].doses[0].force
    assert force == pytest.approx(recording.analysis["summary"]["mean_force"])


def test_within_the_word_nothing_warns(session_with, recorded, pages, episode):
    session = session_with({"word": "light"} | OWN | {"high": 39.0})
    recording_page, *others = pages(session, recorded(session))
    assert "None of 8 whole recorded strokes was above" in recording_page
    assert FIRMER not in recording_page + "".join(others)
    assert revise(case_of(episode)).decision == "hold"


def test_without_a_recording_nothing_is_said_of_strokes(session_with, episode, as_):
    session_with({"word": "light"} | OWN)
    page = as_("ana").get(f"/episodes/{episode.pk}/after-care/").content.decode()
    assert "recorded stroke" not in page
    assert case_of(episode).sessions[0].recorded == ()
    assert case_of(episode).sessions[0].doses[0].force is None


def test_the_cap_of_the_screen_at_that_time_counts_before_the_plan(
    ana, session_with, recorded, episode, as_
):
    session = session_with({"word": "firm"} | OWN | {"high": 39.0})
    capped(ana, episode)
    session.started_at = timezone.now()
    session.save()
    for value in (0.5, 0.6):
        ForceCalibration.objects.create(
            practitioner=ana,
            created_by=ana,
            method="kitchen_scale",
            word="light",
            statistic="mean",
            readings=[value, value * 1.1, value * 0.9] * 5,
            measured_on=timezone.localdate() - timedelta(days=int(value * 10)),
        ).sign(ana)
    recording = recorded(session)
    page = as_("ana").get(f"/recordings/{recording.pk}/").content.decode()
    assert FIRMER in page
    assert "8 of 8 whole recorded strokes were above the screen" in page


def test_without_a_calibration_it_is_called_uncertain(session_with, recorded, as_):
    recording = recorded(session_with({"word": "light"}))
    for stroke in recording.analysis["strokes"][:4]:
        stroke["mean_force"] = 12.0
    recording.save()
    page = as_("ana").get(f"/recordings/{recording.pk}/").content.decode()
    assert "4 of 8 whole recorded strokes" in page
    assert "uncertain, as light is not calibrated" in page
    assert "Calibrate your words" in page


def test_a_recording_of_no_session_is_held_to_the_cap_alone(
    ana, episode, recorded, as_
):
    recording = recorded(None)
    address = f"/recordings/{recording.pk}/"
    assert "recorded stroke" not in as_("ana").get(address).content.decode()
    recording.delete()
    capped(ana, episode)
    address = f"/recordings/{recorded(None).pk}/"
    assert "above the screen" in as_("ana").get(address).content.decode()


def test_what_a_recording_could_not_tell_stands_in_the_record_of_its_session(
    session_with, recorded, as_
):
    session = session_with({"word": "light"} | OWN)
    recorded(session)
    page = as_("ana").get(f"/sessions/{session.pk}/record/").content.decode()
    assert "Quality, and what could not be known" in page
    assert "Length: not known" in page
    assert "no position channels" in page
