"""An instrument that its owner measured is as good a noun as one of the catalogue."""

import math
from dataclasses import replace

import pytest

from strigil.catalogue import (
    Instrument,
    MeasuredEdge,
    MeasuredInstrument,
    Sourced,
    all_of,
    allowed_reading,
    edge_among,
    edges,
    instrument_among,
    measured_instrument,
    radius_of_arc,
)
from strigil.errors import InvalidValueError, UnknownNameError

EDGE = MeasuredEdge(
    "curve",
    "Hollow edge",
    "concave",
    radius=0.0025,
    length=0.08,
    plan_radius=0.06,
    bevel="double",
    bevel_angle=math.radians(60),
)
OWN = MeasuredInstrument("own_bar", "Bar", "titanium", 0.14, "one", (EDGE,))


def test_each_reading_lies_inside_its_own_error() -> None:
    (edge,) = measured_instrument(OWN).edges
    for number in (edge.radius, edge.length, edge.plan_radius, edge.bevel_angle):
        assert number
        assert 0.0 < number.low < number.value < number.high
        assert number.evidence == "measured"
    assert edge.radius.value == 0.0025


def test_a_reading_narrows_what_the_class_is_known_by() -> None:
    def width(number: Sourced) -> float:
        return (number.high - number.low) / number.value

    (edge,) = measured_instrument(OWN).edges
    assert all(width(edge.radius) < width(other.radius) for other in edges().values())


def test_its_edges_are_found_beside_those_of_the_catalogue() -> None:
    own = (measured_instrument(OWN),)
    assert edge_among("own_bar.curve", own).instrument == "own_bar"
    assert edge_among("scanner.convex", own) == edges()["scanner.convex"]
    assert instrument_among("own_bar", own).material == "titanium"
    with pytest.raises(UnknownNameError, match="own_bar"):
        edge_among("own_bar.curv", own)
    with pytest.raises(UnknownNameError, match="scanner"):
        instrument_among("scaner", own)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"radius": 0.3}, "0.3 to 30 mm; 300 was given"),
        ({"radius": 0.0}, "0.3 to 30 mm; 0 was given"),
        ({"radius": -0.002}, "0.3 to 30 mm; -2 was given"),
        ({"length": 2.0}, "3 to 400 mm"),
        ({"plan_radius": None}, "radius of the curve is missing"),
        ({"bevel_angle": None}, "bevel angle is missing"),
        ({"form": "straight"}, "has no radius of the curve"),
        ({"bevel": "none"}, "without a bevel has no bevel angle"),
        ({"plan_radius": 0.02}, "at most half a circle long, 63 mm"),
        ({"bevel_angle": 3.0}, "10 to 150 deg"),
        ({"radius": math.nan}, "nose radius must be"),
    ],
)
def test_what_can_not_be_is_refused_with_what_is_allowed(change, said) -> None:
    wrong = replace(OWN, edges=(replace(EDGE, **change),))
    with pytest.raises(InvalidValueError, match=said):
        measured_instrument(wrong)


def test_an_instrument_needs_a_believable_mass_a_material_and_an_edge() -> None:
    with pytest.raises(InvalidValueError, match="2 to 3000 g; 140000 was given"):
        measured_instrument(replace(OWN, mass=140.0))
    with pytest.raises(UnknownNameError, match="titanium"):
        measured_instrument(replace(OWN, material="titaniun"))
    with pytest.raises(InvalidValueError, match="has no edge"):
        measured_instrument(replace(OWN, edges=()))


def test_every_instrument_of_the_catalogue_would_be_believed() -> None:
    for tool in all_of(Instrument).values():
        believed(tool.mass, "mass")
        for edge in tool.edges:
            believed(edge.radius, "nose_radius")
            believed(edge.length, "length")
            believed(edge.plan_radius, "plan_radius")
            believed(edge.bevel_angle, "bevel_angle")


def believed(number: Sourced | None, what: str) -> None:
    allowed = allowed_reading(what)
    assert number is None or allowed.low <= number.value <= allowed.high


def test_a_half_circle_has_its_own_radius() -> None:
    assert radius_of_arc(0.1, 0.05) == pytest.approx(0.05)
    with pytest.raises(InvalidValueError, match="above 0"):
        radius_of_arc(0.1, 0.0)


def test_a_number_written_as_a_table_reads_back_the_same() -> None:
    (edge,) = measured_instrument(OWN).edges
    for number in (edge.radius, edge.length, edge.bevel_angle):
        assert number
        again = Sourced.read_table(number.as_table(), "test")
        assert again.value == pytest.approx(number.value, rel=1e-9)
        assert again.low == pytest.approx(number.low, rel=1e-9)
        assert again.source == number.source
