"""What every format is turned into first: named columns, and where each row stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import ProfileColumn, SensorProfile
from strigil.errors import InvalidValueError
from strigil.signals.clock import goes_on
from strigil.signals.formats.profile import columns_of, time_heading
from strigil.units import to_si

__all__ = ["Table", "channels_of", "in_si", "time_of"]

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The columns of a file that a profile names, and where each row stands.

    Attributes
    ----------
    name : str
        Name of the file.
    columns : Sequence[str]
        Every heading of the file, read or not.
    raw : Mapping[str, ndarray]
        The columns that were read, as they stand in the file.
    word : str
        What a row is called in a message: ``line``, ``row`` or ``sample``.
    lines : ndarray
        Number of each row.
    notes : tuple[str, ...]
        What the reader of the format noticed.
    """

    name: str
    columns: Sequence[str]
    raw: Mapping[str, FloatArray]
    word: str
    lines: NDArray[np.int64]
    notes: tuple[str, ...] = ()


def time_of(profile: SensorProfile, table: Table, *, before: int = 0) -> FloatArray:
    """Return when each sample was taken [s].

    Parameters
    ----------
    profile : SensorProfile
        What the columns mean.
    table : Table
        The columns.
    before : int
        Samples of the file that stand before the table [1].

    Raises
    ------
    InvalidValueError
        When a time is missing or goes backwards; names the line.
    """
    if profile.time is None:
        number = before + np.arange(table.lines.size)
        return number / float(profile.sample_rate or 1.0)
    heading = time_heading(profile, table.columns)
    if profile.time.unit == "count":
        factor = 1.0 / float(profile.sample_rate or 1.0)
    elif profile.time.unit == "datetime":
        factor = 1.0
    else:
        factor = to_si(1.0, profile.time.unit)
    time = table.raw[heading] if factor == 1.0 else table.raw[heading] * factor
    if goes_on(time):
        return np.asarray(time)
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


def channels_of(profile: SensorProfile, table: Table) -> dict[str, FloatArray]:
    """Return the channels that a profile makes of a table [SI]."""
    headings = columns_of(profile, table.columns)
    return {
        column.channel: in_si(column, table.raw[headings[column.column]])
        for column in profile.columns
        if column.column in headings
    }


def in_si(column: ProfileColumn, values: FloatArray) -> FloatArray:
    """Turn what a sensor wrote into SI, less what it reads at zero.

    Examples
    --------
    >>> import numpy as np
    >>> load = ProfileColumn("load", "force_normal", "N", scale=0.5, offset=100)
    >>> float(in_si(load, np.array([112.0]))[0])
    6.0
    """
    factor = to_si(1.0, column.unit) * column.sign * column.scale
    # An exact copy where nothing changes: a round trip keeps every bit.
    level = values - column.offset if column.offset else values
    return level if factor == 1.0 else level * factor
