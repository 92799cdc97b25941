"""Stress below a contact: balance of forces, the material law, intervals."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strigil.catalogue import (
    BodySite,
    TreatmentEdge,
    all_of,
    one_of,
    sourced_tables,
)
from strigil.mechanics import (
    Hand,
    LayerStack,
    SiteStress,
    contact_by_hand,
    contact_of_edge,
    line_contact,
    parabola,
    stress_below_line,
)
from strigil.mechanics.edge_contact import edge_indenter, pressed_on
from strigil.mechanics.sampled_site import Question, SampledContact, SampledSite
from strigil.mechanics.site_stress import stress_of_samples
from strigil.mechanics.spread_load import SpreadLoad, shear_of_law, stress_across
from strigil.mechanics.wave_grid import operator_of

CONVEX = one_of(TreatmentEdge, "multi_curve_medium.convex")
CALF = one_of(BodySite, "calf")
LAYERS = LayerStack.of(
    [1.5e-3, 5e-3, 0.8e-3, 30e-3], [1e5, 6e3, 1e6, 15e3], [0.495] * 4
)
LOAD, WIDTH = np.array([100.0]), np.array([2.5e-3])


def hertz(length: np.ndarray | None = None) -> SpreadLoad:
    return SpreadLoad(LOAD, WIDTH, 2.0 * LOAD / (np.pi * WIDTH), length)


def stress(force: float = 6.0, **changed: object) -> SiteStress:
    question = {"edge": CONVEX, "site": CALF, "samples": 24, **changed}
    edge, site = question.pop("edge"), question.pop("site")
    found = contact_of_edge(edge, site, force=force, with_stress=True, **question)
    assert found.stress is not None
    return found.stress


def drawn(samples: int = 24) -> tuple[SampledSite, SampledContact]:
    question = Question(CONVEX.id, CALF, 6.0, math.pi / 4, diseased=False)
    return pressed_on(
        question, lambda site: edge_indenter(CONVEX, site), samples=samples, seed=0
    )


@pytest.mark.parametrize("point", [(0, 0.5), (1, 0.5), (2, 0.5), (3, 0.2), (3, 0.8)])
@pytest.mark.parametrize("thinned", [None, 0.6])
def test_stress_across_adds_up_to_the_load_at_every_depth(
    point: tuple[int, float], thinned: float | None
) -> None:
    reach = 0.04 if point[0] == 0 else 0.14
    x = np.linspace(-reach, reach, 4001)
    share = None if thinned is None else np.full((1, 1), thinned)
    found = stress_across(operator_of(LAYERS), hertz(), [point], thinned=share, x=x)
    assert np.trapezoid(found[0, 0], x) == pytest.approx(-LOAD[0], rel=0.015)


def test_stress_on_a_deep_homogeneous_site_is_that_of_hertz() -> None:
    """On the axis of Hertz's line contact sz = -p0 / sqrt(1 + (z/a)^2), exact."""
    stack = LayerStack.of([1e-3, 0.02], [1e4] * 2, [0.495] * 2, base="half_space")
    a, peak = WIDTH[0], 2.0 * LOAD[0] / (np.pi * WIDTH[0])
    for z in (1e-3, 4e-3, 1e-2):
        found = stress_across(operator_of(stack), hertz(), [(1, (z - 1e-3) / 0.02)])
        found = found[0, 0, 0]
        assert found == pytest.approx(-peak / math.hypot(1.0, z / a), rel=0.005)


def test_small_loads_give_the_linear_stress() -> None:
    contact = line_contact(LAYERS, 0.5, parabola(3e-3))
    load = SpreadLoad(contact.line_load, contact.half_width, contact.peak_pressure)
    points = [(0, 0.5), (1, 0.5), (2, 0.5), (3, 0.3)]
    linear = stress_below_line(LAYERS, contact, points).normal_stress[0, :, 0]
    found = stress_across(operator_of(LAYERS), load, points)[0, :, 0]
    assert found == pytest.approx(linear, rel=0.02)


def test_a_very_long_edge_is_an_endless_one_and_a_short_one_reaches_less_deep() -> None:
    operator, points = operator_of(LAYERS), [(3, 0.3)]
    endless = stress_across(operator, hertz(), points)[0, 0, 0]
    long = stress_across(operator, hertz(np.array([5.0])), points)[0, 0, 0]
    short = stress_across(operator, hertz(np.array([0.02])), points)[0, 0, 0]
    assert long == pytest.approx(endless, rel=0.01)
    assert endless < short < 0.0


def test_layers_pressed_thinner_above_carry_the_load_outwards() -> None:
    operator, points = operator_of(LAYERS), [(1, 0.5)]
    whole = stress_across(operator, hertz(), points)[0, 0, 0]
    thin = stress_across(operator, hertz(), points, thinned=np.full((1, 1), 0.5))
    assert whole < thin[0, 0, 0] < 0.0


@given(st.floats(-0.8, 2.0), st.floats(0.0, 2.0))
def test_shear_of_a_block_is_the_derivative_of_its_energy(
    strain: float, b: float
) -> None:
    """Half of l W'(l), W = mu / 2b (exp(b (l^2 + l^-2 - 2)) - 1): exact."""
    mu, step = 1e4, 1e-6
    found = float(shear_of_law(np.array(mu), np.array(b), np.array(strain)))

    def energy(stretch: float) -> float:
        more = stretch**2 + stretch**-2 - 2.0
        return mu / 2.0 * (more if b < 1e-6 else math.expm1(b * more) / b)

    length = 1.0 + strain
    slope = (energy(length * (1 + step)) - energy(length * (1 - step))) / (2 * step)
    if b * (length**2 + length**-2 - 2.0) < 25.0:
        assert found == pytest.approx(abs(slope) / 2.0, rel=1e-3, abs=1.0)


def test_shear_at_small_strain_is_twice_the_shear_modulus_times_strain() -> None:
    found = shear_of_law(np.array(1e4), np.array(3.0), np.array(-1e-5))
    assert float(found) == pytest.approx(0.2, rel=1e-3)


@settings(max_examples=15, deadline=None)
@given(
    st.sampled_from(sorted(all_of(BodySite))),
    st.floats(0.5, 40.0),
    st.booleans(),
)
def test_no_site_or_force_gives_an_impossible_stress(
    site: str, force: float, diseased: bool
) -> None:
    found = stress(force, site=one_of(BodySite, site), diseased=diseased, samples=8)
    for one in (*found.layers, found.target):
        assert one.across.low <= one.across.value <= one.across.high < 0.0
        if one.shear is not None:
            assert 0.0 < one.shear.low <= one.shear.value <= one.shear.high
    unknown = [layer.name for layer in found.layers if layer.shear is None]
    if unknown:
        assert found.largest_shear is found.shear_layer is found.shear_share is None
        assert all(name in found.warnings[0] for name in unknown)
        return
    assert found.largest_shear.value >= max(s.shear.low for s in found.layers)
    assert 0.0 < found.shear_share <= 1.0
    assert math.isfinite(found.largest_shear.high)


@pytest.mark.parametrize("force", [6.0, 20.0, 60.0, 200.0])
@pytest.mark.parametrize("hand", [None, "thumb"])
def test_no_shear_far_above_all_pressure_is_told(
    force: float, hand: Hand | None
) -> None:
    """A tendon pressed with 200 N was once told to be sheared by up to 2e12 Pa."""
    site = one_of(BodySite, "achilles_midportion")
    asked = {"force": force, "samples": 60, "with_stress": True}
    if hand is None:
        edge = one_of(TreatmentEdge, "scanner.convex")
        found = contact_of_edge(edge, site, **asked)
    else:
        found = contact_by_hand(hand, site, **asked)
    most = 1.5 * sourced_tables("stress.toml")["range"]["beyond_pressure"].value
    for one in (*found.stress.layers, found.stress.target):
        if one.shear is not None:
            assert one.shear.high < most * found.peak_pressure.high


def test_stress_fades_with_depth_and_stays_below_the_contact_pressure() -> None:
    found = contact_of_edge(CONVEX, CALF, force=6.0, samples=60, with_stress=True)
    assert found.stress is not None
    across = [-layer.across.value for layer in found.stress.layers]
    assert across == sorted(across, reverse=True)
    assert across[0] < found.peak_pressure.value


def test_more_force_means_more_stress_in_the_target() -> None:
    light, firm = stress(2.0), stress(8.0)
    assert firm.target.across.value < light.target.across.value
    assert firm.target.shear.value > light.target.shear.value


def test_stress_is_given_only_where_it_is_asked_for_and_changes_nothing_else() -> None:
    bare = contact_of_edge(CONVEX, CALF, force=6.0, samples=24)
    full = contact_of_edge(CONVEX, CALF, force=6.0, samples=24, with_stress=True)
    assert bare.stress is None
    assert bare == replace(full, stress=None, profile=bare.profile)


def test_a_thumb_has_stress_too() -> None:
    found = contact_by_hand("thumb", CALF, force=6.0, samples=24, with_stress=True)
    assert found.stress is not None
    assert found.stress.target.across.high < 0.0


def with_fat_between(share: float) -> BodySite:
    """Return the calf with a fat layer known to within a share of its thickness."""
    layers = list(CALF.layers)
    fat = layers[1].thickness
    ends = {"low": fat.value * (1.0 - share), "high": fat.value * (1.0 + share)}
    layers[1] = replace(layers[1], thickness=replace(fat, **ends))
    return replace(CALF, layers=tuple(layers))


def test_a_layer_of_less_known_thickness_gives_a_wider_interval_of_stress() -> None:
    narrow = stress(site=with_fat_between(0.02), samples=100).target.across
    wide = stress(site=with_fat_between(0.7), samples=100).target.across
    assert wide.high - wide.low > 1.1 * (narrow.high - narrow.low)


def test_shear_that_can_not_be_is_left_out_and_told() -> None:
    site, contact = drawn()
    torn = contact.pressed.strain.copy()
    torn[:, 5:] = -0.97
    wild = SampledContact(contact.indenter, replace(contact.pressed, strain=torn))
    found = stress_of_samples(site, wild, seed=0)
    assert found.left_out[1:].min() > 0.5
    assert np.isnan(found.shear[:, 1:]).mean() > 0.5
