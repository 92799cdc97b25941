"""A board at the other end of a pair of pseudo-terminals: no hardware needed."""

import os
import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from strigil.errors import MissingExtraError, StreamError
from strigil.signals import SerialSource, read_recording, record_source
from strigil.signals.formats.lines import encode_line

pytest.importorskip("serial", reason="the extra 'live' is not installed")
pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
tty = pytest.importorskip("tty")

HEADER = encode_line("#strigil 1;rate=100;tick=0.000001;columns=Fz (N),Acc X (g)")


def sample(number: int) -> bytes:
    return encode_line(f"{number % 65536},{number * 10_000},{number / 10},1")


class Board:
    """Answers ``?`` with its header, writes what it is told."""

    def __init__(self) -> None:
        self.end, other = pty.openpty()
        tty.setraw(other)
        self.device = os.ttyname(other)
        self._other = other

    def write(self, data: bytes) -> None:
        os.write(self.end, data)

    def answer(self, data: bytes = HEADER) -> None:
        """Wait to be asked, in a thread, then answer."""

        def listen() -> None:
            os.read(self.end, 10)
            self.write(data)

        threading.Thread(target=listen, daemon=True).start()

    def unplug(self) -> None:
        os.close(self._other)
        os.close(self.end)


@pytest.fixture
def board() -> Iterator[Board]:
    one = Board()
    yield one
    for end in (one.end, one._other):
        try:
            os.close(end)
        except OSError:
            continue


def look(source: SerialSource, until: Callable[[int], bool]) -> list:
    came, count = [], 0
    end = time.monotonic() + 5
    while not until(count) and time.monotonic() < end:
        came.append(source.read())
        count += came[-1].time.size
    return came


def test_a_board_is_asked_for_its_columns_and_read(board: Board) -> None:
    board.answer()
    source = SerialSource(board.device)
    source.open()
    assert source.channels == ("force_z", "acceleration_x")
    assert source.rate == 100.0
    board.write(b"".join(sample(i) for i in range(20)))
    came = look(source, lambda count: count >= 20)
    source.close()
    force = np.concatenate([chunk.samples[:, 0] for chunk in came])
    assert force == pytest.approx(np.arange(20) / 10)
    motion = np.concatenate([chunk.samples[:, 1] for chunk in came])
    assert motion == pytest.approx(9.80665)


def test_lost_and_spoilt_lines_are_counted_and_noted(board: Board, tmp_path) -> None:
    board.answer()
    told = []

    def tell(state, chunk) -> None:
        if not told:
            wrong = sample(5).replace(b"*", b"9*")
            lines = [sample(i) for i in (0, 1, 2, 3, 4)]
            board.write(b"".join([*lines, wrong, sample(6), sample(9)]))
        told.append(state.samples)

    done = record_source(
        SerialSource(board.device),
        tmp_path / "r.parquet",
        tell=tell,
        stop=lambda: bool(told) and told[-1] >= 7,
    )
    assert (done.samples, done.lost) == (7, 3)
    kept = read_recording(tmp_path / "r.parquet")
    assert kept.time == pytest.approx([0, 0.01, 0.02, 0.03, 0.04, 0.06, 0.09])
    assert any("Lost in" in note for note in kept.info.notes)
    assert any("could not be read" in note for note in kept.info.notes)


def test_a_port_that_does_not_exist_is_named() -> None:
    with pytest.raises(StreamError, match="'/dev/nowhere' does not open"):
        SerialSource("/dev/nowhere").open()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"hello\nworld\n", "not in the protocol"),
        (b"", "nothing came"),
    ],
)
def test_a_port_that_speaks_otherwise_is_told(
    board: Board, monkeypatch, answer: bytes, said: str
) -> None:
    monkeypatch.setattr("strigil.signals.sources.serial_port._GREETING", 0.3)
    board.answer(answer)
    with pytest.raises(StreamError, match=said):
        SerialSource(board.device).open()


def test_a_board_that_is_unplugged_keeps_what_was_recorded(
    board: Board, tmp_path
) -> None:
    board.answer()
    told = []

    def tell(state, chunk) -> None:
        told.append(state.samples)
        if len(told) == 1:
            board.write(b"".join(sample(i) for i in range(10)))
        elif state.samples == 10 and told.count(10) == 1:
            board.unplug()

    done = record_source(SerialSource(board.device), tmp_path / "r.parquet", tell=tell)
    assert "is gone" in done.ended
    assert read_recording(tmp_path / "r.parquet").time.size == 10


def test_without_the_extra_the_way_to_get_it_is_named(monkeypatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("strigil.signals.sources.source.import_module", missing)
    with pytest.raises(MissingExtraError, match=r"strigil\[live\]"):
        SerialSource("/dev/nowhere").open()
