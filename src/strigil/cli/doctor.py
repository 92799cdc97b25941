"""``strigil doctor``: whether this installation is complete, and what to do."""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import click

from strigil import __version__
from strigil.cli.output import json_option, print_json
from strigil.cli.worked import Worked
from strigil.errors import StrigilError

__all__ = ["command"]

_PYTHON = (3, 11)
_CORE = ("numpy", "scipy", "polars", "click", "rich", "bibtexparser")
# Optional part: (module that shows it is there, what it is for, how to get it).
_OPTIONAL = (
    ("clinic", "django", "the clinic application", "pip install 'strigil[clinic]'"),
    ("live", "pylsl", "live sensors and XDF", "pip install 'strigil[live]'"),
    (
        "cluster",
        "distributed",
        "trials on many machines",
        "pip install 'strigil[cluster]'",
    ),
    ("server", "granian", "serving it", "pip install 'strigil[clinic]'"),
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    says: str
    needed: bool = True


@click.command("doctor", cls=Worked, example="strigil doctor")
@json_option
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Look at this installation: versions, data files, write access, optional parts.

    Ends with 0 when the core is complete.
    """
    checks = list(_checks())
    fine = all(check.ok for check in checks if check.needed)
    if as_json:
        print_json({"ok": fine, "version": __version__, "checks": checks})
    else:
        for check in checks:
            mark = "ok" if check.ok else "missing"
            click.echo(f"{mark:8} {check.name:18} {check.says}")
        ready = "The core is complete." if fine else "The core is not complete."
        click.echo(ready)
    ctx.exit(0 if fine else 1)


def _checks() -> Iterator[Check]:
    running = ".".join(map(str, sys.version_info[:3]))
    good = sys.version_info[:2] >= _PYTHON
    advice = "" if good else "; install Python 3.11 or newer"
    yield Check("Python", good, running + advice)
    yield Check("strigil", True, __version__)
    yield from (_package(name) for name in _CORE)
    yield _data_files()
    yield _bibliography()
    yield _write_access(Path.cwd(), "this folder")
    yield _write_access(Path(tempfile.gettempdir()), "temporary files")
    for name, module, use, how in _OPTIONAL:
        there = find_spec(module) is not None
        says = (
            f"{use}: {version(module)}" if there else f"{use} is not installed: {how}"
        )
        yield Check(name, there, says, needed=False)


def _package(name: str) -> Check:
    try:
        return Check(name, True, version(name))
    except PackageNotFoundError:
        return Check(name, False, "not installed: pip install --upgrade strigil")


def _data_files() -> Check:
    from strigil.catalogue import KINDS, all_of

    count = 0
    try:
        for _, noun in KINDS.values():
            count += len(all_of(noun))
    except (StrigilError, OSError) as error:
        return Check("data files", False, f"{error} Reinstall strigil.")
    held = sum(1 for f in files("strigil").joinpath("data").iterdir() if f.is_file())
    return Check("data files", True, f"{held} files, {count} items read")


def _bibliography() -> Check:
    from strigil.references import all_references

    try:
        return Check("bibliography", True, f"{len(all_references())} sources read")
    except OSError as error:
        return Check("bibliography", False, f"{error}. Reinstall strigil.")


def _write_access(folder: Path, what: str) -> Check:
    try:
        with tempfile.NamedTemporaryFile(dir=folder):
            return Check("write access", True, f"{what}: {folder}", needed=False)
    except OSError as error:
        says = f"{what}: {folder}: {error.strerror}; charts and recordings need it"
        return Check("write access", False, says, needed=False)
