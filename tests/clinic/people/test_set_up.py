import pytest
from django.urls import reverse

from strigil_clinic.audit.models import AuditEntry
from strigil_clinic.people.models import Clinic, Practitioner

ADDRESS = "/set-up/"
FIRST = {
    "clinic_name": "Brookside Physiotherapy",
    "clinic_phone": "555 0300",
    "emergency_number": "112",
    "name": "Ida Brandt",
    "profession": "physiotherapist",
    "username": "ida",
    "password1": "seven quiet herons",
    "password2": "seven quiet herons",
}


def test_an_empty_clinic_leads_from_any_page_to_its_set_up(client, db):
    answer = client.get("/", follow=True)
    assert answer.redirect_chain[-1][0] == ADDRESS
    assert b"Set up your clinic" in answer.content


def test_it_makes_the_clinic_and_a_manager_who_can_log_in(client, db):
    answer = client.post(ADDRESS, FIRST)
    assert answer["Location"] == reverse("people:log_in")
    ida = Practitioner.objects.get()
    assert (ida.clinic.name, ida.role) == ("Brookside Physiotherapy", "admin")
    assert not ida.clinic.is_demo
    assert [e.kind for e in AuditEntry.objects.all()] == ["clinic", "practitioner"]
    assert b"The clinic is set up" in client.get(answer["Location"]).content
    entered = client.post(
        "/log-in/", {"username": "ida", "password": FIRST["password1"]}
    )
    assert entered["Location"] == reverse("patients:list")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password1": "short", "password2": "short"}, "at least 12 characters"),
        ({"password1": "idabrandt-ida", "password2": "idabrandt-ida"}, "too similar"),
        ({"password2": "eight quiet herons"}, "another one than above"),
        ({"clinic_name": ""}, "Not filled in yet."),
        ({"username": "ida brandt"}, "without a space"),
    ],
)
def test_what_does_not_do_is_told_and_makes_nothing(client, db, wrong, said):
    page = client.post(ADDRESS, FIRST | wrong).content.decode()
    assert said in page
    if "password1" in wrong:
        assert 'id="id_password1_error"' in page, "beside the first of the two"
    assert 'value="Ida Brandt"' in page, "nothing typed is lost"
    assert not Clinic.objects.exists()
    assert not Practitioner.objects.exists()


def test_what_is_open_is_listed_in_the_order_of_the_page(client, db):
    page = client.post(ADDRESS, {"name": ""}).content.decode()
    listed, asked = page.split('name="clinic_name"')[0], ("clinic_name", "username")
    first, second = (listed.index(f'href="#id_{name}"') for name in asked)
    assert first < second


def test_it_is_shut_for_good_once_anyone_exists(client, actors):
    before = Practitioner.objects.count()
    for answer in (client.get(ADDRESS), client.post(ADDRESS, FIRST)):
        assert answer["Location"] == reverse("people:log_in")
    assert Practitioner.objects.count() == before


def test_a_clinic_whose_people_are_gone_is_no_empty_one(client, db):
    Clinic.objects.create(name="Brookside")
    assert client.post(ADDRESS, FIRST)["Location"] == reverse("people:log_in")
    assert not Practitioner.objects.exists()
