"""What to do next: hold, down, stop, refer, or progress in kind; never more force."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from strigil.catalogue import (
    Condition,
    Limit,
    OutcomeMeasure,
    limit,
    one_of,
    sourced_table,
)
from strigil.planning.finding import LEVELS
from strigil.planning.screen import screen
from strigil.planning.screen_sessions import reaction_name
from strigil.planning.trend import Trend, trend_of
from strigil.treatment import (
    FORCE_WORDS,
    Case,
    CaseSession,
    ForceWord,
    Reaction,
    Reason,
    calibrate,
    days_ago,
    strokes_above,
)
from strigil.units import to_si

__all__ = [
    "Decision",
    "Revision",
    "edges_set_back",
    "edges_used",
    "firmest_word_used",
    "revise",
]

Decision = Literal["wait", "start", "hold", "down", "stop", "refer", "progress_in_kind"]


@dataclass(frozen=True, slots=True)
class Revision:
    """What the sessions and outcomes so far ask for.

    Attributes
    ----------
    decision : str
        Before the first session ``start``, or ``wait`` while the screen bars it; then
        ``hold``, ``down``, ``stop``, ``refer`` or ``progress_in_kind``: another edge,
        direction, position or exercise load.
    change : str
        What to change, in a sentence.
    """

    decision: Decision
    change: str
    because: tuple[Reason, ...]

    def as_json(self) -> dict[str, object]:
        """Return ``{decision, change, because}``."""
        return {
            "decision": self.decision,
            "change": self.change,
            "because": [reason.as_json() for reason in self.because],
        }


_CHANGE: dict[Decision, str] = {
    "wait": "Do not start yet. First settle what the screen holds against it.",
    "start": "Start light; go no firmer than moderate until a reaction is known. "
    "Record the comparable sign before and after.",
    "hold": "Keep the dose as it was.",
    "down": "One word lighter where there is one, else half the time; ask again "
    "before the next session.",
    "stop": "Stop IASTM. Go on with exercise and advice, and think again about the "
    "diagnosis.",
    "refer": "No treatment. Send the patient on.",
    "progress_in_kind": "Change one thing in kind: another edge, across instead of "
    "along the fibres, or more exercise load. Leave the force as it is.",
}
# The same where the screen leaves one word.
_CAPPED: dict[Decision, str] = {
    "start": "Start light and stay light: the screen allows no firmer word. "
    "Record the comparable sign before and after.",
    "hold": "Keep the time as it was and stay light: the screen allows no firmer word.",
}


def revise(case: Case) -> Revision:
    """Decide the next step from what happened so far.

    Parameters
    ----------
    case : Case
        The case with its sessions, reactions and outcomes.

    Returns
    -------
    Revision
        The strictest step that anything asks for. None of them is more force.

    Notes
    -----
    No relation between force and outcome is known in people, and pain relief from
    deep friction was the same at less, equal and more pressure (Chaves2020b). So a
    missing response asks for a change in kind or an end, not for more.

    References
    ----------
    Chaves2020b
    """
    if not case.sessions:
        return _before_the_first(case)
    strokes = [*_from_recordings(case)]
    asked = [*_from_screen(case), *_from_reactions(case), *strokes, *_from_trend(case)]
    order: tuple[Decision, ...] = ("refer", "stop", "down", "progress_in_kind", "hold")
    steps = [step for step, _ in asked]
    decision: Decision = next((step for step in order if step in steps), "hold")
    found = _revision(decision, [why for step, why in asked if step == decision])
    if decision == "hold" and screen(case).cap:
        return replace(found, change=_CAPPED[decision])
    if decision == "down" and strokes:
        return replace(found, change=f"{found.change} {_ON_THE_SCALE}")
    return found


def firmest_word_used(case: Case) -> ForceWord | None:
    """Return the firmest word of the last session that named one."""
    dated = sorted(case.sessions, key=lambda s: days_ago(case, s) or 0.0)
    for session in dated:
        words = [dose.word for dose in session.doses if dose.word]
        if words:
            return max(words, key=FORCE_WORDS.index)
    return None


def edges_used(case: Case) -> frozenset[str]:
    """Return the edges of the last session."""
    if not case.sessions:
        return frozenset()
    return frozenset(dose.edge for dose in _last_session(case).doses)


def edges_set_back(case: Case) -> frozenset[str]:
    """Return the edges of the last session where a change in kind is asked for."""
    changes = revise(case).decision == "progress_in_kind"
    return edges_used(case) if changes else frozenset()


def _revision(decision: Decision, because: list[Reason]) -> Revision:
    return Revision(decision, _CHANGE[decision], tuple(because))


def _before_the_first(case: Case) -> Revision:
    referred = [why for _, why in _from_screen(case)]
    if referred:
        return _revision("refer", referred)
    found = screen(case)
    if found.treatable:
        change = (_CAPPED if found.cap else _CHANGE)["start"]
        return Revision("start", change, ())
    least = LEVELS.index("signed_reason_needed")
    against = [f for f in found.findings if LEVELS.index(f.level) >= least]
    return _revision("wait", [Reason(f.name, f.answer, f.source) for f in against])


def _from_screen(case: Case) -> Iterator[tuple[Decision, Reason]]:
    for found in screen(case).findings:
        if found.level == "refer":
            yield "refer", Reason(found.name, found.answer, found.source)


def _last_session(case: Case) -> CaseSession:
    return min(case.sessions, key=lambda s: days_ago(case, s) or 0.0)


def _from_reactions(case: Case) -> Iterator[tuple[Decision, Reason]]:
    last = _last_session(case)
    pain, ceiling = last.pain_during, limit("pain_ceiling")
    if pain is not None and pain >= ceiling:
        number = f"{pain:g} of 10, ceiling {ceiling:g}"
        yield "down", Reason("pain in treatment reached the ceiling", number, _CEILING)
    if last.stopped_because:
        yield "down", Reason("the last session was stopped early", last.stopped_because)
    for reaction in last.reactions:
        if _was_too_much(reaction):
            yield "down", _too_much(reaction)


def _from_recordings(case: Case) -> Iterator[tuple[Decision, Reason]]:
    """Yield a step down where recorded strokes were firmer than was allowed."""
    recorded = _last_session(case).recorded
    own = calibrate(case.practitioner.readings) if recorded else None
    for part in recorded:
        found = strokes_above(part, own)
        if found is not None and found.too_many:
            yield "down", found.as_reason()


_CEILING = "StrigilPolicy"
_ON_THE_SCALE = "Practise the word on a scale first."
# After any of these the next session is lighter.
_NEVER_AGAIN = frozenset(
    {"bruise", "swelling", "skin_break", "blister", "flare"}
    | {"tingling", "numbness", "weakness"}
)


def _was_too_much(reaction: Reaction) -> bool:
    mild = sourced_table("planning_rules.toml")["low_severity"].value
    settle = limit("pain_settle_time")
    if reaction.kind in _NEVER_AGAIN:
        return True
    is_long = (
        reaction.lasted_hours is not None
        and to_si(reaction.lasted_hours, "h") > settle
        and reaction.kind == "soreness"
    )
    return is_long or (reaction.severity or 0.0) > mild


def _too_much(reaction: Reaction) -> Reason:
    name = reaction_name(reaction.kind)
    how_bad = "" if reaction.severity is None else f"{reaction.severity:g} of 10"
    how_long = "" if reaction.lasted_hours is None else f"{reaction.lasted_hours:g} h"
    number = ", ".join(part for part in (how_bad, how_long) if part)
    source = one_of(Limit, "pain_settle_time").value.source
    if reaction.kind == "bruise":
        rule = "the last session left a bruise, which is no goal and no sign of success"
        return Reason(rule, number, "StrigilPolicy")
    return Reason(f"{name} was more than the usual reaction", number, source)


def _from_trend(case: Case) -> Iterator[tuple[Decision, Reason]]:
    condition = one_of(Condition, case.problem.condition)
    trends = [trend_of(case, measure) for measure in condition.outcome_measures]
    known = [trend for trend in trends if trend.change is not None]
    enough = len(case.sessions) >= limit("response_check_visits")
    source = one_of(Limit, "response_check_visits").value.source
    number = f"{len(case.sessions)} sessions"
    verdicts = {trend.verdict for trend in known}
    if {"better", "worse"} <= verdicts:
        yield from _disagree(known)
    elif "better" in verdicts:
        for trend in known:
            if trend.verdict == "better":
                yield "hold", _trend_reason(trend)
    elif "worse" in verdicts:
        yield from _worse(known, enough)
    elif enough and known:
        yield (
            "stop" if _long_without(case) else "progress_in_kind",
            Reason(
                "no change beyond what can be detected; force is not raised",
                number,
                source,
            ),
        )


def _disagree(known: list[Trend]) -> Iterator[tuple[Decision, Reason]]:
    """Yield a step down: a gain on one measure does not make up for a loss on another.

    What is worse comes first.
    """
    rule = "the outcome measures disagree: find out why before the next session"
    yield "down", Reason(rule, "", "StrigilPolicy")
    for verdict in ("worse", "better"):
        for trend in known:
            if trend.verdict == verdict:
                yield "down", _trend_reason(trend)


def _worse(known: list[Trend], enough: bool) -> Iterator[tuple[Decision, Reason]]:
    for trend in known:
        if trend.verdict == "worse":
            yield "stop" if enough else "down", _trend_reason(trend)


def _long_without(case: Case) -> bool:
    """Twice the visits after which a response is asked about, and none came."""
    return len(case.sessions) >= 2.0 * limit("response_check_visits")


def _trend_reason(trend: Trend) -> Reason:
    name = one_of(OutcomeMeasure, trend.measure).name
    number = f"{trend.change_said}, important from {trend.important:.3g}"
    return Reason(f"{name}: {trend.verdict}", number, trend.source)
