"""Write the pages that are made from the code: `docs/evidence.md`.

Run by `make docs`; a contract test fails when the page is older than the data.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from strigil.catalogue import (
    EVIDENCE_GRADES,
    KINDS,
    Sourced,
    all_of,
    numbers_of,
    sourced_table,
    sourced_tables,
)
from strigil.references import cite

PAGE = Path(__file__).parent / "evidence.md"
SHARED_WITH_INSTRUMENTS = "edges"
HEAD = """# Every number, its source and its grade

This page is made from the data by `make docs`. A number that was read carries the
source in which it was read; one that was only recalled, estimated or assumed says so.
The interval is the plausible range, 5 to 95 % where a distribution was given.

"""


def numbers() -> Iterator[tuple[str, str, str, Sourced]]:
    """Yield kind, item, name and datum of every number in the catalogue."""
    for kind, (_, noun) in KINDS.items():
        if kind == SHARED_WITH_INSTRUMENTS:
            continue
        for item_id, item in all_of(noun).items():
            for name, datum in numbers_of(item).items():
                yield kind, item_id, name, datum
    for title, table in _model_tables().items():
        for name, datum in table.items():
            yield title, name, "", datum


def _model_tables() -> dict[str, Mapping[str, Sourced]]:
    flat = {
        "response-parameters": "response_parameters.toml",
        "response-stimulus": "response_stimulus.toml",
        "response-acute": "response_acute.toml",
        "scenario-rules": "scenario_rules.toml",
        "trial-rules": "trial_rules.toml",
        "dose-map": "dose_map.toml",
    }
    tables = {title: sourced_table(file) for title, file in flat.items()}
    nested = {
        "outcome-links": "outcome_links.toml",
        "response-conditions": "response_conditions.toml",
        "relaxation": "relaxation.toml",
        "stress": "stress.toml",
    }
    for title, file in nested.items():
        tables[title] = {
            f"{name}.{key}": datum
            for name, table in sourced_tables(file).items()
            for key, datum in table.items()
        }
    return tables


def evidence_page() -> str:
    """Return the page as Markdown."""
    rows = list(numbers())
    parts = [HEAD, _grades(rows)]
    for kind in dict.fromkeys(kind for kind, *_ in rows):
        parts.append(f"\n## {kind}\n\n| item | number | value | evidence | source |\n")
        parts.append("|---|---|---|---|---|\n")
        parts += [_row(row) for row in rows if row[0] == kind]
    parts.append("\n## Sources\n\n")
    used = sorted({datum.source for *_, datum in rows})
    lines = zip(used, cite(used), strict=True)
    parts += [f"- **{key}**: {_plain(text)}\n" for key, text in lines]
    return "".join(parts)


def _grades(rows: list[tuple[str, str, str, Sourced]]) -> str:
    counts = Counter(datum.evidence for *_, datum in rows)
    lines = [f"{len(rows)} numbers, by grade:\n\n"]
    lines += ["| grade | means | numbers |\n|---|---|---|\n"]
    lines += [
        f"| {g} | {EVIDENCE_GRADES[g]} | {counts[g]} |\n" for g in EVIDENCE_GRADES
    ]
    return "".join(lines)


def _row(row: tuple[str, str, str, Sourced]) -> str:
    _, item, name, datum = row
    text = _plain(datum.as_text())
    return f"| {item} | {name} | {text} | {datum.evidence} | {datum.source} |\n"


def _plain(text: str) -> str:
    return text.replace("|", "/").replace("<", "&lt;").replace("\n", " ")


if __name__ == "__main__":
    PAGE.write_text(evidence_page(), "utf-8")
