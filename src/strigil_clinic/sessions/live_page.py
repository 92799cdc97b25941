"""What the guided session shows: its steps, the clock and the thresholds."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strigil_clinic.people.models import Practitioner
from strigil_clinic.sessions.events import as_json, clock_of, elapsed
from strigil_clinic.sessions.models import EventKind, Session, StopWhy
from strigil_clinic.sessions.science import GO_ON_AFTER, may_go_on, pain_rule
from strigil_clinic.sessions.state import SessionNow, now_of, resting_pain_of
from strigil_clinic.sessions.steps import LiveStep, live_steps, phases
from strigil_clinic.words import site_name

__all__ = ["live_page"]

SCALE = range(11)
NONE_YET = "–"
SKIPS = (
    gettext_lazy("no restriction felt there"),
    gettext_lazy("tender there"),
    gettext_lazy("the patient asked"),
    gettext_lazy("no time left"),
)


def live_page(session: Session, who: Practitioner) -> dict[str, Any]:
    """Return the context of the live page."""
    episode = session.visit.episode
    plan_steps = session.plan_snapshot.get("steps", [])
    steps, now = live_steps(plan_steps), now_of(session.events.all())
    current, resting = now.current(plan_steps), resting_pain_of(session)
    rule = pain_rule()
    return {
        "session": session,
        "episode": episode,
        "patient": episode.patient,
        "place": site_name(episode.site_id),
        "clock": clock_of(max(elapsed(session), now.last)),
        "skips": SKIPS,
        "because": _because(session, now),
        "steps": _panels(steps, now),
        "current": current,
        "step": next((one for one in steps if one.order == current), None),
        "now": now,
        "resting": resting,
        "so_far": _so_far(now),
        "rule": rule,
        "lift_at": _lift_at(rule.ceiling, rule.rise, resting),
        "phases": _bars(steps, now, current),
        "scale": SCALE,
        "whys": [why for why in StopWhy if why != StopWhy.PAIN_LIMIT],
        "may_go_on": may_go_on(now.why, now.answer_since_stop, resting),
        "could_go_on": now.why in GO_ON_AFTER,
        "own_words": who == session.practitioner,
        "live": _for_script(session, steps, resting),
    }


def _panels(
    steps: list[LiveStep], now: SessionNow
) -> list[tuple[LiveStep, LiveStep | None, str]]:
    """Return each step with the one after it, and where it stands."""
    following: list[LiveStep | None] = [*steps[1:], None]
    return [
        (step, after, now.status.get(step.order, ""))
        for step, after in zip(steps, following, strict=True)
    ]


def _bars(
    steps: list[LiveStep], now: SessionNow, current: int | None
) -> list[dict[str, Any]]:
    """Return a bar for each phase: name, its steps, how many of them are over."""
    bars = []
    for phase, name, orders in phases(steps):
        over = sum(now.status.get(order) in ("done", "skipped") for order in orders)
        here = current in orders
        bars.append(
            {
                "phase": phase,
                "name": name,
                "orders": orders,
                "over": over,
                "here": here,
                "state": "here" if here else "done" if over == len(orders) else "",
            }
        )
    return bars


def _so_far(now: SessionNow) -> dict[str, int | str]:
    """Return the answers of this session; a dash where there is none yet."""
    signs = [answer.pain for answer in now.signs]
    pains = [answer.pain for answer in now.answers]
    return {
        "before": signs[0] if signs else NONE_YET,
        "after": signs[-1] if len(signs) > 1 else NONE_YET,
        "highest": max(pains) if pains else NONE_YET,
    }


def _because(session: Session, now: SessionNow) -> str:
    """Return why the edge was lifted, as the server found it."""
    stops = [row for row in session.events.all() if row.kind == EventKind.STOP]
    return stops[-1].note if now.stopped and stops else ""


def _lift_at(ceiling: float, rise: float, resting: int | None) -> int:
    """Return the answer at which to lift [point]: the lower of the two limits."""
    return round(ceiling if resting is None else min(ceiling, resting + rise))


def _for_script(
    session: Session, steps: list[LiveStep], resting: int | None
) -> dict[str, Any]:
    rule = pain_rule()
    return {
        "session": str(session.pk),
        "elapsed": elapsed(session),
        "steps": [step.as_json() for step in steps],
        "events": [as_json(row) for row in session.events.all()],
        "pain": {"ceiling": rule.ceiling, "rise": rule.rise, "stale": rule.stale},
        "resting": resting,
        "go_on_after": list(GO_ON_AFTER),
        "whys": dict(StopWhy.choices) | {"": ""},
        "urls": {
            "event": reverse("sessions:event", args=[session.pk]),
            "finish": reverse("sessions:finish", args=[session.pk]),
        },
        "words": {
            "begin": _("Start step"),
            "done": _("Done, next"),
            "last": _("Done, finish"),
            "ago": _("asked %s s ago"),
            "old": _("answer is %s s old: ask again"),
            "ask": _("ask now"),
            "resting": _("at rest"),
            "waiting": _("%s events waiting"),
            "waiting_one": _("1 event waiting"),
            "kept": _("all kept"),
            "left": _("s left"),
            "over": _("s over"),
            "paused": _("paused"),
            "ready": _("ready"),
            "sound": _("Tone on"),
            "mute": _("Tone off"),
            "login": _("Log in again in another window; nothing is lost."),
            "limit": _("Pain reached %s."),
            "pause": _("Pause"),
            "go_on": _("Go on"),
            "strokes": _("strokes"),
            "planned": _("of %s planned"),
            "pain": _("Pain now"),
            "sign": _("Pain at the sign"),
        },
    }
