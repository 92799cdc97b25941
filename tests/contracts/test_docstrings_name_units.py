"""Every number that a public function takes or a public noun holds names its unit."""

import dataclasses
import importlib
import inspect
import re
import typing
from collections.abc import Iterator
from typing import Any

import pytest

DOORS = (
    "strigil.units",
    "strigil.intervals",
    "strigil.catalogue",
    "strigil.mechanics",
    "strigil.biology",
    "strigil.signals",
    "strigil.treatment",
    "strigil.planning",
    "strigil.reporting",
)
NUMBERS = ("float", "Interval", "Sourced", "NDArray", "ndarray", "FloatArray")


def public() -> Iterator[tuple[str, Any]]:
    for door in DOORS:
        module = importlib.import_module(door)
        for name in module.__all__:
            thing = getattr(module, name)
            if inspect.isfunction(thing) or inspect.isclass(thing):
                yield f"{door}.{name}", thing


def entry_of(name: str, doc: str) -> str:
    """Return the docstring's entry for a name: its line and what is indented below."""
    lines = inspect.cleandoc(doc).splitlines()
    for i, line in enumerate(lines):
        head = line.split(":")[0]
        listed = [part.strip().lstrip("*") for part in head.split(",")]
        if ":" in line and name in listed and not line.startswith(" "):
            below = []
            for following in lines[i + 1 :]:
                if following and not following.startswith(" "):
                    break
                below.append(following)
            return "\n".join([line, *below])
    return ""


def holds_a_number(annotation: object) -> bool:
    text = str(annotation)
    if "numpy.bool" in text:
        return False  # yes and no have no unit
    return any(re.search(rf"\b{number}\b", text) for number in NUMBERS)


def numbers_of(thing: Any) -> list[str]:
    if inspect.isfunction(thing):
        return [
            name
            for name, parameter in inspect.signature(thing).parameters.items()
            if holds_a_number(parameter.annotation)
        ]
    if dataclasses.is_dataclass(thing):
        own = typing.get_type_hints(thing)
        return [
            field.name
            for field in dataclasses.fields(thing)
            if holds_a_number(own[field.name]) and not field.name.startswith("_")
        ]
    return []


CASES = [
    pytest.param(name, thing, id=name) for name, thing in public() if numbers_of(thing)
]


def test_there_are_numbers_to_check() -> None:
    assert len(CASES) > 10


@pytest.mark.parametrize(("name", "thing"), CASES)
def test_every_number_names_its_unit(name: str, thing: Any) -> None:
    doc = thing.__doc__ or ""
    # A one-line docstring may name the unit once; a longer one names it per entry.
    missing = [
        number
        for number in numbers_of(thing)
        if "[" not in (entry_of(number, doc) or ("" if "\n---" in doc else doc))
    ]
    assert missing == [], f"{name}: no unit in square brackets for {missing}"


@pytest.mark.parametrize(
    ("name", "thing"), [pytest.param(n, t, id=n) for n, t in public()]
)
def test_every_public_name_says_what_it_is(name: str, thing: Any) -> None:
    assert (thing.__doc__ or "").strip(), f"{name} has no docstring"
