"""BIDS-Motion: what goes out comes back, and the files hold what the standard asks."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strigil.errors import FileFormatError, InvalidValueError
from strigil.signals import (
    CHANNELS,
    RecordingInfo,
    analyse_recording,
    read_recording,
    recording_of,
    simulate_recording,
    write_recording,
)

NAME = "sub-01/motion/sub-01_task-iastm_tracksys-tool_motion.tsv"
TYPES = {"ACCEL", "GYRO", "MAGN", "POS", "ORNT", "MISC", "LATENCY"}

value = st.one_of(st.floats(-1e6, 1e6), st.just(float("nan")))
samples = st.lists(st.tuples(value, value), min_size=2, max_size=30)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    rows=samples,
    steps=st.lists(st.floats(0.001, 9.0), min_size=30, max_size=30),
    words=st.lists(st.text(st.characters(codec="utf-8"), max_size=20), max_size=3),
)
def test_numbers_gaps_nan_and_notes_come_back(tmp_path_factory, rows, steps, words):
    path = tmp_path_factory.mktemp("b") / NAME
    time = np.concatenate([[0.0], np.cumsum(steps)])[: len(rows)]
    info = RecordingInfo(sensor="film", site="calf", notes=tuple(words))
    channels = {
        "force_normal": [a for a, _ in rows],
        "quaternion_w": [b for _, b in rows],
    }
    before = recording_of(time, channels, info)
    write_recording(before, path)
    after = read_recording(path)
    assert np.array_equal(after.time, before.time)
    for name, values in before.channels.items():
        assert np.array_equal(after.channels[name], values, equal_nan=True)
    assert after.info.notes == info.notes
    assert (after.info.sensor, after.info.site) == ("film", "calf")


def test_every_channel_there_is_comes_back_as_itself(tmp_path):
    channels = {name: [float(i), i + 0.5] for i, name in enumerate(CHANNELS)}
    write_recording(recording_of([0.0, 0.01], channels), tmp_path / NAME)
    after = read_recording(tmp_path / NAME)
    assert {name: list(values) for name, values in after.channels.items()} == channels
    assert after.info.notes == ()


def test_a_first_sample_that_is_not_at_zero_keeps_its_time(tmp_path):
    before = recording_of([1000.25, 1000.5], {"force_normal": [1.0, 2.0]})
    write_recording(before, tmp_path / NAME)
    text = (tmp_path / NAME).read_text()
    assert [line.split("\t")[0] for line in text.splitlines()] == ["0.0", "0.25"]
    assert read_recording(tmp_path / NAME).time.tolist() == [1000.25, 1000.5]


def test_the_files_hold_what_the_standard_asks_for(tmp_path):
    recording = simulate_recording(strokes=4, seed=2).recording
    strokes = analyse_recording(recording).strokes
    write_recording(recording, tmp_path / NAME, strokes=strokes)
    stem = str(tmp_path / NAME).removesuffix("motion.tsv")
    text = Path(stem + "channels.tsv").read_text()
    rows = [line.split("\t") for line in text.splitlines()]
    assert rows[0][:5] == ["name", "component", "type", "tracked_point", "units"]
    assert {row[2] for row in rows[1:]} <= TYPES
    columns = len((tmp_path / NAME).read_text().splitlines()[0].split("\t"))
    assert columns == len(rows) - 1
    force = next(row for row in rows if row[0].startswith("force"))
    assert (force[2], force[4]) == ("MISC", "N")
    folder = (tmp_path / NAME).parent
    motion = json.loads((folder / (NAME.split("/")[-1][:-4] + ".json")).read_text())
    assert {"TaskName", "SamplingFrequency", "TrackingSystemName"} <= set(motion)
    assert motion["MotionChannelCount"] == columns
    assert json.loads((tmp_path / "dataset_description.json").read_text())[
        "BIDSVersion"
    ]
    events = (folder / "sub-01_task-iastm_tracksys-tool_events.tsv").read_text()
    lines = events.splitlines()
    assert lines[0].startswith("onset\tduration\ttrial_type\tpeak_force")
    assert len(lines) == len(strokes) + 1
    onset = strokes[0].start - recording.time[0]
    assert float(lines[1].split("\t")[0]) == pytest.approx(onset)


def test_a_description_that_somebody_wrote_is_left_alone(tmp_path):
    (tmp_path / "dataset_description.json").write_text('{"Name": "mine"}')
    write_recording(recording_of([0, 1], {"force_normal": [1, 2]}), tmp_path / NAME)
    assert "mine" in (tmp_path / "dataset_description.json").read_text()


def others(tmp_path, channels: str, samples: str, motion: str = "{}"):
    stem = tmp_path / "sub-7_task-walk_tracksys-imu_"
    (tmp_path / (stem.name + "channels.tsv")).write_text(channels)
    (tmp_path / (stem.name + "motion.json")).write_text(motion)
    path = tmp_path / (stem.name + "motion.tsv")
    path.write_text(samples)
    return path


CHANNELS_TSV = (
    "name\tcomponent\ttype\ttracked_point\tunits\n"
    "t1_acc_x\tx\tACCEL\tHand\tg\n"
    "t1_gyro_z\tz\tGYRO\tHand\tdeg/s\n"
    "Fz\tn/a\tMISC\tHand\tN\n"
    "mood\tn/a\tMISC\tHand\tn/a\n"
)


def test_files_of_others_are_read_by_type_component_and_unit(tmp_path):
    path = others(
        tmp_path,
        CHANNELS_TSV,
        "1\t180\t2\t5\nn/a\t0\t3\t5\n",
        '{"SamplingFrequency": 50}',
    )
    recording = read_recording(path)
    assert recording.time.tolist() == [0.0, 0.02]
    assert recording.channels["acceleration_x"][0] == pytest.approx(9.80665)
    assert np.isnan(recording.channels["acceleration_x"][1])
    assert recording.channels["angular_velocity_z"][0] == pytest.approx(np.pi)
    assert recording.channels["force_z"].tolist() == [2.0, 3.0]
    assert any("'mood'" in note for note in recording.info.notes)


@pytest.mark.parametrize(
    ("channels", "samples", "motion", "said"),
    [
        ("name\tunits\n", "1\n", "{}", "no column 'component'"),
        (CHANNELS_TSV, "1\tx\t1\t1\n", "{}", "4 columns of numbers"),
        (CHANNELS_TSV, "1\t1\t1\t1\n", "{}", "no time"),
        (CHANNELS_TSV, "1\t1\t1\t1\n", "no", "not JSON"),
        (CHANNELS_TSV, "", '{"SamplingFrequency": 50}', "no samples"),
        (CHANNELS_TSV.split("t1")[0] + "a\tx\n", "1\n", "{}", "line 2"),
    ],
)
def test_a_broken_set_gets_one_clear_message(tmp_path, channels, samples, motion, said):
    with pytest.raises(FileFormatError, match=said):
        read_recording(others(tmp_path, channels, samples, motion))


def test_a_name_that_the_standard_does_not_know_is_refused(tmp_path):
    with pytest.raises(InvalidValueError, match="sub-01_task-iastm"):
        write_recording(recording_of([0.0], {}), tmp_path / "tool_motion.tsv")
