"""Whatever the bytes and samples are: a result, or one clear error; never a crash."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strigil.errors import StrigilError
from strigil.signals import (
    CHANNELS,
    analyse_recording,
    propose_profile,
    read_recording,
    recording_of,
    simulate_recording,
    write_recording,
)

SNIPPETS = [b"\n", b",", b";", b'"', b"abc", b"1e400", b"-", b"\x00", b"\xff", b"\r"]


def damaged(content: bytes, random: np.random.Generator) -> bytes:
    broken = bytearray(content)
    for _ in range(random.integers(1, 5)):
        at = int(random.integers(len(broken)))
        kind = random.integers(4)
        if kind == 0:
            broken[at] = random.integers(256)
        elif kind == 1:
            del broken[at : at + int(random.integers(200))]
        elif kind == 2:
            broken[at:at] = SNIPPETS[random.integers(len(SNIPPETS))]
        else:
            del broken[at + 10 :]
    return bytes(broken)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_damaged_file_gives_a_result_or_one_clear_error(tmp_path, ending):
    random = np.random.default_rng(5)
    path = tmp_path / f"whole.{ending}"
    write_recording(simulate_recording(strokes=2, seed=1).recording, path)
    content = path.read_bytes()[: 20_000 if ending == "csv" else None]
    said = []
    for i in range(60):
        broken = tmp_path / f"{i}.{ending}"
        broken.write_bytes(damaged(content, random))
        try:
            analyse_recording(read_recording(broken))
        except StrigilError as error:
            said.append(str(error))
    assert len(said) > 5
    assert max(len(one) for one in said) < 500


texts = st.lists(
    st.lists(
        st.one_of(
            st.sampled_from(["time", "Fz (N)", "", "NaN", "1,5", "-", '"', "é", "#"]),
            st.integers(-9, 9).map(str),
            st.floats(allow_nan=True).map(str),
            st.text(max_size=5),
        ),
        max_size=5,
    ),
    max_size=9,
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    content=st.one_of(
        st.binary(max_size=200),
        st.tuples(texts, st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n"])).map(
            lambda drawn: drawn[2].join(drawn[1].join(row) for row in drawn[0]).encode()
        ),
    ),
    ending=st.sampled_from(["csv", "parquet", "txt", "xdf"]),
)
def test_whatever_bytes_are_looked_at_give_a_result_or_one_error(
    tmp_path, content, ending
):
    path = tmp_path / f"any.{ending}"
    path.write_bytes(content)
    said = [told(look, path) for look in (read_recording, propose_profile)]
    assert all("\n" not in words and len(words) < 500 for words in said)


def told(look, path) -> str:
    """What an error said; any other than ours would come out."""
    try:
        look(path)
    except StrigilError as error:
        return str(error)
    return ""


wild = st.sampled_from(
    [0.0, 1.0, 6.0, -6.0, 50.0, 1e300, 1e-300, np.nan, np.inf, -np.inf]
)
presses = st.builds(
    lambda peak, gap: np.where(
        np.arange(200) % 40 < gap, np.nan, peak * np.sin(np.arange(200) / 20) ** 2
    ),
    st.floats(-100, 100),
    st.integers(0, 30),
)
channel = st.one_of(
    presses,
    st.lists(wild, min_size=200, max_size=200).map(np.array),
    st.floats(-1e9, 1e9).map(lambda level: np.full(200, level)),
)
clock = st.one_of(
    st.just(np.arange(200) * 0.01),
    st.just(np.arange(200) // 3 * 0.03),
    st.lists(st.floats(0, 1), min_size=199, max_size=199).map(
        lambda steps: np.concatenate([[0.0], np.cumsum(steps)]) + 1e-9 * np.arange(200)
    ),
)


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(clock, st.dictionaries(st.sampled_from(sorted(CHANNELS)), channel, max_size=8))
def test_any_samples_are_analysed_and_what_is_found_is_finite(time, channels):
    analysis = analyse_recording(recording_of(time, channels))
    for one in analysis.strokes:
        assert one.end > one.start
        assert np.isfinite([one.peak_force, one.mean_force, one.impulse]).all()
    assert analysis.in_contact.shape == time.shape
    starts = [one.start for one in analysis.strokes]
    assert starts == sorted(starts)


@pytest.mark.parametrize("level", [1.2e-41, 0.1, 1e9])
def test_a_force_that_wavers_by_its_last_bit_has_no_strokes(level):
    time = np.arange(200) * 0.01
    force = np.where(time > 1.0, level, np.nextafter(level, np.inf))
    analysis = analyse_recording(recording_of(time, {"force_normal": force}))
    assert analysis.strokes == ()
