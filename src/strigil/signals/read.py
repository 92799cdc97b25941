"""Read a recording from a file, write it to one."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import SensorProfile
from strigil.errors import FileFormatError, InvalidValueError
from strigil.signals.formats import (
    csv_header,
    fitting_profile,
    lines_before,
    parquet_header,
    profile_named,
    read_csv,
    read_parquet,
    read_sidecar,
    write_csv,
    write_parquet,
    write_sidecar,
)
from strigil.signals.formats.profile import (
    check_columns,
    columns_of,
    left_out,
    time_heading,
)
from strigil.signals.recording import Recording, RecordingInfo, recording_of
from strigil.units import to_si

__all__ = ["read_recording", "write_recording"]

FloatArray = NDArray[np.float64]

_PARQUET_MAGIC = b"PAR1"


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """The columns of a file that a profile names, and where each row stands."""

    name: str
    columns: list[str]
    raw: Mapping[str, FloatArray]
    word: str
    lines: NDArray[np.int64]


def read_recording(path: str | Path, *, profile: str | Path | None = None) -> Recording:
    """Read a recording from a Parquet or text file.

    Parameters
    ----------
    path : str or Path
        A Parquet or CSV file; a JSON sidecar beside it is read too.
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
        When the time goes backwards or is missing; names the line.
    UnknownNameError
        When profile, channel, edge or site do not exist.
    """
    file = Path(path)
    if not file.is_file():
        kind = "A recording is a file; this is not one:"
        message = f"{kind if file.exists() else 'There is no file'} {str(path)!r}."
        raise FileFormatError(message)
    chosen = None if profile is None else profile_named(profile)
    table, fitted = _table(file, chosen)
    time = _time(fitted, table)
    notes = left_out(fitted, table.columns)
    if fitted.id == "headings" and fitted.note:
        notes.insert(0, fitted.note)
    info = _info(file, fitted, notes)
    return recording_of(time, _channels(fitted, table), info)


def write_recording(recording: Recording, path: str | Path) -> None:
    """Write a recording, with a JSON sidecar beside it.

    Parameters
    ----------
    recording : Recording
        What to write; NaN stays NaN, every number comes back to the last bit.
    path : str or Path
        Ends in ``.parquet`` (native) or ``.csv``.

    Raises
    ------
    InvalidValueError
        When the name ends in anything else.
    """
    file = Path(path)
    columns = {"time": recording.time, **recording.channels}
    if file.suffix.lower() == ".parquet":
        write_parquet(file, columns)
    elif file.suffix.lower() == ".csv":
        write_csv(file, columns)
    else:
        message = (
            f"A recording is written as .parquet or .csv; {file.name!r} was given."
        )
        raise InvalidValueError(message)
    write_sidecar(recording, file)


def _is_parquet(file: Path) -> bool:
    with file.open("rb") as opened:
        magic = opened.read(4) == _PARQUET_MAGIC
    if file.suffix.lower() == ".parquet" and not magic and file.stat().st_size:
        message = f"{file.name} is not a Parquet file: it does not begin like one."
        raise FileFormatError(message)
    return magic


def _table(file: Path, chosen: SensorProfile | None) -> tuple[_Table, SensorProfile]:
    as_parquet = _is_parquet(file)
    delimiter = chosen.delimiter if chosen and chosen.delimiter != "," else None
    columns, used = (
        (parquet_header(file), "") if as_parquet else csv_header(file, delimiter)
    )
    fitted = chosen or fitting_profile(columns, file.name)
    check_columns(fitted, columns, file.name)
    wanted = [*columns_of(fitted, columns).values(), time_heading(fitted, columns)]
    wanted = [name for name in wanted if name]
    if as_parquet:
        raw = read_parquet(file, wanted)
        word, first = "row", 1
    else:
        comma = fitted.decimal_comma
        raw = read_csv(file, wanted, delimiter=used, decimal_comma=comma)
        word, first = "line", lines_before(file) + 2
    lines = first + np.arange(len(raw[wanted[0]]))
    if fitted.time is not None:
        blank = np.logical_and.reduce([np.isnan(values) for values in raw.values()])
        if blank.any():
            lines = lines[~blank]
            raw = {name: values[~blank] for name, values in raw.items()}
    return _Table(file.name, columns, raw, word, lines), fitted


def _time(profile: SensorProfile, table: _Table) -> FloatArray:
    if profile.time is None:
        return np.arange(table.lines.size) / float(profile.sample_rate or 1.0)
    heading = time_heading(profile, table.columns)
    time = table.raw[heading] * to_si(1.0, profile.time.unit)
    missing = np.flatnonzero(~np.isfinite(time))
    if missing.size:
        message = (
            f"{table.name}, {table.word} {table.lines[missing[0]]}: "
            f"the time is missing (column {heading!r})."
        )
        raise InvalidValueError(message)
    back = np.flatnonzero(np.diff(time) < 0)
    if back.size:
        i = int(back[0])
        message = (
            f"{table.name}, {table.word} {table.lines[i + 1]}: time goes backwards, "
            f"{time[i + 1]:g} s after {time[i]:g} s."
        )
        raise InvalidValueError(message)
    return np.asarray(time)


def _channels(profile: SensorProfile, table: _Table) -> dict[str, FloatArray]:
    headings = columns_of(profile, table.columns)
    found = {}
    for column in profile.columns:
        if column.column not in headings:
            continue
        values = table.raw[headings[column.column]]
        factor = to_si(1.0, column.unit) * column.sign
        # An exact copy where nothing changes: a round trip keeps every bit.
        found[column.channel] = values if factor == 1.0 else values * factor
    return found


def _info(file: Path, profile: SensorProfile, notes: list[str]) -> RecordingInfo:
    known = read_sidecar(file)
    return dataclasses.replace(
        known,
        profile=known.profile
        if profile.id == "strigil" and known.profile
        else profile.id,
        provenance=known.provenance or f"read from {file.name}",
        notes=(*known.notes, *notes),
    )
