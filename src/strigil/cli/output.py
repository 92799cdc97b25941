"""What every command shares: JSON for machines, tables for people, notes on stderr."""

import dataclasses
import json
import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from strigil.errors import InvalidValueError

if TYPE_CHECKING:
    from rich.console import Console

__all__ = [
    "SEED",
    "console",
    "json_option",
    "notes",
    "plain",
    "plot_option",
    "print_json",
    "progress_bar",
    "show_table",
    "warn",
    "write_text",
]

SEED = click.IntRange(min=0)
# What is written as text: its ending, and the endings that may be asked for.
_ENDINGS = {"chart": (".svg", ".svg"), "report": (".html", ".html or .pdf")}
_WHOLE = ("Id", "Source", "Edge")  # words that people copy are never broken
_Command = TypeVar("_Command", bound=Callable[..., Any])


def json_option(command: _Command) -> _Command:
    """Add ``--json``."""
    words = "One JSON object on stdout, in SI units unless a key says otherwise."
    return click.option("--json", "as_json", is_flag=True, help=words)(command)


def plot_option(command: _Command) -> _Command:
    """Add ``--plot``."""
    kind = click.Path(dir_okay=False, path_type=Path)
    option = click.option(
        "--plot", type=kind, metavar="F.svg", help="Save a chart.", callback=_chart
    )
    return option(command)


def console() -> "Console":
    """Return where results go, as wide as the terminal."""
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, soft_wrap=False)


def notes() -> "Console":
    """Return where notes and progress go."""
    from rich.console import Console

    return Console(file=sys.stderr, highlight=False)


def warn(warnings: Sequence[str]) -> None:
    """Write warnings to stderr, once each."""
    for warning in dict.fromkeys(warnings):
        click.echo(f"Note: {warning}", err=True)


def print_json(result: object) -> None:
    """Write one JSON object to stdout; what is not known is null."""
    click.echo(json.dumps(plain(result), allow_nan=False))


def plain(value: object) -> object:
    """Return a value as JSON knows it: NaN and infinity become null."""
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, int | str) or value is None:
        return value
    for what, turn in _TURNS:
        if what(value):
            return turn(value)
    return str(value)


def _fields(value: Any) -> object:
    names = [field.name for field in dataclasses.fields(value)]
    return {name: plain(getattr(value, name)) for name in names}


def _items(value: Any) -> object:
    return {str(key): plain(item) for key, item in value.items()}


_TURNS: tuple[tuple[Callable[[Any], bool], Callable[[Any], object]], ...] = (
    (lambda v: hasattr(v, "as_json"), lambda v: plain(v.as_json())),
    (dataclasses.is_dataclass, _fields),
    (lambda v: isinstance(v, Mapping), _items),
    (lambda v: hasattr(v, "tolist"), lambda v: plain(v.tolist())),
    (lambda v: isinstance(v, Sequence), lambda v: [plain(item) for item in v]),
)


def show_table(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, note: str = ""
) -> None:
    """Write a table as wide as the terminal; a column ``... [unit]`` is of numbers."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    below = Text(note) if note else None
    table = Table(
        title=Text(title), title_justify="left", box=SIMPLE_HEAD, pad_edge=False,
        title_style="bold", caption=below, caption_justify="left",
    )  # fmt: skip
    for column in columns:
        right = column.endswith("]")
        table.add_column(
            Text(column),
            justify="right" if right else "left",
            overflow="fold",
            no_wrap=column in _WHOLE,
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console().print(table)


def write_text(path: Path, text: str, what: str) -> None:
    """Write a file and say so on stderr.

    Raises
    ------
    InvalidValueError
        When it can not be written, or its name promises another kind of file.
    """
    _check_ending(path, what)
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        message = f"Can not write {what} to {str(path)!r}: {error.strerror}."
        raise InvalidValueError(message) from error
    click.echo(f"{what[:1].upper()}{what[1:]} written to {path}", err=True)


def _check_ending(path: Path, what: str) -> None:
    ending, allowed = _ENDINGS[what]
    if path.suffix.lower() != ending:
        message = f"A {what} is written as {allowed}; {path.name!r} was given."
        raise InvalidValueError(message)


def _chart(_context: object, _option: object, path: Path | None) -> Path | None:
    """Refuse a name that no chart can have, before anything is computed."""
    if path is not None:
        _check_ending(path, "chart")
    return path


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[float], None]]:
    """Show progress on stderr; yields a function that takes the share done [1]."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(),
        console=notes(), transient=True, disable=not sys.stderr.isatty(),
    )  # fmt: skip
    with bar:
        task = bar.add_task(label, total=1.0)
        yield lambda share: bar.update(task, completed=share)
