"""A live session: one process owns sensor, strokes, stop rule and file."""

from strigil.treatment.live.bedside import Bedside, Lift, decided, lifted, told
from strigil.treatment.live.frames import FrameRing
from strigil.treatment.live.gauge import Gauge, Reading, band_state
from strigil.treatment.live.happened import happened_in
from strigil.treatment.live.latency import Latency, LatencyCount
from strigil.treatment.live.lift_force import LiftForce, lift_force
from strigil.treatment.live.nearby import look_nearby
from strigil.treatment.live.parts import forget_parts, joined, parts_of
from strigil.treatment.live.sensor_watch import ALARMS, SensorWatch
from strigil.treatment.live.settings import PLAYED, SOURCES, StreamSettings
from strigil.treatment.live.stream import LiveStream, begin_stream

__all__ = [
    "ALARMS",
    "PLAYED",
    "SOURCES",
    "Bedside",
    "FrameRing",
    "Gauge",
    "Latency",
    "LatencyCount",
    "Lift",
    "LiftForce",
    "LiveStream",
    "Reading",
    "SensorWatch",
    "StreamSettings",
    "band_state",
    "begin_stream",
    "decided",
    "forget_parts",
    "happened_in",
    "joined",
    "lift_force",
    "lifted",
    "look_nearby",
    "parts_of",
    "told",
]
