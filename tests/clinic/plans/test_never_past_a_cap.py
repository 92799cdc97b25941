"""Whatever is sent to the plan's page, no step passes a block or a cap."""

from itertools import product

import pytest
from django.http import HttpResponse
from tests.clinic.plans.conftest import screened

from strigil.catalogue import edges
from strigil_clinic.episodes.science import case_of
from strigil_clinic.plans import views
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.plans.rows import new_plan
from strigil_clinic.sessions.models import Session


@pytest.fixture(autouse=True)
def _no_page(monkeypatch):
    """Answer without drawing a page: what is kept matters here, two hundred times."""
    monkeypatch.setattr(views, "_page", lambda *_, **__: HttpResponse(status=200))


FORGED = {
    "word": ["firm", "moderate", "FIRM", "light ", "hard", ""],
    "force_band": ["firm", '{"word": "firm", "low": 0, "high": 90}'],
    "phase": ["firm", "moderate"],
    "duration": ["1e9", "1e308", "-1", "0", "nan", "301", "9,9e9"],
    "angle_deg": ["90", "1e3", "-45", "inf"],
    "edge": [*edges(), "nothing.here", ""],
    "direction": ["along", "deep", ""],
    "site": ["upper_trapezius"],
    "side": ["right"],
    "strokes": ["100000"],
    "lubricant": ["none"],
    "instruction": ["Press as firmly as you can", "x" * 400],
    "skipped": ["yes", "no"],
}


def send(client, episode, order, field, now):
    told = {"field": field, "now": now, "reason": "trying"}
    return client.post(f"/episodes/{episode.pk}/plan/steps/{order}/", told)


def everything_sent(client, episode, plan) -> None:
    orders = [step["order"] for step in plan.snapshot["steps"]]
    for order in (orders[0], orders[6], orders[-1], 999):
        for field, values in FORGED.items():
            for now in values[:5]:
                send(client, episode, order, field, now)
    for field, order in product(("word", "edge"), orders):
        client.post(
            f"/episodes/{episode.pk}/plan/steps/{order}/",
            {field: "firm", "force_band": "firm", "reason": "both at once"},
        )


def words_of(steps) -> set[str]:
    return {step["force_band"]["word"] for step in steps if step["force_band"]}


def check(plan, proposed, allowed) -> None:
    steps = plan.snapshot["steps"]
    assert [s["order"] for s in steps] == [s["order"] for s in proposed]
    assert words_of(steps) <= allowed
    contact = sum(s["duration"] or 0.0 for s in steps if s["edge"])
    before = sum(s["duration"] or 0.0 for s in proposed if s["edge"])
    assert contact <= max(before, 300.0)
    for step, was in zip(steps, proposed, strict=True):
        kept = ("site", "side", "lubricant", "structure", "position")
        assert [step[k] for k in kept] == [was[k] for k in kept]
        if step["edge"]:
            assert 0.0 < step["angle_deg"] <= 90.0
            assert not step["edge"].startswith(("horn", "wood"))
        if step["phase"] in ("check", "sign", "skin_check", "clean"):
            assert not step.get("skipped")


@pytest.fixture
def plan(ana, episode, ready) -> PlanOfCare:
    screened(episode, ana, anticoagulant="yes", horn_allergy="yes", wood_allergy="yes")
    plan = new_plan(episode, case_of(episode, practitioner=ana), ana)
    assert words_of(plan.snapshot["steps"]) == {"light"}
    return plan


def test_a_cap_holds_against_every_field_of_the_page(as_, episode, plan):
    proposed = plan.snapshot["steps"]
    everything_sent(as_("ana"), episode, plan)
    plan.refresh_from_db()
    assert plan.edits, "what is allowed went through"
    check(plan, proposed, {"light"})


def test_an_accepted_plan_does_not_change_whatever_is_sent(as_, ana, episode, plan):
    plan.sign(ana)
    plan.refresh_from_db()
    before = plan.snapshot
    everything_sent(as_("ana"), episode, plan)
    plan.refresh_from_db()
    assert plan.snapshot == before
    draft = PlanOfCare.objects.filter(episode=episode, status="preliminary").last()
    assert draft is not None
    check(draft, before["steps"], {"light"})


def test_a_block_leaves_nothing_to_edit_or_accept(as_, ana, episode, plan):
    screened(episode, ana, fever="yes")
    client = as_("ana")
    everything_sent(client, episode, plan)
    client.post(f"/episodes/{episode.pk}/plan/accept/", {"again": "1"})
    assert not PlanOfCare.objects.signed().filter(episode=episode).exists()
    client.post(f"/episodes/{episode.pk}/treat/start/", {"consent": "yes"})
    assert not Session.objects.exists()
