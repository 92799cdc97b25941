"""Comma-separated text, as home-made sensors write it."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from strigil.catalogue import SensorProfile
from strigil.errors import FileFormatError
from strigil.signals.formats.cells import MISSING, is_number, why_no_number
from strigil.signals.formats.claims import (
    HEAD_BYTES,
    check_text,
    first_bytes,
)

__all__ = [
    "TextTable",
    "read_csv",
    "text_beginning",
    "text_table",
    "write_csv",
]

FloatArray = NDArray[np.float64]

_DELIMITERS = ",;\t|"
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


@dataclass(frozen=True, slots=True)
class TextTable:
    """Where the columns of a text file stand.

    Attributes
    ----------
    columns : tuple[str, ...]
        The headings.
    first : int
        Lines before the first sample.
    decimal_comma : bool
        True when numbers are written like ``0,5``.
    old_lines : bool
        True when lines end with a carriage return alone.
    rows : float
        Samples, by the length of the file and of its first lines [1].
    """

    path: Path
    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    first: int
    decimal_comma: bool
    old_lines: bool
    rows: float


def text_table(path: Path, profile: SensorProfile | None = None) -> TextTable:
    """Find headings, delimiter and the way numbers are written.

    Raises
    ------
    FileFormatError
        When the file is empty, is not text, has no headings or only headings, or has
        the same heading twice.
    """
    encoding, text = _beginning(path)
    lines = re.split(r"\r\n|\n|\r", text)
    at = _heading_at(lines, profile.skip_lines if profile else 0)
    heading = lines[at].lstrip("\ufeff")
    given = profile.delimiter if profile and profile.delimiter != "," else None
    used = given or max(_DELIMITERS, key=heading.count)
    if profile and profile.headings:
        columns, first = profile.headings, at
    else:
        columns = tuple(_headings(path, heading, used))
        first = at + 1 + bool(profile and profile.unit_line)
    rest = [line for line in lines[first:] if line.strip()]
    if not rest:
        message = f"{path.name} has headings and no samples."
        raise FileFormatError(message)
    comma = bool(profile and profile.decimal_comma) or (
        used != "," and _writes_decimal_commas(rest)
    )
    rows = path.stat().st_size / (sum(len(line) + 1 for line in rest) / len(rest))
    old = "\n" not in text and "\r" in text
    return TextTable(path, encoding, used, columns, first, comma, old, rows)


def _heading_at(lines: Sequence[str], first: int) -> int:
    """Return the first line that is no remark; of a remark above numbers, that one."""
    some = [i for i, line in enumerate(lines) if i >= first and line.strip()]
    for i, below in pairwise(some):
        is_remark = lines[i].startswith("#")
        if not is_remark or re.match(r"\s*[-+.\d]", lines[below]):
            return i
    return some[-1] if some else 0


def text_beginning(path: Path) -> list[str]:
    """Return the first lines of a text, whatever they are.

    Raises
    ------
    FileFormatError
        When the file is empty, is not text, or is a page of the web.
    """
    return re.split(r"\r\n|\n|\r", _beginning(path)[1])


def read_csv(
    table: TextTable,
    columns: Sequence[str],
    *,
    dates: Collection[str] = (),
    rows: int | None = None,
) -> Iterator[dict[str, FloatArray]]:
    """Read some columns of a text file as numbers; what is missing is NaN.

    A column among ``dates`` holds dates with times of day and becomes seconds since
    1970. The columns come whole, or in parts of so many rows.

    Raises
    ------
    FileFormatError
        When a cell is not a number; names its line and column.
    """
    scan = _scan(table, columns, dates)
    try:
        if rows is None:
            yield _as_numbers(scan.collect(engine="streaming"))
        else:
            for frame in scan.collect_batches(chunk_size=rows, engine="streaming"):
                yield _as_numbers(frame)
    except pl.exceptions.PolarsError:
        raise FileFormatError(_where_it_fails(table, columns, dates)) from None


def _as_numbers(frame: pl.DataFrame) -> dict[str, FloatArray]:
    return {
        name: frame[name].fill_null(float("nan")).to_numpy() for name in frame.columns
    }


def write_csv(path: Path, columns: Mapping[str, FloatArray]) -> None:
    """Write columns as text; numbers come back to the last bit, NaN as NaN."""
    pl.DataFrame(dict(columns)).write_csv(path)


def _headings(path: Path, heading: str, delimiter: str) -> list[str]:
    plain = heading.lstrip("#").strip() if heading.startswith("#") else heading
    columns = [name.strip() for name in next(csv.reader([plain], delimiter=delimiter))]
    if len(columns) > 1 and columns.count("") > 1:
        message = f"{path.name} has a column without a name; give each one its own."
        raise FileFormatError(message)
    twice = next((name for name in columns if columns.count(name) > 1), None)
    if twice is not None and not all(is_number(name) for name in columns):
        message = f"{path.name} has the column {twice!r} twice; rename one."
        raise FileFormatError(message)
    if all(is_number(name) for name in columns):
        message = (
            f"{path.name} has no headings: its first line is numbers "
            f"({heading[:40]!r}). Add a line with the names of the columns, or have "
            f"them proposed: strigil profile {path.name}"
        )
        raise FileFormatError(message)
    return columns


def _scan(
    table: TextTable, columns: Sequence[str], dates: Collection[str]
) -> pl.LazyFrame:
    source: Any = table.path
    if table.encoding in _WIDE.values() or table.old_lines:
        # Opened as text, every way to end a line becomes one.
        text = table.path.read_text(table.encoding, errors="replace").lstrip("\ufeff")
        source = io.BytesIO(text.encode())
    kinds: dict[str, Any] = dict.fromkeys(table.columns, pl.Float64())
    kinds.update(dict.fromkeys(dates, pl.String()))
    scan = pl.scan_csv(
        source,
        separator=table.delimiter,
        has_header=False,
        skip_lines=table.first,
        schema=kinds,
        null_values=MISSING,
        missing_columns="insert",
        decimal_comma=table.decimal_comma,
        raise_if_empty=False,
        encoding="utf8-lossy" if table.encoding == "cp1252" else "utf8",
    )
    return scan.select(columns).with_columns(_seconds(name) for name in dates)


def _seconds(name: str) -> pl.Expr:
    text = pl.col(name).str.strip_chars()
    moment = text.str.to_datetime(time_unit="ns", strict=False).dt.timestamp("ns")
    return (moment / 1e9).alias(name)


def _where_it_fails(
    table: TextTable, columns: Sequence[str], dates: Collection[str]
) -> str:
    """Read line by line, slowly, to name the cell a person should look at."""
    headings = list(table.columns)
    wanted = [headings.index(name) for name in columns if name not in dates]
    for line, row in _rows(table):
        if len(row) > len(headings):
            return (
                f"{table.path.name}, line {line}: {len(row)} cells stand under "
                f"{len(headings)} headings.{_if_decimal_commas(table, row)}"
            )
        for i in wanted:
            cell = row[i].strip() if i < len(row) else ""
            wrong = why_no_number(cell, decimal_comma=table.decimal_comma)
            if wrong:
                return (
                    f"{table.path.name}, line {line}, column {headings[i]!r}: "
                    f"{cell[:40]!r} {wrong}."
                )
    return (
        f"{table.path.name} cannot be read as text with {table.delimiter!r} "
        "between columns."
    )


def _if_decimal_commas(table: TextTable, row: Sequence[str]) -> str:
    """Say what to do where commas seem to be both between numbers and within them."""
    if table.delimiter != "," or len(row) != 2 * len(table.columns):
        return ""
    return " Numbers with decimal commas need semicolons or tabs between the columns."


def _rows(table: TextTable) -> Iterator[tuple[int, list[str]]]:
    with table.path.open(encoding=table.encoding, errors="replace", newline="") as file:
        for _ in range(table.first):
            file.readline()
        reader = csv.reader(file, delimiter=table.delimiter)
        try:
            for row in reader:
                yield table.first + reader.line_num, row
        except csv.Error:
            return


def _beginning(path: Path) -> tuple[str, str]:
    """Return the encoding and the beginning of a file, cut at the end of a line."""
    raw = first_bytes(path)
    if not raw.strip():
        message = f"{path.name} is empty."
        raise FileFormatError(message)
    cut = len(raw) == HEAD_BYTES
    encoding = _WIDE.get(raw[:2]) or ("utf-8-sig" if _is_utf8(raw) else "cp1252")
    text = raw.decode(encoding, errors="ignore")
    text = text.lstrip("\ufeff")
    if re.search(r"[\x00-\x08\x0e-\x1f]", text):
        message = (
            f"{path.name} is not a recording: it holds bytes that are neither "
            "text (CSV) nor Parquet."
        )
        raise FileFormatError(message)
    if not text.strip():
        message = f"{path.name} is empty."
        raise FileFormatError(message)
    check_text(path, text)
    end = max(text.rfind("\n"), text.rfind("\r"))
    return encoding, text[:end] if cut and end > 0 else text


def _is_utf8(raw: bytes) -> bool:
    end = max(raw.rfind(b"\n"), raw.rfind(b"\r")) if len(raw) == HEAD_BYTES else -1
    try:
        raw[: end if end > 0 else len(raw)].decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _writes_decimal_commas(lines: Sequence[str]) -> bool:
    some = lines[:20]
    return any(re.search(r"\d,\d", line) for line in some) and not any(
        re.search(r"\d\.\d", line) for line in some
    )
