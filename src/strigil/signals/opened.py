"""A file whose columns are known, and its columns whole or in parts."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import SensorProfile
from strigil.errors import FileFormatError
from strigil.signals.formats import (
    Table,
    TextTable,
    bids_profile,
    bids_table,
    check_columns,
    columns_of,
    fitting_profile,
    is_analysed_in_parts,
    is_bids,
    kind_of,
    parquet_header,
    profile_named,
    read_csv,
    read_parquet,
    segments_of,
    text_table,
    time_heading,
    xdf_table,
)

__all__ = ["Opened", "batches", "is_too_long", "open_file", "table_of", "whole_rows"]

FloatArray = NDArray[np.float64]
Columns = Mapping[str, FloatArray]

_CUT_OFF = "The recording was not finished; what had been written was read."


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A file whose columns are known and not yet read, or read already.

    Attributes
    ----------
    stored : list of Path, TextTable or Table
        Parquet files, a text, or columns that were read with their file.
    """

    file: Path
    profile: SensorProfile
    columns: list[str]
    stored: list[Path] | TextTable | Table
    rows: float
    notes: tuple[str, ...] = ()

    @property
    def wanted(self) -> list[str]:
        """The headings to read."""
        names = list(columns_of(self.profile, self.columns).values())
        time = time_heading(self.profile, self.columns)
        return list(dict.fromkeys([*names, *([time] if time else [])]))


def open_file(file: Path, profile: str | Path | None) -> Opened:
    """Find out what a file's columns are; StrigilError when it is no recording."""
    chosen = None if profile is None else profile_named(profile)
    if not file.is_file():
        return _open_cut_off(file, chosen)
    if is_bids(file):
        table = bids_table(file)
        return _read_already(file, table, chosen or bids_profile(file))
    kind = kind_of(file)
    if kind == "parquet":
        return _open_parquet(file, [file], chosen)
    if kind == "xdf":
        table = xdf_table(file)
        return _read_already(file, table, _fitted(file, table.columns, chosen))
    text = text_table(file, chosen)
    fitted = _fitted(file, text.columns, chosen)
    return Opened(file, fitted, list(text.columns), text, text.rows)


def is_too_long(file: Path, profile: str | Path | None) -> bool:
    """Say whether a file is too long to be analysed at once, and can go in parts."""
    if file.is_file() and (is_bids(file) or kind_of(file) == "xdf"):
        return False  # these are read whole or not at all
    opened = open_file(file, profile)
    return is_analysed_in_parts(opened.rows, len(opened.wanted))


def _open_cut_off(file: Path, chosen: SensorProfile | None) -> Opened:
    segments = segments_of(file)
    if not segments:
        kind = "A recording is a file; this is not one:"
        message = f"{kind if file.exists() else 'There is no file'} {str(file)!r}."
        raise FileFormatError(message)
    opened = _open_parquet(file, segments, chosen)
    return dataclasses.replace(opened, notes=(_CUT_OFF,))


def _open_parquet(
    file: Path, files: list[Path], chosen: SensorProfile | None
) -> Opened:
    columns, rows = parquet_header(file.name, files)
    return Opened(file, _fitted(file, columns, chosen), columns, files, rows)


def _read_already(file: Path, table: Table, fitted: SensorProfile) -> Opened:
    rows = table.lines.size
    return Opened(file, fitted, list(table.columns), table, rows, table.notes)


def _fitted(
    file: Path, columns: Sequence[str], chosen: SensorProfile | None
) -> SensorProfile:
    fitted = chosen or fitting_profile(columns, file.name)
    check_columns(fitted, columns, file.name)
    return fitted


def batches(opened: Opened, samples: int | None) -> Iterator[Columns]:
    """Read the columns that are wanted, whole or in parts of so many samples."""
    stored, wanted = opened.stored, opened.wanted
    if isinstance(stored, TextTable):
        time = opened.profile.time
        dated = time is not None and time.unit == "datetime"
        dates = [time_heading(opened.profile, opened.columns)] if dated else []
        yield from read_csv(stored, wanted, dates=dates, rows=samples)
        return
    rows = int(opened.rows)
    for first in range(0, rows, samples or rows):
        part = (first, min(samples or rows, rows - first))
        if isinstance(stored, Table):
            cut = slice(first, first + part[1])
            yield {name: stored.raw[name][cut] for name in wanted}
        else:
            yield read_parquet(opened.file.name, stored, wanted, part=part)


def table_of(opened: Opened, raw: Columns, before: int) -> Table:
    """Return columns as a table that knows where its rows stand in the file."""
    number = 1 + before + np.arange(next(iter(raw.values())).size)
    if isinstance(opened.stored, TextTable):
        number += opened.stored.first
        return Table(opened.file.name, opened.columns, raw, "line", number)
    word = opened.stored.word if isinstance(opened.stored, Table) else "row"
    return Table(opened.file.name, opened.columns, raw, word, number)


def whole_rows(table: Table, profile: SensorProfile) -> Table:
    """Leave out the rows where nothing stands at all; without a time each counts."""
    if profile.time is None:
        return table
    blank = np.ones(table.lines.size, dtype=np.bool_)
    for values in table.raw.values():
        blank &= np.isnan(values)
        if not blank.any():  # mostly after the first column, the time
            return table
    raw = {name: values[~blank] for name, values in table.raw.items()}
    return dataclasses.replace(table, raw=raw, lines=table.lines[~blank])
