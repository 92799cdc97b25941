"""A wireless sensor, played by a client that only remembers."""

import asyncio
import time
from types import SimpleNamespace

import numpy as np
import pytest

from strigil.errors import StreamError
from strigil.signals import BleSource
from strigil.signals.formats.packets import PacketLayout, encode_packet
from strigil.signals.sources.bluetooth import LAYOUT, SAMPLES

ADDRESS = "AA:BB:CC:DD:EE:FF"
TEXT = b"strigil 1;rate=200;columns=Fz (N);scales=0.01"
WHAT = PacketLayout(("Fz (N)",), (0.01,), 200.0)


class Sensor:
    """A client with a sensor behind it that sends four packets, then goes away."""

    layout = TEXT
    reachable = True

    def __init__(self, address: str, disconnected_callback) -> None:
        self.address, self.gone = address, disconnected_callback

    async def connect(self) -> None:
        if not self.reachable:
            message = f"Device with address {self.address} was not found."
            raise RuntimeError(message)

    async def read_gatt_char(self, which: str) -> bytearray:
        assert which == LAYOUT
        return bytearray(self.layout)

    async def start_notify(self, which: str, heard) -> None:
        assert which == SAMPLES
        self.sending = asyncio.create_task(self._send(heard))

    async def _send(self, heard) -> None:
        for number in (0, 10, 30, 40):
            rows = np.full((10, 1), 5.0)
            data = encode_packet(WHAT, rows, number=number, tick=number * 5000)
            heard(None, bytearray(data))
            await asyncio.sleep(0)
        await asyncio.sleep(0.05)
        self.gone(self)

    async def disconnect(self) -> None:
        pass


def radio(sensor: type[Sensor], near: tuple[str, ...] = ()) -> SimpleNamespace:
    """What finds and connects: sensors are found by the names that are near."""

    class Scanner:
        @staticmethod
        async def find_device_by_name(name: str) -> str | None:
            return ADDRESS if name in near else None

    return SimpleNamespace(BleakClient=sensor, BleakScanner=Scanner)


def test_a_sensor_is_found_by_its_name_too() -> None:
    source = BleSource("Tool", radio=radio(Sensor, near=("Tool",)))
    source.open()
    assert source.channels == ("force_z",)
    source.close()
    with pytest.raises(StreamError, match="no sensor of this name is near"):
        BleSource("Toll", radio=radio(Sensor, near=("Tool",))).open()


def test_packets_become_samples_losses_are_counted_and_a_lost_sensor_is_told() -> None:
    source = BleSource(ADDRESS, radio=radio(Sensor))
    source.open()
    assert (source.channels, source.rate) == (("force_z",), 200.0)
    times, lost = [], 0
    until = time.monotonic() + 5

    def listen() -> None:
        nonlocal lost
        while time.monotonic() < until:
            chunk = source.read()
            times.append(chunk.time)
            lost += chunk.lost

    with pytest.raises(StreamError, match="is gone"):
        listen()
    source.close()
    came = np.concatenate(times)
    assert came.size == 40
    assert lost == 10
    assert came[20] == pytest.approx(0.15)


def test_a_sensor_that_is_not_found_is_said_to_be_missing() -> None:
    class Nowhere(Sensor):
        reachable = False

    with pytest.raises(StreamError, match=r"was not reached: .*not found"):
        BleSource(ADDRESS, radio=radio(Nowhere)).open()


def test_a_sensor_of_another_kind_is_told() -> None:
    class Other(Sensor):
        layout = b"heart rate"

    with pytest.raises(StreamError, match="layout 'heart rate'"):
        BleSource(ADDRESS, radio=radio(Other)).open()
