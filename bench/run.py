"""Run the benchmarks side by side with the peers: `make bench`.

Names of cases after it run those only; the rows of all others stay as they are.
"""

import json
import sys
from pathlib import Path

import contact_interactive
import dose_map
import hertz_surface
import layered_line
import live_stream
import plan_forecast
import response
import strokes
from page import HEAD, cells, with_table
from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
PAGE = HERE.parent / "docs" / "benchmarks.md"
CASES = (
    layered_line,
    contact_interactive,
    hertz_surface,
    strokes,
    live_stream,
    plan_forecast,
    response,
    dose_map,
)


def main() -> None:
    """Run the cases, print the table, write the results and the page."""
    wanted = set(sys.argv[1:]) or {case.CASE for case in CASES}
    if unknown := wanted - {case.CASE for case in CASES}:
        sys.exit(f"No case {', '.join(sorted(unknown))}: {[c.CASE for c in CASES]}")
    console = Console()
    shown = Table(*HEAD, title="Strigil beside its peers")
    found = []
    for case in (case for case in CASES if case.CASE in wanted):
        with console.status(f"{case.CASE} ..."):
            for row in case.rows():
                found.append(row.as_json())
                shown.add_row(*cells(found[-1]))
    console.print(shown)
    if sys.argv[1:]:
        found = with_others(found)
    RESULTS.write_text(json.dumps({"rows": found}, indent=2) + "\n", "utf-8")
    PAGE.write_text(with_table(PAGE.read_text("utf-8"), found), "utf-8")


def with_others(found: list[dict[str, object]]) -> list[dict[str, object]]:
    """Put what was found where it stood, or last; keep the rows of other cases."""
    names = {row["case"] for row in found}
    before = json.loads(RESULTS.read_text("utf-8"))["rows"]
    others = [row for row in before if row["case"] not in names]
    place = next(
        (i for i, row in enumerate(before) if row["case"] in names), len(others)
    )
    return others[:place] + found + others[place:]


if __name__ == "__main__":
    main()
