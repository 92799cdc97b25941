"""Files that are broken in every way we met: a clear error or a flagged result.

Each is tried through the library and through the command line; none may end in a
traceback, and none may fill the memory.
"""

import gzip
import resource
import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner

from strigil.cli import cli
from strigil.errors import InvalidValueError, StrigilError
from strigil.signals import (
    analyse_recording,
    read_recording,
    recording_of,
    recording_parts,
    simulate_recording,
    write_recording,
)


def text(rows: int = 300, *, head: str = "time,force_normal", row=None) -> str:
    row = row or (lambda i: f"{i / 100:.2f},{max(0.0, 6 * np.sin(i / 20)):.3f}")
    return "\n".join([head, *(row(i) for i in range(rows))]) + "\n"


def parquet(**columns) -> bytes:
    file = BytesIO()
    pl.DataFrame(columns).write_parquet(file)
    return file.getvalue()


def spreadsheet() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    return file.getvalue()


WHOLE = parquet(time=np.arange(300) / 100, force_normal=np.ones(300))
# Name: (ending, content, what the error says).
REFUSED: dict[str, tuple[str, str | bytes, str]] = {
    "empty": ("csv", "", "is empty"),
    "only spaces": ("csv", " \n\t\n", "is empty"),
    "no rows": ("csv", "time,force_normal\n", "no samples"),
    "no rows, parquet": (
        "parquet", parquet(time=[], force_normal=[]), "no samples"
    ),
    "truncated parquet": ("parquet", WHOLE[: len(WHOLE) // 2], "Parquet"),
    "parquet without its end": ("parquet", WHOLE[:-8], "not a whole Parquet"),
    "parquet with its end only": ("parquet", WHOLE[-40:], "not a Parquet"),
    "parquet named csv, truncated": ("csv", WHOLE[:-8], "Parquet"),
    "mixed separators": (
        "csv", text(row=lambda i: f"{i}{',;'[i % 2]}1"), "line 3.*is not a number"
    ),
    "text in a number": ("csv", text().replace("0.05,", "soon,"), "line 7.*'soon'"),
    "too many cells": ("csv", text() + "9,1,2,3\n", "4 cells"),
    "time goes back": (
        "csv", text(row=lambda i: f"{300 - i},1"), "line 3: time goes backwards"
    ),
    "time without end": ("csv", text().replace("0.05,", "inf,"), "time is missing"),
    "time never advances": ("csv", text(row=lambda i: "1.0,5"), "never advances"),
    "no time": ("csv", text(head="a,force_normal"), "time"),
    "unknown columns": ("csv", text(head="foo,bar"), "No sensor profile fits"),
    "heading twice": ("csv", text(head="time,time"), "twice"),
    "binary rubbish": ("csv", bytes(range(256)) * 40, "neither text"),
    "random bytes": (
        "csv", np.random.default_rng(1).bytes(5000), "neither text"
    ),
    "random bytes, parquet": (
        "parquet", b"PAR1" + np.random.default_rng(1).bytes(5000) + b"PAR1", "Parquet"
    ),
    "web page": (
        "csv", "<!DOCTYPE html><html><body>Not found</body></html>", "web page"
    ),
    "xml": ("csv", '<?xml version="1.0"?><a><b>1</b></a>', "web page"),
    "spreadsheet": ("xlsx", spreadsheet(), "spreadsheet"),
    "spreadsheet named csv": ("csv", spreadsheet(), "spreadsheet"),
    "old spreadsheet": ("xls", b"\xd0\xcf\x11\xe0" + bytes(600), "old spreadsheet"),
    "packed": ("csv.gz", gzip.compress(text().encode()), "gzip"),
    "pdf": ("pdf", b"%PDF-1.7\n1 0 obj", "PDF"),
    "matlab": ("mat", b"MATLAB 5.0 MAT-file" + bytes(200), "MATLAB"),
    "hdf5": ("h5", b"\x89HDF\r\n\x1a\n" + bytes(200), "HDF5"),
    "utf-32": ("csv", text(20).encode("utf-32-be"), "neither text"),
    "broken xdf": ("xdf", b"XDF:" + bytes(30), "XDF"),
    "xdf in name only": ("xdf", text(), "not an XDF"),
    "words in parquet": (
        "parquet", parquet(time=[0.0, 1.0], force_normal=["a", "b"]), "not numbers"
    ),
    "dates in parquet": (
        "parquet",
        parquet(time=pl.Series([0, 1]).cast(pl.Datetime), force_normal=[1.0, 2.0]),
        "not numbers",
    ),
}  # fmt: skip
# Name: (ending, content, codes of which one must be among the notes of quality).
FLAGGED: dict[str, tuple[str, str | bytes, str]] = {
    "all NaN": ("csv", text(row=lambda i: f"{i / 100},nan"), "empty_channel"),
    "all NaN, parquet": (
        "parquet",
        parquet(time=np.arange(300) / 100, force_normal=np.full(300, np.nan)),
        "empty_channel",
    ),
    "every time twice": (
        "csv", text(row=lambda i: f"{i // 2 / 50},{i % 9}"), "repeated_time"
    ),
    "a gap": (
        "csv", text(row=lambda i: f"{i / 100 + 3 * (i > 150)},{i % 9}"), "gap"
    ),
    "stuck": ("csv", text(row=lambda i: f"{i / 100},5.0"), "constant_channel"),
    "impossible": (
        "csv",
        text(row=lambda i: f"{i / 100},{1e7 if i == 50 else i % 9}"),
        "implausible",
    ),
    "saturated": (
        "csv",
        text(row=lambda i: f"{i / 100},{min(8.0, 12 * max(0, np.sin(i / 20))):.4f}"),
        "saturated",
    ),
    "missing samples": (
        "csv",
        text(row=lambda i: f"{i / 100},{'' if 50 < i < 90 else i % 9}"),
        "missing",
    ),
    "column left out": (
        "csv",
        text(head="time,force_normal,mood", row=lambda i: f"{i / 100},{i % 9},{i}"),
        "column",
    ),
    "infinite": (
        "csv", text(row=lambda i: f"{i / 100},{'inf' if i == 50 else i % 9}"), ""
    ),
}  # fmt: skip
# Ways of writing the same table that are all read.
READ: dict[str, str | bytes] = {
    "byte-order mark": "\ufeff" + text(),
    "utf-16": text().encode("utf-16"),
    "utf-16, big end first": b"\xfe\xff" + text().encode("utf-16-be"),
    "decimal commas": text().replace(",", ";").replace(".", ","),
    "windows lines": text().replace("\n", "\r\n"),
    "blank lines": text().replace("\n", "\n\n"),
    "no end of line": text().rstrip("\n"),
    "quotes": text().replace("time,force_normal", '"time","force_normal"'),
}


def written(folder: Path, ending: str, content: str | bytes) -> Path:
    path = folder / f"file.{ending}"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def on_the_command_line(*arguments: str) -> tuple[int, str]:
    """Run a command in this process; an exception that is not told would come out."""
    done = CliRunner().invoke(
        cli, list(arguments), prog_name="strigil", catch_exceptions=False
    )
    return done.exit_code, done.stderr


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_is_no_recording_gets_one_clear_message(tmp_path, name) -> None:
    ending, content, said = REFUSED[name]
    path = written(tmp_path, ending, content)
    with pytest.raises(StrigilError, match=said) as error:
        read_recording(path)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 400


@pytest.mark.parametrize("name", list(REFUSED))
@pytest.mark.parametrize("command", ["analyse", "profile"])
def test_the_command_line_says_it_in_two_lines_at_most(tmp_path, name, command) -> None:
    ending, content, _ = REFUSED[name]
    path = written(tmp_path, ending, content)
    code, said = on_the_command_line(command, str(path))
    if command == "analyse":
        assert code == 2
    else:  # a table that is refused for its times may still have a profile
        assert code in (0, 2)
    if code == 2:
        assert said.startswith("strigil: ")
        assert len(said.splitlines()) <= 2
    assert "Traceback" not in said


@pytest.mark.parametrize("as_live", [False, True])
def test_a_time_too_short_for_any_clock_is_named(tmp_path, as_live) -> None:
    short = text(row=lambda i: f"{i}e-302,{i % 9}")
    path = written(tmp_path, "csv", short)
    with pytest.raises(InvalidValueError, match="unit of the time"):
        analyse_recording(read_recording(path), as_live=as_live)
    code, said = on_the_command_line("analyse", str(path))
    assert (code, len(said.splitlines())) == (2, 1)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[" * 100_000, "is not JSON"),
        ('{"format": "strigil recording", "info": "calf"}', "info is 'calf'"),
        ('{"format": "strigil recording", "info": null}', "info is None"),
    ],
)
def test_a_broken_sidecar_gets_one_clear_message(tmp_path, content, said) -> None:
    path = written(tmp_path, "parquet", WHOLE)
    path.with_suffix(".json").write_text(content)
    with pytest.raises(StrigilError, match=said):
        read_recording(path)
    assert on_the_command_line("analyse", str(path))[0] == 2


@pytest.mark.parametrize("name", ["visit [1].parquet", "left*?.parquet"])
def test_signs_in_the_name_of_a_file_are_only_its_name(tmp_path, name) -> None:
    path = tmp_path / name
    path.write_bytes(WHOLE)
    assert read_recording(path).time.size == 300


def test_numbers_without_measure_have_a_proposal_all_the_same(tmp_path) -> None:
    huge = text(row=lambda i: f"{i / 100},{(-1) ** i * 1e308}")
    assert on_the_command_line("profile", str(written(tmp_path, "csv", huge)))[0] == 0


@pytest.mark.parametrize("name", list(FLAGGED))
def test_what_is_odd_is_analysed_and_flagged(tmp_path, name) -> None:
    ending, content, code = FLAGGED[name]
    path = written(tmp_path, ending, content)
    analysis = analyse_recording(read_recording(path))
    codes = {note.code for note in analysis.quality}
    assert not code or code in codes
    for stroke in analysis.strokes:
        assert np.isfinite([stroke.peak_force, stroke.impulse]).all()
    assert on_the_command_line("analyse", str(path), "--json")[0] == 0


@pytest.mark.parametrize("name", list(READ))
def test_the_same_table_is_read_however_it_is_written(tmp_path, name) -> None:
    plain = read_recording(written(tmp_path, "csv", text()))
    other = read_recording(written(tmp_path, "csv", READ[name]))
    assert np.array_equal(other.time, plain.time)
    force = plain.channels["force_normal"]
    assert np.array_equal(other.channels["force_normal"], force)


@pytest.mark.parametrize(
    ("unit", "said"), [("deg", "kept in 'N'"), ("Newtonn", "unit 'Newtonn'")]
)
def test_a_wrong_unit_in_a_profile_is_named(tmp_path, unit, said) -> None:
    path = written(tmp_path, "csv", text())
    profile = tmp_path / "p.toml"
    column = f'{{ column = "force_normal", channel = "force_normal", unit = "{unit}" }}'
    profile.write_text(f'time = {{ column = "time" }}\ncolumns = [{column}]\n')
    with pytest.raises(StrigilError, match=said):
        read_recording(path, profile=profile)
    code, words = on_the_command_line("analyse", str(path), "--profile", str(profile))
    assert code == 2
    assert unit in words


@pytest.mark.parametrize("samples", [1, 7, 100, 10_000])
@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_parts_hold_the_same_samples_as_the_whole(tmp_path, ending, samples) -> None:
    path = tmp_path / f"r.{ending}"
    whole = simulate_recording(strokes=1, seed=3).recording
    cut = slice(0, 60) if samples == 1 else slice(0, 900)
    channels = {name: values[cut] for name, values in whole.channels.items()}
    whole = recording_of(whole.time[cut], channels)
    write_recording(whole, path)
    parts = list(recording_parts(path, samples=samples))
    assert np.array_equal(np.concatenate([p.time for p in parts]), whole.time)
    for name, values in whole.channels.items():
        joined = np.concatenate([p.channels[name] for p in parts])
        assert np.array_equal(joined, values, equal_nan=True)


def test_a_time_that_goes_back_between_two_parts_is_named(tmp_path) -> None:
    path = written(tmp_path, "csv", "time,force_normal\n0,1\n2,1\n1,1\n3,1\n")
    with pytest.raises(InvalidValueError, match="line 4"):
        list(recording_parts(path, samples=2))


def test_a_cut_holds_the_samples_between_and_says_so(tmp_path) -> None:
    path = tmp_path / "r.parquet"
    recording = simulate_recording(strokes=3, seed=4).recording
    write_recording(recording, path)
    cut = read_recording(path, between=(2.0, 5.0))
    passed = recording.time - recording.time[0]
    inside = (passed >= 2.0) & (passed < 5.0)
    assert np.array_equal(cut.time, recording.time[inside])
    for name, values in recording.channels.items():
        assert np.array_equal(cut.channels[name], values[inside], equal_nan=True)
    assert cut.info.notes == ("Cut from 2 to 5 s after the first sample.",)
    call = ("analyse", str(path), "--between", "2", "5", "--json")
    assert on_the_command_line(*call)[0] == 0
    with pytest.raises(InvalidValueError, match="no sample from 1e\\+06"):
        read_recording(path, between=(1e6, 2e6))


def test_a_file_without_lines_does_not_fill_the_memory(tmp_path) -> None:
    path = tmp_path / "hole.csv"
    with path.open("wb") as file:
        file.write(b"time,force_normal\n0,1\n")
        file.truncate(2**34)  # sixteen gigabytes of nothing
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(StrigilError):
        read_recording(path)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert (after - before) / 1024 < 300
