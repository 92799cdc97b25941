"""Comma-separated text, as home-made sensors write it."""

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from strigil.errors import FileFormatError

__all__ = ["csv_header", "lines_before", "read_csv", "write_csv"]

FloatArray = NDArray[np.float64]

_MISSING = ["", "NaN", "nan", "NAN", "NA", "N/A", "null", "None", "-"]
_DELIMITERS = ",;\t|"
_HEAD_BYTES = 65536  # enough for any heading; the rest is streamed


def csv_header(path: Path, delimiter: str | None = None) -> tuple[list[str], str]:
    """Return the headings of a text file and the delimiter between them.

    Raises
    ------
    FileFormatError
        When the file is empty, is not text, has only a heading, or has the same
        heading twice.
    """
    lines = _first_lines(path)
    heading = lines[0]
    used = delimiter or max(_DELIMITERS, key=heading.count)
    columns = [name.strip() for name in next(csv.reader([heading], delimiter=used))]
    twice = next((name for name in columns if columns.count(name) > 1), None)
    if twice is not None:
        message = f"{path.name} has the column {twice!r} twice; rename one."
        raise FileFormatError(message)
    if all(_is_number(name) for name in columns):
        message = (
            f"{path.name} has no headings: its first line is numbers "
            f"({heading[:40]!r}). Add a line with the names of the columns."
        )
        raise FileFormatError(message)
    if len(lines) < 2:
        message = f"{path.name} has headings and no samples."
        raise FileFormatError(message)
    return columns, used


def read_csv(
    path: Path, columns: Sequence[str], *, delimiter: str, decimal_comma: bool = False
) -> dict[str, FloatArray]:
    """Read some columns of a text file as numbers; what is missing is NaN.

    Raises
    ------
    FileFormatError
        When a cell is not a number; names its line and column.
    """
    comma = decimal_comma or (delimiter != "," and _writes_decimal_commas(path))
    headings, _ = csv_header(path, delimiter)
    try:
        frame = (
            _scan(path, headings, delimiter, decimal_comma=comma)
            .select(columns)
            .collect(engine="streaming")
        )
    except pl.exceptions.PolarsError:
        raise FileFormatError(
            _where_it_fails(path, headings, columns, delimiter)
        ) from None
    return {name: frame[name].fill_null(float("nan")).to_numpy() for name in columns}


def write_csv(path: Path, columns: Mapping[str, FloatArray]) -> None:
    """Write columns as text; numbers come back to the last bit, NaN as NaN."""
    pl.DataFrame(dict(columns)).write_csv(path)


def _scan(
    path: Path, headings: Sequence[str], delimiter: str, *, decimal_comma: bool
) -> pl.LazyFrame:
    return pl.scan_csv(
        path,
        separator=delimiter,
        has_header=False,
        skip_lines=lines_before(path) + 1,
        schema=dict.fromkeys(headings, pl.Float64()),
        null_values=_MISSING,
        missing_columns="insert",
        decimal_comma=decimal_comma,
        raise_if_empty=False,
    )


def _where_it_fails(
    path: Path, headings: Sequence[str], columns: Sequence[str], delimiter: str
) -> str:
    """Read line by line, slowly, to name the cell a person should look at."""
    wanted = [list(headings).index(name) for name in columns]
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        next(row for row in reader if row)
        for row in reader:
            line = reader.line_num
            if len(row) > len(headings):
                return (
                    f"{path.name}, line {line}: {len(row)} cells stand under "
                    f"{len(headings)} headings."
                )
            for i in wanted:
                cell = row[i].strip() if i < len(row) else ""
                if cell not in _MISSING and not _is_number(cell):
                    return (
                        f"{path.name}, line {line}, column {headings[i]!r}: "
                        f"{cell[:40]!r} is not a number."
                    )
    return f"{path.name} cannot be read as text with {delimiter!r} between columns."


def _first_lines(path: Path) -> list[str]:
    with path.open("rb") as file:
        raw = file.read(_HEAD_BYTES)
    if not raw.strip():
        message = f"{path.name} is empty."
        raise FileFormatError(message)
    try:
        text = raw.decode("utf-8-sig") if len(raw) < _HEAD_BYTES else _cut(raw)
    except UnicodeDecodeError:
        text = "\0"
    if re.search(r"[\x00-\x08\x0e-\x1f]", text):
        message = (
            f"{path.name} is not a recording: it holds bytes that are neither "
            "UTF-8 text (CSV) nor Parquet."
        )
        raise FileFormatError(message)
    return [line for line in text.splitlines() if line.strip()]


def lines_before(path: Path) -> int:
    """Return how many empty lines stand before the headings."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        return next((i for i, line in enumerate(file) if line.strip()), 0)


def _cut(raw: bytes) -> str:
    """Decode the beginning of a long file, cut at the end of a line."""
    end = max(raw.rfind(b"\n"), raw.rfind(b"\r"))
    return raw[: end if end > 0 else len(raw)].decode("utf-8-sig")


def _writes_decimal_commas(path: Path) -> bool:
    lines = _first_lines(path)[1:20]
    return any(re.search(r"\d,\d", line) for line in lines) and not any(
        re.search(r"\d\.\d", line) for line in lines
    )


def _is_number(cell: str) -> bool:
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return False
    return True
