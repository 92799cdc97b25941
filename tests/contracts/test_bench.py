"""The committed results of `make bench` keep the shape that readers rely on."""

import importlib.util
import json
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
RESULTS = json.loads((ROOT / "bench" / "results.json").read_text("utf-8"))
ROWS = RESULTS["rows"]
KEYS = {"case", "peer", "ours_s", "peer_s", "ratio", "accuracy", "machine"}
RELIED_ON = {
    "layered-line / scikit-fem",
    "hertz-surface / tamaas",
    "hertz-surface / ContactMechanics",
    "strokes-1h / pandas+scipy",
    "strokes-1h / polars",
    "response-84d / scipy-lsoda",
    "response-84d / numbalsoda",
    "response-84d / libroadrunner",
}
HEAVY = {"pandas", "scikit-fem", "tamaas", "ContactMechanics"}


def page() -> ModuleType:
    spec = importlib.util.spec_from_file_location("page", ROOT / "bench" / "page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def name(row: dict[str, object]) -> str:
    return f"{row['case']} / {row['peer']}"


def test_every_row_that_is_relied_on_is_there_once() -> None:
    names = [name(row) for row in ROWS]
    assert len(names) == len(set(names))
    assert set(names) >= RELIED_ON


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_a_row_says_who_how_long_how_right_and_where(row: dict) -> None:
    assert row.keys() >= KEYS
    assert row["ours_s"] > 0
    assert row["peer_s"] > 0
    assert row["ratio"] > 0
    assert row["accuracy"]["same"] is True
    assert {"measure", "ours", "peer", "said"} <= row["accuracy"].keys()


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_a_machine_is_told_by_cores_and_versions_not_by_name(row: dict) -> None:
    machine = row["machine"]
    assert machine["cores"] >= 1
    assert {"python", "packages"} <= machine.keys()
    assert not {"host", "hostname", "node", "user"} & machine.keys()
    assert "/" not in "".join(machine["packages"].values())


def test_the_page_shows_the_committed_results() -> None:
    written = (ROOT / "docs" / "benchmarks.md").read_text("utf-8")
    assert all(name(row) in written for row in ROWS)
    assert page().with_table(written, ROWS) == written, "run: make bench"


def test_the_peers_are_never_installed_by_run_or_test() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    assert {"include-group": "bench"} not in groups["dev"]
    needed = list(project["project"]["dependencies"])
    for extra in project["project"]["optional-dependencies"].values():
        needed += extra
    for group in ("test", "lint", "docs", "dev"):
        needed += [one for one in groups[group] if isinstance(one, str)]
    assert not {one.split(">")[0] for one in needed} & HEAVY
