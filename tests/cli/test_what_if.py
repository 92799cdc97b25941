"""``strigil what-if`` as people and machines read it."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CASE = str(ROOT / "examples" / "cases" / "achilles_tendinopathy.toml")


def test_plans_stand_side_by_side_and_none_is_named_best(strigil, tmp_path) -> None:
    drawing = tmp_path / "plans.svg"
    result = strigil("what-if", CASE, "--samples", "40", "--plot", str(drawing))
    assert result.exit_code == 0
    said = " ".join(result.stdout.split())
    assert "The plan" in said
    assert "None is named best" in said
    assert "What the uncertainty comes from" in said
    assert "No further IASTM" in drawing.read_text("utf-8")


def test_machines_get_each_plan_with_its_intervals(strigil) -> None:
    asked = ["--change", "time=0.5 visits=6", "--samples", "40", "--json"]
    result = strigil("what-if", CASE, *asked)
    found = json.loads(result.stdout)
    plan, changed = found["what_if"]["plans"]
    assert (plan["name"], changed["name"]) == ("", "time=0.5 visits=6")
    assert changed["contact_time"] == pytest.approx(0.5 * plan["contact_time"])
    assert {"low", "high", "value"} <= set(changed["against_plan"])
    assert sum(one["of_course"] for one in found["uncertainty"]) > 0.9
    assert found["search"] is None


def test_what_today_does_not_allow_is_refused_with_the_limit(strigil) -> None:
    result = strigil("what-if", CASE, "--change", "visits_per_week=9")
    assert result.exit_code == 2
    assert "at most 3.5" in result.stderr


def test_a_search_says_how_many_are_alike(strigil) -> None:
    result = strigil("what-if", CASE, "--samples", "30", "--search")
    said = " ".join(result.stdout.split())
    assert "No meaningful difference among" in said
    assert "Of those alike the least work" in said
