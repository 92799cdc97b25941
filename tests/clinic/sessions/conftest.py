"""An episode ready to be treated, a session under way, and what its page sends."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client

from strigil_clinic.assessments.models import Assessment
from strigil_clinic.consent.models import Consent, InformationGiven
from strigil_clinic.episodes.science import case_of
from strigil_clinic.plans.rows import new_plan
from strigil_clinic.screening.rows import screen_again, store
from strigil_clinic.screening.science import items_to_ask
from strigil_clinic.sessions.models import Session

CLEAR = dict.fromkeys(("calf_squeeze", "dvt_signs", "calcaneal_squeeze"), "negative")
CHECKED = {
    "medicines": "same",
    "skin": "whole",
    "consent": "yes",
    "tool_clean": "on",
    "tool_whole": "on",
    "position": "on",
    "resting_pain": "2",
    "sign": "single-leg heel raise",
    "sign_pain": "4",
}
ENDED = {
    "sign_pain": "2",
    "redness": "mild",
    "bruise": "none",
    "skin": "whole",
    "soreness": "1",
    "cleaning": "intact_skin",
    "cleaned": "on",
    "note": "calm",
}


@pytest.fixture
def consent(ana, episode) -> Consent:
    told = InformationGiven.objects.create(
        episode=episode, created_by=ana, leaflet_version="1"
    )
    consent = Consent.objects.create(
        episode=episode, information=told, form="written", given_by="M", created_by=ana
    )
    consent.sign(ana)
    return consent


@pytest.fixture
def screened(ana, episode, consent) -> None:
    """Consent, a screen, a signed assessment with clear tests, the screen after it."""
    store(episode, {item.id: "no" for item in items_to_ask(episode)}, {}, ana)
    row = Assessment.objects.create(
        episode=episode,
        created_by=ana,
        red_flag_answers=CLEAR,
        resting_pain=2,
        worst_pain=5,
        irritability="low",
        comparable_sign="single-leg heel raise",
    )
    row.sign(ana)
    screen_again(episode, ana)


@pytest.fixture
def plan(ana, episode, screened):
    """An accepted plan."""
    plan = new_plan(episode, case_of(episode, practitioner=ana), ana)
    plan.sign(ana)
    return plan


@pytest.fixture
def session(as_, episode, plan) -> Session:
    """A session that was begun through the page."""
    answer = as_("ana").post(f"/episodes/{episode.pk}/treat/start/", CHECKED)
    assert answer.status_code == 302, answer.content.decode()
    return Session.objects.get(visit__episode=episode)


def event(kind: str, monotonic: float, **given: Any) -> dict[str, Any]:
    """What the page sends."""
    base = {"client_id": str(uuid.uuid4()), "kind": kind, "monotonic": monotonic}
    return {**base, "happened_at": "2026-11-22T10:00:00Z", **given}


def send(client: Client, session: Session, sent: Any):
    body = sent if isinstance(sent, str) else json.dumps(sent)
    address = f"/sessions/{session.pk}/events/"
    return client.post(address, body, content_type="application/json")
