import pytest

from strigil_clinic.actors import DEMO_PASSWORD
from strigil_clinic.audit.models import AuditEntry
from strigil_clinic.people.models import Practitioner

EVA = {
    "name": "Eva Moreau",
    "profession": "osteopath",
    "username": "eva",
    "role": "reads",
    "password1": "seven quiet herons",
    "password2": "seven quiet herons",
}


def page_of(who: Practitioner) -> str:
    return f"/people/{who.pk}/"


def test_the_list_shows_the_own_clinic_only(as_):
    page = as_("ana").get("/people/").content.decode()
    assert "Ben Okafor" in page
    assert "Cleo Lindqvist" not in page


def test_a_manager_adds_someone_to_their_own_clinic(as_, ana):
    assert as_("ana").post("/people/add/", EVA).status_code == 302
    eva = Practitioner.objects.get(username="eva")
    assert (eva.clinic, eva.role) == (ana.clinic, "reads")
    assert eva.check_password(EVA["password1"])
    assert AuditEntry.objects.filter(action="create", object_id=eva.pk).exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"username": "ben"}, "logs in with this name already"),
        ({"password1": "short", "password2": "short"}, "12 characters"),
        ({"role": "rules"}, "those that are offered"),
    ],
)
def test_what_does_not_do_is_told_and_adds_nobody(as_, wrong, said):
    assert said in as_("ana").post("/people/add/", EVA | wrong).content.decode()
    assert Practitioner.objects.count() == 4


def test_a_role_is_set_with_ones_own_password(as_, actors):
    ana, ben = as_("ana"), actors["ben"]
    without = ana.post(page_of(ben), {"role": "reads", "password": "wrong"})
    assert b"not the password" in without.content
    ana.post(page_of(ben), {"role": "reads", "password": DEMO_PASSWORD})
    ben.refresh_from_db()
    assert ben.role == "reads"
    entry = AuditEntry.objects.get(action="change")
    assert entry.detail == {"role": ["treats", "reads"]}
    assert as_("ben").get("/patients/new/").status_code == 403


def test_a_closed_account_is_out_at_once_and_can_be_opened_again(as_, actors):
    ana, ben, there = as_("ana"), actors["ben"], as_("ben")
    assert there.get("/patients/").status_code == 200
    ana.post(page_of(ben) + "account/")
    assert there.get("/patients/").status_code == 302
    ben.refresh_from_db()
    assert not ben.is_active
    page = ana.get("/people/").content.decode()
    assert f'action="{page_of(ben)}account/"' in page, "it can be undone"
    ana.post(page_of(ben) + "account/")
    ben.refresh_from_db()
    assert ben.is_active


def test_a_manager_can_not_shut_out_themselves(as_, ana):
    browser = as_("ana")
    browser.post(page_of(ana) + "account/")
    browser.post(page_of(ana), {"role": "reads", "password": DEMO_PASSWORD})
    ana.refresh_from_db()
    assert (ana.is_active, ana.role) == (True, "admin")


@pytest.mark.parametrize("who", ["ben", "dora"])
def test_only_a_manager_gets_there_and_sees_the_way(as_, actors, who):
    browser = as_(who)
    assert b'href="/people/"' not in browser.get("/patients/").content
    for address in ("/people/", "/people/add/", page_of(actors["ana"])):
        assert browser.get(address).status_code == 403
    assert browser.post("/people/add/", EVA).status_code == 403
    assert browser.post(page_of(actors["ana"]) + "account/").status_code == 403
    assert Practitioner.objects.filter(is_active=True).count() == 4


def test_the_people_of_another_clinic_are_not_found(as_, actors):
    ana, cleo = as_("ana"), actors["cleo"]
    assert ana.get(page_of(cleo)).status_code == 404
    assert ana.post(page_of(cleo) + "account/").status_code == 404


NEW = {"new_password1": "seven quiet herons", "new_password2": "seven quiet herons"}


def test_a_colleague_who_forgot_gets_a_new_password(as_, actors):
    ana, ben, there = as_("ana"), actors["ben"], as_("ben")
    assert ana.post(page_of(ben) + "password/", NEW).status_code == 200
    wrong = ana.post(page_of(ben) + "password/", NEW | {"password": "wrong"})
    assert b"not the password" in wrong.content
    assert there.get("/patients/").status_code == 200
    ana.post(page_of(ben) + "password/", NEW | {"password": DEMO_PASSWORD})
    ben.refresh_from_db()
    assert ben.check_password(NEW["new_password1"])
    assert there.get("/patients/").status_code == 302, "logged out everywhere"
    entry = AuditEntry.objects.get(action="change")
    assert entry.detail == {"fields": ["password"]}


def test_a_colleagues_password_follows_the_rules_too(as_, actors):
    short = {"new_password1": "short", "new_password2": "short"}
    sent = short | {"password": DEMO_PASSWORD}
    page = as_("ana").post(page_of(actors["ben"]) + "password/", sent)
    assert b"12 characters" in page.content
    assert as_("ben").post(page_of(actors["ana"]) + "password/", NEW).status_code == 403


def test_ones_own_password_is_changed_with_the_old_one(as_, ana):
    answer = as_("ana").post(page_of(ana) + "password/", NEW)
    assert answer["Location"] == "/password/"
