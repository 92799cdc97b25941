"""Every number in the data says where it comes from, and every source is used."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from strigil.catalogue import EVIDENCE_GRADES
from strigil.references import all_references
from strigil.units import SI_UNIT

ROOT = Path(__file__).parents[2]
DATA = ROOT / "src" / "strigil" / "data"
FILES = sorted(path for path in DATA.rglob("*.toml"))


def data_in(table: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Walk a TOML tree; a table with a value and a unit is a datum."""
    if isinstance(table, dict):
        if "value" in table and ("unit" in table or "evidence" in table):
            yield where, table
        for key, inner in table.items():
            yield from data_in(inner, f"{where}.{key}")
    elif isinstance(table, list):
        for i, inner in enumerate(table):
            yield from data_in(inner, f"{where}[{i}]")


def sources_in(table: Any) -> Iterator[str]:
    if isinstance(table, dict):
        for key, inner in table.items():
            if key == "source" and isinstance(inner, str):
                yield inner
            elif key == "sources" and isinstance(inner, list):
                yield from (word for word in inner if isinstance(word, str))
            else:
                yield from sources_in(inner)
    elif isinstance(table, list):
        for inner in table:
            yield from sources_in(inner)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_datum_has_unit_source_and_evidence(path: Path) -> None:
    for where, datum in data_in(tomllib.loads(path.read_text("utf-8")), path.name):
        assert datum.get("unit") in SI_UNIT, where
        assert datum.get("source") in all_references(), where
        assert datum.get("evidence") in EVIDENCE_GRADES, where


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_source_named_is_in_the_bibliography(path: Path) -> None:
    named = set(sources_in(tomllib.loads(path.read_text("utf-8"))))
    assert named - set(all_references()) == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_was_recalled_never_claims_to_be_measured(path: Path) -> None:
    for where, datum in data_in(tomllib.loads(path.read_text("utf-8")), path.name):
        if datum["source"] == "Recalled":
            assert datum["evidence"] in {"recalled", "estimated", "assumed"}, where


def test_every_reference_is_used() -> None:
    places = [*DATA.rglob("*.toml"), *(ROOT / "docs").rglob("*.md")]
    places += [*(ROOT / "src").rglob("*.py"), *(ROOT / "src").rglob("*.html")]
    text = "\n".join(path.read_text("utf-8") for path in places)
    used = set(re.findall(r"\b[A-Z][A-Za-z]*\d*[A-Za-z]*\b", text))
    assert set(all_references()) - used == set()


def test_no_reference_is_without_title_and_author() -> None:
    incomplete = [
        key for key, ref in all_references().items() if not (ref.title and ref.author)
    ]
    assert incomplete == []
