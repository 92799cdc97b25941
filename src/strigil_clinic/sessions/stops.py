"""When and why the edge was lifted in a session, as its pages say it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from strigil_clinic.sessions.events import clock_of
from strigil_clinic.sessions.models import EventKind, Session, StopWhy
from strigil_clinic.sessions.state import in_order

__all__ = ["Lifted", "lifts_at", "lifts_of", "said_of_stops"]

TORN = (StopWhy.POP, StopWhy.WEAKNESS)  # a tendon, muscle or nerve may be hurt


@dataclass(slots=True)
class Lifted:
    """One stop: when on the session's clock, at which step, why, and what then."""

    clock: str
    step: int | None
    why: str = ""
    note: str = ""
    went_on: bool = False

    @property
    def because(self) -> str:
        """Why, in words."""
        return str(StopWhy(self.why).label) if self.why else _("no reason was given")

    @property
    def sends_on(self) -> bool:
        """Whether a doctor has to see it the same day."""
        return self.why in TORN

    @property
    def said(self) -> str:
        """The stop in one phrase."""
        said = _("at %(clock)s: %(why)s") % {"clock": self.clock, "why": self.because}
        return _("%(said)s, then went on") % {"said": said} if self.went_on else said


def lifts_of(session: Session) -> list[Lifted]:
    """Return the stops of a session, whether it went on or ended there."""
    found: list[Lifted] = []
    running, lifted = None, False
    for event in in_order(session.events.all()):
        if event.kind == EventKind.STEP_STARTED:
            running = event.step
        elif event.kind == EventKind.STOP and not lifted:
            step = event.step if event.step is not None else running
            found.append(Lifted(clock_of(event.monotonic), step, note=event.note))
            lifted = True
        elif event.kind == EventKind.STOP_REASON and found:
            found[-1].why, found[-1].note = event.why, event.note or found[-1].note
        elif event.kind == EventKind.RESUME and lifted:
            found[-1].went_on, lifted = True, False
    return found


def said_of_stops(lifts: Sequence[Lifted]) -> str:
    """Return the stops of a session in one line; empty when there was none."""
    if not lifts:
        return ""
    counted = ngettext("Stopped once", "Stopped %(n)d times", len(lifts))
    said = "; ".join(one.said for one in lifts)
    return f"{counted % {'n': len(lifts)}} ({said})"


def lifts_at(lifts: Sequence[Lifted], step: int) -> str:
    """Return what the row of a step says of the stops in it."""
    here = [one.said for one in lifts if one.step == step]
    return _("lifted %(when)s") % {"when": "; ".join(here)} if here else ""
