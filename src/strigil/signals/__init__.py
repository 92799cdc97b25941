"""Recordings of an instrument's sensor: read, cut into strokes, measured, simulated."""

from typing import TYPE_CHECKING

from strigil.doors import lazy_door

if TYPE_CHECKING:
    from strigil.signals.analyse import RecordingAnalysis, analyse_recording
    from strigil.signals.calibration_file import read_calibration, write_calibration
    from strigil.signals.contact import Levels
    from strigil.signals.force import ForceFrame
    from strigil.signals.inclination import inclinations
    from strigil.signals.inertial_way import InertialStroke, InertialWay, inertial_way
    from strigil.signals.long_recording import (
        analyse_in_parts,
        is_long_recording,
        samples_in,
    )
    from strigil.signals.proposal import (
        Correction,
        ProfileProposal,
        propose_profile,
        write_profile,
    )
    from strigil.signals.quality import QualityNote
    from strigil.signals.read import read_recording, recording_parts
    from strigil.signals.record import Recorded, record_source
    from strigil.signals.recording import (
        CHANNELS,
        Recording,
        RecordingInfo,
        recording_of,
    )
    from strigil.signals.repeat_table import (
        DividedOut,
        binned_by_position,
        divided_out,
    )
    from strigil.signals.repeat_test import (
        Departure,
        RepeatTest,
        repeated_departures,
    )
    from strigil.signals.repeats import Anomaly, PlaceSearch, search_places
    from strigil.signals.sensor_calibration import SensorCalibration, calibrate_sensor
    from strigil.signals.sensor_compensation import compensated
    from strigil.signals.simulate import (
        SimulatedRecording,
        SimulatedTruth,
        TrueCourse,
        TrueStroke,
        simulate_recording,
    )
    from strigil.signals.simulated_link import TrueFault
    from strigil.signals.simulated_scene import (
        ODD_MODES,
        SimulatedRestriction,
        SimulatedScene,
    )
    from strigil.signals.sources import (
        BleSource,
        Chunk,
        LslOutlet,
        LslSource,
        Nearby,
        ReplaySource,
        SensorNearby,
        SerialSource,
        SimulatorSource,
        Source,
        sensors_nearby,
    )
    from strigil.signals.streamed_file import streamed_strokes
    from strigil.signals.stroke_stream import Pushed, StrokeStream
    from strigil.signals.strokes import StrokeMeasure
    from strigil.signals.summary import slope_over_time
    from strigil.signals.tilt import Tilt, TiltStream, refined_tilt_of, tilt_of
    from strigil.signals.treatment_angle import (
        angle_from_flat_touch,
        angle_from_force,
    )
    from strigil.signals.unknown import NotComputable
    from strigil.signals.vibration import Vibration, vibration_of
    from strigil.signals.way import StrokesAlong, samples_along
    from strigil.signals.write import RecordingWriter, write_recording

__all__ = [
    "CHANNELS",
    "ODD_MODES",
    "Anomaly",
    "BleSource",
    "Chunk",
    "Correction",
    "Departure",
    "DividedOut",
    "ForceFrame",
    "InertialStroke",
    "InertialWay",
    "Levels",
    "LslOutlet",
    "LslSource",
    "Nearby",
    "NotComputable",
    "PlaceSearch",
    "ProfileProposal",
    "Pushed",
    "QualityNote",
    "Recorded",
    "Recording",
    "RecordingAnalysis",
    "RecordingInfo",
    "RecordingWriter",
    "RepeatTest",
    "ReplaySource",
    "SensorCalibration",
    "SensorNearby",
    "SerialSource",
    "SimulatedRecording",
    "SimulatedRestriction",
    "SimulatedScene",
    "SimulatedTruth",
    "SimulatorSource",
    "Source",
    "StrokeMeasure",
    "StrokeStream",
    "StrokesAlong",
    "Tilt",
    "TiltStream",
    "TrueCourse",
    "TrueFault",
    "TrueStroke",
    "Vibration",
    "analyse_in_parts",
    "analyse_recording",
    "angle_from_flat_touch",
    "angle_from_force",
    "binned_by_position",
    "calibrate_sensor",
    "compensated",
    "divided_out",
    "inclinations",
    "inertial_way",
    "is_long_recording",
    "propose_profile",
    "read_calibration",
    "read_recording",
    "record_source",
    "recording_of",
    "recording_parts",
    "refined_tilt_of",
    "repeated_departures",
    "samples_along",
    "samples_in",
    "search_places",
    "sensors_nearby",
    "simulate_recording",
    "slope_over_time",
    "streamed_strokes",
    "tilt_of",
    "vibration_of",
    "write_calibration",
    "write_profile",
    "write_recording",
]

lazy_door(__name__)
