"""What the guided session shows: its steps, the clock and the thresholds."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from strigil_clinic.episodes.loop import caps_of
from strigil_clinic.people.models import Practitioner
from strigil_clinic.plans.shown import step_shown
from strigil_clinic.recordings.scans import scans_in_session
from strigil_clinic.sessions.events import as_json, clock_of, elapsed
from strigil_clinic.sessions.models import EventKind, Session, StopWhy
from strigil_clinic.sessions.science import GO_ON_AFTER, may_go_on, pain_rule
from strigil_clinic.sessions.state import (
    SessionNow,
    highest_treated,
    now_of,
    resting_pain_of,
    sign_of,
)
from strigil_clinic.sessions.steps import LiveStep, after, live_steps, phases
from strigil_clinic.streams.shown import sensors, stream_for_script
from strigil_clinic.words import site_name

__all__ = ["live_page"]

SCALE = range(11)
BY_RULE = (StopWhy.PAIN_LIMIT, StopWhy.FORCE)  # nobody has to tap why
NONE_YET = "–"
SKIPS = (
    gettext_lazy("no restriction felt there"),
    gettext_lazy("tender there"),
    gettext_lazy("the patient asked"),
    gettext_lazy("no time left"),
)
WORDS = {
    "begin": gettext_lazy("Start step"),
    "done": gettext_lazy("Done, next"),
    "last": gettext_lazy("Done, finish"),
    "ago": gettext_lazy("asked %s ago"),
    "old": gettext_lazy("asked %s ago: ask again"),
    "ask": gettext_lazy("ask now"),
    "before": gettext_lazy("before the edge: %s"),
    "kept": gettext_lazy("saved"),
    "waiting": gettext_lazy("%s entries not sent yet"),
    "waiting_one": gettext_lazy("1 entry not sent yet"),
    "away": gettext_lazy(
        "No connection to the clinic's server. Go on working: nothing is lost. What "
        "you enter is kept on this device and sent when the connection is back."
    ),
    "back": gettext_lazy("The connection is back. Everything is saved."),
    "leaving": gettext_lazy("The next page opens when the connection is back."),
    "login": gettext_lazy(
        "You are logged out. Log in again in another window; nothing is lost."
    ),
    "left": gettext_lazy("s left"),
    "left_min": gettext_lazy("min left"),
    "over": gettext_lazy("s over"),
    "over_min": gettext_lazy("min over"),
    "step": gettext_lazy("Step %s of %s, %s."),
    "all_done": gettext_lazy("All steps are done."),
    "time_up": gettext_lazy("The planned time is up. Lift the edge."),
    "paused": gettext_lazy("paused"),
    "going": gettext_lazy("going on"),
    "sound": gettext_lazy("Tone on"),
    "mute": gettext_lazy("Tone off"),
    "limit": gettext_lazy("Pain reached %s."),
    "pause": gettext_lazy("Pause"),
    "go_on": gettext_lazy("Go on"),
    "planned": gettext_lazy("of %s planned"),
    "pain": gettext_lazy("Pain now"),
    "sign": gettext_lazy("Pain at the sign"),
}
SHORTCUTS = (  # the page's script knows the same
    (
        ("Esc", "S", "B", "Page Down"),
        gettext_lazy("STOP; a pedal or presenter too"),
    ),
    (("N",), gettext_lazy("start the step; done, next")),
    (("P",), gettext_lazy("pause, go on")),
    (("K",), gettext_lazy("count a stroke")),
    (("L",), gettext_lazy("leave the step out")),
    (("0", "…", "9"), gettext_lazy("pain 0 to 9")),
    (("X",), gettext_lazy("pain 10")),
    (("T",), gettext_lazy("tone on or off")),
    (("1", "…", "8"), gettext_lazy("after STOP: why")),
    (("G",), gettext_lazy("after STOP: go on")),
    (("E",), gettext_lazy("after STOP: end the session")),
)


def live_page(session: Session, who: Practitioner) -> dict[str, Any]:
    """Return the context of the live page."""
    episode = session.visit.episode
    plan_steps = session.plan_snapshot.get("steps", [])
    steps, now = live_steps(plan_steps, sign_of(session)), now_of(session.events.all())
    current, resting = now.current(plan_steps), resting_pain_of(session)
    rule, caps = pain_rule(), caps_of(episode)
    return {
        "session": session,
        "episode": episode,
        "patient": episode.patient,
        "place": site_name(episode.site_id),
        "clock": clock_of(max(elapsed(session), now.last)),
        "skips": SKIPS,
        "because": _because(session, now),
        "steps": _panels(steps, now),
        "scans": scans_in_session(session),
        "to_come": [
            (one.phase_name, one.said) for one in map(step_shown, after(plan_steps))
        ],
        "current": current,
        "step": next((one for one in steps if one.order == current), None),
        "now": now,
        "resting": resting,
        "so_far": _so_far(now, highest_treated(session)),
        "rule": rule,
        "lift_at": _lift_at(rule.ceiling, rule.rise, resting),
        "phases": _bars(steps, now, current),
        "scale": SCALE,
        "whys": [why for why in StopWhy if why not in BY_RULE],
        "may_go_on": may_go_on(now.why, now.answer_since_stop, resting),
        "could_go_on": now.why in GO_ON_AFTER,
        "shortcuts": SHORTCUTS,
        "caps": caps,
        "sensors": sensors(session, capped=bool(caps)),
        "own_words": who == session.practitioner,
        "live": _for_script(session, steps, resting),
    }


def _panels(
    steps: list[LiveStep], now: SessionNow
) -> list[tuple[LiveStep, LiveStep | None, str]]:
    """Return each step with the one after it, and where it stands."""
    following: list[LiveStep | None] = [*steps[1:], None]
    return [
        (step, ahead, now.status.get(step.order, ""))
        for step, ahead in zip(steps, following, strict=True)
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


def _so_far(now: SessionNow, highest: int | None) -> dict[str, int | str]:
    """Return the answers of this session; a dash where there is none yet."""
    signs = [answer.pain for answer in now.signs]
    return {
        "before": signs[0] if signs else NONE_YET,
        "after": signs[-1] if len(signs) > 1 else NONE_YET,
        "highest": NONE_YET if highest is None else highest,
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
        "stream": stream_for_script(session),
        "words": {key: str(said) for key, said in WORDS.items()},
    }
