"""Finishing a session: what is asked, what is kept, and what stays locked."""

import pytest
from tests.clinic.sessions.conftest import event, finish, send

from strigil_clinic.episodes.models import Visit
from strigil_clinic.episodes.science import case_of
from strigil_clinic.reactions.log import log_of
from strigil_clinic.recordings.models import Recording
from strigil_clinic.records import RecordLockedError
from strigil_clinic.sessions.finish import compared, dose_of
from strigil_clinic.sessions.live_page import live_page


def test_signing_locks_the_session_ends_the_visit_and_goes_to_after_care(
    as_, ana, done, episode
):
    answer = finish(as_("ana"), done, ana)
    assert answer["Location"] == f"/episodes/{episode.pk}/after-care/"
    done.refresh_from_db()
    assert done.is_locked
    assert done.state == "completed"
    assert done.signed_by == ana
    assert Visit.objects.get().status == "finished"
    with pytest.raises(RecordLockedError):
        done.save()
    late = send(as_("ana"), done, event("pain", 99.0, pain=1))
    assert late.status_code == 409


def test_the_end_is_kept_as_events(as_, ana, done):
    finish(as_("ana"), done, ana)
    last = {row.kind: row for row in done.events.all()}
    assert last["sign"].pain == 2
    seen = {"redness": "mild", "bruise": "none", "skin": "whole", "soreness": 1}
    assert last["skin"].detail == seen
    assert last["cleaned"].detail["class"] == "intact_skin"
    assert last["cleaned"].detail["by"] == ana.name
    assert last["note"].note == "calm"


def test_the_record_tells_the_skin_in_words(as_, ana, done):
    finish(as_("ana"), done, ana, bruise="bruise")
    record = as_("ana").get(f"/sessions/{done.pk}/record/").content.decode()
    assert "mild redness · small bruise" in record
    assert "bruise: bruise" not in record


def test_a_sign_that_was_not_tested_is_said_not_guessed(as_, ana, done):
    finish(as_("ana"), done, ana, sign_pain="not_tested")
    assert done.events.filter(kind="sign").count() == 1
    assert done.events.filter(note="The sign was not tested again.").exists()


def test_the_dose_is_that_of_the_time_it_took(done):
    dose = dose_of(done)
    assert dose["from"] == "steps"
    (site,) = dose["sites"]
    assert site["si"]["contact_time"]["value"] <= 30.0
    assert site["si"]["time_basis"] == "reported"
    assert site["si"]["force_basis"] == "estimated"
    low, high = (site["si"]["force_mean"][end] for end in ("low", "high"))
    assert low < high


def test_a_recording_replaces_the_dose_of_the_steps(ana, done, episode):
    rows = [["Mean force", "2.0 N (1.9 to 2.1)", "measured"]]
    Recording.objects.create(
        episode=episode,
        session=done,
        file_name="a.parquet",
        size=1,
        site_id="achilles_midportion",
        analysis={"dose_rows": rows, "dose": {"site": "achilles_midportion"}},
        uploaded_by=ana,
    )
    dose = dose_of(done)
    assert dose["from"] == "recording"
    assert dose["sites"][0]["rows"] == rows


def test_without_an_edge_there_is_no_dose(session):
    assert dose_of(session) == {"from": "steps", "sites": []}


def test_what_differs_from_the_plan_is_said(as_, ana, done):
    finish(as_("ana"), done, ana)
    done.refresh_from_db()
    by_status = {row.status for row in compared(done)}
    assert {"covered", "done", "not reached"} <= by_status
    row = next(row for row in compared(done) if row.status == "done")
    assert row.delivered == 30
    assert "shorter" in row.difference or row.planned == 30


def test_a_stopped_session_is_finished_too_and_says_when_and_why(as_, ana, done):
    send(as_("ana"), done, event("stop", 75.0))
    send(as_("ana"), done, event("stop_reason", 76.0, why="tingling"))
    text = as_("ana").get(f"/sessions/{done.pk}/finish/").content.decode()
    assert "Stopped once (at 1:15: tingling or numbness)" in text
    finish(as_("ana"), done, ana)
    done.refresh_from_db()
    assert done.state == "stopped"
    record = as_("ana").get(f"/sessions/{done.pk}/record/").content.decode()
    assert "Stopped once (at 1:15: tingling or numbness)" in record


@pytest.mark.parametrize("seen", [{"bruise": "petechiae"}, {"skin": "broken"}])
def test_what_was_seen_asks_for_more_cleaning(as_, ana, done, seen):
    answer = finish(as_("ana"), done, ana, **seen)
    assert answer.status_code == 422
    assert "This use asks for more" in answer.content.decode()
    assert "calm" in answer.content.decode(), "nothing typed is lost"
    done.refresh_from_db()
    assert not done.is_locked


@pytest.mark.parametrize(
    "field", ["sign_pain", "redness", "bruise", "skin", "soreness", "cleaned"]
)
def test_what_is_open_is_said_at_its_field(as_, ana, done, field):
    answer = finish(as_("ana"), done, ana, **{field: ""})
    assert answer.status_code == 422
    assert f'href="#id_{field}' in answer.content.decode()


def test_a_signed_session_is_read_not_finished_again(as_, ana, done):
    finish(as_("ana"), done, ana)
    record = f"/sessions/{done.pk}/record/"
    assert as_("ana").get(f"/sessions/{done.pk}/finish/")["Location"] == record
    assert as_("ana").get(f"/sessions/{done.pk}/")["Location"] == record
    events = done.events.count()
    assert finish(as_("ana"), done, ana)["Location"] == record
    assert done.events.count() == events


def test_the_record_shows_each_event_and_who_signed(as_, ana, done):
    finish(as_("ana"), done, ana)
    text = as_("dora").get(f"/sessions/{done.pk}/record/").content.decode()
    assert "signed by Ana Ferreira" in text
    assert text.count("<time ") == done.events.count()
    assert "Planned beside delivered" in text


def test_a_colleague_may_a_reader_and_a_stranger_may_not(as_, ana, done):
    assert finish(as_("cleo"), done, ana).status_code == 404
    assert finish(as_("dora"), done, ana).status_code == 403
    assert finish(as_("ben"), done, ana).status_code == 302
    assert as_("cleo").get(f"/sessions/{done.pk}/record/").status_code == 404


def test_only_those_who_may_treat_can_have_cleaned(as_, ana, done):
    text = as_("ana").get(f"/sessions/{done.pk}/finish/").content.decode()
    offered = text.split('name="cleaned_by"')[1].split("</select>")[0]
    assert "Ana Ferreira" in offered
    assert "Dora" not in offered


def test_what_the_finish_page_asks_is_not_called_not_reached(done):
    open_ones = {row.name for row in compared(done) if row.status == "not reached"}
    assert not {"Skin", "Clean", "Retest"} & open_ones


def test_a_retest_on_the_finish_page_counts_as_done(as_, ana, done):
    finish(as_("ana"), done, ana)
    done.refresh_from_db()
    (row,) = [row for row in compared(done) if row.name == "Retest"]
    assert (row.status, row.pain) == ("done", 2)


def test_the_button_to_sign_comes_after_all_that_is_asked(as_, done):
    text = as_("ana").get(f"/sessions/{done.pk}/finish/").content.decode()
    fields = ("sign_pain", "cleaned_by", "note")
    assert max(text.index(f'name="{name}"') for name in fields) < text.index("Sign as")


def test_the_record_names_the_clinic_and_shows_the_recording(as_, ana, done, episode):
    rows = [["Strokes", "28"], ["Mean force in contact", "4.27 N"]]
    Recording.objects.create(
        episode=episode,
        session=done,
        file_name="a.parquet",
        size=1,
        site_id="achilles_midportion",
        analysis={
            "charts": {"recording": "<svg><title>Force on the skin</title></svg>"},
            "tables": {"summary": {"rows": rows}},
        },
        uploaded_by=ana,
    )
    text = as_("ana").get(f"/sessions/{done.pk}/record/").content.decode()
    assert episode.patient.clinic.name in text
    assert "<title>Force on the skin</title>" in text
    assert "4.27 N" in text


def test_the_pain_at_the_sign_is_no_pain_in_treatment(as_, ana, done, episode):
    """The sign before was 4; while treated nothing was worse than 3."""
    order = next(s["order"] for s in done.plan_snapshot["steps"] if s["edge"])
    again = max(s["order"] for s in done.plan_snapshot["steps"] if s["phase"] == "sign")
    send(as_("ana"), done, event("pain", 20.0, step=order, pain=3))
    send(as_("ana"), done, event("sign", 50.0, step=again, pain=9))
    send(as_("ana"), done, event("pain", 51.0, step=again, pain=4))
    assert live_page(done, ana)["so_far"]["highest"] == 3
    finish(as_("ana"), done, ana)
    record = as_("ana").get(f"/sessions/{done.pk}/record/").content.decode()
    assert "<dt>Highest while treated</dt><dd>3</dd>" in record
    assert log_of(episode)[0].pain == 3
    assert case_of(episode).sessions[0].pain_during == 3.0
    after_care = as_("ana").get(f"/episodes/{episode.pk}/after-care/")
    assert "<td>3 of 10</td>" in after_care.content.decode()


def test_without_an_answer_in_treatment_no_pain_in_treatment_is_claimed(
    as_, ana, done, episode
):
    finish(as_("ana"), done, ana)
    assert log_of(episode)[0].pain is None
    assert case_of(episode).sessions[0].pain_during is None
