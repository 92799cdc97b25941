"""Arms and groups that say what is done act by local strain, shear and time."""

import copy
import json
import tomllib
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from strigil.biology import SessionStimulus
from strigil.errors import UnknownNameError
from strigil.treatment import (
    DoseStep,
    SimulatedTrials,
    dose_of_steps,
    predict_scenario,
    scenario_from_mapping,
    simulate_trial,
)
from strigil.treatment import trial_from_mapping as trial_of
from strigil.treatment.local_exposure import local_exposure
from strigil.treatment.scenario_groups import studied_group
from strigil.treatment.trial_prepared import PreparedArm, prepared_trial

STEP = {"edge": "scanner.convex", "duration_min": 3, "force": 6.0}
TRIAL: dict[str, Any] = {
    "schema": 1,
    "condition": "achilles_tendinopathy",
    "patients": {"stages": {"chronic": 1.0}},
    "outcome": {"measure": "nprs", "days": 14},
    "arms": {
        "exercise": {"patients": 16},
        "iastm": {
            "patients": 16,
            "sessions": 4,
            "sessions_per_week": 2,
            "steps": [STEP],
        },
    },
    "simulation": {"trials": 20},
}
SCENARIO = """
schema = 1
species = "human"
tissue = "calf"
[groups.iastm]
n = 14
[[groups.iastm.treatments]]
modality = "iastm"
duration = 300
edge = "scanner.convex"
site = "{site}"
force = {force}
[groups.rest]
n = 14
[[readouts]]
quantity = "range of motion"
kind = "percent"
group = "iastm"
versus = "before"
minutes = 2
observed = 10.7
"""


def tables(step: dict[str, object] | None = None, **arm: object) -> dict[str, Any]:
    """Return the trial with its step and its arm changed."""
    found = copy.deepcopy(TRIAL)
    found["arms"]["iastm"] |= {"steps": [STEP | (step or {})], **arm}
    return found


def arm_of(step: dict[str, object] | None = None, **arm: object) -> PreparedArm:
    return prepared_trial(trial_of(tables(step, **arm))).arms[1]


def simulated(design: dict[str, Any], **how: int) -> SimulatedTrials:
    return simulate_trial(trial_of(design), **({"trials": 20} | how))


def test_an_arm_with_steps_feels_what_a_case_with_these_steps_feels() -> None:
    arm = arm_of(lubricant="oil")
    step = DoseStep(
        "achilles_midportion", "scanner.convex", 180.0, force=_six(), angle=None
    )
    known = local_exposure([dose_of_steps([step])], lubricant="oil")
    assert {one.exposure for one in arm.sessions} == {known}
    assert arm.local is not None
    assert arm.local.compression.value == known.strain
    assert arm.local.target == "tendon"


def _six():
    from strigil.catalogue import sourced_table
    from strigil.treatment.dose_steps import exactly, times

    error = sourced_table("response_stimulus.toml")["force_error"]
    return times(exactly(6.0), error.interval)


def test_an_arm_with_a_bare_dose_feels_nothing_local() -> None:
    arm = arm_of(steps=[], dose=1.0)
    assert arm.local is None
    assert all(one.exposure is None for one in arm.sessions)


def test_patients_differ_in_strain_where_their_tissue_does() -> None:
    """Thickness and stiffness spread far; a force that is known adds little."""
    felt = arm_of().local
    assert felt is not None
    assert felt.compression.high > 1.5 * felt.compression.value
    assert felt.compression.low < felt.compression.value / 1.5


def test_the_local_strain_is_what_acts_and_not_the_dose_beside_it() -> None:
    design = trial_of(tables())
    arm = prepared_trial(design).arms[1]
    other = replace(arm, sessions=tuple(_with_dose(one, 9.0) for one in arm.sessions))
    from strigil.treatment.trial_simulated import simulate, trial_tasks

    def rows(one: PreparedArm) -> np.ndarray:
        trial = prepared_trial(design)
        trial = replace(trial, arms=(trial.arms[0], one))
        return simulate(trial_tasks(trial, trials=4, seed=1)[0])

    assert np.array_equal(rows(arm), rows(other), equal_nan=True)
    felt = [_strained(one, 2.0) for one in arm.sessions]
    harder = replace(arm, sessions=tuple(felt))
    assert not np.array_equal(rows(arm), rows(harder), equal_nan=True)


def _with_dose(one: SessionStimulus, dose: float) -> SessionStimulus:
    return replace(one, dose=dose)


def _strained(one: SessionStimulus, times: float) -> SessionStimulus:
    assert one.exposure is not None
    strain = one.exposure.strain * times
    return replace(one, exposure=replace(one.exposure, strain=strain))


@pytest.mark.slow
def test_local_arms_are_the_same_to_the_last_bit_for_any_number_of_workers() -> None:
    design = tables()
    one, two = (simulated(design, trials=600, workers=n) for n in (1, 3))
    assert np.array_equal(one.rows, two.rows, equal_nan=True)
    few = simulated(design, trials=30)
    assert np.array_equal(few.rows, one.rows[:30], equal_nan=True)


def test_an_arm_beside_a_local_one_is_as_it_was_without_it() -> None:
    """The draws of the local stimulus are apart from all others."""
    with_dose = tables(steps=[], dose=1.0)
    both = copy.deepcopy(with_dose)
    both["arms"]["local"] = tables()["arms"]["iastm"]
    alone, beside = simulated(with_dose), simulated(both)
    # Patients of the second arm are numbered alike in both.
    first = beside.result.arms[1], alone.result.arms[1]
    assert first[0].dose == first[1].dose
    words = " ".join(beside.result.warnings)
    assert "iastm: a bare dose acts without local strain" in words
    assert "in part one of these two ways" not in " ".join(alone.result.warnings)


def test_arms_with_the_same_steps_differ_by_nothing() -> None:
    design = tables()
    design["arms"]["exercise"] = design["arms"]["iastm"]
    design["simulation"] = {"misfit": 0.0}
    truth = simulated(design).result.contrasts[0].true_difference
    assert truth.low == truth.high == 0.0


def test_a_bruise_of_an_arm_goes_with_its_emollient() -> None:
    outcome = {"quantity": "bruise", "better": "lower", "days": 11}
    last = []
    for lubricant in ("oil", "none"):
        design = tables(lubricant=lubricant) | {"outcome": outcome}
        last.append(simulated(design).result.arms[1].last)
    assert last[1] > 1.1 * last[0] > 0.0


def test_what_makes_a_dose_less_sure_is_told_with_the_arm() -> None:
    unmeasured = {"edge": "scanner.convex", "duration_min": 3}
    told = " ".join(prepared_trial(trial_of(tables(steps=[unmeasured]))).warnings)
    assert "iastm: Force was neither measured nor calibrated" in told
    assert "thickness and stiffness of the layers differ" in told


def test_an_arm_that_hardly_strains_the_target_says_so_like_a_forecast() -> None:
    design = tables({"site": "plantar_heel"}) | {"condition": "plantar_heel_pain"}
    told = " ".join(prepared_trial(trial_of(design)).warnings)
    assert "iastm: A session hardly strains the target here" in told


def test_an_unknown_emollient_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'cream'"):
        trial_of(tables(lubricant="creme"))


def test_the_result_for_machines_says_what_is_felt() -> None:
    from strigil.cli.output import plain

    found = json.loads(json.dumps(plain(simulated(tables()).result)))
    bare, local = (arm["local"] for arm in found["arms"])
    assert bare is None
    felt = local["compression"]
    assert 0.0 < felt["low"] < felt["value"] < felt["high"] < 1.0
    assert local["site"] == "achilles_midportion"


def group(site: str = "calf", force: float = 6.0):
    scenario = scenario_from_mapping(
        tomllib.loads(SCENARIO.format(site=site, force=force))
    )
    return scenario, studied_group(scenario, scenario.groups["iastm"])


def test_a_scenario_with_edge_and_site_feels_what_a_case_feels() -> None:
    step = DoseStep("calf", "scanner.convex", 300.0, force=_six())
    known = local_exposure([dose_of_steps([step])])
    found = group()[1].exposures[0]
    assert known is not None
    assert found.strain == pytest.approx(known.strain)
    assert found.shear == pytest.approx(known.shear)
    assert found.pressure == pytest.approx(known.pressure)
    assert found.duration == 300.0


def test_an_edge_that_only_lies_on_the_skin_strains_nothing() -> None:
    found = group(force=0.0)[1].exposures[0]
    assert found.strain == found.shear == found.pressure == 0.0


def test_a_scenario_says_where_its_edge_hardly_strains_the_target() -> None:
    said = predict_scenario(group("plantar_heel")[0], samples=20)[0].note
    assert "hardly strains the target" in said
    assert "hardly" not in predict_scenario(group()[0], samples=20)[0].note
