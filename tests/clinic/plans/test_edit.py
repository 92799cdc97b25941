import pytest
from django.core.exceptions import ValidationError

from strigil_clinic.episodes.science import case_of
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.plans.rows import edit_of, edited, new_plan
from strigil_clinic.plans.science import edges_for


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


def test_a_lighter_word_in_one_s_own_newtons_takes_its_place(as_, episode, plan):
    words = [s["phase"] for s in plan.snapshot["steps"]]
    assert "moderate" in words
    order = step(plan, "moderate")["order"]
    change(as_("ana"), episode, order, "word", "light")
    plan.refresh_from_db()
    now = next(s for s in plan.snapshot["steps"] if s["order"] == order)
    assert (now["phase"], now["force_band"]["word"]) == ("light", "light")
    assert "No firmer than your own light." in now["instruction"]
    assert plan.edits[-1]["was"] == "moderate"


def test_a_word_firmer_than_today_allows_is_refused(as_, episode, plan):
    order = step(plan, "light")["order"]
    answer = change(as_("ana"), episode, order, "word", "firm")
    assert answer.status_code == 422
    assert "no firmer than" in answer.content.decode()


def test_direction_and_angle_change_the_sentence_too(as_, episode, plan):
    order = step(plan, "light")["order"]
    change(as_("ana"), episode, order, "direction", "any")
    change(as_("ana"), episode, order, "angle_deg", "60")
    now = step(plan, "light")
    assert (now["direction"], now["angle_deg"]) == ("any", 60.0)
    assert "felt restricted" in now["instruction"]
    assert "60 degrees" in now["instruction"]


@pytest.mark.parametrize("now", ["10", "95", "nan", "steep", ""])
def test_an_angle_that_is_not_taught_is_refused(as_, episode, plan, now):
    order = step(plan, "light")["order"]
    assert change(as_("ana"), episode, order, "angle_deg", now).status_code == 422


def test_the_sign_in_one_s_own_words_is_the_same_before_and_after(as_, episode, plan):
    order = step(plan, "sign")["order"]
    change(as_("ana"), episode, order, "instruction", "Ten hops on the left")
    plan.refresh_from_db()
    signs = [s for s in plan.snapshot["steps"] if s["phase"] == "sign"]
    said = [s["instruction"].split(": ", 1) for s in signs]
    assert [words for _, words in said] == ["Ten hops on the left"] * 2
    assert said[0][0].startswith("Before")
    assert said[1][0].startswith("After")


def test_the_exercise_may_be_another_and_the_change_is_taken_back(as_, episode, plan):
    client, before = as_("ana"), step(plan, "load")
    change(client, episode, before["order"], "instruction", "Cycling, 20 minutes")
    assert step(plan, "load")["instruction"] == "Cycling, 20 minutes"
    client.post(f"/episodes/{episode.pk}/plan/edits/1/undo/")
    assert step(plan, "load")["instruction"] == before["instruction"]


def test_a_change_is_named_in_words_on_the_page(as_, episode, plan):
    client, order = as_("ana"), step(plan, "light")["order"]
    change(client, episode, order, "angle_deg", "60")
    said = client.get(f"/episodes/{episode.pk}/plan/").content.decode()
    assert f"Step {order}, angle from " in said
    assert "to 60°: “sore today”" in said
    assert "angle_deg:" not in said


def test_one_form_changes_what_differs_and_nothing_else(as_, episode, plan):
    before = step(plan, "light")
    told = {
        "edge": before["edge"],
        "word": "light",
        "direction": before["direction"],
        "angle_deg": "50",
        "duration": str(before["duration"] / 2),
        "reason": "sore today",
    }
    as_("ana").post(f"/episodes/{episode.pk}/plan/steps/{before['order']}/", told)
    now = step(plan, "light")
    assert now["angle_deg"] == 50.0
    assert {edit["field"] for edit in plan.edits} == {"angle_deg", "duration"}


def test_a_form_that_changes_nothing_says_so(as_, episode, plan):
    before = step(plan, "load")
    told = {"instruction": before["instruction"], "reason": "as it is"}
    client, address = as_("ana"), f"/episodes/{episode.pk}/plan/steps/"
    answer = client.post(f"{address}{before['order']}/", told)
    assert answer.status_code == 422
    assert "Nothing was changed" in answer.content.decode()


def test_a_changed_step_says_who_what_why_and_when_also_once_accepted(
    as_, episode, plan
):
    client, order = as_("ana"), step(plan, "moderate")["order"]
    change(client, episode, order, "word", "light")
    address = f"/episodes/{episode.pk}/plan/"
    for accepts in (True, False):
        said = client.get(address).content.decode()
        row = said[said.index(f'id="step-{order}"') :].split("</li>")[0]
        assert "Changed by Ana Ferreira" in row
        assert "force from “moderate” to “light”. Why: “sore today”" in row
        assert f"{order}*" in said, "marked on paper too"
        if accepts:
            client.post(f"{address}accept/")
    assert PlanOfCare.objects.signed().get().edits


def test_a_reason_that_no_longer_fits_goes_with_the_change(as_, episode, plan):
    rules = {r["rule"] for r in step(plan, "moderate")["because"]}
    assert "moderate: from less to more pressure" in rules
    order = step(plan, "moderate")["order"]
    change(as_("ana"), episode, order, "word", "light")
    plan.refresh_from_db()
    now = next(s for s in plan.snapshot["steps"] if s["order"] == order)
    assert {r["rule"] for r in now["because"]} == rules - {
        "moderate: from less to more pressure"
    }
    assert now["movement"] == "At rest."


def test_another_edge_brings_its_reasons_and_the_others_stay(as_, episode, plan):
    before = step(plan, "moderate")
    kept = {"moderate: from less to more pressure"}
    change(as_("ana"), episode, before["order"], "edge", "scanner.convex")
    now = {r["rule"] for r in step(plan, "moderate")["because"]}
    assert kept < now
    assert now != {r["rule"] for r in before["because"]}


def test_the_edge_that_a_plan_took_is_the_first_of_its_list(ana, episode, plan):
    case = case_of(episode, practitioner=ana)
    worked = [s for s in plan.snapshot["steps"] if s["edge"]]
    assert any(s["stroke"] == "cross_friction" for s in worked)
    for s in worked:
        assert edges_for(case, s)[0].edge.id == s["edge"]


def test_a_refused_form_names_every_fault_and_keeps_what_was_typed(as_, episode, plan):
    order = step(plan, "light")["order"]
    told = {"duration": "banana", "angle_deg": "400", "direction": "across"}
    answer = as_("ana").post(f"/episodes/{episode.pk}/plan/steps/{order}/", told)
    assert answer.status_code == 422
    said = answer.content.decode()
    box = said[said.index('class="problems"') :].split("</div>")[0]
    assert "data-focus" in box
    for field in ("duration", "angle_deg", "reason"):
        assert f'href="#step-{order}-{field}"' in box
        assert f'id="step-{order}-{field}"' in said
    row = said[said.index(f'id="step-{order}"') :].split("</li>\n")[0]
    assert '<details class="edit small" open>' in row
    assert 'value="banana"' in row
    assert 'value="400"' in row
    assert '<option value="across" selected>' in row
    plan.refresh_from_db()
    assert plan.edits == []


def test_a_refused_change_of_a_new_plan_does_not_fall_back_to_the_accepted_one(
    as_, episode, plan
):
    as_("ana").post(f"/episodes/{episode.pk}/plan/accept/")
    order = step(plan, "light")["order"]
    sent = {"angle_deg": "120", "duration": "41", "reason": ""}
    answer = as_("ana").post(f"/episodes/{episode.pk}/plan/steps/{order}/", sent)
    shown = answer.content.decode()
    assert answer.status_code == 422
    for link in (f"step-{order}-angle_deg", f"step-{order}-reason"):
        assert f'href="#{link}"' in shown
        assert f'id="{link}"' in shown, "the error leads to its field"
    assert 'value="120"' in shown
    assert 'value="41"' in shown
    assert 'name="again"' in shown, "accepting it from here accepts the new plan"


def test_leaving_out_without_a_reason_leads_to_its_own_reason(as_, episode, plan):
    order = step(plan, "light")["order"]
    answer = change(as_("ana"), episode, order, "skipped", "yes", reason="")
    assert f'href="#step-{order}-skip-reason"' in answer.content.decode()
