"""Read a recording from a file of any format that is known, whole or part by part."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import SensorProfile
from strigil.errors import FileFormatError, InvalidValueError
from strigil.signals.formats import (
    Table,
    TextTable,
    bids_profile,
    bids_table,
    channels_of,
    check_columns,
    check_length,
    columns_of,
    fitting_profile,
    is_bids,
    kind_of,
    left_out,
    parquet_header,
    profile_named,
    read_csv,
    read_parquet,
    read_sidecar,
    segments_of,
    text_table,
    time_heading,
    time_of,
    xdf_table,
)
from strigil.signals.recording import Recording, RecordingInfo, recording_of

__all__ = ["read_recording", "recording_parts"]

FloatArray = NDArray[np.float64]
_Columns = Mapping[str, FloatArray]

_CUT_OFF = "The recording was not finished; what had been written was read."


@dataclass(frozen=True, slots=True, eq=False)
class _Opened:
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


def read_recording(path: str | Path, *, profile: str | Path | None = None) -> Recording:
    """Read a recording from a file.

    Parameters
    ----------
    path : str or Path
        A Parquet, text, XDF or BIDS-Motion file; a JSON sidecar beside it is read
        too. A recording whose writing was cut off is read as far as it goes.
    profile : str or Path, optional
        Id of a built-in sensor profile or a TOML file of your own. Without one the
        profile that fits the headings is found; ``recording.info.profile`` names it.

    Returns
    -------
    Recording
        Every channel in SI; what was missing in the file is NaN.

    Raises
    ------
    FileFormatError
        When the file is not what it claims to be; names the line and column.
    InvalidValueError
        When the time goes backwards or is missing, naming the line, or when there
        are more samples than are read at once.
    UnknownNameError
        When profile, channel, edge or site do not exist.
    """
    opened = _open(Path(path), profile)
    check_length(opened.file.name, opened.rows, len(opened.wanted))
    raw = next(_batches(opened, None))
    return _recording(opened, _whole(_table(opened, raw, 0), opened.profile), 0)


def recording_parts(
    path: str | Path, *, profile: str | Path | None = None, samples: int = 1_000_000
) -> Iterator[Recording]:
    """Read a recording part by part, in memory that does not grow with its length.

    Parameters
    ----------
    path : str or Path
        As for :func:`read_recording`.
    profile : str or Path, optional
        As for :func:`read_recording`.
    samples : int
        Samples of one part, about [1].

    Yields
    ------
    Recording
        One part after the other; the time goes on from part to part.

    Raises
    ------
    InvalidValueError
        When the time goes backwards from one part to the next.
    StrigilError
        As for :func:`read_recording`.
    """
    if samples < 1:
        message = f"A part has at least one sample; {samples} was given."
        raise InvalidValueError(message)
    opened = _open(Path(path), profile)
    before, last = 0, -np.inf
    for raw in _batches(opened, samples):
        table = _whole(_table(opened, raw, before), opened.profile)
        before += next(iter(raw.values())).size
        if table.lines.size == 0:
            continue
        part = _recording(opened, table, before - table.lines.size)
        if part.time[0] < last:
            message = (
                f"{opened.file.name}: time goes backwards, {part.time[0]:g} s after "
                f"{last:g} s, at {table.word} {table.lines[0]}."
            )
            raise InvalidValueError(message)
        last = float(part.time[-1])
        yield part


def _open(file: Path, profile: str | Path | None) -> _Opened:
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
    return _Opened(file, fitted, list(text.columns), text, text.rows)


def _open_cut_off(file: Path, chosen: SensorProfile | None) -> _Opened:
    segments = segments_of(file)
    if not segments:
        kind = "A recording is a file; this is not one:"
        message = f"{kind if file.exists() else 'There is no file'} {str(file)!r}."
        raise FileFormatError(message)
    opened = _open_parquet(file, segments, chosen)
    return dataclasses.replace(opened, notes=(_CUT_OFF,))


def _open_parquet(
    file: Path, files: list[Path], chosen: SensorProfile | None
) -> _Opened:
    columns, rows = parquet_header(file.name, files)
    return _Opened(file, _fitted(file, columns, chosen), columns, files, rows)


def _read_already(file: Path, table: Table, fitted: SensorProfile) -> _Opened:
    rows = table.lines.size
    return _Opened(file, fitted, list(table.columns), table, rows, table.notes)


def _fitted(
    file: Path, columns: Sequence[str], chosen: SensorProfile | None
) -> SensorProfile:
    fitted = chosen or fitting_profile(columns, file.name)
    check_columns(fitted, columns, file.name)
    return fitted


def _batches(opened: _Opened, samples: int | None) -> Iterator[_Columns]:
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


def _recording(opened: _Opened, table: Table, before: int) -> Recording:
    profile = opened.profile
    time = time_of(profile, table, before=before)
    notes = [*opened.notes, *left_out(profile, opened.columns)]
    if profile.id == "headings" and profile.note:
        notes.insert(0, profile.note)
    info = _info(opened.file, profile, tuple(notes))
    return recording_of(time, channels_of(profile, table), info)


def _table(opened: _Opened, raw: _Columns, before: int) -> Table:
    number = 1 + before + np.arange(next(iter(raw.values())).size)
    if isinstance(opened.stored, TextTable):
        number += opened.stored.first
        return Table(opened.file.name, opened.columns, raw, "line", number)
    word = opened.stored.word if isinstance(opened.stored, Table) else "row"
    return Table(opened.file.name, opened.columns, raw, word, number)


def _whole(table: Table, profile: SensorProfile) -> Table:
    """Leave out the rows where nothing stands at all; without a time each counts."""
    if profile.time is None:
        return table
    blank = np.logical_and.reduce([np.isnan(values) for values in table.raw.values()])
    if not blank.any():
        return table
    raw = {name: values[~blank] for name, values in table.raw.items()}
    return dataclasses.replace(table, raw=raw, lines=table.lines[~blank])


def _info(file: Path, profile: SensorProfile, notes: tuple[str, ...]) -> RecordingInfo:
    known = read_sidecar(file)
    native = profile.id in ("strigil", "bids")
    return dataclasses.replace(
        known,
        profile=known.profile if native and known.profile else profile.id,
        provenance=known.provenance or f"read from {file.name}",
        notes=(*known.notes, *notes),
    )
