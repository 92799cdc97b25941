"""Where the table stands in a text that nobody described."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from strigil.signals.formats.cells import MISSING, is_number
from strigil.signals.formats.headings import unit_named

__all__ = ["Layout", "is_date", "layout_of"]

_DELIMITERS = {";": "semicolons", "\t": "tabs", ",": "commas", "|": "bars"}
_LOOKED_AT = 400  # lines; a change further down is the reader's to find
_DATE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")


@dataclass(frozen=True, slots=True)
class Layout:
    """How the columns of a text stand.

    Attributes
    ----------
    columns : tuple[str, ...]
        The headings, made up where the text has none.
    units : tuple[str, ...]
        What the second line says of each column, empty where there is no such line.
    skip_lines : int
        Lines before the headings.
    first : int
        Lines before the first sample.
    named : bool
        True when the text has headings, each its own.
    because : tuple[str, ...]
        What each of this was seen by.
    """

    delimiter: str
    decimal_comma: bool
    columns: tuple[str, ...]
    units: tuple[str, ...]
    skip_lines: int
    first: int
    named: bool
    because: tuple[str, ...]


def layout_of(lines: Sequence[str]) -> Layout | None:
    """Find the table in some lines; None where there is none.

    Examples
    --------
    >>> found = layout_of(["Logger 3", "t;F", "ms;kg", "0;0,1", "10;0,2", "20;0,2"])
    >>> found.columns, found.units, found.decimal_comma, found.skip_lines
    (('t', 'F'), ('ms', 'kg'), True, 1)
    """
    some = list(lines[:_LOOKED_AT])
    best = max(_DELIMITERS, key=lambda one: _body(some, one))
    rows, cells = _body(some, best)
    if rows == 0:
        return None
    table = [_cells(line, best) for line in some]
    first = next(
        i for i, row in enumerate(table) if len(row) == cells and _is_sample(row)
    )
    above = [i for i in range(first) if len(table[i]) == cells and _is_words(table[i])]
    units: tuple[str, ...] = ()
    if len(above) > 1 and above[-1] == first - 1 and _are_units(table[above[-1]]):
        units = tuple(_bare(word) for word in table[above.pop()])
    at = above[-1] if above else first
    names = [cell.lstrip("#").strip() for cell in table[at]]
    columns = _told_apart(names) if above else [f"column {i + 1}" for i in range(cells)]
    named = bool(above) and columns == names
    comma = best != "," and _has_commas(table[first:])
    return Layout(
        delimiter=best,
        decimal_comma=comma,
        columns=tuple(columns),
        units=units,
        skip_lines=at if named else first,
        first=first,
        named=named,
        because=tuple(_because(best, cells, at, above, units, comma)),
    )


def is_date(cell: str) -> bool:
    """Say whether a cell is a date with a time of day."""
    return bool(_DATE.match(cell))


def _because(
    delimiter: str,
    cells: int,
    at: int,
    above: Sequence[int],
    units: Sequence[str],
    comma: bool,
) -> list[str]:
    said = [f"{_DELIMITERS[delimiter].capitalize()} part each line into {cells}."]
    if cells == 1:
        said = ["One number stands in each line."]
    if above and at:
        said.append(f"The headings stand in line {at + 1}; what is above is left out.")
    if not above:
        said.append("There are no headings: the columns are numbered.")
    if units:
        said.append("The line below the headings names units.")
    if comma:
        said.append("Numbers are written with a comma.")
    return said


def _body(lines: Sequence[str], delimiter: str) -> tuple[int, int]:
    """Return how many lines look like samples, and of how many cells."""
    rows = [_cells(line, delimiter) for line in lines if line.strip()]
    counts = Counter(len(row) for row in rows if _is_sample(row))
    if not counts:
        return 0, 0
    # More cells are better evidence: a decimal comma parts each line into two as well.
    cells, count = max(counts.items(), key=lambda item: (item[1], item[0]))
    return count, cells


def _cells(line: str, delimiter: str) -> list[str]:
    row = next(csv.reader([line], delimiter=delimiter), [])
    if row and not row[-1].strip() and len(row) > 1:
        row = row[:-1]  # a delimiter at the end of the line
    return [cell.strip() for cell in row]


def _is_sample(row: Sequence[str]) -> bool:
    numbers = sum(is_number(cell) and cell not in MISSING for cell in row)
    dates = sum(is_date(cell) for cell in row)
    words = len(row) - numbers - dates - sum(cell in MISSING for cell in row)
    return numbers + dates > 0 and words <= max(numbers + dates - 1, 0)


def _is_words(row: Sequence[str]) -> bool:
    return bool(row) and not any(is_number(cell) for cell in row if cell)


def _are_units(row: Sequence[str]) -> bool:
    known = [unit_named(_bare(cell)) is not None for cell in row if cell]
    return bool(known) and 2 * sum(known) > len(known)


def _bare(word: str) -> str:
    return word.strip("#()[] ")


def _told_apart(names: Sequence[str]) -> list[str]:
    return [
        f"{name} #{i + 1}" if names.count(name) > 1 or not name else name
        for i, name in enumerate(names)
    ]


def _has_commas(table: Sequence[Sequence[str]]) -> bool:
    cells = [cell for row in table for cell in row]
    return any(re.search(r"\d,\d", c) for c in cells) and not any(
        re.search(r"\d\.\d", c) for c in cells if not is_date(c)
    )
