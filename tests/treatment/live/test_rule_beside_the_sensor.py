"""What is told at the bedside and what the rule makes of it, without a process."""

import math

import pytest

from strigil.errors import InvalidValueError, UnknownNameError
from strigil.treatment.live import (
    Bedside,
    StreamSettings,
    band_state,
    decided,
    lifted,
    told,
)


def stop_at(bedside: Bedside, force: float, now: float = 1.0) -> Bedside:
    found = decided(bedside, force=force, in_contact=True, now=now)
    return lifted(bedside, found, at=now)


def test_force_above_what_was_set_lifts_and_says_both_numbers():
    held = stop_at(Bedside(ceiling=8.0), 8.5)
    assert held.lift is not None
    assert "8.5 N" in held.lift.because
    assert "8 N" in held.lift.because
    assert stop_at(Bedside(ceiling=8.0), 7.9).lift is None
    assert stop_at(Bedside(ceiling=8.0), math.nan).lift is None


def test_the_force_to_lift_at_can_be_set_again_and_taken_away():
    lower = told(Bedside(ceiling=8.0), {"do": "ceiling", "ceiling": 4}, 0.0)
    assert stop_at(lower, 5.0).lift is not None
    none = told(lower, {"do": "ceiling", "ceiling": None}, 0.0)
    assert stop_at(none, 50.0).lift is None


def test_a_played_force_says_that_it_was_measured_on_nobody():
    held = stop_at(Bedside(ceiling=4.0, aside="simulated, not this patient"), 5.0)
    assert held.lift is not None
    assert held.lift.because.startswith("simulated, not this patient: the force")


def test_a_force_that_can_not_be_lifts_without_any_setting():
    assert stop_at(Bedside(), 250.0).lift is not None
    assert stop_at(Bedside(), 20.0).lift is None


def test_a_stop_holds_until_going_on_and_keeps_its_first_reason():
    held = stop_at(Bedside(ceiling=8.0), 9.0)
    again = stop_at(held, 12.0, now=2.0)
    assert again.lift == held.lift
    assert told(again, {"do": "go_on"}, 3.0).lift is None


def test_pain_at_the_ceiling_lifts_again_until_a_lower_answer_comes():
    hurt = told(Bedside(), {"do": "pain", "pain": 7}, 1.0)
    held = stop_at(hurt, 2.0)
    assert held.lift is not None
    assert held.lift.kind == "pain"
    went_on = told(held, {"do": "go_on"}, 2.0)
    assert stop_at(went_on, 2.0).lift is not None
    calm = told(told(held, {"do": "pain", "pain": 1}, 2.0), {"do": "go_on"}, 2.0)
    assert stop_at(calm, 2.0).lift is None


def test_an_answer_that_was_long_on_its_way_is_as_old_as_it_is():
    late = told(Bedside(), {"do": "pain", "pain": 2, "ago": 70.0}, 100.0)
    assert decided(late, force=1.0, in_contact=True, now=100.0).ask_pain
    fresh = told(Bedside(), {"do": "pain", "pain": 2}, 100.0)
    assert not decided(fresh, force=1.0, in_contact=True, now=159.0).ask_pain
    assert decided(fresh, force=1.0, in_contact=True, now=161.0).ask_pain


def test_a_word_of_the_patient_lifts_and_stop_lifts_by_itself():
    assert stop_at(told(Bedside(), {"do": "say", "word": "faint"}, 0.0), 1.0).lift
    pressed = told(Bedside(), {"do": "stop", "id": "a"}, 0.0)
    assert pressed.lift is not None
    assert pressed.lift.id == "a"


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"do": "harder"},
        {"do": "pain"},
        {"do": "pain", "pain": 11},
        {"do": "step"},
        {"do": "ceiling"},
        {"do": "ceiling", "ceiling": 0},
        {"do": "ceiling", "ceiling": 201},
    ],
)
def test_what_is_not_understood_is_refused(said):
    with pytest.raises(InvalidValueError):
        told(Bedside(), said, 0.0)


@pytest.mark.parametrize(
    ("force", "state"), [(1.0, "below"), (3.0, "in"), (5.0, "in"), (5.1, "above")]
)
def test_a_band_has_both_its_ends(force, state):
    assert band_state(force, in_contact=True, band=(3.0, 5.0)) == state
    assert band_state(force, in_contact=False, band=(3.0, 5.0)) == ""


def test_settings_name_the_source_that_was_meant_and_refuse_a_ceiling_that_is_none():
    with pytest.raises(UnknownNameError, match="serial"):
        StreamSettings(source="seria", path="a.parquet")
    with pytest.raises(InvalidValueError, match="0 and up to 200"):
        StreamSettings(source="serial", path="a.parquet", ceiling=0.0)
