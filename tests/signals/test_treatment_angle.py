"""The treatment angle from a flat touch and from the force."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation, Slerp

from strigil.errors import InvalidValueError
from strigil.signals.analyse import analyse_recording
from strigil.signals.motion_steps import MOTION_CHANNELS
from strigil.signals.recording import Recording, recording_of
from strigil.signals.treatment_angle import angle_from_flat_touch, angle_from_force

GRAVITY = 9.81
STEP = 0.01


def touched(lean_deg: float, raised_deg: float, heading_deg: float = 30.0) -> Recording:
    """Rest, lie flat on leaning skin from 4 to 6 s, then raise the edge plane."""
    skin = Rotation.from_euler("zx", [heading_deg, lean_deg], degrees=True)
    raised = skin * Rotation.from_euler("y", raised_deg, degrees=True)
    level = Rotation.identity()
    poses = Rotation.concatenate([level, level, skin, skin, raised, raised])
    time = np.arange(0, 12, STEP)
    way = Slerp([0, 3.6, 4, 6, 6.4, 12], poses)(time)
    pull = way.inv().apply([0.0, 0.0, GRAVITY])
    rates = (way[:-1].inv() * way[1:]).as_rotvec() / STEP
    rates = np.vstack([np.zeros(3), rates])
    motion = np.vstack([rates.T, pull.T])
    return recording_of(time, dict(zip(MOTION_CHANNELS, motion, strict=True)))


@settings(max_examples=15, deadline=None)
@given(st.floats(0, 80), st.floats(5, 85), st.floats(-90, 90))
def test_the_angle_is_that_to_the_skin_however_the_skin_leans(lean, raised, heading):
    recording = touched(lean, raised, heading)
    angle = angle_from_flat_touch(recording, (4.5, 5.5)).channels["treatment_angle"]
    assert np.degrees(np.nanmedian(angle[500:590])) == pytest.approx(0.0, abs=0.5)
    assert np.degrees(np.nanmedian(angle[-200:])) == pytest.approx(raised, abs=1.0)


def test_a_touch_that_moves_is_refused():
    with pytest.raises(InvalidValueError, match="turned by"):
        angle_from_flat_touch(touched(30.0, 45.0), (5.0, 8.0))


def test_a_touch_outside_the_recording_is_refused():
    with pytest.raises(InvalidValueError, match="No orientation"):
        angle_from_flat_touch(touched(0.0, 45.0), (50.0, 60.0))


def test_the_recording_says_where_its_angle_is_from():
    noted = angle_from_flat_touch(touched(20.0, 45.0), (4.5, 5.5)).info.notes[-1]
    assert "flat touch" in noted
    assert "leans 20 degrees" in noted


def test_the_force_on_a_smooth_skin_tells_the_angle():
    raised = np.radians(50.0)
    force = 6.0 * np.array([np.sin(raised), 0.0, np.cos(raised)])
    channels = {f"force_{a}": np.full(10, force[i]) for i, a in enumerate("xyz")}
    found = angle_from_force(recording_of(np.arange(10) * STEP, channels))
    assert found.channels["treatment_angle"] == pytest.approx(raised)
    assert "friction may turn it by 14 degrees" in found.info.notes[-1]


def test_without_force_the_angle_is_missing_not_zero():
    channels = {f"force_{a}": np.zeros(10) for a in "xyz"}
    found = angle_from_force(recording_of(np.arange(10) * STEP, channels))
    assert np.isnan(found.channels["treatment_angle"]).all()


@pytest.mark.parametrize(("raised", "flagged"), [(30.0, True), (50.0, False)])
def test_a_stroke_below_forty_degrees_is_flagged(raised, flagged):
    recording = touched(10.0, raised)
    force = np.where((recording.time > 9) & (recording.time < 10), 6.0, 0.0)
    channels = {**recording.channels, "force_normal": force}
    whole = recording_of(recording.time, channels)
    (stroke,) = analyse_recording(angle_from_flat_touch(whole, (4.5, 5.5))).strokes
    assert np.degrees(stroke.angle) == pytest.approx(raised, abs=1.5)
    assert ("low_angle" in stroke.flags) == flagged
