"""An episode with two sessions that followed a plan, the last of them yesterday."""

from datetime import timedelta

import pytest
from django.utils import timezone

from strigil_clinic.episodes.models import Visit
from strigil_clinic.outcomes.models import OutcomeScore
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
def sessions(ana, episode) -> list[Session]:
    plan = PlanOfCare.objects.create(episode=episode, created_by=ana)
    plan.sign(ana)
    found = []
    for number, ago in enumerate((8, 1), start=1):
        when = timezone.now() - timedelta(days=ago)
        visit = Visit.objects.create(
            episode=episode,
            number=number,
            practitioner=ana,
            started_at=when,
            status="finished",
        )
        session = Session.objects.create(
            visit=visit,
            plan=plan,
            plan_snapshot={"steps": [STEP]},
            practitioner=ana,
            created_by=ana,
            state="completed",
            started_at=when,
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
        found.append(session)
    return found


@pytest.fixture
def scored(ana, episode):
    """`scored("nprs", 10, 7.0)` is a score of ten days ago."""

    def score(measure: str, days_ago: int, value: float, item: str = ""):
        row = OutcomeScore(
            episode=episode,
            measure_id=measure,
            value=value,
            item=item,
            measured_on=timezone.localdate() - timedelta(days=days_ago),
            created_by=ana,
        )
        row.save()
        row.sign(ana)
        return row

    return score
