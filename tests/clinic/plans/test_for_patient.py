"""The plan for the patient: what was accepted, in plain words, to print."""

from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.screening.rows import store
from strigil_clinic.screening.science import items_to_ask


def sheet(client, episode, query: str = "") -> str:
    address = f"/episodes/{episode.pk}/plan/for-patient/{query}"
    return client.get(address).content.decode()


def test_a_proposal_says_that_it_is_one(as_, episode, ready):
    shown = sheet(as_("ana"), episode)
    assert "Proposed; not accepted" in shown
    assert "What is normal" in shown
    assert not PlanOfCare.objects.exists()


def test_the_accepted_plan_is_told_with_whom_to_call(as_, episode, ready):
    as_("ana").post(f"/episodes/{episode.pk}/plan/accept/")
    shown = sheet(as_("ana"), episode)
    assert "Proposed; not accepted" not in shown
    assert "Call us: 555 0100" in shown
    assert "Call 112 at once" in shown
    assert "take-home large" in sheet(as_("ana"), episode, "?large")


def test_what_stops_treatment_after_the_plan_stops_the_sheet(as_, ana, episode, ready):
    as_("ana").post(f"/episodes/{episode.pk}/plan/accept/")
    answers = {i.id: "no" for i in items_to_ask(episode)} | {"dvt": "yes"}
    store(episode, answers, {}, ana)
    shown = sheet(as_("ana"), episode)
    assert "We do not treat you with the tool today." in shown
    assert "What you do at home" not in shown


def test_the_plan_page_leads_to_it(as_, episode, ready):
    page = as_("ana").get(f"/episodes/{episode.pk}/plan/").content.decode()
    assert f"/episodes/{episode.pk}/plan/for-patient/" in page


def test_a_stranger_finds_nothing(as_, episode, ready):
    address = f"/episodes/{episode.pk}/plan/for-patient/"
    assert as_("cleo").get(address).status_code == 404
