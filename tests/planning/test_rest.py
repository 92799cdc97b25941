"""Whether a place may be treated again: one judgement, the screen's."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strigil.planning import LEVELS, plan_of_care, reaction_name, rest_of, screen
from strigil.treatment import (
    Case,
    CaseSession,
    GivenDose,
    Problem,
    Reaction,
    ReactionKind,
    SignedOverride,
)

KINDS = get_args(ReactionKind)
PROBLEM = Problem("achilles_tendinopathy", "achilles_midportion", "left")
HERE = (GivenDose("achilles_midportion", "left", "scanner.convex"),)
THERE = (GivenDose("calf", "right", "scanner.convex"),)

reactions = st.builds(
    Reaction,
    st.sampled_from(KINDS),
    severity=st.sampled_from([None, 2.0, 8.0]),
    still_present=st.booleans(),
    spreading=st.booleans(),
)
sessions = st.builds(
    CaseSession,
    days_ago=st.sampled_from([0.0, 1.0, 2.0, 5.0]),
    hours_ago=st.sampled_from([None, 20.0, 47.0, 49.0, 120.0]),
    doses=st.sampled_from([(), HERE, THERE]),
    reactions=st.lists(reactions, max_size=2).map(tuple),
)
signed = st.sampled_from(
    [(), (SignedOverride("retreat_interval", "seen by the surgeon", "A. Demo"),)]
)


def case(*done, overrides=()):
    return Case(1, PROBLEM, sessions=done, overrides=overrides)


def after(kind, **more):
    reaction = Reaction(kind, still_present=True, **more)
    return case(CaseSession(days_ago=5.0, doses=HERE, reactions=(reaction,)))


@given(st.lists(sessions, max_size=3), signed)
def test_what_bars_the_place_is_what_the_screen_holds_of_the_sessions(done, overrides):
    asked = case(*done, overrides=overrides)
    least = LEVELS.index("signed_reason_needed")
    of_sessions = {
        (found.name, found.answer, found.level)
        for found in screen(asked).findings
        if found.item in ("reaction", "retreat_interval")
        and LEVELS.index(found.level) >= least
    }
    rest = rest_of(asked)
    assert {(f.name, f.answer, f.level) for f in rest.bars} == of_sessions
    assert rest.holds == bool(of_sessions)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_gone_bars_nothing_and_what_spreads_bars(kind):
    gone = case(CaseSession(days_ago=5.0, doses=HERE, reactions=(Reaction(kind),)))
    assert not rest_of(gone).holds
    assert rest_of(after(kind, spreading=True)).holds


def test_a_rest_is_counted_to_the_hour_where_the_hour_is_known():
    early = rest_of(case(CaseSession(days_ago=2.0, hours_ago=47.0, doses=HERE)))
    assert early.wait == 3600.0
    assert early.bars[0].answer == "47 h ago"
    assert not rest_of(case(CaseSession(days_ago=1.0, hours_ago=49.0))).holds


def test_a_session_elsewhere_makes_this_place_wait_for_nothing():
    rest = rest_of(case(CaseSession(days_ago=0.0, hours_ago=1.0, doses=THERE)))
    assert (rest.holds, rest.wait) == (False, 0.0)


@pytest.mark.parametrize("kind", ["numbness", "tingling", "weakness", "faintness"])
def test_what_asks_for_a_doctor_does_so_wherever_it_is(kind):
    reaction = Reaction(kind, still_present=True)
    asked = case(CaseSession(days_ago=5.0, doses=THERE, reactions=(reaction,)))
    (found,) = rest_of(asked).findings
    assert found.level == "refer"
    assert found.name.endswith("(Calf, gastrocnemius and soleus, right)")
    assert "refer" in {each.level for each in screen(asked).findings}
    assert plan_of_care(asked).held


def test_a_mark_that_spreads_at_another_place_refers():
    reaction = Reaction("bruise", still_present=True, spreading=True)
    asked = case(CaseSession(days_ago=5.0, doses=THERE, reactions=(reaction,)))
    assert rest_of(asked).findings[0].urgent
    assert plan_of_care(asked).held


@pytest.mark.parametrize("kind", ["bruise", "redness", "soreness", "flare"])
def test_what_only_needs_rest_elsewhere_does_not_hold_this_place(kind):
    reaction = Reaction(kind, still_present=True)
    asked = case(CaseSession(days_ago=5.0, doses=THERE, reactions=(reaction,)))
    assert rest_of(asked).findings == ()


def test_no_session_leaves_the_way_free():
    rest = rest_of(case())
    assert (rest.findings, rest.holds, rest.wait) == ((), False, 0.0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_reaction_is_named_as_people_say_it(kind):
    name = reaction_name(kind)
    assert "_" not in name
    assert name not in ("flare", "other", "petechiae", "skin break")
    assert name in rest_of(after(kind)).findings[0].name


def test_an_unusual_sign_is_told_in_its_own_words():
    found = rest_of(after("other", note="fever since the session")).findings[0]
    assert found.answer == "still there: fever since the session"
