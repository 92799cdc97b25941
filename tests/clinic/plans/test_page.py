import uuid

import pytest

from strigil_clinic.audit.models import AuditEntry
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.records import RecordLockedError
from strigil_clinic.screening.rows import store
from strigil_clinic.screening.science import items_to_ask


def address(episode, rest: str = "") -> str:
    return f"/episodes/{episode.pk}/plan/{rest}"


def page(client, episode, rest: str = "") -> str:
    return client.get(address(episode, rest)).content.decode()


def step_of(plan, phase: str):
    return next(step for step in plan.snapshot["steps"] if step["phase"] == phase)


def change(client, episode, order, field, now, reason="sore today"):
    told = {"field": field, "now": now, "reason": reason}
    return client.post(address(episode, f"steps/{order}/"), told)


@pytest.fixture
def accepted(as_, episode, ready) -> PlanOfCare:
    as_("ana").post(address(episode, "accept/"))
    return PlanOfCare.objects.get()


def test_it_proposes_the_visit_in_order_with_side_and_words(as_, episode, ready):
    shown = page(as_("ana"), episode)
    order = ["Check", "Comparable sign", "Warm up", "Scan", "Light", "Load", "Clean"]
    places = [shown.index(f"<h3>{name}</h3>") for name in order]
    assert places == sorted(places)
    assert "Left Achilles" in shown
    assert "words only: no calibration" in shown


def test_looking_stores_nothing(as_, episode, ready):
    page(as_("ana"), episode)
    assert not PlanOfCare.objects.exists()


def test_without_consent_and_screen_no_step_is_shown(as_, episode):
    shown = page(as_("ana"), episode)
    assert "The patient has not consented." in shown
    assert "The visit, in order" not in shown


def test_a_blocked_screen_has_no_plan_and_says_what_instead(as_, ana, episode, ready):
    answers = {i.id: "no" for i in items_to_ask(episode)} | {"dvt": "yes"}
    store(episode, answers, {}, ana)
    shown = page(as_("ana"), episode)
    assert "No treatment" in shown
    assert "Instead" in shown
    assert "The visit, in order" not in shown
    assert as_("ana").post(address(episode, "accept/")).status_code == 422
    assert not PlanOfCare.objects.signed().exists()


def test_accepting_signs_and_locks(accepted, ana):
    assert accepted.accepted_by == ana
    assert accepted.screening is not None
    assert accepted.assessment is not None
    accepted.snapshot = {}
    with pytest.raises(RecordLockedError):
        accepted.save()
    assert AuditEntry.objects.filter(kind="planofcare", action="sign").exists()


def test_an_accepted_plan_offers_no_change(as_, episode, accepted):
    assert "/plan/steps/" not in page(as_("ana"), episode)


def test_planning_again_amends_the_plan_before(as_, episode, accepted):
    order = step_of(accepted, "light")["order"]
    change(as_("ana"), episode, order, "duration", "10")
    as_("ana").post(address(episode, "accept/"))
    accepted.refresh_from_db()
    assert accepted.status == "amended"
    assert PlanOfCare.objects.signed().get().amends == accepted


def test_a_plan_that_became_too_firm_says_so(as_, ana, episode, ready):
    steps = [
        {
            "order": 1,
            "phase": "firm",
            "instruction": "x",
            "edge": "",
            "direction": "none",
            "force_band": {"word": "firm"},
        }
    ]
    plan = PlanOfCare.objects.create(
        episode=episode, snapshot={"steps": steps, "schedule": {}}, created_by=ana
    )
    plan.sign(ana)
    answers = {i.id: "no" for i in items_to_ask(episode)} | {"anticoagulant": "yes"}
    store(episode, answers, {}, ana)
    assert "asks for firm, which today does not allow" in page(as_("ana"), episode)


@pytest.mark.slow
def test_drawings_come_with_thumb_interval_and_table(as_, episode, ready, draws_here):
    shown = page(as_("ana"), episode, "contact/")
    assert "<svg" in shown
    assert "thumb" in shown
    assert "The same as a table" in shown
    assert "<html" not in shown


@pytest.mark.slow
def test_the_forecast_is_marked_as_an_illustration(as_, episode, ready, draws_here):
    shown = page(as_("ana"), episode, "forecast/")
    assert "<svg" in shown
    assert "Illustration, not calibrated." in shown


def test_a_colleague_may(as_, episode, ready):
    assert as_("ben").get(address(episode)).status_code == 200
    assert as_("ben").post(address(episode, "accept/")).status_code == 302


@pytest.mark.parametrize("rest", ["accept/", "steps/1/", "edits/1/undo/"])
def test_a_stranger_finds_nothing_and_a_reader_changes_nothing(
    as_, episode, ready, rest
):
    assert as_("cleo").post(address(episode, rest)).status_code == 404
    assert as_("dora").post(address(episode, rest)).status_code == 403
    assert as_("ana").get(address(episode, rest)).status_code == 405


def test_a_reader_sees_it_without_buttons(as_, episode, ready):
    shown = page(as_("dora"), episode)
    assert "The visit, in order" in shown
    assert "Accept plan" not in shown


def test_an_unknown_episode_is_not_there(as_, ana):
    answer = as_("ana").get(f"/episodes/{uuid.uuid4()}/plan/")
    assert answer.status_code == 404


def test_accepting_twice_accepts_once(as_, ana, episode, ready):
    for _ in range(2):
        as_("ana").post(address(episode, "accept/"))
    assert episode.plans.count() == 1
    as_("ana").post(address(episode, "accept/"), {"again": "yes"})
    assert episode.plans.count() == 2
