"""What a finding tells besides its decision: how to find out, whom to see, how long."""

from dataclasses import replace

import pytest

from strigil.planning import asked_items, plan_of_care, screen
from strigil.treatment import Answer, Case, History, Problem, SignedOverride

BACK = Case(1, Problem("low_back_pain", "low_back", "midline", onset_days=200.0))
CALF = Case(1, Problem("calf_strain", "calf", "left", onset_days=200.0))


def told(case: Case, **answers: Answer) -> Case:
    return replace(case, history=History(answers, "no"))


def found(case: Case, item: str):
    return next((f for f in screen(case).findings if f.item == item), None)


def test_what_is_not_known_says_how_to_find_out_and_what_is_known_does_not():
    assert found(told(CALF, pregnancy=Answer("unsure")), "pregnancy").find_out
    assert not found(told(CALF, pregnancy=Answer("yes")), "pregnancy").find_out


def test_a_clot_nobody_knows_of_is_looked_for_first_and_sent_on_when_in_doubt():
    known = plan_of_care(told(CALF, dvt=Answer("yes"))).instead
    unknown = plan_of_care(told(CALF, dvt=Answer("unsure"))).instead
    assert known[0] == "Send the patient on today."
    assert "find out first" in unknown[0]
    assert "What can not be found out today is sent on today." in unknown


def test_a_clock_tells_the_days_that_are_left_and_then_none():
    waits = [
        found(told(CALF, incision=Answer("yes", days_ago=ago)), "incision").wait_days
        for ago in (80.0, 84.0, 90.0)
    ]
    assert waits == pytest.approx([4.0, 0.0, 0.0])
    unknown = found(told(CALF, incision=Answer("yes")), "incision")
    assert unknown.wait_days is None


def test_pregnancy_is_asked_once_and_keeps_off_the_low_back_too():
    assert "pregnancy_trunk" not in [item.id for item in asked_items(BACK)]
    carrying = told(BACK, pregnancy=Answer("yes"))
    assert found(carrying, "pregnancy_trunk").level == "blocked"
    assert found(told(CALF, pregnancy=Answer("yes")), "pregnancy_trunk") is None


def test_an_answer_of_its_own_counts_before_the_one_it_follows():
    case = told(BACK, pregnancy=Answer("yes"), pregnancy_trunk=Answer("no"))
    assert found(case, "pregnancy_trunk") is None


def test_a_signed_reason_lets_an_allergen_touch_the_skin_and_care_stays():
    signed = (SignedOverride("nickel_allergy", "patch test clear", "A. D."),)
    case = replace(told(CALF, nickel_allergy=Answer("yes")), overrides=signed)
    nickel = found(case, "nickel_allergy")
    assert (nickel.level, bool(nickel.lifted_by)) == ("caution", True)
    assert "nickel" not in screen(case).allergens
