"""Beginning a session: the visit, the spoken consent and the check, at once."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from strigil_clinic.consent.models import VerbalConsent
from strigil_clinic.episodes.models import Episode, Visit, VisitStatus
from strigil_clinic.episodes.science import case_of
from strigil_clinic.people.models import Practitioner
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.sessions.models import (
    EventKind,
    Session,
    SessionEvent,
    SessionState,
)
from strigil_clinic.sessions.science import with_own_bands
from strigil_clinic.sessions.steps import before

__all__ = ["begin", "keep_no", "next_visit", "number_of_next_visit"]

CHECKED = ("reaction", "medicines", "skin", "resting_pain", "sign", "sign_pain")


def next_visit(episode: Episode) -> Visit | None:
    """Return the visit that is planned or was opened without a session."""
    waits = [VisitStatus.PLANNED, VisitStatus.IN_PROGRESS]
    rows = episode.visits.filter(status__in=waits, sessions__isnull=True)
    return rows.order_by("number").first()


def number_of_next_visit(episode: Episode) -> int:
    """Return the number that the next visit has."""
    visit = next_visit(episode)
    if visit is not None:
        return visit.number
    last = episode.visits.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


@transaction.atomic
def begin(
    episode: Episode, plan: PlanOfCare, checked: dict[str, Any], who: Practitioner
) -> Session:
    """Open the visit and start the session that follows the plan."""
    visit = _open(episode, who, VisitStatus.IN_PROGRESS)
    _asked(visit, who, given=True)
    readings = case_of(episode, practitioner=who).practitioner.readings
    steps = with_own_bands(plan.snapshot["steps"], readings)
    session = Session.objects.create(
        visit=visit,
        plan=plan,
        plan_snapshot={**plan.snapshot, "steps": steps},
        practitioner=who,
        state=SessionState.IN_PROGRESS,
        started_at=timezone.now(),
        created_by=who,
    )
    _keep_check(session, checked, who)
    return session


@transaction.atomic
def keep_no(episode: Episode, who: Practitioner) -> Visit:
    """Keep that the patient said no today; no session begins."""
    visit = _open(episode, who, VisitStatus.CANCELLED)
    _asked(visit, who, given=False)
    return visit


def _open(episode: Episode, who: Practitioner, status: VisitStatus) -> Visit:
    visit = next_visit(episode) or Visit(
        episode=episode, number=number_of_next_visit(episode)
    )
    visit.practitioner, visit.status = who, status
    visit.started_at = timezone.now()
    if status == VisitStatus.CANCELLED:
        visit.ended_at = visit.started_at
    visit.save()
    return visit


def _asked(visit: Visit, who: Practitioner, *, given: bool) -> None:
    VerbalConsent.objects.update_or_create(
        visit=visit,
        defaults={"given": given, "asked_at": timezone.now(), "asked_by": who},
    )


def _keep_check(session: Session, checked: dict[str, Any], who: Practitioner) -> None:
    """Keep the check as the events of the steps that it covers."""
    answers = {name: checked[name] for name in CHECKED if name in checked}
    sign = {"pain": checked["sign_pain"], "note": checked["sign"]}
    steps = before(session.plan_snapshot["steps"])
    tested = [step["order"] for step in steps if step["phase"] == "sign"][:1]
    rows = [_event(EventKind.NOTE, None, detail=answers)]
    rows += [_event(EventKind.SIGN, order, **sign) for order in tested or [None]]
    rows += [_event(EventKind.STEP_DONE, step["order"]) for step in steps]
    for row in rows:
        row.session, row.entered_by = session, who
        row.save(force_insert=True)


def _event(kind: EventKind, step: int | None, **known: Any) -> SessionEvent:
    return SessionEvent(
        client_id=uuid.uuid4(),
        kind=kind,
        step=step,
        monotonic=0.0,
        happened_at=timezone.now(),
        **known,
    )
