"""One row per clinical situation; the name of the row is the situation."""

from dataclasses import replace

import pytest

from strigil.planning import plan_of_care, screen
from strigil.treatment import (
    Answer,
    Case,
    CaseFinding,
    CaseOutcome,
    CaseSession,
    Consent,
    GivenDose,
    History,
    InstrumentsAtHand,
    Patient,
    Problem,
    Reaction,
    SignedOverride,
)

SMALL = ("multi_curve_small.concave", "pencil_hook.tip")
PLAIN = Case(
    1,
    Problem(
        "achilles_tendinopathy",
        "achilles_midportion",
        "left",
        onset_days=200.0,
        irritability="low",
        resting_pain=1.0,
    ),
    patient=Patient(age_years=40.0),
    history=History(others="no"),
    red_flag_tests=dict.fromkeys(
        ["calf_squeeze", "dvt_signs", "calcaneal_squeeze"], "negative"
    ),
    instruments=InstrumentsAtHand(SMALL, "cream"),
    consent=Consent("given", informed=True),
)


def says(**answers):
    told = {k: v if isinstance(v, Answer) else Answer(v) for k, v in answers.items()}
    return {"history": History(told, "no")}


def problem(**changes):
    return {"problem": replace(PLAIN.problem, **changes)}


def signed(item):
    return {"overrides": (SignedOverride(item, "agreed with her physician", "A. D."),)}


def last_session(days_ago=5.0, *, site="achilles_midportion", side="left", **changes):
    dose = GivenDose(site, side, SMALL[0], word="moderate")
    return {"sessions": (CaseSession(days_ago, doses=(dose,), **changes),)}


def left_over(kind, **changes):
    reaction = Reaction(kind, still_present=True, **changes)
    return last_session(reactions=(reaction,))


# No case has a session yet, so even with nothing against it none goes firm.
ALL, GENTLE, NONE = ["light", "moderate"], ["light"], []
SITUATIONS = [
    ("nothing speaks against it", {}, "clear", ALL),
    ("takes an anticoagulant", says(anticoagulant="yes"), "cap", GENTLE),
    (
        "signing does not lift the cap of an anticoagulant",
        says(anticoagulant="yes") | signed("anticoagulant"),
        "cap",
        GENTLE,
    ),
    ("may have a clot in the leg", says(dvt="yes"), "refer", NONE),
    ("does not know about a clot", says(dvt="unsure"), "blocked", NONE),
    ("signing does not lift a clot", says(dvt="yes") | signed("dvt"), "refer", NONE),
    ("open wound at the place", says(open_wound="yes"), "blocked", NONE),
    (
        "open wound on the other leg",
        says(open_wound=Answer("yes", site="achilles_midportion", side="right")),
        "caution",
        ALL,
    ),
    (
        "open wound somewhere else",
        says(open_wound=Answer("yes", elsewhere=True)),
        "caution",
        ALL,
    ),
    (
        "a hands-on test not done yet",
        {"red_flag_tests": {"dvt_signs": "negative", "calcaneal_squeeze": "negative"}},
        "caution",
        GENTLE,
    ),
    ("fever", says(fever="yes"), "blocked", NONE),
    (
        "fluoroquinolone two months ago",
        says(fluoroquinolone=Answer("yes", days_ago=60.0)),
        "blocked",
        NONE,
    ),
    (
        "fluoroquinolone, nobody knows when",
        says(fluoroquinolone="yes"),
        "blocked",
        NONE,
    ),
    (
        "fluoroquinolone a year ago",
        says(fluoroquinolone=Answer("yes", days_ago=365.0)),
        "clear",
        ALL,
    ),
    (
        "fluoroquinolone and a signed reason",
        says(fluoroquinolone=Answer("yes", days_ago=60.0)) | signed("fluoroquinolone"),
        "cap",
        GENTLE,
    ),
    (
        "steroid injection four weeks ago",
        says(steroid_injection=Answer("yes", days_ago=28.0)),
        "blocked",
        NONE,
    ),
    (
        "steroid injection exactly twelve weeks ago",
        says(steroid_injection=Answer("yes", days_ago=84.0)),
        "clear",
        ALL,
    ),
    ("pregnant, nothing signed", says(pregnancy="yes"), "signed_reason_needed", NONE),
    (
        "pregnant, reason signed",
        says(pregnancy="yes") | signed("pregnancy"),
        "cap",
        GENTLE,
    ),
    ("had cancer", says(malignancy="yes"), "refer", NONE),
    (
        "does not know whether it was cancer",
        says(malignancy="unsure"),
        "signed_reason_needed",
        NONE,
    ),
    (
        "pacemaker, far away",
        says(implant=Answer("yes", elsewhere=True)),
        "caution",
        ALL,
    ),
    ("implant, nobody said where", says(implant="yes"), "blocked", NONE),
    (
        "nickel allergy, only steel",
        {"patient": Patient(40.0, allergies=("nickel",))},
        "blocked",
        NONE,
    ),
    (
        "nickel allergy, titanium at hand",
        {
            "patient": Patient(40.0, allergies=("Nickel",)),
            "instruments": InstrumentsAtHand(
                (*SMALL, "titanium_blade.concave", "titanium_blade.tip"), "cream"
            ),
        },
        "caution",
        ALL,
    ),
    (
        "allergy to what is in the emollient",
        says(lanolin_allergy="yes"),
        "caution",
        ALL,
    ),
    ("day two", problem(onset_days=2.0), "blocked", NONE),
    ("three weeks", problem(onset_days=21.0), "cap", GENTLE),
    (
        "called chronic, but three weeks old",
        problem(onset_days=21.0, stage="chronic"),
        "cap",
        GENTLE,
    ),
    ("nobody knows since when", problem(onset_days=None), "cap", GENTLE),
    ("flares easily", problem(irritability="high"), "clear", GENTLE),
    ("flares now and then", problem(irritability="moderate"), "clear", ALL[:2]),
    ("pain at rest at the ceiling", problem(resting_pain=5.0), "blocked", NONE),
    ("ninety years old", {"patient": Patient(90.0)}, "cap", GENTLE),
    (
        "a child alone",
        {"patient": Patient(11.0)},
        "signed_reason_needed",
        NONE,
    ),
    (
        "a child with a guardian",
        {"patient": Patient(11.0), "consent": Consent("given", by="guardian")},
        "cap",
        GENTLE,
    ),
    ("said no", {"consent": Consent("refused")}, "blocked", NONE),
    ("not asked yet", {"consent": Consent()}, "caution", GENTLE),
    (
        "no screening question asked",
        {"history": History()},
        "caution",
        GENTLE,
    ),
    (
        "a positive squeeze test",
        {"red_flag_tests": {"calf_squeeze": "positive"}},
        "refer",
        NONE,
    ),
    ("treated yesterday", last_session(1.0), "blocked", NONE),
    (
        "treated yesterday at another place",
        last_session(1.0, site="calf"),
        "clear",
        ALL[:2],
    ),
    (
        "treated yesterday on the other side",
        last_session(1.0, side="right"),
        "clear",
        ALL[:2],
    ),
    ("bruise still there", left_over("bruise"), "blocked", NONE),
    ("bruise that spreads", left_over("bruise", spreading=True), "refer", NONE),
    ("numb since the last session", left_over("numbness"), "refer", NONE),
    ("still red", left_over("redness"), "cap", GENTLE),
    ("sore for five days", left_over("soreness"), "signed_reason_needed", NONE),
    (
        "pain of six in the last session",
        last_session(pain_during=6.0),
        "clear",
        GENTLE,
    ),
]
NAMES = [name for name, *_ in SITUATIONS]


@pytest.mark.parametrize(
    ("name", "changes", "decision", "words"), SITUATIONS, ids=NAMES
)
def test_situation(name, changes, decision, words):
    case = replace(PLAIN, **changes)
    plan = plan_of_care(case)
    assert screen(case).decision == decision
    used = [step.force_band.word for step in plan.steps if step.force_band]
    assert list(dict.fromkeys(used)) == words
    assert bool(plan.held) == (words == NONE), name


def test_a_finding_says_scope_grade_source_consequence_and_override():
    found = screen(replace(PLAIN, **says(anticoagulant="yes"))).findings[0]
    assert (found.scope, found.consequence, found.override) == (
        "global",
        "light_only",
        "cap",
    )
    assert found.grade == "ungraded"
    assert "McCormack2016" in found.source
    assert any("relative" in text for text in found.classes)


def test_the_clock_is_told():
    case = replace(PLAIN, **says(fluoroquinolone=Answer("yes", days_ago=60.0)))
    because = screen(case).findings[0].because
    assert "183 days since the last tablet" in because
    assert "60 have passed: not over" in because


def test_unsure_is_missing_and_asked():
    screening = screen(replace(PLAIN, **says(dvt="unsure")))
    assert screening.missing == ("dvt",)
    assert screening.findings[0].consequence == "ask"


def test_what_other_parts_of_the_case_answer_is_not_asked_again():
    missing = screen(replace(PLAIN, history=History())).missing
    assert "anticoagulant" in missing
    assert "age_extremes" not in missing


def test_what_hardly_changes_is_asked_once():
    history = {"history": History()}
    first = screen(replace(PLAIN, **history)).missing
    later = screen(replace(PLAIN, **history, **last_session())).missing
    assert "nickel_allergy" in first
    assert "nickel_allergy" not in later
    assert "anticoagulant" in later


def test_an_urgent_finding_says_so_first():
    plan = plan_of_care(replace(PLAIN, **says(dvt="yes")))
    assert plan.instead[0] == "Send the patient on today."


@pytest.mark.parametrize("item", ["dvt", "fracture_unhealed", "tendon_rupture_signs"])
def test_what_forbids_the_edge_and_may_forbid_load_offers_no_exercise(item):
    plan = plan_of_care(replace(PLAIN, **says(**{item: "yes"})))
    assert plan.instead
    assert not any("Where nothing above" in said for said in plan.instead)


def test_a_skin_that_forbids_the_edge_leaves_the_exercise():
    plan = plan_of_care(replace(PLAIN, **says(open_wound="yes")))
    assert any("Where nothing above" in said for said in plan.instead)


def test_a_place_that_must_rest_is_left_out():
    case = replace(
        PLAIN,
        findings=(CaseFinding("calf", "left", texture="band"),),
        **last_session(1.0, site="calf"),
    )
    plan = plan_of_care(case)
    assert plan.screening.avoid == ("calf left",)
    assert {step.site for step in plan.steps if step.edge} == {"achilles_midportion"}
    assert any(
        "Left out today: Calf, gastrocnemius and soleus, left" in told
        for told in plan.warnings
    )


def test_outcomes_do_not_change_the_screen():
    outcomes = (CaseOutcome("nprs", 9.0, 10.0), CaseOutcome("nprs", 9.0, 0.0))
    assert screen(replace(PLAIN, outcomes=outcomes)) == screen(PLAIN)


def test_an_answer_without_a_side_leaves_the_other_side_of_the_problem_alone():
    answer = Answer("yes", days_ago=30.0, site=PLAIN.problem.site)
    other = "right" if PLAIN.problem.side == "left" else "left"
    case = replace(PLAIN, history=History({"incision": answer}, "no"))
    assert screen(case).avoid == (f"{PLAIN.problem.site} {other}",)
