"""What to know before a visit: the kit to lay out, and what is new since the last."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from strigil.catalogue import OutcomeMeasure, all_of
from strigil_clinic.episodes.models import Episode
from strigil_clinic.outcomes.models import OutcomeScore
from strigil_clinic.plans.shown import step_shown
from strigil_clinic.reactions.log import Logged
from strigil_clinic.sessions.models import Session
from strigil_clinic.sessions.state import now_of
from strigil_clinic.sessions.stops import lifts_of, said_of_stops

__all__ = ["Kit", "kit_of", "new_since", "told_of"]


@dataclass(frozen=True, slots=True)
class Kit:
    """What to lay out: each instrument with its edges, and what goes on the skin."""

    instruments: dict[str, list[str]]
    emollients: list[str]


def kit_of(steps: Sequence[Mapping[str, Any]]) -> Kit:
    """Return what the steps use; what the plan left out needs nothing."""
    shown = [step_shown(step) for step in steps if not step.get("skipped")]
    tools: dict[str, list[str]] = {}
    for step in shown:
        instrument, _cut, edge = step.edge.rpartition(", ")
        if edge and edge not in tools.setdefault(instrument, []):
            tools[instrument].append(edge)
    return Kit(tools, [*dict.fromkeys(s.lubricant for s in shown if s.lubricant)])


def told_of(last: Logged) -> Iterator[str]:
    """Yield how the last session went, and what was answered after it."""
    session = last.session
    stops, signs = said_of_stops(lifts_of(session)), now_of(session.events.all()).signs
    if stops:
        yield f"{stops}."
    if len(signs) > 1:
        pains = {"before": signs[0].pain, "after": signs[-1].pain}
        yield _("Comparable sign: %(before)d of 10 before, %(after)d after.") % pains
    for cell in last.cells:
        day = str(cell.day.label).capitalize()
        if cell.reaction is not None:
            yield f"{day}: {cell.said}."
        elif cell.is_due:
            yield _("%(day)s: not asked yet.") % {"day": day}


def new_since(episode: Episode, session: Session) -> Iterator[str]:
    """Yield what was signed or entered after a session."""
    at = session.ended_at or session.started_at or session.created_at
    after = {"status": "final", "signed_at__gt": at}
    screens = episode.screenings.exclude(status="entered-in-error")
    screens = screens.exclude(signed_at=None).order_by("signed_at")
    screen = screens.filter(signed_at__gt=at).last()
    if screen is not None:
        before = screens.filter(signed_at__lte=at).last()
        words = {"day": _day(screen.signed_at), "now": screen.get_decision_display()}
        said = _("Screened on %(day)s: %(now)s.") % words
        if before is not None and before.decision != screen.decision:
            was = {"was": before.get_decision_display()}
            said = f"{said[:-1]} " + _("(it was: %(was)s).") % was
        yield said
    for row in episode.assessments.filter(**after):
        yield _("Assessed again on %(day)s.") % {"day": _day(row.signed_at)}
    for plan in episode.plans.filter(**after):
        yield _("A new plan was accepted on %(day)s.") % {"day": _day(plan.signed_at)}
    names = all_of(OutcomeMeasure)
    scores = OutcomeScore.objects.current().filter(episode=episode)
    later = {"created_at__gt": at, "measured_on__gte": timezone.localdate(at)}
    for score in scores.filter(**later).order_by("measured_on"):
        known = names.get(score.measure_id)
        yield _("%(name)s on %(day)s: %(value)g.") % {
            "name": known.name if known else score.measure_id,
            "day": date_format(score.measured_on, "j F"),
            "value": score.value,
        }


def _day(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "j F") if moment else ""
