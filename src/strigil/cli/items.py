"""Catalogue items for the command line: their numbers, their words, their sources."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from strigil.catalogue import KINDS, Sourced, all_of, kind_named
from strigil.errors import UnknownNameError
from strigil.references import all_references

__all__ = ["find_item", "items_of", "name_of", "numbers_in", "sources_in", "words_in"]


def items_of(kind: str) -> Mapping[str, Any]:
    """Return the items of a kind, written in singular or plural."""
    return all_of(KINDS[kind_named(kind)][1])


def name_of(item: Any) -> str:
    """Return the name of an item for people."""
    return str(getattr(item, "name", item.id))


def find_item(item_id: str) -> tuple[str, Any]:
    """Return the kind and the item that an id names, whatever its kind.

    Raises
    ------
    UnknownNameError
        When neither the catalogue nor the bibliography has it, with the nearest.
    """
    known: dict[str, tuple[str, Any]] = {}
    for kind in KINDS:
        for key, item in items_of(kind).items():
            known.setdefault(key, (kind, item))
    if item_id not in known:
        names = [*known, *all_references()]
        kind = "item"
        raise UnknownNameError(kind, item_id, names, "See: strigil list --help")
    return known[item_id]


def numbers_in(item: Any) -> dict[str, Sourced]:
    """Return every sourced number of an item: dotted name to datum."""
    return {
        path: datum for path, datum in _walk(item, "") if isinstance(datum, Sourced)
    }


def words_in(item: Any) -> dict[str, str]:
    """Return the item's own words, lists joined, empty ones left out."""
    found = {}
    for field in dataclasses.fields(item):
        value = getattr(item, field.name)
        if field.name in ("id", "name") or isinstance(value, Sourced):
            continue
        text = _words(value)
        if text:
            found[field.name] = text
    return found


def sources_in(item: Any) -> tuple[str, ...]:
    """Return the bibliography keys an item rests on, once each."""
    keys: list[str] = []
    for path, value in _walk(item, ""):
        if isinstance(value, Sourced):
            keys.append(value.source)
        elif path.rpartition(".")[2] == "source" and isinstance(value, str):
            keys.append(value)
    return tuple(dict.fromkeys(key for key in keys if key in all_references()))


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        parts = [f"{key}: {_words(part)}" for key, part in value.items()]
        return "; ".join(part for part in parts if not part.endswith(": "))
    if isinstance(value, tuple):
        return "; ".join(filter(None, (_words(part) for part in value)))
    if dataclasses.is_dataclass(value):
        return _one(value)
    return "" if value is None else str(value)


def _one(value: Any) -> str:
    if isinstance(value, Sourced):
        return ""
    parts = [_words(getattr(value, field.name)) for field in dataclasses.fields(value)]
    return ", ".join(filter(None, parts))


def _walk(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Sourced | str):
        yield path, value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _walk(getattr(value, field.name), _join(path, field.name))
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _walk(part, _join(path, str(key)))
    elif isinstance(value, tuple):
        for i, part in enumerate(value):
            yield from _walk(part, _join(path, _label(part, i)))


def _label(part: Any, i: int) -> str:
    own = str(getattr(part, "id", "") or getattr(part, "name", ""))
    return own.rpartition(".")[2].replace(" ", "_") or str(i)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
