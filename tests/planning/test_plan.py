"""A plan of care: the order of a visit, doses, goals and reasons."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from strigil.catalogue import (
    BodySite,
    Condition,
    Emollient,
    StrokeKind,
    all_of,
    limit,
    one_of,
)
from strigil.planning import course_doses, forecast_plan, plan_of_care, stage_of
from strigil.references import all_references
from strigil.treatment import (
    CaseOutcome,
    CaseSession,
    GivenDose,
    Patient,
    calibrate,
    read_case,
)

EXAMPLES = sorted(Path("examples/cases").glob("*.toml"))
ACHILLES = read_case("examples/cases/achilles_tendinopathy.toml")
STRAIN = read_case("examples/cases/quadriceps_strain.toml")
FIRM = GivenDose("quadriceps", "left", "wing_large.concave", word="firm")
STRAIN_LATER = replace(STRAIN, sessions=(CaseSession(5.0, doses=(FIRM,)),))


def phases(plan):
    return [step.phase for step in plan.steps]


def test_a_visit_goes_in_the_order_it_must():
    order = list(dict.fromkeys(phases(plan_of_care(STRAIN_LATER))))
    assert order == [
        "check",
        "sign",
        "warm_up",
        "scan",
        "light",
        "moderate",
        "firm",
        "load",
        "skin_check",
        "clean",
    ]


def test_the_sign_is_tested_before_the_patient_is_laid_down():
    steps = plan_of_care(ACHILLES).steps
    begun = [(step.phase, step.site != "") for step in steps[:5]]
    assert begun == [
        ("check", False),
        ("check", False),
        ("sign", True),
        ("check", True),
        ("warm_up", True),
    ]


def test_the_last_session_is_asked_about_only_when_there_was_one():
    first, later = plan_of_care(STRAIN).steps[0], plan_of_care(STRAIN_LATER).steps[0]
    assert "last session" not in first.instruction
    assert first.instruction.startswith("Ask about new medicines")
    assert "the reaction to the last session" in later.instruction


def test_the_comparable_sign_is_tested_before_and_after_alike():
    signs = [s for s in plan_of_care(STRAIN).steps if s.phase == "sign"]
    before, after = (s.instruction.split(":", 1)[1] for s in signs)
    assert before == after


def test_along_the_fibres_comes_before_across():
    steps = [s for s in plan_of_care(STRAIN).steps if s.phase == "moderate"]
    assert [s.direction for s in steps[:2]] == ["along", "across"]


def test_a_step_with_an_edge_says_where_how_and_how_much():
    for step in plan_of_care(STRAIN).steps:
        if not step.edge:
            continue
        told = (step.site, step.structure, step.side, step.position, step.movement)
        assert all(told)
        assert all((step.grip, step.lubricant, step.instrument, step.stroke))
        assert 0.0 < step.angle_deg <= 90.0
        assert step.duration > 0.0
        assert step.strokes > 0


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_stands_in_brackets_inside_a_sentence_begins_small(path):
    for step in plan_of_care(read_case(path)).steps:
        for inside in step.instruction.split("both ways (")[1:]:
            assert not re.match(r"[A-Z]|[^)]*\. [A-Z]", inside), inside


def test_words_without_a_calibration_stay_words():
    bands = [s.force_band for s in plan_of_care(STRAIN).steps if s.force_band]
    assert {(b.low, b.high, b.basis) for b in bands} == {
        (None, None, "words only: no calibration")
    }


def test_words_with_a_calibration_are_the_practitioners_own():
    own = calibrate(ACHILLES.practitioner.readings)
    light = next(s.force_band for s in plan_of_care(ACHILLES).steps if s.force_band)
    assert (light.low, light.high) == (own.of("light").low, own.of("light").high)
    assert light.basis == "kitchen scale"
    assert light.statistic == "mean per stroke"


def test_a_calibration_given_by_the_caller_comes_first():
    own = calibrate(ACHILLES.practitioner.readings)
    plan = plan_of_care(STRAIN_LATER, calibration=own)
    firm = [s.force_band for s in plan.steps if s.phase == "firm"]
    assert firm[0].high == own.of("firm").high


def test_a_first_session_goes_no_firmer_than_moderate_and_says_why():
    plan = plan_of_care(STRAIN)
    assert {"light", "moderate"} <= set(phases(plan))
    assert "firm" not in phases(plan)
    assert any("first session" in reason.rule for reason in plan.reasons)


def test_each_further_place_begins_with_its_own_position_and_landmark():
    steps = plan_of_care(ACHILLES).steps
    worked = [s for s in steps if s.edge]
    assert len({s.site for s in worked}) > 1
    for before, step in pairwise(steps):
        if step.edge and step.site != before.site:
            pytest.fail(f"step {step.order} moves to {step.site} without a word")
    for site in {s.site for s in worked}:
        first = next(s for s in steps if s.site == site and s.phase != "sign")
        assert one_of(BodySite, site).landmark in first.instruction
        assert first.side in first.instruction


def test_the_emollient_is_spread_before_the_edge_and_wiped_off_after():
    steps = plan_of_care(ACHILLES).steps
    spread = next(s.order for s in steps if "thin film: cream" in s.instruction)
    wiped = next(s.order for s in steps if "Wipe off" in s.instruction)
    orders = [s.order for s in steps if s.edge]
    assert spread < min(orders) <= max(orders) < wiped


def test_no_two_steps_at_one_place_read_the_same():
    for path in EXAMPLES:
        said = [
            (s.site, s.side, s.instruction)
            for s in plan_of_care(read_case(path)).steps
            if s.edge
        ]
        assert len(said) == len(set(said)), path


@pytest.mark.parametrize("name", ["dvt_signs", "acute_day_two", "bruised"])
def test_where_treatment_is_forbidden_no_thumb_and_no_other_edge_is_offered(name):
    plan = plan_of_care(read_case(f"examples/cases/hard_{name}.toml"))
    assert plan.held
    assert plan.alternatives == ()
    assert plan.instead


def test_another_edge_is_another_than_those_in_the_plan():
    for path in EXAMPLES:
        plan = plan_of_care(read_case(path))
        used = {step.edge for step in plan.steps}
        assert not used & {other.instead for other in plan.alternatives}, path


def test_a_long_list_of_open_questions_is_cut_and_says_where_the_rest_is():
    plan = plan_of_care(read_case("examples/cases/neck_pain.toml"))
    open_items = len(plan.screening.missing)
    told = next(w for w in plan.warnings if w.startswith("Not answered"))
    assert open_items > 8
    assert f"and {open_items - 8} more, all in the screen." in told
    assert "_" not in told


def test_capped_work_is_short():
    plan = plan_of_care(read_case("examples/cases/hard_anticoagulant.toml"))
    total = sum(step.duration for step in plan.steps if step.edge)
    assert total <= limit("usual_time_per_area")


def test_where_only_light_is_allowed_no_stroke_goes_deep():
    plan = plan_of_care(read_case("examples/cases/hard_anticoagulant.toml"))
    strokes = {step.stroke for step in plan.steps if step.stroke}
    assert all(one_of(StrokeKind, stroke).depth != "deep" for stroke in strokes)


def test_an_emollient_the_patient_is_allergic_to_is_replaced():
    case = replace(ACHILLES, patient=Patient(44.0, allergies=("lanolin",)))
    used = {step.lubricant for step in plan_of_care(case).steps if step.edge}
    for lubricant in used:
        assert "lanolin" not in all_of(Emollient)[lubricant].allergens


def test_an_allergy_to_everything_means_dry_skin_and_says_so():
    every = {a for emollient in all_of(Emollient).values() for a in emollient.allergens}
    case = replace(ACHILLES, patient=Patient(44.0, allergies=tuple(every)))
    plan = plan_of_care(case)
    assert {step.lubricant for step in plan.steps if step.edge} == {"none"}
    assert any("every emollient" in reason.rule for reason in plan.reasons)


def test_goals_keep_the_set_of_important_changes():
    goals = {goal.measure: goal for goal in plan_of_care(ACHILLES).goals}
    visa = goals["visa_a"]
    assert visa.baseline == 58.0
    assert {change.target for change in visa.changes} == {65.0, 72.0, 73.4}
    assert {change.time for change in visa.changes} >= {"12 weeks", "24 weeks"}


def test_a_goal_never_leaves_the_scale():
    case = replace(ACHILLES, outcomes=(CaseOutcome("visa_a", 95.0, 0.0),))
    visa = plan_of_care(case).goals[0]
    assert all(c.target is None or c.target <= 100.0 for c in visa.changes)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_visits_leave_time_between_them(path):
    schedule = plan_of_care(read_case(path)).schedule
    hours_between = 7 * 24 / schedule.visits_per_week
    assert hours_between >= schedule.retreat_interval_h


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_reference_in_a_plan_exists(path):
    plan = plan_of_care(read_case(path))
    reasons = [*plan.reasons, *plan.stop_rules, *plan.skin_watch]
    reasons += [r for a in plan.alternatives for r in a.because]
    reasons += [r for s in plan.steps for r in s.because]
    keys = {key for r in reasons for key in r.reference.split(", ") if key}
    keys |= {k for f in plan.screening.findings for k in f.source.split(", ")}
    assert keys <= set(all_references())


def test_care_without_an_edge_is_the_first_alternative_and_states_both_reviews():
    first = plan_of_care(STRAIN).alternatives[0]
    assert first.name == "Exercise and advice alone"
    assert {"Tang2025", "IastmReview2022"} <= {r.reference for r in first.because}


def test_on_dark_skin_touch_comes_first():
    dark = replace(STRAIN, patient=Patient(22.0, skin_tone=9))
    light = replace(STRAIN, patient=Patient(22.0, skin_tone=2))
    assert "feel for warmth" in plan_of_care(dark).skin_watch[0].rule
    assert "feel for warmth" not in plan_of_care(light).skin_watch[0].rule
    unknown = replace(STRAIN, patient=Patient(22.0))
    assert "feel for warmth" in plan_of_care(unknown).skin_watch[0].rule


def test_the_earlier_stage_holds_when_two_are_told():
    problem = replace(STRAIN.problem, stage="chronic", onset_days=2.0)
    assert stage_of(replace(STRAIN, problem=problem)) == "acute"


@pytest.mark.parametrize("condition", list(all_of(Condition)))
def test_each_stage_begins_when_the_catalogue_says(condition):
    item = all_of(Condition)[condition]
    for stage, rule in item.stages.items():
        days = rule.begins.value / 86400.0
        problem = replace(
            STRAIN.problem, condition=condition, stage=None, onset_days=days
        )
        assert stage_of(replace(STRAIN, problem=problem)) == stage


def test_the_course_holds_the_sessions_so_far_and_those_planned():
    plan = plan_of_care(ACHILLES)
    days = [day for day, _ in course_doses(ACHILLES, plan)]
    assert days[:3] == [0.0, 3.0, 7.0]
    assert len(days) == plan.schedule.visits
    assert days == sorted(days)
    rest = plan.schedule.retreat_interval_h / 24
    gaps = [b - a for a, b in pairwise(days)]
    assert min(gaps) >= rest


def test_an_edge_without_force_gives_no_dose():
    first, second = ACHILLES.sessions
    sham = replace(second, doses=(replace(second.doses[0], force=0.0),))
    case = replace(ACHILLES, sessions=(first, sham))
    days = [day for day, _ in course_doses(case, plan_of_care(case))]
    assert days[0] == 0.0
    assert 3.0 not in days


def test_a_held_plan_adds_no_session():
    case = read_case("examples/cases/hard_acute_day_two.toml")
    assert course_doses(case, plan_of_care(case)) == ()


def test_a_forecast_is_repeatable_and_not_calibrated():
    plan = plan_of_care(STRAIN)
    one = forecast_plan(STRAIN, plan, duration_days=3.0, samples=2, seed=3)
    two = forecast_plan(STRAIN, plan, duration_days=3.0, samples=2, seed=3)
    assert not one.calibrated
    assert (
        one.quantities["stiffness"].median == two.quantities["stiffness"].median
    ).all()


def test_without_a_session_with_and_without_are_the_same():
    case = read_case("examples/cases/hard_acute_day_two.toml")
    response = forecast_plan(case, plan_of_care(case), duration_days=7.0, samples=4)
    course = response.quantities["stiffness"]
    assert course.median == pytest.approx(course.without.median)


@pytest.mark.parametrize("at_hand", ["", "oil"])
def test_the_reason_for_an_emollient_says_what_it_is_about(at_hand):
    instruments = replace(ACHILLES.instruments, lubricant=at_hand)
    plan = plan_of_care(replace(ACHILLES, instruments=instruments))
    assert [r for r in plan.reasons if "emollient" in r.rule]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_no_edge_is_offered_twice_and_no_sentence_holds_an_id(path):
    plan = plan_of_care(read_case(path))
    offered = [o.instead for o in plan.alternatives if "edge" in o.name]
    assert len(offered) == len(set(offered))
    used = {step.edge for step in plan.steps if step.edge}
    said = " ".join(step.instruction for step in plan.steps)
    assert not [edge for edge in used if edge in said]
    assert sum("Send the patient on today." in one for one in plan.instead) <= 1
