import pytest
from tests.clinic.sessions.conftest import event, send

from strigil.catalogue import StrokeKind, all_of
from strigil_clinic.episodes.models import Visit
from strigil_clinic.sessions.models import Session
from strigil_clinic.sessions.state import sign_of
from strigil_clinic.sessions.steps import live_steps, names_of
from strigil_clinic.sessions.timeline import timeline_of
from strigil_clinic.sessions.wording import ACTS


@pytest.fixture
def steps(session):
    found = live_steps(session.plan_snapshot["steps"], sign_of(session))
    return {step.shown.phase: step for step in found}


def test_the_retest_asks_for_the_practitioners_own_sign(steps):
    assert steps["sign"].said.sentence == "Test again: single-leg heel raise."
    assert steps["sign"].name == "Retest"


def test_the_sign_of_the_assessment_serves_where_none_was_tested(ana, episode, plan):
    visit = Visit.objects.create(episode=episode, number=1, practitioner=ana)
    fresh = Session.objects.create(
        visit=visit, plan=plan, plan_snapshot={}, practitioner=ana, created_by=ana
    )
    assert sign_of(fresh) == "single-leg heel raise"


def test_only_the_sign_after_the_edge_is_a_retest(session):
    names = [*names_of(session.plan_snapshot["steps"]).values()]
    assert names.index("Comparable sign") < names.index("Scan") < names.index("Retest")
    assert names.count("Retest") == 1


@pytest.mark.parametrize("phase", ["sign", "load"])
def test_a_step_without_an_edge_shows_no_position_and_no_pain_limit(steps, phase):
    assert steps[phase].facts == ()
    assert steps[phase].asks != "pain"


def test_a_step_with_an_edge_says_act_way_edge_and_instrument(steps):
    step = steps["light"]
    assert "along the fibres" in step.said.sentence or "across" in step.said.sentence
    assert " edge of the " in step.said.sentence
    names = [fact.name for fact in step.facts]
    assert names == ["Where", "Edge", "Angle to the skin, direction", "Position"]
    angle = step.facts[2]
    assert angle.main.endswith("°")
    assert angle.angled


def test_every_stroke_of_the_catalogue_has_words_of_command():
    assert set(all_of(StrokeKind)) == set(ACTS)


def test_no_step_speaks_in_ids_or_clipped_units(session):
    for step in live_steps(session.plan_snapshot["steps"], sign_of(session)):
        said = " ".join((step.said.sentence, step.said.way, *step.said.mind))
        assert "_" not in said
        assert " deg" not in said.replace("degree", "")


def test_the_timeline_says_what_the_page_said(as_, session, steps):
    order = steps["sign"].order
    send(as_("ana"), session, event("step_started", 10.0, step=order))
    last = timeline_of(session)[-1]
    assert last.title.endswith(f"{order}. Retest")
    assert last.said == "Test again: single-leg heel raise."
