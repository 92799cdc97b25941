"""The treatment angle: how the edge plane leans on the skin, where that is known."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import limit
from strigil.errors import InvalidValueError
from strigil.signals.numbers import number
from strigil.signals.recording import Recording, recording_of
from strigil.signals.tilt import Tilt, tilt_of

__all__ = ["angle_from_flat_touch", "angle_from_force"]

FloatArray = NDArray[np.float64]
Axis = tuple[float, float, float]

_ALONG_Z: Axis = (0.0, 0.0, 1.0)


def angle_from_flat_touch(
    recording: Recording, touch: tuple[float, float], *, flat: Axis = _ALONG_Z
) -> Recording:
    """Add the treatment angle, from a touch with the tool laid flat on the skin.

    Parameters
    ----------
    recording : Recording
        With acceleration and angular velocity.
    touch : tuple[float, float]
        From when to when the tool lay flat and still on the skin [s].
    flat : tuple[float, float, float]
        Normal of the edge plane in the sensor's axes [1].

    Returns
    -------
    Recording
        With the channel ``treatment_angle`` [rad] between 0 (flat) and a right angle;
        a note says where it is from. Missing where the orientation is lost, and where
        the heading may have drifted too far since the touch.

    Raises
    ------
    InvalidValueError
        Without those channels, or when the tool moved during the touch.

    Notes
    -----
    The touch tells the skin's normal in the level frame. The angle is that between it
    and the normal of the edge plane. Where the skin is level the heading does not
    matter; where it leans, drift moves the angle by up to drift times the sine of the
    lean. A patient who moves takes the skin's normal along: touch again.
    """
    tilt = tilt_of(recording)
    if tilt is None:
        message = (
            "A treatment angle needs acceleration, gravity included, and angular "
            "velocity along x, y and z."
        )
        raise InvalidValueError(message)
    normals = _in_level_frame(tilt, flat)
    time = tilt.steps.time
    during = (time >= touch[0]) & (time <= touch[1])
    skin = _steady_normal(normals[during], touch)
    angle = np.arccos(np.clip(np.abs(normals @ skin), 0.0, 1.0))
    lean = float(np.arccos(np.clip(abs(skin[2]), 0.0, 1.0)))
    since = np.maximum(touch[0] - time, 0.0) + np.maximum(time - touch[1], 0.0)
    drift = since * number("treatment_angle", "heading_drift") * np.sin(lean)
    lost = np.cumsum(tilt.steps.restarted)
    angle[drift > number("treatment_angle", "most_drift")] = np.nan
    if np.sin(lean) > np.sin(number("treatment_angle", "steadiness")):
        angle[lost != lost[during][-1]] = np.nan  # the heading began anew
    said = (
        f"treatment angle from a flat touch at {touch[0]:g} to {touch[1]:g} s; the "
        f"skin leans {np.degrees(lean):.0f} degrees"
    )
    return _with_angle(recording, _at_samples(recording, tilt, angle), said)


def angle_from_force(recording: Recording, *, flat: Axis = _ALONG_Z) -> Recording:
    """Add the treatment angle as the direction of the force tells it.

    Parameters
    ----------
    recording : Recording
        With force along x, y and z, zero and weight taken off.
    flat : tuple[float, float, float]
        Normal of the edge plane in the force sensor's axes [1].

    Returns
    -------
    Recording
        With the channel ``treatment_angle`` [rad] where the force is large enough; a
        note says how far friction may have moved it.

    Raises
    ------
    InvalidValueError
        Without three forces.

    Notes
    -----
    Without friction the force stands on the skin, and its angle to the edge plane's
    normal is the treatment angle. Friction turns the force by up to its arc tangent.
    """
    names = [f"force_{axis}" for axis in "xyz"]
    if not recording.has(*names):
        message = "An angle from the force needs force along x, y and z."
        raise InvalidValueError(message)
    force = recording.stacked("force")
    size = np.linalg.norm(force, axis=1)
    unit = np.asarray(flat) / np.linalg.norm(flat)
    some = size > limit("smallest_force")
    angle = np.full(size.size, np.nan)
    angle[some] = np.arccos(np.clip(np.abs(force[some] @ unit) / size[some], 0.0, 1.0))
    turned = np.degrees(np.arctan(number("treatment_angle", "highest_friction")))
    said = (
        "treatment angle from the direction of the force; friction may turn it by "
        f"{turned:.0f} degrees"
    )
    return _with_angle(recording, angle, said)


def _in_level_frame(tilt: Tilt, axis: Axis) -> FloatArray:
    """Return an axis of the sensor in the level frame, one row a step [1]."""
    unit = np.asarray(axis) / np.linalg.norm(axis)
    w, u = tilt.orientation[:, :1], tilt.orientation[:, 1:]
    twice = 2.0 * np.cross(u, unit)
    return np.asarray(unit + w * twice + np.cross(u, twice))


def _steady_normal(normals: FloatArray, touch: tuple[float, float]) -> FloatArray:
    if not len(normals):
        message = (
            f"No orientation is known from {touch[0]:g} to {touch[1]:g} s, when the "
            "tool was said to lie flat."
        )
        raise InvalidValueError(message)
    middle = normals.mean(axis=0)
    middle = middle / np.linalg.norm(middle)
    apart = np.arccos(np.clip(normals @ middle, -1.0, 1.0))
    most = number("treatment_angle", "steadiness")
    if apart.max() > most:
        message = (
            f"The tool turned by {np.degrees(apart.max()):.0f} degrees from "
            f"{touch[0]:g} to {touch[1]:g} s; lying flat it stays within "
            f"{np.degrees(most):.0f}."
        )
        raise InvalidValueError(message)
    return np.asarray(middle)


def _at_samples(recording: Recording, tilt: Tilt, angle: FloatArray) -> FloatArray:
    """Return the angle of steps at the samples; missing where there was no step."""
    time, ends = recording.time, tilt.steps.time
    after = np.searchsorted(ends, time).clip(0, ends.size - 1)
    near = np.abs(ends[after] - time) <= number("tilt", "longest_hold")
    known = np.interp(time, ends, angle)
    return np.where(near, known, np.nan)


def _with_angle(recording: Recording, angle: FloatArray, said: str) -> Recording:
    channels = {**recording.channels, "treatment_angle": angle}
    info = replace(recording.info, notes=(*recording.info.notes, said))
    return recording_of(recording.time, channels, info)
