"""Each example case can be screened and planned, and says what its name says."""

from pathlib import Path

import pytest

from strigil.catalogue import Condition, all_of
from strigil.planning import plan_of_care
from strigil.treatment import case_from_mapping, case_to_mapping, read_case, read_steps

EXAMPLES = sorted(Path("examples/cases").glob("*.toml"))
HELD = {
    "hard_acute_day_two": "blocked",
    "hard_bruised": "blocked",
    "hard_dvt_signs": "refer",
    "hard_fluoroquinolone": "blocked",
    "hard_fresh_caesarean_scar": "blocked",
    "hard_nickel_steel_only": "blocked",
    "hard_treated_yesterday": "blocked",
    "neck_pain": "signed_reason_needed",
}
STOPPED = {"hard_no_change_nine_visits"}


def test_every_condition_has_its_example():
    assert set(all_of(Condition)) <= {path.stem for path in EXAMPLES}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_held_or_planned_as_it_says(path):
    plan = plan_of_care(read_case(path))
    if path.stem in HELD:
        assert plan.screening.decision == HELD[path.stem]
        assert plan.steps == ()
        assert plan.held
        assert plan.instead
    elif path.stem in STOPPED:
        assert plan.screening.treatable
        assert plan.revision.decision == "stop"
        assert plan.steps == ()
    else:
        assert plan.screening.treatable
        assert plan.held == ""


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_printed_plan_reads_back(path):
    plan = plan_of_care(read_case(path))
    if plan.steps:
        assert read_steps(plan.as_text()) == plan.steps
    else:
        assert plan.held in plan.as_text()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_plan_for_machines_has_the_keys_that_are_relied_on(path):
    plan = plan_of_care(read_case(path)).as_json()
    keys = {"steps", "schedule", "stop_rules", "reasons", "alternatives"}
    assert keys <= plan.keys()
    found = {"item", "decision", "scope", "grade", "source", "consequence", "override"}
    assert all(found <= f.keys() for f in plan["screening"]["findings"])


def test_a_case_from_its_own_mapping_is_the_same():
    case = read_case(EXAMPLES[0])
    assert case_from_mapping(case_to_mapping(case)) == case
