import pytest
from django.utils import timezone

from strigil_clinic.audit.models import AuditEntry
from strigil_clinic.drafts.models import Draft
from strigil_clinic.outcomes.models import OutcomeScore

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
        ({"value_nprs": "six"}, "Enter a number"),
        ({}, "Enter at least one value"),
        ({"value_psfs": "4"}, "Say of what"),
        ({"other_value": "4"}, "Choose which measure"),
        ({"other_measure": "lefs"}, "Enter the value"),
        ({"value_nprs": "4", "measured_on": "2999-01-01"}, "still to come"),
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
