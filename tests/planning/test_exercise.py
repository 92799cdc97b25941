"""Exercise beside the edge: one programme, for the site and the stage."""

from dataclasses import replace

import pytest

from strigil.catalogue import Condition, Stage, all_of, one_of
from strigil.planning import plan_of_care
from strigil.planning.exercise import programme_reason, programmes_for
from strigil.references import all_references
from strigil.treatment import Case, read_case

ACHILLES = read_case("examples/cases/achilles_tendinopathy.toml")
STAGES: tuple[Stage, ...] = ("acute", "subacute", "chronic")
PLACES = [(c.id, site) for c in all_of(Condition).values() for site in c.sites]


def at(case: Case, **problem: object) -> Case:
    return replace(case, problem=replace(case.problem, **problem))  # type: ignore[arg-type]  # names of Problem's fields


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(("condition", "site"), PLACES)
def test_each_site_and_stage_has_a_programme(
    condition: str, site: str, stage: Stage
) -> None:
    case = at(ACHILLES, condition=condition, site=site, stage=stage, onset_days=None)
    assert programmes_for(case)


@pytest.mark.parametrize("condition", all_of(Condition).values(), ids=str)
def test_a_programme_names_sites_and_a_source_that_exist(condition: Condition) -> None:
    for programme in condition.programmes:
        assert set(programme.sites) <= set(condition.sites)
        assert programme.source in all_references()
        assert (programme.source == "Recalled") == (programme.evidence == "recalled")


@pytest.mark.parametrize("condition", all_of(Condition).values(), ids=str)
def test_a_recalled_programme_gives_no_dose(condition: Condition) -> None:
    recalled = [p for p in condition.programmes if p.evidence == "recalled"]
    assert not any(letter.isdigit() for p in recalled for letter in p.does)


@pytest.mark.parametrize("condition", all_of(Condition).values(), ids=str)
def test_no_line_offers_two_programmes_or_two_sites(condition: Condition) -> None:
    for programme in condition.programmes:
        said = str(programme).lower()
        assert not ("heavy" in said and "eccentric" in said)
        assert "for the insertion" not in said


def test_the_insertion_stays_on_the_flat_and_the_midportion_does_not() -> None:
    first = programmes_for(at(ACHILLES, site="achilles_insertion"))[0]
    assert "flat" in first.name
    assert all("flat" not in p.name for p in programmes_for(ACHILLES))


def test_the_load_step_is_one_programme_and_the_other_is_an_alternative() -> None:
    plan = plan_of_care(ACHILLES)
    ours, other = programmes_for(ACHILLES)
    (load,) = [step for step in plan.steps if step.phase == "load"]
    assert load.instruction == str(ours)
    assert programme_reason(ours) in load.because
    assert str(other) in [found.instead for found in plan.alternatives]


def test_an_unknown_stage_asks_as_little_as_the_first() -> None:
    unknown = at(ACHILLES, stage=None, onset_days=None)
    assert programmes_for(unknown) == programmes_for(at(unknown, stage="acute"))


def test_the_sign_found_at_the_assessment_is_tested_before_and_after() -> None:
    plan = plan_of_care(at(ACHILLES, comparable_sign="Hop on the left leg"))
    signs = [step.instruction for step in plan.steps if step.phase == "sign"]
    assert len(signs) == 2
    assert all(sign.endswith(": Hop on the left leg.") for sign in signs)


def test_without_a_sign_of_its_own_a_plan_takes_the_conditions() -> None:
    usual = one_of(Condition, "achilles_tendinopathy").comparable_sign
    plan = plan_of_care(at(ACHILLES, comparable_sign=" "))
    signs = [step.instruction for step in plan.steps if step.phase == "sign"]
    assert all(usual in sign for sign in signs)
