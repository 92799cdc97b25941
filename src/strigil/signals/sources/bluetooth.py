"""A wireless sensor: packets of formats/packets.py over Bluetooth low energy."""

import asyncio
import queue
import re
import threading
import time as clock
from pathlib import Path
from typing import Any

import numpy as np

from strigil.errors import StreamError
from strigil.signals.formats.packets import (
    PacketLayout,
    PacketState,
    decode_packet,
    read_layout,
)
from strigil.signals.formats.stream import StreamColumns, stream_columns
from strigil.signals.sources.source import Chunk, empty_chunk, extra, known_channels

__all__ = ["LAYOUT", "SAMPLES", "SERVICE", "BleSource"]

# Of our own service: drawn once at random, as anyone's are.
SERVICE = "6f1d1000-2c5a-4a0e-9c38-52b41c7e9a01"
LAYOUT = "6f1d1001-2c5a-4a0e-9c38-52b41c7e9a01"
SAMPLES = "6f1d1002-2c5a-4a0e-9c38-52b41c7e9a01"

# An address, or what stands for one on systems that hide addresses.
_ADDRESS = re.compile(r"([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}|[0-9A-Fa-f-]{36}")
_CONNECT = 15.0  # s to find a sensor and connect
_WAIT = 0.02  # s one look lasts when nothing comes


class BleSource:
    """Read a sensor over Bluetooth low energy.

    Parameters
    ----------
    address : str
        Address or name of the sensor.
    profile : str or Path, optional
        A sensor profile for columns that do not say channel and unit.
    radio : module, optional
        What finds and connects, with the names of bleak; bleak itself when left out.
    """

    def __init__(
        self,
        address: str,
        *,
        profile: str | Path | None = None,
        radio: Any = None,
    ) -> None:
        self.name = f"Bluetooth sensor {address}"
        self.channels: tuple[str, ...] = ()
        self.rate = float("nan")
        self.notes: tuple[str, ...] = ()
        self.ended = False
        self._address, self._profile, self._radio = address, profile, radio
        self._came: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        self._ready: queue.SimpleQueue[PacketLayout | Exception] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._gone = threading.Event()
        self._state = PacketState()
        self._layout = PacketLayout((), (), float("nan"))
        self._columns = StreamColumns()
        self._thread: threading.Thread | None = None

    def open(self) -> None:
        """Connect and learn the channels.

        Raises
        ------
        StreamError
            When the sensor is not found, does not answer, or is of another kind.
        MissingExtraError
            When bleak is not installed.
        """
        radio = self._radio or extra("bleak", "A Bluetooth sensor")
        self._thread = threading.Thread(target=self._run, args=(radio,), daemon=True)
        self._thread.start()
        try:
            answer = self._ready.get(timeout=2 * _CONNECT)
        except queue.Empty:
            answer = TimeoutError("no answer")
        if isinstance(answer, Exception):
            self.close()
            message = f"The {self.name} was not reached: {str(answer) or 'no answer'}."
            raise StreamError(message)
        self._layout = answer
        self._columns = stream_columns(answer.columns, self._profile)
        known_channels(self._columns.channels, self.name)
        self.channels, self.rate = self._columns.channels, answer.rate
        self.notes += self._columns.notes

    def read(self) -> Chunk:
        """Return the samples that came since the last look [SI].

        Raises
        ------
        StreamError
            When the connection is lost.
        """
        packets = self._packets()
        time, rows, lost = [np.empty(0)], [], 0
        for arrived, data in packets:
            self._state, batch = decode_packet(
                self._layout, self._state, data, arrived=arrived
            )
            self.notes += batch.notes
            time.append(batch.time)
            rows.append(batch.rows)
            lost += batch.lost
        if not rows:
            return empty_chunk(len(self.channels))
        values = self._columns.in_si(np.vstack(rows))
        return Chunk(np.concatenate(time), values, lost)

    def _packets(self) -> list[tuple[float, bytes]]:
        """Wait for a packet, then return all that are there."""
        try:
            packets = [self._came.get(timeout=_WAIT)]
        except queue.Empty:
            if self._gone.is_set():
                message = f"The {self.name} is gone."
                raise StreamError(message) from None
            return []
        while not self._came.empty():
            packets.append(self._came.get())
        return packets

    def close(self) -> None:
        """Disconnect."""
        self.ended = True
        self._closing.set()
        if self._thread is not None:
            self._thread.join(timeout=2.0)

    def _run(self, radio: Any) -> None:
        try:
            asyncio.run(self._listen(radio))
        except Exception as error:  # whatever the system's Bluetooth says
            self._ready.put(error)
        finally:
            self._gone.set()

    async def _listen(self, radio: Any) -> None:
        def heard(_: object, data: bytearray) -> None:
            self._came.put((clock.monotonic(), bytes(data)))

        def dropped(_: object) -> None:
            self._gone.set()

        async with asyncio.timeout(_CONNECT):
            sensor: Any = self._address
            if not _ADDRESS.fullmatch(sensor):
                sensor = await radio.BleakScanner.find_device_by_name(sensor)
            if sensor is None:
                message = "no sensor of this name is near"
                raise StreamError(message)
            client = radio.BleakClient(sensor, disconnected_callback=dropped)
            await client.connect()
        try:
            self._ready.put(read_layout(bytes(await client.read_gatt_char(LAYOUT))))
            await client.start_notify(SAMPLES, heard)
            while not self._closing.is_set() and not self._gone.is_set():
                await asyncio.sleep(_WAIT)
        finally:
            await client.disconnect()
