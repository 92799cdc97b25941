"""Two parts of a case that contradict each other never make the screen milder."""

import datetime
from dataclasses import replace

import pytest

from strigil.errors import InvalidValueError, UnknownNameError
from strigil.planning import asked_items, plan_of_care, screen
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
    SignedOverride,
    check_case,
)

TESTS = ("calf_squeeze", "dvt_signs", "compartment_signs")
TENDON = CaseFinding("achilles_midportion", "left", texture="thickened", grade=2)
DAY = datetime.date(2026, 1, 1)


@pytest.fixture
def case() -> Case:
    problem = Problem(
        "calf_strain",
        "calf",
        "left",
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
        red_flag_tests=dict.fromkeys(TESTS, "negative"),
        instruments=InstrumentsAtHand(("scanner.convex", "titanium_blade.convex")),
        consent=Consent("given", informed=True),
    )


def answered(case, item, *answer, **said):
    answers = {item: Answer(*(answer or ("yes",)), **said)}
    return replace(case, history=History(answers, "no"))


def worked(case) -> set[str]:
    return {step.site for step in plan_of_care(case).steps if step.edge}


def test_elsewhere_with_the_name_of_the_place_is_at_the_place(case):
    wound = answered(case, "open_wound", site="calf", side="left", elsewhere=True)
    assert screen(wound).decision == "blocked"
    assert any("the named site counts" in said for said in check_case(wound))


def test_elsewhere_without_a_place_leaves_the_problem_free(case):
    assert screen(answered(case, "open_wound", elsewhere=True)).treatable


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_a_tendon_beside_a_strained_muscle_is_spared_after_a_fluoroquinolone(
    case, answer
):
    both = replace(case, findings=(TENDON,))
    assert worked(both) == {"calf", "achilles_midportion"}
    told = answered(both, "fluoroquinolone", answer, days_ago=30.0)
    assert worked(told) == {"calf"}
    assert screen(told).avoid == ("achilles_midportion left",)


def test_after_half_a_year_it_is_treated_again(case):
    told = answered(
        replace(case, findings=(TENDON,)), "fluoroquinolone", days_ago=200.0
    )
    assert worked(told) == {"calf", "achilles_midportion"}


def test_it_is_asked_once_a_tendon_is_among_the_places(case):
    asked = [item.id for item in asked_items(case)]
    again = [item.id for item in asked_items(replace(case, findings=(TENDON,)))]
    assert "fluoroquinolone" not in asked
    assert "fluoroquinolone" in again


def test_a_tendon_treated_for_another_condition_is_blocked_too(case):
    problem = replace(
        case.problem, condition="plantar_heel_pain", site="achilles_insertion"
    )
    told = answered(replace(case, problem=problem), "fluoroquinolone", days_ago=30.0)
    assert screen(told).decision == "blocked"
    signed = (SignedOverride("fluoroquinolone", "tendon seen in a scan", "A. Demo"),)
    assert screen(replace(told, overrides=signed)).decision == "cap"


def session_of(**when):
    dose = GivenDose("calf", "left", "scanner.convex", word="light")
    return CaseSession(doses=(dose,), **when)


def test_hours_that_the_days_can_not_hold_are_refused_and_named(case):
    told = replace(case, sessions=(session_of(days_ago=0.0, hours_ago=60.0),))
    with pytest.raises(InvalidValueError, match=r"sessions\[0\].hours_ago is 60 h"):
        check_case(told)
    assert screen(told).decision == "blocked"


def test_a_session_that_was_ended_late_may_have_few_hours(case):
    told = replace(case, sessions=(session_of(days_ago=5.0, hours_ago=1.0),))
    check_case(told)
    assert screen(told).decision == "blocked"


def test_an_age_that_is_not_that_of_the_birth_year_is_refused(case):
    patient = Patient(40.0, birth_year=2020)
    with pytest.raises(InvalidValueError, match="age_years and birth_year"):
        check_case(replace(case, date=DAY, patient=patient))
    check_case(replace(case, date=DAY, patient=Patient(5.0, birth_year=2020)))


def test_nobody_is_born_after_today(case):
    with pytest.raises(InvalidValueError, match="birth_year must not be after"):
        check_case(replace(case, date=DAY, patient=Patient(birth_year=2030)))


def test_a_misspelt_allergen_is_not_passed_over(case):
    with pytest.raises(UnknownNameError, match="Did you mean 'nickel'") as caught:
        check_case(replace(case, patient=Patient(40.0, allergies=("nikel",))))
    assert "patient.allergies" in str(caught.value)


def test_an_allergen_that_the_catalogue_does_not_know_asks_for_the_labels(case):
    told = replace(case, patient=Patient(40.0, allergies=("penicillin",)))
    [found] = screen(told).findings
    assert (found.item, found.level) == ("allergy_unknown", "caution")
    assert "Read the labels" in found.advice
