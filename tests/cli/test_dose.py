"""`strigil dose` says where a recording's dose went, and what it can not say."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import Result

from strigil.signals import read_recording, recording_of, write_recording

Run = Callable[..., Result]
WHERE = ("--edge", "scanner.convex", "--site", "calf")


@pytest.fixture
def file(strigil: Run) -> str:
    made = strigil("simulate-recording", "--strokes", "6", "--out", "strokes.parquet")
    assert made.exit_code == 0
    return "strokes.parquet"


@pytest.fixture
def without_places(file: str, tmp_path: Path) -> str:
    whole = read_recording(tmp_path / file)
    kept = {k: v for k, v in whole.channels.items() if not k.startswith("position")}
    write_recording(recording_of(whole.time, kept), tmp_path / "blind.parquet")
    return "blind.parquet"


def test_json_holds_places_layers_and_the_target(strigil: Run, file: str) -> None:
    result = strigil("dose", file, *WHERE, "--json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    told = found["map"]
    assert told["placing"] == "measured"
    assert np.shape(told["passes"]) == (len(told["along"]), len(told["across"]))
    assert [one["name"] for one in told["layers"]] == [
        "skin",
        "fat",
        "fascia",
        "muscle",
    ]
    assert told["target"]["structure"] == "muscle"
    assert told["calibrated"] is False
    strain = told["layers"][0]["highest_strain"]
    assert strain["low"] < strain["value"] < strain["high"] < 0
    assert found["dose"]["site"] == "calf"


def test_a_picture_shows_skin_and_layers(
    strigil: Run, file: str, tmp_path: Path
) -> None:
    result = strigil("dose", file, *WHERE, "--plot", "dose.svg")
    assert result.exit_code == 0, result.stderr
    picture = (tmp_path / "dose.svg").read_text("utf-8")
    for said in ("Passes, from above", "target: ", "not calibrated"):
        assert said in picture
    assert "Never touched" in result.stdout
    assert "Cannot be said." in result.stdout


def test_without_positions_the_length_is_asked_for_and_said(
    strigil: Run, without_places: str
) -> None:
    result = strigil("dose", without_places, *WHERE, "--length-mm", "80", "--json")
    told = json.loads(result.stdout)["map"]
    assert told["placing"] == "assumed"
    assert told["untouched_share"] is None
    assert "one line of 80 mm" in told["cannot_say"][0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "the edge and site must be named"),
        (("--edge", "scanner.convx", "--site", "calf"), "scanner.convex"),
        ((*WHERE, "--length-mm", "-3"), "length of a stroke is positive"),
    ],
)
def test_what_can_not_be_ends_with_status_2_and_says_why(
    strigil: Run, without_places: str, arguments: tuple[str, ...], said: str
) -> None:
    result = strigil("dose", without_places, *arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_a_report_holds_the_map_and_the_scan(
    strigil: Run, file: str, tmp_path: Path
) -> None:
    result = strigil("analyse", file, *WHERE, "--report", "a.html", "--scan", "s.svg")
    assert result.exit_code == 0, result.stderr
    page = (tmp_path / "a.html").read_text("utf-8")
    assert "Dose on the skin and in the layers below" in page
    assert "Stiffness along the way" in page
    assert "force alone gives no stiffness" in (tmp_path / "s.svg").read_text("utf-8")
