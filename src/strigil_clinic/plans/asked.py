"""What the course so far asks of the next visit, and whether the plan knew it."""

from dataclasses import dataclass

from strigil.planning import Revision
from strigil.treatment import Case
from strigil_clinic.outcomes.science import next_step
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.sessions.models import Session, SessionState

__all__ = ["Asked", "asked_of"]

LESS = ("down", "stop", "refer")  # what a plan made before it can not have answered


@dataclass(frozen=True, slots=True)
class Asked:
    """The next step as the review says it, beside an accepted plan.

    Attributes
    ----------
    step : Revision
        What the sessions, reactions and scores so far ask for.
    outdates : bool
        True when it asks for less than the plan, which was accepted before it.
    """

    step: Revision
    outdates: bool


def asked_of(case: Case, plan: PlanOfCare) -> Asked:
    """Return what the course asks for, and whether that makes a plan outdated."""
    step = next_step(case)
    return Asked(step, step.decision in LESS and not _knew(plan, step))


def _knew(plan: PlanOfCare, step: Revision) -> bool:
    """Whether a plan was made from the same decision, reasons and sessions."""
    then = plan.snapshot.get("revision") or {}
    rules = {reason["rule"] for reason in then.get("because", [])}
    same = then.get("decision") == step.decision
    known = all(reason.rule in rules for reason in step.because)
    return same and known and not _session_since(plan)


def _session_since(plan: PlanOfCare) -> bool:
    over = [SessionState.STOPPED, SessionState.COMPLETED]
    made = plan.signed_at or plan.created_at
    rows = Session.objects.current().filter(visit__episode=plan.episode)
    return bool(rows.filter(state__in=over, ended_at__gt=made).exists())
