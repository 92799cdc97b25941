"""Position and exercise follow the person, whatever the site and condition."""

from dataclasses import replace

import pytest

from strigil.catalogue import BodySite, Condition, all_of
from strigil.planning import plan_of_care
from strigil.treatment import read_case

ACHILLES = "examples/cases/achilles_tendinopathy.toml"

PLACES = [
    (condition.id, site)
    for condition in all_of(Condition).values()
    for site in condition.sites
]


@pytest.mark.parametrize(("condition", "site"), PLACES)
def test_nobody_who_is_pregnant_is_laid_face_down_or_flat(condition, site):
    example = read_case("examples/cases/hard_pregnant.toml")
    case = replace(
        example,
        problem=replace(
            example.problem,
            condition=condition,
            site=site,
            side="left" if all_of(BodySite)[site].sided else "midline",
        ),
    )
    for step in plan_of_care(case).steps:
        said = step.instruction.lower()
        lies = any(way in said for way in ("face down", "on the back"))
        assert not lies or (step.phase == "sign" and "take another sign" in said)
        assert "face down" not in step.position
        assert "on the back" not in step.position


def test_the_position_of_the_pregnant_has_its_because():
    plan = plan_of_care(read_case("examples/cases/hard_pregnant.toml"))
    laid = [step for step in plan.steps if "on the side" in step.position]
    assert laid
    assert all("pregnant" in str(step.because) for step in laid)


def test_others_lie_as_the_site_asks():
    plan = plan_of_care(read_case(ACHILLES))
    assert any("face down" in step.position for step in plan.steps)


@pytest.mark.parametrize(
    "example", ["hard_ninety_years", "hard_pregnant", "hard_anticoagulant"]
)
def test_whom_a_fall_would_hurt_most_begins_with_a_hold(example):
    plan = plan_of_care(read_case(f"examples/cases/{example}.toml"))
    said = [step.instruction for step in plan.steps if step.phase == "load"]
    said += [
        other.instead for other in plan.alternatives if "exercise" in other.name.lower()
    ]
    assert said
    assert all("hold on to something firm" in text for text in said)
    (load,) = [step for step in plan.steps if step.phase == "load"]
    assert "a fall" in str(load.because)


def test_a_young_person_is_given_the_programme_as_it_was_studied():
    plan = plan_of_care(read_case(ACHILLES))
    (load,) = [step for step in plan.steps if step.phase == "load"]
    assert "hold on" not in load.instruction


def test_a_step_down_names_its_own_reason():
    worse = plan_of_care(read_case("examples/cases/hard_outcomes_disagree.toml"))
    said = " ".join(str(reason) for reason in worse.reasons)
    assert "a lighter word, or light and short, for the outcome measures" in said
    assert "too much" not in said


def test_a_hold_is_not_told_to_change_in_kind():
    kept = plan_of_care(read_case("examples/cases/hard_improving.toml"))
    assert kept.revision.decision == "hold"
    assert "change in kind" not in " ".join(str(reason) for reason in kept.reasons)
