"""Surface compliance against closed forms."""

import numpy as np
import pytest

from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.layered import solve_layers, surface_compliance

MODULUS, THICKNESS = 15e3, 0.01
SEVEN_DECADES = np.logspace(-1, 6, 57)


@pytest.mark.parametrize("nu", [0.0, 0.3, 0.45, 0.495, 0.5])
def test_a_half_space_gives_way_as_one_minus_nu_over_g_k(nu: float) -> None:
    """C(k) = (1 - nu) / (G k), exact, over seven decades."""
    stack = LayerStack.of([THICKNESS], [MODULUS], [nu], base="half_space")
    G = MODULUS / (2 * (1 + nu))
    exact = (1 - nu) / (G * SEVEN_DECADES)
    found = surface_compliance(stack, SEVEN_DECADES)[0]
    assert np.max(np.abs(found / exact - 1)) < 1e-10


@pytest.mark.parametrize("nu", [0.0, 0.3, 0.45, 0.495, 0.5])
def test_a_bonded_layer_follows_its_closed_form(nu: float) -> None:
    """Layer bonded to bone, any nu, with q = 3 - 4 nu and t = k h (Johnson):

    C = (1 - nu) / (G k) (2 q sinh 2t - 4 t) / (2 q cosh 2t + 1 + q^2 + 4 t^2).
    """
    t = np.logspace(-0.5, 1.5, 41)
    q, G = 3 - 4 * nu, MODULUS / (2 * (1 + nu))
    above, below = 2 * q * np.sinh(2 * t) - 4 * t, 2 * q * np.cosh(2 * t) + 1 + q * q
    exact = (1 - nu) * THICKNESS / (G * t) * above / (below + 4 * t * t)
    stack = LayerStack.of([THICKNESS], [MODULUS], [nu])
    found = surface_compliance(stack, t / THICKNESS)[0]
    assert np.max(np.abs(found / exact - 1)) < 1e-10


@pytest.mark.parametrize("base", ["rigid", "half_space"])
@pytest.mark.parametrize("nu", [0.3, 0.495])
def test_one_layer_split_in_three_is_still_one_layer(base: str, nu: float) -> None:
    k = np.logspace(1, 4, 31)
    one = LayerStack.of([THICKNESS], [MODULUS], [nu], base=base)
    parts = LayerStack.of(
        [0.2 * THICKNESS, 0.5 * THICKNESS, 0.3 * THICKNESS],
        [MODULUS] * 3,
        [nu] * 3,
        base=base,
    )
    ratio = surface_compliance(parts, k) / surface_compliance(one, k)
    assert np.max(np.abs(ratio - 1)) < 1e-10


@pytest.mark.parametrize("nu", [0.3, 0.495])
def test_displacement_and_strain_in_a_half_space_fall_as_the_closed_form(
    nu: float,
) -> None:
    """w = (1 - nu + kz / 2) exp(-kz) / (G k) and dw/dz, exact."""
    k, place = np.array([200.0]), 0.7
    stack = LayerStack.of([THICKNESS], [MODULUS], [nu], base="half_space")
    solution = solve_layers(stack, k)
    G, kz = MODULUS / (2 * (1 + nu)), k[0] * place * THICKNESS
    w = (1 - nu + kz / 2) * np.exp(-kz) / (G * k[0])
    slope = -(0.5 - nu + kz / 2) * np.exp(-kz) / G
    assert solution.displacement(0, place)[0, 0] == pytest.approx(w, rel=1e-12)
    assert solution.strain(0, place)[0, 0] == pytest.approx(slope, rel=1e-12)


def test_strain_is_the_slope_of_displacement_in_every_layer() -> None:
    stack = LayerStack.of(
        [1.5e-3, 5e-3, 0.8e-3, 30e-3], [1e5, 6e3, 1e6, 1.5e4], [0.495] * 4
    )
    solution = solve_layers(stack, [30.0, 300.0, 1500.0])
    step = 1e-5
    for layer in range(4):
        h = stack.thickness[0, layer]
        rise = solution.displacement(layer, 0.5 + step)
        rise = rise - solution.displacement(layer, 0.5 - step)
        slope = rise / (2 * step * h)
        assert solution.strain(layer, 0.5) == pytest.approx(slope, rel=1e-6)


def test_displacement_is_continuous_across_interfaces_and_nothing_at_the_bone() -> None:
    stack = LayerStack.of([1.5e-3, 5e-3, 30e-3], [1e5, 6e3, 1.5e4], [0.495] * 3)
    solution = solve_layers(stack, [30.0, 300.0])
    for layer in range(2):
        above = solution.displacement(layer, 1.0)
        below = solution.displacement(layer + 1, 0.0)
        assert above == pytest.approx(below, rel=1e-10)
    surface = solution.displacement(0, 0.0)
    assert np.all(np.abs(solution.displacement(2, 1.0)) < 1e-10 * surface)


def test_no_layer_is_too_thick() -> None:
    """At kh = 1e5 the layers below the first are not felt, and nothing overflows."""
    stack = LayerStack.of([0.1, 0.1], [MODULUS, 1e9], [0.5, 0.3])
    found = surface_compliance(stack, [1e6])[0, 0]
    assert found == pytest.approx(0.5 / (MODULUS / 3 * 1e6), rel=1e-12)
