"""Where a session stands, read from its events; the page's script reads them alike."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from strigil_clinic.sessions.models import EventKind, Session, SessionEvent
from strigil_clinic.sessions.science import Delivered, is_treatment
from strigil_clinic.sessions.steps import guided

__all__ = [
    "Answer",
    "SessionNow",
    "delivered_of",
    "highest_treated",
    "in_order",
    "now_of",
    "resting_pain_of",
    "sign_of",
    "soreness_of",
]


@dataclass(frozen=True, slots=True)
class Answer:
    """A pain answer and when it was given on the session's clock [s]."""

    pain: int
    at: float
    step: int | None


@dataclass(slots=True)
class SessionNow:
    """What the events add up to.

    Attributes
    ----------
    status
        By step: `running`, `done` or `skipped`; not yet begun when absent.
    seconds
        By step: the time it took without pauses [s].
    """

    status: dict[int, str] = field(default_factory=dict)
    seconds: dict[int, float] = field(default_factory=dict)
    strokes: dict[int, int] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    signs: list[Answer] = field(default_factory=list)
    running: int | None = None
    since: float | None = None
    paused: bool = False
    stopped: bool = False
    stopped_at: float | None = None
    why: str = ""
    last: float = 0.0

    @property
    def answer_since_stop(self) -> int | None:
        """The last answer given after the stop."""
        if self.stopped_at is None or not self.answers:
            return None
        latest = self.answers[-1]
        return latest.pain if latest.at > self.stopped_at else None

    def current(self, steps: Sequence[Mapping[str, Any]]) -> int | None:
        """Return the step to be shown: the running one, else the next."""
        if self.running is not None:
            return self.running
        over = ("done", "skipped")
        orders = (step["order"] for step in guided(steps))
        return next((o for o in orders if self.status.get(o) not in over), None)


def in_order(events: Iterable[SessionEvent]) -> list[SessionEvent]:
    """Return events as they happened; a reason comes after its stop."""

    def when(event: SessionEvent) -> tuple[Any, ...]:
        is_reason = event.kind == EventKind.STOP_REASON
        return event.monotonic, event.received_at, is_reason

    return sorted(events, key=when)


def now_of(events: Iterable[SessionEvent]) -> SessionNow:
    """Add up the events of a session."""
    now = SessionNow()
    for event in in_order(events):
        now.last = max(now.last, event.monotonic)
        took = TAKES.get(event.kind)
        if took is not None:
            took(now, event)
    return now


def delivered_of(
    steps: Sequence[Mapping[str, Any]], now: SessionNow
) -> dict[int, Delivered]:
    """Return the time and strokes of each step with an edge that was begun."""
    return {
        step["order"]: Delivered(
            now.seconds[step["order"]], now.strokes.get(step["order"])
        )
        for step in steps
        if step.get("edge") and now.seconds.get(step["order"])
    }


def highest_treated(session: Session) -> int | None:
    """Return the highest pain answered in the steps that act on the tissue.

    The comparable sign is tested beside them: its pain is no pain of the treatment. An
    answer that names no step counts: it was given while the session went on.
    """
    steps = session.plan_snapshot.get("steps", [])
    treated = {None} | {step["order"] for step in steps if is_treatment(step)}
    answers = now_of(session.events.all()).answers
    return max((one.pain for one in answers if one.step in treated), default=None)


def resting_pain_of(session: Session) -> int | None:
    """Return pain at rest as asked before the session, else as last assessed."""
    for event in session.events.all():
        if event.detail.get("resting_pain") is not None:
            return int(event.detail["resting_pain"])
    signed = session.visit.episode.assessments.filter(status="final").last()
    return signed.resting_pain if signed is not None else None


def soreness_of(session: Session) -> int | None:
    """Return soreness as asked at the end of a session; None when nobody asked."""
    found = [e.detail.get("soreness") for e in session.events.all() if e.kind == "skin"]
    return found[-1] if found else None


def sign_of(session: Session) -> str:
    """Return the comparable sign: as tested before the edge, else as assessed."""
    for event in session.events.all():
        if event.kind == EventKind.SIGN and event.note:
            return event.note
    signed = session.visit.episode.assessments.filter(status="final").last()
    return signed.comparable_sign if signed is not None else ""


def _started(now: SessionNow, event: SessionEvent) -> None:
    if event.step is not None:
        now.status[event.step] = "running"
        now.running, now.since, now.paused = event.step, event.monotonic, False


def _halt(now: SessionNow, at: float) -> None:
    if now.running is not None and now.since is not None:
        ran = now.seconds.get(now.running, 0.0) + max(at - now.since, 0.0)
        now.seconds[now.running] = ran
    now.since = None


def _over(now: SessionNow, event: SessionEvent) -> None:
    if event.step is None:
        return
    if now.running == event.step:
        _halt(now, event.monotonic)
        now.running = None
    done = event.kind == EventKind.STEP_DONE
    now.status[event.step] = "done" if done else "skipped"
    if event.detail.get("strokes"):
        now.strokes[event.step] = int(event.detail["strokes"])
    if event.note:
        now.reasons[event.step] = event.note


def _pain(now: SessionNow, event: SessionEvent) -> None:
    if event.pain is not None:
        now.answers.append(Answer(event.pain, event.monotonic, event.step))


def _sign(now: SessionNow, event: SessionEvent) -> None:
    if event.pain is not None:
        now.signs.append(Answer(event.pain, event.monotonic, event.step))


def _stop(now: SessionNow, event: SessionEvent) -> None:
    _halt(now, event.monotonic)
    if event.detail.get("strokes") and now.running is not None:
        now.strokes[now.running] = int(event.detail["strokes"])
    if not now.stopped:
        now.stopped, now.stopped_at, now.why = True, event.monotonic, ""


def _why(now: SessionNow, event: SessionEvent) -> None:
    now.why = event.why


def _pause(now: SessionNow, event: SessionEvent) -> None:
    _halt(now, event.monotonic)
    now.paused = True


def _resume(now: SessionNow, event: SessionEvent) -> None:
    now.paused = now.stopped = False
    now.why = ""
    if now.running is not None and now.since is None:
        now.since = event.monotonic


TAKES: dict[str, Callable[[SessionNow, SessionEvent], None]] = {
    EventKind.STEP_STARTED: _started,
    EventKind.STEP_DONE: _over,
    EventKind.STEP_SKIPPED: _over,
    EventKind.PAIN: _pain,
    EventKind.SIGN: _sign,
    EventKind.STOP: _stop,
    EventKind.STOP_REASON: _why,
    EventKind.PAUSE: _pause,
    EventKind.RESUME: _resume,
}
