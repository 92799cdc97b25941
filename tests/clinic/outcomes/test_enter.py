from datetime import timedelta

import pytest
from django.utils import timezone

from strigil_clinic.audit.models import AuditEntry
from strigil_clinic.drafts.models import Draft
from strigil_clinic.episodes.loop import loop_of
from strigil_clinic.outcomes.models import OutcomeScore
from strigil_clinic.sessions.since import new_since

TODAY = timezone.localdate().isoformat()


@pytest.fixture
def address(episode) -> str:
    return f"/episodes/{episode.pk}/review/enter/"


def test_the_condition_decides_which_measures_come_first(as_, address):
    page = as_("ana").get(address).content.decode()
    assert page.index('name="value_visa_a"') < page.index('name="value_nprs"')
    assert "0 to 10 points, lower is better" in page
    assert "Total only." in page


def test_scores_are_stored_signed_and_audited(as_, address, ana):
    data = {"measured_on": TODAY, "value_nprs": "6", "value_visa_a": "48"}
    answer = as_("ana").post(address, data)
    assert answer.status_code == 302
    scores = OutcomeScore.objects.all()
    assert {(s.measure_id, s.value) for s in scores} == {
        ("nprs", 6.0),
        ("visa_a", 48.0),
    }
    assert all(s.is_locked and s.signed_by == ana for s in scores)
    assert AuditEntry.objects.filter(action="create", kind="outcomescore").count() == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"value_nprs": "14"}, "runs from 0 to 10; 14 was given"),
        ({"value_visa_a": "-1"}, "runs from 0 to 100; -1 was given"),
        ({"value_nprs": "six"}, "Write a number"),
        ({}, "Enter at least one value"),
        ({"value_psfs": "4"}, "Say of what"),
        ({"other_value": "4"}, "Choose which measure"),
        ({"other_measure": "lefs"}, "Enter the value"),
        ({"value_nprs": "4", "measured_on": "2999-01-01"}, "still to come"),
        (
            {"value_nprs": "4", "measured_on": "1980-05-11", "sure_day": "1980-05-11"},
            "born on 12 May 1980, after this day",
        ),
    ],
)
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(as_, address, data, said):
    sent = {"measured_on": TODAY, "note": "after rest day"} | data
    answer = as_("ana").post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert said in page
    assert "after rest day" in page
    assert not OutcomeScore.objects.exists()


def test_a_value_far_from_the_last_is_asked_about_once(as_, address, scored):
    scored("visa_a", 5, 80)
    data = {"measured_on": TODAY, "value_visa_a": "20"}
    page = as_("ana").post(address, data).content.decode()
    assert "The last value was 80, this one is 20, and higher is better" in page
    assert OutcomeScore.objects.count() == 1
    assert as_("ana").post(address, data | {"sure": "on"}).status_code == 302
    assert OutcomeScore.objects.count() == 2


def test_a_measure_of_another_condition_can_be_taken(as_, address):
    data = {"measured_on": TODAY, "other_measure": "lefs", "other_value": "55"}
    as_("ana").post(address, data)
    assert OutcomeScore.objects.get().measure_id == "lefs"


def test_the_draft_comes_back_and_goes_once_saved(as_, address, episode):
    ana = as_("ana")
    ana.post(f"/drafts/scores-{episode.pk}/", {"value_nprs": "7"})
    assert 'value="7"' in ana.get(address).content.decode()
    ana.post(address, {"measured_on": TODAY, "value_nprs": "7"})
    assert not Draft.objects.exists()


def test_only_those_who_treat_enter(as_, address):
    assert as_("dora").get(address).status_code == 403
    assert as_("dora").post(address, {"value_nprs": "3"}).status_code == 403
    assert as_("cleo").post(address, {"value_nprs": "3"}).status_code == 404


def test_a_score_entered_in_error_no_longer_counts_and_stays(as_, episode, scored):
    score = scored("nprs", 3, 6)
    way = f"/episodes/{episode.pk}/review/scores/{score.pk}/entered-in-error/"
    assert as_("dora").post(way).status_code == 403
    assert as_("cleo").post(way).status_code == 404
    assert as_("ana").post(way).status_code == 302
    assert not OutcomeScore.objects.current().exists()
    assert OutcomeScore.objects.count() == 1


@pytest.fixture
def five(scored) -> OutcomeScore:
    """A pain of 5 today."""
    return scored("nprs", 0, 5)


def values() -> list[tuple[float, str]]:
    """The scores that count, with their notes, in the order they were entered."""
    rows = OutcomeScore.objects.current().order_by("created_at")
    return [(row.value, row.note) for row in rows]


def test_a_second_score_of_a_day_is_asked_about_and_nothing_is_lost(as_, address, five):
    data = {"measured_on": TODAY, "value_nprs": "3", "value_visa_a": "60"}
    page = as_("ana").post(address, data | {"note": "slept well"}).content.decode()
    asked = "There is already a score of 5 for this day. Is the new one a correction?"
    assert asked in page
    assert "Choose one." in page
    for typed in ('value="3"', 'value="60"', 'value="slept well"'):
        assert typed in page
    assert "I looked again" not in page
    assert values() == [(5.0, "")]


def test_a_correction_amends_the_earlier_score_and_keeps_it(
    as_, address, episode, five
):
    data = {"measured_on": TODAY, "value_nprs": "3", "again_value_nprs": str(five.pk)}
    assert as_("ana").post(address, data).status_code == 302
    assert values() == [(3.0, "")]
    five.refresh_from_db()
    assert five.status == "amended"
    assert five.amended_by.value == 3.0
    page = as_("ana").get(f"/episodes/{episode.pk}/review/").content.decode()
    assert "was 5" in page
    entry = AuditEntry.objects.filter(action="create", kind="outcomescore").last()
    assert entry.detail["amends"] == str(five.pk)


def test_a_second_measurement_of_a_day_says_when_it_was(as_, address, five):
    data = {"measured_on": TODAY, "value_nprs": "3", "again_value_nprs": "second"}
    page = as_("ana").post(address, data).content.decode()
    assert "Say when, so that the two can be told apart." in page
    assert values() == [(5.0, "")]
    said = data | {"when_value_nprs": "after treatment"}
    assert as_("ana").post(address, said).status_code == 302
    assert values() == [(5.0, ""), (3.0, "after treatment")]


def test_a_third_score_says_which_of_two_it_corrects(as_, address, five):
    ana, second = as_("ana"), {"again_value_nprs": "second"}
    data = {"measured_on": TODAY, "value_nprs": "3"}
    ana.post(address, data | second | {"when_value_nprs": "after treatment"})
    page = ana.post(address, data | {"value_nprs": "2"}).content.decode()
    assert "already scores of 5 and 3 (after treatment)" in page
    three = OutcomeScore.objects.get(value=3.0)
    answer = {"value_nprs": "2", "again_value_nprs": str(three.pk)}
    ana.post(address, data | answer)
    assert [value for value, _ in values()] == [5.0, 2.0]


def test_a_new_score_may_be_left_out_beside_others_that_are_kept(as_, address, five):
    data = {"measured_on": TODAY, "value_nprs": "3", "again_value_nprs": "leave"}
    as_("ana").post(address, data)
    assert values() == [(5.0, "")]
    as_("ana").post(address, data | {"value_visa_a": "60"})
    assert values() == [(5.0, ""), (60.0, "")]


def test_an_answer_about_another_day_is_not_taken(as_, address, five, scored):
    other = scored("nprs", 3, 7)
    data = {"measured_on": TODAY, "value_nprs": "3", "again_value_nprs": str(other.pk)}
    assert as_("ana").post(address, data).status_code == 200
    assert OutcomeScore.objects.current().count() == 2


def test_another_activity_or_day_is_not_asked_about(as_, address, scored):
    scored("psfs", 0, 4, "running")
    scored("nprs", 1, 5)
    data = {"measured_on": TODAY, "value_psfs": "6", "item_psfs": "stairs"}
    assert as_("ana").post(address, data | {"value_nprs": "4"}).status_code == 302


def test_a_measure_chosen_from_the_others_is_asked_about_too(as_, address, scored):
    lefs = scored("lefs", 0, 50)
    data = {"measured_on": TODAY, "other_measure": "lefs", "other_value": "55"}
    page = as_("ana").post(address, data).content.decode()
    assert "already a score of 50" in page
    as_("ana").post(address, data | {"again_other_value": str(lefs.pk)})
    assert [value for value, _ in values()] == [55.0]


def test_the_day_to_correct_may_be_named_in_the_address(as_, address):
    page = as_("ana").get(address + "?day=2026-02-03").content.decode()
    assert 'value="2026-02-03"' in page
    for wrong in ("yesterday", "2026-02-31"):
        assert as_("ana").get(f"{address}?day={wrong}").status_code == 200


def test_a_day_before_the_problem_began_is_asked_about_once(as_, address, episode):
    began = timezone.localdate() - timedelta(days=90)
    episode.onset_date = began
    episode.save()
    day = (began - timedelta(days=1)).isoformat()
    data = {"measured_on": day, "value_nprs": "4", "note": "from the letter"}
    page = as_("ana").post(address, data).content.decode()
    assert "This is before the problem began, on" in page
    assert "from the letter" in page
    earlier = (began - timedelta(days=400)).isoformat()
    as_("ana").post(address, data | {"sure_day": earlier})
    assert not OutcomeScore.objects.exists(), "the tick was for another day"
    assert as_("ana").post(address, data | {"sure_day": day}).status_code == 302
    assert OutcomeScore.objects.get().measured_on.isoformat() == day


def test_a_day_a_year_before_the_episode_is_asked_about(as_, address, episode):
    for ago, asked in ((366, True), (365, False)):
        day = timezone.localdate(episode.opened_at) - timedelta(days=ago)
        data = {"measured_on": day.isoformat(), "value_nprs": "4"}
        page = as_("ana").post(address, data).content.decode()
        assert ("more than a year before" in page) is asked


def test_a_last_score_of_another_year_shows_its_year(episode, scored):
    scored("nprs", 800, 4)
    said = {part.key: part.said for part in loop_of(episode)}
    year = (timezone.localdate() - timedelta(days=800)).year
    assert said["review"].endswith(f" {year}")


def test_only_what_is_later_than_a_visit_is_new_since_it(episode, scored, sessions):
    for ago, value in ((2000, 4), (9, 5), (8, 6), (0, 7)):  # the visit: eight ago
        scored("nprs", ago, value)
    told = [said for said in new_since(episode, sessions[0]) if "(NPRS)" in said]
    assert [said.rsplit(" ", 1)[1] for said in told] == ["6.", "7."]
