"""A practitioner's words in newtons."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strigil.errors import InvalidValueError
from strigil.signals import analyse_recording, simulate_recording
from strigil.treatment import WordReadings, calibrate, readings_of_strokes

LIGHT = (2.0, 2.2, 1.9, 2.1, 2.3, 2.0)
MODERATE = tuple(2.0 * force for force in LIGHT)
FIRM = tuple(4.0 * force for force in LIGHT)
strokes = st.lists(st.floats(0.2, 40.0), min_size=5, max_size=20).map(tuple)


def test_grams_on_a_scale_become_newtons():
    reading = WordReadings("light", grams=(1000.0,))
    assert reading.newtons == pytest.approx((9.80665,))


def test_equal_strokes_have_no_spread():
    word = calibrate([WordReadings("light", force=(3.0,) * 6)]).of("light")
    assert (word.low, word.mean, word.high) == pytest.approx((3.0, 3.0, 3.0))
    assert word.variation == 0.0


@settings(deadline=None)
@given(strokes)
def test_the_interval_holds_the_typical_stroke_and_stays_above_zero(forces):
    word = calibrate([WordReadings("firm", force=forces)]).of("firm")
    assert 0.0 < word.low <= word.high
    assert word.low <= max(forces) * (1 + 1e-9)
    assert word.high >= min(forces) * (1 - 1e-9)


@settings(deadline=None)
@given(strokes, st.floats(0.1, 10.0))
def test_doubling_all_forces_doubles_the_interval(forces, factor):
    word = calibrate([WordReadings("light", force=forces)]).of("light")
    scaled = tuple(factor * force for force in forces)
    other = calibrate([WordReadings("light", force=scaled)]).of("light")
    expected = (word.low * factor, word.high * factor, word.variation)
    assert (other.low, other.high, other.variation) == pytest.approx(expected)


def test_two_days_give_the_change_between_them():
    found = calibrate(
        [
            WordReadings("light", 1, force=(2.0,) * 5),
            WordReadings("light", 2, force=(2.4,) * 5),
        ]
    )
    assert found.of("light").retest == pytest.approx(0.4)
    assert found.warnings == ()


def test_a_large_change_between_days_is_told():
    found = calibrate(
        [
            WordReadings("light", 1, force=LIGHT),
            WordReadings("light", 2, force=MODERATE),
        ]
    )
    assert any("moved by +2.1 N" in warning for warning in found.warnings)


def test_one_day_alone_asks_for_the_repeat():
    found = calibrate([WordReadings("light", force=LIGHT)])
    assert any("one day only" in warning for warning in found.warnings)


def test_words_that_overlap_are_told():
    near = tuple(1.1 * force for force in LIGHT)
    found = calibrate(
        [WordReadings("light", force=LIGHT), WordReadings("moderate", force=near)]
    )
    assert any("overlap" in warning for warning in found.warnings)


def test_words_well_apart_do_not_overlap():
    found = calibrate(
        [
            WordReadings("light", force=LIGHT),
            WordReadings("moderate", force=MODERATE),
            WordReadings("firm", force=FIRM),
        ]
    )
    assert not any("overlap" in warning for warning in found.warnings)
    assert [word.word for word in found.words] == ["light", "moderate", "firm"]


def test_words_in_the_wrong_order_are_told():
    found = calibrate(
        [WordReadings("light", force=FIRM), WordReadings("moderate", force=LIGHT)]
    )
    assert any("not above your 'light'" in warning for warning in found.warnings)


def test_too_few_strokes_leave_the_word_a_word():
    found = calibrate(
        [WordReadings("light", force=LIGHT), WordReadings("firm", force=(5.0, 6.0))]
    )
    assert found.of("firm") is None
    assert any("fewer than 5" in warning for warning in found.warnings)


def test_no_readings_are_no_calibration():
    assert calibrate([]) is None
    assert calibrate([WordReadings("light", force=(2.0,))]) is None


def test_a_reading_of_zero_is_refused():
    with pytest.raises(InvalidValueError, match="above zero"):
        calibrate([WordReadings("light", force=(0.0, 1.0, 1.0, 1.0, 1.0))])


def test_means_and_peaks_are_not_mixed():
    with pytest.raises(InvalidValueError, match="one statistic"):
        calibrate(
            [
                WordReadings("light", force=LIGHT),
                WordReadings("firm", force=FIRM, statistic="peak per stroke"),
            ]
        )


def test_strokes_of_a_recording_become_readings_without_the_spoilt_ones():
    recording = simulate_recording(strokes=12, seed=4).recording
    found = analyse_recording(recording).strokes
    strokes = [replace(stroke, flags=()) for stroke in found]
    spoilt = replace(strokes[0], flags=("saturated",))
    means = readings_of_strokes("light", [spoilt, *strokes[1:]])
    peaks = readings_of_strokes("light", strokes[1:], statistic="peak per stroke")
    assert len(means.force) == len(strokes) - 1
    assert all(p >= m for m, p in zip(means.force, peaks.force, strict=True))
    assert calibrate([means]).basis == "instrumented tool"


def test_words_are_in_order_when_each_is_above_the_lighter():
    words = [WordReadings("light", force=LIGHT), WordReadings("firm", force=FIRM)]
    assert calibrate(words).in_order
    swapped = [WordReadings("light", force=FIRM), WordReadings("firm", force=LIGHT)]
    assert not calibrate(swapped).in_order
