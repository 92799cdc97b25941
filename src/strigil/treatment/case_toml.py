"""A case written as TOML, so that reading it back gives the same case."""

import dataclasses
import datetime
import json
import re
from collections.abc import Iterator, Mapping

from strigil.catalogue import Sourced
from strigil.treatment.case import Case
from strigil.treatment.case_parts import History

__all__ = ["case_to_mapping", "case_to_toml"]

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_NO_ESCAPE = {"\x7f": "\\u007f"}  # TOML forbids it bare; JSON does not escape it


def case_to_mapping(case: Case) -> dict[str, object]:
    """Return a case as tables, without what is left at its default."""
    return _table(case)


def case_to_toml(case: Case) -> str:
    """Return a case as the text of a file that :func:`read_case` reads back the same.

    Examples
    --------
    >>> from strigil.treatment import Case, Problem
    >>> problem = Problem("calf_strain", "calf", "left")
    >>> print(case_to_toml(Case(schema=1, problem=problem)))
    schema = 1
    <BLANKLINE>
    [problem]
    condition = "calf_strain"
    site = "calf"
    side = "left"
    <BLANKLINE>
    """
    return "\n".join(_lines(case_to_mapping(case), ())) + "\n"


def _table(noun: object) -> dict[str, object]:
    if isinstance(noun, History):
        return _history(noun)
    written = {}
    for field in dataclasses.fields(noun):  # type: ignore[arg-type]  # a dataclass always
        value = getattr(noun, field.name)
        if not _is_default(field, value):
            written[field.name] = _plain(value)
    return written


def _is_default(field: "dataclasses.Field[object]", value: object) -> bool:
    if field.default_factory is not dataclasses.MISSING:
        return bool(value == field.default_factory())
    return field.default is not dataclasses.MISSING and bool(value == field.default)


def _history(history: History) -> dict[str, object]:
    answers: dict[str, object] = {}
    if history.others != "not asked":
        answers["others"] = history.others
    for item, answer in history.answers.items():
        table = _table(answer)
        answers[item] = answer.answer if table.keys() == {"answer"} else table
    return answers


def _plain(value: object) -> object:
    if isinstance(value, Sourced):
        return value.as_table()
    if dataclasses.is_dataclass(value):
        return _table(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _lines(table: Mapping[str, object], path: tuple[str, ...]) -> Iterator[str]:
    later = {key: value for key, value in table.items() if _is_section(value, path)}
    for key, value in table.items():
        if key not in later:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in later.items():
        name = ".".join(_key(part) for part in (*path, key))
        for section, head in _sections(value, name):
            yield from ("", head)
            yield from _lines(section, (*path, key))


def _sections(value: object, name: str) -> Iterator[tuple[Mapping[str, object], str]]:
    if isinstance(value, Mapping):
        yield value, f"[{name}]"
    elif isinstance(value, list):
        for item in value:
            yield item, f"[[{name}]]"


def _is_section(value: object, path: tuple[str, ...]) -> bool:
    if isinstance(value, Mapping):
        return not path  # deeper tables stay on one line
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _text(key)


def _value(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    if isinstance(value, Mapping):
        inside = (f"{_key(key)} = {_value(item)}" for key, item in value.items())
        return "{ " + ", ".join(inside) + " }"
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    return value.isoformat() if isinstance(value, datetime.date) else repr(value)


def _text(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(_NO_ESCAPE.get(letter, letter) for letter in quoted)
