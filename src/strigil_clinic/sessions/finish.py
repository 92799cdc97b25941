"""Ending a session: what was delivered, beside what was planned; signed and locked."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from strigil_clinic.calibrations.science import own_readings
from strigil_clinic.episodes.models import VisitStatus
from strigil_clinic.inventory.science import own_in
from strigil_clinic.people.models import Practitioner
from strigil_clinic.plans.shown import StepShown, step_shown
from strigil_clinic.sessions.events import elapsed
from strigil_clinic.sessions.forms import FinishForm
from strigil_clinic.sessions.models import (
    EventKind,
    Session,
    SessionEvent,
    SessionState,
)
from strigil_clinic.sessions.science import dose_rows, doses_at_sites
from strigil_clinic.sessions.state import SessionNow, delivered_of, now_of
from strigil_clinic.sessions.steps import after, before, names_of
from strigil_clinic.sessions.stops import lifts_at, lifts_of
from strigil_clinic.words import site_name

__all__ = ["Compared", "compared", "dose_of", "end_now", "sign_off"]


@dataclass(frozen=True, slots=True)
class Compared:
    """A step as planned and as delivered [s]."""

    step: StepShown
    name: str
    status: str
    said: str
    planned: int | None
    delivered: int | None
    strokes_planned: int | None
    strokes: int | None
    pain: int | None
    also: tuple[int, ...] = ()
    lifted: str = ""

    @property
    def difference(self) -> str:
        """What differs from the plan, in words."""
        words = {
            "skipped": _("left out"),
            "running": _("begun, not ended"),
            "not reached": _("not reached"),
            "open": _("asked on this page"),
            "not tested": _("not tested again"),
            "left out in the plan": _("left out in the plan"),
        }
        found = [words[self.status]] if self.status in words else []
        if self.planned and self.delivered and self.planned != self.delivered:
            more = self.delivered - self.planned
            said = _("%(s)d s longer") if more > 0 else _("%(s)d s shorter")
            found.append(said % {"s": abs(more)})
        return ", ".join([*found, *(one for one in (self.said, self.lifted) if one)])

    @property
    def orders(self) -> str:
        """The number of the step; of several that are one row, all their numbers."""
        return ", ".join(str(order) for order in (self.step.order, *self.also))

    @property
    def differs(self) -> bool:
        """Whether the step was not simply done."""
        return bool(self.lifted) or self.status not in ("done", "covered")


def compared(session: Session) -> list[Compared]:
    """Return each step as planned beside what was delivered.

    While the session is not signed, what the finish page asks is left out: it comes.
    """
    steps, now = session.plan_snapshot.get("steps", []), now_of(session.events.all())
    aside = {step["order"] for step in (*before(steps), *after(steps))}
    names = names_of(steps)
    rows = [
        _compared(step, now, name=names[step["order"]], covered=step["order"] in aside)
        for step in steps
    ]
    lifts = lifts_of(session)
    rows = [replace(row, lifted=lifts_at(lifts, row.step.order)) for row in rows]
    found = [*_checks_as_one(rows)]
    if session.signed_at is not None:
        return found
    to_come = {step["order"] for step in after(steps)}
    found = [one for one in found if one.step.order not in to_come]
    return [replace(r, status="open") if _retest_open(r, steps) else r for r in found]


def dose_of(session: Session) -> dict[str, Any]:
    """Return the dose: a recording's where one is attached, else that of the steps.

    Returns
    -------
    dict
        `from` (recording or steps) and `sites`, each with its rows as people read them
        and its numbers in SI.
    """
    recorded = [*_recorded(session)]
    if recorded:
        return {"from": "recording", "sites": recorded}
    steps, now = session.plan_snapshot.get("steps", []), now_of(session.events.all())
    readings = own_readings(session.practitioner)
    own = own_in(" ".join(step.get("edge") or "" for step in steps))
    delivered = delivered_of(steps, now)
    doses = doses_at_sites(steps, delivered, readings, own)

    def counts(site: str) -> list[int | None]:
        """Return the strokes counted in each step at a site."""
        here = (step["order"] for step in steps if step.get("site") == site)
        return [delivered[order].strokes for order in here if order in delivered]

    sites = [
        {
            "site": dose.site,
            "name": site_name(dose.site),
            "rows": dose_rows(dose, counts(dose.site)),
            "si": dict(dose.as_json()),
            "warnings": list(dose.warnings),
        }
        for dose in doses
    ]
    return {"from": "steps", "sites": sites}


def end_now(session: Session) -> None:
    """End a session that is stopped; it can still be finished and signed."""
    session.state, session.ended_at = SessionState.STOPPED, timezone.now()
    session.save(update_fields=["state", "ended_at"])


@transaction.atomic
def sign_off(session: Session, form: FinishForm, who: Practitioner) -> None:
    """Keep what ended the session, its dose, and sign: from here it is locked."""
    now = now_of(session.events.all())
    for row in _last_events(session, form, now):
        row.session, row.entered_by = session, who
        row.monotonic, row.happened_at = max(elapsed(session), now.last), timezone.now()
        row.save(force_insert=True)
    stopped = now.stopped or session.state == SessionState.STOPPED
    session.state = SessionState.STOPPED if stopped else SessionState.COMPLETED
    session.ended_at = session.ended_at or timezone.now()
    session.dose = dose_of(session)
    session.sign(who)
    visit = session.visit
    visit.status, visit.ended_at = VisitStatus.FINISHED, timezone.now()
    visit.save(update_fields=["status", "ended_at"])


def _checks_as_one(rows: list[Compared]) -> Iterator[Compared]:
    """Yield the rows, with the checks before the edge as one."""
    whole = [r for r in rows if r.step.phase == "check" and r.status == "covered"]
    for row in rows:
        if row not in whole:
            yield row
        elif row is whole[0]:
            also = tuple(each.step.order for each in whole[1:])
            yield replace(row, name=_("Check before the edge"), also=also)


def _retest_open(row: Compared, steps: list[dict[str, Any]]) -> bool:
    again = {step["order"] for step in steps if step["phase"] == "sign"}
    again -= {step["order"] for step in before(steps)}
    return row.step.order in again and row.status in ("not reached", "not tested")


def _last_events(
    session: Session, form: FinishForm, now: SessionNow
) -> Iterator[SessionEvent]:
    said, steps = form.cleaned_data, session.plan_snapshot.get("steps", [])
    first = {step["order"] for step in before(steps)}
    orders = {s["phase"]: s["order"] for s in steps if s["order"] not in first}
    tested, again = form.tested, orders.get("sign")
    known = [one.pain for one in now.signs if again and one.step == again]
    if tested is None:
        yield _event(EventKind.NOTE, again, note=_("The sign was not tested again."))
    elif known[-1:] != [tested]:
        yield _event(EventKind.SIGN, again, pain=tested)
    if tested is not None and again and now.status.get(again) != "done":
        yield _event(EventKind.STEP_DONE, again)
    skin = {name: said[name] for name in ("redness", "bruise", "skin", "soreness")}
    yield _event(EventKind.SKIN, orders.get("skin_check"), detail=skin)
    if "skin_check" in orders:
        yield _event(EventKind.STEP_DONE, orders["skin_check"])
    by = said["cleaned_by"]
    clean = {"class": said["cleaning"], "by": by.name, "by_id": str(by.pk)}
    yield _event(EventKind.CLEANED, orders.get("clean"), detail=clean)
    if "clean" in orders:
        yield _event(EventKind.STEP_DONE, orders["clean"])
    if said["note"]:
        yield _event(EventKind.NOTE, None, note=said["note"])


def _event(kind: EventKind, step: int | None, **known: Any) -> SessionEvent:
    return SessionEvent(client_id=uuid.uuid4(), kind=kind, step=step, **known)


def _recorded(session: Session) -> Iterator[dict[str, Any]]:
    for recording in session.recordings.all():
        rows = recording.analysis.get("dose_rows")
        if rows:
            yield {
                "site": recording.site_id,
                "name": site_name(recording.site_id),
                "rows": rows,
                "si": recording.analysis.get("dose"),
                "warnings": recording.analysis.get("dose_warnings", []),
                "recording": str(recording.pk),
            }


def _compared(
    step: dict[str, Any], now: SessionNow, *, name: str, covered: bool
) -> Compared:
    order = step["order"]
    status = now.status.get(order, "not reached")
    if step.get("skipped"):
        status = "left out in the plan"
    pains = [one.pain for one in now.answers if one.step == order]
    if step["phase"] == "sign":
        pains = [one.pain for one in now.signs if one.step == order]
    if status == "done":
        untested = step["phase"] == "sign" and not pains
        status = "covered" if covered else "not tested" if untested else "done"
    seconds = now.seconds.get(order)
    return Compared(
        step=step_shown(step),
        name=name,
        status=status,
        said=now.reasons.get(order, ""),
        planned=round(step["duration"]) if step.get("duration") else None,
        delivered=round(seconds) if seconds and step.get("duration") else None,
        strokes_planned=step.get("strokes"),
        strokes=now.strokes.get(order),
        pain=max(pains, default=None),
    )
