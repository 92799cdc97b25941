"""The plan in plain words: what will be done, readable, and no more than is known."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from strigil.catalogue import Condition, all_of
from strigil.planning import PatientSheet, patient_sheet, plan_of_care, programmes_for
from strigil.treatment import Case, read_case

CASES = {p.stem: read_case(p) for p in sorted(Path("examples/cases").glob("*.toml"))}
ACHILLES = CASES["achilles_tendinopathy"]
HARDEST = 6.0  # school years


def sheet_of(case: Case) -> PatientSheet:
    return patient_sheet(case, plan_of_care(case).as_json())


def syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = word.endswith("e") and not word.endswith("le") and groups > 1
    return max(groups - silent, 1)


def grade(sheet: PatientSheet) -> float:
    """Return the Flesch-Kincaid grade of all lines of a sheet."""
    text = ". ".join(line for part in sheet.parts for line in part.lines)
    sentences = [s for s in re.split(r"[.?!:;]", text) if re.search("[A-Za-z]", s)]
    words = re.findall(r"[A-Za-z]+", text)
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / len(sentences) + 11.8 * per_word - 15.59


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_sheet_reads_at_grade_six_and_forecasts_nothing(case) -> None:
    sheet = sheet_of(case)
    assert grade(sheet) <= HARDEST
    said = sheet.as_text().lower()
    for word in ("forecast", "calibrated", "newton", "recalled", "looked up", "_"):
        assert word not in said


def test_every_programme_of_every_condition_can_be_told() -> None:
    for condition in all_of(Condition).values():
        for programme in condition.programmes:
            assert "looked up" not in programme.does


def test_it_says_the_visits_the_steps_and_the_exercise_of_this_plan() -> None:
    said = sheet_of(ACHILLES).as_text()
    plan = plan_of_care(ACHILLES)
    assert f"We plan {plan.schedule.visits} visits" in said
    assert "Achilles tendon, midportion, right" in said
    assert "lightly at first, then a bit more firmly" in said
    load = next(step for step in plan.steps if step.phase == "load")
    assert load.instruction in said


def test_what_was_left_out_of_the_plan_is_not_told() -> None:
    plan = plan_of_care(ACHILLES).as_json()
    moved = [
        {**s, "skipped": s["phase"] in ("moderate", "load", "warm_up")}
        for s in plan["steps"]
    ]
    said = patient_sheet(ACHILLES, {**plan, "steps": moved}).as_text()
    assert "We stroke lightly." in said
    assert "We warm the place" not in said
    assert "Then you do your exercise" not in said


@pytest.mark.parametrize(
    "name", [n for n, case in CASES.items() if plan_of_care(case).held]
)
def test_a_held_plan_promises_no_visit(name) -> None:
    heads = [part.head for part in sheet_of(CASES[name]).parts]
    said = sheet_of(CASES[name]).as_text()
    assert "We do not treat you with the tool today." in said
    assert "We plan" not in said
    assert "At a visit" not in heads
    instead = " ".join(plan_of_care(CASES[name]).instead)
    offered = any(str(one) in instead for one in programmes_for(CASES[name]))
    assert ("What you do at home" in heads) == offered


def test_who_may_have_a_clot_is_sent_on_and_not_to_exercise() -> None:
    heads = [part.head for part in sheet_of(CASES["hard_dvt_signs"]).parts]
    assert "What you do at home" not in heads


def test_what_is_not_known_and_what_is_not_normal_always_stand_there() -> None:
    heads = [part.head for part in sheet_of(ACHILLES).parts]
    for head in ("What is normal", "Call us", "What is known, and what is not"):
        assert head in heads


def test_a_skin_that_hides_redness_has_its_own_words() -> None:
    light, dark = (
        replace(ACHILLES, patient=replace(ACHILLES.patient, skin_tone=tone))
        for tone in (2, 9)
    )
    assert "dark skin" not in sheet_of(light).as_text()
    assert "dark skin" in sheet_of(dark).as_text()
