"""What a noun rests on can be asked of any noun."""

import pytest

from strigil.catalogue import (
    KINDS,
    BodySite,
    Instrument,
    Sourced,
    all_of,
    numbers_of,
    one_of,
    sources_of,
)
from strigil.references import all_references

# How a sensor writes its columns is a format, not a claim.
CLAIMS = sorted(set(KINDS) - {"sensor-profiles"})


@pytest.mark.parametrize("kind", CLAIMS)
def test_every_noun_names_sources_that_exist(kind: str) -> None:
    for item in all_of(KINDS[kind][1]).values():
        keys = sources_of(item)
        assert keys, item.id
        assert set(keys) <= set(all_references()), item.id


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_source_of_every_number_is_among_the_sources(kind: str) -> None:
    for item in all_of(KINDS[kind][1]).values():
        named = {number.source for number in numbers_of(item).values()}
        assert named <= set(sources_of(item)), item.id


def test_a_layer_is_called_by_its_name() -> None:
    site = one_of(BodySite, "achilles_midportion")
    numbers = numbers_of(site)
    assert numbers["layers.tendon.thickness"] is site.layers[2].thickness


def test_an_edge_is_called_without_its_instrument() -> None:
    assert "edges.convex.radius" in numbers_of(one_of(Instrument, "scanner"))


def test_what_is_left_out_has_no_number() -> None:
    assert "edges.tip.plan_radius" not in numbers_of(one_of(Instrument, "scanner"))


def test_parts_without_a_name_are_called_by_their_place() -> None:
    number = Sourced(1.0, 1.0, 1.0, "m", "Goh2003", "measured")
    assert list(numbers_of({"each": (number, number)})) == ["each.1", "each.2"]


def test_a_source_is_named_once_in_the_order_of_use() -> None:
    first = Sourced(1.0, 1.0, 1.0, "m", "Goh2003", "measured")
    second = Sourced(2.0, 2.0, 2.0, "m", "Derler2012", "measured")
    assert sources_of((first, second, first)) == ("Goh2003", "Derler2012")


def test_a_zone_counts_as_something_a_site_rests_on() -> None:
    site = one_of(BodySite, "low_back")
    assert {zone.source for zone in site.zones} <= set(sources_of(site))
