"""What the instruments and their treatment edges must obey."""

import math
from collections import Counter

import pytest

from strigil.catalogue import (
    Instrument,
    Material,
    Sourced,
    TreatmentEdge,
    all_of,
    edges,
    one_of,
)

INSTRUMENTS = list(all_of(Instrument).values())
EDGES = list(edges().values())
MATERIALS = list(all_of(Material).values())
KNOBS = [edge for edge in EDGES if edge.form == "knob"]
CURVED = [edge for edge in EDGES if edge.plan_radius]
BEVELLED = [edge for edge in EDGES if edge.bevel_angle]


def name(item: Instrument | TreatmentEdge | Material) -> str:
    return item.id


def test_there_are_at_least_ten_instruments_and_thirty_edges() -> None:
    assert len(INSTRUMENTS) >= 10
    assert len(EDGES) >= 30


def test_there_are_metal_plastic_and_stone() -> None:
    materials = {instrument.material for instrument in INSTRUMENTS}
    assert {"stainless_steel", "titanium", "acetal", "nephrite_jade"} <= materials


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=name)
def test_an_instrument_is_of_a_material_that_is_listed(instrument: Instrument) -> None:
    assert one_of(Material, instrument.material)


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=name)
def test_an_edge_carries_the_name_of_its_instrument(instrument: Instrument) -> None:
    assert instrument.edges
    for edge in instrument.edges:
        assert edge.instrument == instrument.id
        assert edge.id.startswith(f"{instrument.id}.")


def test_no_two_edges_share_an_id() -> None:
    counted = Counter(edge.id for i in INSTRUMENTS for edge in i.edges)
    assert max(counted.values()) == 1


@pytest.mark.parametrize("edge", EDGES, ids=name)
def test_a_straight_edge_or_knob_has_no_curve_in_plan(edge: TreatmentEdge) -> None:
    assert (edge.plan_radius is not None) == (edge.form in {"convex", "concave"})


@pytest.mark.parametrize("edge", EDGES, ids=name)
def test_only_a_bevelled_edge_has_a_bevel_angle(edge: TreatmentEdge) -> None:
    assert (edge.bevel_angle is None) == (edge.bevel == "none")


@pytest.mark.parametrize("edge", BEVELLED, ids=name)
def test_a_bevel_angle_lies_below_a_right_angle(edge: TreatmentEdge) -> None:
    assert edge.bevel_angle
    assert 0 < edge.bevel_angle.low <= edge.bevel_angle.high <= math.pi / 2


@pytest.mark.parametrize("edge", CURVED, ids=name)
def test_the_arc_of_an_edge_is_at_most_half_a_circle(edge: TreatmentEdge) -> None:
    assert edge.plan_radius
    assert edge.length.value <= math.pi * edge.plan_radius.value


@pytest.mark.parametrize("edge", EDGES, ids=name)
def test_a_nose_is_never_sharp_and_never_wider_than_the_hand(
    edge: TreatmentEdge,
) -> None:
    assert 0.5e-3 <= edge.radius.low < edge.radius.high <= 20e-3
    assert edge.length.high <= 0.25


@pytest.mark.parametrize("edge", KNOBS, ids=name)
def test_a_knob_is_about_as_long_as_it_is_wide(edge: TreatmentEdge) -> None:
    assert edge.length.value <= 2.5 * edge.radius.value
    assert edge.bevel == "none"


@pytest.mark.parametrize("edge", EDGES, ids=name)
def test_geometry_never_claims_to_be_measured_and_always_spreads(
    edge: TreatmentEdge,
) -> None:
    given: list[Sourced | None] = [edge.radius, edge.length, edge.plan_radius]
    for number in [*given, edge.bevel_angle]:
        if number:
            assert number.evidence == "estimated"
            assert number.low < number.value < number.high
            assert "measure your own" in number.note


def test_the_one_mass_that_was_read_says_so() -> None:
    mass = one_of(Instrument, "wing_large").mass
    assert mass.value == pytest.approx(0.196)
    assert (mass.source, mass.evidence) == ("Syeda2022", "measured")


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=name)
def test_a_mass_fits_in_the_hand(instrument: Instrument) -> None:
    assert 0.01 <= instrument.mass.low < instrument.mass.high <= 1.0


def test_steel_warns_of_nickel_and_titanium_does_not() -> None:
    assert "nickel" in one_of(Material, "stainless_steel").allergens
    assert "nickel" not in one_of(Material, "titanium").allergens


@pytest.mark.parametrize("material", MATERIALS, ids=name)
def test_disinfection_levels_are_listed_from_the_lowest_up(material: Material) -> None:
    known = ("low", "intermediate", "high", "sterilise")
    assert material.disinfection == known[: len(material.disinfection)]


@pytest.mark.parametrize("material", [m for m in MATERIALS if m.porous], ids=name)
def test_a_porous_material_withstands_no_more_than_low_level(
    material: Material,
) -> None:
    assert set(material.disinfection) <= {"low"}


def test_metals_of_one_shape_ring_alike() -> None:
    """Bending frequency goes with the speed of sound, nearly one for metals."""
    speeds = [
        math.sqrt(metal.youngs_modulus.value / metal.density.value)
        for metal in (
            one_of(Material, word)
            for word in ("stainless_steel", "titanium", "aluminium")
        )
    ]
    assert max(speeds) / min(speeds) < 1.05


@pytest.mark.parametrize(
    ("material", "frequency", "mass"),
    [
        ("stainless_steel", 900, 0.144),
        ("titanium", 930, 0.080),
        ("aluminium", 920, 0.049),
        ("nephrite_jade", 1170, 0.053),
        ("alumina_ceramic", 1780, 0.070),
    ],
)
def test_a_bar_rings_and_weighs_as_calculated(
    material: str, frequency: float, mass: float
) -> None:
    """First free bending mode of a 150 x 30 x 4 mm bar: 3.560 c h / (sqrt 12 L^2)."""
    of = one_of(Material, material)
    speed = math.sqrt(of.youngs_modulus.value / of.density.value)
    found = 3.560 * speed * 4e-3 / math.sqrt(12) / 0.150**2
    assert found == pytest.approx(frequency, rel=0.03)
    assert of.density.value * 0.150 * 0.030 * 0.004 == pytest.approx(mass, rel=0.03)
