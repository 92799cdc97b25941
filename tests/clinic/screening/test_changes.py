"""Each decision says what would change it, and where that is done."""

from datetime import date

import pytest
from django.urls import reverse

from strigil.planning import screen
from strigil.treatment import RULES_OF_STATE
from strigil_clinic.episodes.science import case_of
from strigil_clinic.screening.changes import BY_RECORD, changes_of
from strigil_clinic.screening.shown import sentence_of

FOUND = {
    "item": "fever",
    "override": "never",
    "level": "blocked",
    "consequence": "block",
    "lifted_by": "",
}


def ways(**changes) -> list[str]:
    return [way.text for way in changes_of(FOUND | changes, date(2026, 11, 23))]


def test_what_nothing_lifts_says_so():
    assert ways() == ["Nothing lifts this while it is so; no reason can be signed."]


def test_what_is_lifted_or_over_asks_for_nothing():
    assert ways(lifted_by="A. D.: agreed") == []
    assert ways(consequence="none", level="clear") == []


def test_a_clock_counts_from_the_day_of_the_answers():
    told = {"item": "incision", "override": "signed_reason", "wait_days": 8.0}
    assert ways(**told)[0] == "Time: screen again from 1 December 2026."
    told["wait_days"] = None
    assert ways(**told)[0].startswith("The time: say when it was")


@pytest.mark.parametrize("item", sorted(set(RULES_OF_STATE) - {"age"}))
def test_what_the_record_brings_names_the_page_where_it_is_changed(item, episode):
    page = BY_RECORD[item][1]
    assert ways(item=item)[0] == BY_RECORD[item][0]
    assert not page or reverse(page, args=[episode.pk])


def test_a_fresh_injury_leads_to_the_day_it_began(episode):
    episode.stage = "acute"
    [stage] = [
        f.as_json()
        for f in screen(case_of(episode)).findings
        if f.item == "healing_stage"
    ]
    assert "episodes:correct" in [way.page for way in changes_of(stage)]


def test_a_block_beside_a_referral_does_not_hide_it():
    refer = FOUND | {"item": "dvt", "level": "refer", "consequence": "refer"}
    assert sentence_of("blocked", [FOUND, refer]) == (
        "No treatment: send the patient on."
    )
    assert sentence_of("blocked", [FOUND]) == "No treatment today."
