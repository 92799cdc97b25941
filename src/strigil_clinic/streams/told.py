"""What happens in a session, in the words of its stream."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from strigil_clinic.sessions.events import elapsed
from strigil_clinic.sessions.models import EventKind, Session, SessionEvent
from strigil_clinic.sessions.state import now_of
from strigil_clinic.streams import running
from strigil_clinic.streams.science import band_in_newtons, is_by_mean

__all__ = ["tell_all", "tell_events"]

OVER = (EventKind.STEP_DONE, EventKind.STEP_SKIPPED)


def tell_events(session: Session, events: Iterable[SessionEvent]) -> None:
    """Tell the session's stream what was just entered; without one, nothing."""
    if running.stream_of(session.pk) is None:
        return
    for event in events:
        for said in _said(session, event):
            running.tell(session.pk, said)


def tell_all(session: Session) -> None:
    """Tell a stream that begins where its session stands."""
    now = now_of(session.events.all())
    if now.answers:
        last, at = now.answers[-1], elapsed(session)
        running.tell(
            session.pk, {"do": "pain", "pain": last.pain, "ago": max(at - last.at, 0.0)}
        )
    running.tell(session.pk, _step(session, now.running))
    if now.stopped:
        running.tell(session.pk, {"do": "stop", "because": "stopped before"})


def _said(session: Session, event: SessionEvent) -> Iterator[Mapping[str, Any]]:
    if event.kind == EventKind.PAIN:
        ago = max(elapsed(session) - event.monotonic, 0.0)
        yield {"do": "pain", "pain": event.pain, "ago": ago}
    elif event.kind == EventKind.STOP:
        yield {"do": "stop", "id": str(event.client_id), "because": event.note}
    elif event.kind == EventKind.RESUME:
        yield {"do": "go_on"}
    elif event.kind == EventKind.STEP_STARTED:
        yield _step(session, event.step)
    elif event.kind in OVER:
        yield _step(session, None)


def _step(session: Session, order: int | None) -> dict[str, Any]:
    steps = session.plan_snapshot.get("steps", [])
    said = {"do": "step", "step": order, "band": band_in_newtons(steps, order)}
    return said | {"by_mean": is_by_mean(steps, order)}
