"""What a stream's columns mean, and where a numbered message belongs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strigil.errors import UnknownNameError
from strigil.signals.formats.stream import Place, placed, stream_columns

CLOCK = (1e-6, 65536)


def test_labels_and_units_say_what_a_column_is() -> None:
    found = stream_columns(["counter", "Fz (kgf)", "acc x (g)", "mood"])
    assert found.channels == ("force_z", "acceleration_x")
    rows = found.in_si(np.array([[7.0, 1.0, 2.0, 5.0]]))
    assert rows[0] == pytest.approx([9.80665, 19.6133])
    assert any("'mood'" in note for note in found.notes)


def test_a_profile_serves_labels_that_say_nothing(tmp_path) -> None:
    profile = tmp_path / "own.toml"
    profile.write_text(
        "sample_rate = 100\ncolumns = [{ column = 'ch2', channel = 'force_normal', "
        "unit = 'N', scale = 0.02, offset = 512, sign = -1 }]\n"
    )
    found = stream_columns(["ch1", "ch2"], profile)
    assert found.channels == ("force_normal",)
    assert found.in_si(np.array([[9.0, 462.0]])).tolist() == [[1.0]]
    with pytest.raises(UnknownNameError):
        stream_columns(["ch1"], "no-such-profile")


def test_columns_that_say_nothing_are_no_channels() -> None:
    found = stream_columns(["a", "b"])
    assert found.channels == ()
    assert found.in_si(np.ones((3, 2))).shape == (3, 0)


@given(
    st.integers(0, 65535),
    st.integers(0, 2**32 - 1),
    st.lists(st.integers(1, 1000), min_size=1, max_size=30),
)
def test_wherever_numbers_and_clock_begin_losses_and_times_are_the_same(
    number: int, tick: int, steps: list[int]
) -> None:
    place = placed(Place(), number, tick, samples=1, clock=CLOCK, arrived=0.0)
    lost, passed = 0, 0
    for step in steps:
        passed += step
        place = placed(
            place,
            (number + passed) % 65536,
            (tick + passed * 10_000) % 2**32,
            samples=1,
            clock=CLOCK,
            arrived=passed / 100,
        )
        assert place.what == "next"
        lost += place.lost
    assert place.time == pytest.approx(passed / 100)
    assert lost == sum(step - 1 for step in steps)


def test_messages_that_were_held_back_keep_their_own_times() -> None:
    place = placed(Place(), 0, 0, samples=1, clock=CLOCK, arrived=0.0)
    for number in range(1, 200):  # two seconds, all at once
        place = placed(
            place, number, number * 10_000, samples=1, clock=CLOCK, arrived=0.1
        )
    assert place.what == "next"
    assert place.time == pytest.approx(1.99)
