"""Cohorts: the same to the last bit for any workers, and true means and spreads."""

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strigil.biology import Exposure, SessionStimulus
from strigil.biology.cohort import BATCH, Cohort, Moments, follow_cohort
from strigil.biology.local_stimulus import (
    local_coordinates,
    local_doses,
    local_group,
    local_people,
    stirred_mediators,
)
from strigil.biology.parameters import draw_parameters
from strigil.catalogue import Stage
from strigil.errors import InvalidValueError, UnknownNameError

LOOKS = np.array([0.0, 7.0])
ARMS = {
    "usual care": [],
    "nothing": [SessionStimulus(1.0, 0.0)],
    "weekly": [SessionStimulus(1.0, 1.0, factor=2.0)],
}


def cohort(patients: int = BATCH + 40, **more: object) -> Cohort:
    asked = {"look_days": LOOKS, "patients": patients, "seed": 3, **more}
    return follow_cohort("scar", "chronic", ARMS, **asked)


def numbers(found: Cohort) -> list[np.ndarray]:
    return [
        row
        for group in (found.arms, found.contrasts)
        for of in group.values()
        for moments in of.values()
        for row in (moments.mean, moments.squares)
    ]


@given(
    st.lists(st.floats(-5, 5), min_size=1, max_size=9),
    st.lists(st.floats(-5, 5), min_size=1, max_size=9),
)
def test_joined_moments_are_those_of_all(
    first: list[float], second: list[float]
) -> None:
    parts = [Moments.of(np.array([values])) for values in (first, second)]
    joined = parts[0].joined(parts[1])
    everybody = Moments.of(np.array([first + second]))
    assert joined.count == everybody.count
    assert joined.mean == pytest.approx(everybody.mean, abs=1e-9)
    assert joined.squares == pytest.approx(everybody.squares, abs=1e-8)


@pytest.mark.slow
def test_a_cohort_is_the_same_to_the_last_bit_for_any_number_of_workers() -> None:
    for one, two in zip(numbers(cohort()), numbers(cohort(workers=2)), strict=True):
        assert np.array_equal(one, two)


@pytest.mark.slow
def test_another_seed_draws_other_patients() -> None:
    one, other = (cohort(20, seed=seed) for seed in (1, 2))
    assert not np.array_equal(numbers(one)[0], numbers(other)[0])


@pytest.mark.slow
def test_sessions_that_bring_nothing_change_nothing_and_others_do() -> None:
    found = cohort(30)
    nothing, weekly = found.contrasts["nothing"], found.contrasts["weekly"]
    assert not nothing["restriction"].mean.any()
    assert not nothing["restriction"].squares.any()
    assert weekly["restriction"].mean[0] == 0.0
    assert weekly["restriction"].mean[1] < 0.0
    assert weekly["restriction"].sd[1] > 0.0
    assert found.arms["weekly"]["pain"].count == 30


@pytest.mark.slow
def test_progress_of_a_cohort_runs_to_one() -> None:
    shares: list[float] = []
    cohort(progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_cohort_needs_an_arm_a_patient_and_quantities_that_there_are() -> None:
    with pytest.raises(InvalidValueError, match="0 patients"):
        cohort(0)
    with pytest.raises(InvalidValueError, match="0 arms"):
        follow_cohort("scar", "chronic", {}, look_days=LOOKS)
    with pytest.raises(UnknownNameError, match="pain"):
        cohort(1, quantities=["pian"])


def test_more_patients_than_a_day_of_work_are_refused() -> None:
    with pytest.raises(InvalidValueError, match=r"at most 1e\+09 patients; 1e\+15"):
        cohort(patients=10**15)


def test_a_cohort_with_a_local_stimulus_acts_by_it_and_bruises_by_shear() -> None:
    felt = Exposure(0.0, "slides", 180.0, 3_600.0, 14_000.0, 0.06, by_hand=False)
    sheared, strained = replace(felt, shear=40_000.0), replace(felt, strain=0.15)
    arms = {
        name: [SessionStimulus(1.0, 1.0, exposure=one)]
        for name, one in (("usual", felt), ("shear", sheared), ("strain", strained))
    }
    found = follow_cohort(
        "tendinopathy",
        "chronic",
        arms,
        look_days=np.array([0.0, 2.5]),
        patients=30,
        quantities=("pain", "bruise", "inflammation"),
    ).contrasts
    assert found["shear"]["bruise"].mean[1] > 0.0
    assert not found["shear"]["pain"].mean.any()
    # Strain only changes how fast the macrophages clear it.
    cleared = abs(found["strain"]["bruise"].mean[1])
    assert cleared < 0.05 * found["shear"]["bruise"].mean[1]
    assert found["strain"]["pain"].mean[1] != 0.0
    assert found["strain"]["inflammation"].mean[1] > 0.0


def test_the_stage_does_not_change_what_a_local_strain_brings() -> None:
    """So that one stage stands for all in a cohort of several."""
    felt = Exposure(0.0, "slides", 180.0, 3_600.0, 14_000.0, 0.06, by_hand=False)
    sessions = [SessionStimulus(1.0, 1.0, exposure=felt)]
    groups = [local_group("scar", stage, sessions) for stage in get_args(Stage)]
    rows = local_coordinates(sessions)
    draws = np.random.default_rng(1).standard_normal((rows + 1, 7))
    p = draw_parameters("scar", samples=7, seed=1)
    people = local_people(p, draws[:-1], draws[-1])
    first, *others = (local_doses(group, people)[0] for group in groups)
    days = np.array([0.0, 1.5])
    stirred = [stirred_mediators(group, people, days) for group in groups]
    assert all(np.array_equal(first, other) for other in others)
    assert all(np.array_equal(stirred[0], other) for other in stirred[1:])
