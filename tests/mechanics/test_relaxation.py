"""Pressing, holding and letting go of what relaxes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from strigil.errors import InvalidValueError
from strigil.mechanics.relaxation import PronySeries, press_over_time

SOFT = PronySeries.of([0.3, 0.4], [0.2, 3.0])


def ball(d: np.ndarray) -> np.ndarray:
    return 1e4 * np.asarray(d) ** 1.5


def up_and_down(hold: float = 0.0, points: int = 400) -> tuple[np.ndarray, np.ndarray]:
    up = np.linspace(0, 1, points)
    flat = 1 + np.linspace(0, hold, points)[1:] if hold else np.empty(0)
    down = 1 + hold + np.linspace(0, 1, points)[1:]
    time = np.concatenate([up, flat, down])
    depth = 5e-3 * np.concatenate([up, np.ones_like(flat), 2 + hold - down])
    return time, np.maximum(depth, 0.0)


def test_what_does_not_relax_pushes_back_as_if_elastic_up_and_down() -> None:
    time, depth = up_and_down(hold=0.5)
    found = press_over_time(time, depth, ball, PronySeries.of([0.0], [1.0]))
    assert found.force == pytest.approx(ball(depth), rel=1e-3, abs=1e-3)
    assert found.lost_energy == pytest.approx(0.0, abs=1e-6)


def test_a_ramp_on_a_ball_follows_lee_and_radok() -> None:
    """F(t) = integral of g(t - s) d(C d^1.5) by quadrature, exact."""
    time = np.linspace(0, 2, 2001)
    found = press_over_time(time, 2e-3 * time, ball, SOFT)
    for moment in (0.1, 1.0, 2.0):
        exact, _ = quad(
            lambda s, t=moment: float(SOFT.relaxed(t - s)) * 1.5e4 * 2e-3**1.5 * s**0.5,
            0,
            moment,
        )
        force = np.interp(moment, found.time, found.force)
        assert force == pytest.approx(exact, rel=1e-4)


def test_a_release_forgets_from_the_moment_ting_gives() -> None:
    """Integral from t1 to t of g(t - s) d'(s) ds = 0, by quadrature, exact."""
    one = PronySeries.of([0.5], [0.7])
    time, depth = up_and_down()
    found = press_over_time(time, depth, ball, one)
    for now in (450, 600):
        t, t1 = found.time[now], found.like_before[now]
        rising, _ = quad(lambda s, t=t: float(one.relaxed(t - s)), t1, 1.0)
        falling, _ = quad(lambda s, t=t: float(one.relaxed(t - s)), 1.0, t)
        assert rising == pytest.approx(falling, rel=1e-6)


def test_a_held_tool_ends_at_the_long_term_stiffness() -> None:
    time = np.array([0.0, 1e-6, 1e3])
    found = press_over_time(time, np.array([0.0, 4e-3, 4e-3]), ball, SOFT)
    assert found.force[1] == pytest.approx(ball(4e-3), rel=1e-4)
    assert found.force[2] == pytest.approx(SOFT.long_term * ball(4e-3), rel=1e-4)


def test_a_tool_drawn_back_leaves_the_surface_before_it_is_back() -> None:
    time, depth = up_and_down(hold=2.0)
    found = press_over_time(time, depth, ball, SOFT)
    left = time[(time > 3.0) & (found.force <= 0.0)]
    assert 3.0 < left.min() < 4.0
    assert found.lost_energy > 0.0


@given(
    share=st.floats(0.0, 0.95),
    tau=st.floats(1e-2, 1e2),
    faster=st.floats(1.1, 20.0),
)
def test_pressing_faster_never_feels_softer(
    share: float, tau: float, faster: float
) -> None:
    series = PronySeries.of([share], [tau])
    time, depth = np.linspace(0, 1, 50), np.linspace(0, 3e-3, 50)
    slow = press_over_time(time, depth, ball, series).force[-1]
    fast = press_over_time(time / faster, depth, ball, series).force[-1]
    assert fast >= slow * (1 - 1e-9)


@given(share=st.floats(0.0, 1.0), tau=st.floats(1e-3, 1e3), w=st.floats(0.0, 1e5))
def test_the_complex_modulus_stores_and_loses_but_never_gives(
    share: float, tau: float, w: float
) -> None:
    found = complex(PronySeries.of([share], [tau]).complex_share(w))
    assert 1 - share - 1e-9 <= found.real <= 1 + 1e-9
    assert found.imag >= 0.0


@pytest.mark.parametrize(
    ("share", "time", "said"),
    [
        ([0.6, 0.6], [1, 2], "together"),
        ([0.1], [-1], "positive"),
        ([0.1], [], "as many"),
    ],
)
def test_a_series_that_can_not_be_is_refused(
    share: list[float], time: list[float], said: str
) -> None:
    with pytest.raises(InvalidValueError, match=said):
        PronySeries.of(share, time)


def test_a_tool_that_presses_anew_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="rises again"):
        press_over_time([0, 1, 2, 3], [0.0, 2e-3, 1e-3, 2e-3], ball, SOFT)
