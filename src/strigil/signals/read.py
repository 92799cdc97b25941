"""Read a recording from a file of any format that is known."""

import dataclasses
from pathlib import Path

import numpy as np

from strigil.catalogue import SensorProfile
from strigil.errors import FileFormatError
from strigil.signals.formats import (
    Table,
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

__all__ = ["read_recording"]

_Read = tuple[Table, SensorProfile]


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
    file = Path(path)
    chosen = None if profile is None else profile_named(profile)
    table, fitted = _table(file, chosen)
    time = time_of(fitted, table)
    notes = [*table.notes, *left_out(fitted, table.columns)]
    if fitted.id == "headings" and fitted.note:
        notes.insert(0, fitted.note)
    return recording_of(
        time, channels_of(fitted, table), _info(file, fitted, tuple(notes))
    )


def _table(file: Path, chosen: SensorProfile | None) -> _Read:
    if file.is_file():
        if is_bids(file):
            return bids_table(file), chosen or bids_profile(file)
        kind = kind_of(file)
        if kind == "xdf":
            return _from_xdf(file, chosen)
        return (
            _from_text(file, chosen)
            if kind == "text"
            else _from_parquet(file, [file], chosen)
        )
    cut_off = segments_of(file)
    if not cut_off:
        kind = "A recording is a file; this is not one:"
        message = f"{kind if file.exists() else 'There is no file'} {str(file)!r}."
        raise FileFormatError(message)
    table, fitted = _from_parquet(file, cut_off, chosen)
    note = "The recording was not finished; what had been written was read."
    return dataclasses.replace(table, notes=(note,)), fitted


def _from_parquet(file: Path, files: list[Path], chosen: SensorProfile | None) -> _Read:
    columns, rows = parquet_header(file.name, files)
    fitted = _fitted(file, columns, chosen)
    wanted = _wanted(fitted, columns)
    check_length(file.name, rows, len(wanted))
    raw = read_parquet(file.name, files, wanted)
    lines = 1 + np.arange(rows)
    return _whole(Table(file.name, columns, raw, "row", lines), fitted), fitted


def _from_text(file: Path, chosen: SensorProfile | None) -> _Read:
    found = text_table(file, chosen)
    fitted = _fitted(file, list(found.columns), chosen)
    time = time_heading(fitted, found.columns)
    as_dates = fitted.time is not None and fitted.time.unit == "datetime"
    wanted = _wanted(fitted, list(found.columns))
    raw = read_csv(found, wanted, dates=[time] if as_dates else [])
    lines = found.first + 1 + np.arange(len(raw[wanted[0]]))
    table = Table(file.name, found.columns, raw, "line", lines)
    return _whole(table, fitted), fitted


def _from_xdf(file: Path, chosen: SensorProfile | None) -> _Read:
    table = xdf_table(file)
    fitted = _fitted(file, list(table.columns), chosen)
    return table, fitted


def _fitted(
    file: Path, columns: list[str], chosen: SensorProfile | None
) -> SensorProfile:
    fitted = chosen or fitting_profile(columns, file.name)
    check_columns(fitted, columns, file.name)
    return fitted


def _wanted(profile: SensorProfile, columns: list[str]) -> list[str]:
    wanted = [*columns_of(profile, columns).values(), time_heading(profile, columns)]
    return list(dict.fromkeys(name for name in wanted if name))


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
