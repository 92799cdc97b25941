"""Write every command's help into the guide, so that the guide is never out of date."""

from pathlib import Path

from click.testing import CliRunner

from strigil.cli import cli
from strigil.cli.group import COMMANDS

GUIDE = Path(__file__).parent / "guides" / "command-line.md"
MARK = "<!-- From here on written by docs/command_help.py -->"


def command_help() -> str:
    """Return the help of the group and of every command as Markdown."""
    pages = [("strigil", ["--help"])]
    pages += [(f"strigil {name}", [name, "--help"]) for name in COMMANDS]
    parts = []
    for head, arguments in pages:
        text = CliRunner().invoke(cli, arguments, prog_name="strigil").stdout.strip()
        parts.append(f"### `{head}`\n\n```text\n{text}\n```\n")
    return "\n".join(parts)


def write() -> None:
    """Replace what stands below the mark in the guide."""
    above = GUIDE.read_text("utf-8").partition(MARK)[0]
    GUIDE.write_text(
        f"{above}{MARK}\n\n## Help of every command\n\n{command_help()}", "utf-8"
    )


if __name__ == "__main__":
    write()
