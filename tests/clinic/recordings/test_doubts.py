"""A recording that fits neither the visit nor the patient says so, and is kept."""

import pytest

from strigil_clinic.episodes.models import Visit
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.recordings.models import Recording
from strigil_clinic.screening.models import ScreeningRecord
from strigil_clinic.sessions.models import Session

NOT_OF_IT = "is not an edge of this visit"
HOLDS = "Scanner holds nickel; the patient is allergic to it."


def step(order, edge, duration):
    said = {"phase": "light", "direction": "along", "instruction": "Sweep."}
    place = {"site": "calf", "side": "left", "edge": edge}
    return {"order": order, "duration": duration, **said, **place}


@pytest.fixture
def session(ana, episode) -> Session:
    steps = [
        step(1, "scanner.tip", 30.0),
        step(2, "long_handlebar.convex", 120.0),
        step(3, "long_handlebar.knob", 60.0) | {"skipped": "not today"},
    ]
    return Session.objects.create(
        visit=Visit.objects.create(episode=episode, number=1, practitioner=ana),
        plan=PlanOfCare.objects.create(episode=episode, created_by=ana),
        plan_snapshot={"steps": steps},
        practitioner=ana,
        created_by=ana,
        state="completed",
    )


@pytest.fixture
def allergic(ana, episode) -> None:
    ScreeningRecord.objects.create(
        episode=episode,
        created_by=ana,
        moment="first",
        decision="caution",
        answers={"nickel_allergy": {"answer": "yes"}},
    ).sign(ana)


@pytest.fixture
def pages(as_, upload, csv):
    """The page of a recording that is uploaded, and of its session if it has one."""

    def read(session=None, **chosen) -> list[str]:
        sent = {"session": str(session.pk)} if session else {}
        answer = upload(as_("ana"), csv, **sent, **chosen)
        assert answer.status_code == 302, answer.content.decode()
        addresses = [f"/recordings/{Recording.objects.get().pk}/"]
        addresses += [f"/sessions/{session.pk}/record/"] if session else []
        return [as_("ana").get(address).content.decode() for address in addresses]

    return read


def test_the_form_begins_with_what_the_session_worked_longest(as_, episode, session):
    address = f"/recordings/episode/{episode.pk}/upload/"
    form = as_("ana").get(f"{address}?session={session.pk}").context["form"]
    assert form["edge"].value() == "long_handlebar.convex"
    assert form["site"].value() == "calf"
    plain = as_("ana").get(f"{address}?session=nonsense").context["form"]
    assert (plain["edge"].value(), plain["site"].value()) == (None, episode.site_id)


def test_what_was_planned_and_not_begun_is_not_of_the_visit(session, ana, pages):
    session.events.create(
        client_id=session.pk,
        kind="step_done",
        step=1,
        monotonic=30.0,
        happened_at=session.created_at,
        entered_by=ana,
    )
    for page in pages(session, edge="long_handlebar.convex", site="calf"):
        assert NOT_OF_IT in page
        assert "is not a place of this visit" not in page


def test_another_edge_and_another_place_are_told_on_both_pages(session, pages):
    for page in pages(session, edge="scanner.convex", site="achilles_midportion"):
        assert NOT_OF_IT in page
        assert "is not a place of this visit" in page


def test_an_edge_and_a_place_of_the_visit_raise_no_doubt(session, pages):
    for page in pages(session, edge="scanner.tip", site="calf"):
        assert "Does the recording fit?" not in page


def test_an_instrument_that_holds_what_the_patient_is_allergic_to_is_told(
    allergic, session, pages
):
    for page in pages(session, edge="scanner.tip", site="calf"):
        assert HOLDS in page


def test_an_instrument_without_it_is_not_told(allergic, pages):
    (page,) = pages(edge="")
    assert "allergic" not in page
