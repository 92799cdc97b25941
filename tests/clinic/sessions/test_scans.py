"""What a recording found stands beside its session, never as more than it is."""

import pytest

from strigil_clinic.recordings.models import Recording

FOUND = "24 to 42 mm along the way: 23 % softer than around it."
NONE = "Nothing found in 10 strokes."
BLIND = "Whether a place differs cannot be said: force alone gives no stiffness."
RATE = "At most 5 of 100 scans over tissue in which nothing differs raise an alarm."


@pytest.fixture
def recorded(ana, episode, session):
    def add(verdict: str, said: str, number: int = 1) -> Recording:
        alarm = "" if verdict == "cannot say" else RATE
        return Recording.objects.create(
            episode=episode,
            session=session,
            file_name=f"{number}.parquet",
            sha256="0",
            size=1,
            original_name=f"{number}.parquet",
            uploaded_by=ana,
            analysis={"scan": {"verdict": verdict, "said": said, "alarm_said": alarm}},
        )

    return add


def pages(client, session):
    for part in ("finish/", "record/"):
        yield client.get(f"/sessions/{session.pk}/{part}").content.decode()


def test_a_place_that_differs_is_told_with_its_rate_and_is_no_diagnosis(
    as_, session, recorded
):
    row = recorded("found", FOUND)
    for page in pages(as_("ana"), session):
        assert FOUND in page
        assert RATE in page
        assert "no diagnosis" in page
        assert f"/recordings/{row.pk}/" in page


def test_nothing_found_is_told_as_an_answer(as_, session, recorded):
    recorded("nothing found", NONE)
    for page in pages(as_("ana"), session):
        assert NONE in page
        assert RATE in page
        assert "no diagnosis" not in page


def test_what_cannot_be_said_is_told_once_and_only_where_nothing_was_tested(
    as_, session, recorded
):
    recorded("cannot say", BLIND)
    recorded("cannot say", BLIND, number=2)
    for page in pages(as_("ana"), session):
        assert page.count(BLIND) == 1
    recorded("nothing found", NONE, number=3)
    for page in pages(as_("ana"), session):
        assert BLIND not in page
        assert NONE in page


def test_without_a_recording_nothing_is_said_of_a_scan(as_, session):
    for page in pages(as_("ana"), session):
        assert "Scan with the instrument" not in page


def test_the_guided_session_shows_it_in_its_scan_step(as_, session, recorded):
    recorded("found", FOUND)
    page = as_("ana").get(f"/sessions/{session.pk}/").content.decode()
    assert page.count(FOUND) == 1
    before, after = page.split(FOUND)
    assert "Scan" in before[before.rindex("<article") :]
    assert after.index("</article>") < after.index("<article")


def test_a_recording_of_before_the_scans_changes_nothing(as_, session, recorded):
    row = recorded("found", FOUND)
    row.analysis = {}
    row.save()
    for page in pages(as_("ana"), session):
        assert "Scan with the instrument" not in page


def test_the_record_says_where_the_dose_went_and_that_a_model_says_so(
    as_, session, recorded
):
    row = recorded("nothing found", NONE)
    row.analysis |= {"map": {"said": ["Most went to a place 12 mm along."]}}
    row.save()
    page = as_("ana").get(f"/sessions/{session.pk}/record/").content.decode()
    assert "Most went to a place 12 mm along." in page
    assert "not calibrated; more of it is not better" in page
    assert f"/recordings/{row.pk}/#dose-map-title" in page
