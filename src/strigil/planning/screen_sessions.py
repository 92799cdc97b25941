"""What the sessions so far say: time since the last one, reactions still there."""

from collections.abc import Iterator

from strigil.catalogue import Limit, Override, limit, one_of, sourced_table
from strigil.planning.finding import Level, ScreenFinding
from strigil.planning.places import Place, places_of, same_place
from strigil.treatment import Case, CaseSession, Reaction, days_ago
from strigil.units import to_si

__all__ = ["places_resting", "session_findings"]

# What a reaction that is still there asks for: (level, urgent, why).
_STILL_THERE: dict[str, tuple[Level, bool, str]] = {
    "bruise": ("blocked", False, "Working on a bruise makes it bleed again."),
    "petechiae": ("blocked", False, "Small vessels there have not closed yet."),
    "skin_break": ("blocked", False, "Broken skin is not worked on."),
    "blister": ("blocked", False, "Broken skin is not worked on."),
    "swelling": ("blocked", False, "Swelling that stays is not a normal reaction."),
    "flare": ("blocked", False, "The last dose was more than the place could take."),
    "tingling": ("refer", False, "A nerve may be irritated."),
    "numbness": ("refer", False, "A nerve may be irritated."),
    "weakness": ("refer", True, "A nerve or a tendon may be hurt."),
    "faintness": ("refer", False, "Faintness that stays has another cause."),
    "redness": ("cap", False, "The skin has not settled from the last session."),
    "soreness": ("caution", False, "The place has not settled from the last session."),
    "other": ("signed_reason_needed", False, "An unusual reaction is still there."),
}
_ADVICE: dict[Level, str] = {
    "blocked": "Look at it, write it down, and wait until it has gone.",
    "refer": "Look at it, write it down, and send the patient on.",
    "signed_reason_needed": "Ask what happened; go on only with a reason you sign.",
    "cap": "Look at it and write it down; light only.",
    "caution": "Ask how sore, 0 to 10, before and after.",
    "clear": "",
}
_CONSEQUENCE: dict[Level, str] = {
    "blocked": "block",
    "refer": "refer",
    "signed_reason_needed": "signed_reason",
    "cap": "light_only",
    "caution": "none",
    "clear": "none",
}


def session_findings(case: Case) -> Iterator[ScreenFinding]:
    """Yield what earlier sessions at the problem's own place ask for today."""
    place = places_of(case)[0]
    for session in case.sessions:
        if _worked_at(session, place):
            yield from _too_soon(case, session)
            yield from _reactions(case, session)


def places_resting(case: Case) -> tuple[str, ...]:
    """Return places besides the problem's own that must rest today."""
    resting = []
    for place in places_of(case)[1:]:
        for session in case.sessions:
            here = _worked_at(session, place)
            if here and (_is_too_soon(case, session) or _has_marks(session)):
                resting.append(str(place))
    return tuple(dict.fromkeys(resting))


def _worked_at(session: CaseSession, place: Place) -> bool:
    if not session.doses:
        return True  # nobody wrote where, so it may have been here
    return any(same_place(dose.site, dose.side, place) for dose in session.doses)


def _is_too_soon(case: Case, session: CaseSession) -> bool:
    ago = days_ago(case, session)
    return ago is not None and to_si(ago, "d") < limit("retreat_interval")


def _has_marks(session: CaseSession) -> bool:
    levels = [_level(r) for r in session.reactions if r.still_present]
    return "blocked" in levels or "refer" in levels


def _too_soon(case: Case, session: CaseSession) -> Iterator[ScreenFinding]:
    if not _is_too_soon(case, session):
        return
    hours = limit("retreat_interval") / to_si(1.0, "h")
    yield ScreenFinding(
        item="retreat_interval",
        name="This place was treated a short time ago",
        decision="contraindication",
        scope="local",
        consequence="block",
        override="signed_reason",
        level="blocked",
        because=f"{hours:.0f} h between sessions at one place is commonly taught, so "
        "that soreness and bruising show before they are added to. It is untested.",
        source=one_of(Limit, "retreat_interval").value.source,
        answer=f"{days_ago(case, session):g} days ago",
        advice="Treat another place, or wait.",
    )


def _reactions(case: Case, session: CaseSession) -> Iterator[ScreenFinding]:
    for reaction in session.reactions:
        if reaction.still_present or reaction.spreading:
            yield _reaction_finding(case, session, reaction)


def _reaction_finding(
    case: Case, session: CaseSession, reaction: Reaction
) -> ScreenFinding:
    level, because = _level(reaction), _STILL_THERE[reaction.kind][2]
    if reaction.kind == "soreness" and _is_long(case, session):
        level = "signed_reason_needed"
        because = "Soreness of more than two days is more than the usual reaction."
    spreading = "A mark that spreads is bleeding on. " if reaction.spreading else ""
    refers = level in ("blocked", "refer")
    return ScreenFinding(
        item="reaction",
        name=f"Still there from the last session: {reaction.kind.replace('_', ' ')}",
        decision="contraindication" if refers else "precaution",
        scope="local",
        consequence=_CONSEQUENCE[level],
        override=_override(level),
        level=level,
        because=spreading + because,
        source=one_of(Limit, "pain_settle_time").value.source,
        answer="spreading" if reaction.spreading else "still there",
        advice=_ADVICE[level],
        urgent=reaction.spreading or _STILL_THERE[reaction.kind][1],
    )


def _override(level: Level) -> Override:
    if level == "signed_reason_needed":
        return "signed_reason"
    return "never" if level in ("blocked", "refer") else "cap"


def _level(reaction: Reaction) -> Level:
    if reaction.spreading:
        return "refer"
    level = _STILL_THERE[reaction.kind][0]
    mild = sourced_table("planning_rules.toml")["low_severity"].value
    if reaction.kind == "soreness" and (reaction.severity or 0.0) > mild:
        return "cap"
    return level


def _is_long(case: Case, session: CaseSession) -> bool:
    ago = days_ago(case, session)
    return ago is not None and to_si(ago, "d") > limit("pain_settle_time")
