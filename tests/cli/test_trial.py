"""``strigil trial``: JSON that programs rely on, tables, charts, wrong input."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from click.testing import Result

Run = Callable[..., Result]
TWO_ARMS = "examples/trials/achilles_iastm_or_not.toml"
DOSES = "examples/trials/achilles_doses.toml"
FEW = ("--trials", "20", "--patients", "8")


def test_json_is_one_object_with_arms_and_contrasts(strigil: Run) -> None:
    result = strigil("trial", TWO_ARMS, *FEW, "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert [arm["name"] for arm in found["arms"]] == ["exercise", "exercise_and_iastm"]
    assert {arm["n"] for arm in found["arms"]} == {8}
    outcome = found["arms"][1]["outcomes"]["nprs"]
    assert 0.0 <= outcome["last"] <= 10.0
    assert outcome["mean"]["low"] <= outcome["mean"]["high"]
    (contrast,) = found["contrasts"]
    for key in ("difference", "true_difference", "power", "type_one"):
        assert contrast[key]["low"] <= contrast[key]["high"]
    assert [size["power"] for size in contrast["sample_sizes"]] == [0.8, 0.9]
    assert found["calibrated"] is False
    assert "not calibrated" in found["note"]
    assert found["trials"] == 20


def test_the_same_seed_gives_the_same_trials_on_more_threads(strigil: Run) -> None:
    one = strigil("trial", TWO_ARMS, *FEW, "--json", "--seed", "3")
    two = strigil("trial", TWO_ARMS, *FEW, "--json", "--seed", "3", "--workers", "2")
    other = strigil("trial", TWO_ARMS, *FEW, "--json", "--seed", "4")
    assert one.stdout == two.stdout != other.stdout


def test_doses_are_set_beside_each_other_and_none_is_named_best(strigil: Run) -> None:
    result = strigil("trial", DOSES, *FEW)
    assert result.exit_code == 0
    assert "No dose is named best" in " ".join(result.stdout.split())
    assert "illustration, not calibrated" in result.stderr
    words = f"{result.stdout} {result.stderr}".lower()
    assert "optim" not in words
    assert "recommend" not in words


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_the_table_holds_every_simulated_trial(
    strigil: Run, tmp_path: Path, ending: str
) -> None:
    place = tmp_path / f"trials.{ending}"
    assert strigil("trial", TWO_ARMS, *FEW, "--out", str(place)).exit_code == 0
    table = pl.read_parquet(place) if ending == "parquet" else pl.read_csv(place)
    assert table.height == 40
    later = table.filter(pl.col("arm") == "exercise_and_iastm")
    assert later["estimate"].null_count() == 0
    assert set(later["trial"]) == set(range(20))


def test_the_chart_is_a_drawing_with_what_it_says(strigil: Run, tmp_path: Path) -> None:
    place = tmp_path / "trial.svg"
    assert strigil("trial", DOSES, *FEW, "--plot", str(place)).exit_code == 0
    text = place.read_text("utf-8")
    ET.fromstring(text)  # noqa: S314  # our own drawing
    for words in ("not calibrated", "matter to patients", "Difference from exercise"):
        assert words in text
    assert text.index(">half<") < text.index(">one<") < text.index(">two<")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["none.toml"], "Can not read the trial 'none.toml'"),
        ([TWO_ARMS, "--out", "table.xlsx"], "written as .parquet or .csv"),
        ([TWO_ARMS, "--plot", "chart.png"], "written as .svg"),
        ([TWO_ARMS, "--trials", "5"], "20"),
        ([TWO_ARMS, "--patients", "0"], "4"),
        ([TWO_ARMS, "--scheduler", "nowhere"], "tcp://host:8786"),
    ],
)
def test_wrong_input_ends_with_two_and_says_what_is_allowed(
    strigil: Run, arguments: list[str], words: str
) -> None:
    few = [] if "--trials" in arguments else ["--trials", "20"]
    result = strigil("trial", *arguments, *few)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr
