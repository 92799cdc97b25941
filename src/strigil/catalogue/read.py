"""The only reader of the data files: TOML to nouns, once, with good errors."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from strigil.catalogue.condition import Condition, RedFlagTest
from strigil.catalogue.experiment import (
    InjuryKind,
    MeasurementKind,
    Modality,
    ReadoutQuantity,
    Species,
    StudiedTissue,
)
from strigil.catalogue.hygiene import Emollient, HygieneRule
from strigil.catalogue.instrument import Instrument, Material, TreatmentEdge
from strigil.catalogue.limits import Limit
from strigil.catalogue.outcome_measure import OutcomeMeasure
from strigil.catalogue.patient_words import AftercareAdvice, ConsentPoint
from strigil.catalogue.screening_item import ScreeningItem
from strigil.catalogue.sensor_profile import SensorProfile
from strigil.catalogue.site import BodySite, KeepOff
from strigil.catalogue.sourced import Sourced
from strigil.catalogue.stroke_kind import StrokeKind
from strigil.catalogue.tissue import Tissue
from strigil.errors import UnknownNameError
from strigil.schema import read_as

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "KINDS",
    "all_of",
    "edges",
    "kind_named",
    "limit",
    "one_of",
    "sourced_table",
    "sourced_tables",
    "stored_arrays",
    "written_tables",
]

T = TypeVar("T")


class _Items(dict[str, Any]):
    """Items by id; an id that is not there is answered with the nearest."""

    def __init__(self, kind: str, items: Mapping[str, Any]) -> None:
        super().__init__(items)
        self.kind = kind

    def __missing__(self, item_id: object) -> Any:
        kind = self.kind.rstrip("s").replace("-", " ")
        look = f"See: strigil list {self.kind}"
        raise UnknownNameError(kind, str(item_id), self, look)


# Kind as people write it: (data file, noun).
KINDS: Mapping[str, tuple[str, type[Any]]] = MappingProxyType(
    {
        "instruments": ("instruments.toml", Instrument),
        "materials": ("materials.toml", Material),
        "sites": ("sites.toml", BodySite),
        "keep-off": ("keep_off.toml", KeepOff),
        "tissues": ("tissues.toml", Tissue),
        "conditions": ("conditions.toml", Condition),
        "red-flag-tests": ("red_flag_tests.toml", RedFlagTest),
        "strokes": ("strokes.toml", StrokeKind),
        "outcome-measures": ("outcome_measures.toml", OutcomeMeasure),
        "screening": ("screening.toml", ScreeningItem),
        "hygiene": ("hygiene.toml", HygieneRule),
        "emollients": ("emollients.toml", Emollient),
        "limits": ("dose_limits.toml", Limit),
        "edges": ("instruments.toml", TreatmentEdge),
        "aftercare": ("aftercare.toml", AftercareAdvice),
        "consent": ("consent.toml", ConsentPoint),
        "sensor-profiles": ("sensor_profiles.toml", SensorProfile),
        "species": ("species.toml", Species),
        "studied-tissues": ("studied_tissues.toml", StudiedTissue),
        "injuries": ("injuries.toml", InjuryKind),
        "modalities": ("modalities.toml", Modality),
        "measurements": ("measurements.toml", MeasurementKind),
        "quantities": ("readout_quantities.toml", ReadoutQuantity),
    }
)

# Other words of the glossary for the same kinds.
_ALSO: Mapping[str, str] = MappingProxyType(
    {
        "body-site": "sites",
        "treatment-edge": "edges",
        "stroke-kind": "strokes",
        "screening-item": "screening",
        "screen": "screening",
        "hygiene-rule": "hygiene",
        "red-flag": "red-flag-tests",
        "dose-limit": "limits",
        "quantity": "quantities",
        "modality": "modalities",
        "injury": "injuries",
    }
)


def kind_named(word: str) -> str:
    """Return the kind a person meant, singular or plural, with - or _.

    Examples
    --------
    >>> kind_named("outcome_measure")
    'outcome-measures'
    """
    written = word.strip().lower().replace("_", "-").replace(" ", "-")
    for name in (written, f"{written}s", written.removesuffix("s")):
        kind = _ALSO.get(name, name)
        if kind in KINDS:
            return kind
    name = "kind"
    raise UnknownNameError(name, word, KINDS, "See: strigil list --help")


def all_of(noun: type[T]) -> Mapping[str, T]:
    """Read every item of a noun: id to item, in the order of the file."""
    return _items(_kind_of(noun))


def _kind_of(noun: type[Any]) -> str:
    return next(kind for kind, (_, its) in KINDS.items() if its is noun)


@cache
def _items(kind: str) -> Mapping[str, Any]:
    file, noun = KINDS[kind]
    if noun is TreatmentEdge:
        return edges()
    tables = tomllib.loads(files("strigil").joinpath("data", file).read_text("utf-8"))
    items = {
        key: read_as(noun, _named(noun, key, table), f"{file}: {key}")
        for key, table in tables.items()
    }
    return MappingProxyType(_Items(kind, items))


def one_of(noun: type[T], item_id: str) -> T:
    """Return one item by its id.

    Raises
    ------
    UnknownNameError
        When there is none, with the nearest there is.
    """
    return all_of(noun)[item_id]


@cache
def edges() -> Mapping[str, TreatmentEdge]:
    """Return every treatment edge of every instrument: ``instrument.edge`` to edge."""
    found = {}
    for instrument in all_of(Instrument).values():
        for edge in instrument.edges:
            found[edge.id] = edge
    return MappingProxyType(_Items("edges", found))


@cache
def body_regions() -> tuple[str, ...]:
    """Return the parts of the body in which the body sites lie, in their order.

    Examples
    --------
    >>> "neck" in body_regions()
    True
    """
    return tuple(dict.fromkeys(site.region for site in all_of(BodySite).values()))


@cache
def stored_arrays(file: str) -> "Mapping[str, NDArray[Any]]":
    """Read a data file of arrays: name to array. A ``.toml`` beside it says what of."""
    import numpy as np

    with files("strigil").joinpath("data", file).open("rb") as kept:
        found = np.load(kept)
        return MappingProxyType({name: found[name] for name in found.files})


@cache
def sourced_table(file: str) -> Mapping[str, Sourced]:
    """Read a data file that is one flat table of numbers: name to datum."""
    tables = tomllib.loads(files("strigil").joinpath("data", file).read_text("utf-8"))
    return MappingProxyType(
        {key: read_as(Sourced, raw, f"{file}: {key}") for key, raw in tables.items()}
    )


@cache
def sourced_tables(file: str) -> Mapping[str, Mapping[str, Sourced]]:
    """Read a data file of named tables of numbers: table to name to datum."""
    tables = tomllib.loads(files("strigil").joinpath("data", file).read_text("utf-8"))
    return MappingProxyType(
        {
            name: MappingProxyType(
                {
                    key: read_as(Sourced, raw, f"{file}: {name}.{key}")
                    for key, raw in table.items()
                }
            )
            for name, table in tables.items()
        }
    )


@cache
def written_tables(file: str) -> Mapping[str, Any]:
    """Read a data file as it is written; the caller reads it into nouns of its own."""
    text = files("strigil").joinpath("data", file).read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))


def limit(limit_id: str) -> float:
    """Return the value of a limit or policy [SI]."""
    return one_of(Limit, limit_id).value.value


def _named(noun: type[Any], key: str, table: dict[str, Any]) -> dict[str, Any]:
    if noun is not Instrument:
        return {"id": key, **table}
    named = [
        {"id": f"{key}.{edge_id}", "instrument": key, **edge}
        for edge_id, edge in table.get("edges", {}).items()
    ]
    return {"id": key, **table, "edges": named}
