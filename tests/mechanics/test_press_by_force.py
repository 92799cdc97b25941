"""A force over time on what relaxes: creep, the way back, and the inverse of a path."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strigil.errors import InvalidValueError
from strigil.mechanics.press_by_force import press_by_force
from strigil.mechanics.relaxation import PronySeries, press_over_time

SOFT = PronySeries.of([0.3, 0.4], [0.2, 3.0])
STIFF = PronySeries.of([0.0], [1.0])


def ball(d: np.ndarray) -> np.ndarray:
    return 1e4 * np.asarray(d) ** 1.5


def into_ball(force: np.ndarray) -> np.ndarray:
    return (np.asarray(force) / 1e4) ** (2.0 / 3.0)


def up_hold_down(
    points: int = 300, release: float = 0.5
) -> tuple[np.ndarray, np.ndarray]:
    rise = np.linspace(0, 0.3, points)
    hold = 0.3 + np.linspace(0, 2.0, points)[1:]
    fall = 2.3 + np.linspace(0, release, points)[1:]
    down = 1 - (fall - 2.3) / release
    force = np.concatenate([rise / 0.3, np.ones(points - 1), down])
    return np.concatenate([rise, hold, fall]), 5.0 * np.maximum(force, 0.0)


def test_without_relaxation_the_indentation_is_the_elastic_one_up_and_down() -> None:
    time, force = up_hold_down()
    found = press_by_force(time, force, into_ball, STIFF)
    assert found.indentation == pytest.approx(into_ball(force), rel=0.01, abs=3e-5)


@pytest.mark.parametrize("release", [0.05, 0.5, 30.0])
def test_the_path_that_a_force_makes_gives_that_force_back(release: float) -> None:
    """Lee-Radok and Ting by path undo Lee-Radok and Ting by force."""
    time, force = up_hold_down(release=release)
    path = press_by_force(time, force, into_ball, SOFT)
    back = press_over_time(time, path.indentation, ball, SOFT)
    assert back.force == pytest.approx(force, rel=0.01, abs=0.03)


def test_contact_goes_on_growing_while_a_force_falls_more_slowly_than_it_creeps() -> (
    None
):
    time, force = up_hold_down(release=300.0)
    found = press_by_force(time, force, into_ball, SOFT)
    falls = int(np.flatnonzero(np.diff(force) < 0)[0])
    assert found.indentation.argmax() > falls + 1


@settings(max_examples=20, deadline=None)
@given(st.floats(0.05, 0.9), st.floats(0.05, 5.0))
def test_held_for_ever_the_tool_sinks_to_where_the_long_term_stiffness_holds_it(
    share: float, tau: float
) -> None:
    """d -> d_e(F / g_inf) as t -> inf, exact."""
    time = np.concatenate([[0.0], np.geomspace(1e-6, 4e2 * tau, 400)])
    force = np.full(time.size, 5.0)
    force[0] = 0.0
    series = PronySeries.of([share], [tau])
    found = press_by_force(time, force, into_ball, series)
    wanted = into_ball(np.array(5.0 / (1.0 - share)))
    assert found.indentation[-1] == pytest.approx(float(wanted), rel=0.01)
    assert found.indentation[1] == pytest.approx(float(into_ball(5.0)), rel=1e-3)
    assert np.all(np.diff(found.indentation) > -1e-12)


def test_one_time_creeps_as_its_closed_form_says() -> None:
    """Linear: d(t) = 1 + g1 / (1 - g1) (1 - exp(-t (1 - g1) / tau)), exact."""
    time = np.concatenate([[0.0], 1e-7 + np.linspace(0, 3, 1500)])
    force = np.ones(time.size)
    force[0] = 0.0
    found = press_by_force(time, force, lambda f: f, PronySeries.of([0.6], [0.7]))
    exact = 1 + 0.6 / 0.4 * -np.expm1(-time[1:] * 0.4 / 0.7)
    assert found.indentation[1:] == pytest.approx(exact, rel=2e-3)


def test_the_skin_lags_behind_a_force_that_is_taken_away_and_work_is_lost() -> None:
    time, force = up_hold_down()
    found = press_by_force(time, force, into_ball, SOFT)
    assert found.indentation[-1] > 0.1 * found.indentation.max()
    assert found.lost_energy > 0.0


@pytest.mark.parametrize(
    ("time", "force", "said"),
    [
        ([0, 1, 1], [0, 1, 1], "rise"),
        ([0, 1], [1, 1], "starts at 0"),
        ([0, 1], [0, -1], "never negative"),
        ([0, 1, 2, 3], [0, 2, 1, 2], "rises again"),
        ([0, 1], [0, 1, 2], "pairs"),
    ],
)
def test_a_force_that_can_not_be_is_refused(
    time: list[float], force: list[float], said: str
) -> None:
    with pytest.raises(InvalidValueError, match=said):
        press_by_force(time, force, into_ball, SOFT)
