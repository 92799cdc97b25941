"""What the sessions so far say: time since the last one, reactions still there."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from strigil.catalogue import Limit, Override, limit, one_of, sourced_table
from strigil.planning.finding import LEVELS, Level, ScreenFinding, lifted
from strigil.planning.named import place_name
from strigil.planning.places import Place, places_of, same_place
from strigil.treatment import Case, CaseSession, Reaction, ReactionKind, days_ago
from strigil.units import to_si

__all__ = ["Rest", "places_resting", "reaction_name", "rest_of", "session_findings"]

# Reactions as a practitioner names them, where the id is no such name.
_NAMES: dict[str, str] = {
    "petechiae": "small red dots (petechiae)",
    "skin_break": "broken skin",
    "flare": "symptoms worse than before the session",
    "other": "a warning sign",
}

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


@dataclass(frozen=True, slots=True)
class Rest:
    """What earlier sessions hold against treating the problem's place today.

    Attributes
    ----------
    findings : tuple of ScreenFinding
        What the screen finds in the sessions so far, strictest first, with the signed
        reasons that it honours.
    wait : float
        What is left of the rest between two sessions [s]; 0 when it is over.
    """

    findings: tuple[ScreenFinding, ...]
    wait: float

    @property
    def bars(self) -> tuple[ScreenFinding, ...]:
        """The findings that no treatment may pass."""
        least = LEVELS.index("signed_reason_needed")
        return tuple(f for f in self.findings if LEVELS.index(f.level) >= least)

    @property
    def holds(self) -> bool:
        """True while something bars treating the place."""
        return bool(self.bars)


def rest_of(case: Case) -> Rest:
    """Return whether the place may be treated again, as the screen sees it.

    Parameters
    ----------
    case : Case
        The case with its sessions and what followed them.

    Notes
    -----
    It is a part of :func:`strigil.planning.screen`, not a second judgement: what bars
    here bars there, and nothing in the sessions bars there that does not bar here.
    """
    found = [lifted(finding, case.overrides) for finding in session_findings(case)]
    place = places_of(case)[0]
    elapsed = [_elapsed(case, s) for s in case.sessions if _worked_at(s, place)]
    last = min((ago for ago in elapsed if ago is not None), default=None)
    wait = 0.0 if last is None else max(limit("retreat_interval") - last, 0.0)
    return Rest(tuple(sorted(found, key=lambda f: -LEVELS.index(f.level))), wait)


def reaction_name(kind: ReactionKind) -> str:
    """Return what a practitioner calls a reaction.

    Examples
    --------
    >>> reaction_name("flare")
    'symptoms worse than before the session'
    """
    return _NAMES.get(kind, kind.replace("_", " "))


def session_findings(case: Case) -> Iterator[ScreenFinding]:
    """Yield what earlier sessions at the problem's own place ask for today.

    Elsewhere a reaction lets its place rest, but one that asks to send the patient on
    does so wherever it is.
    """
    place = places_of(case)[0]
    for session in case.sessions:
        if _worked_at(session, place):
            yield from _too_soon(case, session)
            yield from _reactions(case, session)
        else:
            found = _reactions(case, session)
            where = _where(session)
            yield from (
                replace(finding, name=f"{finding.name} ({where})")
                for finding in found
                if finding.level == "refer"
            )


def _where(session: CaseSession) -> str:
    places = dict.fromkeys(f"{dose.site} {dose.side}" for dose in session.doses)
    return "; ".join(place_name(place.strip()) for place in places)


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
    ago = _elapsed(case, session)
    return ago is not None and ago < limit("retreat_interval")


def _elapsed(case: Case, session: CaseSession) -> float | None:
    """Return the time since a session [s], to the hour where that is known.

    A session of some days ago is at most a day older than that.
    """
    ago = days_ago(case, session)
    if session.hours_ago is None:
        return None if ago is None else to_si(ago, "d")
    hours = to_si(session.hours_ago, "h")
    return hours if ago is None else min(hours, to_si(ago + 1.0, "d"))


def _ago_said(case: Case, session: CaseSession) -> str:
    if session.hours_ago is not None:
        return f"{session.hours_ago:.0f} h ago"
    return f"{days_ago(case, session):g} days ago"


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
        answer=_ago_said(case, session),
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
        name=f"Still there from the last session: {reaction_name(reaction.kind)}",
        decision="contraindication" if refers else "precaution",
        scope="local",
        consequence=_CONSEQUENCE[level],
        override=_override(level),
        level=level,
        because=spreading + because,
        source=one_of(Limit, "pain_settle_time").value.source,
        answer=_still_there(reaction),
        advice=_ADVICE[level],
        urgent=reaction.spreading or _STILL_THERE[reaction.kind][1],
    )


def _still_there(reaction: Reaction) -> str:
    said = "spreading" if reaction.spreading else "still there"
    # What an unusual sign is, only its note tells.
    tells = reaction.kind == "other" and reaction.note
    return f"{said}: {reaction.note}" if tells else said


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
