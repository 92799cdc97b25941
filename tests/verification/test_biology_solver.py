"""The engines against exact solutions, their own orders and an independent solver."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from strigil.biology._generated import lanes
from strigil.biology.course import Course, course_of
from strigil.biology.explicit import between, explicit_step, follow_explicit, slopes
from strigil.biology.fading import faded, weights_of_powers
from strigil.biology.model import (
    STATES,
    Parameters,
    Tissue,
    after_session,
    algebra,
    rates,
)
from strigil.biology.parameters import (
    draw_parameters,
    median_parameters,
    start_of,
    steady_state,
)
from strigil.biology.solve import solve
from strigil.biology.stiff import follow_stiff
from strigil.errors import InvalidValueError, UnknownNameError

W, Q, V, D, H, B = (STATES.index(s) for s in "WQVDHB")
ALL_BUT_V = [i for i in range(len(STATES)) if i != V]


def start(state: str, value: float) -> np.ndarray:
    y = steady_state("healthy")
    y[STATES.index(state)] = value
    return y[:, None]


def scaled(found: np.ndarray, truth: np.ndarray) -> np.ndarray:
    return np.abs(found - truth) / (np.abs(truth) + 0.01)


def sprains(tolerance: float, *, count: int = 6, parameters: str = "") -> Course:
    """Drawn patients with an acute sprain and three sessions; a look every half day."""
    y, _ = start_of("ligament_sprain", "acute")
    p = draw_parameters("ligament_sprain", samples=count, seed=3)
    if parameters:
        setattr(p, parameters, 3e3 * getattr(p, parameters))
    return course_of(
        np.repeat(y[:, None], count, axis=1),
        p,
        sessions=[(day, 1.5) for day in (3.0, 6.5, 10.0)],
        time_days=np.arange(0.0, 14.1, 0.5),
        tolerance=tolerance,
    )


@pytest.mark.parametrize(("state", "rate"), [("W", "kW"), ("Q", "kQ")])
def test_signal_and_relief_fade_as_pure_exponentials(state: str, rate: str) -> None:
    """W' = -kW W and Q' = -kQ Q have the solution W(0) exp(-kW t)."""
    p = median_parameters()
    times = np.array([0.0, 0.4, 2.0, 7.0])
    seen = solve(start(state, 1.0), p, time_days=times)[:, STATES.index(state), 0]
    assert seen == pytest.approx(np.exp(-getattr(p, rate) * times), rel=1e-4, abs=3e-6)


def test_vessels_fade_exactly_however_long_the_step() -> None:
    """With steady mediators V - V* falls as exp(-kV t), V* = vP med / kV."""
    p = median_parameters()
    y = start("V", 3.0)
    rest = float(p.vP * algebra(Tissue(*y), p).med[0] / p.kV)
    times = np.array([0.01, 0.02, 1.0])
    seen = solve(y, p, time_days=times)[:, V, 0]
    exact = rest + (3.0 - rest) * np.exp(-p.kV * times)
    assert seen == pytest.approx(exact, abs=1e-5)


def test_vessels_follow_changing_mediators_quasi_steadily() -> None:
    """kV is far faster than tissue, so V = vP med / kV but for med' / kV^2."""
    p = median_parameters()
    seen = solve(start("D", 1.0), p, time_days=np.arange(2.0, 20.0))
    med = algebra(Tissue(*np.moveaxis(seen, 1, 0)), p).med
    assert seen[:, V] == pytest.approx(p.vP * med / p.kV, rel=0.01)


@given(z=st.floats(0.0, 200.0))
def test_the_weights_of_a_fading_state_obey_their_recurrence(z: float) -> None:
    """I_k = (1 - k I_(k-1)) / z, and without fading I_k = 1 / (k + 1)."""
    found = weights_of_powers(np.array([z]))[:, 0]
    assert found[0] * z == pytest.approx(-np.expm1(-z), rel=1e-13)
    for k in (1, 2, 3):
        assert z * found[k] == pytest.approx(1.0 - k * found[k - 1], rel=1e-10)
    assert weights_of_powers(np.zeros(1))[:, 0] == pytest.approx(
        [1, 1 / 2, 1 / 3, 1 / 4]
    )


@given(decay=st.floats(0.1, 500.0), step=st.floats(1e-3, 3.0), share=st.floats(0.01, 1))
def test_a_steady_source_is_followed_exactly(
    decay: float, step: float, share: float
) -> None:
    """x' = s - k x has x = s/k + (x0 - s/k) exp(-k t)."""
    found = faded(
        np.array([2.0]),
        np.full((7, 1), 5.0),
        decay=np.array([decay]),
        step=np.array([step]),
        share=np.array([share]),
    )
    exact = 5.0 / decay + (2.0 - 5.0 / decay) * np.exp(-decay * step * share)
    assert found[0] == pytest.approx(exact, rel=1e-9)


@pytest.mark.slow
def test_a_step_is_of_order_five_and_what_lies_within_it_of_order_four() -> None:
    """Half the step divides the error at its end by 32, within it by 16."""
    y, _ = start_of("ligament_sprain", "acute")
    p = median_parameters()
    ends = _fixed_steps(y, p, 1024, share=1.0)
    inside = _fixed_steps(y, p, 1024, share=0.37)
    errors = np.array(
        [
            [
                np.abs(_fixed_steps(y, p, n, share=1.0) - ends).max(),
                np.abs(_fixed_steps(y, p, n, share=0.37) - inside).max(),
            ]
            for n in (16, 32, 64)
        ]
    )
    orders = np.log2(errors[:-1] / errors[1:])
    assert orders[:, 0] == pytest.approx(5.0, abs=0.6)
    assert (orders[:, 1] > 3.5).all()


def _fixed_steps(
    y: np.ndarray, p: Parameters, steps: int, *, share: float
) -> np.ndarray:
    """Follow one day in equal steps; look at a share of the step that holds noon."""
    course = course_of(y[:, None], p, sessions=[], time_days=np.ones(1), tolerance=1e-3)
    constants = lanes.constants_of(course.parameters)
    h, now = np.full(1, 1.0 / steps), course.start
    found = now
    for number in range(steps):
        stages = [slopes(now, constants)] * 7
        after = explicit_step(now, stages, h, constants)
        # The same moment for every number of steps.
        if number == int(share * steps):
            within = np.full(1, share * steps - number)
            found = between(now, stages, h, within)
        now = after
    return np.delete(found if share < 1.0 else now, V, axis=0)


@pytest.mark.slow
def test_a_tighter_tolerance_gives_a_smaller_error_in_both_engines() -> None:
    truth, stuck = follow_explicit(sprains(1e-11))
    assert not stuck.any()
    explicit = [
        scaled(follow_explicit(sprains(tol))[0], truth).max() for tol in (1e-4, 1e-6)
    ]
    stiff = [scaled(follow_stiff(sprains(tol)), truth).max() for tol in (1e-3, 1e-5)]
    assert explicit[0] < 2e-3
    assert explicit[1] < 0.05 * explicit[0]
    assert stiff[0] < 2e-3
    assert stiff[1] < 0.05 * stiff[0]


@pytest.mark.slow
def test_what_is_solved_apart_is_as_exact_as_the_rest() -> None:
    """The error of the split itself: all else the same, by the method without it."""
    truth = follow_stiff(sprains(1e-8))
    for tolerance in (1e-4, 3e-5, 1e-5):
        error = scaled(follow_explicit(sprains(tolerance))[0], truth)
        assert error[:, V].max() < 15 * tolerance


@pytest.mark.slow
@pytest.mark.parametrize("fast", ["dN", "kB"])
def test_who_fades_too_fast_for_short_steps_is_followed_by_the_other_method(
    fast: str,
) -> None:
    """Three thousand times faster: explicit steps collapse, the answer stays."""
    course = sprains(1e-4, count=2, parameters=fast)
    _, stuck = follow_explicit(course)
    assert stuck.all()
    p = Parameters(**dict(zip(lanes.PARAMETERS, course.parameters, strict=True)))
    sessions = [(float(day), 1.5) for day in course.session_days]
    seen = solve(
        course.start,
        p,
        sessions=sessions,
        time_days=course.look_days,
        tolerance=1e-4,
    )
    assert (
        scaled(seen, follow_stiff(sprains(1e-7, count=2, parameters=fast))).max() < 1e-3
    )


def test_a_patient_does_not_depend_on_who_else_is_there() -> None:
    course = sprains(1e-4)
    together, _ = follow_explicit(course)
    alone, _ = follow_explicit(course.some(slice(2, 3)))
    assert np.array_equal(together[:, :, 2:3], alone)


def test_a_session_falls_exactly_on_its_moment() -> None:
    """The look at a session sees the tissue before it, one just after the jump."""
    y, _ = start_of("ligament_sprain", "acute")
    p = median_parameters()
    day = 3.3
    times = np.array([day, day + 1e-7])
    before, after = solve(y[:, None], p, sessions=[(day, 1.2)], time_days=times)[..., 0]
    jumped = np.array(after_session(Tissue(*before), np.float64(1.2), p))
    assert after == pytest.approx(jumped, rel=1e-4, abs=1e-6)
    assert abs(jumped[W] - before[W]) > 0.1


def test_sessions_of_one_moment_follow_each_other_and_unsorted_ones_are_sorted() -> (
    None
):
    y, _ = start_of("scar", "acute")
    p = median_parameters()
    times = np.array([9.0])
    given = [(2.0, 1.0), (5.0, 0.5), (5.0, 0.5)]
    found = solve(y[:, None], p, sessions=given, time_days=times)
    again = solve(y[:, None], p, sessions=given[::-1], time_days=times)
    assert np.array_equal(found, again)
    once = solve(y[:, None], p, sessions=given[:2], time_days=times)
    assert found[0, W, 0] > once[0, W, 0]


def test_a_million_sessions_or_a_dose_that_is_no_number_are_refused() -> None:
    y, p = steady_state("healthy")[:, None], median_parameters()
    for sessions, told in (
        ([(0.001 * i, 1.0) for i in range(6000)], "at most 5000 sessions; 6000"),
        ([(1.0, float("nan"))], "finite"),
        ([(-1.0, 1.0)], "0 d or later"),
    ):
        with pytest.raises(InvalidValueError, match=told):
            solve(y, p, sessions=sessions, time_days=np.array([9.0]))
    with pytest.raises(UnknownNameError, match="u"):
        solve(y, p, sessions=[(1.0, {"v": 1.0})], time_days=np.array([9.0]))


def test_blood_that_breaks_down_becomes_bilirubin_and_none_is_lost() -> None:
    """With bilirubin that stays, H + B is the same for ever."""
    p = median_parameters()
    p.kB = p.kB * 0.0
    y = start("H", 0.8)
    seen = solve(y, p, time_days=np.arange(0.0, 30.0), tolerance=1e-7)[..., 0]
    assert seen[:, H] + seen[:, B] == pytest.approx(0.8, rel=1e-6)


def test_collagen_iii_that_matures_in_aligned_tissue_becomes_collagen_i() -> None:
    """Without making and degrading, C3 + C1 is the same where all fibres align."""
    p = median_parameters()
    for rate in ("s3", "s1", "d3", "d1", "dA"):
        setattr(p, rate, getattr(p, rate) * 0.0)
    y = start("A", 1.0)
    y[STATES.index("C3")] = 0.9
    seen = solve(y, p, time_days=np.arange(0.0, 60.0), tolerance=1e-7)[..., 0]
    c3, c1 = seen[:, STATES.index("C3")], seen[:, STATES.index("C1")]
    assert c3 + c1 == pytest.approx(c3[0] + c1[0], rel=1e-6)
    assert c3 == pytest.approx(0.9 * np.exp(-p.k31 * np.arange(60.0)), rel=1e-5)


def _complex_slopes(y: np.ndarray, parameters: np.ndarray) -> np.ndarray:
    size = len(y)
    slope = np.empty((size, size, y.shape[1]))
    for j in range(size):
        z = y.astype(complex)
        z[j] += 1e-30j
        slope[:, j] = np.array(lanes.rates(z, parameters)).imag / 1e-30
    return slope


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 10_000))
def test_the_jacobian_is_that_of_complex_steps(seed: int) -> None:
    p = draw_parameters("scar", samples=3, seed=seed)
    rows = np.array(p.rows())
    y = np.random.default_rng(seed).uniform(0.0, 2.0, (len(STATES), 3))
    found = np.zeros((len(STATES), len(STATES), 3))
    values = lanes.jacobian(y, lanes.constants_of(rows))
    for (i, j), value in zip(lanes.JACOBIAN, values, strict=True):
        found[i, j] = value
    assert found == pytest.approx(_complex_slopes(y, rows), rel=1e-9, abs=1e-9)


@given(seed=st.integers(0, 10_000), shift=st.floats(5.0, 1e4))
def test_what_engines_compute_is_what_the_definition_says(
    seed: int, shift: float
) -> None:
    """Rates with the constants taken out, and the sparse solution with the Jacobian."""
    p = draw_parameters("scar", samples=3, seed=seed)
    rows = np.array(p.rows())
    y = np.random.default_rng(seed).uniform(0.0, 2.0, (len(STATES), 3))
    constants = lanes.constants_of(rows)
    found = slopes(y, constants)
    for name, decay in zip(lanes.APART, lanes.decays(constants), strict=True):
        found[STATES.index(name)] -= decay * y[STATES.index(name)]
    assert found == pytest.approx(np.array(lanes.rates(y, rows)), rel=1e-11, abs=1e-12)
    right = np.random.default_rng(seed + 1).normal(size=y.shape)
    factors = lanes.factor(lanes.jacobian(y, constants), np.full(3, shift))
    solved = np.array(lanes.back(factors, right))
    back = shift * solved - np.einsum("ijn,jn->in", _complex_slopes(y, rows), solved)
    assert back == pytest.approx(right, rel=1e-6, abs=1e-6)


def reference(course: Course, patient: int) -> np.ndarray:
    """The same model by scipy's implicit Radau, restarted at each session."""
    p = Parameters(
        **dict(zip(lanes.PARAMETERS, course.parameters[:, patient], strict=True))
    )

    def slope(_: float, z: np.ndarray) -> np.ndarray:
        return np.array(rates(Tissue(*z), p))

    times, seen, now = course.look_days, [course.start[:, patient]], 0.0
    z = course.start[:, patient]
    for stop, dose in [*((float(t), 1.5) for t in course.session_days), (14.0, None)]:
        looks = times[(times > now) & (times <= stop)]
        done = solve_ivp(
            slope, (now, stop), z, "Radau", rtol=1e-9, atol=1e-11, t_eval=looks
        )
        seen += list(done.y.T)
        z, now = done.y[:, -1], stop
        if dose is not None:
            z = np.array(after_session(Tissue(*z), dose, p))
    return np.array(seen)


@pytest.mark.slow
def test_the_solver_agrees_with_an_independent_one() -> None:
    course = sprains(3e-6)
    ours, _ = follow_explicit(course)
    for patient in (0, 3):
        assert scaled(ours[:, :, patient], reference(course, patient)).max() < 3e-5
