"""Serial lines: numbers, checksums, what was lost, a board that starts again."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strigil.signals.formats.lines import (
    LineState,
    decode_lines,
    encode_line,
)

HEADER = "#strigil 1;rate=100;tick=0.000001;columns=Fz (N),Acc X (g)"


def line(number: int, values: str = "5.21,0.98", tick: int | None = None) -> bytes:
    at = (number * 10_000 if tick is None else tick) % 2**32
    return encode_line(f"{number % 65536},{at},{values}")


def decoded(*parts: bytes, state: LineState | None = None, arrived: float = 0.0):
    """Decode parts that came after each other, each at once with its samples."""
    state = state or LineState()
    batches = []
    for part in parts:
        state, batch = decode_lines(state, part, arrived=arrived)
        batches.append(batch)
    return state, batches


def test_the_checksum_is_crc_16_ccitt_false() -> None:
    """Its check value, of the digits 1 to 9, is 29B1."""
    assert encode_line("123456789") == b"123456789*29B1\n"


def test_lines_become_times_and_rows() -> None:
    data = encode_line(HEADER) + line(0) + line(1, "5.24,") + line(2)
    state, [batch] = decoded(data)
    assert state.header is not None
    assert state.header.columns == ("Fz (N)", "Acc X (g)")
    assert batch.time == pytest.approx([0, 0.01, 0.02])
    assert batch.rows[0].tolist() == [5.21, 0.98]
    assert math.isnan(batch.rows[1][1])
    assert (batch.lost, state.spoilt) == (0, 0)


@given(st.lists(st.integers(0, 200), max_size=6))
def test_however_the_bytes_are_cut_the_samples_are_the_same(cuts: list[int]) -> None:
    data = encode_line(HEADER) + b"".join(line(i) for i in (0, 1, 4, 5))
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    parts = [data[a:b] for a, b in pairwise(edges)]
    _, batches = decoded(*parts)
    assert np.concatenate([b.time for b in batches]) == pytest.approx(
        [0, 0.01, 0.04, 0.05]
    )
    assert sum(b.lost for b in batches) == 2


@settings(max_examples=50)
@given(st.integers(0, 300), st.integers(1, 255))
def test_a_changed_byte_never_becomes_a_sample(at: int, flip: int) -> None:
    data = bytearray(encode_line(HEADER) + b"".join(line(i) for i in range(8)))
    at %= len(data)
    data[at] ^= flip
    _, [batch] = decoded(bytes(data))
    assert all(row.tolist() == [5.21, 0.98] for row in batch.rows)


def test_a_spoilt_line_is_counted_and_its_sample_is_lost() -> None:
    wrong = line(1).replace(b"5.21", b"9.21")
    state, [batch] = decoded(encode_line(HEADER) + line(0) + wrong + line(2))
    assert batch.time == pytest.approx([0, 0.02])
    assert (batch.lost, state.spoilt) == (1, 1)


def test_numbers_and_clock_go_on_when_they_start_from_zero_again() -> None:
    start = 2**32 - 15_000
    lines = [line(65534 + i, tick=start + 10_000 * i) for i in range(4)]
    _, [batch] = decoded(encode_line(HEADER) + b"".join(lines))
    assert batch.time == pytest.approx([0, 0.01, 0.02, 0.03])
    assert batch.lost == 0


def test_a_line_that_comes_twice_counts_once() -> None:
    _, [batch] = decoded(encode_line(HEADER) + line(5) + line(6) + line(6) + line(7))
    assert batch.time == pytest.approx([0, 0.01, 0.02])
    assert batch.lost == 0


def test_a_board_that_starts_again_goes_on_by_the_clock_of_this_machine() -> None:
    state, _ = decode_lines(
        LineState(),
        encode_line(HEADER) + b"".join(line(i) for i in range(1000, 1200)),
        arrived=50.0,
    )
    state, batch = decode_lines(
        state, encode_line(HEADER) + line(0) + line(1), arrived=53.0
    )
    assert batch.time == pytest.approx([1.99 + 3.0, 1.99 + 3.01])
    assert batch.lost == 0
    assert "started again" in batch.notes[0]


def test_a_remark_of_the_board_is_a_note() -> None:
    _, [batch] = decoded(encode_line(HEADER) + encode_line(">battery low"))
    assert batch.notes == ("The sensor says: battery low",)


def test_columns_that_change_on_the_way_are_told_once() -> None:
    other = encode_line(HEADER + ",Fx (N)")
    _, batches = decoded(encode_line(HEADER), other, other)
    assert [len(batch.notes) for batch in batches] == [0, 1, 0]


@given(st.binary(max_size=300))
def test_any_bytes_give_no_sample_and_no_error(data: bytes) -> None:
    state, [batch] = decoded(data)
    assert batch.time.size == 0
    assert len(state.rest) <= 300


def test_a_stream_without_an_end_of_line_does_not_fill_the_memory() -> None:
    state = LineState()
    for _ in range(50):
        state, _ = decode_lines(state, b"x" * 1000, arrived=0.0)
    assert len(state.rest) <= 4096
    assert state.spoilt > 5
