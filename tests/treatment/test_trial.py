"""Virtual trials: the file, its errors, and laws that any simulation must keep."""

import copy
import json
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from strigil.biology import SessionStimulus
from strigil.errors import FileFormatError, InvalidValueError, UnknownNameError
from strigil.treatment import SimulatedTrials, read_trial, simulate_trial
from strigil.treatment import trial_from_mapping as trial_of
from strigil.treatment.trial_compare import chance_to_find
from strigil.treatment.trial_prepared import prepared_trial

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "trials").glob("*.toml"))
SMALL: dict[str, Any] = {
    "schema": 1,
    "condition": "achilles_tendinopathy",
    "patients": {
        "stages": {"chronic": 1.0},
        "pain": {"mean": 5.0, "sd": 1.0, "low": 3.0, "high": 8.0},
    },
    "outcome": {"measure": "nprs", "days": 14},
    "arms": {
        "exercise": {"patients": 16},
        "iastm": {"patients": 16, "sessions": 4, "sessions_per_week": 2, "dose": 1.0},
    },
    "simulation": {"trials": 60},
}


def tables(**changes: object) -> dict[str, Any]:
    """Return the small trial with values at dotted places changed, None for gone."""
    found = copy.deepcopy(SMALL)
    for place, value in changes.items():
        *path, last = place.split("__")
        inner = found
        for key in path:
            inner = inner.setdefault(key, {})
        if value is None:
            del inner[last]
        else:
            inner[last] = value
    return found


def simulated(trials: int = 60, seed: int = 0, **changes: object) -> SimulatedTrials:
    return simulate_trial(trial_of(tables(**changes)), trials=trials, seed=seed)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_can_be_read_and_prepared(path: Path) -> None:
    prepared = prepared_trial(read_trial(path))
    assert prepared.id == path.stem
    assert prepared.arms[0].total_dose == 0.0
    assert any(arm.total_dose > 0.0 for arm in prepared.arms)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"condition": "achiles_tendinopathy"}, "Did you mean 'achilles_tendinopathy'"),
        ({"patients__stages": {"cronic": 1.0}}, "Did you mean 'chronic'"),
        ({"patients__stages": {"chronic": 0.5}}, "shares that make 1"),
        ({"patients__stages": {"chronic": float("nan")}}, "shares that make 1"),
        ({"patients__pain": {"mean": 12.0}}, "0 to 10 points; 12 was given"),
        ({"patients__pain": {"mean": 5.0, "sd": 1.0}}, "needs low and high"),
        ({"patients__pain": {"mean": 5, "low": 6, "high": 8}}, "must rise"),
        ({"patients__aeg": {"mean": 5.0}}, "no key in trial.patients 'aeg'"),
        ({"outcome__measure": "nprss"}, "Did you mean 'nprs'"),
        ({"outcome__measure": "visa_a"}, "ratings of pain .nprs, vas., not function"),
        ({"outcome__quantity": "restriction"}, "needs one of measure"),
        ({"outcome__measure": "", "outcome__quantity": "pian"}, "Did you mean 'pain'"),
        ({"outcome__measure": "", "outcome__quantity": "pain"}, "lacks better"),
        ({"outcome__days": 0.0}, "1 to 730 days; 0 was given"),
        ({"arms__iastm": None}, "needs two arms at least; 1 given"),
        ({"arms__iastm__patients": 3}, "4 to 20000 patients; 3 was given"),
        ({"arms__iastm__drop_out": 1.0}, "0 to 0.9; 1 was given"),
        ({"arms__iastm__dose": -1.0}, "0 to 100 reference sessions; -1 was given"),
        ({"arms__iastm__dose": None}, "does not say what is done"),
        ({"arms__iastm__sessions": 0}, "dose but no sessions"),
        (
            {"arms__iastm__steps": [{"edge": "scanner.convex", "duration_min": 3}]},
            "dose or steps, not both",
        ),
        (
            {
                "arms__iastm__dose": None,
                "arms__iastm__steps": [{"edge": "scaner.convex", "duration_min": 3}],
            },
            "Did you mean 'scanner.convex'",
        ),
        ({"schema": 2}, "must begin with schema = 1; 2 was given"),
        ({"simulation__trials": 1}, "20 to 100000 trials; 1 was given"),
    ],
)
def test_a_wrong_design_is_told_with_what_was_given_and_what_is_allowed(
    changes: dict[str, object], words: str
) -> None:
    with pytest.raises((InvalidValueError, UnknownNameError), match=words) as error:
        trial_of(tables(**changes))
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_or_no_toml_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileFormatError, match="Can not read the trial"):
        read_trial(tmp_path / "none.toml")
    (tmp_path / "odd.toml").write_text("arms = [", "utf-8")
    with pytest.raises(FileFormatError, match="not a trial in TOML"):
        read_trial(tmp_path / "odd.toml")


def test_sessions_on_or_after_the_day_of_the_outcome_are_left_out_and_told() -> None:
    prepared = prepared_trial(trial_of(tables(arms__iastm__sessions=10)))
    assert [s.time_days for s in prepared.arms[1].sessions] == [0.0, 3.5, 7.0, 10.5]
    assert any("6 sessions lie on or after" in told for told in prepared.warnings)


def test_steps_become_the_dose_that_a_case_would_have() -> None:
    step = {"edge": "scanner.convex", "duration_min": 3.75, "force": 6.0}
    changes = {"arms__iastm__dose": None, "arms__iastm__steps": [step]}
    prepared = prepared_trial(trial_of(tables(**changes)))
    # The reference session: that edge and force, three minutes of contact.
    assert prepared.arms[1].dose.value == pytest.approx(1.0, rel=1e-6)
    session = prepared.arms[1].sessions[0]
    assert isinstance(session, SessionStimulus)
    assert session.factor > 1.0


def test_covariates_without_evidence_are_told_and_change_nothing() -> None:
    age = {"mean": 70, "sd": 5, "low": 60, "high": 80}
    plain = simulated(20)
    told = simulated(20, patients__age_years=age, patients__female_share=0.9)
    assert np.array_equal(plain.rows, told.rows, equal_nan=True)
    words = " ".join(told.result.warnings)
    assert "Age, sex of the patients changes nothing here" in words
    assert "Age" not in " ".join(plain.result.warnings)


@pytest.mark.slow
def test_a_trial_is_the_same_to_the_last_bit_for_any_number_of_workers() -> None:
    design = trial_of(tables())
    one = simulate_trial(design, trials=150, seed=5)
    two = simulate_trial(design, trials=150, seed=5, workers=3)
    assert np.array_equal(one.rows, two.rows, equal_nan=True)
    other = simulate_trial(design, trials=150, seed=6)
    assert not np.array_equal(one.rows, other.rows, equal_nan=True)


def test_the_first_trials_are_the_same_among_more_of_them() -> None:
    few, many = simulated(20), simulated(90)
    assert np.array_equal(few.rows, many.rows[:20], equal_nan=True)


@pytest.mark.slow
def test_arms_that_are_alike_differ_by_nothing_and_find_it_at_the_level() -> None:
    same = {"patients": 20}
    found = simulated(600, arms={"one": same, "two": same, "three": same})
    for contrast in found.result.contrasts:
        assert contrast.true_difference.low == contrast.true_difference.high == 0.0
        assert contrast.type_one_holds
        assert contrast.power.value + contrast.harm.value < 0.09
        assert contrast.helped == 0.0
        assert contrast.most_power == 0.0
        assert all(size.each_arm is None for size in contrast.sample_sizes)
        assert "No difference is foretold" in contrast.says
    assert not any("No arm is without" in told for told in found.result.warnings)


@pytest.mark.slow
@pytest.mark.parametrize("analysis", ["adjusted", "change", "final"])
def test_with_equal_arms_each_analysis_keeps_its_level(analysis: str) -> None:
    found = simulated(500, seed=2, outcome__analysis=analysis)
    assert found.result.contrasts[0].type_one_holds
    assert found.result.contrasts[0].type_one.value > 0.02


@pytest.mark.slow
def test_with_nothing_unknown_the_simulated_power_is_the_computed_one() -> None:
    found = simulated(
        500,
        simulation__unknown_share=0.0,
        simulation__misfit=0.0,
        outcome__further_sd=0.3,
        outcome__standard_error=0.3,
    )
    contrast = found.result.contrasts[0]
    assert contrast.sd_parameters < 0.06
    assert contrast.power.low - 0.03 < contrast.power_if_known
    assert contrast.power_if_known < contrast.power.high + 0.03
    size = contrast.sample_sizes[0]
    assert size.each_arm == pytest.approx(size.each_arm_if_known, rel=0.35)


@pytest.mark.slow
def test_the_power_of_the_sizes_is_that_of_the_simulation() -> None:
    """Power averaged over truths by formula agrees with the share of trials."""
    found = simulated(600, outcome__further_sd=0.5)
    result, rows = found.result, found.rows
    benefit = -rows[:, 1, 8]
    sd = rows[:, 1, 5] / (2.0 / 16.0) ** 0.5
    chance = chance_to_find(benefit, sd, patients=(16.0, 16.0), level=result.level)
    power = result.contrasts[0].power
    assert power.low - 0.03 < chance.mean() < power.high + 0.03


@pytest.mark.slow
def test_what_is_not_known_widens_the_truths_and_not_the_patients() -> None:
    known, unknown = (
        simulated(300, simulation__unknown_share=share).result.contrasts[0]
        for share in (0.1, 0.9)
    )
    assert unknown.sd_parameters > known.sd_parameters
    assert unknown.sd_patients < known.sd_patients


@pytest.mark.slow
def test_what_trials_find_spreads_by_the_truths_and_by_chance() -> None:
    contrast = simulated(600).result.contrasts[0]
    both = np.hypot(contrast.sd_parameters, contrast.sd_chance)
    seen = (contrast.difference.high - contrast.difference.low) / (2 * 1.645)
    assert seen == pytest.approx(both, rel=0.12)


@pytest.mark.slow
def test_more_patients_find_more_and_drop_out_finds_less() -> None:
    power = {
        name: simulated(300, **changes).result.contrasts[0].power.value
        for name, changes in {
            "usual": {},
            "many": {"arms__exercise__patients": 60, "arms__iastm__patients": 60},
            "lost": {"arms__exercise__drop_out": 0.7, "arms__iastm__drop_out": 0.7},
        }.items()
    }
    assert power["lost"] < power["usual"] < power["many"]


def test_drop_out_is_taken_out_of_those_who_end() -> None:
    arm = simulated(20, arms__iastm__drop_out=0.25).result.arms[1]
    assert (arm.n, arm.complete) == (16, 12)


def test_on_the_other_scale_of_pain_everything_is_ten_times_as_large() -> None:
    own = {"outcome__standard_error": 0.6, "outcome__important_change": 2.0}
    tens = {"outcome__standard_error": 6.0, "outcome__important_change": 20.0}
    nprs = simulated(100, **own).result
    vas = simulated(100, outcome__measure="vas", **tens).result
    for one, ten in zip(nprs.arms, vas.arms, strict=True):
        assert ten.last == pytest.approx(10.0 * one.last, abs=0.6)
        # Whole points: 1.5 is written as 2.
        assert one.improved - 0.12 < ten.improved < one.improved


def test_doses_that_matter_little_are_told_as_such_and_none_as_best() -> None:
    arms = {
        "none": {"patients": 16},
        **{
            name: {"patients": 16, "sessions": 4, "dose": dose}
            for name, dose in (("low", 1.0), ("lower", 0.99))
        },
    }
    alike = simulated(100, arms=arms, simulation__misfit=0.0).result
    assert [one.verdict for one in alike.doses] == ["no meaningful difference"]
    assert (alike.doses[0].arm, alike.doses[0].versus) == ("low", "lower")
    open_ = simulated(100, arms=arms, outcome__important_change=1e-5).result
    assert [one.verdict for one in open_.doses] == ["not known"]
    for result in (alike, open_):
        assert "No dose is named best" in result.dose_says
        assert "optim" not in result.dose_says


def test_without_a_change_that_matters_doses_are_not_judged() -> None:
    arms = {**SMALL["arms"], "more": {"patients": 16, "sessions": 8, "dose": 1.0}}
    outcome = {"quantity": "restriction", "better": "lower", "days": 14}
    result = simulated(30, arms=arms, outcome=outcome).result
    assert [one.verdict for one in result.doses] == ["not judged"]
    assert result.arms[0].improved is None
    assert result.contrasts[0].helped is None


def test_a_result_never_says_that_it_is_calibrated() -> None:
    result = simulated(20).result
    assert result.calibrated is False
    assert "illustration, not calibrated" in result.note
    assert any("reviews conflict" in told for told in result.warnings)


def test_the_table_has_a_row_for_each_trial_and_arm() -> None:
    found = simulated(20)
    table = found.columns()
    assert {len(column) for column in table.values()} == {40}
    assert table["estimate"][0] is None
    assert table["estimate"][1] == found.rows[0, 1, 4]
    json.dumps(table)


def test_an_example_says_of_each_value_what_it_is() -> None:
    for path in EXAMPLES:
        assert tomllib.loads(path.read_text("utf-8"))["title"]


@pytest.mark.slow
def test_trials_on_a_cluster_are_those_on_threads_to_the_last_bit() -> None:
    from distributed import LocalCluster

    design = trial_of(tables())
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0"
    ) as cluster:
        there = simulate_trial(design, trials=600, scheduler=cluster.scheduler_address)
    here = simulate_trial(design, trials=600)
    assert np.array_equal(here.rows, there.rows, equal_nan=True)


def test_whom_a_screen_would_hold_is_told_where_an_arm_treats_them() -> None:
    acute = {"acute": 0.5, "subacute": 0.5, "chronic": 0.0}
    told = prepared_trial(trial_of(tables(patients__stages=acute))).warnings
    words = " ".join(told)
    assert "allows no IASTM over the lesion in the acute stage" in words
    assert "allows light IASTM only over the lesion in the subacute stage" in words
    chronic = " ".join(prepared_trial(trial_of(tables())).warnings)
    assert "Screening" not in chronic
    assert "Achilles" in chronic
