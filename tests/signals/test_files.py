"""Round trips, and files that are not what they claim to be: one message each."""

import json

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strigil.errors import FileFormatError, InvalidValueError, UnknownNameError
from strigil.signals import (
    RecordingInfo,
    analyse_recording,
    read_recording,
    recording_of,
    write_recording,
)

GOOD = "time,force_normal\n0.00,0.1\n0.01,5.2\n0.02,5.3\n"

samples = st.lists(
    st.one_of(st.floats(-1e6, 1e6), st.just(float("nan"))), min_size=1, max_size=40
)


@pytest.mark.parametrize("ending", ["parquet", "csv"])
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(force=samples, start=st.floats(-1e3, 1e6))
def test_a_round_trip_keeps_every_bit_and_every_nan(tmp_path, ending, force, start):
    time = start + 0.01 * np.arange(len(force))
    before = recording_of(time, {"force_normal": force, "position_x": force})
    write_recording(before, tmp_path / f"r.{ending}")
    after = read_recording(tmp_path / f"r.{ending}")
    assert np.array_equal(after.time, before.time)
    assert list(after.channels) == list(before.channels)
    for name, values in before.channels.items():
        assert np.array_equal(after.channels[name], values, equal_nan=True)


@pytest.mark.parametrize("ending", ["parquet", "csv"])
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    steps=st.lists(st.one_of(st.floats(0.001, 0.02), st.floats(1, 900)), min_size=1),
    missing=st.lists(st.integers(0, 20)),
    words=st.lists(st.text(st.characters(codec="utf-8"), max_size=30), max_size=3),
)
def test_gaps_missing_samples_and_notes_survive_a_round_trip(
    tmp_path, ending, steps, missing, words
):
    time = np.cumsum([0.0, *steps])
    force = np.arange(time.size, dtype=float)
    force[[i for i in missing if i < time.size]] = np.nan
    info = RecordingInfo(sensor="film", notes=tuple(words))
    write_recording(
        recording_of(time, {"force_normal": force}, info), tmp_path / f"r.{ending}"
    )
    after = read_recording(tmp_path / f"r.{ending}")
    assert np.array_equal(after.time, time)
    assert np.array_equal(after.channels["force_normal"], force, equal_nan=True)
    assert (after.info.sensor, after.info.notes) == ("film", tuple(words))


def test_the_sidecar_keeps_what_is_known(tmp_path):
    info = RecordingInfo(sensor="film", provenance="bench", notes=("first try",))
    recording = recording_of([0.0, 0.1], {"force_normal": [1.0, 2.0]}, info)
    write_recording(recording, tmp_path / "r.parquet")
    sidecar = json.loads((tmp_path / "r.json").read_text())
    assert sidecar["units"] == {"time": "s", "force_normal": "N"}
    after = read_recording(tmp_path / "r.parquet").info
    assert (after.sensor, after.provenance) == ("film", "bench")
    assert after.notes == ("first try",)


@pytest.mark.parametrize(
    ("key", "word"), [("edge", "scaner.convex"), ("site", "calfe")]
)
def test_an_unknown_edge_or_site_in_the_sidecar_is_named(tmp_path, key, word):
    (tmp_path / "r.csv").write_text(GOOD)
    table = {"format": "strigil recording", "info": {key: word}}
    (tmp_path / "r.json").write_text(json.dumps(table))
    with pytest.raises(UnknownNameError, match=word):
        read_recording(tmp_path / "r.csv")


def test_another_json_beside_the_file_is_left_alone(tmp_path):
    (tmp_path / "r.csv").write_text(GOOD)
    (tmp_path / "r.json").write_text('{"subject": 4}')
    assert read_recording(tmp_path / "r.csv").info.sensor is None


def read(tmp_path, content, profile=None):
    path = tmp_path / "file.csv"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content, encoding="utf-8")
    return read_recording(path, profile=profile)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("time,force_normal\n", "headings and no samples"),
        ("0.0,1.0\n0.1,2.0\n", "no headings"),
        (bytes(range(256)) * 20, "neither text"),
        ("timee,force_normal\n0,1\n1,2\n", r"time column 'time'.*did you mean 'timee'"),
        ("force_normal\n1\n2\n", "time column 'time'"),
        ("when,what\n1,2\n", "No sensor profile fits"),
        ("time,force_normal,force_normal\n0,1,1\n", "'force_normal' twice"),
        (
            "time,force_normal\n0,1\n1,2\n2,strong\n",
            r"line 4, column 'force_normal': 'strong'",
        ),
        ("time,force_normal\n0,1\nx,2\n", r"line 3, column 'time': 'x'"),
        ("time,force_normal\n0,1\n1,2,3\n", "line 3: 3 cells"),
    ],
)
def test_a_bad_file_gets_one_clear_message(tmp_path, content, said):
    with pytest.raises(FileFormatError, match=said) as error:
        read(tmp_path, content)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 400


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("time,force_normal\n0,1\n2,1\n1,1\n", "line 4: time goes backwards"),
        ("time,force_normal\n0,1\n,1\n", "line 3: the time is missing"),
    ],
)
def test_a_time_that_cannot_be_names_its_line(tmp_path, content, said):
    with pytest.raises(InvalidValueError, match=said):
        read(tmp_path, content)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FileFormatError, match=r"no file .*nothing.csv"):
        read_recording(tmp_path / "nothing.csv")


@pytest.mark.parametrize("content", [b"PAR1 and then nothing", b"not parquet at all"])
def test_a_broken_parquet_file_is_named(tmp_path, content):
    path = tmp_path / "r.parquet"
    path.write_bytes(content)
    with pytest.raises(FileFormatError, match="Parquet"):
        read_recording(path)


def test_a_truncated_parquet_file_is_named(tmp_path):
    path = tmp_path / "r.parquet"
    write_recording(recording_of(np.arange(99.0), {"force_normal": np.ones(99)}), path)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(FileFormatError, match="not a whole Parquet file"):
        read_recording(path)


def test_text_in_a_parquet_column_is_named(tmp_path):
    path = tmp_path / "r.parquet"
    pl.DataFrame({"time": [0.0, 1.0], "force_normal": ["a", "b"]}).write_parquet(path)
    with pytest.raises(FileFormatError, match="'force_normal' holds String"):
        read_recording(path)


def test_a_recording_is_written_as_parquet_or_csv_only(tmp_path):
    with pytest.raises(InvalidValueError, match=r"\.parquet or \.csv"):
        write_recording(recording_of([0.0], {}), tmp_path / "r.xlsx")


@pytest.mark.parametrize(
    "content",
    [
        "time;force_normal\n0,00;0,1\n0,01;5,2\n0,02;5,3\n",
        "time\tforce_normal\n0.00\t0.1\n0.01\t5.2\n0.02\t5.3\n",
        "\ufeffTime , Force_Normal\n0.00,0.1\n0.01,5.2\n0.02,5.3\n",
        "time,force_normal\r\n0.00,0.1\r\n0.01,5.2\r\n0.02,5.3\r\n",
        "\ntime,force_normal\n\n0.00,0.1\n0.01,5.2\n0.02,5.3",
        "time,force_normal,comment\n0.00,0.1,a\n0.01,5.2,b\n0.02,5.3,c\n",
        "time,force_normal\n0.00, 0.1\n0.01, 5.2\n0.02, 5.3\n",
    ],
)
def test_the_usual_ways_to_write_a_table_are_read(tmp_path, content):
    recording = read(tmp_path, content)
    assert recording.time == pytest.approx([0, 0.01, 0.02])
    assert recording.channels["force_normal"] == pytest.approx([0.1, 5.2, 5.3])


def test_empty_cells_and_words_for_missing_become_nan(tmp_path):
    recording = read(tmp_path, "time,force_normal\n0,\n1,NaN\n2,NA\n3,4\n")
    assert np.isnan(recording.channels["force_normal"][:3]).all()


def test_a_misspelt_column_is_left_out_and_told(tmp_path):
    recording = read(tmp_path, "time,force_x,force_norml\n0,1,1\n1,2,2\n")
    notes = [note.message for note in analyse_recording(recording).quality]
    assert any("'force_norml'" in n and "'force_normal'" in n for n in notes)


PROFILE = """
name = "My film sensor"
delimiter = ";"
sample_rate = 50
columns = [
  { column = "load", channel = "force_normal", unit = "lbf", sign = -1 },
]
"""


def test_a_profile_of_ones_own_gives_unit_sign_and_rate(tmp_path):
    profile = tmp_path / "film.toml"
    profile.write_text(PROFILE)
    recording = read(tmp_path, "load\n-1\n-2\n", profile=profile)
    assert recording.info.profile == "film"
    assert recording.channels["force_normal"] == pytest.approx([4.4482216, 8.8964432])
    assert recording.time == pytest.approx([0, 0.02])


@pytest.mark.parametrize(
    ("change", "kind", "said"),
    [
        (("lbf", "deg"), InvalidValueError, "kept in 'N'"),
        (("force_normal", "force_norm"), UnknownNameError, "'force_normal'"),
        (("sample_rate", "sample_rat"), UnknownNameError, "'sample_rate'"),
        (("sample_rate = 50", ""), InvalidValueError, "time column or a sample_rate"),
        (("[\n", "\n"), FileFormatError, "not a TOML profile"),
        (('"load"', '"loadd"'), FileFormatError, r"no column 'loadd'.*'load'"),
        (("sign = -1", "sign = 3"), InvalidValueError, "sign"),
        (("sample_rate = 50", "sample_rate = -5"), InvalidValueError, "sample_rate"),
    ],
)
def test_a_wrong_profile_gets_one_clear_message(tmp_path, change, kind, said):
    profile = tmp_path / "film.toml"
    profile.write_text(PROFILE.replace(*change))
    with pytest.raises(kind, match=said):
        read(tmp_path, "load\n-1\n-2\n", profile=profile)


def test_an_unknown_profile_names_the_nearest(tmp_path):
    with pytest.raises(UnknownNameError, match="xio_fusion"):
        read(tmp_path, GOOD, profile="xio_fusoin")


def test_a_profile_that_does_not_suit_the_file_says_what_is_lacking(tmp_path):
    with pytest.raises(FileFormatError, match=r"no time column 'Time \(s\)'"):
        read(tmp_path, GOOD, profile="xio_fusion")


def test_the_profile_that_fits_is_found_and_named(tmp_path):
    heading = "time,f_x,f_y,f_z,tau_x,tau_y,tau_z\n"
    recording = read(tmp_path, heading + "0,1,2,3,4,5,6\n1,1,2,3,4,5,6\n")
    assert recording.info.profile == "lasa"
    assert set(recording.channels) >= {"force_x", "torque_z"}


@pytest.mark.parametrize(
    ("heading", "channel", "expected"),
    [
        ("Time [s],Fz [N]", "force_z", 2.0),
        ("time_s,force_n", "force_normal", 2.0),
        ("t,Force (stones)", None, None),
        ("t,Force (mN)", "force_normal", 0.002),
        ("Time (s),Force (lbf)", "force_normal", 2 * 4.4482216152605),
        ("timestamp,Acc X (g)", "acceleration_x", 2 * 9.80665),
        ("t (s),pos_z_mm", "position_z", 0.002),
        ("time,gyro_y (deg/s)", "angular_velocity_y", np.radians(2.0)),
    ],
)
def test_headings_that_state_channel_and_unit_need_no_profile(
    tmp_path, heading, channel, expected
):
    content = f"{heading}\n0,1\n0.01,2\n"
    if channel is None:
        with pytest.raises(FileFormatError, match="No sensor profile fits"):
            read(tmp_path, content)
        return
    recording = read(tmp_path, content)
    assert recording.info.profile == "headings"
    assert recording.time == pytest.approx([0, 0.01])
    assert recording.channels[channel][1] == pytest.approx(expected)


def test_a_time_in_milliseconds_is_read_as_such(tmp_path):
    assert read(tmp_path, "time_ms,Fx\n0,1\n10,2\n").time == pytest.approx([0, 0.01])


def test_a_force_without_a_unit_is_told_and_motion_without_one_is_left_out(tmp_path):
    recording = read(tmp_path, "t,Fz,acc_x\n0,1,1\n0.1,2,1\n")
    assert list(recording.channels) == ["force_z"]
    assert "'Fz': N" in recording.info.notes[0]
    assert "'acc_x'" in recording.info.notes[1]
