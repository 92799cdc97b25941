"""Layers on bone much thinner than the contact is wide, against their limits.

A film of thickness h under p(x): compressible it is a bed of springs of the oedometric
modulus M; keeping its volume, bonded below and free to slide above, it is squeezed out
sideways, (h^3 / 3 G) div grad p = -w (Johnson 1985, 5.8). Both are limits.
"""

import numpy as np
import pytest

from strigil.mechanics import (
    LayerStack,
    line_contact,
    parabola,
    round_contact,
    stress_below_line,
)

E, R, H = 10e3, 1.0, 1e-3
G = E / 3.0


def film(nu: float) -> LayerStack:
    return LayerStack.of([H], [E], [nu])


@pytest.mark.parametrize("wide", [20, 100, 300])
def test_a_line_on_a_compressible_film_rests_on_springs(wide: int) -> None:
    """p = M (d - x^2 / 2R) / h: P = 2 M a^3 / 3 R h, d = a^2 / 2R, p0 = M d / h."""
    nu, a = 0.3, wide * H
    M = E * (1 - nu) / ((1 + nu) * (1 - 2 * nu))
    stack = film(nu)
    found = line_contact(stack, 2 * M * a**3 / (3 * R * H), parabola(R))
    assert found.half_width[0] == pytest.approx(a, rel=1e-2)
    assert found.indentation[0] == pytest.approx(a**2 / (2 * R), rel=2e-3)
    assert found.peak_pressure[0] == pytest.approx(M * a**2 / (2 * R * H), rel=2e-3)
    below = stress_below_line(stack, found, [(0, 0.5)])
    assert below.normal_stress[0, 0, 0] == pytest.approx(-found.pressure[0, 0], 1e-3)
    assert below.strain[0, 0, 0] == pytest.approx(-found.indentation[0] / H, rel=2e-3)


@pytest.mark.parametrize("wide", [100, 150])
def test_a_line_on_a_film_that_keeps_its_volume_squeezes_it_out(wide: int) -> None:
    """p = G (a^2 - x^2)^2 / 8 R h^3: P = 2 G a^5 / 15 R h^3, d = a^2 / 6R."""
    a = wide * H
    found = line_contact(film(0.5), 2 * G * a**5 / (15 * R * H**3), parabola(R))
    assert found.half_width[0] == pytest.approx(a, rel=3e-2)
    assert found.indentation[0] == pytest.approx(a**2 / (6 * R), rel=1e-2)
    assert found.peak_pressure[0] == pytest.approx(G * a**4 / (8 * R * H**3), rel=1e-2)


@pytest.mark.parametrize("wide", [50, 100])
def test_a_ball_on_a_film_that_keeps_its_volume_squeezes_it_out(wide: int) -> None:
    """p = 3 G (a^2 - r^2)^2 / 32 R h^3: F = pi G a^6 / 32 R h^3, d = a^2 / 4R, which is
    F = (2 pi / 3) E R^2 d^3 / h^3 (Chadwick 2002).
    """
    a = wide * H
    found = round_contact(film(0.5), np.pi * G * a**6 / (32 * R * H**3), parabola(R))
    assert found.contact_radius[0] == pytest.approx(a, rel=4e-2)
    assert found.indentation[0] == pytest.approx(a**2 / (4 * R), rel=5e-3)
    peak = 3 * G * a**4 / (32 * R * H**3)
    assert found.peak_pressure[0] == pytest.approx(peak, rel=5e-3)


@pytest.mark.parametrize("share", [0.1, 0.2, 0.3])
def test_a_ball_on_a_thick_film_that_keeps_its_volume_follows_the_series(
    share: float,
) -> None:
    """With c = sqrt(R d) / h, bonded (Garcia and Garcia 2018, recalled):
    F = 16/9 E R^(1/2) d^(3/2) (1 + 1.133 c + 1.497 c^2 + 1.469 c^3 + 0.755 c^4).
    """
    ball = 5 * H
    d = (share * H) ** 2 / ball
    series = np.polyval([0.755, 1.469, 1.497, 1.133, 1.0], share)
    force = 16 / 9 * E * np.sqrt(ball) * d**1.5 * series
    found = round_contact(film(0.5), force, parabola(ball))
    assert found.indentation[0] == pytest.approx(d, rel=1.5e-3)


def test_cells_and_waves_grow_with_the_contact_and_samples_stay_alone() -> None:
    stack = LayerStack.of([[H], [20 * H]], [[E], [E]], [[0.4], [0.4]])
    both = line_contact(stack, 2e4, parabola(R))
    for row in (0, 1):
        alone = line_contact(stack.take(np.array([row])), 2e4, parabola(R))
        assert both.indentation[row] == pytest.approx(alone.indentation[0], rel=2e-3)
