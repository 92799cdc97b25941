"""Slip, springs, sideways loads and stresses in a stack, against exact solutions."""

import numpy as np
import pytest

from strigil.errors import InvalidValueError
from strigil.mechanics.layer_stack import Interface, LayerStack
from strigil.mechanics.layered import solve_layers, surface_compliance

MODULUS, THICKNESS = 15e3, 0.01
DECADES = np.logspace(-1, 6, 29)
SKIN = ([1.5e-3, 5e-3, 0.8e-3, 30e-3], [1e5, 6e3, 1e6, 1.5e4], [0.495] * 4)


@pytest.mark.parametrize("nu", [0.0, 0.3, 0.45, 0.5])
def test_a_layer_on_smooth_bone_follows_its_closed_form(nu: float) -> None:
    """Layer on a frictionless rigid base (Johnson), t = k h, exact:

    C = (1 - nu) / (G k) (cosh 2t - 1) / (sinh 2t + 2t).
    """
    t = np.logspace(-1.5, 1.4, 41)
    G = MODULUS / (2 * (1 + nu))
    exact = (1 - nu) * THICKNESS / (G * t)
    exact *= (np.cosh(2 * t) - 1) / (np.sinh(2 * t) + 2 * t)
    stack = LayerStack.of([THICKNESS], [MODULUS], [nu], base="smooth")
    found = surface_compliance(stack, t / THICKNESS)[0]
    assert np.max(np.abs(found / exact - 1)) < 1e-10


@pytest.mark.parametrize("nu", [0.0, 0.3, 0.45])
def test_an_uncoupled_layer_on_a_stiff_layer_is_a_layer_on_smooth_bone(
    nu: float,
) -> None:
    """Free slip over a nearly rigid layer tends to the smooth rigid base, exact."""
    k = np.logspace(1, 3.5, 31)
    smooth = LayerStack.of([THICKNESS], [MODULUS], [nu], base="smooth")
    loose = LayerStack.of(
        [THICKNESS, THICKNESS],
        [MODULUS, MODULUS * 1e9],
        [nu, nu],
        interfaces=[Interface.free_slip()],
    )
    ratio = surface_compliance(loose, k) / surface_compliance(smooth, k)
    assert np.max(np.abs(ratio - 1)) < 1e-7


def test_two_equal_layers_that_slip_are_split_by_symmetry() -> None:
    """Two half waves on a plane of symmetry: a slipping cut of a layer on a smooth
    base carries no shear, so that a layer whose middle plane has none may be cut.

    A plate of thickness 2h pressed from both sides has no shear and no vertical
    displacement in its middle plane: its half is a layer on smooth bone, exact.
    """
    k = np.logspace(1, 3, 21)
    half = LayerStack.of([THICKNESS], [MODULUS], [0.3], base="smooth")
    very_thin = LayerStack.of(
        [THICKNESS, THICKNESS * 1e-9],
        [MODULUS, MODULUS],
        [0.3, 0.3],
        interfaces=[Interface.free_slip()],
    )
    ratio = surface_compliance(very_thin, k) / surface_compliance(half, k)
    assert np.max(np.abs(ratio - 1)) < 1e-6


@pytest.mark.parametrize("nu", [0.0, 0.3, 0.45, 0.5])
def test_a_half_space_pushed_sideways_follows_cerruti(nu: float) -> None:
    """Line Cerruti: u = (1 - nu) / (G k), w = -(1 - 2 nu) / (2 G k), exact."""
    stack = LayerStack.of([THICKNESS], [MODULUS], [nu], base="half_space")
    G = MODULUS / (2 * (1 + nu))
    pushed = solve_layers(stack, DECADES, traction="tangential")
    along, down = (1 - nu) / (G * DECADES), -(1 - 2 * nu) / (2 * G * DECADES)
    assert pushed.lateral_displacement(0, 0.0)[0] == pytest.approx(along, rel=1e-10)
    scale = along.max()
    assert pushed.displacement(0, 0.0)[0] / scale == pytest.approx(
        down / scale, abs=1e-12
    )


def test_a_layer_pushed_by_a_long_wave_shears_like_a_block() -> None:
    """u = q h / G for k h to 0, exact."""
    G = MODULUS / (2 * 1.3)
    stack = LayerStack.of([THICKNESS], [MODULUS], [0.3])
    pushed = solve_layers(stack, [1e-4 / THICKNESS], traction="tangential")
    found = pushed.lateral_displacement(0, 0.0)[0, 0]
    assert found == pytest.approx(THICKNESS / G, rel=1e-6)


@pytest.mark.parametrize("base", ["rigid", "smooth", "half_space"])
def test_what_pressure_moves_sideways_a_push_moves_down(base: str) -> None:
    """Betti's law: the two cross compliances are each other's transpose.

    Under cos and sin waves that is w(push) = u(pressure) for any stack, exact.
    """
    joins = [Interface(1e-7), Interface(), Interface.free_slip()]
    stack = LayerStack.of(*SKIN, base=base, interfaces=joins)
    k = np.logspace(1, 4, 31)
    pressed = solve_layers(stack, k).lateral_displacement(0, 0.0)
    pushed = solve_layers(stack, k, traction="tangential").displacement(0, 0.0)
    scale = np.abs(pressed).max()
    assert pushed / scale == pytest.approx(pressed / scale, abs=1e-10)


@pytest.mark.parametrize("traction", ["normal", "tangential"])
def test_stresses_in_a_half_space_fall_as_the_closed_form(traction: str) -> None:
    """Pressure: sz = -(1 + kz) e, sx = -(1 - kz) e, txz = -kz e with e = exp(-kz).

    Push: txz = -(1 - kz) e, sz = kz e, sx = (2 - kz) e. Exact, any nu.
    """
    k, place = 200.0, 0.7
    kz = k * place * THICKNESS
    e = np.exp(-kz)
    exact = {
        "normal": (-(1 + kz) * e, -(1 - kz) * e, -kz * e),
        "tangential": (kz * e, (2 - kz) * e, -(1 - kz) * e),
    }[traction]
    for nu in (0.2, 0.5):
        stack = LayerStack.of([THICKNESS], [MODULUS], [nu], base="half_space")
        found = solve_layers(stack, [k], traction=traction)
        stresses = [
            float(f(0, place)[0, 0])
            for f in (found.normal_stress, found.lateral_stress, found.shear_stress)
        ]
        assert np.abs(stresses) == pytest.approx(np.abs(exact), rel=1e-10)
        assert stresses[0] == pytest.approx(exact[0], rel=1e-10)


def test_traction_and_displacement_cross_a_bonded_interface_unbroken() -> None:
    found = solve_layers(LayerStack.of(*SKIN), [50.0, 500.0], traction="tangential")
    for layer in range(3):
        for each in (
            found.displacement,
            found.lateral_displacement,
            found.normal_stress,
            found.shear_stress,
        ):
            assert each(layer, 1.0) == pytest.approx(each(layer + 1, 0.0), rel=1e-7)


def test_a_spring_jumps_by_compliance_times_traction() -> None:
    join = Interface.spring(shear_stiffness=3e6, normal_stiffness=2e7)
    stack = LayerStack.of([1e-3, 9e-3], [1e5, 1e4], [0.4, 0.49], interfaces=[join])
    found = solve_layers(stack, [100.0, 900.0])
    slid = found.lateral_displacement(1, 0.0) - found.lateral_displacement(0, 1.0)
    opened = found.displacement(1, 0.0) - found.displacement(0, 1.0)
    assert slid == pytest.approx(found.shear_stress(0, 1.0) / 3e6, rel=1e-9)
    assert opened == pytest.approx(found.normal_stress(0, 1.0) / 2e7, rel=1e-9)


def test_springs_run_from_bonded_to_free_slip() -> None:
    k = np.logspace(1.5, 3.5, 15)

    def compliance(join: Interface) -> np.ndarray:
        stack = LayerStack.of(
            [2e-3, 20e-3], [5e4, 1e4], [0.49, 0.49], interfaces=[join]
        )
        return surface_compliance(stack, k)

    bonded, slipping = compliance(Interface()), compliance(Interface.free_slip())
    assert compliance(Interface(1e-14)) == pytest.approx(bonded, rel=1e-6)
    assert compliance(Interface(1e6)) == pytest.approx(slipping, rel=1e-6)
    between = compliance(Interface(1e-6))
    assert np.all(bonded < between)
    assert np.all(between < slipping)


def test_a_layer_that_slips_never_stiffens_the_stack() -> None:
    k = np.logspace(1, 4, 31)
    bonded = surface_compliance(LayerStack.of(*SKIN), k)
    for place in range(3):
        joins = [Interface()] * 3
        joins[place] = Interface.free_slip()
        loose = surface_compliance(LayerStack.of(*SKIN, interfaces=joins), k)
        assert np.all(loose >= bonded * (1 - 1e-9))


def test_an_interface_too_few_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="4 layers have 3 interfaces"):
        LayerStack.of(*SKIN, interfaces=[Interface()])


@pytest.mark.parametrize("given", [{"sliding": -1.0}, {"opening": float("nan")}])
def test_an_interface_that_can_not_be_is_refused(given: dict[str, float]) -> None:
    with pytest.raises(InvalidValueError, match="0 or more"):
        Interface(**given)
