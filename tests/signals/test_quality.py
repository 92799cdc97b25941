"""What is told about poor samples."""

import numpy as np
import pytest

from strigil.errors import InvalidValueError, UnknownNameError
from strigil.signals import analyse_recording, recording_of

RATE = 100.0
TIME = np.arange(2000) / RATE
FORCE = 6.0 * np.clip(np.sin(2 * np.pi * 0.5 * TIME), 0, None) ** 0.7


def codes(time=TIME, **channels):
    analysis = analyse_recording(
        recording_of(time, channels or {"force_normal": FORCE})
    )
    return {note.code: note for note in analysis.quality}, analysis


def test_a_good_recording_has_nothing_to_tell():
    assert codes()[0] == {}


def test_a_run_of_missing_samples_is_told_with_its_place():
    force = FORCE.copy()
    force[500:520] = np.nan
    note = codes(force_normal=force)[0]["missing"]
    assert note.from_ == pytest.approx(5.0)
    assert "20 of 2000" in note.message


def test_a_saturated_sensor_is_told_and_its_strokes_are_flagged():
    found, analysis = codes(force_normal=np.minimum(FORCE, 5.0))
    assert "saturated" in found
    assert all("saturated" in stroke.flags for stroke in analysis.strokes)


def test_a_force_that_no_hand_reaches_is_flagged_not_refused():
    force = FORCE.copy()
    force[round(0.5 * RATE)] = 4000.0
    found, analysis = codes(force_normal=force)
    assert "implausible" in found
    assert "implausible" in analysis.strokes[0].flags


def test_a_gap_and_an_uneven_clock_are_told():
    random = np.random.default_rng(2)
    time = np.sort(TIME + 0.006 * random.standard_normal(TIME.size))
    time[1000:] += 2.0
    found, _ = codes(time=time, force_normal=FORCE)
    assert {"gap", "jitter"} <= set(found)
    assert found["gap"].to - found["gap"].from_ == pytest.approx(2.0, abs=0.1)


def test_repeated_times_are_told():
    time = np.floor(TIME * 50) / 50
    assert "repeated_time" in codes(time=time, force_normal=FORCE)[0]


def test_a_constant_channel_is_told():
    found, analysis = codes(force_normal=np.full(TIME.size, 2.0))
    assert "constant_channel" in found
    assert analysis.strokes == ()


@pytest.mark.parametrize(
    ("channel", "value", "said"),
    [
        ("treatment_angle", np.pi / 4, "(45°)"),
        ("acceleration_x", 0.0, "(0 m/s²)"),
        ("angular_velocity_z", np.pi, "(180 °/s)"),
        ("indentation", 0.0025, "(2.5 mm)"),
        ("quaternion_w", 1.0, "(1)"),
    ],
)
def test_a_constant_is_told_in_the_unit_in_which_people_read_it(channel, value, said):
    steady = {"force_normal": FORCE, channel: np.full(TIME.size, value)}
    assert said in codes(**steady)[0]["constant_channel"].message


def test_a_channel_without_values_is_as_good_as_none():
    found, analysis = codes(force_normal=np.full(TIME.size, np.nan))
    assert "empty_channel" in found
    assert analysis.normal_force is None


def test_a_single_sample_is_analysed():
    analysis = analyse_recording(recording_of([0.0], {"force_normal": [1.0]}))
    assert analysis.strokes == ()


def test_infinite_values_count_as_missing():
    force = FORCE.copy()
    force[700] = np.inf
    found, analysis = codes(force_normal=force)
    assert "missing" in found
    assert len(analysis.strokes) == 10


def test_an_unknown_channel_names_the_nearest():
    with pytest.raises(UnknownNameError, match="force_normal"):
        recording_of([0.0], {"force_norml": [1.0]})


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ([], "no samples"),
        ([2, 2, 2], "never advances"),
        ([0, 1, 0.5], "backwards"),
        ([0, np.nan, 1], "no time"),
    ],
)
def test_a_time_that_cannot_be_is_refused(time, said):
    with pytest.raises(InvalidValueError, match=said):
        recording_of(time, {})


def test_remarks_name_channels_in_words():
    time = np.arange(0, 4, 0.01)
    force = np.where((time % 1) < 0.5, 0.0, 5.0)
    gone = np.where((time > 1) & (time < 1.2), np.nan, force)
    channels = {"force_normal": gone, "position_x": gone, "position_y": gone}
    said = analyse_recording(recording_of(time, channels)).quality
    (missing,) = [note.message for note in said if note.code == "missing"]
    assert missing.endswith("normal force, position (x, y).")
    assert not any("_" in note.message for note in said)
