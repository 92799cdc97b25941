"""What a noun rests on: its numbers by name, and the bibliography keys behind them."""

import dataclasses
from collections.abc import Iterator, Mapping

from strigil.catalogue.sourced import Sourced

__all__ = ["numbers_of", "sources_of"]


def numbers_of(item: object) -> dict[str, Sourced]:
    """Return every number of a noun by its dotted name, in the noun's own order.

    A part in a list is called by its id or name, ``layers.skin.thickness``, or by its
    place when it has neither, ``changes.1.change``. An id that points at another noun,
    such as a layer's tissue, is not followed.

    Parameters
    ----------
    item : object
        Any noun of the catalogue.

    Returns
    -------
    dict of str to Sourced
        Each with its own unit.

    Examples
    --------
    >>> from strigil.catalogue import Instrument, one_of
    >>> numbers_of(one_of(Instrument, "wing_large"))["mass"].as_text()
    '196 g (187 to 206)'
    """
    return {
        ".".join(path): found
        for path, found in _walk(item, ())
        if isinstance(found, Sourced)
    }


def sources_of(item: object) -> tuple[str, ...]:
    """Return the bibliography keys a noun rests on, once each, in order of first use.

    Parameters
    ----------
    item : object
        Any noun of the catalogue.

    Returns
    -------
    tuple of str
        Keys of ``data/references.bib``.

    Examples
    --------
    >>> from strigil.catalogue import HygieneRule, one_of
    >>> sources_of(one_of(HygieneRule, "intact_skin"))
    ('Rutala2016',)
    """
    keys = (
        found.source if isinstance(found, Sourced) else str(found)
        for path, found in _walk(item, ())
        if isinstance(found, Sourced) or path[-1:] == ("source",)
    )
    return tuple(dict.fromkeys(key for key in keys if key))


def _walk(
    item: object, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield every leaf with its path; a number with its source counts as one leaf."""
    parts = [] if isinstance(item, Sourced) else list(_parts(item))
    if not parts:
        yield path, item
    for name, part in parts:
        yield from _walk(part, (*path, name))


def _parts(item: object) -> Iterator[tuple[str, object]]:
    if dataclasses.is_dataclass(item):
        for field in dataclasses.fields(item):
            yield field.name, getattr(item, field.name)
    elif isinstance(item, Mapping):
        yield from ((str(key), part) for key, part in item.items())
    elif isinstance(item, tuple | list):
        yield from zip(_names(item), item, strict=True)


def _names(parts: "tuple[object, ...] | list[object]") -> list[str]:
    """Name parts by id or name, or all by place when that is not unique."""
    names = [
        str(getattr(part, "id", "") or getattr(part, "name", "")) for part in parts
    ]
    if all(names) and len(set(names)) == len(names):
        return [name.split(".")[-1].replace(" ", "_") for name in names]
    return [str(place) for place in range(1, len(names) + 1)]
