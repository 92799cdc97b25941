"""Wireless packets: one notification of a Bluetooth sensor, as pure functions.

All numbers little-endian, a packet at most 244 bytes long::

    offset  size  what
    0       1     version, 1
    1       1     bytes of one value, 2 or 3, signed
    2       1     samples in this packet
    3       1     values in one sample
    4       4     number of the first sample
    8       4     the sensor's clock at the first sample, in ticks
    12      ...   samples, one after the other

The lowest value (-32768 or -8388608) says that a value is missing. What a value means
stands in the layout, a text that the sensor lets be read::

    strigil 1;rate=200;tick=0.000001;columns=Fz (N),Acc X (g);scales=0.01,0.001
"""

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from strigil.errors import FileFormatError
from strigil.signals.formats.stream import Place, placed

__all__ = [
    "PacketBatch",
    "PacketLayout",
    "PacketState",
    "decode_packet",
    "encode_packet",
    "read_layout",
]

FloatArray = NDArray[np.float64]

_HEAD = struct.Struct("<BBBBII")
_VERSION = 1
_NUMBERS = 2**32
_GREETING = "strigil 1;"
_TOP = {2: 2**15, 3: 2**23}


@dataclass(frozen=True, slots=True)
class PacketLayout:
    """What the values of a packet mean.

    Attributes
    ----------
    columns : tuple[str, ...]
        Label and unit of each value.
    scales : tuple[float, ...]
        What one count of each value is [unit of the column].
    rate : float
        Samples a second [Hz].
    tick : float
        Length of a tick of the sensor's clock [s].
    """

    columns: tuple[str, ...]
    scales: tuple[float, ...]
    rate: float
    tick: float = 1e-6


@dataclass(frozen=True, slots=True)
class PacketState:
    """What is remembered between two packets."""

    place: Place = field(default_factory=Place)
    spoilt: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class PacketBatch:
    """What one packet held.

    Attributes
    ----------
    time : ndarray
        When each sample was taken, from the first on [s].
    rows : ndarray
        The values, one row a sample [unit of the column].
    lost : int
        Samples that did not come before these [1].
    notes : tuple[str, ...]
        What was noticed.
    """

    time: FloatArray
    rows: FloatArray
    lost: int
    notes: tuple[str, ...] = ()


def read_layout(data: bytes) -> PacketLayout:
    """Read the layout that a sensor tells.

    Raises
    ------
    FileFormatError
        When it is not one; says what is lacking.

    Examples
    --------
    >>> read_layout(b"strigil 1;rate=200;columns=Fz (N);scales=0.01").scales
    (0.01,)
    """
    text = data.decode("utf-8", errors="replace").strip("\x00 \r\n")
    parts = dict(part.split("=", 1) for part in text.split(";") if "=" in part)
    columns = tuple(name.strip() for name in parts.get("columns", "").split(","))
    try:
        scales = tuple(float(word) for word in parts.get("scales", "").split(","))
        rate, tick = float(parts["rate"]), float(parts.get("tick", "1e-6"))
    except (ValueError, KeyError):
        scales, rate, tick = (), math.nan, math.nan
    fine = len(scales) == len(columns) and rate > 0 and tick > 0
    if not (text.startswith(_GREETING) and fine):
        message = (
            f"The sensor's layout {text[:60]!r} is not one: it needs rate, columns "
            "and as many scales. See docs/guides/recording-formats.md"
        )
        raise FileFormatError(message)
    return PacketLayout(columns, scales, rate, tick)


def encode_packet(
    layout: PacketLayout, rows: FloatArray, *, number: int, tick: int, size: int = 2
) -> bytes:
    """Write samples as a packet; NaN becomes the value that says missing.

    Parameters
    ----------
    layout : PacketLayout
        What the values mean.
    rows : ndarray
        One row a sample [unit of the column]; beyond the largest value it stays there,
        as a saturated sensor does.
    number : int
        Number of the first sample [1].
    tick : int
        The sensor's clock at it, in ticks [1].
    size : int
        Bytes of one value, 2 or 3 [1].
    """
    top = _TOP[size]
    counts = np.round(np.asarray(rows, dtype=np.float64) / layout.scales)
    held = np.clip(counts, 1 - top, top - 1)
    whole = np.where(np.isnan(counts), -top, held).astype("<i4")
    body = whole.reshape(-1, 1).view(np.uint8)[:, :size].tobytes()
    head = _HEAD.pack(
        _VERSION, size, len(rows), len(layout.columns), number % _NUMBERS, tick % 2**32
    )
    return head + body


def decode_packet(
    layout: PacketLayout, state: PacketState, data: bytes, *, arrived: float
) -> tuple[PacketState, PacketBatch]:
    """Read a packet.

    Parameters
    ----------
    layout : PacketLayout
        What the values mean.
    state : PacketState
        What was remembered; ``PacketState()`` at the beginning.
    data : bytes
        The packet.
    arrived : float
        When it came, by the clock of this machine [s].

    Returns
    -------
    tuple[PacketState, PacketBatch]
        What to remember, and what came; a packet that is not one counts in ``spoilt``.

    Examples
    --------
    >>> layout = PacketLayout(("Fz (N)",), (0.01,), rate=200.0)
    >>> packet = bytes.fromhex("01020201" "05000000" "40420f00" "0902" "0080")
    >>> decode_packet(layout, PacketState(), packet, arrived=0.0)[1].rows.tolist()
    [[5.21], [nan]]
    """
    counts = _counts(data, len(layout.columns))
    if counts is None:
        return replace(state, spoilt=state.spoilt + 1), _nothing(layout)
    _, _, samples, _, number, tick = _HEAD.unpack_from(data)
    place = placed(
        state.place,
        number,
        tick,
        samples=samples,
        clock=(layout.tick, _NUMBERS),
        arrived=arrived,
    )
    after = replace(state, place=place)
    if place.what == "repeated":
        return after, _nothing(layout)
    time = place.time + np.arange(samples) / layout.rate
    said = f"The sensor started again at {place.time:.2f} s."
    notes = (said,) if place.what == "restarted" else ()
    rows = _values(counts, layout.scales)
    return after, PacketBatch(time, rows, place.lost, notes)


def _counts(data: bytes, values: int) -> FloatArray | None:
    """Return the whole numbers of a packet, NaN where one is missing."""
    if len(data) < _HEAD.size:
        return None
    version, size, samples, width, _, _ = _HEAD.unpack_from(data)
    right = _HEAD.size + samples * width * size == len(data)
    if version != _VERSION or size not in _TOP or not right or width != values:
        return None
    raw = np.frombuffer(data, np.uint8, offset=_HEAD.size).reshape(-1, size)
    wide = np.zeros((len(raw), 4), np.uint8)
    wide[:, 4 - size :] = raw  # into the upper bytes, so that the sign is kept
    whole = wide.view("<i4").ravel() >> (8 * (4 - size))
    counts = np.where(whole == -_TOP[size], np.nan, whole.astype(np.float64))
    return counts.reshape(samples, width)


def _values(counts: FloatArray, scales: Sequence[float]) -> FloatArray:
    return np.asarray(counts * np.asarray(scales))


def _nothing(layout: PacketLayout) -> PacketBatch:
    return PacketBatch(np.empty(0), np.empty((0, len(layout.columns))), 0)
