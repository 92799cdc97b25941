"""A wired sensor that writes serial lines."""

import time as clock
from pathlib import Path
from typing import Any

from strigil.errors import StreamError, nearest
from strigil.signals.formats.lines import LineState, decode_lines
from strigil.signals.formats.stream import StreamColumns, stream_columns
from strigil.signals.sources.source import Chunk, empty_chunk, extra, known_channels

__all__ = ["SerialSource"]

_WAIT = 0.02  # s one look at the port lasts when nothing comes
_GREETING = 3.0  # s in which a board says its columns; one that was reset needs two
_ASK = 0.5  # s between two askings
_MOST = 65536  # bytes of one look


class SerialSource:
    """Read a sensor at a serial port.

    The lines are those of docs/guides/recording-formats.md: numbered and with a
    checksum, so that what was lost is known.

    Parameters
    ----------
    device : str
        The port, such as ``/dev/ttyUSB0`` or ``COM3``.
    baud : int
        Bits a second [1/s].
    profile : str or Path, optional
        A sensor profile for columns that do not say channel and unit.
    """

    def __init__(
        self, device: str, *, baud: int = 115200, profile: str | Path | None = None
    ) -> None:
        self.name = f"serial port {device}"
        self.channels: tuple[str, ...] = ()
        self.rate = float("nan")
        self.notes: tuple[str, ...] = ()
        self.ended = False
        self._device, self._baud, self._profile = device, baud, profile
        self._port: Any = None
        self._state = LineState()
        self._columns = StreamColumns()

    def open(self) -> None:
        """Open the port and wait for the board to name its columns.

        Raises
        ------
        StreamError
            When there is no such port, or nothing that can be read comes from it.
        MissingExtraError
            When pyserial is not installed.
        """
        serial = extra("serial", "A serial sensor")
        try:
            self._port = serial.Serial(self._device, self._baud, timeout=_WAIT)
        except (OSError, ValueError) as error:
            raise StreamError(self._not_open(error)) from None
        until, asked = clock.monotonic() + _GREETING, -_ASK
        while self._state.header is None:
            now = clock.monotonic()
            if now > until:
                self.close()
                raise StreamError(self._no_header())
            if now - asked > _ASK:
                self._ask()
                asked = now
            self._look()
        self._columns = stream_columns(self._state.header.columns, self._profile)
        known_channels(self._columns.channels, self.name)
        self.channels = self._columns.channels
        self.rate = self._state.header.rate
        self.notes += self._columns.notes

    def read(self) -> Chunk:
        """Return the samples that came since the last look [SI].

        Raises
        ------
        StreamError
            When the port is gone.
        """
        return self._look()

    def close(self) -> None:
        """Let the port go."""
        self.ended = True
        if self._port is not None:
            self._port.close()

    def _look(self) -> Chunk:
        spoilt = self._state.spoilt
        try:
            waiting = min(self._port.in_waiting, _MOST)
            data = self._port.read(waiting or 1)
        except OSError as error:
            message = f"The {self.name} is gone ({error})."
            raise StreamError(message) from None
        self._state, batch = decode_lines(self._state, data, arrived=clock.monotonic())
        self.notes += batch.notes
        if self._state.spoilt > spoilt and self._state.header is not None:
            count = self._state.spoilt
            if count & (count - 1) == 0:  # told at 1, 2, 4, 8 ...: not without end
                self.notes += (f"{count} lines so far could not be read.",)
        if not batch.time.size:
            return empty_chunk(len(self.channels), batch.lost)
        return Chunk(batch.time, self._columns.in_si(batch.rows), batch.lost)

    def _ask(self) -> None:
        try:
            self._port.write(b"?\n")
        except OSError:
            return  # a port that only listens: the header comes by itself

    def _not_open(self, error: Exception) -> str:
        listing = extra("serial.tools.list_ports", "A serial sensor")
        ports = [port.device for port in listing.comports()]
        near = nearest(self._device, ports)
        hint = f" Did you mean {near!r}?" if near else ""
        listed = f" There are: {', '.join(ports[:8])}." if ports else ""
        why = str(error).split(": ")[-1].strip("'\"")
        return f"Serial port {self._device!r} does not open ({why}).{hint}{listed}"

    def _no_header(self) -> str:
        came = (
            f"{self._state.spoilt} lines came that are not in the protocol; check the "
            "speed (--baud)"
            if self._state.spoilt or self._state.rest
            else "nothing came"
        )
        return (
            f"The {self.name} did not name its columns in {_GREETING:g} s: {came}. "
            "See docs/guides/recording-formats.md"
        )
