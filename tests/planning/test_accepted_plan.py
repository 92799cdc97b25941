"""What was accepted is followed only while today still allows each part of it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strigil.catalogue import (
    Emollient,
    Instrument,
    Material,
    RedFlagTest,
    ScreeningItem,
    all_of,
    one_of,
)
from strigil.planning import plan_of_care, screen, why_plan_again
from strigil.treatment import (
    Answer,
    Case,
    CaseFinding,
    CaseSession,
    Consent,
    GivenDose,
    History,
    InstrumentsAtHand,
    Patient,
    Problem,
    Reaction,
)

ITEMS = list(all_of(ScreeningItem))
TESTS = ("calf_squeeze", "dvt_signs", "compartment_signs")
EDGES = ("scanner.convex", "titanium_blade.convex")


@pytest.fixture(scope="module")
def case() -> Case:
    return quiet()


def quiet() -> Case:
    """Two places, steel and titanium, nothing against treating."""
    return Case(
        1,
        Problem(
            "calf_strain",
            "calf",
            "left",
            stage="chronic",
            onset_days=300.0,
            irritability="low",
            resting_pain=1.0,
        ),
        patient=Patient(40.0),
        history=History(others="no"),
        findings=(CaseFinding("hamstring", "left", texture="band", grade=2),),
        red_flag_tests=dict.fromkeys(TESTS, "negative"),
        instruments=InstrumentsAtHand(
            ("scanner.convex", "titanium_blade.convex"), lubricant="cream"
        ),
        consent=Consent("given", informed=True),
    )


def steps_of(case):
    return [step.as_json() for step in plan_of_care(case).steps]


def answered(case, item, **said):
    answers = {**case.history.answers, item: Answer("yes", **said)}
    return replace(case, history=replace(case.history, answers=answers))


def test_a_plan_of_today_may_be_followed_today(case):
    steps = steps_of(case)
    assert {step["site"] for step in steps if step["edge"]} == {"calf", "hamstring"}
    assert why_plan_again(case, steps) == []


def test_a_wound_at_the_second_place_outdates_a_plan_that_works_there(case):
    today = answered(case, "open_wound", site="hamstring", side="left")
    assert screen(today).treatable
    (said,) = why_plan_again(today, steps_of(case))
    assert "left alone: Back of the thigh, hamstrings, left" in said


def test_a_wound_on_the_other_side_of_the_second_place_outdates_nothing(case):
    today = answered(case, "open_wound", site="hamstring", side="right")
    assert why_plan_again(today, steps_of(case)) == []


def test_a_place_without_edge_work_may_stay_in_the_plan(case):
    today = answered(case, "open_wound", site="hamstring", side="left")
    kept = [step for step in steps_of(case) if step["site"] != "hamstring"]
    assert why_plan_again(today, kept) == []


def test_an_allergy_told_later_outdates_the_steel_that_was_planned(case):
    steps = [{**step, "edge": "scanner.convex"} for step in steps_of(case)]
    said = why_plan_again(answered(case, "nickel_allergy"), steps)
    assert any("it holds nickel" in each for each in said)


def test_an_allergy_told_later_outdates_the_emollient_that_was_planned(case):
    held = one_of(Emollient, "cream").allergens[0]
    today = replace(case, patient=replace(case.patient, allergies=(held,)))
    assert any(
        f"holds {held}" in each for each in why_plan_again(today, steps_of(case))
    )


def test_a_medicine_begun_later_outdates_what_is_firmer_than_light(case):
    said = why_plan_again(answered(case, "anticoagulant"), steps_of(case))
    assert any("which today does not allow" in each for each in said)


def test_yesterdays_session_at_the_second_place_outdates_work_there(case):
    dose = GivenDose("hamstring", "left", "scanner.convex", word="light")
    today = replace(case, sessions=(CaseSession(days_ago=1.0, doses=(dose,)),))
    assert any("left alone" in each for each in why_plan_again(today, steps_of(case)))


@st.composite
def later(draw):
    """The same case at another time, with anything come up since."""
    case = quiet()
    for item in draw(st.lists(st.sampled_from(ITEMS), max_size=3)):
        place = draw(
            st.sampled_from([("", None), ("hamstring", "left"), ("calf", None)])
        )
        case = answered(case, item, site=place[0], side=place[1])
    tests = draw(
        st.dictionaries(
            st.sampled_from(sorted(all_of(RedFlagTest))),
            st.sampled_from(["negative", "positive"]),
            max_size=1,
        )
    )
    reaction = draw(st.sampled_from(["redness", "bruise", "soreness", "other"]))
    dose = GivenDose(draw(st.sampled_from(["calf", "hamstring"])), "left", EDGES[0])
    session = CaseSession(
        days_ago=draw(st.sampled_from([0.0, 1.0, 5.0])),
        doses=(dose,),
        reactions=(Reaction(reaction, still_present=draw(st.booleans())),),
    )
    return replace(
        case,
        red_flag_tests={**case.red_flag_tests, **tests},
        sessions=(session,) if draw(st.booleans()) else (),
        consent=Consent(draw(st.sampled_from(["given", "given", "refused"]))),
        problem=replace(
            case.problem, resting_pain=draw(st.sampled_from([0.0, 2.0, 4.0, 9.0]))
        ),
    )


@settings(max_examples=150, deadline=None)
@given(later())
def test_what_may_still_be_followed_breaks_nothing_that_came_since(today):
    steps = steps_of(quiet())
    if why_plan_again(today, steps):
        return
    screening = screen(today)
    assert screening.treatable
    words = {step["force_band"]["word"] for step in steps if step["force_band"]}
    assert not screening.cap or words <= {"light"}
    for step in steps:
        if not step["edge"]:
            continue
        assert f"{step['site']} {step['side']}" not in screening.avoid
        assert step["site"] not in screening.avoid
        material = one_of(Material, one_of(Instrument, step["instrument"]).material)
        held = {*material.allergens, *one_of(Emollient, step["lubricant"]).allergens}
        assert not held & set(screening.allergens)
