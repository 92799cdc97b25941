"""No story of the demo contradicts itself: dates, stage, scores, what was allowed."""

from itertools import pairwise

import pytest

from strigil.catalogue import Condition, OutcomeMeasure, limit, one_of
from strigil.planning.stage import stages_after
from strigil.units import to_si
from strigil_clinic.demo import read_stories
from strigil_clinic.demo.story import Story

STORIES = read_stories().episodes
PAIN = range(11)


@pytest.fixture(params=STORIES, ids=lambda story: story.key)
def story(request: pytest.FixtureRequest) -> Story:
    return request.param


def test_the_stage_fits_the_day_the_problem_began(story):
    condition = one_of(Condition, story.condition)
    days = story.began_days_ago - story.opened_days_ago
    assert story.stage in stages_after(condition, to_si(days, "d"))


def test_days_come_one_after_the_other(story):
    last = story.closed_days_ago or story.withdrawn_days_ago or 0
    visits = [visit.days_ago for visit in story.visits]
    assert story.began_days_ago >= story.opened_days_ago
    assert visits == sorted(visits, reverse=True)
    for day in (*visits, *(d for scored in story.scores for d in scored.days_ago)):
        assert story.opened_days_ago >= day >= last


def test_nobody_is_treated_without_an_accepted_plan_and_consent(story):
    if story.visits:
        assert story.plan == "accepted"
        assert story.consent != "none"
        assert story.screened


def test_visits_leave_the_time_between_them_that_the_plan_asks_for(story):
    rest = limit("retreat_interval") / to_si(1.0, "d")
    for earlier, later in pairwise(story.visits):
        assert earlier.days_ago - later.days_ago >= rest


def test_a_bruise_is_gone_before_the_place_is_treated_again(story):
    for earlier, later in pairwise(story.visits):
        if any(told.bruise != "none" for told in earlier.reactions):
            gone = [t.gone_after_days for t in earlier.reactions if t.gone_after_days]
            assert gone, "a bruise that nobody saw go"
            assert earlier.days_ago - gone[-1] >= later.days_ago


def test_no_reaction_is_told_before_its_day_has_come(story):
    for visit in story.visits:
        days = [told.day for told in visit.reactions]
        assert days == sorted(set(days))
        for told in visit.reactions:
            assert told.day <= visit.days_ago
            assert told.soreness in PAIN
            assert told.gone_after_days is None or told.gone_after_days <= told.day


def test_scores_lie_on_their_scale_and_belong_to_the_condition(story):
    mine = {*one_of(Condition, story.condition).outcome_measures, "groc"}
    for scored in story.scores:
        measure = one_of(OutcomeMeasure, scored.measure)
        assert scored.measure in mine
        assert len(scored.days_ago) == len(scored.values)
        assert list(scored.days_ago) == sorted(scored.days_ago, reverse=True)
        for value in scored.values:
            assert measure.minimum <= value <= measure.maximum


def test_pain_while_treated_stays_at_or_under_the_worst_that_was_told(story):
    told = story.assessment
    for visit in story.visits:
        assert told is not None
        assert set(visit.pain) | set(visit.sign) <= set(PAIN)
        assert max(visit.pain) <= told.worst_pain
        assert max(visit.sign) <= told.worst_pain


def test_what_the_assessment_found_lies_on_its_scales(story):
    if story.assessment is not None:
        assert story.assessment.resting_pain <= story.assessment.worst_pain
        assert story.assessment.sign_pain <= story.assessment.worst_pain
        assert all(0 <= felt.grade <= 3 for felt in story.assessment.findings)
