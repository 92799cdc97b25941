"""Flags of strokes are explained where they are shown."""

from dataclasses import replace

from strigil.reporting.flag_words import FLAG_WORDS, flags_table
from strigil.reporting.session_report import session_report
from strigil.signals import analyse_recording, simulate_recording
from strigil.signals.strokes import _FLAGS

MADE = simulate_recording(strokes=8, seed=5).recording
FOUND = analyse_recording(MADE)


def test_every_flag_has_words():
    assert {*_FLAGS, "direction_from_shear", "length_from_imu"} == {*FLAG_WORDS}


def test_the_report_explains_the_flags_that_it_shows_and_no_others():
    first, *rest = (replace(stroke, flags=()) for stroke in FOUND.strokes)
    flagged = replace(FOUND, strokes=(replace(first, flags=("at_gap",)), *rest))
    (row,) = flags_table(flagged).rows
    assert row == ("at gap", f"1 of {len(FOUND.strokes)}", FLAG_WORDS["at_gap"])
    assert FLAG_WORDS["at_gap"] in session_report(MADE, flagged, title="Session")


def test_without_a_flag_there_is_nothing_to_explain():
    plain = tuple(replace(stroke, flags=()) for stroke in FOUND.strokes)
    bare = replace(FOUND, strokes=plain)
    assert flags_table(bare).rows == ()
    assert "What the flags mean" not in session_report(MADE, bare, title="Session")
