"""Covariates of a cohort: distributions as they were asked for, and what they do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strigil.biology import Covariates, SessionStimulus, Spread, follow_cohort
from strigil.errors import InvalidValueError

LOOKS = np.array([0.0, 14.0])
ARMS = {"care": [], "weekly": [SessionStimulus(1.0, 1.0), SessionStimulus(8.0, 1.0)]}


def normals(count: int = 20_000) -> np.ndarray:
    return np.random.default_rng(7).standard_normal(count)


def cohort(covariates: Covariates, patients: int = 200):
    return follow_cohort(
        "tendinopathy",
        "chronic",
        ARMS,
        look_days=LOOKS,
        patients=patients,
        covariates=covariates,
    )


@given(st.floats(-8, 8), st.floats(0.01, 5), st.floats(0, 4), st.floats(0, 4))
def test_nobody_lies_outside_the_ends_of_a_spread(
    mean: float, sd: float, below: float, above: float
) -> None:
    spread = Spread(mean, sd, mean - below, mean + above)
    found = spread.at(np.linspace(-40, 40, 81))
    assert np.all((found >= mean - below) & (found <= mean + above))
    assert np.all(np.diff(found) >= 0.0)


def test_a_spread_that_is_hardly_cut_has_its_mean_and_sd() -> None:
    found = Spread(5.0, 1.5, -20.0, 30.0).at(normals())
    assert found.mean() == pytest.approx(5.0, abs=0.05)
    assert found.std() == pytest.approx(1.5, abs=0.05)


def test_a_spread_without_sd_is_one_number() -> None:
    assert np.all(Spread(2.0).at(normals(5)) == 2.0)


def test_stages_are_shared_out_as_asked() -> None:
    shares = {"acute": 0.2, "subacute": 0.5, "chronic": 0.3}
    found = np.bincount(Covariates(shares).stage_of(normals())) / 20_000
    assert found == pytest.approx(list(shares.values()), abs=0.015)


def test_shares_that_do_not_make_one_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="together be 1"):
        Covariates({"acute": 0.5, "chronic": 0.2})


@pytest.mark.slow
def test_pain_on_day_zero_is_that_of_the_covariate_in_every_arm() -> None:
    covariates = Covariates({"chronic": 1.0}, pain=Spread(6.0, 1.0, 4.0, 8.0))
    found = cohort(covariates, 1000)
    for arm in found.arms.values():
        assert arm["pain"].mean[0] == pytest.approx(6.0, abs=0.08)
        assert arm["pain"].sd[0] == pytest.approx(0.88, abs=0.06)


@pytest.mark.slow
def test_a_cohort_of_two_stages_lies_between_those_of_one() -> None:
    alone = [
        cohort(Covariates({stage: 1.0}), 2048).arms["care"]["restriction"].mean[0]
        for stage in ("acute", "chronic")
    ]
    mixed = cohort(Covariates({"acute": 0.5, "chronic": 0.5}), 2048)
    middle = mixed.arms["care"]["restriction"].mean[0]
    assert alone[0] < middle < alone[1]
    assert middle == pytest.approx(sum(alone) / 2.0, abs=0.05)


@pytest.mark.slow
def test_the_later_after_onset_the_less_inflammation_is_left() -> None:
    left = [
        follow_cohort(
            "ligament_sprain",
            "acute",
            {"care": []},
            look_days=np.array([0.0]),
            patients=100,
            quantities=("inflammation",),
            covariates=Covariates({"acute": 1.0}, onset_days=Spread(day)),
        )
        .arms["care"]["inflammation"]
        .mean[0]
        for day in (3.0, 14.0, 28.0)
    ]
    assert left == sorted(left, reverse=True)


@pytest.mark.slow
def test_no_covariates_is_one_stage_and_nothing_else() -> None:
    one = cohort(Covariates({"chronic": 1.0}), 40)
    other = follow_cohort("tendinopathy", "chronic", ARMS, look_days=LOOKS, patients=40)
    assert np.array_equal(
        one.arms["weekly"]["pain"].mean, other.arms["weekly"]["pain"].mean
    )
