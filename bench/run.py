"""Run the benchmarks side by side with the peers: `make bench`."""

import json
from pathlib import Path

import layered_line
import response
import strokes
from page import HEAD, cells, with_table
from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
PAGE = HERE.parent / "docs" / "benchmarks.md"
CASES = (layered_line, strokes, response)


def main() -> None:
    """Run every case, print the table, write the results and the page."""
    console = Console()
    shown = Table(*HEAD, title="Strigil beside its peers")
    found = []
    for case in CASES:
        with console.status(f"{case.CASE} ..."):
            for row in case.rows():
                found.append(row.as_json())
                shown.add_row(*cells(found[-1]))
    console.print(shown)
    RESULTS.write_text(json.dumps({"rows": found}, indent=2) + "\n", "utf-8")
    PAGE.write_text(with_table(PAGE.read_text("utf-8"), found), "utf-8")


if __name__ == "__main__":
    main()
