"""The way into a session: what stands in it today, and where to go."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from strigil_clinic.episodes.corrections import changed_since
from strigil_clinic.episodes.models import Episode
from strigil_clinic.episodes.science import case_of
from strigil_clinic.people.models import Practitioner
from strigil_clinic.plans.asked import asked_of
from strigil_clinic.plans.rows import accepted_plan
from strigil_clinic.plans.science import why_plan_again
from strigil_clinic.screening.gate import Barrier, barriers_now, latest_signed
from strigil_clinic.sessions.models import Session, SessionState
from strigil_clinic.sessions.science import case_at_rest, screen_age_hours

__all__ = ["Barrier", "barriers", "firmer_at_rest", "session_under_way"]

UNDER_WAY = (
    SessionState.PREPARATION,
    SessionState.IN_PROGRESS,
    SessionState.ON_HOLD,
)


def session_under_way(episode: Episode) -> Session | None:
    """Return the session that was started and is not signed."""
    rows = Session.objects.filter(visit__episode=episode, status="preliminary")
    return rows.exclude(started_at=None).select_related("visit").last()


def barriers(episode: Episode, who: Practitioner | None = None) -> list[Barrier]:
    """Return what stands against a session now, what comes first at the head.

    Nothing when the way is free. The loop of an episode, its overview and the page of
    its visits all lead where the first of these leads.
    """
    found = barriers_now(episode)
    if not found:
        found += [*_old_screen(episode), *_plan(episode, who)]
    return found


def firmer_at_rest(episode: Episode, who: Practitioner, resting_pain: int) -> list[str]:
    """Return what of the plan today's pain at rest does not allow."""
    plan = accepted_plan(episode)
    if plan is None:
        return []
    case = case_at_rest(case_of(episode, practitioner=who), float(resting_pain))
    return why_plan_again(case, _worked(plan.snapshot.get("steps", [])))


def _old_screen(episode: Episode) -> Iterator[Barrier]:
    screening, hours = latest_signed(episode), screen_age_hours()
    if screening is None or screening.signed_at is None:
        return
    if timezone.now() - screening.signed_at > timedelta(hours=hours):
        said = _("The screen is older than %(hours)d hours: screen again.")
        yield Barrier(
            said % {"hours": hours},
            reverse("screening:page", args=[episode.pk]),
            _("Screen again"),
            part="screen",
            brief=_("older than %(hours)d hours") % {"hours": hours},
        )


def _plan(episode: Episode, who: Practitioner | None) -> Iterator[Barrier]:
    plan, address = accepted_plan(episode), reverse("plans:page", args=[episode.pk])
    if plan is None or not plan.snapshot.get("steps"):
        said = _("No plan is accepted.")
        yield Barrier(said, address, _("Accept a plan"), part="plan")
        return
    afresh = Barrier("", f"{address}?again=1", _("Plan again"), "plan", _("plan again"))
    if changed_since(episode, plan.signed_at or plan.created_at):
        said = _("The plan was accepted before the episode was corrected.")
        yield replace(afresh, said=said)
    case = case_of(episode, practitioner=who)
    asked = asked_of(case, plan)
    if asked.outdates:
        said = _("The plan was accepted before this was asked: %(change)s")
        words = {"change": asked.step.change}
        yield replace(afresh, said=said % words)
    for said in why_plan_again(case, _worked(plan.snapshot["steps"])):
        yield replace(afresh, said=said)


def _worked(steps: list[dict[str, object]]) -> list[dict[str, object]]:
    return [step for step in steps if not step.get("skipped")]
