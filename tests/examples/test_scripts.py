"""Every example runs, stays short, and keeps one number or law."""

import runpy
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "examples"
SCRIPTS = sorted(FOLDER.glob("0*.py"))


def main_of(name: str) -> Callable[..., dict[str, Any]]:
    return runpy.run_path(str(FOLDER / name))["main"]


def test_there_are_six_examples() -> None:
    assert [path.name[:2] for path in SCRIPTS] == ["01", "02", "03", "04", "05", "06"]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_an_example_fits_on_a_screen_and_says_what_it_shows(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 60
    assert text.startswith('"""')


def test_the_broadest_edge_of_the_scanner_is_its_narrow_end() -> None:
    found = main_of("01_hold_an_instrument.py")()
    assert found["broadest"] == "scanner.tip"
    assert found["low"] < found["radius"] < found["high"]


def test_an_edge_presses_more_than_the_thumb_at_the_same_force(tmp_path: Path) -> None:
    chart = tmp_path / "contact.svg"
    found = main_of("02_press_and_read_pressure.py")(chart)
    assert found["edge_pressure"] > found["thumb_pressure"]
    carried = found["edge_line_load"] * found["edge_length"]
    assert carried == pytest.approx(3.0, rel=0.25)
    ET.fromstring(chart.read_text("utf-8"))  # noqa: S314  # our own drawing


def test_every_simulated_stroke_is_found_again(tmp_path: Path) -> None:
    found = main_of("03_segment_strokes.py")(tmp_path / "recording.svg")
    assert found["found"] == 20
    assert found["worst_error"] < 1.0


def test_twice_the_strokes_are_about_twice_the_dose() -> None:
    found = main_of("04_dose_a_session.py")()
    assert found["strokes"] == 30
    assert found["time_ratio"] == pytest.approx(2.0, rel=0.15)
    assert found["dose_ratio"] == pytest.approx(found["time_ratio"], rel=0.3)


def test_no_session_makes_no_difference(tmp_path: Path) -> None:
    found = main_of("05_response_over_twelve_weeks.py")(tmp_path / "pain.svg")
    assert found["weeks"] == pytest.approx(12.0)
    assert found["difference_without_sessions"] == 0.0
    assert found["band"] > 0.0


def test_a_plan_begins_with_a_check_and_goes_from_light_to_firm_at_each_site() -> None:
    found = main_of("06_plan_of_care.py")()
    assert found["first_phase"] == "check"
    order = ["light", "moderate", "firm"]
    assert found["words"]
    for words in found["words"].values():
        ranks = [order.index(word) for word in words]
        assert ranks[0] == 0
        assert ranks == sorted(ranks)
    assert (found["held_steps"], found["held_decision"]) == (0, "refer")
