"""The definition of the model: jumps, bounds, the two stable states."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strigil.biology.definition import response_definition
from strigil.biology.model import STATES, Tissue, after_session, observe, rates
from strigil.biology.parameters import (
    draw_parameters,
    median_parameters,
    start_of,
    steady_state,
)
from strigil.biology.solve import solve

DOSES = st.floats(0.0, 10.0)
YEAR = np.array([365.0])
BOTH = np.stack([steady_state("healthy"), steady_state("chronic")], axis=1)


def tissue(name: str = "chronic") -> Tissue:
    return Tissue(*steady_state(name)[:, None])


def as_array(y: Tissue) -> np.ndarray:
    return np.stack(y)


def test_there_are_eighteen_states() -> None:
    assert len(STATES) == 18


def test_a_session_of_dose_zero_changes_nothing_at_all() -> None:
    before = tissue()
    after = after_session(before, np.zeros(1), median_parameters())
    assert np.array_equal(as_array(after), as_array(before))


def test_the_jump_of_the_mechanical_signal_is_dose_over_its_saturation() -> None:
    p = median_parameters()
    before = tissue()
    after = after_session(before, np.array([2.0]), p)
    gain = after.W - before.W
    assert gain == pytest.approx(p.jW * 2.0 / (1 + p.uW * 2.0))
    relief = after.Q - before.Q
    assert relief == pytest.approx(p.jQ * 2.0 / (p.uQ + 2.0))


def test_a_session_touches_only_the_nine_states_it_should() -> None:
    before = tissue()
    after = after_session(before, np.ones(1), median_parameters())
    changed = {s for s, a, b in zip(STATES, after, before, strict=True) if a != b}
    assert changed == set("DNXWVQHA") | {"C1"}


@given(smaller=DOSES, larger=DOSES)
def test_a_larger_dose_never_harms_less_and_never_releases_less(
    smaller: float, larger: float
) -> None:
    smaller, larger = sorted((smaller, larger))
    p, before = median_parameters(), tissue()
    little = after_session(before, np.array([smaller]), p)
    much = after_session(before, np.array([larger]), p)
    assert much.D >= little.D
    assert much.H >= little.H
    assert much.X <= little.X
    assert much.C1 <= little.C1


def test_no_session_can_release_more_than_the_stated_share() -> None:
    p, before = median_parameters(), tissue()
    after = after_session(before, np.array([1e9]), p)
    left = after.X / before.X
    assert left == pytest.approx(p.xR / p.xS, rel=1e-6)


@pytest.mark.parametrize("name", ["healthy", "chronic"])
def test_a_stored_steady_state_has_no_rate(name: str) -> None:
    found = np.array(rates(tissue(name), median_parameters()))
    v = STATES.index("V")
    found[v] /= median_parameters().kV  # V answers within minutes
    assert np.abs(found).max() < 1e-5


def test_healthy_and_chronic_tissue_both_stay_as_they_are_for_a_year() -> None:
    later = solve(BOTH, median_parameters(), time_days=YEAR)
    assert later[-1] == pytest.approx(BOTH, abs=1e-4)


def test_both_states_come_back_after_a_push() -> None:
    pushed = BOTH.copy()
    x = STATES.index("X")
    pushed[x] *= 1.15
    pushed[STATES.index("D")] += 0.1
    later = solve(pushed, median_parameters(), time_days=YEAR)
    assert later[-1][x] == pytest.approx(BOTH[x], abs=0.02)


def test_the_two_stable_states_are_far_apart() -> None:
    x = STATES.index("X")
    assert steady_state("chronic")[x] > 10 * steady_state("healthy")[x]


def test_a_sprain_heals_up_to_damage_3_and_becomes_chronic_from_3_2() -> None:
    """The separatrix that the prototype of this model reported."""
    start, _ = start_of("ligament_sprain", "acute")
    sprains = np.repeat(start[:, None], 2, axis=1)
    sprains[STATES.index("D")] = [3.0, 3.2]
    later = solve(sprains, median_parameters(), time_days=YEAR)
    healed, stuck = later[-1][STATES.index("X")]
    assert healed < 0.1
    assert stuck > 0.5


BOUNDED = [
    (name, bound, sign)
    for name, state in response_definition().states.items()
    for bound, sign in ((state.low, 1.0), (state.high, -1.0))
    if bound is not None
]


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), dose=DOSES)
def test_no_rate_and_no_session_leads_over_a_bound(seed: int, dose: float) -> None:
    """At a bound, whatever the other states are, the rate points inwards."""
    rng = np.random.default_rng(seed)
    patients = 20
    p = draw_parameters("ligament_sprain", samples=patients, seed=seed)
    inside = rng.uniform(0.0, 1.0, (len(STATES), patients))
    for name, bound, sign in BOUNDED:
        y = inside.copy()
        y[STATES.index(name)] = bound
        rate = np.array(rates(Tissue(*y), p))[STATES.index(name)]
        assert (sign * rate >= 0.0).all(), name
        after = as_array(after_session(Tissue(*y), np.full(patients, dose), p))
        assert (sign * (after[STATES.index(name)] - bound) >= 0.0).all(), name


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(dose=DOSES, seed=st.integers(0, 1000), gap=st.floats(0.5, 7.0))
def test_no_state_goes_negative_and_fractions_stay_fractions(
    dose: float, seed: int, gap: float
) -> None:
    p = draw_parameters("ligament_sprain", samples=10, seed=seed)
    start, _ = start_of("ligament_sprain", "acute")
    sessions = [(i * gap, np.full(10, dose)) for i in range(6)]
    seen = solve(
        np.repeat(start[:, None], 10, axis=1),
        p,
        sessions=sessions,
        time_days=np.arange(0.0, 20.0),
    )
    assert np.isfinite(seen).all()
    assert seen.min() >= 0.0
    for state in ("X", "A", "Z"):
        assert seen[:, STATES.index(state)].max() <= 1.0
    assert seen.max() < 200.0


def test_healthy_tissue_is_about_one_in_strength_and_stiffness_and_hardly_hurts() -> (
    None
):
    seen = observe(tissue("healthy"), median_parameters())
    assert seen["strength"] == pytest.approx(1.0, abs=0.1)
    assert seen["stiffness"] == pytest.approx(1.0, abs=0.1)
    assert seen["pain"] < 0.5
