"""Waving a sensor in the air: what went in comes out, and what can not is said."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from strigil.errors import FileFormatError, InvalidValueError
from strigil.signals import (
    calibrate_sensor,
    compensated,
    read_calibration,
    recording_of,
    write_calibration,
)
from strigil.signals.recording import Recording

GRAVITY = 9.81
RATE = 100
SIX = np.vstack([np.eye(3), -np.eye(3)])
BIAS = np.array([1.5, -2.0, 4.0])
TORQUE_BIAS = np.array([0.01, 0.03, -0.02])
CENTRE = np.array([0.004, -0.002, 0.035])


def waved(
    up: np.ndarray = SIX,
    *,
    mass: float = 0.06,
    turn_deg: float = 0.0,
    noise: float = 0.0,
    seed: int = 0,
) -> Recording:
    """A sensor held two seconds in each pose and moved smoothly between them."""
    rng = np.random.default_rng(seed)
    ways = []
    for before, after in zip(up, np.roll(up, -1, axis=0), strict=True):
        ways += [before] * (2 * RATE)
        part = np.linspace(0, 1, RATE // 2)[:, None]
        ways += list((1 - part) * before + part * after)
    pull = GRAVITY * np.array(ways)
    pull += rng.normal(0, noise, pull.shape)
    turn = Rotation.from_euler("z", turn_deg, degrees=True).as_matrix()
    weight = mass * pull @ turn.T
    force = BIAS + weight + rng.normal(0, noise, pull.shape)
    torque = TORQUE_BIAS + np.cross(CENTRE, weight)
    torque += rng.normal(0, 0.01 * noise, pull.shape)
    channels = {}
    for name, columns in (
        ("acceleration", pull),
        ("force", force),
        ("torque", torque),
    ):
        channels |= {f"{name}_{a}": columns[:, i] for i, a in enumerate("xyz")}
    return recording_of(np.arange(len(pull)) / RATE, channels)


@settings(max_examples=20, deadline=None)
@given(st.floats(0.02, 0.5), st.floats(-90, 90))
def test_what_went_in_comes_out(mass, turn_deg):
    found = calibrate_sensor(waved(mass=mass, turn_deg=turn_deg))
    assert found.sufficient
    assert found.poses == 6
    assert found.mass.value == pytest.approx(mass, rel=1e-6)
    assert [b.value for b in found.bias] == pytest.approx([*BIAS, *TORQUE_BIAS])
    assert [c.value for c in found.centre] == pytest.approx(CENTRE)
    found_deg = np.degrees(found.misalignment.value)
    assert found_deg == pytest.approx(abs(turn_deg), abs=1e-3)


def test_a_sensor_that_counts_pressing_the_other_way_is_as_good():
    recording = waved(turn_deg=20.0)
    channels = {
        name: -values if name.startswith(("force", "torque")) else values
        for name, values in recording.channels.items()
    }
    found = calibrate_sensor(recording_of(recording.time, channels))
    assert found.mass.value == pytest.approx(0.06)
    assert np.degrees(found.misalignment.value) == pytest.approx(20.0, abs=1e-3)
    assert [c.value for c in found.centre] == pytest.approx(CENTRE)


def test_nine_intervals_in_ten_hold_the_truth():
    inside = []
    for seed in range(40):
        found = calibrate_sensor(waved(noise=0.05, seed=seed))
        inside.append(found.mass.low <= 0.06 <= found.mass.high)
        truth = zip(found.bias[:3], BIAS, strict=True)
        inside += [one.low <= true <= one.high for one, true in truth]
    assert np.mean(inside) > 0.85


def test_after_compensation_a_waved_tool_reads_nothing():
    recording = waved(turn_deg=15.0)
    left = compensated(recording, calibrate_sensor(recording))
    for name in ("force_x", "force_z", "torque_y"):
        assert np.abs(left.channels[name]).max() < 1e-9


def test_inertia_is_taken_off_with_the_weight():
    calibration = calibrate_sensor(waved())
    time = np.arange(0, 3, 0.01)
    shaken = 8.0 * np.sin(2 * np.pi * 3 * time)
    channels = {f"acceleration_{a}": 0 * time for a in "xyz"}
    channels["acceleration_x"] = shaken
    channels["acceleration_z"] = GRAVITY + 0 * time
    for i, axis in enumerate("xyz"):
        pull = channels[f"acceleration_{axis}"]
        channels[f"force_{axis}"] = BIAS[i] + 0.06 * pull
        channels[f"torque_{axis}"] = 0 * time
    channels["force_z"] = channels["force_z"] + 5.0
    left = compensated(recording_of(time, channels), calibration)
    assert np.abs(left.channels["force_x"]).max() < 1e-6
    assert left.channels["force_z"] == pytest.approx(5.0, abs=1e-6)


def test_a_touch_in_one_pose_counts_nothing():
    recording = waved(noise=0.01)
    channels = {name: values.copy() for name, values in recording.channels.items()}
    channels["force_z"][300:350] += 3.0
    found = calibrate_sensor(recording_of(recording.time, channels))
    assert found.mass.value == pytest.approx(0.06, rel=0.03)
    assert found.bias[2].value == pytest.approx(BIAS[2], abs=0.03)


def test_poses_that_do_not_suffice_are_said_with_the_one_to_add():
    found = calibrate_sensor(waved(SIX[[0, 1, 3, 4]]))
    assert not found.sufficient
    assert found.poses_to_add == ("the sensor's z axis up", "the sensor's z axis down")
    assert "Hold these too" in found.warnings[0]


def test_six_poses_in_one_plane_do_not_suffice():
    angles = np.radians([0, 60, 120, 180, 240, 300])
    ring = np.column_stack([np.cos(angles), np.sin(angles), 0 * angles])
    found = calibrate_sensor(waved(ring))
    assert not found.sufficient
    assert "the sensor's z axis up" in found.poses_to_add


def test_a_calibration_that_does_not_suffice_is_not_used():
    recording = waved(SIX[:3])
    with pytest.raises(InvalidValueError, match="axis"):
        compensated(recording, calibrate_sensor(recording))


def test_one_force_channel_alone_has_zero_and_weight():
    recording = waved()
    pull = recording.channels["acceleration_z"]
    channels = {
        name: values
        for name, values in recording.channels.items()
        if name.startswith("acceleration")
    }
    channels["force_normal"] = 2.0 + 0.05 * pull
    found = calibrate_sensor(recording_of(recording.time, channels))
    assert found.mass.value == pytest.approx(0.05)
    assert found.bias[0].value == pytest.approx(2.0)
    assert found.centre is None
    assert found.misalignment is None


@pytest.mark.parametrize("lacking", ["acceleration", "force"])
def test_a_recording_that_lacks_what_is_needed_is_refused(lacking):
    recording = waved()
    channels = {
        name: values
        for name, values in recording.channels.items()
        if not name.startswith(lacking)
    }
    with pytest.raises(InvalidValueError, match=lacking):
        calibrate_sensor(recording_of(recording.time, channels))


def test_acceleration_in_another_unit_is_refused():
    recording = waved()
    channels = {
        name: values / 9.81 if name.startswith("acceleration") else values
        for name, values in recording.channels.items()
    }
    with pytest.raises(InvalidValueError, match="unit"):
        calibrate_sensor(recording_of(recording.time, channels))


def test_a_calibration_comes_back_from_its_file_to_the_bit(tmp_path):
    found = calibrate_sensor(waved(noise=0.02), sensor="QX-17", date="2026-11-23")
    path = tmp_path / "sensor.json"
    write_calibration(found, path)
    assert read_calibration(path) == found
    assert json.loads(path.read_text())["sensor"] == "QX-17"


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"format": "strigil sensor calibration", "version": 1}', "\x00"],
)
def test_a_file_that_is_no_calibration_is_refused(tmp_path, text):
    path = tmp_path / "broken.json"
    path.write_text(text)
    with pytest.raises(FileFormatError, match="calibrate-sensor"):
        read_calibration(path)


def test_another_sensors_calibration_is_told():
    recording = waved()
    calibration = calibrate_sensor(recording, sensor="A")
    info = type(recording.info)(sensor="B")
    other = recording_of(recording.time, recording.channels, info)
    assert "'B'" in compensated(other, calibration).info.notes[-1]


@pytest.mark.parametrize("samples", [1, 5, 40])
def test_a_recording_without_a_pose_is_refused_in_words(samples):
    time = np.arange(samples) / RATE
    rng = np.random.default_rng(samples)
    channels = {f"acceleration_{a}": 20 * rng.normal(size=samples) for a in "xyz"}
    channels["force_normal"] = rng.normal(size=samples)
    with pytest.raises(InvalidValueError, match="held still"):
        calibrate_sensor(recording_of(time, channels))
