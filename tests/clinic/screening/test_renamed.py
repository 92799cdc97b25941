"""Answers kept under the name that a hands-on test has too."""

from importlib import import_module

from django.apps import apps
from django.db import connection

from strigil_clinic.drafts.models import Draft
from strigil_clinic.screening.models import ScreeningRecord

MOVE = import_module("strigil_clinic.screening.migrations.0002_one_name_one_thing")


def kept(episode, ana, answer, missing):
    return ScreeningRecord.objects.create(
        episode=episode,
        created_by=ana,
        moment="first",
        decision="refer",
        answers={"dvt_signs": {"answer": answer, "note": "right"}},
        findings=[{"item": "dvt_signs", "name": "Signs"}, {"item": "fever"}],
        missing=missing,
    )


def test_an_answer_keeps_what_was_said_under_the_questions_own_name(episode, ana):
    row = kept(episode, ana, "yes", ["calf_squeeze", "dvt_signs"])
    MOVE.forwards(apps, connection)
    row.refresh_from_db()
    assert row.answers == {"swollen_limb": {"answer": "yes", "note": "right"}}
    assert [found["item"] for found in row.findings] == ["swollen_limb", "fever"]
    assert row.missing == ["calf_squeeze", "dvt_signs"], "the test keeps its name"


def test_what_nobody_knew_stays_open_and_the_way_back_is_the_same(episode, ana):
    row = kept(episode, ana, "unsure", ["dvt_signs"])
    MOVE.forwards(apps, connection)
    row.refresh_from_db()
    assert row.missing == ["swollen_limb"]
    MOVE.backwards(apps, connection)
    row.refresh_from_db()
    assert (row.missing, list(row.answers)) == (["dvt_signs"], ["dvt_signs"])


def test_what_is_being_typed_follows_too(ana):
    sent = {"dvt_signs": ["yes"], "dvt_signs__note": ["calf"], "with_others": ["fever"]}
    draft = Draft.objects.create(owner=ana, form_key="screen-1", data=sent)
    MOVE.forwards(apps, connection)
    draft.refresh_from_db()
    assert draft.data["swollen_limb__note"] == ["calf"]
    assert "dvt_signs" not in draft.data
