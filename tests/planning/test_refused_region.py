"""A yes to one part of the body is no yes to another."""

from dataclasses import replace

import pytest

from strigil.catalogue import ScreeningItem, all_of
from strigil.errors import UnknownNameError
from strigil.planning import plan_of_care, screen
from strigil.treatment import (
    RULES_OF_STATE,
    Case,
    CaseFinding,
    Consent,
    History,
    InstrumentsAtHand,
    Patient,
    Problem,
    RefusedRegion,
    SignedOverride,
    case_from_mapping,
    case_to_mapping,
)

TESTS = ("cuff_massive_tear", "shoulder_infection", "referred_chest")


def case_with(*refused, side="left") -> Case:
    """A shoulder, and a band in the neck of the same side."""
    tests = dict.fromkeys((*TESTS, "shoulder_dislocation"), "negative")
    problem = Problem(
        "rotator_cuff_tendinopathy",
        "rotator_cuff",
        side,
        stage="chronic",
        onset_days=300.0,
        irritability="low",
        resting_pain=1.0,
    )
    return Case(
        1,
        problem,
        patient=Patient(40.0),
        history=History(others="no"),
        findings=(CaseFinding("upper_trapezius", side, texture="band", grade=2),),
        red_flag_tests=tests,
        instruments=InstrumentsAtHand(("scanner.convex", "titanium_blade.convex")),
        consent=Consent("given", informed=True, refused=refused),
    )


def worked(case) -> set[str]:
    return {step.site for step in plan_of_care(case).steps if step.edge}


def test_without_a_no_both_places_are_treated():
    assert worked(case_with()) == {"rotator_cuff", "upper_trapezius"}


@pytest.mark.parametrize("side", [None, "left", "midline"])
def test_a_no_to_the_neck_leaves_it_out_and_the_shoulder_in(side):
    case = case_with(RefusedRegion("neck", side))
    assert worked(case) == {"rotator_cuff"}
    assert screen(case).avoid == ("upper_trapezius left",)
    assert "Leave alone today: Neck" in plan_of_care(case).steps[0].instruction
    [found] = [f for f in screen(case).findings if f.item == "consent_region"]
    assert (found.level, found.override) == ("caution", "never")


def test_a_no_to_the_other_side_takes_nothing_away():
    case = case_with(RefusedRegion("neck", "right"))
    assert worked(case) == {"rotator_cuff", "upper_trapezius"}


def test_a_no_to_the_place_of_the_problem_holds_the_plan():
    plan = plan_of_care(case_with(RefusedRegion("shoulder")))
    assert plan.steps == ()
    assert "says no to this part of the body: shoulder" in plan.held


def test_a_no_to_the_other_shoulder_does_not():
    assert plan_of_care(case_with(RefusedRegion("shoulder", "right"))).steps


def test_nobody_signs_a_no_away():
    signed = tuple(
        SignedOverride(item, "any reason", "anyone")
        for item in (*all_of(ScreeningItem), *RULES_OF_STATE)
    )
    case = replace(case_with(RefusedRegion("shoulder")), overrides=signed)
    assert screen(case).decision == "blocked"


def test_it_is_written_and_read_back():
    case = case_with(RefusedRegion("neck", "left"), RefusedRegion("foot"))
    assert case_from_mapping(case_to_mapping(case)) == case


def test_a_part_of_the_body_that_is_not_there_is_named_with_the_nearest():
    said = r"case.consent.refused\[0\].region"
    raw = case_to_mapping(case_with(RefusedRegion("nek")))
    with pytest.raises(UnknownNameError, match=said) as caught:
        case_from_mapping(raw)
    assert "neck" in str(caught.value)


def test_a_side_that_is_not_there_is_refused():
    raw = case_to_mapping(case_with(RefusedRegion("neck", "both")))
    with pytest.raises(UnknownNameError, match="side"):
        case_from_mapping(raw)
