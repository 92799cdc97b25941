"""Tables read into frozen dataclasses, with errors a person can act on.

One mechanism for everything that people write in TOML: the catalogue and the cases.
A field's type says what is allowed: ``float``, ``int``, ``str``, ``bool``, a
``Literal``, another dataclass, ``tuple[X, ...]``, ``dict[str, X]`` or ``X | None``.
A type may bring a reader of its own: a classmethod ``read_table(raw, where)``.
"""

import dataclasses
import datetime
import textwrap
import types
from collections.abc import Callable
from functools import cache
from typing import (
    Any,
    Literal,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from strigil.errors import InvalidValueError, UnknownNameError

__all__ = ["read_as"]

T = TypeVar("T")
_LONGEST_SHOWN = 60  # characters of what was given; a table may be a page long
_UNIONS = (Union, types.UnionType)


def read_as(cls: type[T], raw: object, where: str) -> T:
    """Read a table into a dataclass.

    Parameters
    ----------
    cls : type
        A dataclass whose annotations say what is allowed.
    raw : object
        What the TOML file held.
    where : str
        Place shown in an error, such as ``"case.toml: problem"``.

    Returns
    -------
    cls
        The dataclass, complete.

    Raises
    ------
    UnknownNameError
        On a key or word that does not exist, with the nearest that does.
    InvalidValueError
        On a missing key or a value of the wrong kind.
    """
    own_reader = getattr(cls, "read_table", None)
    if own_reader is not None:
        return cast("T", own_reader(raw, where))
    if not isinstance(raw, dict):
        raise InvalidValueError(_wrong(where, "a table", raw))
    hints, fields = _shape_of(cls)  # type: ignore[arg-type]  # a class can be hashed
    for key in raw:
        if key not in fields:
            kind = f"key in {where}"
            raise UnknownNameError(kind, str(key), fields)
    values = {
        name: _read(hints[name], raw[name], f"{where}.{name}")
        for name in fields
        if name in raw
    }
    for name, field in fields.items():
        if name not in values and _required(field):
            message = f"{where} lacks {name!r}."
            raise InvalidValueError(message)
    return cls(**values)


@cache
def _shape_of(
    cls: type[Any],
) -> tuple[dict[str, Any], "dict[str, dataclasses.Field[Any]]"]:
    """Return the kinds and the fields of a dataclass."""
    fields = {field.name: field for field in dataclasses.fields(cls) if field.init}
    return get_type_hints(cls), fields


def _required(field: "dataclasses.Field[Any]") -> bool:
    missing = dataclasses.MISSING
    return field.default is missing and field.default_factory is missing


def _read(kind: Any, raw: object, where: str) -> object:
    origin = get_origin(kind)
    if origin in _UNIONS:
        inner = [arm for arm in get_args(kind) if arm is not type(None)]
        return _read(inner[0], raw, where)
    if origin in _COMPOUND:
        return _COMPOUND[origin](get_args(kind), raw, where)
    if dataclasses.is_dataclass(kind):
        return read_as(kind, raw, where)  # type: ignore[arg-type]  # a class, not a value
    return _plain(kind, raw, where)


def _one_of(allowed: tuple[Any, ...], raw: object, where: str) -> object:
    if raw not in allowed:
        kind = f"word for {where}:"
        raise UnknownNameError(kind, str(raw), [str(word) for word in allowed])
    return raw


def _many(kinds: tuple[Any, ...], raw: object, where: str) -> tuple[object, ...]:
    if not isinstance(raw, list | tuple):
        raise InvalidValueError(_wrong(where, "a list", raw))
    return tuple(_read(kinds[0], item, f"{where}[{i}]") for i, item in enumerate(raw))


def _table_of(kinds: tuple[Any, ...], raw: object, where: str) -> dict[str, object]:
    if not isinstance(raw, dict):
        raise InvalidValueError(_wrong(where, "a table", raw))
    return {
        str(key): _read(kinds[1], item, f"{where}.{key}") for key, item in raw.items()
    }


_COMPOUND: dict[Any, Callable[[tuple[Any, ...], object, str], object]] = {
    Literal: _one_of,
    tuple: _many,
    dict: _table_of,
}
_NAMES = {
    float: "a number",
    int: "a whole number",
    str: "text",
    bool: "true or false",
    datetime.date: "a date",
}


def _plain(kind: Any, raw: object, where: str) -> object:
    if kind in (Any, object):
        return raw
    if kind is float and isinstance(raw, int | float) and not isinstance(raw, bool):
        return float(raw)
    if isinstance(raw, kind) and not (kind is int and isinstance(raw, bool)):
        return raw
    raise InvalidValueError(_wrong(where, _NAMES.get(kind, kind.__name__), raw))


def _wrong(where: str, allowed: str, given: object) -> str:
    words = str(given) if isinstance(given, datetime.date) else repr(given)
    shown = textwrap.shorten(words, _LONGEST_SHOWN, placeholder=" ...")
    return f"{where} must be {allowed}; {shown} was given."
