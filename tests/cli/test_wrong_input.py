"""Wrong input ends with status 2 and one or two lines; never a traceback."""

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
CASE = "examples/cases/achilles_tendinopathy.toml"
PRESS = ("contact", "--edge", "scanner.convex", "--site", "calf", "--force", "3")

# What was given: (arguments, what the message must say).
WRONG: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "unknown command": (("lst",), ("lst", "list")),
    "unknown kind": (("list", "egdes"), ("egdes", "edges")),  # codespell:ignore
    "unknown item": (("show", "site", "calv"), ("calv", "calf")),
    "unknown source": (("cite", "Syeda2023"), ("Syeda2023", "Syeda2022")),
    "unknown site": ((*PRESS[:3], "--site", "clf", "--force", "3"), ("clf", "calf")),
    "unknown edge": (
        ("contact", "--instrument", "scanner", "--edge", "convx", *PRESS[3:]),
        ("convx", "convex"),
    ),
    "unknown whole edge": (
        ("contact", "--edge", "scaner.convex", *PRESS[3:]),
        ("scaner.convex", "scanner.convex"),
    ),
    "unknown instrument": (
        ("contact", "--instrument", "scaner", "--edge", "convex", *PRESS[3:]),
        ("scaner", "scanner"),
    ),
    "an edge that several have": (
        ("contact", "--edge", "convex", *PRESS[3:]),
        ("--instrument",),
    ),
    "no edge": (("contact", *PRESS[3:]), ("--edge",)),
    "force below zero": ((*PRESS[:-1], "-3"), ("-3", "200 N")),
    "force in grams": ((*PRESS[:-1], "4000"), ("4000", "200 N", "grams")),
    "force that is no number": ((*PRESS[:-1], "six"), ("six", "not a number")),
    "force with a decimal comma": ((*PRESS[:-1], "6,5"), ("6,5", "6.5")),
    "no force at all": ((*PRESS[:-1], "0"), ("0 N", "200 N")),
    "endless force": ((*PRESS[:-1], "inf"), ("inf", "200 N")),
    "angle too flat": ((*PRESS, "--angle-deg", "0"), ("15 and 90", "0 was given")),
    "seed below zero": ((*PRESS, "--seed", "-1"), ("-1", "x>=0")),
    "simulated seed below zero": (("simulate-recording", "--seed", "-1"), ("-1",)),
    "forecast seed below zero": (("forecast", CASE, "--seed", "-1"), ("-1",)),
    "samples that are no number": ((*PRESS, "--samples", "x"), ("a whole number",)),
    "missing option": (PRESS[:-2], ("--force",)),
    "misspelt option of all": (("plan", "--jsn", CASE), ("--jsn", "--json'? See")),
    "folder as recording": (("analyse", "examples"), ("examples", "is a file")),
    "folder as case": (("plan", "examples"), ("examples",)),
    "empty case": (("plan", "empty.csv"), ("schema = 1", "nothing")),
    "case that is no UTF-8": (("plan", "latin.toml"), ("byte 10", "UTF-8")),
    "text where a list belongs": (("plan", "list.toml"), ("a list", "'calf'")),
    "a page where a table belongs": (("plan", "page.toml"), ("a table", "...")),
    "recording without a sample": (("analyse", "latin.toml"), ("no samples",)),
    "force that is not a number": ((*PRESS[:-1], "nan"), ("200 N",)),
    "angle too steep": ((*PRESS, "--angle-deg", "120"), ("120", "90")),
    "misspelt option": ((*PRESS, "--anglle-deg", "30"), ("--anglle-deg",)),
    "a chart nowhere": (
        (*PRESS, "--samples", "20", "--plot", "no/c.svg"),
        ("no/c.svg",),
    ),
    "no such case": (("screen", "nope.toml"), ("nope.toml",)),
    "misspelt key": (("plan", "misspelt.toml"), ("problm", "problem")),
    "misspelt condition": (("screen", "condition.toml"), ("tendinopaty",)),
    "case that is no TOML": (("screen", "random.bin"), ("random.bin",)),
    "no such recording": (("analyse", "nope.csv"), ("nope.csv",)),
    "empty recording": (("analyse", "empty.csv"), ("empty.csv",)),
    "random bytes": (("analyse", "random.bin"), ("random.bin",)),
    "recording without time": (("analyse", "timeless.csv"), ("time",)),
    "text in a number": (("analyse", "text.csv"), ("text.csv",)),
    "time that goes back": (("analyse", "back.csv"), ("back",)),
    "a page nowhere": (
        ("simulate-recording", "--strokes", "2", "--out", "no/a.csv"),
        ("no",),
    ),
    "recording of another kind": (
        ("simulate-recording", "--strokes", "2", "--out", "a.xlsx"),
        ("a.xlsx", ".parquet"),
    ),
    "a chart of another kind": (
        (*PRESS, "--samples", "20", "--plot", "c.png"),
        ("c.png", ".svg"),
    ),
    "a report of another kind": (
        ("analyse", "short.csv", "--report", "a.docx"),
        ("a.docx", ".html or .pdf"),
    ),
    "unknown quantity": (
        ("forecast", CASE, "--samples", "10", "--days", "7", "--quantity", "pian"),
        ("pian", "pain"),
    ),
}


@pytest.fixture
def wrong_files(tmp_path: Path) -> None:
    files = {
        "misspelt.toml": "schema = 1\n[problm]\ncondition = 'calf_strain'\n",
        "condition.toml": (
            "schema = 1\n[problem]\ncondition = 'achilles_tendinopaty'\n"
            "site = 'calf'\nside = 'left'\n"
        ),
        "empty.csv": "",
        "timeless.csv": "force_normal,mood\n1,2\n2,3\n",
        "text.csv": "time,force_normal\n0.0,1\n0.1,firm\n0.2,1\n",
        "short.csv": "time,force_normal\n0.0,1\n0.1,2\n0.2,1\n",
        "back.csv": "time,force_normal\n0.0,1\n0.2,1\n0.1,1\n0.3,2\n",
    }
    problem = "[problem]\ncondition = 'calf_strain'\nsite = 'calf'\nside = 'left'\n"
    files["list.toml"] = f"schema = 1\nfindings = 'calf'\n{problem}"
    files["page.toml"] = f"schema = 1\nproblem = ['{'calf ' * 200}']\n"
    (tmp_path / "latin.toml").write_bytes('title = "Ä"\n'.encode("latin-1"))
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    noise = bytes((i * 7919 + 13) % 256 for i in range(4096))
    (tmp_path / "random.bin").write_bytes(noise)


@pytest.mark.usefixtures("wrong_files")
@pytest.mark.parametrize("wrong", list(WRONG))
def test_wrong_input_is_named_in_one_or_two_lines(strigil: Run, wrong: str) -> None:
    arguments, said = WRONG[wrong]
    result = strigil(*arguments)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    lines = result.stderr.strip().splitlines()
    assert 1 <= len(lines) <= 2, result.stderr
    assert all(word in result.stderr for word in said), result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", ["serve", "backup", "audit"])
def test_without_the_clinic_its_commands_name_what_to_install(
    strigil: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        "strigil.cli.group.find_spec",
        lambda name: None if name == "django" else real(name),
    )
    result = strigil(command)
    assert result.exit_code == 2
    assert "strigil[clinic]" in result.stderr
