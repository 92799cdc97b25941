"""Sensor profile: how the columns of a sensor's file become channels."""

from dataclasses import dataclass

__all__ = ["ProfileColumn", "SensorProfile", "TimeColumn"]


@dataclass(frozen=True, slots=True)
class TimeColumn:
    """The column that holds the time, and its unit."""

    column: str
    unit: str = "s"


@dataclass(frozen=True, slots=True)
class ProfileColumn:
    """One column of a file: the channel it fills, its unit and its sign."""

    column: str
    channel: str
    unit: str
    sign: int = 1


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
        Samples a second where there is no time column [Hz].
    delimiter : str
        Character between columns of a text file.
    optional : bool
        True when a file need not have every column.
    """

    id: str
    name: str
    columns: tuple[ProfileColumn, ...]
    time: TimeColumn | None = None
    sample_rate: float | None = None
    delimiter: str = ","
    decimal_comma: bool = False
    optional: bool = False
    note: str = ""
