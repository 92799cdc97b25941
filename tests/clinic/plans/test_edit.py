import pytest
from django.core.exceptions import ValidationError

from strigil_clinic.episodes.science import case_of
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.plans.rows import edit_of, edited, new_plan


@pytest.fixture
def plan(ana, episode, ready) -> PlanOfCare:
    return new_plan(episode, case_of(episode, practitioner=ana), ana)


def change(client, episode, order, field, now, reason="sore today"):
    told = {"field": field, "now": now, "reason": reason}
    return client.post(f"/episodes/{episode.pk}/plan/steps/{order}/", told)


def step(plan, phase):
    plan.refresh_from_db()
    return next(s for s in plan.snapshot["steps"] if s["phase"] == phase)


def test_less_time_is_kept_with_its_reason_and_strokes_follow(as_, episode, plan):
    before = step(plan, "light")
    change(as_("ana"), episode, before["order"], "duration", before["duration"] / 2)
    now = step(plan, "light")
    assert now["duration"] == before["duration"] / 2
    assert now["strokes"] == round(before["strokes"] / 2)
    [edit] = plan.edits
    assert edit["was"] == before["duration"]
    assert edit["reason"] == "sore today"
    assert edit["by"] == "Ana Ferreira"


def test_more_time_than_a_place_bears_is_refused(as_, episode, plan):
    order = step(plan, "light")["order"]
    answer = change(as_("ana"), episode, order, "duration", "3000")
    assert answer.status_code == 422
    assert "at most" in answer.content.decode()
    assert step(plan, "light")["duration"] < 3000


@pytest.mark.parametrize("now", ["nan", "inf", "-5", "0", "ten", ""])
def test_a_time_that_can_not_be_is_refused(as_, episode, plan, now):
    order = step(plan, "light")["order"]
    assert change(as_("ana"), episode, order, "duration", now).status_code == 422


@pytest.mark.parametrize("field", ["force_band", "instruction", "phase", ""])
def test_force_and_words_can_not_be_edited(as_, episode, plan, field):
    order = step(plan, "light")["order"]
    before = plan.snapshot
    assert change(as_("ana"), episode, order, field, "firm").status_code == 422
    plan.refresh_from_db()
    assert plan.snapshot == before


def test_an_edit_without_a_reason_is_refused(as_, episode, plan):
    order = step(plan, "light")["order"]
    answer = change(as_("ana"), episode, order, "duration", "10", reason=" ")
    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()


def test_a_check_is_never_left_out(as_, episode, plan):
    assert change(as_("ana"), episode, 1, "skipped", "yes").status_code == 422
    order = step(plan, "skin_check")["order"]
    assert change(as_("ana"), episode, order, "skipped", "yes").status_code == 422


def test_a_step_left_out_can_be_put_back(as_, episode, plan):
    order = step(plan, "light")["order"]
    change(as_("ana"), episode, order, "skipped", "yes")
    assert step(plan, "light")["skipped"]
    change(as_("ana"), episode, order, "skipped", "no")
    assert not step(plan, "light")["skipped"]


def test_another_fitting_edge_changes_instrument_and_sentence(as_, episode, plan):
    before = step(plan, "light")
    change(as_("ana"), episode, before["order"], "edge", "scanner.convex")
    now = step(plan, "light")
    assert now["edge"] == "scanner.convex"
    assert now["instrument"] == "scanner"
    assert "convex single-bevel edge" in now["instruction"]


def test_an_edge_that_must_not_be_used_is_refused(as_, episode, plan):
    order = step(plan, "light")["order"]
    assert change(as_("ana"), episode, order, "edge", "no.such").status_code == 422


def test_an_edit_of_two_can_be_undone_and_the_other_stays(as_, episode, plan):
    warm, light = step(plan, "warm_up"), step(plan, "light")
    change(as_("ana"), episode, warm["order"], "duration", "60")
    change(as_("ana"), episode, light["order"], "duration", "10")
    as_("ana").post(f"/episodes/{episode.pk}/plan/edits/1/undo/")
    assert step(plan, "warm_up")["duration"] == warm["duration"]
    assert step(plan, "light")["duration"] == 10
    assert len(plan.edits) == 1


def test_no_edit_whatever_lengthens_contact_past_the_limit(ana, episode, plan):
    case = case_of(episode, practitioner=ana)
    worked = [s for s in plan.snapshot["steps"] if s["edge"]]
    edits = [
        edit_of(s, "duration", s["duration"] * 4, reason="x", who=ana) for s in worked
    ]
    with pytest.raises(ValidationError, match="at most"):
        edited(plan, case, edits)
