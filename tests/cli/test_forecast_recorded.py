"""`strigil forecast --recording`: what was delivered, beside what was planned."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from strigil.signals import read_recording, recording_of, write_recording

Run = Callable[..., Result]
DONE = "examples/cases/achilles_tendinopathy.toml"
NONE_SO_FAR = "examples/cases/mcl_sprain.toml"
FEW = ("--samples", "10", "--days", "14")


@pytest.fixture
def file(strigil: Run) -> str:
    made = strigil("simulate-recording", "--strokes", "12", "--out", "strokes.parquet")
    assert made.exit_code == 0
    return "strokes.parquet"


def as_json(result: Result) -> dict:
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_without_a_number_the_last_session_so_far_is_the_recorded_one(
    strigil: Run, file: str
) -> None:
    found = as_json(strigil("forecast", DONE, "--recording", file, *FEW, "--json"))
    told = found["recording"]
    assert (told["session"], told["time_days"]) == (2, 3.0)
    assert told["instead_of"] == "reported"
    assert told["planned"]["edge"] == "multi_curve_small.concave"
    delivered = told["delivered"]
    assert delivered["placing"] == "measured"
    assert delivered["strain"]["low"] < delivered["strain"]["high"]
    assert len(delivered["shares"]) == 8
    assert 1e-4 < delivered["area"] < 0.1
    planned = told["planned_quantities"]["restriction"]["difference"]["median"]
    differs = found["quantities"]["restriction"]["difference"]["median"]
    assert planned[-1] != pytest.approx(differs[-1], rel=1e-3)
    assert found["calibrated"] is False


def test_a_session_ahead_can_be_asked_for(strigil: Run, file: str) -> None:
    command = ("forecast", DONE, "--recording", file, *FEW, "--session", "3", "--json")
    told = as_json(strigil(*command))["recording"]
    assert told["instead_of"] == "planned"
    assert told["time_days"] >= 7.0


def test_both_are_shown_beside_each_other_and_what_was_assumed(
    strigil: Run, file: str
) -> None:
    result = strigil("forecast", DONE, "--recording", file, *FEW, "--plot", "a.svg")
    assert result.exit_code == 0, result.stderr
    for said in ("Session 2, reported and delivered", "As reported", "As delivered"):
        assert said in result.stdout
    told = " ".join(result.stderr.split())
    assert "stands for session 2 (day 3)" in told
    assert "names no edge: that of the session" in told
    assert "Where the strokes went was recorded." in told
    assert "illustration, not calibrated" in told


def test_without_positions_the_assumption_is_told(strigil: Run, file: str) -> None:
    whole = read_recording(file)
    kept = {k: v for k, v in whole.channels.items() if not k.startswith("position")}
    write_recording(recording_of(whole.time, kept), "blind.parquet")
    command = ("forecast", DONE, "--recording", "blind.parquet", *FEW, "--json")
    result = strigil(*command, "--length-mm", "60")
    delivered = as_json(result)["recording"]["delivered"]
    assert delivered["placing"] == "assumed"
    assert "one line of 60 mm" in delivered["said"][0]
    assert "one line of 60 mm" in result.stderr


def test_the_first_planned_session_is_meant_where_none_was_done(
    strigil: Run, file: str
) -> None:
    command = ("forecast", NONE_SO_FAR, "--recording", file, *FEW, "--json")
    told = as_json(strigil(*command))["recording"]
    assert (told["session"], told["instead_of"]) == (1, "planned")


def test_a_recording_where_nothing_is_planned_is_not_called_planned(
    strigil: Run, file: str
) -> None:
    case = "examples/cases/hard_fluoroquinolone.toml"
    where = ("--edge", "scanner.convex")
    result = strigil("forecast", case, "--recording", file, *where, *FEW, "--json")
    found = as_json(result)
    assert found["held"]
    assert found["recording"]["instead_of"] == "not planned"
    assert found["recording"]["planned"] is None
    assert "which is not planned" in found["recording"]["said"][0]


def test_a_forecast_without_a_recording_says_none(strigil: Run) -> None:
    assert as_json(strigil("forecast", DONE, *FEW, "--json"))["recording"] is None


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--session", "99"), "--session 99 was given"),
        (("--site", "calf"), "The recording is of calf"),
        (("--edge", "scaner.convex"), "scanner.convex"),
        (("--length-mm", "-1"), "length"),
    ],
)
def test_what_can_not_be_ends_with_status_2_and_says_why(
    strigil: Run, file: str, options: tuple[str, ...], said: str
) -> None:
    if "--length-mm" in options:
        whole = read_recording(file)
        force = {"force_normal": whole.channels["force_normal"]}
        write_recording(recording_of(whole.time, force), file)
    result = strigil("forecast", DONE, "--recording", file, *FEW, *options)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_what_is_of_a_recording_needs_one(strigil: Run) -> None:
    result = strigil("forecast", DONE, *FEW, "--session", "1")
    assert result.exit_code == 2
    assert "--session is of a recording, and none was given" in result.stderr
    missing = strigil("forecast", DONE, *FEW, "--recording", "none.parquet")
    assert missing.exit_code == 2
    assert "none.parquet" in missing.stderr
