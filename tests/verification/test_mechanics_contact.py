"""Line contact against Hertz, Boussinesq and a table of other solvers' numbers."""

import numpy as np
import pytest
from scipy.special import j1

from strigil.mechanics.contact import line_contact
from strigil.mechanics.edge_profile import parabola
from strigil.mechanics.hertz import hertz_line, plane_modulus
from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.subsurface import (
    indentation_of,
    load_spectrum,
    strain_under_centre,
)
from strigil.mechanics.wave_grid import operator_of

MODULUS, NU = 10e3, 0.45


def half_space(nu: float = NU, thickness: float = 0.02) -> LayerStack:
    return LayerStack.of([thickness], [MODULUS], [nu], base="half_space")


@pytest.mark.parametrize("line_load", [1.0, 10.0, 60.0])
def test_on_one_tissue_the_contact_is_that_of_hertz(line_load: float) -> None:
    """a^2 = 4 P R / (pi E*) and p0 = 2 P / (pi a), within 0.5 %."""
    radius = 5e-3
    exact = hertz_line(line_load, radius, plane_modulus(MODULUS, NU))
    operator = operator_of(half_space())
    found = line_contact(operator, line_load, parabola(radius), cells=96)
    assert found.half_width[0] == pytest.approx(exact.half_width, rel=5e-3)
    assert found.peak_pressure[0] == pytest.approx(exact.peak_pressure, rel=5e-3)


def test_indentation_of_a_half_space_is_measured_from_its_datum() -> None:
    """w(0) - w(z) under Hertz's pressure by its exact transform 2 P J1(ka) / (ka)."""
    line_load, radius, datum = 10.0, 5e-3, 0.02
    a = hertz_line(line_load, radius, plane_modulus(MODULUS, NU)).half_width
    k = np.geomspace(1e-3, 1e6, 400_001)
    G = MODULUS / (2 * (1 + NU))
    below = (1 - NU + k * datum / 2) * np.exp(-k * datum)
    wave = 2 * line_load * j1(k * a) / (k * a)
    exact = np.trapezoid((1 - NU - below) / (G * k) * wave, k) / np.pi
    found = line_contact(operator_of(half_space()), line_load, parabola(radius))
    assert found.indentation[0] == pytest.approx(exact, rel=1e-3)


@pytest.mark.parametrize("length", [0.01, 0.04])
def test_below_a_short_edge_strain_is_the_sum_of_boussinesq_points(
    length: float,
) -> None:
    """w = (2 (1 - nu) / r + z^2 / r^3) / (4 pi G) for each part of the edge."""
    nu, load, place = 0.3, 10.0, 0.5
    operator = operator_of(half_space(nu))
    contact = line_contact(operator, load, parabola(2e-4))
    spectrum = load_spectrum(operator, contact, np.array([length]))
    found = strain_under_centre(operator, spectrum, [(0, place)])[0, 0]
    z, G, s = 0.02 * place, MODULUS / (2 * (1 + nu)), length / np.sqrt(2 * np.pi)
    y = np.linspace(-10 * s, 10 * s, 20_001)
    part = load * np.exp(-(y**2) / (2 * s**2))
    r = np.hypot(y, z)
    slope = -2 * (1 - nu) * z / r**3 + 2 * z / r**3 - 3 * z**3 / r**5
    exact = np.trapezoid(part * slope / (4 * np.pi * G), y)
    assert found == pytest.approx(exact, rel=0.01)


# Radius [mm], line load [N/mm], and the linear indentation [mm], strain at 12 mm and in
# the middle of the fat that an independent layered code and five finite-element codes
# agree on within 0.1 %.
LINEAR = [
    (1, 0.02, 2.11, -0.054, -0.22),
    (1, 0.05, 5.03, -0.133, -0.55),
    (1, 0.15, 12.84, -0.382, -1.34),
    (2, 0.05, 4.63, -0.131, -0.50),
    (2, 0.15, 10.88, -0.355, -0.99),
    (2, 0.25, 15.80, -0.545, -1.23),
    (3, 0.15, 9.76, -0.333, -0.79),
    (5, 0.15, 8.44, -0.300, -0.56),
    (5, 0.25, 12.05, -0.437, -0.64),
]


@pytest.mark.parametrize(("radius", "load", "depth", "target", "fat"), LINEAR)
def test_four_layers_agree_with_other_solvers(
    radius: float, load: float, depth: float, target: float, fat: float
) -> None:
    stack = LayerStack.of(
        [1.5e-3, 5e-3, 0.8e-3, 30e-3], [100e3, 6e3, 1e6, 15e3], [0.495] * 4
    )
    operator = operator_of(stack)
    contact = line_contact(operator, load * 1e3, parabola(radius * 1e-3))
    spectrum = load_spectrum(operator, contact, None)
    points = [(3, (12 - 7.3) / 30), (1, 0.5)]
    found = strain_under_centre(operator, spectrum, points)[0]
    assert contact.indentation[0] * 1e3 == pytest.approx(depth, rel=2e-3)
    assert found[0] == pytest.approx(target, abs=1.5e-3)
    assert found[1] == pytest.approx(fat, abs=6e-3)


def test_an_endless_edge_is_the_limit_of_a_long_one() -> None:
    stack = LayerStack.of([1.5e-3, 5e-3, 30e-3], [100e3, 6e3, 15e3], [0.495] * 3)
    operator = operator_of(stack)
    contact = line_contact(operator, 100.0, parabola(2e-3))
    long = load_spectrum(operator, contact, np.array([5.0]))
    endless = load_spectrum(operator, contact, None)
    assert indentation_of(operator, contact, long)[0] == pytest.approx(
        indentation_of(operator, contact, endless)[0], rel=1e-3
    )
