"""``strigil validate``: the keys that programs rely on, the summary, wrong input."""

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]
EXAMPLE = "examples/scenarios/ankle_sprain.toml"
PROMISED = {
    "scenario",
    "quantity",
    "group",
    "predicted",
    "low",
    "high",
    "observed",
    "observed_low",
    "observed_high",
    "inside",
    "difference",
}


def test_every_outcome_has_the_promised_keys(strigil: Run) -> None:
    result = strigil("validate", EXAMPLE, "--samples", "20", "--json")
    outcomes = json.loads(result.stdout)["outcomes"]
    assert len(outcomes) == 2
    for one in outcomes:
        assert set(one) >= PROMISED
        assert {"predicted", "low", "high"} <= set(one["difference"])
        assert one["low"] <= one["predicted"] <= one["high"]


def test_people_get_a_table_and_one_line_that_sums_up(strigil: Run) -> None:
    result = strigil("validate", EXAMPLE, "--samples", "20")
    assert result.exit_code == 0
    assert "nulls foretold as nulls" in result.stdout.splitlines()[-1]


def test_several_scenarios_are_told_in_order(strigil: Run) -> None:
    second = "examples/scenarios/mcl_sprain.toml"
    result = strigil("validate", EXAMPLE, second, "--samples", "20", "--json")
    names = [one["scenario"] for one in json.loads(result.stdout)["outcomes"]]
    assert names == ["ankle_sprain", "ankle_sprain", "mcl_sprain"]


def test_a_chart_is_written(strigil: Run, tmp_path: Path) -> None:
    result = strigil("validate", EXAMPLE, "--samples", "20", "--plot", "a.svg")
    assert result.exit_code == 0
    assert (tmp_path / "a.svg").read_text("utf-8").startswith("<svg")


def test_a_file_that_is_not_there_is_told_in_one_line(strigil: Run) -> None:
    result = strigil("validate", "not_there.toml")
    assert result.exit_code == 2
    assert "Can not read the scenario" in result.stderr
    assert "Traceback" not in result.stderr
