import pytest

from strigil_clinic.actors import DEMO_PASSWORD
from strigil_clinic.audit.models import AuditEntry
from strigil_clinic.people.models import Practitioner

ADDRESS = "/password/"
NEW = "seven quiet herons"


def sent(**changes: str) -> dict[str, str]:
    both = {"new_password1": NEW, "new_password2": NEW}
    return {"old_password": DEMO_PASSWORD} | both | changes


@pytest.mark.parametrize("who", ["ana", "dora"])
def test_everyone_changes_their_own_and_stays_logged_in(as_, who):
    browser, elsewhere = as_(who), as_(who)
    assert browser.post(ADDRESS, sent()).status_code == 302
    assert Practitioner.objects.get(username=who).check_password(NEW)
    assert browser.get("/patients/").status_code == 200
    assert elsewhere.get("/patients/").status_code == 302, "logged out elsewhere"


def test_it_is_in_the_audit_trail_without_the_password(as_):
    as_("ana").post(ADDRESS, sent())
    entry = AuditEntry.objects.get(action="change")
    assert (entry.kind, entry.detail) == ("practitioner", {"fields": ["password"]})


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"old_password": "wrong"}, "not your password"),
        ({"new_password2": "other"}, "another one than above"),
        ({"new_password1": "short", "new_password2": "short"}, "12 characters"),
        (
            {"new_password1": "2718281828459", "new_password2": "2718281828459"},
            "numeric",
        ),
        ({"new_password1": "ana ferreira", "new_password2": "ana ferreira"}, "similar"),
    ],
)
def test_what_does_not_do_is_told_and_changes_nothing(as_, wrong, said):
    assert said in as_("ana").post(ADDRESS, sent(**wrong)).content.decode()
    assert Practitioner.objects.get(username="ana").check_password(DEMO_PASSWORD)


def test_guessing_the_old_password_ends_after_five(as_):
    ana = as_("ana")
    for _ in range(5):
        answer = ana.post(ADDRESS, sent() | {"old_password": "wrong"})
    assert answer.status_code == 429


def test_no_page_gives_a_password_back(as_):
    page = as_("ana").post(ADDRESS, sent(new_password2="other")).content.decode()
    assert NEW not in page
    assert DEMO_PASSWORD not in page
