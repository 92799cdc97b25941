"""An episode ready to be treated, a session under way, and what its page sends."""

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from strigil_clinic.assessments.models import Assessment
from strigil_clinic.consent.models import Consent, InformationGiven
from strigil_clinic.episodes.models import Visit
from strigil_clinic.episodes.science import case_of
from strigil_clinic.plans.rows import new_plan
from strigil_clinic.reactions.models import Reaction
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


@pytest.fixture
def done(as_, ana, session):
    """A session in which the first step with an edge took 30 s."""
    order = next(s["order"] for s in session.plan_snapshot["steps"] if s["edge"])
    send(as_("ana"), session, event("step_started", 10.0, step=order))
    send(as_("ana"), session, event("step_done", 40.0, step=order))
    return session


def finish(client, session, ana, **changed):
    sent = ENDED | {"cleaned_by": str(ana.pk)} | changed
    return client.post(f"/sessions/{session.pk}/finish/", sent)


@pytest.fixture
def answered(ana):
    """`answered(session, day=1)` is how the tissue was said to answer a session."""

    def make(session: Session, *, is_signed: bool = True, **given: Any) -> Reaction:
        calm = {"bruise": "none", "redness": "none", "soreness": 0, "function": "same"}
        row = Reaction.objects.create(
            episode=session.visit.episode,
            session=session,
            created_by=ana,
            **calm | given,
        )
        if is_signed:
            row.sign(ana)
        return row

    return make


@pytest.fixture
def last_session(ana, episode, plan):
    """A session that ended three days ago, before the screen of today."""

    def ended(hours_ago: float) -> Session:
        when = timezone.now() - timedelta(hours=hours_ago)
        visit = Visit.objects.create(
            episode=episode, number=1, practitioner=ana, status="finished"
        )
        session = Session.objects.create(
            visit=visit,
            plan=plan,
            plan_snapshot=plan.snapshot,
            practitioner=ana,
            created_by=ana,
            created_at=when,
            started_at=when,
            ended_at=when,
            state="completed",
        )
        session.sign(ana)
        return session

    return ended
