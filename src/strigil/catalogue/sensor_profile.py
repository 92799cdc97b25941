"""Sensor profile: how the columns of a sensor's file become channels."""

from dataclasses import dataclass

__all__ = ["ProfileColumn", "SensorProfile", "TimeColumn"]


@dataclass(frozen=True, slots=True)
class TimeColumn:
    """The column that holds the time, and its unit.

    ``count`` is the unit of a column that counts samples: the profile then gives the
    ``sample_rate``. ``datetime`` is that of dates with times of day.
    """

    column: str
    unit: str = "s"


@dataclass(frozen=True, slots=True)
class ProfileColumn:
    """One column of a file: the channel it fills, its unit and its sign.

    Attributes
    ----------
    scale : float
        What one count of the column is [unit of the column].
    offset : float
        What the column reads at zero, in its own counts [1].
    """

    column: str
    channel: str
    unit: str
    sign: int = 1
    scale: float = 1.0
    offset: float = 0.0


@dataclass(frozen=True, slots=True)
class SensorProfile:
    """How one kind of sensor writes its files.

    Attributes
    ----------
    columns : tuple[ProfileColumn, ...]
        What each column means; a column of the file not named here is left out.
    time : TimeColumn or None
        The time column; None when the file has none and ``sample_rate`` is given.
    sample_rate : float or None
        Samples a second where there is no time column, or one that counts [Hz].
    delimiter : str
        Character between columns of a text file.
    optional : bool
        True when a file need not have every column.
    headings : tuple[str, ...]
        Names of the columns of a file that has none; empty where it has.
    skip_lines : int
        Lines before the headings that are no part of the table.
    unit_line : bool
        True when the line after the headings names units.
    """

    id: str
    name: str
    columns: tuple[ProfileColumn, ...]
    time: TimeColumn | None = None
    sample_rate: float | None = None
    delimiter: str = ","
    decimal_comma: bool = False
    optional: bool = False
    headings: tuple[str, ...] = ()
    skip_lines: int = 0
    unit_line: bool = False
    note: str = ""
