"""What the record of a session tells of stops, strokes and retests."""

import pytest
from tests.clinic.sessions.conftest import event, finish, send

from strigil_clinic.reactions.log import log_of
from strigil_clinic.sessions.finish import compared


def lifted_twice(ana, session):
    """Pain reaches the limit, falls, the session goes on; later the patient asks."""
    order = next(s["order"] for s in session.plan_snapshot["steps"] if s["edge"])
    send(ana, session, event("step_started", 10.0, step=order))
    send(ana, session, event("pain", 20.0, step=order, pain=7))
    send(ana, session, event("pain", 30.0, step=order, pain=2))
    send(ana, session, event("resume", 31.0))
    send(ana, session, event("stop", 75.0, step=order))
    send(ana, session, event("stop_reason", 76.0, why="asked"))
    send(ana, session, event("pain", 80.0, step=order, pain=2))
    send(ana, session, event("resume", 81.0))
    send(ana, session, event("step_done", 90.0, step=order))
    return order


def test_stops_after_which_it_went_on_are_said_first_and_at_their_step(
    as_, ana, session, episode
):
    order = lifted_twice(as_("ana"), session)
    told = (
        "Stopped 2 times (at 0:20: pain reached the limit, then went on; "
        "at 1:15: the patient asked, then went on)"
    )
    text = as_("ana").get(f"/sessions/{session.pk}/finish/").content.decode()
    assert told in text
    assert "lifted at 0:20: pain reached the limit" in text
    finish(as_("ana"), session, ana)
    session.refresh_from_db()
    assert session.state == "completed"
    (row,) = [row for row in compared(session) if row.step.order == order]
    assert "at 1:15: the patient asked" in row.difference
    for address in (
        f"/sessions/{session.pk}/record/",
        f"/episodes/{episode.pk}/treat/",
    ):
        text = as_("ana").get(address).content.decode()
        assert told in text
        assert 'class="chip warn">completed, stopped 2 times<' in text


def test_a_calm_session_has_no_stop_to_tell(as_, ana, done):
    finish(as_("ana"), done, ana)
    text = as_("ana").get(f"/sessions/{done.pk}/record/").content.decode()
    assert "Stopped" not in text
    assert 'class="chip good">completed<' in text


@pytest.mark.parametrize("why", ["pop", "weakness"])
def test_what_may_be_torn_is_sent_on_the_same_day(as_, done, why):
    send(as_("ana"), done, event("stop", 75.0))
    send(as_("ana"), done, event("stop_reason", 76.0, why=why))
    text = as_("ana").get(f"/sessions/{done.pk}/finish/").content.decode()
    assert "A doctor has to see this today." in text


def test_strokes_counted_in_some_steps_are_not_called_not_counted(as_, ana, done):
    edges = [s["order"] for s in done.plan_snapshot["steps"] if s["edge"]]
    send(as_("ana"), done, event("step_started", 50.0, step=edges[1]))
    once = {"strokes": 1}
    send(as_("ana"), done, event("step_done", 60.0, step=edges[1], detail=once))
    text = as_("ana").get(f"/sessions/{done.pk}/finish/").content.decode()
    assert "1 in 1 of 2 steps" in text
    assert "1 strokes" not in text
    assert "10 s, 1 stroke<" in text
    finish(as_("ana"), done, ana)
    after_care = f"/episodes/{done.visit.episode_id}/after-care/"
    for address in (f"/sessions/{done.pk}/record/", after_care):
        text = as_("ana").get(address).content.decode()
        assert "1 in 1 of 2 steps" in text
        assert "not counted" not in text
        assert "1 strokes" not in text


def test_strokes_that_nobody_counted_are_known_alike_on_both_pages(
    as_, ana, done, episode
):
    finish(as_("ana"), done, ana)
    done.refresh_from_db()
    (site,) = done.dose["sites"]
    kept = {name: known for name, *known in site["rows"]}["Strokes"]
    told = {name: known for name, *known in log_of(episode)[0].dose}["Strokes"]
    assert [*kept] == [*told] == ["not counted", "not known"]


def test_finish_says_what_a_recording_does_to_the_dose(as_, done):
    text = as_("ana").get(f"/sessions/{done.pk}/finish/").content.decode()
    assert "one added later stands beside them, and this dose stays" in text


def test_soreness_at_the_end_stands_in_the_record_and_in_after_care(
    as_, ana, done, episode
):
    finish(as_("ana"), done, ana, soreness="4")
    record = as_("ana").get(f"/sessions/{done.pk}/record/").content.decode()
    assert "<dt>Soreness after</dt><dd>4</dd>" in record
    assert "soreness 4 of 10" in record
    log = as_("ana").get(f"/episodes/{episode.pk}/after-care/").content.decode()
    assert "Soreness at the end</th><td>4 of 10" in log


@pytest.fixture
def left_untested(as_, done):
    """The retest was passed with Done, without an answer."""
    steps = done.plan_snapshot["steps"]
    again = max(s["order"] for s in steps if s["phase"] == "sign")
    send(as_("ana"), done, event("step_started", 50.0, step=again))
    send(as_("ana"), done, event("step_done", 51.0, step=again))
    return done


def test_a_retest_is_not_done_until_it_is_answered(as_, ana, left_untested):
    def retest():
        left_untested.refresh_from_db()
        rows = compared(left_untested)
        (row,) = [row for row in rows if row.name == "Retest"]
        return row.status, row.difference, row.pain

    assert retest() == ("open", "asked on this page", None)
    finish(as_("ana"), left_untested, ana)
    assert retest() == ("done", "", 2)


def test_a_retest_that_nobody_answered_is_never_ticked(as_, ana, left_untested):
    finish(as_("ana"), left_untested, ana, sign_pain="not_tested")
    left_untested.refresh_from_db()
    (row,) = [row for row in compared(left_untested) if row.name == "Retest"]
    assert (row.status, row.difference) == ("not tested", "not tested again")
