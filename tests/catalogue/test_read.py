"""Finding things in the catalogue, by the words people use."""

import pytest

from strigil.catalogue import (
    KINDS,
    BodySite,
    Instrument,
    Material,
    TreatmentEdge,
    all_of,
    edges,
    kind_named,
    one_of,
)
from strigil.errors import InvalidValueError, UnknownNameError
from strigil.schema import read_as


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_can_be_read_and_holds_something(kind: str) -> None:
    noun = KINDS[kind][1]
    items = all_of(noun)
    assert items
    assert all(isinstance(item, noun) for item in items.values())
    assert all(key == item.id for key, item in items.items())


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("instrument", "instruments"),
        ("Instruments", "instruments"),
        ("treatment edge", "edges"),
        ("edge", "edges"),
        ("body_sites", "sites"),
        ("body site", "sites"),
        ("stroke-kind", "strokes"),
        ("outcome_measure", "outcome-measures"),
        ("screening items", "screening"),
        ("hygiene", "hygiene"),
        ("hygiene rules", "hygiene"),
        ("red_flag_test", "red-flag-tests"),
        ("limit", "limits"),
    ],
)
def test_a_kind_is_known_in_singular_and_plural(word: str, kind: str) -> None:
    assert kind_named(word) == kind


def test_a_misspelt_kind_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'instruments'"):
        kind_named("instrumnets")  # codespell:ignore


@pytest.mark.parametrize(
    ("noun", "given", "meant"),
    [
        (BodySite, "achiles_midportion", "achilles_midportion"),
        (TreatmentEdge, "scanner.convx", "scanner.convex"),
        (Instrument, "long_handelbar", "long_handlebar"),
        (Material, "steel", "stainless_steel"),
    ],
)
def test_a_misspelt_id_names_the_nearest(
    noun: type[object], given: str, meant: str
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        one_of(noun, given)
    assert caught.value.suggestion == meant
    assert "strigil list" in str(caught.value)


def test_edges_are_those_of_the_instruments() -> None:
    of_instruments = [e for i in all_of(Instrument).values() for e in i.edges]
    assert list(edges().values()) == of_instruments
    assert all_of(TreatmentEdge) == edges()


def test_the_catalogue_can_not_be_changed_by_a_reader() -> None:
    with pytest.raises(TypeError):
        all_of(Material)["butter"] = None  # type: ignore[index]  # that is the point


def test_a_misspelt_key_of_a_noun_names_the_nearest_and_the_place() -> None:
    with pytest.raises(UnknownNameError, match=r"m\.toml: tin.*Did you mean 'density'"):
        read_as(Material, {"id": "tin", "name": "Tin", "densty": {}}, "m.toml: tin")


def test_a_missing_key_of_a_noun_is_named() -> None:
    with pytest.raises(InvalidValueError, match="lacks 'youngs_modulus'"):
        read_as(Material, {"id": "tin", "name": "Tin"}, "m.toml: tin")


def test_a_misspelt_word_names_the_nearest() -> None:
    written = {"id": "x", "name": "x", "material": "acetal", "grip": "bath"}
    with pytest.raises(UnknownNameError, match=r"grip.*either, one, two"):
        read_as(Instrument, written, "instruments.toml: x")
