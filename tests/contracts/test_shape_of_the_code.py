"""The codebase keeps its own promises: size, names, doors."""

import ast
import importlib
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
LINES_AT_MOST = 300
BANNED_NAMES = {"utils", "helpers", "services", "common", "misc", "util", "helper"}
DOORS = (
    "catalogue",
    "mechanics",
    "biology",
    "signals",
    "treatment",
    "planning",
    "reporting",
)


def modules(*parts: str) -> list[Path]:
    found = [
        path
        for path in SOURCE.joinpath(*parts).rglob("*.py")
        if "migrations" not in path.parts and "_generated" not in path.parts
    ]
    assert found
    return sorted(found)


def test_every_file_holds_one_idea_in_at_most_300_lines() -> None:
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path in modules()
        if (lines := len(path.read_text("utf-8").splitlines())) > LINES_AT_MOST
    }
    assert too_long == {}


def test_no_module_is_named_after_nothing() -> None:
    named = {part for path in modules() for part in path.with_suffix("").parts}
    assert named & BANNED_NAMES == set()


def test_data_holds_no_python() -> None:
    assert list((SOURCE / "strigil" / "data").rglob("*.py")) == []


def test_only_the_catalogue_reader_opens_the_data_folder() -> None:
    readers = {
        str(path.relative_to(SOURCE))
        for path in modules("strigil")
        if re.search(r'(joinpath\(|/ )"data"', path.read_text("utf-8"))
    }
    assert readers <= {
        "strigil/catalogue/read.py",
        "strigil/references.py",
        "strigil/cli/doctor.py",
    }


@pytest.mark.parametrize("door", DOORS)
def test_a_door_lists_what_it_exports_sorted_and_complete(door: str) -> None:
    module = importlib.import_module(f"strigil.{door}")
    names = module.__all__
    assert list(names) == sorted(names, key=_ruff_order)
    assert [name for name in names if not hasattr(module, name)] == []


def _ruff_order(name: str) -> tuple[int, str]:
    """Constants, then classes, then the rest: the order ruff keeps."""
    if name.isupper():
        return (0, name)
    return (1 if name[0].isupper() else 2, name)


def test_importing_strigil_imports_no_array_library_and_no_web() -> None:
    code = (
        "import sys, strigil;"
        "print([m for m in ('numpy', 'scipy', 'polars', 'django') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_library_never_imports_django_or_the_clinic() -> None:
    guilty = []
    for path in modules("strigil"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            guilty += [
                (path.name, name)
                for name in names
                if name.split(".")[0] in {"django", "strigil_clinic"}
            ]
    assert guilty == []


def test_in_the_clinic_only_science_modules_call_the_sciences() -> None:
    """Elsewhere a page may name a noun that a science module gave it, no function."""
    sciences = {"mechanics", "biology", "signals", "treatment", "planning"}
    guilty = []
    for path in modules("strigil_clinic"):
        if path.name == "science.py" or "science" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.ImportFrom) or not node.module:
                continue
            parts = node.module.split(".")
            if parts[0] == "strigil" and len(parts) > 1 and parts[1] in sciences:
                module = importlib.import_module(node.module)
                guilty += [
                    (str(path.relative_to(SOURCE)), f"{node.module}.{alias.name}")
                    for alias in node.names
                    if not inspect.isclass(getattr(module, alias.name))
                ]
    assert guilty == []


def test_every_silenced_rule_carries_its_reason() -> None:
    bare = []
    for path in modules():
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            for mark in ("# noqa", "# type: ignore", "# pragma"):
                if mark in line and line.split(mark, 1)[1].count("#") == 0:
                    bare.append(f"{path.relative_to(ROOT)}:{number}")
    assert bare == []
