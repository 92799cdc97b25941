"""What a look at a home-made file sees, and that it is read right by what was seen."""

import numpy as np
import polars as pl
import pytest

from strigil.errors import FileFormatError, InvalidValueError, UnknownNameError
from strigil.signals import (
    Correction,
    propose_profile,
    read_recording,
    write_profile,
)

N = 200
PRESS = 8.0 * np.clip(np.sin(np.arange(N) / 10), 0, None)  # N
REST = np.zeros(N)


def table(columns, *, head, delimiter=",", comma=False, end="\n"):
    rows = [
        delimiter.join(f"{value:.15g}" for value in row)
        for row in zip(*columns, strict=True)
    ]
    text = end.join([*head, *rows]) + end
    return text.replace(".", ",") if comma else text


def proposed(tmp_path, content, **said):
    path = tmp_path / "file.csv"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content, encoding="utf-8")
    return path, propose_profile(path, **said)


def read_back(tmp_path, path, proposal):
    toml = tmp_path / "own.toml"
    write_profile(proposal, toml)
    return read_recording(path, profile=toml)


SECONDS = np.arange(N) / 100


@pytest.mark.parametrize(
    "content",
    [
        table([SECONDS, PRESS], head=["time,Load"]),
        table([SECONDS * 1e3, PRESS], head=["millis,Load (N)"]),
        table([SECONDS * 1e6, PRESS / 9.80665], head=["# t_us,Fn [kg]"]),
        table([SECONDS, PRESS / 9.80665e-3], head=["s;Kraft (g)"], delimiter=";"),
        table(
            [SECONDS * 1e3, PRESS],
            head=["Logger 3 v1", "on 3 March", "", "Zeit [ms];Kraft [N];"],
            delimiter=";",
            comma=True,
        ),
        table(
            [SECONDS, PRESS / 4.4482216152605], head=["time\tload", "s\tlbf"],
            delimiter="\t",
        ),
        table([SECONDS * 1e3 + 1.7e12, PRESS], head=["timestamp,load"]),
        table([np.arange(N), SECONDS * 1e3, PRESS], head=["n,t,load"]),
        table([SECONDS, -PRESS], head=["time,load"]),
        table([SECONDS, PRESS, PRESS * 2], head=["time,load,load"]),
        table([SECONDS, PRESS], head=["t (s),Load (N)"], end="\r\n"),
        table([SECONDS, PRESS], head=["t (s),Load (N)"]).encode("utf-16"),
        b"\xef\xbb\xbf" + table([SECONDS, PRESS], head=["t (s),Load (N)"]).encode(),
    ],
    ids=[
        "no units", "millis", "kg and us", "grams of force", "preamble and commas",
        "units below", "since 1970", "counter beside", "falling", "same name twice",
        "windows lines", "utf-16", "byte-order mark",
    ],
)  # fmt: skip
def test_a_home_made_file_is_read_right_by_what_was_proposed(tmp_path, content):
    path, proposal = proposed(tmp_path, content)
    assert proposal.questions == {}
    assert all(proposal.because.values())
    recording = read_back(tmp_path, path, proposal)
    assert recording.time - recording.time[0] == pytest.approx(SECONDS, abs=1e-3)
    assert recording.channels["force_normal"] == pytest.approx(PRESS, abs=1e-6)


def test_the_sample_of_a_real_sensor_is_recognised(data_file, tmp_path):
    path = data_file("xio_fusion_sample/sensor_data.csv")
    proposal = propose_profile(path)
    assert proposal.questions == {}
    toml = tmp_path / "xio.toml"
    write_profile(proposal, toml)
    ours, theirs = read_recording(path, profile=toml), read_recording(path)
    assert np.array_equal(ours.time, theirs.time)
    assert set(ours.channels) == set(theirs.channels)
    for name, values in theirs.channels.items():
        assert np.array_equal(ours.channels[name], values)


def test_counts_of_a_converter_are_asked_for_their_scale_and_then_read(tmp_path):
    content = table([SECONDS * 1e3, np.round(PRESS * 50) + 512], head=["ms,A0"])
    path, proposal = proposed(tmp_path, content)
    assert "10 bit" in proposal.because["A0"]
    assert "at rest it reads 512" in proposal.questions["A0"]
    said = {"A0": Correction("force_normal", "N", scale=0.02, offset=512.0)}
    proposal = propose_profile(path, corrections=said)
    recording = read_back(tmp_path, path, proposal)
    assert recording.channels["force_normal"] == pytest.approx(PRESS, abs=0.011)


def test_a_raw_motion_chip_is_recognised_by_gravity(tmp_path):
    turn = np.arange(N) / 40
    columns = [
        SECONDS * 1e3,
        np.round(16384 * np.sin(turn)), np.round(16384 * np.cos(turn)), REST,
        np.round(turn * 100), REST, REST,
    ]  # fmt: skip
    content = table(columns, head=["ms,ax,ay,az,gx,gy,gz"])
    path, proposal = proposed(tmp_path, content)
    assert "16384" in proposal.because["ax"]
    assert "deg/s or rad/s" in proposal.questions["gx"]
    recording = read_back(tmp_path, path, proposal)
    length = np.linalg.norm(recording.stacked("acceleration"), axis=1)
    assert length == pytest.approx(9.80665, rel=1e-3)
    assert not recording.has("angular_velocity_x")


@pytest.mark.parametrize(
    ("size", "unit"), [(1.0, "g0"), (9.81, "m/s2"), (1000.0, "mg0")]
)
def test_gravity_tells_the_unit_of_an_acceleration(tmp_path, size, unit):
    content = table([SECONDS, REST, REST, REST + size], head=["t,accX,accY,accZ"])
    _, proposal = proposed(tmp_path, content)
    assert {column.unit for column in proposal.profile.columns} == {unit}


def test_a_rotation_too_fast_for_radians_is_in_degrees(tmp_path):
    content = table([SECONDS, 100 * np.sin(SECONDS)], head=["t,gyro_x"])
    _, proposal = proposed(tmp_path, content)
    assert proposal.profile.columns[0].unit == "deg/s"
    content = table([SECONDS, np.sin(SECONDS)], head=["t,gyro_x"])
    _, proposal = proposed(tmp_path, content)
    assert "gyro_x" in proposal.questions


def test_dates_with_times_of_day_become_seconds(tmp_path):
    rows = [f"2026-03-03 10:00:{i / 100:06.3f},{i % 7}" for i in range(N)]
    path, proposal = proposed(tmp_path, "\n".join(["when,load (N)", *rows]))
    recording = read_back(tmp_path, path, proposal)
    assert recording.time - recording.time[0] == pytest.approx(SECONDS, abs=1e-6)


def test_a_counter_or_no_time_at_all_asks_for_the_rate(tmp_path):
    counted = table([np.arange(N), PRESS], head=["n,load"])
    path, proposal = proposed(tmp_path, counted)
    assert "samples a second" in proposal.questions["rate"]
    with pytest.raises(InvalidValueError, match="--rate"):
        write_profile(proposal, tmp_path / "own.toml")
    proposal = propose_profile(path, rate=100.0)
    assert read_back(tmp_path, path, proposal).time == pytest.approx(SECONDS)
    path, proposal = proposed(tmp_path, table([PRESS], head=["load"]), rate=100.0)
    assert read_back(tmp_path, path, proposal).time == pytest.approx(SECONDS)


def test_a_counter_that_skips_leaves_a_gap(tmp_path):
    kept = np.delete(np.arange(N), slice(50, 60))
    content = table([kept, PRESS[kept]], head=["n,load"])
    path, _ = proposed(tmp_path, content)
    said = {"n": Correction("time", "count")}
    proposal = propose_profile(path, rate=100.0, corrections=said)
    recording = read_back(tmp_path, path, proposal)
    assert recording.time[50] - recording.time[49] == pytest.approx(0.11)


def test_a_file_without_headings_is_numbered_and_taken_as_said(tmp_path):
    path, proposal = proposed(tmp_path, table([SECONDS, PRESS], head=[])[:-1])
    assert proposal.profile.headings == ("column 1", "column 2")
    said = {"column 2": Correction("force_normal", "N", sign=-1)}
    proposal = propose_profile(path, corrections=said)
    recording = read_back(tmp_path, path, proposal)
    assert recording.time == pytest.approx(SECONDS)
    assert recording.channels["force_normal"] == pytest.approx(-PRESS, abs=1e-6)


def test_headings_in_an_old_windows_encoding_are_read(tmp_path):
    content = table([SECONDS, PRESS, PRESS], head=["t (s),Fn (N),gyro_x (°/s)"])
    path, proposal = proposed(tmp_path, content.encode("cp1252"))
    recording = read_back(tmp_path, path, proposal)
    assert recording.channels["angular_velocity_x"] == pytest.approx(np.radians(PRESS))


def test_a_parquet_file_of_others_is_looked_at_too(tmp_path):
    path = tmp_path / "theirs.parquet"
    columns = {"t_ms": SECONDS * 1e3, "load": PRESS, "who": ["a"] * N}
    pl.DataFrame(columns).write_parquet(path)
    proposal = propose_profile(path)
    assert "no numbers" in proposal.because["who"]
    recording = read_back(tmp_path, path, proposal)
    assert recording.channels["force_normal"] == pytest.approx(PRESS)


def test_two_columns_of_one_channel_leave_one_and_say_which(tmp_path):
    content = table([SECONDS, PRESS, PRESS], head=["t,load (N),force (N)"])
    _, proposal = proposed(tmp_path, content)
    assert len(proposal.profile.columns) == 1
    assert "'load (N)' is taken" in proposal.because["force (N)"]


def test_a_column_can_be_left_out(tmp_path):
    content = table([SECONDS, PRESS], head=["t,load"])
    _, proposal = proposed(tmp_path, content, corrections={"load": Correction("", "")})
    assert proposal.profile.columns == ()
    with pytest.raises(InvalidValueError, match="lacks a column"):
        write_profile(proposal, tmp_path / "own.toml")


GOOD = table([SECONDS, PRESS], head=["t,load"])


@pytest.mark.parametrize(
    ("content", "said", "kind", "words"),
    [
        ("hello\nworld\n", {}, FileFormatError, "no table of numbers"),
        (GOOD, {"loadx": Correction("", "")}, UnknownNameError, "'load'"),
        (GOOD, {"load": Correction("force", "N")}, UnknownNameError, "channel 'force'"),
        (
            GOOD,
            {"load": Correction("force_x", "mm")},
            InvalidValueError,
            "kept in 'N'",
        ),
        (
            GOOD,
            {"load": Correction("force_x", "N", scale=0.0)},
            InvalidValueError,
            "scale",
        ),
    ],
)
def test_what_cannot_be_gets_one_clear_message(tmp_path, content, said, kind, words):
    with pytest.raises(kind, match=words):
        proposed(tmp_path, content, corrections=said)


@pytest.mark.parametrize(
    ("rows", "head", "asked"),
    [
        (np.round(PRESS * 50) + 84_213, [], "newtons of one count"),
        (PRESS, ["ms,mood"], "can be newtons"),
    ],
)
def test_where_no_column_is_a_force_those_without_a_meaning_are_asked_about(
    tmp_path, rows, head, asked
):
    path, proposal = proposed(tmp_path, table([SECONDS * 1e3, rows], head=head))
    ((heading, question),) = proposal.questions.items()
    assert question.startswith("is it the force?")
    assert asked in question
    said = {heading: Correction("force_normal", "N")}
    assert propose_profile(path, corrections=said).questions == {}


def test_a_force_in_grams_is_said_to_be_in_grams_of_force(tmp_path):
    _, proposal = proposed(tmp_path, table([SECONDS, PRESS], head=["s,load_g"]))
    assert proposal.because["load_g"] == "its unit is stated: gf"


def test_a_heading_of_several_words_is_known_by_the_one_with_an_axis(tmp_path):
    _, proposal = proposed(tmp_path, table([SECONDS, PRESS], head=["s,Kraft Fz (N)"]))
    assert proposal.because["Kraft Fz (N)"] == "its unit is stated: N"
    assert proposal.questions == {}


@pytest.mark.parametrize(
    ("head", "asked"),
    [
        ("s,Druck (N)", {"Druck (N)": "is it the force? its unit is stated: N"}),
        ("s,pitch angle (deg)", {}),
    ],
)
def test_only_what_can_be_a_force_by_its_unit_is_asked_whether_it_is(
    tmp_path, head, asked
):
    _, proposal = proposed(tmp_path, table([SECONDS, PRESS], head=[head]))
    assert proposal.questions == asked
