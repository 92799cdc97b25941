"""The events of a session as lines that people read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from strigil_clinic.reactions.phrases import bruise_said, redness_said
from strigil_clinic.sessions.events import clock_of
from strigil_clinic.sessions.models import EventKind, Session, SessionEvent
from strigil_clinic.sessions.science import hygiene_rules
from strigil_clinic.sessions.state import sign_of
from strigil_clinic.sessions.steps import names_of, said_at

__all__ = ["Line", "timeline_of"]


@dataclass(frozen=True, slots=True)
class Line:
    """One event: when on the session's clock and on the wall, and what."""

    clock: str
    at: datetime
    kind: str
    title: str
    said: str
    by: str


def timeline_of(session: Session) -> list[Line]:
    """Return the events in order."""
    steps = session.plan_snapshot.get("steps", [])
    names, sign = names_of(steps), sign_of(session)
    said = {step["order"]: said_at(step, sign) for step in steps}
    events = session.events.select_related("entered_by")
    return [_line(event, names.get(event.step or 0), said) for event in events]


def _line(event: SessionEvent, name: str | None, steps: dict[int, str]) -> Line:
    said = " · ".join(part for part in (*_details(event), event.note) if part)
    if name and event.step is not None and event.kind == EventKind.STEP_STARTED:
        said = steps[event.step]
    title = str(event.get_kind_display()).capitalize()
    if name:
        title = f"{title}: {event.step}. {name}"
    return Line(
        clock=clock_of(event.monotonic),
        at=event.happened_at,
        kind=event.kind,
        title=title,
        said=said,
        by=_("the sensor's stream")
        if event.detail.get("by") == "stream"
        else event.entered_by.name,
    )


def _details(event: SessionEvent) -> Iterator[str]:
    detail = event.detail
    if event.pain is not None:
        yield _("%(pain)d of 10") % {"pain": event.pain}
    if event.why:
        yield str(event.get_why_display())
    if detail.get("resting_pain") is not None:
        yield _("checked before the session; pain at rest %(pain)d") % {
            "pain": detail["resting_pain"]
        }
    if detail.get("strokes"):
        count = detail["strokes"]
        said = ngettext("%(count)d stroke", "%(count)d strokes", count)
        yield said % {"count": count}
    if "redness" in detail:
        yield redness_said(detail["redness"])
        yield bruise_said(detail["bruise"])
        yield _("skin %(seen)s") % {"seen": detail["skin"]}
    if detail.get("soreness") is not None:
        yield _("soreness %(n)d of 10") % {"n": detail["soreness"]}
    if "class" in detail:
        names = {rule.id: rule.name for rule in hygiene_rules()}
        words = {"rule": names.get(detail["class"], detail["class"])}
        yield _("%(rule)s, by %(who)s") % {**words, "who": detail["by"]}
