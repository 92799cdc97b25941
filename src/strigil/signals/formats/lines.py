"""Serial lines: text a small board can write and a person can read.

::

    #strigil 1;rate=100;tick=0.000001;columns=Fz (N),Acc X (g)*6848
    0,1000,5.21,0.98*42A4
    1,11000,5.24,*23D0
    >battery low*523F

A header names the columns and their units, comes when the listener sends ``?`` and
about once a second. A sample line holds its number (0 to 65535, then 0 again), the
board's clock in ticks (0 to 4294967295, then 0 again) and the values; an empty one is
missing. After ``*`` stands a CRC-16 of what comes before. ``>`` begins a remark.
"""

import math
from binascii import crc_hqx
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from strigil.signals.formats.stream import Place, placed

__all__ = ["Header", "LineBatch", "LineState", "decode_lines", "encode_line"]

FloatArray = NDArray[np.float64]

_NUMBERS = 65536
_LONGEST = 4096  # bytes; more without an end of line is no line
_START = 0xFFFF  # what the checksum starts from: CRC-16/CCITT-FALSE
_GREETING = "#strigil 1;"


@dataclass(frozen=True, slots=True)
class Header:
    """What a board says of its lines.

    Attributes
    ----------
    rate : float
        Samples a second, NaN where it is not said [Hz].
    tick : float
        Length of a tick of its clock [s].
    columns : tuple[str, ...]
        Label and unit of each value.
    """

    columns: tuple[str, ...]
    rate: float = math.nan
    tick: float = 1e-6


@dataclass(frozen=True, slots=True)
class LineState:
    """What is remembered between two looks at a port."""

    rest: bytes = b""
    header: Header | None = None
    place: Place = field(default_factory=Place)
    spoilt: int = 0
    changed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class LineBatch:
    """What some bytes held.

    Attributes
    ----------
    time : ndarray
        When each sample was taken, from the first on [s].
    rows : ndarray
        The values as they were sent, one row a sample [unit of the column].
    lost : int
        Samples missing between those that came [1].
    notes : tuple[str, ...]
        Remarks of the board, restarts.
    """

    time: FloatArray
    rows: FloatArray
    lost: int
    notes: tuple[str, ...]


def encode_line(text: str) -> bytes:
    """Return a line with its checksum and end.

    Examples
    --------
    >>> encode_line("0,1000,5.21").rstrip()
    b'0,1000,5.21*11B6'
    """
    body = text.encode("utf-8")
    return body + b"*%04X\n" % crc_hqx(body, _START)


def decode_lines(
    state: LineState, data: bytes, *, arrived: float
) -> tuple[LineState, LineBatch]:
    """Read what came from a port; half a line waits for its end.

    Parameters
    ----------
    state : LineState
        What was remembered; ``LineState()`` at the beginning.
    data : bytes
        What came since.
    arrived : float
        When it came, by the clock of this machine [s].

    Returns
    -------
    tuple[LineState, LineBatch]
        What to remember, and what came. A line whose checksum is wrong counts in
        ``spoilt``; the sample it held is counted as lost when the next one comes.
    """
    *lines, rest = (state.rest + data).split(b"\n")
    spoilt = state.spoilt
    if len(rest) > _LONGEST:
        rest, spoilt = b"", spoilt + 1
    state = replace(state, rest=rest, spoilt=spoilt)
    time: list[float] = []
    rows: list[list[float]] = []
    notes: list[str] = []
    lost = 0
    for line in lines:
        state, row, said = _one_line(state, line, arrived)
        notes += said
        if row is not None:
            time.append(state.place.time)
            rows.append(row)
            lost += state.place.lost
    width = len(state.header.columns) if state.header else 0
    values = np.array(rows, dtype=np.float64).reshape(len(rows), width)
    return state, LineBatch(np.array(time), values, lost, tuple(notes))


def _one_line(
    state: LineState, line: bytes, arrived: float
) -> tuple[LineState, list[float] | None, list[str]]:
    line = line.strip(b"\r \x00")
    text = _checked(line) if line else ">"
    if text is None:
        return replace(state, spoilt=state.spoilt + 1), None, []
    if text.startswith("#"):
        return _greeted(state, text)
    if text.startswith(">"):
        said = text[1:].strip()[:200]
        return state, None, [f"The sensor says: {said}"] if said else []
    if state.header is None:
        return state, None, []
    return _sample(state, state.header, text, arrived)


def _checked(line: bytes) -> str | None:
    body, star, given = line.rpartition(b"*")
    try:
        fine = bool(star) and int(given, 16) == crc_hqx(body, _START)
        return body.decode("utf-8") if fine and len(given) == 4 else None
    except ValueError:
        return None


def _greeted(state: LineState, text: str) -> tuple[LineState, None, list[str]]:
    header = _header(text)
    if header is None:
        return replace(state, spoilt=state.spoilt + 1), None, []
    if state.header is not None and header != state.header:
        said = "The sensor changed its columns on the way; they were not followed."
        return replace(state, changed=True), None, [] if state.changed else [said]
    return replace(state, header=header), None, []


def _header(text: str) -> Header | None:
    if not text.startswith(_GREETING):
        return None
    parts = dict(
        part.split("=", 1) for part in text[len(_GREETING) :].split(";") if "=" in part
    )
    columns = tuple(name.strip() for name in parts.get("columns", "").split(","))
    try:
        rate = float(parts.get("rate", "nan"))
        tick = float(parts.get("tick", "1e-6"))
    except ValueError:
        return None
    return Header(columns, rate, tick) if columns != ("",) and tick > 0 else None


def _sample(
    state: LineState, header: Header, text: str, arrived: float
) -> tuple[LineState, list[float] | None, list[str]]:
    cells = text.split(",")
    try:
        number, tick = int(cells[0]), int(cells[1])
        row = [float(cell) if cell.strip() else math.nan for cell in cells[2:]]
    except (ValueError, IndexError):
        return replace(state, spoilt=state.spoilt + 1), None, []
    if len(row) != len(header.columns) or not 0 <= number < _NUMBERS:
        return replace(state, spoilt=state.spoilt + 1), None, []
    place = placed(
        state.place,
        number,
        tick,
        samples=1,
        clock=(header.tick, _NUMBERS),
        arrived=arrived,
    )
    state = replace(state, place=place)
    if place.what == "repeated":
        return state, None, []
    said = [f"The sensor started again at {place.time:.2f} s."]
    return state, row, said if place.what == "restarted" else []
