"""What to do next; never more force."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strigil.planning import plan_of_care, revise, screen, trend_of
from strigil.treatment import (
    FORCE_WORDS,
    Answer,
    Case,
    CaseOutcome,
    CaseSession,
    ForceBand,
    GivenDose,
    History,
    InstrumentsAtHand,
    Problem,
    Reaction,
    RecordedStrokes,
)

PROBLEM = Problem(
    "achilles_tendinopathy",
    "achilles_midportion",
    "left",
    onset_days=200.0,
    irritability="low",
    resting_pain=1.0,
)
EDGES = ("multi_curve_small.concave", "titanium_blade.concave", "pencil_hook.tip")


def case(sessions=1, outcomes=(), word="moderate", **changes):
    done = tuple(
        CaseSession(
            days_ago=4.0 + 3.0 * i,
            doses=(GivenDose("achilles_midportion", "left", EDGES[0], word=word),),
            **changes,
        )
        for i in range(sessions)
    )
    return Case(
        1,
        PROBLEM,
        history=History(others="no"),
        instruments=InstrumentsAtHand(EDGES, "oil"),
        sessions=done,
        outcomes=outcomes,
    )


def values(measure, first, last):
    return (CaseOutcome(measure, first, 20.0), CaseOutcome(measure, last, 0.0))


def words(plan):
    return {step.force_band.word for step in plan.steps if step.force_band}


def test_before_the_first_session_it_starts():
    assert revise(case(0)).decision == "start"


@pytest.mark.parametrize(
    ("item", "decision"),
    [("open_wound", "wait"), ("anticoagulant", "start"), ("malignancy", "refer")],
)
def test_start_is_said_only_where_the_screen_lets_a_session_begin(item, decision):
    asked = replace(case(0), history=History({item: Answer("yes")}, others="no"))
    revision = revise(asked)
    assert revision.decision == decision
    assert (decision == "start") == screen(asked).treatable
    assert bool(revision.because) == (decision != "start")


def test_an_important_gain_holds_the_dose():
    assert revise(case(2, values("visa_a", 50.0, 75.0))).decision == "hold"


def test_a_gain_smaller_than_can_be_detected_is_no_gain():
    assert trend_of(case(4, values("nprs", 5.0, 4.0)), "nprs").verdict == "same"


def test_no_response_after_four_sessions_changes_kind_not_force():
    asked = case(4, values("visa_a", 50.0, 52.0))
    revision = revise(asked)
    assert revision.decision == "progress_in_kind"
    assert "Leave the force as it is" in revision.change
    assert words(plan_of_care(asked)) <= {"light", "moderate"}


def test_progress_in_kind_takes_another_edge_where_one_fits():
    plan = plan_of_care(case(4, values("visa_a", 50.0, 52.0)))
    assert EDGES[0] not in {step.edge for step in plan.steps}


def test_no_response_after_eight_sessions_ends_it():
    asked = case(8, values("visa_a", 50.0, 52.0))
    assert revise(asked).decision == "stop"
    assert plan_of_care(asked).steps == ()


def test_worse_goes_down_and_worse_after_four_ends_it():
    assert revise(case(2, values("visa_a", 60.0, 40.0))).decision == "down"
    assert revise(case(4, values("visa_a", 60.0, 40.0))).decision == "stop"


@pytest.mark.parametrize(
    "reaction",
    [
        Reaction("soreness", lasted_hours=72.0),
        Reaction("soreness", severity=6.0),
        Reaction("swelling"),
        Reaction("tingling"),
    ],
)
def test_more_than_the_usual_reaction_goes_down_one_word(reaction):
    asked = case(reactions=(reaction,))
    assert revise(asked).decision == "down"
    assert words(plan_of_care(asked)) == {"light"}


def test_too_much_without_a_word_noted_goes_down_to_light():
    asked = case(word=None, reactions=(Reaction("soreness", severity=6.0),))
    assert words(plan_of_care(asked)) == {"light"}


@pytest.mark.parametrize(
    "reaction", [Reaction("redness", lasted_hours=5.0), Reaction("soreness", 2.0, 20.0)]
)
def test_the_usual_reaction_holds(reaction):
    assert revise(case(reactions=(reaction,))).decision == "hold"


def test_a_session_that_was_stopped_goes_down():
    assert revise(case(stopped_because="tingling")).decision == "down"


@pytest.mark.parametrize("word", FORCE_WORDS)
@pytest.mark.parametrize("last", [10.0, 50.0, 52.0, 90.0])
@pytest.mark.parametrize("sessions", [1, 4, 8])
def test_no_outcome_ever_makes_the_next_session_firmer(word, last, sessions):
    plan = plan_of_care(case(sessions, values("visa_a", 50.0, last), word=word))
    allowed = FORCE_WORDS[: FORCE_WORDS.index(word) + 1]
    assert words(plan) <= set(allowed)


def test_no_source_file_of_planning_asks_for_force():
    import strigil.planning

    folder = Path(strigil.planning.__file__).parent
    for file in folder.glob("*.py"):
        text = file.read_text("utf-8").lower()
        assert "press harder" not in text
        assert "increase the force" not in text


@pytest.mark.parametrize(
    ("measure", "first", "last", "said"),
    [
        ("visa_a", 50.0, 67.0, "improved by 17 points"),
        ("nprs", 5.0, 4.0, "improved by 1 point"),
        ("heel_raise", 12.0, 19.0, "improved by 7 raises"),
        ("heel_raise", 12.0, 13.0, "improved by 1 raise"),
        ("lunge", 8.0, 10.5, "improved by 2.5 cm"),
        ("lunge", 8.0, 7.0, "worse by 1 cm"),
        ("spadi", 40.0, 52.5, "worse by 12.5 points"),
        ("nprs", 5.0, 5.0, "no change"),
    ],
)
def test_a_change_is_said_in_the_words_of_its_unit(measure, first, last, said):
    assert trend_of(case(2, values(measure, first, last)), measure).change_said == said


def test_one_value_has_no_change_to_say():
    one = (CaseOutcome("visa_a", 50.0, 0.0),)
    assert trend_of(case(2, one), "visa_a").change_said == ""


def test_the_reason_says_the_change_and_what_would_be_important():
    revision = revise(case(2, values("visa_a", 50.0, 67.0)))
    numbers = [reason.number for reason in revision.because]
    assert numbers == ["improved by 17 points, important from 7"]


def test_a_rating_of_change_counts_from_no_change_and_not_from_the_first_rating():
    trend = trend_of(case(2, values("groc", 5.0, 4.0)), "groc")
    assert trend.verdict == "better"
    assert trend.change_said == "improved by 4 points"


def test_a_change_is_held_to_those_who_have_the_condition_and_begin_alike():
    neck = case(2, values("nprs", 6.0, 4.1))
    at_neck = replace(neck, problem=replace(neck.problem, condition="neck_pain"))
    assert trend_of(neck, "nprs").verdict == "better"
    assert trend_of(at_neck, "nprs").important == 2.0
    assert trend_of(at_neck, "nprs").verdict == "same"


def recorded(*forces, **more):
    band = ForceBand("light", 1.5, 3.0)
    return (RecordedStrokes("light", mean_force=forces, band=band, **more),)


def test_strokes_above_the_cap_go_down_and_say_how_many():
    revision = revise(case(recorded=recorded(2.0, 4.0, 5.0, capped=True)))
    assert revision.decision == "down"
    assert "2 of 3 whole recorded strokes were above the screen's cap" in str(
        revision.because[0]
    )
    assert "light: up to 3.0 N" in revision.because[0].number
    assert "on a scale" in revision.change


def test_strokes_within_the_word_and_no_recording_give_no_such_reason():
    for inside in ((), recorded(2.0, 2.5)):
        revision = revise(case(recorded=inside))
        assert revision.decision == "hold"
        assert not any("strokes" in reason.rule for reason in revision.because)


def test_only_the_last_session_s_strokes_are_asked_about():
    asked = case(2)
    early = replace(asked.sessions[-1], recorded=recorded(9.0))
    asked = replace(asked, sessions=(asked.sessions[0], early))
    assert revise(asked).decision == "hold"


STRICTER = ("start", "hold", "progress_in_kind", "down", "stop", "refer")


@given(
    sessions=st.sampled_from([1, 4, 8]),
    last=st.sampled_from([10.0, 52.0, 90.0]),
    above=st.integers(0, 20),
    more=st.integers(0, 20),
)
def test_more_strokes_above_the_cap_never_give_a_weaker_step(
    sessions, last, above, more
):
    scores = values("visa_a", 50.0, last)

    def step(count):
        forces = [4.0] * count + [2.0] * (40 - count)
        asked = case(sessions, scores, recorded=recorded(*forces))
        return STRICTER.index(revise(asked).decision)

    assert step(above + more) >= step(above)


@pytest.mark.parametrize("word", FORCE_WORDS)
def test_strokes_above_never_make_the_next_session_firmer(word):
    calm = words(plan_of_care(case(word=word, recorded=recorded(2.0))))
    firm = words(plan_of_care(case(word=word, recorded=recorded(9.0))))
    assert firm <= calm
