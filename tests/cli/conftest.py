"""The command line, run in a folder of its own with the example cases at hand."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from strigil.cli import cli

ROOT = Path(__file__).parents[2]


@pytest.fixture
def strigil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run ``strigil`` with arguments; stdout and stderr are kept apart."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(
            cli, list(arguments), prog_name="strigil", catch_exceptions=False
        )

    return run
