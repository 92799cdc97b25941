"""The group of commands: imported when called, wrong input told in one or two lines."""

import codecs
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from io import TextIOWrapper
from typing import Any

import click

from strigil import __version__
from strigil.errors import MissingExtraError, StrigilError, UnknownNameError

__all__ = ["CLINIC_COMMANDS", "COMMANDS", "cli", "main"]

# Command: (module that holds it, one line for the list). Nothing is imported for help.
COMMANDS: dict[str, tuple[str, str]] = {
    "list": ("list_items", "What the catalogue holds."),
    "show": ("show_item", "One item, each number with unit, spread and source."),
    "cite": ("cite_items", "Where the numbers come from."),
    "contact": ("contact", "What an edge does to each layer under the skin."),
    "record": ("record", "A live sensor, taken down."),
    "profile": ("profile", "What a sensor's columns mean, proposed."),
    "analyse": ("analyse", "Strokes, dose and quality of a recording."),
    "calibrate-sensor": (
        "calibrate_sensor",
        "Zero, weight and axes of a force sensor.",
    ),
    "dose": ("dose", "Where a recording's dose went: on the skin and below."),
    "screen": ("screen_case", "Whether a case may be treated, and why not."),
    "plan": ("plan_case", "A plan of care with its reasons."),
    "forecast": ("forecast_case", "How tissue may answer, over weeks."),
    "validate": ("validate", "The response model against published experiments."),
    "what-if": ("what_if", "A plan beside changed plans and none."),
    "trial": ("trial", "A trial simulated many times: power, size, doses."),
    "simulate-recording": ("simulate", "A synthetic recording with known truth."),
    "doctor": ("doctor", "Whether this installation is complete."),
}
# Commands of the clinic application, which joins by an entry point.
CLINIC_COMMANDS: dict[str, str] = {
    "serve": "The clinic application, on this machine.",
    "backup": "Keep a copy of the clinic's data.",
    "restore": "Bring a copy of the clinic's data back.",
    "audit": "Check the clinic's audit trail.",
    "fhir": "FHIR bundles in and out.",
}
# What a terminal without our signs shows; above all a minus stays a minus.
_PLAIN = {"−": "-", "–": "-", "·": ".", "°": "d", "’": "'", "“": '"', "”": '"'}
# What a wrong kind of value is called, by the parser and by us.
_KINDS = {
    "not a valid float range": "not a number such as 6.5",
    "not a valid float": "not a number such as 6.5",
    "not a valid integer range": "not a whole number",
    "not a valid integer": "not a whole number",
}
_ENTRY_POINTS = "strigil.commands"


class LazyGroup(click.Group):
    """Commands that are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the work, the clinic's last."""
        return [*COMMANDS, *_joined()]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import a command, or say what it needs."""
        if name in COMMANDS:
            module = import_module(f"strigil.cli.{COMMANDS[name][0]}")
            command: click.Command = module.command
            return command
        return _clinic_command(name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the nearest."""
        if (
            args
            and not args[0].startswith("-")
            and self.get_command(ctx, args[0]) is None
        ):
            kind = "command"
            raise UnknownNameError(
                kind, args[0], self.list_commands(ctx), "See: strigil --help"
            )
        return super().resolve_command(ctx, args)

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the commands, the two options in one line: help fits a screen."""
        self.format_commands(ctx, formatter)
        known = "--version, -h or --help"
        formatter.write(f"Options: {known}. Example: strigil list edges\n")

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the list of commands without importing any."""
        lines = {name: line for name, (_, line) in COMMANDS.items()}
        lines |= {name: CLINIC_COMMANDS.get(name, "") for name in _joined()}
        formatter.write("Commands:\n")  # no blank line before it: help fits a screen
        with formatter.indentation():
            formatter.write_dl(list(lines.items()))

    def main(self, *args: Any, standalone_mode: bool = True, **kwargs: Any) -> Any:
        """Run a command; wrong input ends with status 2 and one or two lines."""
        run: Any = super().main
        if not standalone_mode:
            return run(*args, standalone_mode=False, **kwargs)
        try:
            code = run(*args, standalone_mode=False, **kwargs)
        except click.exceptions.UsageError as error:
            code = _say_usage(error)
        except click.ClickException as error:
            code = _say(error.format_message(), error.exit_code)
        except StrigilError as error:
            code = _say(str(error), 2)
        except (click.Abort, KeyboardInterrupt):
            code = _say("Stopped.", 130)
        except OSError as error:
            code = _say(_os_words(error), 2)
        sys.exit(code if isinstance(code, int) else 0)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="strigil")
def cli() -> None:
    """Instrument-assisted soft tissue mobilization, measured and explained. For
    research and demonstration; not a medical device. The clinician decides.
    """  # noqa: D205  # one paragraph: help fits a screen


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; a terminal that lacks a sign shows its plain like."""
    codecs.register_error("plain", _plain_signs)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="plain")
    cli.main(args=None if arguments is None else list(arguments), prog_name="strigil")


def _plain_signs(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(_PLAIN.get(sign, "?") for sign in missing), error.end


def _joined() -> list[str]:
    return sorted(entry_points(group=_ENTRY_POINTS).names)


def _clinic_command(name: str) -> click.Command | None:
    found = [e for e in entry_points(group=_ENTRY_POINTS) if e.name == name]
    if not found and name not in CLINIC_COMMANDS:
        return None
    if find_spec("django") is None:
        message = (
            f"'strigil {name}' is part of the clinic application, which is not "
            "installed. Install it: pip install 'strigil[clinic]'"
        )
        raise MissingExtraError(message)
    command: click.Command | None = found[0].load() if found else None
    return command


def _say(words: str, code: int) -> int:
    click.echo(f"strigil: {' '.join(words.split())}", err=True)
    return code


def _say_usage(error: click.UsageError) -> int:
    path = error.ctx.command_path if error.ctx else "strigil"
    words = error.format_message().removesuffix(".")
    for theirs, ours in _KINDS.items():
        words = words.replace(theirs, ours)
    end = "" if words.endswith("?") else "."
    return _say(f"{words}{end} See: {path} --help", 2)


def _os_words(error: OSError) -> str:
    if isinstance(error, BrokenPipeError):
        return "The reader of the output went away."
    place = f" {error.filename!r}" if error.filename else ""
    return f"Can not read or write{place}: {error.strerror or error}."
