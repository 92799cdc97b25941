"""Forces without the sensor's zero, its weight and its inertia."""

from dataclasses import replace

from strigil.errors import InvalidValueError
from strigil.signals.clock import held
from strigil.signals.recording import Recording, channels_said, recording_of
from strigil.signals.sensor_calibration import SensorCalibration

__all__ = ["compensated"]

_ACCELERATION = tuple(f"acceleration_{axis}" for axis in "xyz")


def compensated(recording: Recording, calibration: SensorCalibration) -> Recording:
    """Take zero, weight and inertia off the forces of a recording.

    Parameters
    ----------
    recording : Recording
        With acceleration and the calibrated channels.
    calibration : SensorCalibration
        Of the same sensor.

    Returns
    -------
    Recording
        The same, with force and torque that nothing but the skin makes [N, N.m]. No
        orientation is needed: what the accelerometer reads is taken off. A sample
        without acceleration takes the last one known.

    Raises
    ------
    InvalidValueError
        When the calibration does not suffice or the channels are missing.
    """
    if not calibration.sufficient:
        message = (
            "The calibration does not suffice; these poses are missing: "
            f"{'; '.join(calibration.poses_to_add)}."
        )
        raise InvalidValueError(message)
    needed = (*_ACCELERATION, *calibration.channels)
    lacking = [name for name in needed if not recording.has(name)]
    if lacking:
        message = f"The recording lacks what was calibrated: {channels_said(lacking)}."
        raise InvalidValueError(message)
    pull = [held(recording.channels[name]) for name in _ACCELERATION]
    channels = dict(recording.channels)
    for name, bias, row in zip(
        calibration.channels, calibration.bias, calibration.weight, strict=True
    ):
        still = bias.value + sum(w * p for w, p in zip(row, pull, strict=True))
        channels[name] = recording.channels[name] - still
    known = recording.info.sensor
    notes = [f"zero, weight and inertia taken off, calibrated {calibration.date}"]
    if known and calibration.sensor and known != calibration.sensor:
        notes.append(
            f"the calibration is of the sensor {calibration.sensor!r}, the recording "
            f"of {known!r}"
        )
    info = replace(recording.info, notes=(*recording.info.notes, *notes))
    return recording_of(recording.time, channels, info)
