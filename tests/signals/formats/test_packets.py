"""Wireless packets, byte for byte."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strigil.errors import FileFormatError
from strigil.signals.formats.packets import (
    PacketLayout,
    PacketState,
    decode_packet,
    encode_packet,
    read_layout,
)

LAYOUT = PacketLayout(("Fz (N)", "Acc X (g)"), (0.01, 0.001), rate=200.0)
# Version 1, 2 bytes, 2 samples of 2 values; sample 258, tick 65536; 5.21 N and -1 g,
# then a missing force and 1 g.
FIXTURE = bytes.fromhex("01 02 02 02 02010000 00000100 0902 18fc 0080 e803")


def test_a_packet_is_what_its_bytes_say() -> None:
    state, batch = decode_packet(LAYOUT, PacketState(), FIXTURE, arrived=0.0)
    assert batch.rows[0] == pytest.approx([5.21, -1.0])
    assert np.isnan(batch.rows[1, 0])
    assert batch.rows[1, 1] == pytest.approx(1.0)
    assert batch.time == pytest.approx([0, 0.005])
    assert (state.place.expected, state.place.tick) == (260, 65536)


def test_the_same_samples_are_written_as_the_same_bytes() -> None:
    rows = np.array([[5.21, -1.0], [np.nan, 1.0]])
    assert encode_packet(LAYOUT, rows, number=258, tick=65536) == FIXTURE


@given(
    st.lists(
        st.one_of(st.integers(-32767, 32767), st.none()), min_size=2, max_size=60
    ).filter(lambda v: len(v) % 2 == 0),
    st.sampled_from([2, 3]),
)
def test_any_counts_come_back(counts: list[int | None], size: int) -> None:
    rows = np.array([np.nan if c is None else c for c in counts]).reshape(-1, 2)
    rows = rows * LAYOUT.scales
    data = encode_packet(LAYOUT, rows, number=0, tick=0, size=size)
    _, batch = decode_packet(LAYOUT, PacketState(), data, arrived=0.0)
    assert np.allclose(batch.rows, rows, rtol=1e-12, atol=0, equal_nan=True)


def packet(number: int, count: int = 10) -> bytes:
    rows = np.ones((count, 2))
    return encode_packet(LAYOUT, rows, number=number, tick=number * 5000)


def test_lost_packets_are_counted_in_samples_and_leave_a_gap() -> None:
    state, first = decode_packet(LAYOUT, PacketState(), packet(0), arrived=0.0)
    state, second = decode_packet(LAYOUT, state, packet(30), arrived=0.15)
    assert second.lost == 20
    assert second.time[0] - first.time[0] == pytest.approx(0.15)


def test_a_packet_that_comes_twice_counts_once() -> None:
    state, _ = decode_packet(LAYOUT, PacketState(), packet(100), arrived=0.0)
    state, again = decode_packet(LAYOUT, state, packet(100), arrived=0.01)
    _, after = decode_packet(LAYOUT, state, packet(110), arrived=0.05)
    assert (again.time.size, after.lost) == (0, 0)
    assert after.time[0] == pytest.approx(0.05)


def test_a_sensor_that_starts_again_is_told() -> None:
    state, _ = decode_packet(LAYOUT, PacketState(), packet(5000), arrived=10.0)
    _, batch = decode_packet(LAYOUT, state, packet(0), arrived=12.0)
    assert batch.time[0] == pytest.approx(2.0)
    assert "started again" in batch.notes[0]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        FIXTURE[:-1],
        FIXTURE + b"\x00",
        b"\x02" + FIXTURE[1:],
        FIXTURE[:3] + b"\x01" + FIXTURE[4:],
        FIXTURE[:1] + b"\x04" + FIXTURE[2:],
    ],
)
def test_what_is_no_packet_is_counted_and_left_out(data: bytes) -> None:
    state, batch = decode_packet(LAYOUT, PacketState(), data, arrived=0.0)
    assert (state.spoilt, batch.time.size) == (1, 0)


@given(st.binary(max_size=60))
def test_any_bytes_give_a_batch(data: bytes) -> None:
    _, batch = decode_packet(LAYOUT, PacketState(), data, arrived=0.0)
    assert batch.rows.shape == (batch.time.size, 2)


def test_a_layout_is_read() -> None:
    text = (
        b"strigil 1;rate=200;tick=0.001;columns=Fz (N),Acc X (g);scales=0.01,0.001\x00"
    )
    layout = read_layout(text)
    assert layout == PacketLayout(("Fz (N)", "Acc X (g)"), (0.01, 0.001), 200.0, 0.001)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\xff\xfe",
        b"strigil 2;rate=1;columns=a;scales=1",
        b"strigil 1;rate=0;columns=a;scales=1",
        b"strigil 1;rate=1;columns=a,b;scales=1",
        b"strigil 1;columns=a;scales=1",
    ],
)
def test_what_is_no_layout_is_said_to_be_none(text: bytes) -> None:
    with pytest.raises(FileFormatError, match="scales"):
        read_layout(text)
