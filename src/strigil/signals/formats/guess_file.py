"""The beginning of a file that nobody described, as columns of numbers."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from strigil.errors import FileFormatError
from strigil.signals.formats.cells import MISSING, is_number
from strigil.signals.formats.claims import kind_of
from strigil.signals.formats.csv_profile import text_beginning
from strigil.signals.formats.guess_layout import Layout, is_date, layout_of
from strigil.signals.formats.headings import stated_unit
from strigil.signals.formats.parquet import parquet_header, read_parquet

__all__ = ["Looked", "look_at"]

FloatArray = NDArray[np.float64]

_SAMPLES = 20_000  # rows that are looked at


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """What a look at a file saw.

    Attributes
    ----------
    layout : Layout
        How the table stands in it.
    values : dict[str, ndarray]
        The numbers of each column that holds numbers, as they stand in the file.
    units : dict[str, str]
        What is stated of the unit of some columns.
    dates : tuple[str, ...]
        Columns that hold dates with times of day.
    """

    layout: Layout
    values: dict[str, FloatArray]
    units: dict[str, str]
    dates: tuple[str, ...] = ()


def look_at(file: Path) -> Looked:
    """Look at the beginning of a file.

    Raises
    ------
    FileFormatError
        When it holds no table of numbers.
    """
    if not file.is_file():
        message = f"There is no file {str(file)!r}."
        raise FileFormatError(message)
    kind = kind_of(file)
    if kind == "xdf":
        message = f"{file.name} names its own channels; it needs no profile."
        raise FileFormatError(message)
    dates: tuple[str, ...] = ()
    if kind == "parquet":
        layout, values = _parquet(file)
    else:
        layout, values, dates = _text(file)
    said = {name: stated_unit(name) for name in layout.columns}
    said |= dict(zip(layout.columns, layout.units, strict=False))
    units = {name: unit for name, unit in said.items() if unit}
    return Looked(layout, values, units, dates)


def _parquet(file: Path) -> tuple[Layout, dict[str, FloatArray]]:
    columns, rows = parquet_header(file.name, [file])
    values: dict[str, FloatArray] = {}
    for name in columns:
        try:
            values |= read_parquet(file.name, [file], [name], part=(0, _SAMPLES))
        except FileFormatError:
            continue  # a column of words: it is left out
    said = (f"Parquet, {rows} rows, {len(columns)} columns.",)
    return Layout(",", False, tuple(columns), (), 0, 0, True, said), values


def _text(file: Path) -> tuple[Layout, dict[str, FloatArray], tuple[str, ...]]:
    lines = text_beginning(file)
    layout = layout_of(lines)
    if layout is None:
        message = (
            f"{file.name} holds no table of numbers: commas, semicolons, tabs or bars "
            "part columns, blanks do not. See docs/guides/recording-formats.md"
        )
        raise FileFormatError(message)
    rows = [
        row
        for row in csv.reader(lines[layout.first :], delimiter=layout.delimiter)
        if len(row) >= len(layout.columns)
    ]
    found: dict[str, FloatArray] = {}
    dates: list[str] = []
    for i, name in enumerate(layout.columns):
        cells = [row[i].strip() for row in rows]
        words = [c for c in cells if c not in MISSING and not is_number(c)]
        if 2 * len(words) < len(cells):
            found[name] = np.array([_number(cell) for cell in cells])
        elif is_date(words[0]):
            dates.append(name)
    return layout, found, tuple(dates)


def _number(cell: str) -> float:
    usable = is_number(cell) and cell not in MISSING
    return float(cell.replace(",", ".")) if usable else np.nan
