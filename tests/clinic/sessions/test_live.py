import uuid

import pytest
from django.db import DatabaseError, transaction
from tests.clinic.sessions.conftest import event, send

from strigil.treatment import STOP_WORDS
from strigil_clinic.sessions.models import Session, SessionEvent
from strigil_clinic.sessions.state import delivered_of, now_of
from strigil_clinic.sessions.steps import guided


def page(client, session) -> str:
    return client.get(f"/sessions/{session.pk}/").content.decode()


def tap(client, session, **sent):
    return client.post(f"/sessions/{session.pk}/tap/", sent, follow=True)


def kinds(session) -> list[str]:
    return [row.kind for row in session.events.filter(monotonic__gt=0)]


def test_the_steps_come_in_the_order_of_a_visit(session):
    phases = [s["phase"] for s in session.plan_snapshot["steps"]]
    assert phases[0] == "check"
    order = ["sign", "warm_up", "scan", "light"]
    assert [phases.index(p) for p in order] == sorted(phases.index(p) for p in order)
    led = [step["phase"] for step in guided(session.plan_snapshot["steps"])]
    assert led[0] == "warm_up"
    assert "sign" in led, "the same sign again"
    assert led.index("sign") > led.index("light")
    assert not {"skin_check", "clean"} & set(led), "these are asked when it is finished"
    assert phases[-2:] == ["skin_check", "clean"]


def test_a_step_that_the_plan_left_out_is_not_guided(session):
    steps = [dict(step) for step in session.plan_snapshot["steps"]]
    steps[6]["skipped"] = True
    assert steps[6]["order"] not in {step["order"] for step in guided(steps)}


def test_the_page_says_who_where_and_which_side(as_, session):
    text = page(as_("ana"), session)
    assert "Mara Lindholm" in text
    assert "12 May 1980" in text
    assert "LEFT" in text
    assert "data-never-locks" in text


def test_no_wording_asks_for_more_force(as_, session):
    text = page(as_("ana"), session).lower()
    for word in ("harder", "press more", "more force", "increase", "at least"):
        assert word not in text


def test_an_event_sent_twice_is_stored_once(as_, session):
    sent = event("step_started", 5.0, step=6)
    for _again in range(3):
        assert send(as_("ana"), session, sent).status_code == 200
    assert kinds(session) == ["step_started"]


def test_events_that_come_late_are_told_in_their_own_order(as_, session):
    send(as_("ana"), session, event("step_done", 40.0, step=6))
    send(as_("ana"), session, event("resume", 30.0, step=6))
    send(as_("ana"), session, event("pause", 20.0, step=6))
    send(as_("ana"), session, event("step_started", 5.0, step=6))
    now = now_of(session.events.all())
    assert now.seconds[6] == 15.0 + 10.0, "a pause does not count"
    assert now.status[6] == "done"


@pytest.mark.parametrize(
    "sent",
    [
        "no json",
        "[1]",
        event("press", 1.0),
        event("pain", 1.0, pain=11),
        event("pain", 1.0, pain=-1),
        event("pain", 1.0),
        event("pain", float("nan"), pain=1),
        event("pain", -4.0, pain=1),
        event("step_started", 1.0, step=99),
        event("stop_reason", 1.0),
        event("stop_reason", 1.0, why="bored"),
        event("step_skipped", 1.0, step=6),
        event("pain", 1.0, pain=1) | {"client_id": "x"},
    ],
)
def test_what_is_no_event_is_refused_with_a_word(as_, session, sent):
    answer = send(as_("ana"), session, sent)
    assert answer.status_code == 400
    assert answer.json()["problem"]
    assert kinds(session) == []


@pytest.mark.parametrize("strokes", ["many", -3, 10**9, None, [1], 2.5])
def test_a_count_that_is_none_is_left_out_and_breaks_nothing(as_, session, strokes):
    detail = {"strokes": strokes, "stop_id": "no id"}
    send(as_("ana"), session, event("pain", 5.0, step=6, pain=9, detail=detail))
    assert kinds(session) == ["pain", "stop", "stop_reason"]
    assert as_("ana").get(f"/sessions/{session.pk}/").status_code == 200


def test_an_event_can_not_be_changed_or_deleted(as_, session):
    send(as_("ana"), session, event("pain", 5.0, step=6, pain=1))
    rows = SessionEvent.objects.filter(session=session, kind="pain")
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(pain=0)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()


def test_pain_at_the_limit_stops_the_session_on_the_server(as_, session):
    answer = send(as_("ana"), session, event("pain", 5.0, step=6, pain=4))
    assert [row["kind"] for row in answer.json()["events"]] == [
        "pain",
        "stop",
        "stop_reason",
    ]
    session.refresh_from_db()
    assert session.state == "on-hold"
    assert now_of(session.events.all()).why == "pain_limit"


def test_pain_below_the_limit_does_not_stop(as_, session):
    send(as_("ana"), session, event("pain", 5.0, step=6, pain=3))
    assert not now_of(session.events.all()).stopped


def test_the_stop_that_page_and_server_both_decide_is_one(as_, session):
    stop, why = str(uuid.uuid4()), str(uuid.uuid4())
    told = event("pain", 5.0, step=6, pain=7, detail={"stop_id": stop, "why_id": why})
    send(as_("ana"), session, told)
    send(as_("ana"), session, event("stop", 5.0, step=6) | {"client_id": stop})
    reason = event("stop_reason", 5.0, step=6, why="pain_limit")
    send(as_("ana"), session, reason | {"client_id": why})
    assert kinds(session) == ["pain", "stop", "stop_reason"]


def test_going_on_needs_a_new_answer_below_the_limit(as_, session):
    ana = as_("ana")
    send(ana, session, event("pain", 5.0, step=6, pain=6))
    assert send(ana, session, event("resume", 6.0)).status_code == 409
    send(ana, session, event("pain", 8.0, step=6, pain=5))
    assert send(ana, session, event("resume", 9.0)).status_code == 409
    send(ana, session, event("pain", 10.0, step=6, pain=2))
    assert send(ana, session, event("resume", 11.0)).status_code == 200
    assert not now_of(session.events.all()).stopped


@pytest.mark.parametrize(
    "why",
    ["sharp", "rising", "tingling", "weakness", "pop", "faint", "skin"],
)
def test_after_a_graver_word_the_session_ends(as_, session, why):
    ana = as_("ana")
    send(ana, session, event("stop", 5.0))
    send(ana, session, event("stop_reason", 6.0, why=why))
    send(ana, session, event("pain", 7.0, pain=0))
    assert send(ana, session, event("resume", 8.0)).status_code == 409
    assert now_of(session.events.all()).stopped


def test_an_old_answer_keeps_its_age_for_the_page(as_, session):
    send(as_("ana"), session, event("pain", 12.0, step=6, pain=1))
    data = as_("ana").get(f"/sessions/{session.pk}/").context["live"]
    assert data["pain"]["stale"] == 60
    answered = [row for row in data["events"] if row["kind"] == "pain"]
    assert answered[-1]["monotonic"] == 12.0


def test_a_reload_finds_the_step_under_way(as_, session):
    send(as_("ana"), session, event("step_started", 5.0, step=6))
    context = as_("ana").get(f"/sessions/{session.pk}/").context
    assert context["current"] == 6
    assert context["now"].running == 6


def test_it_works_without_scripts(as_, session):
    ana = as_("ana")
    first = guided(session.plan_snapshot["steps"])[0]["order"]
    tap(ana, session, what="begin", step=first)
    assert "Done, next" in tap(ana, session, pain="1", step=first).content.decode()
    tap(ana, session, what="done", step=first)
    second = ana.get(f"/sessions/{session.pk}/").context["current"]
    assert second == first + 1
    refused = tap(ana, session, what="skip", step=second)
    assert refused.status_code == 422
    tap(ana, session, what="skip", step=second, reason="tender there")
    stopped = tap(ana, session, what="stop", step=second + 1)
    assert "Take the edge off the skin. Why?" in stopped.content.decode()
    tap(ana, session, why="tingling")
    ended = tap(ana, session, what="end")
    assert ended.redirect_chain[-1][0].endswith("/finish/")
    session.refresh_from_db()
    assert session.state == "stopped"


def test_the_sign_is_answered_as_a_sign(as_, session):
    steps = guided(session.plan_snapshot["steps"])
    order = next(step["order"] for step in steps if step["phase"] == "sign")
    tap(as_("ana"), session, pain="7", asks="sign", step=order)
    now = now_of(session.events.all())
    assert now.signs[-1].pain == 7
    assert not now.stopped, "a test of the sign is no answer to the edge"


def test_time_and_strokes_are_what_was_done_not_what_was_planned(as_, session):
    ana = as_("ana")
    order = next(s["order"] for s in session.plan_snapshot["steps"] if s["edge"])
    send(ana, session, event("step_started", 10.0, step=order))
    done = event("step_done", 31.0, step=order, detail={"strokes": 12, "else": "x"})
    send(ana, session, done)
    found = delivered_of(session.plan_snapshot["steps"], now_of(session.events.all()))
    assert (found[order].seconds, found[order].strokes) == (21.0, 12)


def test_a_colleague_may_a_reader_and_a_stranger_may_not(as_, session):
    sent = event("pain", 5.0, pain=1)
    assert send(as_("cleo"), session, sent).status_code == 404
    assert send(as_("dora"), session, sent).status_code == 403
    assert send(as_("ben"), session, sent).status_code == 200
    assert as_("cleo").get(f"/sessions/{session.pk}/").status_code == 404
    record = f"/sessions/{session.pk}/record/"
    assert as_("dora").get(f"/sessions/{session.pk}/")["Location"] == record
    assert as_("dora").get(record).status_code == 200
    assert as_("ana").get(f"/sessions/{session.pk}/events/").status_code == 405


def test_an_idle_session_still_takes_the_stop(as_, session):
    ana = as_("ana")
    kept = ana.session
    kept["session_seen"] = 0
    kept["session_locked"] = True
    kept.save()
    assert send(ana, session, event("stop", 5.0)).status_code == 200
    assert Session.objects.get().state == "on-hold"


STOPS = {  # each of the plan's stop words, and the tap that stands for it
    "sharp": "sharp",
    "radiating": "sharp",
    "rising": "rising",
    "tingling": "tingling",
    "weakness": "weakness",
    "faint": "faint",
    "skin": "skin",
    "marks": "skin",
    "pop": "pop",
    "asked": "asked",
}


def test_every_reason_of_the_plans_stop_rules_is_a_tap(as_, session):
    assert set(STOPS) == set(STOP_WORDS)
    text = as_("ana").get(f"/sessions/{session.pk}/").content.decode()
    for why in STOPS.values():
        assert f'name="why" value="{why}"' in text


def test_a_reason_of_the_same_instant_belongs_to_its_stop(session, ana):
    rows = [
        SessionEvent(kind=kind, why=why, monotonic=5.0, received_at=session.created_at)
        for kind, why in (("stop_reason", "asked"), ("stop", ""))
    ]
    assert now_of(rows).why == "asked"
