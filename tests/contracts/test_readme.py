"""What the README shows works as it is printed there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.mark.slow
def test_the_library_example_runs_and_has_fifteen_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = blocks("python")
    assert len([line for line in example.splitlines() if line.strip()]) <= 16
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    exec(compile(example, "README.md", "exec"), names)  # noqa: S102  # our own README
    by_edge, by_thumb = names["by_edge"], names["by_thumb"]
    # The edge is narrower than the thumb: the same force, the higher pressure.
    assert by_edge.peak_pressure.value > by_thumb.peak_pressure.value
    # A dropped packet may split a stroke, never lose one.
    assert 20 <= len(names["analysis"].strokes) <= 23
    assert "Achilles" in capsys.readouterr().out


def test_every_picture_and_page_it_points_to_is_there() -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", README)
    assert [name for name in targets if not (ROOT / name).exists()] == []


@pytest.mark.slow
def test_every_command_it_shows_works(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from click.testing import CliRunner

    from strigil.cli import cli

    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    lines = [
        line
        for block in blocks("sh")
        for line in block.splitlines()
        if line.startswith("strigil ")
    ]
    assert len(lines) >= 8
    for line in lines:
        done = CliRunner().invoke(cli, line.split()[1:], prog_name="strigil")
        assert done.exit_code == 0, f"{line}\n{done.output}"
