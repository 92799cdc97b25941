"""Recordings of an instrument's sensor: read, cut into strokes, measured, simulated."""

from strigil.signals.analyse import (
    NotComputable,
    RecordingAnalysis,
    analyse_recording,
)
from strigil.signals.contact import Levels
from strigil.signals.quality import QualityNote
from strigil.signals.read import read_recording, write_recording
from strigil.signals.recording import (
    CHANNELS,
    Recording,
    RecordingInfo,
    recording_of,
)
from strigil.signals.repeat_test import (
    Departure,
    RepeatTest,
    repeated_departures,
)
from strigil.signals.repeats import Anomaly, binned_by_position, repeated_anomalies
from strigil.signals.simulate import (
    SimulatedRecording,
    SimulatedTruth,
    TrueStroke,
    simulate_recording,
)
from strigil.signals.strokes import StrokeMeasure
from strigil.signals.way import StrokesAlong, samples_along

__all__ = [
    "CHANNELS",
    "Anomaly",
    "Departure",
    "Levels",
    "NotComputable",
    "QualityNote",
    "Recording",
    "RecordingAnalysis",
    "RecordingInfo",
    "RepeatTest",
    "SimulatedRecording",
    "SimulatedTruth",
    "StrokeMeasure",
    "StrokesAlong",
    "TrueStroke",
    "analyse_recording",
    "binned_by_position",
    "read_recording",
    "recording_of",
    "repeated_anomalies",
    "repeated_departures",
    "samples_along",
    "simulate_recording",
    "write_recording",
]
