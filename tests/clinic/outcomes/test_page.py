import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from strigil_clinic.audit.models import AuditEntry
from strigil_clinic.outcomes import charts
from strigil_clinic.reactions.models import Reaction


@pytest.fixture
def address(episode) -> str:
    return f"/episodes/{episode.pk}/review/"


def page_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_page_names_the_first_measure_to_take(as_, address):
    page = page_of(as_("ana"), address)
    assert "Nothing measured yet" in page
    assert "VISA-A" in page


def test_a_colleague_sees_it_a_stranger_does_not(as_, address):
    assert as_("ben").get(address).status_code == 200
    assert as_("cleo").get(address).status_code == 404
    assert as_("ana").get(f"/episodes/{uuid.uuid4()}/review/").status_code == 404
    assert as_("ana").post(address).status_code == 405


def test_who_only_reads_sees_no_button_that_writes(as_, address, scored):
    scored("nprs", 3, 6)
    page = page_of(as_("dora"), address)
    assert "Enter scores" not in page
    assert "Entered in error" not in page


def test_reading_it_is_written_down(as_, address, episode):
    as_("ana").get(address)
    assert AuditEntry.objects.filter(action="read", object_id=str(episode.pk)).exists()


def test_a_course_shows_points_forecast_and_sessions(as_, address, scored, sessions):
    scored("nprs", 9, 7)
    scored("nprs", 1, 4)
    page = page_of(as_("ana"), address + "?forecast")
    assert "measured 7" in page
    assert "same care without IASTM" in page
    assert "illustration, not calibrated" in page
    assert page.count('aria-label="session on day') == 2
    assert "With IASTM" in page, "the forecast as a table"


def test_without_session_or_plan_there_is_no_forecast(as_, address, scored):
    scored("nprs", 3, 6)
    page = page_of(as_("ana"), address + "?forecast")
    assert "same care without IASTM" not in page
    assert "needs an accepted plan or a session" in page


def test_a_measure_without_a_model_gets_no_forecast(as_, address, scored, sessions):
    scored("visa_a", 9, 40)
    page = page_of(as_("ana"), address)
    assert "Only pain on the 0 to 10 scale has a forecast" in page


def test_the_trend_names_the_set_it_was_held_to(as_, address, scored, sessions):
    scored("nprs", 9, 7)
    scored("nprs", 1, 4)
    page = page_of(as_("ana"), address)
    assert "chronic musculoskeletal pain" in page
    assert ">used<" in page
    assert ">better<" in page


def test_a_change_within_the_error_of_measurement_does_not_count(as_, address, scored):
    scored("nprs", 9, 5)
    scored("nprs", 1, 4)
    assert "no change that counts" in page_of(as_("ana"), address)


def test_improvement_asks_to_hold_and_says_why(as_, address, scored, sessions):
    scored("nprs", 9, 7)
    scored("nprs", 1, 3)
    page = page_of(as_("ana"), address)
    assert "Keep the dose as it was" in page
    assert ": better (" in page
    assert " points, important" in page
    assert "never a reason for more force" in page


def test_a_high_pain_in_treatment_asks_for_less(as_, address, ana, sessions):
    sessions[-1].events.create(
        client_id=uuid.uuid4(),
        kind="pain",
        pain=8,
        monotonic=60.0,
        happened_at=sessions[-1].started_at,
        entered_by=ana,
    )
    page = page_of(as_("ana"), address)
    assert "One word lighter" in page
    assert "8 of 10" in page


def test_series_of_several_activities_stay_apart(as_, address, scored):
    scored("psfs", 9, 3, "running")
    scored("psfs", 1, 6, "running")
    scored("psfs", 1, 8, "stairs")
    page = page_of(as_("ana"), address + "?of=psfs:running")
    assert "PSFS: stairs" in page
    assert "from 3 to 6" in page


def test_the_chart_comes_alone(as_, address, scored, sessions):
    scored("nprs", 9, 7)
    answer = as_("ana").get(address + "chart/?of=nprs", headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "<html" not in page
    assert "same care without IASTM" in page


def test_the_overview_shows_the_course_in_small(as_, episode, scored, sessions):
    scored("nprs", 9, 7)
    page = page_of(as_("ana"), episode.get_absolute_url())
    assert "Pain, measured and expected" in page
    assert "Illustration, not calibrated." in page


def test_an_unknown_series_falls_back_to_one_that_is_there(as_, address, scored):
    scored("nprs", 3, 6)
    assert "Trend of NPRS" in page_of(as_("ana"), address + "?of=nonsense")


def test_planned_sessions_are_no_bars_of_dose(as_, address, scored, sessions):
    scored("visa_a", 9, 40)
    page = page_of(as_("ana"), address + "?forecast")
    assert page.count('aria-label="session on day') == len(sessions)


def step_of(client, address: str) -> str:
    return page_of(client, address).split('id="step-h"')[1].split("</section>")[0]


def test_before_the_way_is_free_it_says_what_is_missing_and_leads_there(
    as_, address, episode
):
    step = step_of(as_("ana"), address)
    assert "Not ready to start" in step
    assert "Start light" not in step
    for part, said in (
        ("consent", "The patient has not consented."),
        ("screen", "The screen is not signed."),
        ("assess", "The assessment is not signed."),
    ):
        assert said in step
        assert f"/episodes/{episode.pk}/{part}/" in step


def test_it_says_start_once_nothing_bars_it(as_, address, monkeypatch):
    monkeypatch.setattr("strigil_clinic.outcomes.views.barriers", lambda *_: [])
    step = step_of(as_("ana"), address)
    assert "Start light" in step
    assert "Not ready" not in step


def test_who_only_reads_is_told_what_is_missing_and_led_nowhere(as_, address):
    step = step_of(as_("dora"), address)
    assert "The patient has not consented." in step
    assert "<a " not in step


def test_a_course_under_way_says_its_step_first_then_what_is_missing(
    as_, ana, address, sessions
):
    for session in sessions:
        session.sign(ana)
    step = step_of(as_("ana"), address)
    assert step.index("Hold") < step.index("Before the next session")
    assert "There was a session since the screen" in step or "not signed" in step


def test_a_forecast_that_is_asked_for_again_is_the_same_work(
    as_, address, scored, sessions, monkeypatch
):
    """Hours pass while a page waits; they begin no new work, or it never ends."""
    asked = []
    monkeypatch.setattr(charts, "begun", lambda key, work, **given: asked.append(key))
    scored("nprs", 9, 7)
    now = timezone.now()
    # Towards noon, so that no day ends on the way: another day is other work.
    towards = 1 if timezone.localtime(now).hour < 12 else -1
    for minutes in (0, 1, 90):
        later = now + timedelta(minutes=towards * minutes)
        monkeypatch.setattr("django.utils.timezone.now", lambda later=later: later)
        as_("ana").get(address + "?forecast")
    assert len(asked) == 3
    assert len(set(asked)) == 1


def test_when_the_place_may_be_treated_is_what_after_care_says(
    as_, address, sessions, ana
):
    page = page_of(as_("ana"), address)
    assert "Same place again" in page
    assert "not yet: see after-care" not in page
    Reaction.objects.create(
        episode=sessions[-1].visit.episode,
        session=sessions[-1],
        created_by=ana,
        day="1",
        bruise="bruise",
        redness="none",
        function="same",
        soreness=0,
    ).sign(ana)
    assert "not yet: see after-care" in page_of(as_("ana"), address)
