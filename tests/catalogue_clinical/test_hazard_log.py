"""The hazard log: every hazard has a control, and every proof that it names exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOG = (ROOT / "docs" / "hazard-log.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in LOG.splitlines()
    if re.match(r"\| H\d\d ", line)
]
PROOFS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", LOG)))
MUST_BE_THERE = (
    "wrong side",
    "wrong patient",
    "force",
    "pain answer",
    "contraindication",
    "screen answer",
    "allergic",
    "infection by the instrument",
    "grams",
    "forecast",
    "signed record",
    "data are lost",
    "colour",
    "dark skin",
    "deep vein thrombosis",
    "tendon ruptures",
    "anticoagulant",
    "sensor",
    "recording is joined to the wrong patient",
    "clock",
    "language",
)


def test_at_least_thirty_hazards_are_worked_through() -> None:
    assert len(ROWS) >= 30


def test_hazards_are_numbered_without_gap_or_repeat() -> None:
    numbers = [int(row[0].strip().removeprefix("H")) for row in ROWS]
    assert numbers == list(range(1, len(ROWS) + 1))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_hazard_has_severity_cause_control_proof_and_risk_left(
    row: list[str],
) -> None:
    assert len(row) == 6
    assert all(row)
    assert re.match(r"\*\*(Minor|Serious|Critical)\.\*\*", row[1])


@pytest.mark.parametrize("hazard", MUST_BE_THERE)
def test_no_known_hazard_is_left_out(hazard: str) -> None:
    assert any(hazard in row[1].lower() for row in ROWS)


@pytest.mark.parametrize(("path", "name"), PROOFS)
def test_every_proof_that_is_named_exists(path: str, name: str) -> None:
    assert f"def {name}(" in (ROOT / path).read_text("utf-8")
