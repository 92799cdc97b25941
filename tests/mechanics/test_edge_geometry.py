"""How an edge stands on the skin, and how long it touches."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strigil.mechanics.edge_geometry import (
    FLANKLESS,
    contact_length,
    edge_clearance,
    edge_curvature,
)

RIGHT, HALF = np.pi / 2, np.pi / 4
lengths = st.floats(5e-3, 0.2)
depths = st.floats(1e-4, 0.02)


def test_upright_a_double_bevel_clears_the_skin_alike_on_both_sides() -> None:
    found = edge_clearance(RIGHT, "double", np.radians(60))
    assert found.near == pytest.approx(np.radians(60))
    assert found.far == pytest.approx(found.near)


def test_laying_an_edge_down_brings_its_near_flank_to_the_skin() -> None:
    upright = edge_clearance(RIGHT, "double", np.radians(60))
    tilted = edge_clearance(HALF, "double", np.radians(60))
    flat = edge_clearance(np.radians(30), "double", np.radians(60))
    assert tilted.near < upright.near
    assert flat.lies_flat
    assert not tilted.lies_flat


def test_a_single_bevel_keeps_its_flat_face_at_the_treatment_angle() -> None:
    assert edge_clearance(HALF, "single", HALF).near == pytest.approx(HALF)


def test_a_rod_has_no_flank() -> None:
    assert edge_clearance(HALF, "none", None) == FLANKLESS


def test_a_straight_edge_on_a_flat_site_touches_all_along() -> None:
    curvature = edge_curvature("straight", HALF)
    assert contact_length(0.04, curvature, 3e-3) == pytest.approx(0.04)


def test_a_convex_edge_on_a_round_limb_touches_less_than_on_a_flat_one() -> None:
    flat = edge_curvature("convex", HALF, plan_radius=0.05)
    limb = edge_curvature("convex", HALF, plan_radius=0.05, limb_radius=0.05)
    assert contact_length(0.08, limb, 4e-3) < contact_length(0.08, flat, 4e-3) < 0.08


def test_a_concave_edge_follows_a_limb_of_its_own_curve() -> None:
    curvature = edge_curvature("concave", RIGHT, plan_radius=0.05, limb_radius=0.05)
    assert curvature == pytest.approx(0.0)
    assert contact_length(0.06, curvature, 3e-3) == pytest.approx(0.06)


def test_a_curve_in_plan_counts_less_when_the_edge_is_laid_down() -> None:
    steep = edge_curvature("convex", RIGHT, plan_radius=0.05)
    flat = edge_curvature("convex", np.radians(30), plan_radius=0.05)
    assert flat == pytest.approx(steep / 2)


def test_a_knob_is_a_ball_of_its_radius_at_any_angle() -> None:
    assert edge_curvature("knob", HALF, radius=5e-3) == pytest.approx(200.0)


def test_a_contact_that_ends_on_the_edge_counts_two_thirds_of_its_length() -> None:
    """L = l (1 - kappa l^2 / 24 d) with l = sqrt(8 d / kappa) gives 2 l / 3."""
    curvature, depth = 100.0, 2e-3
    touching = np.sqrt(8 * depth / curvature)
    assert contact_length(1.0, curvature, depth) == pytest.approx(2 * touching / 3)


@given(lengths, st.floats(-200, 400), depths)
def test_contact_is_never_longer_than_the_edge_and_never_nothing(
    length: float, curvature: float, depth: float
) -> None:
    found = float(contact_length(length, curvature, depth))
    assert 0 < found <= length * (1 + 1e-12)


@given(lengths, st.floats(0.1, 400), depths)
def test_pressing_deeper_never_shortens_the_contact(
    length: float, curvature: float, depth: float
) -> None:
    shallow = float(contact_length(length, curvature, depth))
    deep = float(contact_length(length, curvature, 1.3 * depth))
    assert deep >= shallow * (1 - 1e-12)
