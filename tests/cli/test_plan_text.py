"""What a plan says on a terminal, and what it keeps to itself."""

import re
from collections.abc import Callable

import pytest
from click.testing import Result

Run = Callable[..., Result]


def words(strigil: Run, command: str, name: str) -> str:
    result = strigil(command, f"examples/cases/{name}.toml")
    assert result.exit_code == 0, result.stderr
    return " ".join(result.stdout.split())


def test_times_are_minutes_and_seconds_never_fractions(strigil: Run) -> None:
    said = words(strigil, "plan", "hard_anticoagulant")
    assert "24 s" in said
    assert not re.search(r"\d\.\d+ min", said)


def test_a_plan_says_how_long_its_own_strokes_take(strigil: Run) -> None:
    said = words(strigil, "plan", "hard_anticoagulant")
    assert "at most 10 min of IASTM each (this one: 1 min of strokes)" in said


def test_every_place_is_named_with_its_side(strigil: Run) -> None:
    said = words(strigil, "plan", "achilles_tendinopathy")
    assert "Achilles tendon, midportion, right:" in said
    assert "Calf, gastrocnemius and soleus, right:" in said


@pytest.mark.parametrize("name", ["hard_dvt_signs", "hard_acute_day_two"])
def test_a_held_plan_speaks_of_no_stroke_and_of_no_rubbing(
    strigil: Run, name: str
) -> None:
    said = re.sub(r"\[[^]]*\]", "", words(strigil, "plan", name))  # but the sources may
    for word in ("Or instead", "Massage", "Another edge", "Stop when", "redness"):
        assert word not in said


def test_a_forecast_says_that_trials_on_pain_conflict(strigil: Run) -> None:
    result = strigil(
        "forecast", "examples/cases/achilles_tendinopathy.toml", "--samples", "10",
        "--days", "7",
    )  # fmt: skip
    assert "trials conflict" in " ".join(result.stdout.split())
