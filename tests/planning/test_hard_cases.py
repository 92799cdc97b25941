"""What each hard case that a clinic meets must lead to, and what none may lead to."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from strigil.catalogue import BodySite, ScreeningItem, all_of, one_of
from strigil.planning import LEVELS, plan_of_care, revise, screen
from strigil.treatment import (
    RULES_OF_STATE,
    Answer,
    CaseFinding,
    CaseOutcome,
    Reaction,
    SignedOverride,
    read_case,
)

FOLDER = Path("examples/cases")
FORTY = sorted(path.stem for path in FOLDER.glob("*.toml"))
SITES = list(all_of(BodySite))


@cache
def example(name):
    return read_case(FOLDER / f"{name}.toml")


def hard(name):
    return example(f"hard_{name}")


def plan_for(name):
    return plan_of_care(hard(name))


def words(plan):
    return {step.force_band.word for step in plan.steps if step.force_band}


def worked(plan):
    return {(step.site, step.side) for step in plan.steps if step.edge}


def levels(plan):
    return {found.item: found.level for found in plan.screening.findings}


def rules(plan):
    return " | ".join(reason.rule for reason in plan.revision.because)


def test_there_are_forty_cases():
    assert len(FORTY) >= 40


def test_pain_better_and_function_worse_goes_down_and_names_both():
    plan = plan_for("outcomes_disagree")
    assert plan.revision.decision == "down"
    assert words(plan) == {"light"}
    assert "disagree" in rules(plan)
    assert "VISA-A): worse" in rules(plan)
    assert "NPRS): better" in rules(plan)


def test_of_measures_that_disagree_the_worse_one_is_named_first():
    said = rules(plan_for("outcomes_disagree"))
    assert said.index("worse") < said.index("better")


def test_it_does_not_matter_which_measure_is_the_better_one():
    other_way = (("nprs", 3.0, 12.0), ("nprs", 6.0, 0.0))
    function = (("visa_a", 41.0, 12.0), ("visa_a", 62.0, 0.0))
    outcomes = tuple(
        CaseOutcome(measure, value, days_ago=ago)
        for measure, value, ago in (*other_way, *function)
    )
    case = replace(hard("outcomes_disagree"), outcomes=outcomes)
    assert revise(case).decision == "down"


def test_worse_after_three_sessions_goes_down_to_light():
    plan = plan_for("worsening")
    assert plan.revision.decision == "down"
    assert words(plan) == {"light"}


def test_nine_visits_without_change_stop_treatment_and_question_the_diagnosis():
    plan = plan_for("no_change_nine_visits")
    assert plan.revision.decision == "stop"
    assert plan.steps == ()
    assert "think again about the diagnosis" in plan.held
    assert plan.instead


def test_a_patient_who_gets_better_keeps_the_dose_and_is_not_pressed_harder():
    plan = plan_for("improving")
    assert plan.revision.decision == "hold"
    assert words(plan) == {"light", "moderate"}


def test_steroid_skin_thin_bone_and_great_age_each_ask_for_light_only():
    plan = plan_for("steroid_skin_thin_bone")
    capped = {item for item, level in levels(plan).items() if level == "cap"}
    assert capped == {"corticosteroid_longterm", "osteoporosis", "fragile_skin", "age"}
    assert words(plan) == {"light"}


def test_under_a_cap_no_sentence_speaks_of_a_firmer_word():
    for name in ("steroid_skin_thin_bone", "diabetes_neuropathy", "match_tomorrow"):
        change = plan_for(name).revision.change
        assert "moderate" not in change
        assert "stay light" in change


def test_a_numb_sole_is_worked_lightly_and_its_feeling_is_tested_first():
    plan = plan_for("diabetes_neuropathy")
    assert words(plan) == {"light"}
    advice = {found.item: found.advice for found in plan.screening.findings}
    assert "Test light touch first" in advice["neuropathy"]


def test_a_nerve_test_that_was_not_done_is_listed_as_missing():
    plan = plan_for("diabetes_neuropathy")
    assert plan.screening.missing == ("tarsal_tunnel",)
    assert any("Tinel" in warning for warning in plan.warnings)


def test_a_signature_for_the_incision_does_not_open_a_scar_of_five_weeks():
    plan = plan_for("fresh_caesarean_scar")
    assert levels(plan) == {"healing_stage": "blocked", "incision": "cap"}
    assert plan.steps == ()
    assert "No massage" in " ".join(plan.instead)


def test_a_bruise_that_has_gone_asks_for_a_lighter_session():
    plan = plan_for("bruised_last_time")
    assert plan.revision.decision == "down"
    assert "bruise" in rules(plan)
    assert words(plan) == {"light"}


def test_a_bruise_is_enough_without_a_medicine_to_ask_for_light():
    case = hard("bruised_last_time")
    quiet = replace(case, history=replace(case.history, answers={}))
    assert words(plan_of_care(quiet)) == {"light"}


def test_a_bruise_of_the_session_before_the_last_is_not_held_against_this_one():
    case = hard("bruised_last_time")
    calm = replace(case.sessions[0], days_ago=6.0, reactions=())
    assert revise(replace(case, sessions=(*case.sessions, calm))).decision == "hold"


def test_redness_that_faded_is_no_reason_to_go_down():
    case = hard("bruised_last_time")
    red = replace(case.sessions[0], reactions=(Reaction("redness", lasted_hours=3.0),))
    assert revise(replace(case, sessions=(red,))).decision == "hold"


def test_screws_in_the_midline_keep_the_edge_off_both_sides_of_the_low_back():
    plan = plan_for("match_tomorrow")
    assert worked(plan) == {("hamstring", "left"), ("calf", "left")}
    assert any(warning.startswith("Left out today: Low") for warning in plan.warnings)


def test_a_painkiller_on_the_day_leaves_light_only():
    plan = plan_for("match_tomorrow")
    assert levels(plan)["pain_medicine"] == "cap"
    assert words(plan) == {"light"}


def test_a_match_tomorrow_leaves_light_only_without_a_painkiller_too():
    case = hard("match_tomorrow")
    answers = {k: v for k, v in case.history.answers.items() if k != "pain_medicine"}
    plan = plan_of_care(replace(case, history=replace(case.history, answers=answers)))
    assert levels(plan)["competition_soon"] == "cap"
    assert words(plan) == {"light"}
    del answers["competition_soon"]
    free = plan_of_care(replace(case, history=replace(case.history, answers=answers)))
    assert words(free) > {"light"}


def test_the_side_of_the_pacemaker_is_left_out_and_the_blood_thinner_caps_the_other():
    plan = plan_for("pacemaker_blood_thinner")
    assert plan.screening.avoid == ("rotator_cuff left",)
    assert worked(plan) == {("rotator_cuff", "right"), ("upper_trapezius", "right")}
    assert words(plan) == {"light"}


def test_a_pacemaker_under_the_place_itself_waits_for_a_signed_reason():
    case = hard("pacemaker_blood_thinner")
    left = replace(case, problem=replace(case.problem, side="left"))
    assert screen(left).decision == "blocked"
    assert plan_of_care(left).steps == ()


def test_a_region_that_must_not_be_touched_is_left_out_and_the_elbow_is_treated():
    plan = plan_for("refused_region")
    assert worked(plan) == {("lateral_elbow", "left")}
    assert "rotator_cuff left" in plan.screening.avoid
    assert words(plan) == {"light"}


def test_without_the_signed_reason_cancer_is_referred_with_its_sources_at_odds():
    case = replace(hard("refused_region"), overrides=())
    plan = plan_of_care(case)
    assert plan.screening.decision == "refer"
    found = next(f for f in plan.screening.findings if f.item == "malignancy")
    said = " ".join(found.classes)
    assert "precaution" in said
    assert "contraindication" in said


def test_touch_that_is_unwelcome_with_no_place_named_waits_for_a_signed_reason():
    case = hard("refused_region")
    answers = {**case.history.answers, "touch_unwelcome": Answer("yes")}
    asked = replace(case, history=replace(case.history, answers=answers))
    assert screen(asked).decision == "signed_reason_needed"


def test_what_is_not_known_is_listed_and_keeps_all_light():
    plan = plan_for("two_problems_little_known")
    for item in (
        "anticoagulant",
        "diabetes",
        "calcaneal_squeeze",
        "consent",
        "healing_stage",
        "irritability",
        "resting_pain",
        "age",
    ):
        assert item in plan.screening.missing
    assert words(plan) == {"light"}


def test_two_problems_in_one_leg_are_both_treated_the_main_one_first():
    plan = plan_for("two_problems_little_known")
    first, second = dict.fromkeys(step.site for step in plan.steps if step.edge)
    assert (first, second) == ("plantar_heel", "achilles_midportion")


answers = st.builds(
    Answer,
    st.sampled_from(["yes", "unsure"]),
    days_ago=st.sampled_from([None, 10.0, 400.0]),
    site=st.sampled_from(["", *SITES]),
    side=st.sampled_from([None, "left", "right", "midline"]),
    elsewhere=st.booleans(),
)
histories = st.dictionaries(st.sampled_from(list(all_of(ScreeningItem))), answers)
found = st.builds(
    CaseFinding, st.sampled_from(SITES), st.sampled_from(["left", "right"])
)
signatures = st.builds(
    SignedOverride,
    st.sampled_from([*all_of(ScreeningItem), *RULES_OF_STATE]),
    st.just("discussed"),
    st.just("A. Demo"),
)


def names_place(answer, site, side):
    """Say whether an answer means a place: no side is both, the midline is each."""
    if answer.site != site:
        return False
    either = answer.side is None or "midline" in (answer.side, side)
    return either or answer.side == side or not one_of(BodySite, site).sided


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(FORTY),
    histories.filter(lambda told: len(told) <= 3),
    st.lists(found, max_size=3),
    st.lists(signatures, max_size=2),
)
def test_no_answer_to_any_example_lets_a_plan_past_its_screen(
    name, told, findings, signed
):
    case = example(name)
    history = replace(case.history, answers={**case.history.answers, **told})
    asked = replace(
        case,
        history=history,
        findings=(*case.findings, *findings),
        overrides=(*case.overrides, *signed),
    )
    plan = plan_of_care(asked)
    barred = LEVELS.index("signed_reason_needed")
    strictest = max((LEVELS.index(f.level) for f in plan.screening.findings), default=0)
    if strictest >= barred:
        assert plan.steps == ()
    if any(f.level == "cap" for f in plan.screening.findings):
        assert words(plan) <= {"light"}
    own = (asked.problem.site, asked.problem.side)
    for item, answer in history.answers.items():
        kind = one_of(ScreeningItem, item)
        if kind.scope != "local" and kind.consequence != "avoid_region":
            continue
        if answer.answer != "no" and answer.site:
            others = worked(plan) - {own}
            assert not [place for place in others if names_place(answer, *place)]
