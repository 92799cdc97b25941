"""Round contact against exact solutions: ball, cone, thin and thick layers."""

import numpy as np
import pytest

from strigil.errors import InvalidValueError
from strigil.mechanics.edge_profile import circle, parabola, straight_flanks
from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.round_contact import round_contact, stress_below_centre

E = 15e3


def half_space(nu: float) -> LayerStack:
    return LayerStack.of([0.01], [E], [nu], base="half_space")


def reduced(nu: float) -> float:
    return E / (1 - nu * nu)


@pytest.mark.parametrize("nu", [0.0, 0.3, 0.5])
@pytest.mark.parametrize(("radius", "force"), [(5e-3, 1e-4), (5e-3, 1e-2), (0.1, 10.0)])
def test_a_paraboloid_follows_hertz(nu: float, radius: float, force: float) -> None:
    """Hertz: a^3 = 3 F R / 4 E*, d = a^2 / R, p0 = 3 F / 2 pi a^2, exact."""
    found = round_contact(half_space(nu), force, parabola(radius))
    a = (3 * force * radius / (4 * reduced(nu))) ** (1 / 3)
    assert found.contact_radius[0] == pytest.approx(a, rel=5e-3)
    assert found.indentation[0] == pytest.approx(a * a / radius, rel=5e-4)
    peak = 1.5 * force / (np.pi * a * a)
    assert found.peak_pressure[0] == pytest.approx(peak, rel=1e-3)
    assert found.mean_pressure[0] == pytest.approx(peak / 1.5, rel=1e-2)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.95])
def test_a_true_ball_follows_sneddon(share: float) -> None:
    """Sneddon 1965, ball of radius R, contact a:

    F = E* ((a^2 + R^2) / 2 ln((R + a) / (R - a)) - a R),
    d = a / 2 ln((R + a) / (R - a)), exact.
    """
    R, modulus = 5e-3, reduced(0.45)
    a = share * R
    log = np.log((R + a) / (R - a))
    force = modulus * ((a * a + R * R) / 2 * log - a * R)
    found = round_contact(half_space(0.45), force, circle(R))
    assert found.indentation[0] == pytest.approx(a / 2 * log, rel=1e-3)
    assert found.contact_radius[0] == pytest.approx(a, rel=5e-3)


@pytest.mark.parametrize("clearance_deg", [5.0, 30.0, 60.0])
def test_a_cone_follows_sneddon(clearance_deg: float) -> None:
    """Sneddon 1948: F = 2 E* d^2 / (pi tan t), a = 2 d / (pi tan t), exact."""
    modulus, d, t = reduced(0.3), 2e-3, np.radians(clearance_deg)
    force = 2 / np.pi * modulus * d * d / np.tan(t)
    found = round_contact(half_space(0.3), force, straight_flanks(t))
    assert found.indentation[0] == pytest.approx(d, rel=1e-3)
    assert found.contact_radius[0] == pytest.approx(2 * d / np.pi / np.tan(t), rel=5e-3)


def test_the_axis_under_a_ball_is_stressed_as_hertz_says() -> None:
    """sz = -p0 / (1 + z^2 / a^2); sr = -p0 ((1 + nu)(1 - z/a atan(a/z))
    - 1 / 2 (1 + z^2 / a^2)), Johnson 3.45, exact.
    """
    nu = 0.3
    found = round_contact(half_space(nu), 0.01, parabola(5e-3))
    a = (3 * 0.01 * 5e-3 / (4 * reduced(nu))) ** (1 / 3)
    p0 = 1.5 * 0.01 / (np.pi * a * a)
    t = np.array([0.2, 0.48, 1.0, 2.0])
    below = stress_below_centre(found, [(0, x * a / 0.01) for x in t])
    s_z = -p0 / (1 + t * t)
    s_r = -p0 * ((1 + nu) * (1 - t * np.arctan(1 / t)) - 0.5 / (1 + t * t))
    assert below.normal_stress[0] == pytest.approx(s_z, rel=3e-3)
    assert below.radial_stress[0] == pytest.approx(s_r, rel=1e-2, abs=2e-3 * p0)
    assert below.shear_stress[0, 1] == pytest.approx(0.31 * p0, rel=5e-3)
    strain = (s_z - 2 * nu * s_r) / E
    assert below.strain[0] == pytest.approx(strain, rel=5e-3)


@pytest.mark.parametrize("base", ["rigid", "smooth"])
def test_a_layer_much_thicker_than_the_contact_is_a_half_space(base: str) -> None:
    deep = LayerStack.of([2.0], [E], [0.45], base=base)
    layer = round_contact(deep, 1e-3, parabola(5e-3))
    space = round_contact(half_space(0.45), 1e-3, parabola(5e-3))
    assert layer.indentation == pytest.approx(space.indentation, rel=3e-3)


@pytest.mark.parametrize("base", ["rigid", "smooth"])
def test_a_compressible_film_is_a_bed_of_springs(base: str) -> None:
    """a >> h: p = M (d - r^2 / 2R) / h, so F = pi M a^4 / 4 R h, d = a^2 / 2R,
    with M the oedometric modulus where the film is bonded, and E / (1 - nu^2) where it
    may spread on smooth bone; exact in the limit.
    """
    nu, h, R, force = 0.2, 1e-4, 0.05, 0.05
    bonded = E * (1 - nu) / ((1 + nu) * (1 - 2 * nu))
    M = bonded if base == "rigid" else reduced(nu)
    film = LayerStack.of([h], [E], [nu], base=base)
    found = round_contact(film, force, parabola(R))
    a = (4 * R * h * force / (np.pi * M)) ** 0.25
    assert a / h > 20
    assert found.indentation[0] == pytest.approx(a * a / (2 * R), rel=1e-2)
    assert found.contact_radius[0] == pytest.approx(a, rel=2e-2)


def test_one_layer_split_in_three_is_still_one_layer_under_a_ball() -> None:
    whole = LayerStack.of([0.01], [E], [0.49])
    parts = LayerStack.of([0.002, 0.005, 0.003], [E] * 3, [0.49] * 3)
    one = round_contact(whole, 0.5, parabola(0.01))
    three = round_contact(parts, 0.5, parabola(0.01))
    assert three.indentation == pytest.approx(one.indentation, rel=5e-4)


def test_a_thinner_layer_on_bone_gives_way_less() -> None:
    ways = [
        round_contact(
            LayerStack.of([h], [E], [0.495]), 0.5, parabola(0.01)
        ).indentation[0]
        for h in (0.1, 0.03, 0.01, 0.003, 0.001)
    ]
    assert np.all(np.diff(ways) < 0)


def test_samples_are_solved_as_if_each_were_alone() -> None:
    stack = LayerStack.of([[0.01], [0.02]], [[E], [2 * E]], [[0.4], [0.5]])
    both = round_contact(stack, [0.1, 0.3], parabola([4e-3, 8e-3]))
    for i, (h, modulus, nu, force, radius) in enumerate(
        [(0.01, E, 0.4, 0.1, 4e-3), (0.02, 2 * E, 0.5, 0.3, 8e-3)]
    ):
        alone = round_contact(
            LayerStack.of([h], [modulus], [nu]), force, parabola(radius)
        )
        assert both.indentation[i] == pytest.approx(alone.indentation[0], rel=1e-3)


def test_pressure_never_pulls_and_surfaces_never_overlap() -> None:
    stack = LayerStack.of([1.5e-3, 5e-3, 0.03], [1e5, 6e3, 1.5e4], [0.495] * 3)
    found = round_contact(stack, 2.0, parabola(6e-3))
    assert np.all(found.pressure >= -1e-6 * found.peak_pressure)
    assert np.all(found.gap >= -1e-6 * found.indentation)
    force = np.sum(found.pressure * np.pi * 2 * found.radius * 2 * found.radius[:, :1])
    assert force == pytest.approx(2.0, rel=1e-9)


@pytest.mark.parametrize("force", [0.0, -1.0, float("nan")])
def test_a_force_that_can_not_press_is_refused(force: float) -> None:
    with pytest.raises(InvalidValueError, match="positive"):
        round_contact(half_space(0.3), force, parabola(0.01))


def test_a_flat_profile_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="rise"):
        round_contact(half_space(0.3), 1.0, lambda x: np.zeros_like(x))
