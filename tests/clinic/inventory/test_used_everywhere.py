"""What is in use is what plans, force words, recordings and doses know."""

import pytest

from strigil.signals import read_recording, simulate_recording, write_recording
from strigil.treatment import DoseStep, dose_of_steps
from strigil_clinic.calibrations.forms import MeasureForm
from strigil_clinic.episodes.science import case_of
from strigil_clinic.inventory.science import own_of
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.plans.rows import new_plan
from strigil_clinic.plans.science import contact_drawing, why_plan_again
from strigil_clinic.recordings.forms import UploadForm
from strigil_clinic.recordings.science import About, take_in
from strigil_clinic.sessions.science import Delivered, doses_at_sites

OWN = "own_bronze_strigil.edge1"


def edges_of(plan) -> set[str]:
    return {step["edge"] for step in plan.snapshot["steps"] if step["edge"]}


@pytest.fixture(autouse=True)
def _no_drawing(monkeypatch):
    from strigil_clinic.plans import views

    monkeypatch.setattr(views, "begun", lambda key, work, **given: None)


@pytest.fixture
def plan(ana, episode, ready, measured) -> PlanOfCare:
    row = new_plan(episode, case_of(episode, practitioner=ana), ana)
    row.sign(ana)
    return row


def test_without_a_list_the_plan_says_that_it_chose_from_all(as_, episode, ready):
    page = as_("ana").get(f"/episodes/{episode.pk}/plan/").content.decode()
    assert "Chosen from all catalogue instruments" in page


def test_a_plan_chooses_only_what_is_in_use_and_names_it(as_, episode, plan):
    assert edges_of(plan) == {OWN}
    page = as_("ana").get(f"/episodes/{episode.pk}/plan/").content.decode()
    assert "Bronze strigil, hollow edge" in page
    assert "own_bronze" not in page.replace("/instruments/", "")
    assert "your instruments in use" in page


def test_a_plan_with_a_damaged_instrument_may_not_be_followed(
    as_, ana, episode, plan, measured, have
):
    have("scanner")
    day = {"day": "2026-01-01", "found": "nick"}
    as_("ana").post(f"/instruments/{measured.pk}/look/", day)
    (said,) = why_plan_again(case_of(episode, practitioner=ana), plan.snapshot["steps"])
    assert "not in use here: Bronze strigil, hollow edge" in said
    page = as_("ana").get(f"/episodes/{episode.pk}/plan/").content.decode()
    assert "Plan again before treating." in page


def test_with_nothing_in_use_there_is_no_plan(as_, ana, episode, ready, have):
    row = have("scanner")
    as_("ana").post(f"/instruments/{row.pk}/state/retired/")
    page = as_("ana").get(f"/episodes/{episode.pk}/plan/").content.decode()
    assert "No instrument is at hand and in use: list one." in page


def test_another_edge_of_the_drawer_can_be_taken(as_, ana, episode, ready, measured):
    as_("ana").post("/instruments/have/multi_curve_small/")
    row = new_plan(episode, case_of(episode, practitioner=ana), ana)
    step = next(s for s in row.snapshot["steps"] if s["edge"])
    other = "multi_curve_small.concave" if step["edge"] == OWN else OWN
    told = {"field": "edge", "now": other, "reason": "fits my hand"}
    as_("ana").post(f"/episodes/{episode.pk}/plan/steps/{step['order']}/", told)
    row.refresh_from_db()
    changed = next(s for s in row.snapshot["steps"] if s["order"] == step["order"])
    assert changed["edge"] == other
    told["now"] = "wing_large.convex"
    answer = as_("ana").post(
        f"/episodes/{episode.pk}/plan/steps/{step['order']}/", told
    )
    assert "does not fit here today" in answer.content.decode()


def test_the_dose_of_a_session_is_that_of_the_own_edge(ana, plan):
    steps = plan.snapshot["steps"]
    worked = next(s for s in steps if s["edge"] == OWN)
    done = {worked["order"]: Delivered(60.0, None)}
    (dose,) = doses_at_sites(steps, done, (), own_of(ana.clinic))
    assert dose.edge == OWN
    assert dose.mean_pressure
    other = dose_of_steps([DoseStep(worked["site"], "scanner.tip", 60.0)])
    assert other.mean_pressure
    assert dose.mean_pressure.value != other.mean_pressure.value


def test_contact_is_drawn_for_an_own_edge(ana, plan):
    (tool,) = own_of(ana.clinic)
    drawn = contact_drawing(tool.edges[0], "calf", 4.0, 0.8)
    assert "Bronze strigil, hollow edge" in drawn.svg
    assert "Own" not in drawn.svg


def test_force_words_and_recordings_offer_what_is_in_use(ana, episode, measured):
    words = MeasureForm(clinic=ana.clinic)
    upload = UploadForm(episode=episode)
    for form in (words, upload):
        offered = [group for group in form.fields["edge"].choices if group[0]]
        assert offered == [("Bronze strigil", [(OWN, "Bronze strigil, hollow edge")])]


def test_a_recording_with_an_own_edge_gives_its_dose_and_notes_it(
    tmp_path, ana, measured
):
    recording = simulate_recording(strokes=6, seed=1).recording
    source, target = tmp_path / "in.parquet", tmp_path / "kept.parquet"
    write_recording(recording, source)
    about = About("in.parquet", edge=OWN, site="calf", own=own_of(ana.clinic))
    taken = take_in(source, target, about=about)
    assert taken.said == ""
    assert taken.analysis
    assert ["Edge", "Hollow edge", "as entered"] in taken.analysis["dose_rows"]
    assert "Bronze strigil, hollow edge" in " ".join(taken.analysis["notes"])
    assert read_recording(target).info.edge is None
