"""The stop rule says LIFT or nothing."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strigil.catalogue import limit
from strigil.errors import InvalidValueError
from strigil.treatment import STOP_WORDS, stop_decision

points = st.floats(0.0, 10.0)


@settings(deadline=None)
@given(points, points)
def test_it_stops_exactly_at_the_ceiling_or_at_the_rise(pain, resting):
    decision = stop_decision(pain=pain, resting_pain=resting, answered_ago=1.0)
    too_high = pain >= limit("pain_ceiling")
    risen = pain - resting >= limit("pain_rise_ceiling")
    assert decision.stop == (too_high or risen)
    assert bool(decision.because) == decision.stop


@settings(deadline=None)
@given(points, st.floats(0.0, 3600.0))
def test_age_of_the_answer_never_undoes_a_stop(pain, ago):
    fresh = stop_decision(pain=pain, answered_ago=0.0)
    assert stop_decision(pain=pain, answered_ago=ago).stop == fresh.stop


@settings(deadline=None)
@given(
    pain=points | st.none(),
    resting_pain=points | st.none(),
    answered_ago=st.floats(0.0, 1e4) | st.none(),
    force=st.floats(0.0, 300.0) | st.none(),
    in_contact=st.booleans(),
    words=st.lists(st.sampled_from([*STOP_WORDS, "something else"])),
)
def test_it_never_asks_for_force(**moment):
    decision = stop_decision(**moment)
    said = " ".join([decision.say, *map(str, decision.because)]).lower()
    assert decision.say in ("", "LIFT")
    assert "press" not in said
    assert "harder" not in said
    assert "more force" not in said


@pytest.mark.parametrize("word", [*STOP_WORDS, "a word nobody knows"])
def test_every_word_stops(word):
    decision = stop_decision(pain=0.0, resting_pain=0.0, answered_ago=0.0, words=[word])
    assert decision.say == "LIFT"
    assert len(decision.because) == 1


def test_an_old_answer_is_asked_for_again():
    old = limit("stale_pain_answer") + 1.0
    decision = stop_decision(pain=1.0, resting_pain=1.0, answered_ago=old)
    assert decision.ask_pain
    assert not decision.stop


def test_between_strokes_an_old_answer_is_not_asked_for():
    assert not stop_decision(pain=1.0, answered_ago=999.0, in_contact=False).ask_pain


def test_no_answer_at_all_is_asked_for_and_does_not_stop():
    decision = stop_decision(force=3.0)
    assert decision.ask_pain
    assert not decision.stop


def test_a_force_that_can_not_be_lifts_the_edge():
    most = limit("max_plausible_force")
    assert stop_decision(pain=0.0, answered_ago=0.0, force=most + 1.0).stop
    assert not stop_decision(pain=0.0, answered_ago=0.0, force=most).stop
    assert stop_decision(pain=0.0, answered_ago=0.0, force=math.inf).stop


def test_a_gap_in_the_sensor_does_not_stop():
    assert not stop_decision(pain=0.0, answered_ago=0.0, force=math.nan).stop


@pytest.mark.parametrize("pain", [-1.0, 10.5, math.nan])
def test_a_pain_outside_the_scale_is_refused(pain):
    with pytest.raises(InvalidValueError, match="0 to 10"):
        stop_decision(pain=pain)
