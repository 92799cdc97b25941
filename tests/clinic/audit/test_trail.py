import pytest
from django.db import DatabaseError, connection
from django.test import RequestFactory

from strigil_clinic.audit.models import AuditAction, AuditEntry
from strigil_clinic.audit.trail import FIRST_SEAL, record, verify_chain


@pytest.fixture
def three_entries(ana, patient):
    request = RequestFactory().get("/")
    request.user = ana
    return [record(request, AuditAction.READ, patient, page=n) for n in range(3)]


def test_each_entry_is_sealed_to_the_one_before(three_entries):
    first, second, third = three_entries
    assert first.previous == FIRST_SEAL
    assert second.previous == first.seal
    assert third.previous == second.seal
    assert verify_chain() is None


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_auditentry SET actor_name = 'nobody'",
        "DELETE FROM audit_auditentry",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(three_entries, sql):
    with pytest.raises(DatabaseError, match="append-only"):
        connection.cursor().execute(sql)


@pytest.mark.parametrize("column", ["actor_name", "action", "detail", "patient_id"])
def test_a_change_behind_the_back_of_the_database_is_found(three_entries, column):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER audit_auditentry_no_UPDATE")
        number = three_entries[1].number
        cursor.execute(
            f"UPDATE audit_auditentry SET {column} = '\"x\"' WHERE number = %s",  # noqa: S608  # columns from above
            [number],
        )
    assert verify_chain() == number


def test_a_removed_entry_is_found(three_entries):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER audit_auditentry_no_DELETE")
        cursor.execute(
            "DELETE FROM audit_auditentry WHERE number = %s", [three_entries[1].number]
        )
    assert verify_chain() == three_entries[2].number


def test_an_entry_knows_the_patient_of_what_was_read(ana, episode):
    request = RequestFactory().get("/")
    request.user = ana
    entry = record(request, AuditAction.READ, episode)
    assert entry.patient_id == str(episode.patient_id)
    assert AuditEntry.objects.get().actor_name == "Ana Ferreira"
