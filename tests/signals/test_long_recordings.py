"""Recordings that are too long to be read at once: in parts, in memory that stays."""

import json
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner

from strigil.cli import cli
from strigil.errors import InvalidValueError
from strigil.signals import (
    analyse_in_parts,
    analyse_recording,
    is_long_recording,
    read_recording,
    recording_of,
    recording_parts,
    simulate_recording,
    streamed_strokes,
    write_recording,
)
from strigil.signals.formats import claims

RATE = 500.0


def session(path: Path, *, strokes: int = 12, **changed) -> None:
    """Write strokes there and back with a lift between two."""
    time = np.arange(round((strokes + 2) * RATE)) / RATE
    inside = (time > 1.0) & (time % 1.0 < 0.65)
    force = 6.0 * np.where(inside, np.sin(np.pi * (time % 1.0) / 0.65), 0.0) ** 0.5
    force += 0.02 * np.random.default_rng(1).standard_normal(time.size)
    channels = {"force_normal": force, "position_x": 0.05 * np.cos(np.pi * time)}
    channels |= {f"position_{axis}": np.zeros(time.size) for axis in "yz"}
    for name, change in changed.items():
        channels[name] = change(time, channels.get(name))
    write_recording(recording_of(time, channels), path)


@pytest.fixture
def simulated(tmp_path) -> Path:
    recording = simulate_recording(strokes=30, seed=3, difficulty=0.4).recording
    write_recording(recording, tmp_path / "r.parquet")
    return tmp_path / "r.parquet"


@pytest.mark.parametrize("samples", [700, 3001, 1_000_000])
def test_in_parts_of_any_size_the_strokes_are_those_as_live_to_the_last_bit(
    simulated, samples
) -> None:
    whole = analyse_recording(read_recording(simulated), as_live=True, band=(2.0, 6.0))
    info, parts = analyse_in_parts(simulated, samples=samples, band=(2.0, 6.0))
    assert len(parts.strokes) > 20
    assert repr(parts.strokes) == repr(whole.strokes)
    assert (parts.summary, parts.levels) == (whole.summary, whole.levels)
    assert info == read_recording(simulated).info
    told = list(streamed_strokes(simulated, samples=samples, band=(2.0, 6.0)))
    assert repr(tuple(told)) == repr(whole.strokes)


def test_a_channel_that_is_lost_at_first_counts_as_in_the_whole(tmp_path) -> None:
    path = tmp_path / "late.parquet"

    def late(time, values):
        return np.where(time < 5.0, np.nan, values)

    session(path, position_x=late, treatment_angle=lambda t, _: np.full(t.size, np.nan))
    whole = analyse_recording(read_recording(path), as_live=True)
    _, parts = analyse_in_parts(path, samples=500)
    assert repr(parts.strokes) == repr(whole.strokes)
    assert whole.strokes[0].length is None
    assert whole.strokes[-1].length > 0.05


def test_what_needs_all_samples_is_left_out_by_name(simulated) -> None:
    _, parts = analyse_in_parts(simulated)
    left_out = {one.what for one in parts.not_computable if "--between" in one.because}
    assert {"refined_levels", "anomalies", "stiffness", "dose"} <= left_out
    assert (parts.as_live, parts.in_contact.size, parts.normal_force) == (True, 0, None)


def test_the_parts_that_are_read_are_told_up_to_the_whole(simulated) -> None:
    shares: list[float] = []
    analyse_in_parts(simulated, samples=1000, progress=shares.append)
    assert len(shares) > 3
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_no_more_is_held_of_ten_times_the_samples(tmp_path) -> None:
    held = []
    for strokes in (80, 800):
        path = tmp_path / f"{strokes}.parquet"
        session(path, strokes=strokes)
        tracemalloc.start()
        count = sum(1 for _ in streamed_strokes(path, samples=10_000))
        held.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert count == pytest.approx(strokes, abs=3)
    assert held[1] < 1.2 * held[0]


def notes_of(path: Path, samples: int = 1000) -> dict[str, str]:
    _, found = analyse_in_parts(path, samples=samples)
    return {note.code: note.message for note in found.quality}


def test_what_was_noticed_in_several_parts_is_told_once_with_their_number(
    tmp_path,
) -> None:
    path = tmp_path / "holes.parquet"

    def holed(time, values):
        return np.where((time % 4.0 > 2.4) & (time % 4.0 < 2.45), np.nan, values)

    session(path, force_normal=holed)
    assert "in 3 of the parts" in notes_of(path)["missing"]
    assert "in" not in notes_of(path).get("gap", "")


def test_a_leap_of_the_clock_between_two_parts_is_a_gap(tmp_path) -> None:
    time = np.arange(4000) / RATE
    time[2000:] += 3.0
    force = np.sin(time)
    write_recording(recording_of(time, {"force_normal": force}), tmp_path / "g.parquet")
    assert notes_of(tmp_path / "g.parquet", 2000)["gap"].startswith("1 gap(s)")


def test_only_the_end_of_the_whole_is_the_end_of_the_sensor(tmp_path) -> None:
    def clipped(time, values):
        return np.clip(values, None, np.where(time < 6.0, 3.0, 4.0))

    session(tmp_path / "c.parquet", force_normal=clipped)
    assert "So it is in 4" in notes_of(tmp_path / "c.parquet")["saturated"]

    def coarse(time, values):
        return np.where(time < 6.0, np.clip(np.round(values), None, 3.0), values)

    session(tmp_path / "d.parquet", force_normal=coarse)
    assert "saturated" not in notes_of(tmp_path / "d.parquet")


def test_an_empty_channel_is_told_as_empty_only_where_it_is_all_along(tmp_path) -> None:
    path = tmp_path / "e.parquet"
    session(path, treatment_angle=lambda t, _: np.full(t.size, np.nan))
    assert set(notes_of(path)) & {"missing", "empty_channel"} == {"empty_channel"}
    session(tmp_path / "f.parquet", position_z=lambda t, _: np.where(t < 4, np.nan, t))
    said = notes_of(tmp_path / "f.parquet")
    assert "position along z was recorded from 0 to 1.998 s" in said["missing"]
    assert "empty_channel" not in said


def hundred_million(folder: Path) -> Path:
    """A recording of 10^8 samples that takes the disk space of one million."""
    path = folder / "long.parquet"
    place = folder / "long.parquet.segments"
    place.mkdir()
    time = np.arange(1_000_000) / 1000
    million = pl.DataFrame({"time": time, "force_normal": np.ones(1_000_000)})
    million.write_parquet(place / "000000.parquet")
    for i in range(1, 100):
        os.link(place / "000000.parquet", place / f"{i:06d}.parquet")
    (folder / "load.toml").write_text(
        'sample_rate = 1000\ncolumns = [{ column = "force_normal", channel = '
        '"force_normal", unit = "N" }]\n'
    )
    return path


def on_the_command_line(*arguments: str):
    return CliRunner().invoke(
        cli, arguments, prog_name="strigil", catch_exceptions=False
    )


def test_a_hundred_million_samples_are_not_held_and_a_cut_of_them_is(tmp_path) -> None:
    path = hundred_million(tmp_path)
    profile = tmp_path / "load.toml"
    with pytest.raises(InvalidValueError, match=r"1e\+08 samples.*recording_parts"):
        read_recording(path)
    assert is_long_recording(path)
    assert is_long_recording(path, profile=profile)  # one column, and no time
    cut = read_recording(path, between=(10.0, 11.0))
    assert (cut.time[0], cut.time.size) == (10.0, 1000)


def test_hours_of_two_columns_go_in_parts_though_they_can_be_read_at_once(
    tmp_path, monkeypatch
) -> None:
    path = tmp_path / "long.parquet"
    session(path)
    assert not is_long_recording(path)
    monkeypatch.setattr(claims, "_MOST_SAMPLES", 1000)
    assert is_long_recording(path)
    assert read_recording(path).time.size > 1000


@pytest.fixture
def short_memory(monkeypatch) -> None:
    monkeypatch.setattr(claims, "_MOST_NUMBERS", 10_000)


@pytest.mark.usefixtures("short_memory")
def test_the_command_tells_a_long_recording_as_it_tells_a_short_one_as_live(
    simulated, tmp_path, monkeypatch
) -> None:
    page = tmp_path / "long.html"
    run = ("analyse", str(simulated), "--json")
    told = on_the_command_line(*run, "--report", str(page))
    assert (told.exit_code, "in parts" in told.stderr) == (0, False)
    assert "too long to be read at once" in told.stderr
    monkeypatch.setattr(claims, "_MOST_NUMBERS", 10**9)
    whole = json.loads(on_the_command_line(*run, "--as-live").stdout)
    parts = json.loads(told.stdout)
    for stroke in whole["strokes"]:
        stroke["inclination_deg"] = None  # a part does not know how the next one leans
    for key in ("strokes", "summary", "levels"):
        assert parts[key] == whole[key]
    assert "Stiffness" in page.read_text("utf-8")
    assert "--between" in page.read_text("utf-8")


@pytest.mark.usefixtures("short_memory")
def test_the_command_shows_a_long_recording_as_tables(simulated) -> None:
    told = on_the_command_line("analyse", str(simulated))
    assert told.exit_code == 0
    for said in ("As a live session would have told", "Strokes", "Refined levels"):
        assert said in told.stdout


@pytest.mark.usefixtures("short_memory")
@pytest.mark.parametrize("option", ["--plot", "--scan", "--save"])
def test_an_option_that_needs_all_samples_is_refused_with_its_name(
    simulated, option
) -> None:
    told = on_the_command_line("analyse", str(simulated), option, "x.svg")
    assert (told.exit_code, told.stdout) == (2, "")
    assert option in told.stderr
    assert "--between 0 3600" in told.stderr


@pytest.mark.usefixtures("short_memory")
def test_a_long_recording_without_a_force_says_what_it_lacks(tmp_path) -> None:
    time = np.arange(6000) / RATE
    still = {"position_x": np.sin(time), "position_y": time, "position_z": time}
    write_recording(recording_of(time, still), tmp_path / "p.parquet")
    told = on_the_command_line("analyse", str(tmp_path / "p.parquet"))
    assert (told.exit_code, "need a force" in told.stderr) == (2, True)


# The peak that Linux tells; the usual call counts the process that began this one.
RUN = """
import sys
from pathlib import Path
from strigil.cli import cli
cli(["analyse", sys.argv[1], "--profile", sys.argv[2], "--json"], standalone_mode=False)
told = dict(line.split(":") for line in Path("/proc/self/status").open())
print(told["VmHWM"].split()[0])
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells it")
def test_a_hundred_million_samples_take_no_more_memory_than_a_few(tmp_path) -> None:
    path = hundred_million(tmp_path)
    profile = tmp_path / "both.toml"
    columns = ("force_normal", "force_normal", "N"), ("time", "treatment_angle", "rad")
    listed = ", ".join(
        f'{{ column = "{column}", channel = "{channel}", unit = "{unit}" }}'
        for column, channel, unit in columns
    )
    profile.write_text(f"sample_rate = 1000\ncolumns = [{listed}]\n")
    run = [sys.executable, "-c", RUN, str(path), str(profile)]
    said = subprocess.run(run, check=True, capture_output=True, text=True)
    told, kilobytes = said.stdout.strip().splitlines()
    assert json.loads(told)["summary"]["samples"] == 1e8
    assert int(kilobytes) < 600_000  # one column of the whole is 800 000


COUNT = """
import resource, sys
from strigil.signals import recording_parts
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
count, last = 0, 0.0
for part in recording_parts(sys.argv[1], profile=sys.argv[2]):
    count, last = count + part.time.size, part.time[-1]
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(count, round(last, 3), (after - before) // 1024)
"""


@pytest.mark.slow
def test_a_hundred_million_samples_are_read_in_parts_of_bounded_memory(
    tmp_path,
) -> None:
    path = hundred_million(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", COUNT, str(path), str(tmp_path / "load.toml")],
        capture_output=True,
        text=True,
        check=True,
    )
    count, last, megabytes = done.stdout.split()
    assert int(count) == 100_000_000
    assert float(last) == pytest.approx(99_999.999)
    assert int(megabytes) < 400  # one column of the whole is 800


def test_a_part_of_no_samples_is_refused(simulated) -> None:
    with pytest.raises(InvalidValueError, match="at least one sample"):
        next(recording_parts(simulated, samples=0))
