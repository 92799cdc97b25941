"""Two arms compared: against exact tests, and power against textbook values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from strigil.treatment.trial_compare import (
    Share,
    arms_compared,
    chance_to_find,
    patients_needed,
)

RNG = np.random.default_rng(11)


def arm(count: int, shift: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    first = RNG.normal(5.0, 1.5, count)
    return first, 0.6 * first + shift + RNG.normal(0.0, 1.0, count)


def test_final_and_change_are_the_t_test_of_two_groups() -> None:
    (x0, y0), (x1, y1) = reference, other = arm(20), arm(25, -1.0)
    final = stats.ttest_ind(y1, y0)
    assert arms_compared(reference, other, "final").p == pytest.approx(final.pvalue)
    change = stats.ttest_ind(y1 - x1, y0 - x0)
    assert arms_compared(reference, other, "change").p == pytest.approx(change.pvalue)


def test_adjusted_is_the_regression_on_arm_and_first_value() -> None:
    (x0, y0), (x1, y1) = reference, other = arm(15), arm(12, 0.5)
    given_arm = np.repeat([0.0, 1.0], [15, 12])
    design = np.column_stack([np.ones(27), given_arm, np.append(x0, x1)])
    values = np.append(y0, y1)
    fitted, squares, *_ = np.linalg.lstsq(design, values, rcond=None)
    error = np.sqrt(squares[0] / 24 * np.linalg.inv(design.T @ design)[1, 1])
    found = arms_compared(reference, other, "adjusted")
    assert found.estimate == pytest.approx(fitted[1])
    assert found.error == pytest.approx(error)
    assert found.freedom == 24


@given(st.floats(-3, 3))
def test_a_shift_of_one_arm_shifts_the_estimate_and_no_error(shift: float) -> None:
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=(2, 2, 9))
    plain = arms_compared((x[0], y[0]), (x[1], y[1]), "adjusted")
    moved = arms_compared((x[0], y[0]), (x[1], y[1] + shift), "adjusted")
    assert moved.estimate == pytest.approx(plain.estimate + shift, abs=1e-9)
    assert moved.error == pytest.approx(plain.error, abs=1e-9)


def test_swapped_arms_turn_the_sign() -> None:
    one, two = arm(10), arm(12)
    there, back = (
        arms_compared(*pair, "adjusted") for pair in ((one, two), (two, one))
    )
    assert there.estimate == pytest.approx(-back.estimate)
    assert there.p == pytest.approx(back.p)


def test_arms_without_any_spread_find_nothing_unless_they_differ() -> None:
    flat = np.full(5, 4.0)
    assert arms_compared((flat, flat), (flat, flat), "adjusted").p == 1.0
    assert arms_compared((flat, flat), (flat, flat - 1.0), "final").p == 0.0


@pytest.mark.parametrize(("size", "each"), [(0.2, 394), (0.5, 64), (0.8, 26)])
def test_sample_sizes_are_those_of_textbooks(size: float, each: int) -> None:
    found = patients_needed(
        np.array([size]), np.ones(1), power=0.8, level=0.05, most=5000
    )
    assert found == each


def test_no_size_reaches_a_power_above_the_share_of_truths_that_are_better() -> None:
    truths = np.array([1.0, 1.0, -1.0, 1.0])
    sizes = [
        patients_needed(truths, np.ones(4), power=power, level=0.05, most=10_000)
        for power in (0.7, 0.8)
    ]
    assert sizes[0] is not None
    assert sizes[1] is None


@given(st.floats(-2, 2), st.floats(0.2, 3), st.integers(3, 200))
def test_a_larger_benefit_is_never_found_less_often(
    benefit: float, sd: float, each: int
) -> None:
    both = np.array([benefit, benefit + 0.1])
    patients = (float(each), float(each))
    chance = chance_to_find(both, np.full(2, sd), patients=patients, level=0.05)
    assert chance[0] <= chance[1] + 1e-9
    assert np.all((chance >= 0.0) & (chance <= 1.0))


def test_without_benefit_half_the_level_is_found_by_chance() -> None:
    found = chance_to_find(np.zeros(1), np.ones(1), patients=(30.0, 30.0), level=0.05)
    assert found[0] == pytest.approx(0.025, abs=1e-6)


@given(st.integers(1, 400), st.data())
def test_a_share_lies_in_its_interval(trials: int, data: st.DataObject) -> None:
    found = data.draw(st.integers(0, trials))
    share = Share.of(found, trials)
    assert 0.0 <= share.low <= share.value <= share.high <= 1.0
