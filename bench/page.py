"""The table of results, for a terminal and for ``docs/benchmarks.md``."""

import re
from collections.abc import Mapping, Sequence

HEAD = ("case / peer", "ours", "peer", "peer / ours", "accuracy, ours / peer")
BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"
Result = Mapping[str, object]


def cells(row: Result) -> tuple[str, ...]:
    """Return one row of the table as text."""
    accuracy = row["accuracy"]
    return (
        f"{row['case']} / {row['peer']}",
        _time(row["ours_s"]),
        _time(row["peer_s"]),
        f"{row['ratio']:.3g}",
        accuracy["said"],
    )


def table(rows: Sequence[Result]) -> str:
    """Return the table and the machine as Markdown."""
    lines = [HEAD, ("---",) * len(HEAD), *(cells(row) for row in rows)]
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    notes = "\n".join(
        f"- {row['case']} / {row['peer']}: {row['note']}." for row in rows
    )
    return f"{text}\n\n{notes}\n\n{_machine(rows[0]['machine'])}\n"


def with_table(page: str, rows: Sequence[Result]) -> str:
    """Return the page with the table between its two marks made anew."""
    between = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
    return between.sub(lambda _: f"{BEGIN}\n{table(rows)}{END}", page)


def _machine(machine: Mapping[str, object]) -> str:
    packages = ", ".join(f"{name} {v}" for name, v in machine["packages"].items())
    return (
        f"Machine: {machine['cores']} cores ({machine['processor']}), "
        f"{machine['system']}, Python {machine['python']}; {packages}."
    )


def _time(seconds: float) -> str:
    return f"{1e3 * seconds:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"
