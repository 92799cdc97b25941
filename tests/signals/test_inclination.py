"""How the edge plane leans against gravity, stroke by stroke."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strigil.signals import analyse_recording, inclinations, recording_of
from strigil.signals.recording import Recording

RATE, LASTS, GRAVITY = 100.0, 30.0, 9.81


def leaning(degrees: float, *, about: str = "y") -> Recording:
    """A tool that presses once a second and keeps one lean against the level."""
    time = np.arange(int(LASTS * RATE)) / RATE
    force = 6.0 * np.clip(np.sin(2.0 * np.pi * time) - 0.4, 0.0, None) * (time > 12.0)
    lean = math.radians(degrees)
    still, side = np.zeros(time.size), "x" if about == "y" else "y"
    up = {side: math.sin(lean), "z": math.cos(lean)}
    channels = {"force_normal": force}
    for axis in "xyz":
        channels[f"acceleration_{axis}"] = still + GRAVITY * up.get(axis, 0.0)
        channels[f"angular_velocity_{axis}"] = still
    return recording_of(time, channels)


@settings(max_examples=6, deadline=None)
@given(degrees=st.floats(0.0, 89.0), about=st.sampled_from(["x", "y"]))
def test_a_tool_that_rests_at_an_angle_has_that_inclination(degrees, about):
    recording = leaning(degrees, about=about)
    found = inclinations(recording, analyse_recording(recording).strokes)
    assert len(found) > 5
    for lean in found:
        assert lean == pytest.approx(math.radians(degrees), abs=math.radians(0.5))


def test_the_side_that_is_up_does_not_matter():
    recording = leaning(30.0)
    strokes = analyse_recording(recording).strokes
    as_mounted = inclinations(recording, strokes)
    upside_down = inclinations(recording, strokes, normal=(0.0, 0.0, -1.0))
    assert as_mounted == pytest.approx(upside_down)


def test_without_a_motion_sensor_or_while_it_settles_it_is_not_known():
    recording = leaning(30.0)
    strokes = analyse_recording(recording).strokes
    only_force = replace(
        recording, channels={"force_normal": recording.channels["force_normal"]}
    )
    assert inclinations(only_force, strokes) == (None,) * len(strokes)
    assert inclinations(recording, ()) == ()
    begins = replace(strokes[0], start=0.0, end=0.2)
    assert inclinations(recording, [begins]) == (None,)
