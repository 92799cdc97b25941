"""`strigil analyse` tells how the tool leaned, where a motion sensor was on it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from tests.signals.test_inclination import leaning

from strigil.signals import recording_of, write_recording

Run = Callable[..., Result]


@pytest.fixture
def tilted(tmp_path: Path) -> Path:
    path = tmp_path / "tilted.parquet"
    write_recording(leaning(35.0), path)
    return path


def test_each_stroke_has_its_inclination_and_still_no_treatment_angle(strigil, tilted):
    found = json.loads(strigil("analyse", str(tilted), "--json").stdout)
    assert found["strokes"]
    for stroke in found["strokes"]:
        assert stroke["inclination_deg"] == pytest.approx(35.0, abs=0.5)
        assert stroke["angle_deg"] is None


def test_the_report_says_what_the_inclination_is_and_is_not(strigil, tilted, tmp_path):
    page = tmp_path / "report.html"
    strigil("analyse", str(tilted), "--report", str(page))
    told = page.read_text("utf-8")
    assert "Edge plane against the level" in told
    assert "35°" in told
    assert "to the skin only where the skin is level" in told


def test_without_a_motion_sensor_neither_says_a_word_of_it(strigil, tmp_path):
    recording = leaning(35.0)
    force = {"force_normal": recording.channels["force_normal"]}
    path, page = tmp_path / "force.parquet", tmp_path / "report.html"
    write_recording(recording_of(recording.time, force), path)
    found = json.loads(
        strigil("analyse", str(path), "--json", "--report", str(page)).stdout
    )
    assert {stroke["inclination_deg"] for stroke in found["strokes"]} == {None}
    assert "against the level" not in page.read_text("utf-8")
