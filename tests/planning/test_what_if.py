"""A plan beside changed plans: the same patients, the same limits, no best one."""

import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strigil.biology import explained_share
from strigil.errors import InvalidValueError, StrigilError, UnknownNameError
from strigil.planning import (
    PlanChange,
    TriedPlans,
    allowed_changes,
    changed_plan,
    contact_time,
    forecast_plan,
    plan_change_of,
    plan_of_care,
    search_plans,
    single_changes,
    uncertainty_of_plan,
    what_if,
)
from strigil.treatment import FORCE_WORDS, case_from_mapping, read_case

CASE = "examples/cases/achilles_tendinopathy.toml"
CASES = sorted(Path("examples/cases").glob("*.toml"))
PLANS = [(path.stem, read_case(path)) for path in CASES]
TREATED = [
    pytest.param(case, id=name) for name, case in PLANS if not plan_of_care(case).held
]


def untreated(**problem: object) -> dict[str, object]:
    given = tomllib.loads(Path(CASE).read_text("utf-8"))
    given = {k: v for k, v in given.items() if k not in ("sessions", "outcomes")}
    changed = given["problem"] | problem
    kept = {name: value for name, value in changed.items() if value is not None}
    return given | {"problem": kept}


@pytest.fixture(scope="module")
def achilles():
    case = read_case(CASE)
    return case, plan_of_care(case)


@pytest.fixture(scope="module")
def fresh():
    """A patient who was never treated and whose stage is known."""
    case = case_from_mapping(untreated())
    return case, plan_of_care(case)


def test_the_plan_is_foretold_as_the_forecast_foretells_it(achilles) -> None:
    case, plan = achilles
    found = what_if(case, plan, [], samples=50, seed=3).plans[0]
    pain = forecast_plan(case, plan, samples=50, seed=3).quantities["pain"]
    assert found.foretold.value == pytest.approx(pain.median[-1], rel=1e-6)
    assert found.foretold.low == pytest.approx(pain.low[-1], rel=1e-6)
    assert found.against_none.high == pytest.approx(pain.difference.high[-1], rel=1e-6)


def test_a_change_that_changes_nothing_differs_in_no_patient(achilles) -> None:
    case, plan = achilles
    same = PlanChange(visits=plan.schedule.visits, time=1.0)
    found = what_if(case, plan, [same], samples=40).plans[1]
    assert (found.against_plan.low, found.against_plan.high) == (0.0, 0.0)
    assert found.verdict == "no meaningful difference"


def test_patients_drawn_before_give_the_same_to_the_last_bit(achilles) -> None:
    case, plan = achilles
    changes = [PlanChange(time=0.5), PlanChange(visits_per_week=1.0)]
    drawn = TriedPlans(case, plan, samples=40, seed=2)
    kept = what_if(case, plan, changes, drawn=drawn)
    assert kept == what_if(case, plan, changes, samples=40, seed=2)
    assert what_if(case, plan, changes[1:], drawn=drawn).plans[1] == kept.plans[2]


def test_without_a_visit_there_is_only_the_care_that_both_have(fresh) -> None:
    case, plan = fresh
    found = what_if(case, plan, [PlanChange(visits=0)], samples=40)
    assert found.plans[1].sessions == 0
    none = found.plans[1].against_none
    assert max(abs(none.low), abs(none.high)) < 1e-9
    same = pytest.approx(found.without.value, rel=1e-5)
    assert found.plans[1].foretold.value == same


def test_less_of_everything_lies_between_the_plan_and_none(fresh) -> None:
    case, plan = fresh
    half = PlanChange(visits=plan.schedule.visits // 2, time=0.5)
    found = what_if(case, plan, [half], quantity="restriction", samples=80)
    whole, less = (abs(one.against_none.value) for one in found.plans)
    assert 0.0 < less < whole
    assert found.says.startswith("No change that matters")


@pytest.mark.parametrize("case", TREATED)
def test_no_change_whatever_gets_past_the_words_the_time_and_the_rest_of_a_plan(
    case,
) -> None:
    plan = plan_of_care(case)
    used = {step.force_band.word for step in plan.steps if step.force_band}
    for word in set(FORCE_WORDS) - used:
        with pytest.raises(InvalidValueError, match="not in today's plan"):
            changed_plan(case, plan, PlanChange(word=word))
    with pytest.raises(InvalidValueError, match="longest contact"):
        changed_plan(case, plan, PlanChange(time=50.0))
    with pytest.raises(InvalidValueError, match="between sessions"):
        changed_plan(case, plan, PlanChange(visits_per_week=15.0))
    for change in [*single_changes(case, plan), *allowed_changes(case, plan)]:
        other = changed_plan(case, plan, change)
        words = {step.force_band.word for step in other.steps if step.force_band}
        assert words <= used
        assert contact_time(other) <= 600.0 * len({s.site for s in other.steps})
        assert plan_change_of(str(change)).word == change.word


@pytest.mark.parametrize(
    "case", [pytest.param(c, id=n) for n, c in PLANS if plan_of_care(c).held]
)
def test_a_plan_that_is_held_can_not_be_changed_into_one_that_is_not(case) -> None:
    plan = plan_of_care(case)
    with pytest.raises(InvalidValueError, match="no treatment to change"):
        changed_plan(case, plan, PlanChange(time=0.5))
    with pytest.raises(InvalidValueError, match="no treatment to compare"):
        search_plans(case, plan, samples=10)


def test_an_edge_that_is_not_at_hand_is_refused_with_the_nearest(achilles) -> None:
    with pytest.raises(UnknownNameError, match="edge at hand"):
        changed_plan(*achilles, PlanChange(edge="scanner.convx"))


def test_another_edge_is_in_every_step_but_the_scan_and_its_sentence_says_it() -> None:
    case, plan, edge = next(
        (case, plan, change.edge)
        for _, case in PLANS
        if not (plan := plan_of_care(case)).held
        for change in single_changes(case, plan)
        if change.edge
    )
    other = changed_plan(case, plan, PlanChange(edge=edge))
    worked = [step for step in other.steps if step.phase in FORCE_WORDS]
    assert {step.edge for step in worked} == {edge}
    before = [step for step in plan.steps if step.phase in FORCE_WORDS]
    pairs = zip(worked, before, strict=True)
    assert all(a.instruction != b.instruction for a, b in pairs)
    assert [s.edge for s in other.steps if s.phase == "scan"] == [
        s.edge for s in plan.steps if s.phase == "scan"
    ]


changes = st.builds(
    PlanChange,
    word=st.sampled_from([None, *FORCE_WORDS]),
    edge=st.sampled_from([None, "scanner.convex"]),
    time=st.none() | st.sampled_from([0.25, 0.5, 1.0, 1.5]),
    visits_per_week=st.none() | st.sampled_from([0.5, 1.0, 2.0]),
    visits=st.none() | st.integers(0, 40),
).filter(lambda change: str(change) != "")


@given(changes)
def test_a_change_reads_as_it_prints(change) -> None:
    assert plan_change_of(str(change)) == change


@pytest.mark.parametrize(
    "text", ["", "wrd=light", "word=hard", "time", "time=x", "visits=2.5", "time="]
)
def test_a_change_that_can_not_be_read_says_what_was_given(text) -> None:
    with pytest.raises(StrigilError, match=r"given|wrd|hard"):
        plan_change_of(text)


def test_a_stage_that_is_not_known_spans_what_each_stage_gives(fresh) -> None:
    _, plan = fresh
    case = case_from_mapping(untreated(stage=None, onset_days=None, onset=None))
    found = what_if(case, plan, [], samples=60).plans[0].against_none
    known = [
        what_if(case_from_mapping(given), plan, [], samples=60).plans[0].against_none
        for stage in ("acute", "subacute", "chronic")
        if (given := untreated(stage=stage, onset_days=None, onset=None))
    ]
    assert found.low == pytest.approx(min(one.low for one in known))
    assert found.high == pytest.approx(max(one.high for one in known))
    names = {one.name for one in uncertainty_of_plan(case, plan, samples=400)}
    assert "stage" in names


def test_shares_of_uncertainty_are_those_of_a_sum_whose_shares_are_known() -> None:
    x = np.random.default_rng(1).standard_normal((3000, 3))
    values = 3.0 * x[:, 0] + 4.0 * x[:, 1] + 0.0 * x[:, 2]
    shares = [explained_share(values, x[:, [i]]) for i in range(3)]
    assert shares == pytest.approx([0.36, 0.64, 0.0], abs=0.03)
    assert explained_share(x[:, 0] ** 2, x[:, :1]) == pytest.approx(1.0)
    assert explained_share(x[:, 0] * x[:, 1], x) == pytest.approx(0.0, abs=0.02)
    with pytest.raises(InvalidValueError, match="too few"):
        explained_share(values[:5], x[:5])


def test_the_sources_of_uncertainty_are_ordered_and_make_up_the_whole(fresh) -> None:
    found = uncertainty_of_plan(*fresh, samples=600)
    shares = [one.of_difference for one in found]
    assert shares == sorted(shares, reverse=True)
    assert 0.9 <= sum(shares) <= 1.1
    by_name = {one.name: one for one in found}
    assert by_name["tissue"].of_course > by_name["dose"].of_course


def test_a_search_names_no_plan_best_and_points_to_the_least_work(fresh) -> None:
    case, plan = fresh
    found = search_plans(case, plan, samples=30)
    assert found.tried == len([*allowed_changes(case, plan)])
    assert "None is named best" in found.says
    assert 1 <= found.alike <= found.tried
    assert (found.alike == found.tried) == found.says.startswith("No meaningful")
    time = found.least_work.sessions * found.least_work.contact_time
    assert time <= found.lowest.sessions * found.lowest.contact_time
