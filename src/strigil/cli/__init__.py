"""The command line: a thin skin over the library, one file for each command."""

from strigil.cli.group import cli, main

__all__ = ["cli", "main"]
