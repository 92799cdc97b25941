"""A command whose help ends with an example that is written as it stands."""

from typing import Any

import click

__all__ = ["Worked"]


class Worked(click.Command):
    """A command with a worked example, which a test runs.

    Attributes
    ----------
    example : str
        The example, line by line as a person would type it.
    """

    def __init__(self, *given: Any, example: str, **named: Any) -> None:
        self.example = example
        super().__init__(*given, **named)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example without folding its lines."""
        formatter.write_paragraph()
        formatter.write("Example:\n")
        for line in self.example.splitlines():
            formatter.write(f"  {line}\n")
