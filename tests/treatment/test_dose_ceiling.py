"""Recorded strokes beside the word they were to stay in."""

import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strigil.signals import StrokeMeasure
from strigil.treatment import (
    Case,
    CaseSession,
    ForceBand,
    Problem,
    RecordedStrokes,
    WordReadings,
    calibrate,
    case_from_mapping,
    case_to_toml,
    recorded_strokes,
    strokes_above,
)

LIGHT = ForceBand("light", 1.5, 3.0, "mean per stroke", "kitchen scale")
FORCES = st.lists(st.floats(0.1, 40.0), min_size=1, max_size=60)


def stroke(mean, *flags, peak=None):
    return StrokeMeasure(
        0.0, 1.0, peak or 1.5 * mean, mean, mean, None, None, None, None, flags
    )


def light(*forces, band=LIGHT, **more):
    return RecordedStrokes("light", mean_force=forces, band=band, **more)


def test_it_says_in_figures_how_many_were_above_the_own_word():
    found = strokes_above(light(2.0, 2.5, 4.0, 5.25, capped=True))
    assert found.said == (
        "2 of 4 whole recorded strokes were above the screen's cap (light: up to "
        "3.0 N in the practitioner's own calibration, mean of a stroke; highest 5.2 N)."
    )


def test_without_a_calibration_only_what_nobody_was_measured_to_use_counts():
    found = strokes_above(light(4.0, 8.9, 9.1, 30.0, band=None))
    assert (found.above, found.ceiling, found.own) == (2, 9.0, False)
    assert "uncertain, as light is not calibrated" in found.said
    assert found.as_reason().reference == "Syeda2022"


def test_a_band_of_words_only_borrows_nobody_elses_newtons():
    mine = calibrate([WordReadings("light", force=(1.0, 1.1, 1.2, 1.1, 1.0))])
    assert not strokes_above(light(4.0, band=ForceBand("light")), mine).own
    assert strokes_above(light(4.0, band=None), mine).own


def test_words_out_of_order_are_no_ceiling():
    readings = [
        WordReadings("light", force=(5.0, 5.1, 5.2, 5.1, 5.0)),
        WordReadings("moderate", force=(2.0, 2.1, 2.2, 2.1, 2.0)),
    ]
    assert not strokes_above(light(7.0, band=None), calibrate(readings)).own


def test_a_peak_is_compared_with_a_word_of_peaks():
    band = replace(LIGHT, statistic="peak per stroke")
    parts = recorded_strokes("light", [stroke(2.0, peak=3.5)], band=band)
    assert strokes_above(parts).above == 1
    assert strokes_above(replace(parts, band=LIGHT)).above == 0


def test_cut_strokes_are_left_out_and_a_full_sensor_counts():
    made = [stroke(5.0, "cut_by_end"), stroke(6.0, "saturated"), stroke(2.0)]
    found = strokes_above(recorded_strokes("light", made, band=LIGHT))
    assert (found.above, found.strokes) == (1, 2)


def test_no_stroke_is_no_comparison():
    assert strokes_above(light()) is None


def test_one_stroke_in_twenty_above_is_chance_and_two_are_not():
    assert not strokes_above(light(*[2.0] * 19, 4.0)).too_many
    assert strokes_above(light(*[2.0] * 18, 4.0, 4.0)).too_many


@given(FORCES, st.floats(1.0, 5.0))
def test_firmer_strokes_are_never_counted_as_fewer(forces, factor):
    before = strokes_above(light(*forces))
    after = strokes_above(light(*(force * factor for force in forces)))
    assert after.above >= before.above
    assert after.too_many >= before.too_many


@given(FORCES)
def test_strokes_within_the_word_are_never_too_many(forces):
    found = strokes_above(light(*(min(force, 3.0) for force in forces)))
    assert (found.above, found.too_many) == (0, False)
    assert found.said.startswith("none of")


@pytest.mark.parametrize(
    ("forces", "said"),
    [
        ((4.0,), "1 of 1 whole recorded stroke was"),
        ((4.0, 2.0), "1 of 2 whole recorded strokes was"),
        ((4.0, 5.0), "2 of 2 whole recorded strokes were"),
        ((2.0, 2.0), "none of 2 whole recorded strokes was"),
    ],
)
def test_one_and_many_are_said_as_people_say_them(forces, said):
    assert strokes_above(light(*forces)).said.startswith(said)


def test_recorded_strokes_can_be_written_into_a_case_and_read_back():
    done = CaseSession(
        days_ago=3.0, hours_ago=70.5, recorded=(light(2.0, 4.0, capped=True),)
    )
    case = Case(1, Problem("calf_strain", "calf", "left"), sessions=(done,))
    assert case_from_mapping(tomllib.loads(case_to_toml(case))) == case
