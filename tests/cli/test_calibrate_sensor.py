"""A sensor is calibrated from a file, and analyse takes its weight off."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
WAVED = "examples/recordings/waved.csv"


def test_the_calibration_is_told_as_json_and_kept(strigil: Run) -> None:
    result = strigil("calibrate-sensor", WAVED, "--out", "s.json", "--json")
    told = json.loads(result.stdout)
    assert told["sufficient"]
    assert told["mass"]["value"] == pytest.approx(0.06, rel=0.05)
    assert json.loads(Path("s.json").read_text())["mass"] == told["mass"]


def test_analyse_takes_zero_and_weight_off(strigil: Run) -> None:
    strigil("calibrate-sensor", WAVED, "--out", "s.json")
    result = strigil("analyse", WAVED, "--calibration", "s.json", "--json")
    told = json.loads(result.stdout)
    assert told["strokes"] == []
    assert any("taken off" in note["message"] for note in told["quality"])


def test_a_calibration_that_is_none_is_said_in_one_line(strigil: Run) -> None:
    result = strigil("analyse", WAVED, "--calibration", WAVED)
    assert result.exit_code == 2
    assert "calibrate-sensor" in result.stderr
    assert len(result.stderr.splitlines()) <= 2


def test_a_touch_without_motion_channels_is_said_in_one_line(strigil: Run) -> None:
    result = strigil("analyse", WAVED, "--flat-touch", "1", "2")
    assert result.exit_code == 2
    assert "angular velocity" in result.stderr
