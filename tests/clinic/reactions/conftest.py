"""A session that ended three days ago, with two minutes of light strokes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from strigil_clinic.episodes.models import Visit
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.sessions.models import Session, SessionEvent

STEP = {
    "order": 1,
    "phase": "light",
    "site": "achilles_midportion",
    "side": "left",
    "edge": "scanner.convex",
    "duration": 120.0,
    "instruction": "Sweep along the tendon.",
    "force_band": {"word": "light"},
}


@pytest.fixture
def session_ago(ana, episode):
    """`session_ago(hours)` is a session that ended so many hours ago."""

    def make(hours: float) -> Session:
        when = timezone.now() - timedelta(hours=hours)
        number = Visit.objects.filter(episode=episode).count() + 1
        visit = Visit.objects.create(
            episode=episode, number=number, practitioner=ana, started_at=when
        )
        plan = PlanOfCare.objects.create(episode=episode, created_by=ana)
        session = Session.objects.create(
            visit=visit,
            plan=plan,
            plan_snapshot={"steps": [STEP]},
            practitioner=ana,
            created_by=ana,
            state="completed",
            started_at=when,
            ended_at=when,
        )
        SessionEvent.objects.create(
            session=session,
            client_id=session.pk,
            kind="step_done",
            step=1,
            monotonic=120.0,
            happened_at=when,
            entered_by=ana,
        )
        return session

    return make


@pytest.fixture
def session(session_ago) -> Session:
    return session_ago(72)


@pytest.fixture
def said(session) -> dict[str, str]:
    """What a patient with a usual reaction says on day 1."""
    return {
        "session": str(session.pk),
        "day": "1",
        "redness": "none",
        "bruise": "none",
        "soreness": "2",
        "function": "same",
        "skin_tone": "3",
    }
