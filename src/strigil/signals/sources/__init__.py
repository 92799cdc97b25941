"""Where samples come from while they are taken: one file for each kind of source."""

from strigil.signals.sources.bluetooth import BleSource
from strigil.signals.sources.lsl import LslOutlet, LslSource
from strigil.signals.sources.nearby import (
    Nearby,
    SensorNearby,
    sensors_nearby,
)
from strigil.signals.sources.replay import ReplaySource, SimulatorSource
from strigil.signals.sources.serial_port import SerialSource
from strigil.signals.sources.source import Chunk, Source

__all__ = [
    "BleSource",
    "Chunk",
    "LslOutlet",
    "LslSource",
    "Nearby",
    "ReplaySource",
    "SensorNearby",
    "SerialSource",
    "SimulatorSource",
    "Source",
    "sensors_nearby",
]
