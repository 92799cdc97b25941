"""The solver against exact solutions, its own order and an independent solver."""

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from strigil.biology.model import (
    STATES,
    Parameters,
    Tissue,
    after_session,
    algebra,
    rates,
)
from strigil.biology.parameters import median_parameters, start_of, steady_state
from strigil.biology.solve import solve

W, Q, V, D = (STATES.index(s) for s in "WQVD")
ALL_BUT_V = [i for i in range(18) if i != V]


def start(state: str, value: float) -> np.ndarray:
    y = steady_state("healthy")
    y[STATES.index(state)] = value
    return y[:, None]


@pytest.mark.parametrize(("state", "rate"), [("W", "kW"), ("Q", "kQ")])
def test_signal_and_relief_fade_as_pure_exponentials(state: str, rate: str) -> None:
    """W' = -kW W and Q' = -kQ Q have the solution W(0) exp(-kW t)."""
    p = median_parameters()
    times = np.array([0.0, 0.4, 2.0, 7.0])
    seen = solve(start(state, 1.0), p, time_days=times)[:, STATES.index(state), 0]
    assert seen == pytest.approx(np.exp(-getattr(p, rate) * times), rel=1e-4)


def test_vessels_fade_exactly_however_long_the_step() -> None:
    """With steady mediators V - V* falls as exp(-kV t), V* = vP med / kV."""
    p = median_parameters()
    y = start("V", 3.0)
    rest = float(p.vP * algebra(Tissue(*y), p).med[0] / p.kV)
    times = np.array([0.01, 0.02, 1.0])
    seen = solve(y, p, time_days=times, steps_per_day=1)[:, V, 0]
    exact = rest + (3.0 - rest) * np.exp(-p.kV * times)
    assert seen == pytest.approx(exact, abs=1e-5)


def test_vessels_follow_changing_mediators_quasi_steadily() -> None:
    """kV is far faster than tissue, so V = vP med / kV but for med' / kV^2."""
    p = median_parameters()
    seen = solve(start("D", 1.0), p, time_days=np.arange(2.0, 20.0))
    med = algebra(Tissue(*np.moveaxis(seen, 1, 0)), p).med
    assert seen[:, V] == pytest.approx(p.vP * med / p.kV, rel=0.01)


def sprain() -> tuple[np.ndarray, list[tuple[float, np.ndarray]]]:
    y, _ = start_of("ligament_sprain", "acute")
    return y[:, None], [(t, np.array([1.5])) for t in (3.0, 6.5, 10.0)]


def test_halving_the_step_divides_the_error_by_sixteen() -> None:
    """Runge-Kutta of fourth order, across the jumps of sessions."""
    y, sessions = sprain()
    p = median_parameters()
    times = np.array([11.0])

    def end(per_day: int) -> np.ndarray:
        return solve(y, p, sessions=sessions, time_days=times, steps_per_day=per_day)[
            -1, ALL_BUT_V, 0
        ]

    best = end(128)
    errors = [float(np.abs(end(n) - best).max()) for n in (8, 16, 32)]
    orders = np.log2(np.divide(errors[:-1], errors[1:]))
    assert orders == pytest.approx(4.0, abs=0.4)


def reference(
    y: np.ndarray,
    p: Parameters,
    sessions: list[tuple[float, np.ndarray]],
    times: np.ndarray,
) -> np.ndarray:
    """The same model by scipy's implicit Radau, restarted at each session."""

    def slope(_: float, z: np.ndarray) -> np.ndarray:
        return np.array(rates(Tissue(*z), p))

    seen, now, z = [], 0.0, y[:, 0]
    stops = [*[(t, u) for t, u in sessions], (times[-1], None)]
    for stop, dose in stops:
        looks = times[(times > now) & (times <= stop)]
        done = solve_ivp(
            slope, (now, stop), z, "Radau", rtol=1e-9, atol=1e-11, t_eval=looks
        )
        seen.append(done.y.T)
        z = solve_ivp(slope, (now, stop), z, "Radau", rtol=1e-9, atol=1e-11).y[:, -1]
        now = stop
        if dose is not None:
            z = np.array(after_session(Tissue(*z), float(dose[0]), p))
    return np.concatenate(seen)


@pytest.mark.slow
@pytest.mark.parametrize("case", ["sprain", "chronic"])
def test_the_solver_agrees_with_an_independent_one_to_1e_4(case: str) -> None:
    y, sessions = sprain()
    if case == "chronic":
        y = steady_state("chronic")[:, None]
    p = median_parameters()
    times = np.arange(1.0, 29.0)
    ours = solve(y, p, sessions=sessions, time_days=times)[:, :, 0]
    theirs = reference(y, p, sessions, times)
    error = np.abs(ours - theirs) / (np.abs(theirs) + 0.01)
    assert error[:, ALL_BUT_V].max() < 1e-4
    assert error[:, V].max() < 1e-3  # its mediators are a straight line in each step
