from tests.clinic.sessions.conftest import ENDED, event, send

from strigil_clinic.episodes.science import case_of, doses_of


def test_the_library_is_told_the_time_it_took_and_the_pain_of_the_edge(
    as_, ana, session, episode
):
    steps = session.plan_snapshot["steps"]
    order = next(step["order"] for step in steps if step["edge"])
    client = as_("ana")
    send(client, session, event("step_started", 10.0, step=order))
    send(client, session, event("pain", 20.0, step=order, pain=3))
    done = event("step_done", 40.0, step=order, detail={"strokes": 7})
    send(client, session, done)
    client.post(f"/sessions/{session.pk}/finish/", ENDED | {"cleaned_by": str(ana.pk)})
    (dose,) = doses_of(session)
    assert (dose.duration_min, dose.strokes) == (0.5, 7)
    (told,) = case_of(episode).sessions
    assert told.pain_during == 3, "the sign before hurt 4, but not by the edge"


def test_a_lift_that_went_on_is_not_told_as_a_stopped_session(
    as_, ana, session, episode
):
    order = next(s["order"] for s in session.plan_snapshot["steps"] if s["edge"])
    client = as_("ana")
    send(client, session, event("step_started", 10.0, step=order))
    send(client, session, event("stop", 20.0, step=order))
    send(client, session, event("stop_reason", 21.0, step=order, why="asked"))
    send(client, session, event("pain", 25.0, step=order, pain=1))
    send(client, session, event("resume", 26.0, step=order))
    send(client, session, event("step_done", 40.0, step=order))
    client.post(f"/sessions/{session.pk}/finish/", ENDED | {"cleaned_by": str(ana.pk)})
    (told,) = case_of(episode).sessions
    assert told.stopped_because == ""
