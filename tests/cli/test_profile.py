"""``strigil profile``: shown, corrected, written, used."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from strigil.cli import cli

Run = Callable[..., Result]


def write_counts() -> None:
    rows = [f"{10 * i},{512 + (i % 50) * 10}" for i in range(400)]
    Path("raw.csv").write_text("\n".join(["ms,A0", *rows]))


def test_a_profile_is_shown_asked_for_corrected_written_and_used(strigil: Run) -> None:
    write_counts()
    seen = strigil("profile", "raw.csv")
    assert seen.exit_code == 0, seen.stderr
    assert "10 bit" in " ".join(seen.stdout.split())
    assert "--column 'A0=...'" in seen.stderr
    column = "A0=force_normal,N,scale=0.02,offset=512"
    done = strigil(
        "profile", "raw.csv", "--column", column, "--out", "own.toml", "--json"
    )
    assert done.exit_code == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["because"]["A0"] == "as you said"
    assert said["questions"] == {}
    analysed = strigil("analyse", "raw.csv", "--profile", "own.toml", "--json")
    assert analysed.exit_code == 0, analysed.stderr
    strokes = json.loads(analysed.stdout)["strokes"]
    assert max(stroke["peak_force"] for stroke in strokes) < 12


def test_on_a_terminal_what_is_not_known_is_asked(
    strigil: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"{512 + i % 50},{i % 3}" for i in range(400)]
    Path("raw.csv").write_text("\n".join(["A0,gx", *rows]))
    monkeypatch.setattr("strigil.cli.profile._on_a_terminal", lambda: True)
    answers = "force_normal,N,scale=0.02,offset=512\n\n100\n"
    call = ["profile", "raw.csv", "--out", "own.toml"]
    done = CliRunner().invoke(cli, call, input=answers)
    assert done.exit_code == 0, done.stderr
    told = tomllib.loads(Path("own.toml").read_text())
    assert told["sample_rate"] == 100.0
    assert [column["column"] for column in told["columns"]] == ["A0"]
    assert told["columns"][0]["scale"] == 0.02


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing.csv"], "no file 'nothing.csv'"),
        (["raw.csv", "--column", "A0"], "lacks '='"),
        (["raw.csv", "--column", "A0=force_normal,N,scal=2"], "'scal'"),
        (["raw.csv", "--column", "A0=force_normal,N,scale=x"], "must be a number"),
        (["raw.csv", "--column", "A1=force_normal,N"], "'A0'"),
        (["raw.csv", "--column", "A0=force,N"], "channel 'force'"),
        (["raw.csv", "--rate", "-1"], "above 0"),
        (["raw.csv", "--out", "own.toml"], "lacks a column"),
        (["raw.csv", "--column", "A0=force_normal,N", "--out", "own.txt"], ".toml"),
    ],
)
def test_a_wrong_call_ends_with_2_and_one_line(
    strigil: Run, arguments: list[str], said: str
) -> None:
    write_counts()
    done = strigil("profile", *arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
