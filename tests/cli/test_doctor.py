"""The doctor says what is there, what is missing, and what to do about it."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from strigil.cli import doctor

Run = Callable[..., Result]


def test_a_complete_core_ends_with_zero(strigil: Run) -> None:
    result = strigil("doctor", "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found["ok"] is True
    names = {check["name"] for check in found["checks"]}
    assert {"Python", "numpy", "data files", "write access", "clinic"} <= names


def test_every_line_begins_with_ok_or_missing(strigil: Run) -> None:
    lines = strigil("doctor").stdout.strip().splitlines()[:-1]
    assert {line.split()[0] for line in lines} <= {"ok", "missing"}


def test_a_missing_optional_part_says_how_to_get_it(
    strigil: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "find_spec", lambda name: None)
    result = strigil("doctor")
    assert result.exit_code == 0
    assert "strigil[clinic]" in result.stdout


def test_a_missing_package_of_the_core_ends_with_one(
    strigil: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_CORE", ("numpy", "a_package_that_is_not_there"))
    result = strigil("doctor")
    assert result.exit_code == 1
    assert "missing" in result.stdout
