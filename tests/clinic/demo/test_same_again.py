"""The demo is the same each time: same ids, same numbers, same days."""

from dataclasses import replace
from typing import Any

import pytest
from django.core import serializers
from django.db import transaction

from strigil_clinic.assessments.models import Assessment, Finding
from strigil_clinic.calibrations.models import ForceCalibration
from strigil_clinic.consent.models import Consent
from strigil_clinic.demo import DemoRefusedError, load_demo, read_stories
from strigil_clinic.episodes.models import Episode, Visit
from strigil_clinic.outcomes.models import OutcomeScore
from strigil_clinic.patients.models import Patient
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.reactions.models import Reaction
from strigil_clinic.recordings.models import Recording
from strigil_clinic.screening.models import ScreeningRecord
from strigil_clinic.sessions.models import Session, SessionEvent

SAME = (
    Patient,
    Episode,
    Visit,
    Consent,
    ScreeningRecord,
    Assessment,
    Finding,
    PlanOfCare,
    ForceCalibration,
    Session,
    SessionEvent,
    Recording,
    OutcomeScore,
    Reaction,
)
PEOPLE = {  # their ids and passwords are made anew
    "clinic",
    "created_by",
    "entered_by",
    "opened_by",
    "practitioner",
    "signed_by",
    "uploaded_by",
}


@pytest.fixture
def two_stories(stories):
    chosen = [story for story in stories.episodes if story.key in ("ada", "jonas")]
    return replace(stories, episodes=tuple(chosen))


def dump() -> list[dict[str, Any]]:
    """Return every row as plain data, without what is made anew."""
    rows = (
        row
        for model in SAME
        for row in serializers.serialize("python", model.objects.order_by("pk"))
    )
    return [{"pk": row["pk"], **without_people(row["fields"])} for row in rows]


def without_people(fields: dict[str, Any]) -> dict[str, Any]:
    """Leave out who did it: practitioners get new ids at each load."""
    kept = {name: value for name, value in fields.items() if name not in PEOPLE}
    if isinstance(kept.get("detail"), dict):
        kept["detail"] = {k: v for k, v in kept["detail"].items() if k != "by_id"}
    return kept


def once(now, stories) -> list[dict[str, Any]]:
    """Load, dump, and take it all back."""
    with transaction.atomic():
        load_demo(now=now, stories=stories)
        rows = dump()
        transaction.set_rollback(True)
    return rows


def test_two_loads_give_the_same_rows(db, at, two_stories):
    first, second = once(at, two_stories), once(at, two_stories)
    assert len(first) > 300
    assert first == second


def test_a_story_that_treats_against_its_screen_does_not_load(db, at, two_stories):
    ada = next(story for story in two_stories.episodes if story.key == "ada")
    hugo = next(s for s in read_stories().episodes if s.key == "hugo")
    bad = replace(ada, yes=hugo.yes)
    with pytest.raises(DemoRefusedError, match="the screen says refer"):
        load_demo(now=at, stories=replace(two_stories, episodes=(bad,)))


def test_a_load_tells_how_far_it_is(db, at, two_stories):
    told: list[float] = []
    load_demo(now=at, stories=two_stories, tell=told.append)
    assert told == [0.5, 1.0]
