import re

from django.test import Client
from django.urls import reverse

from strigil_clinic.actors import DEMO_PASSWORD
from strigil_clinic.audit.models import AuditEntry
from strigil_clinic.people.models import Clinic

LOG_IN = "/log-in/"


def enter(client: Client, password: str = DEMO_PASSWORD, **more: str):
    return client.post(LOG_IN, {"username": "ana", "password": password, **more})


def test_the_right_password_leads_to_the_patients(client, actors):
    answer = enter(client)
    assert answer["Location"] == reverse("patients:list")
    assert client.get(answer["Location"]).status_code == 200


def test_after_log_in_one_is_where_one_wanted_to_go(client, actors):
    assert enter(client, next="/patients/new/")["Location"] == "/patients/new/"


def test_nobody_is_sent_to_another_site(client, actors):
    assert enter(client, next="https://example.com/")["Location"] == "/patients/"


def test_a_wrong_password_says_so_once_at_the_top(client, actors):
    answer = enter(client, "wrong")
    assert answer.status_code == 200
    assert b"do not belong together" in answer.content
    assert b'role="alert"' in answer.content


def test_five_failures_lock_the_name_even_for_the_right_password(client, actors):
    for _ in range(5):
        answer = enter(client, "wrong")
    assert answer.status_code == 429
    assert enter(client).status_code == 429
    assert not client.session.get("_auth_user_id")


def test_the_first_page_says_what_strigil_is_not(client, actors):
    assert b"not a medical device" in client.get(LOG_IN).content


def test_demo_people_are_named_only_with_demo_data(client, actors):
    assert DEMO_PASSWORD.encode() not in client.get(LOG_IN).content
    Clinic.objects.update(is_demo=True)
    page = client.get(LOG_IN).content.decode()
    assert DEMO_PASSWORD in page
    assert re.findall(r"<b>(\w+) ", page) == ["Ana", "Ben", "Cleo", "Dora"]


def test_log_ins_and_failures_are_in_the_audit_trail(client, actors):
    enter(client, "wrong")
    enter(client)
    entries = AuditEntry.objects.filter(action__startswith="log_in")
    assert [entry.action for entry in entries] == ["log_in_failed", "log_in"]


def test_log_out_ends_the_session(as_):
    ana = as_("ana")
    assert ana.get("/log-out/").status_code == 405
    ana.post("/log-out/")
    assert ana.get("/patients/").status_code == 302
