"""Write what the response model says of every record into its page.

    python docs/response_validation.py            what predictions use now
    python docs/response_validation.py var/fold0.json var/fold1.json var/fold2.json

With files that ``bench/validation/calibrate.py --fold`` wrote, the records that were
left out are shown beside: those are the honest numbers.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from strigil.treatment import (
    Outcome,
    agreement_of,
    outcome_from_mapping,
    predict_scenario,
    read_scenario,
)

HERE = Path(__file__).parent
PAGE = HERE / "models" / "response-validation.md"
RECORDS = HERE.parent / "bench" / "validation"
MARK = "<!-- From here on written by docs/response_validation.py -->"
HELD = "<!-- Held out: written by docs/response_validation.py -->"
END = "<!-- end -->"
HEAD = (
    "| outcome | foretold | 90 % interval | published | verdict | held out |\n"
    "|---|---|---|---|---|---|\n"
)


def fitted() -> list[Outcome]:
    """Foretell every record with the parameters that predictions use."""
    outcomes: list[Outcome] = []
    for path in sorted(RECORDS.glob("*.toml")):
        outcomes += predict_scenario(read_scenario(path))
    return outcomes


def held_out(paths: Sequence[str]) -> list[Outcome]:
    """Read what was foretold of records that were left out."""
    lines: list[Any] = []
    for path in paths:
        lines += json.loads(Path(path).read_text("utf-8"))
    return [outcome_from_mapping(line) for line in lines]


def key(one: Outcome) -> tuple[str, ...]:
    """Return what tells a readout from others."""
    return (
        one.scenario,
        one.quantity,
        one.kind,
        one.group,
        one.versus,
        str(one.observed),
    )


def rows(fit: Sequence[Outcome], held: Sequence[Outcome]) -> Iterator[str]:
    """Yield the table of each record."""
    verdicts = defaultdict(list)
    for one in held:
        verdicts[key(one)].append(one.verdict)
    last = ""
    for one in fit:
        if one.scenario != last:
            last = one.scenario
            yield f"\n### {last.replace('_', ' ')}\n\n{HEAD}"
        out = verdicts[key(one)].pop(0) if verdicts[key(one)] else ""
        yield f"| {' | '.join((*cells(one), out))} |\n"


def cells(one: Outcome) -> tuple[str, ...]:
    """Return what the table says of a readout."""
    who = f"{one.group} / {one.versus}".strip(" /").replace("_", " ")
    what = f"{one.quantity.replace('_', ' ')}, {one.kind.replace('_', ' ')}: {who}"
    unit = "" if one.unit in ("1", "") else f" {one.unit}"
    told = "–" if one.predicted is None else f"{one.predicted:.3g}{unit}"
    band = "–" if one.low is None else f"{one.low:.3g} to {one.high:.3g}"
    return what, told, band, one.observed_words(), one.verdict


def write(paths: Sequence[str]) -> None:
    """Replace what stands below the marks of the page."""
    held = held_out(paths)
    fit = fitted()
    text = PAGE.read_text("utf-8")
    if held:
        above, _, rest = text.partition(HELD)
        below = rest.partition(END)[2]
        text = f"{above}{HELD}\n\n> {agreement_of(held).as_text()}\n\n{END}{below}"
    above = text.partition(MARK)[0]
    told = f"{above}{MARK}\n\n> {agreement_of(fit).as_text()}\n"
    PAGE.write_text(told + "".join(rows(fit, held)), "utf-8")


if __name__ == "__main__":
    write(sys.argv[1:])
