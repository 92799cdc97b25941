"""XDF, written by hand as its specification says, read by what reads XDF."""

import struct

import numpy as np
import pytest

from strigil.errors import FileFormatError, MissingExtraError
from strigil.signals import read_recording

pytest.importorskip("pyxdf", reason="the extra 'live' is not installed")


def chunk(tag: int, content: bytes) -> bytes:
    return b"\x04" + struct.pack("<IH", len(content) + 2, tag) + content


def stream(
    number: int, name: str, channels, rows, stamps, *, kind="float32", offset=0.0
) -> bytes:
    """A stream: header, samples with a stamp each, clock offsets, footer."""
    described = "".join(
        f"<channel><label>{label}</label><unit>{unit}</unit></channel>"
        for label, unit in channels
    )
    header = (
        f"<?xml version='1.0'?><info><name>{name}</name><type>x</type>"
        f"<channel_count>{len(channels)}</channel_count><nominal_srate>100</nominal_srate>"
        f"<channel_format>{kind}</channel_format><source_id>{name}</source_id>"
        f"<desc><channels>{described}</channels></desc></info>"
    )
    which = struct.pack("<I", number)
    code = {"float32": "f", "double64": "d", "int16": "h"}[kind]
    samples = b"".join(
        b"\x08" + struct.pack("<d", stamp) + struct.pack(f"<{len(row)}{code}", *row)
        for stamp, row in zip(stamps, rows, strict=True)
    )
    count = b"\x04" + struct.pack("<I", len(rows))
    offsets = b"".join(
        chunk(4, which + struct.pack("<dd", stamp, offset)) for stamp in stamps[::5]
    )
    return (
        chunk(2, which + header.encode())
        + chunk(3, which + count + samples)
        + offsets
        + chunk(6, which + b"<?xml version='1.0'?><info></info>")
    )


def xdf(tmp_path, *streams: bytes):
    path = tmp_path / "r.xdf"
    head = chunk(1, b"<?xml version='1.0'?><info><version>1.0</version></info>")
    path.write_bytes(b"XDF:" + head + b"".join(streams))
    return path


STAMPS = 500 + np.arange(40) / 100
TOOL = [("Fz", "N"), ("acc x", "g"), ("battery", "V")]


def test_a_stream_becomes_channels_by_label_and_unit(tmp_path) -> None:
    rows = [(0.5 * i, 1.0, 3.7) for i in range(40)]
    rows[7] = (float("nan"), 1.0, 3.7)
    recording = read_recording(xdf(tmp_path, stream(1, "Tool", TOOL, rows, STAMPS)))
    assert recording.time == pytest.approx(STAMPS - 500, abs=1e-9)
    force = recording.channels["force_z"]
    assert np.isnan(force[7])
    assert force[8] == 4.0
    assert recording.channels["acceleration_x"][0] == pytest.approx(9.80665)
    assert "Stream 'Tool' was read." in recording.info.notes
    assert any("'battery (V)'" in note for note in recording.info.notes)


def test_the_stream_with_a_force_is_read_and_the_others_are_named(tmp_path) -> None:
    axes = [(f"acc {axis}", "g") for axis in "xyz"]
    motion = stream(1, "Watch", axes, [(0, 0, 1)] * 40, STAMPS)
    tool = stream(2, "Tool", [("load", "kgf")], [(1.0,)] * 40, STAMPS, kind="double64")
    recording = read_recording(xdf(tmp_path, motion, tool))
    assert list(recording.channels) == ["force_normal"]
    assert recording.channels["force_normal"][0] == pytest.approx(9.80665)
    assert any("'Watch'" in note for note in recording.info.notes)


def test_streams_of_one_instrument_are_joined_on_the_clock_of_the_force(
    tmp_path,
) -> None:
    tool = stream(1, "Tool force", [("Fz", "N")], [(1.0,)] * 40, STAMPS)
    late = 500.105 + np.arange(14) / 40  # its own rate; begins and ends inside
    late[9:] += 0.5  # a gap of its own
    way = [(0.1 * (stamp - 500), 0.0) for stamp in late]
    axes = [("pos x", "m"), ("pos y", "m")]
    moved = stream(2, "tool_tracker", axes, way, late, kind="double64")
    watch = stream(3, "Watch", [("acc x", "g")], [(1.0,)] * 40, STAMPS)
    recording = read_recording(xdf(tmp_path, tool, moved, watch))
    assert set(recording.channels) == {"force_z", "position_x", "position_y"}
    assert set(recording.channels["force_z"]) == {1.0}
    x = recording.channels["position_x"]
    inside = (recording.time > 0.11) & (recording.time < late[8] - 500)
    assert x[inside] == pytest.approx(0.1 * recording.time[inside], abs=1e-6)
    assert np.isnan(x[~inside & (recording.time < 0.1)]).all()
    assert np.isnan(x[recording.time > late[8] - 499.99]).all()
    notes = " ".join(recording.info.notes)
    assert "'tool_tracker'" in notes
    assert "Not read: 1 other streams ('Watch')" in notes


def test_a_gap_stays_and_samples_out_of_order_are_put_in_order(tmp_path) -> None:
    stamps = np.concatenate([STAMPS[:20], STAMPS[20:] + 3.0])
    stamps[[5, 6]] = stamps[[6, 5]]
    rows = [(float(i), 0.0, 0.0) for i in range(40)]
    recording = read_recording(xdf(tmp_path, stream(1, "Tool", TOOL, rows, stamps)))
    assert recording.time[20] - recording.time[19] == pytest.approx(3.01)
    assert recording.channels["force_z"][4:8].tolist() == [4, 6, 5, 7]
    assert any("put in order" in note for note in recording.info.notes)


@pytest.mark.parametrize(
    ("channels", "rows", "said"),
    [
        ([("load", "N")], [], "no stream of numbers"),
        ([("mood", "1")], [(1.0,)] * 40, "No sensor profile fits"),
    ],
)
def test_a_file_without_what_is_needed_is_told(tmp_path, channels, rows, said) -> None:
    path = xdf(tmp_path, stream(1, "Tool", channels, rows, STAMPS[: len(rows)]))
    with pytest.raises(FileFormatError, match=said):
        read_recording(path)


def test_a_file_that_is_cut_off_is_read_as_far_as_it_goes_or_refused(tmp_path) -> None:
    rows = [(1.0, 1.0, 1.0)] * 40
    path = xdf(tmp_path, stream(1, "Tool", TOOL, rows, STAMPS))
    content = path.read_bytes()
    for end in range(10, len(content), 61):
        path.write_bytes(content[:end])
        try:
            kept = read_recording(path)
        except FileFormatError:
            continue
        assert 0 < kept.time.size <= 40


def test_without_the_reader_the_way_to_get_it_is_named(tmp_path, monkeypatch) -> None:
    path = xdf(tmp_path, stream(1, "Tool", TOOL, [(1, 1, 1)], STAMPS[:1]))
    monkeypatch.setitem(__import__("sys").modules, "pyxdf", None)
    with pytest.raises(MissingExtraError, match=r"strigil\[live\]"):
        read_recording(path)
