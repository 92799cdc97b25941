"""The section of a tilted edge: a round nose, two flanks, a body."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strigil.catalogue import sourced_table
from strigil.mechanics import rounded_wedge
from strigil.mechanics.edge_geometry import FLANKLESS, edge_clearance
from strigil.mechanics.edge_section import edge_section

RIGHT, HALF, WEDGE = np.pi / 2, np.pi / 4, np.radians(60)
STEEPEST = np.radians(85)
radii = st.floats(5e-4, 15e-3)


@given(radii, st.floats(0.01, 0.9))
def test_a_rod_is_a_true_circle(radius: float, share: float) -> None:
    x = share * radius
    found = float(edge_section([radius], FLANKLESS)(np.array([[x]]))[0, 0])
    assert found == pytest.approx(radius - np.sqrt(radius**2 - x**2), rel=3e-3)


@given(radii, st.floats(0.01, 0.95))
def test_upright_a_double_bevel_is_a_rounded_wedge_down_its_ground_face(
    radius: float, share: float
) -> None:
    face = sourced_table("edge_shape.toml")["bevel_face"].value
    x = share * (radius * np.sin(WEDGE) + face * np.cos(WEDGE))
    upright = edge_clearance(RIGHT, "double", np.radians(60))
    assert upright.near == pytest.approx(WEDGE)
    found = float(edge_section([radius], upright)(np.array([[x]]))[0, 0])
    assert found == pytest.approx(
        float(rounded_wedge(radius, WEDGE)(np.array([[x]]))[0, 0]), rel=5e-3
    )


@given(st.floats(5e-4, 6e-3), st.floats(np.radians(30), HALF), st.floats(1e-4, 0.04))
def test_laid_down_an_edge_is_never_higher_than_upright(
    radius: float, angle: float, place: float
) -> None:
    x = np.array([[place]])
    here = edge_section([radius], edge_clearance(angle, "double", WEDGE))(x)
    up = edge_section([radius], edge_clearance(RIGHT, "double", WEDGE))(x)
    assert here[0, 0] <= up[0, 0] * 1.005


@given(radii, st.floats(np.radians(15), RIGHT), st.sampled_from(["single", "double"]))
def test_an_edge_rises_outwards_on_both_sides_alike_however_far(
    radius: float, angle: float, bevel: str
) -> None:
    profile = edge_section([radius], edge_clearance(angle, bevel, HALF))
    x = np.linspace(0.0, 0.2, 400)[None]
    assert np.all(np.diff(profile(x)) > 0.0)
    assert profile(-x) == pytest.approx(profile(x))


def test_each_sample_has_the_nose_of_its_own_radius() -> None:
    both = edge_section([1e-3, 4e-3], FLANKLESS)(np.full((2, 1), 5e-4))
    assert both[0, 0] == pytest.approx(4 * both[1, 0], rel=0.1)


def test_the_two_flanks_count_by_the_mean_of_their_widths() -> None:
    """Beyond the ground face: the body on one side, the steepest flank on the other."""
    clearance = edge_clearance(np.radians(40), "single", np.radians(20))
    profile = edge_section([5e-4], clearance)
    high = float(profile(np.array([[0.05]]))[0, 0])
    far = profile(np.array([[0.06]]))[0, 0] - high
    mean = (1 / np.tan(clearance.body) + 1 / np.tan(STEEPEST)) / 2
    assert far == pytest.approx(0.01 / mean, rel=2e-3)
