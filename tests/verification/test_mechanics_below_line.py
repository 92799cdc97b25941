"""Stress below line contact against exact solutions."""

import numpy as np
import pytest

from strigil.errors import InvalidValueError
from strigil.mechanics.contact import line_contact
from strigil.mechanics.edge_profile import parabola
from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.line_field import stress_below_line

E, NU, H = 15e3, 0.3, 0.01
SPACE = LayerStack.of([H], [E], [NU], base="half_space")
LOAD, RADIUS = 20.0, 3e-3


def test_the_axis_under_a_hertz_line_is_stressed_as_johnson_says() -> None:
    """sz = -p0 / s, sx = -p0 ((1 + 2 t^2) / s - 2 t), s = sqrt(1 + t^2), t = z / a.

    tau = p0 (t - t^2 / s), at most 0.30 p0 at t = 0.78. Exact.
    """
    contact = line_contact(SPACE, LOAD, parabola(RADIUS))
    a = np.sqrt(4 * LOAD * RADIUS * (1 - NU**2) / (np.pi * E))
    p0 = 2 * LOAD / (np.pi * a)
    t = np.array([0.2, 0.5, 0.78, 1.5, 3.0])
    found = stress_below_line(SPACE, contact, [(0, z * a / H) for z in t])
    s = np.sqrt(1 + t * t)
    s_z, s_x = -p0 / s, -p0 * ((1 + 2 * t * t) / s - 2 * t)
    assert found.normal_stress[0, :, 0] == pytest.approx(s_z, rel=3e-3)
    assert found.lateral_stress[0, :, 0] == pytest.approx(s_x, rel=5e-3, abs=1e-3 * p0)
    assert found.shear_stress[0, :, 0] == pytest.approx(0.0, abs=1e-12 * p0)
    assert found.largest_shear[0, 2, 0] == pytest.approx(0.30 * p0, rel=5e-3)
    strain = ((1 - NU**2) * s_z - NU * (1 + NU) * s_x) / E
    assert found.strain[0, :, 0] == pytest.approx(strain, rel=5e-3)


def test_far_below_a_narrow_contact_the_stress_is_flamants() -> None:
    """With c = -2 P / (pi r^4): sz = c z^3, sx = c x^2 z, txz = c x z^2.

    Exact for a line load; the contact is 50 times narrower than it is deep.
    """
    load = 0.02
    contact = line_contact(SPACE, load, parabola(1e-4))
    z = 50 * contact.half_width[0]
    x = np.array([0.0, 0.5, 1.0, -2.0]) * z
    found = stress_below_line(SPACE, contact, [(0, z / H)], x)
    common = -2 * load / (np.pi * (x * x + z * z) ** 2)
    assert found.normal_stress[0, 0] == pytest.approx(common * z**3, rel=3e-3)
    scale = 2 * load / (np.pi * z)
    assert found.lateral_stress[0, 0] / scale == pytest.approx(
        common * x * x * z / scale, abs=1e-3
    )
    assert found.shear_stress[0, 0] / scale == pytest.approx(
        common * x * z * z / scale, abs=1e-3
    )


def test_each_level_of_a_stack_carries_the_whole_load() -> None:
    """The integral of sz over a plane is minus the line load, exact."""
    stack = LayerStack.of(
        [1.5e-3, 5e-3, 0.8e-3, 30e-3], [1e5, 6e3, 1e6, 1.5e4], [0.495] * 4
    )
    contact = line_contact(stack, LOAD, parabola(RADIUS))
    x = np.linspace(-0.25, 0.25, 1501)
    found = stress_below_line(stack, contact, [(0, 0.9), (1, 0.5), (3, 0.3)], x)
    carried = -np.trapezoid(found.normal_stress[0], x, axis=-1)
    assert carried == pytest.approx(LOAD, rel=2e-3)


def test_the_surface_itself_is_refused() -> None:
    contact = line_contact(SPACE, LOAD, parabola(RADIUS))
    with pytest.raises(InvalidValueError, match="depth 0"):
        stress_below_line(SPACE, contact, [(0, 0.0)])
