import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from strigil_clinic.assessments.models import Assessment, Finding
from strigil_clinic.episodes.models import Visit
from strigil_clinic.outcomes.models import OutcomeScore
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.records import RecordLockedError, RecordStatus
from strigil_clinic.sessions.models import Session, SessionEvent


@pytest.fixture
def score(ana, episode) -> OutcomeScore:
    return OutcomeScore.objects.create(
        episode=episode, measure_id="nprs", value=6, created_by=ana
    )


def test_a_draft_may_change_until_it_is_signed(ana, score):
    score.value = 5
    score.save()
    score.sign(ana)
    score.value = 4
    with pytest.raises(RecordLockedError):
        score.save()
    assert OutcomeScore.objects.get().value == 5


def test_a_signed_record_cannot_be_deleted_nor_changed_in_bulk(ana, score):
    score.sign(ana)
    with pytest.raises(RecordLockedError):
        score.delete()
    with pytest.raises(RecordLockedError):
        OutcomeScore.objects.update(value=1)
    with pytest.raises(RecordLockedError):
        OutcomeScore.objects.all().delete()


def test_an_amendment_is_a_new_row_and_the_old_one_stays(ana, episode, score):
    score.sign(ana)
    new = OutcomeScore.objects.create(
        episode=episode, measure_id="nprs", value=3, created_by=ana, amends=score
    )
    new.sign(ana)
    score.refresh_from_db()
    assert score.status == RecordStatus.AMENDED
    assert score.value == 6
    assert list(OutcomeScore.objects.current()) == [new]


def test_what_was_entered_in_error_no_longer_counts(ana, score):
    score.sign(ana)
    score.mark_entered_in_error()
    assert not OutcomeScore.objects.current().exists()
    assert OutcomeScore.objects.count() == 1


def test_a_finding_is_locked_with_its_assessment(ana, episode):
    assessment = Assessment.objects.create(episode=episode, created_by=ana)
    finding = Finding.objects.create(
        assessment=assessment, region="calves", side="left", texture="taut", grade=2
    )
    assessment.sign(ana)
    finding.grade = 3
    with pytest.raises(RecordLockedError):
        finding.save()


def test_an_event_of_a_session_is_stored_once_and_for_ever(ana, episode):
    visit = Visit.objects.create(episode=episode, number=1, practitioner=ana)
    plan = PlanOfCare.objects.create(episode=episode, created_by=ana)
    session = Session.objects.create(
        visit=visit, plan=plan, plan_snapshot={}, practitioner=ana, created_by=ana
    )
    sent = {
        "session": session,
        "client_id": session.pk,
        "defaults": {
            "kind": "pain",
            "pain": 3,
            "monotonic": 12.5,
            "happened_at": timezone.now(),
            "entered_by": ana,
        },
    }
    first, made = SessionEvent.objects.get_or_create(**sent)
    again, made_again = SessionEvent.objects.get_or_create(**sent)
    assert (made, made_again) == (True, False)
    assert again == first
    with pytest.raises(DatabaseError, match="append-only"):
        connection.cursor().execute("UPDATE treat_sessionevent SET pain = 0")
