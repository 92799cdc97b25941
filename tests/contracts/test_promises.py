"""Promises to users and of the house that no linter keeps."""

import ast
import dataclasses
import re
import tomllib
from pathlib import Path

import pytest

from strigil.cli.group import COMMANDS
from strigil.references import all_references
from strigil.treatment import Case, TrialDesign

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
LIBRARY = sorted((SOURCE / "strigil").rglob("*.py"))
SHIPPED = sorted(SOURCE.rglob("*.py"))
# Under the GPL: for benches and reference runs, never imported by what is installed.
COPYLEFT = {"tamaas", "felupe"}
KEY = re.compile(r"^[A-Z][A-Za-z]+\d{4}[a-z]?$")


def imported(path: Path) -> set[str]:
    """Return the top packages that a file imports, anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names


def nouns(noun: type, seen: set[type] | None = None) -> set[type]:
    """Return a dataclass and every dataclass that its fields name."""
    seen = set() if seen is None else seen
    seen.add(noun)
    home = vars(__import__(noun.__module__, fromlist=["_"]))
    for field in dataclasses.fields(noun):
        for word in re.findall(r"\w+", str(field.type)):
            inner = home.get(word)
            if dataclasses.is_dataclass(inner) and inner not in seen:
                nouns(inner, seen)  # type: ignore[arg-type]  # a class, as tested
    return seen


def test_nothing_that_is_installed_imports_a_copyleft_package() -> None:
    guilty = [path.name for path in SHIPPED if imported(path) & COPYLEFT]
    assert guilty == []


def test_no_copyleft_package_is_a_dependency_of_the_library_or_its_extras() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"]]
    for extra in project.get("optional-dependencies", {}).values():
        wanted += extra
    names = {re.split(r"[^A-Za-z0-9_-]", line)[0].lower() for line in wanted}
    assert not names & COPYLEFT


@pytest.mark.parametrize(
    ("noun", "guide_name", "fewest"),
    [(Case, "case-file.md", 9), (TrialDesign, "trial.md", 7)],
    ids=["case", "trial"],
)
def test_every_key_of_a_file_is_in_its_guide(
    noun: type, guide_name: str, fewest: int
) -> None:
    guide = (ROOT / "docs/guides" / guide_name).read_text("utf-8")
    found = nouns(noun)
    assert len(found) >= fewest
    missing = {
        f"{noun.__name__}.{field.name}"
        for noun in found
        for field in dataclasses.fields(noun)
        if noun.__name__ != "History" and not re.search(rf"\b{field.name}\b", guide)
    }
    assert missing == set()


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_every_reference_in_a_docstring_is_in_the_bibliography(path: Path) -> None:
    known = all_references()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            continue
        _, found, after = (ast.get_docstring(node) or "").partition("References\n---")
        words = re.split(r"[\s,;.]+", after)
        assert not found or known.keys() & set(words), f"{path.name}: no key"
        assert [word for word in words if KEY.match(word) and word not in known] == []


def test_every_command_is_in_the_guide_and_in_the_changelog() -> None:
    names = [*COMMANDS, "serve"]
    for page in ("docs/guides/command-line.md", "CHANGELOG.md"):
        words = (ROOT / page).read_text("utf-8")
        assert [name for name in names if name not in words] == [], page


def test_no_file_is_split_by_number_instead_of_by_idea() -> None:
    pattern = re.compile(r"(part|v|_)\d+$|_(new|old|more|rest|extra)$")
    odd = [
        p.name
        for p in SHIPPED
        if pattern.search(p.stem) and "migrations" not in p.parts
    ]
    assert odd == []
