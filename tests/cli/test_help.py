"""Help fits a screen, its examples work, the guide knows every command."""

import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from strigil.cli import cli
from strigil.cli.group import COMMANDS

Run = Callable[..., Result]
ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guides" / "command-line.md"


def examples_of(name: str) -> list[list[str]]:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    text = getattr(command, "example", "").replace("\\\n", " ")
    return [shlex.split(line)[1:] for line in text.splitlines()]


def test_help_fits_a_screen(strigil: Run) -> None:
    text = strigil("--help").stdout
    assert len(text.splitlines()) <= 24
    assert all(name in text for name in COMMANDS)


@pytest.mark.parametrize("name", list(COMMANDS))
def test_the_example_of_every_commands_help_works(strigil: Run, name: str) -> None:
    strigil("simulate-recording", "--strokes", "4", "--out", "strokes.csv")
    examples = examples_of(name)
    assert examples
    for example in examples:
        result = strigil(*example)
        assert result.exit_code == 0, result.stderr


@pytest.mark.parametrize("name", list(COMMANDS))
def test_the_guide_holds_every_commands_help_as_it_is(strigil: Run, name: str) -> None:
    help_text = strigil(name, "--help").stdout.strip()
    assert help_text in GUIDE.read_text("utf-8"), "run: python docs/command_help.py"


def test_help_imports_no_array_library() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from strigil.cli import cli;"
        "CliRunner().invoke(cli, ['--help']);"
        "print([m for m in ('numpy', 'scipy', 'polars', 'rich') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_on_a_terminal_without_our_signs_a_minus_stays_a_minus(tmp_path: Path) -> None:
    press = ["contact", "--edge", "scanner.convex", "--site", "calf", "--force", "3"]
    code = f"from strigil.cli import main; main({[*press, '--samples', '20']})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert re.search(rb"muscle .* -\d+ % \(-\d", done.stdout)
    assert b"?" not in done.stdout
