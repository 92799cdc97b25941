"""The plan in plain words for the patient, made from the steps that will be done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from strigil.catalogue import (
    AftercareAdvice,
    BodySite,
    Condition,
    ConsentPoint,
    all_of,
    one_of,
)
from strigil.planning.exercise import programmes_for
from strigil.planning.watch import hides_redness
from strigil.treatment import FORCE_WORDS, Case

__all__ = ["PatientSheet", "SheetPart", "patient_sheet"]

_HOURS_PER_DAY, _SECONDS_PER_MINUTE = 24.0, 60.0
_HOW = {
    "light": "We stroke lightly.",
    "moderate": "We stroke lightly at first, then a bit more firmly.",
    "firm": "We stroke lightly at first, then step by step more firmly.",
}
_AT_A_VISIT = {
    "check": "We ask how you are. We look at your skin.",
    "sign": "We test a move that hurts you, before and after, to see what changed.",
    "warm_up": "We warm the place and put on some cream or gel.",
    "scan": "We feel with a smooth tool, very lightly, for what to treat.",
}
_AFTER_THE_TOOL = {
    "load": "Then you do your exercise.",
    "skin_check": "At the end we look at your skin once more.",
}
_AFTERCARE = (
    ("usual", "What is normal"),
    ("do", "What to do after a visit"),
    ("avoid", "What to leave out"),
    ("call", "Call us"),
    ("urgent", "See a doctor on the same day"),
    ("emergency", "Call for an ambulance at once"),
)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """Some sentences under a head.

    Attributes
    ----------
    head : str
        The head, in words.
    lines : tuple of str
        The sentences.
    kind : str
        Kind of aftercare, as ``data/aftercare.toml`` names it; empty where it is none.
    """

    head: str
    lines: tuple[str, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PatientSheet:
    """What a patient takes home about the plan."""

    title: str
    parts: tuple[SheetPart, ...]

    def as_text(self) -> str:
        """Return the sheet as plain text."""
        told = [self.title]
        for part in self.parts:
            told += ["", part.head, *(f"- {line}" for line in part.lines)]
        return "\n".join(told)


def patient_sheet(case: Case, plan: Mapping[str, Any]) -> PatientSheet:
    """Say a plan in plain words.

    Parameters
    ----------
    case : Case
        The case.
    plan : mapping
        As :meth:`strigil.planning.PlanOfCare.as_json` gives it, or as it was edited
        and accepted after that. A step marked ``skipped`` is not told.

    Returns
    -------
    PatientSheet
        At about the reading of a child of twelve. No forecast and no number of force
        is in it: neither is known for one person.
    """
    steps = [] if plan["held"] else _done(plan)
    what = one_of(Condition, case.problem.condition).name
    parts = [
        SheetPart("What we plan", tuple(_planned(plan, steps))),
        SheetPart("At a visit", tuple(_visit(steps))),
        SheetPart("What you do at home", tuple(_home(case, plan, treated=bool(steps)))),
    ]
    told = [(part, head) for part, head in _AFTERCARE if steps or part == "emergency"]
    parts += [
        SheetPart(head, tuple(_aftercare(case, part)), part) for part, head in told
    ]
    parts += [
        SheetPart("What is known, and what is not", tuple(_consent("benefit"))),
        SheetPart("It is your choice", tuple(_consent("right", "alternative"))),
    ]
    return PatientSheet(f"Your plan: {what}", tuple(p for p in parts if p.lines))


def _planned(
    plan: Mapping[str, Any], steps: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    if not steps:
        yield "We do not treat you with the tool today."
        yield "We tell you why, and what to do in its place."
        return
    when = plan["schedule"]
    visits, rate, weeks = when["visits"], when["visits_per_week"], when["weeks"]
    each = "one a week" if rate == 1.0 else f"about {rate:g} a week"
    yield f"We plan {visits} visits in {weeks:g} weeks: {each}."
    rest = when["retreat_interval_h"] / _HOURS_PER_DAY
    yield f"The same place then has at least {rest:g} days of rest."
    yield f"After {when['re_assess_after']} visits we ask if it helps."
    yield "If it does not help, we stop and think again. More force is not the answer."


def _visit(steps: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    phases = {step["phase"] for step in steps}
    yield from (said for phase, said in _AT_A_VISIT.items() if phase in phases)
    worked = [step for step in steps if step.get("edge")]
    for site, side in dict.fromkeys((s["site"], s.get("side")) for s in worked):
        here = [s for s in worked if (s["site"], s.get("side")) == (site, side)]
        yield from _place(one_of(BodySite, site).name, side or "", here)
    words = {(step.get("force_band") or {}).get("word") for step in worked}
    used = [word for word in FORCE_WORDS if word in words]
    if used:
        yield _HOW[used[-1]]
        yield "It must never hurt more than is fine for you. Say stop, and we lift."
    yield from (said for phase, said in _AFTER_THE_TOOL.items() if phase in phases)


def _place(name: str, side: str, here: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    time = sum(step.get("duration") or 0.0 for step in here) / _SECONDS_PER_MINUTE
    about = "about a minute" if round(time) <= 1 else f"about {round(time)} minutes"
    where = f"{name}, {side}" if side and side != "none" else name
    yield f"Where: {where}. The tool is on your skin for {about}."
    if here[0].get("position"):
        yield f"How you lie or sit: {here[0]['position'].rstrip('.').lower()}."


def _home(case: Case, plan: Mapping[str, Any], *, treated: bool) -> Iterator[str]:
    """Yield the exercise of the plan; where it is held, only what it says instead."""
    told = [s["instruction"] for s in _done(plan) if s["phase"] == "load"]
    if not treated:
        instead = " ".join(plan["instead"])
        ours = [str(programme) for programme in programmes_for(case)]
        told = [programme for programme in ours if programme in instead]
    if not told:
        return
    yield from (said.replace(" (recalled)", "") for said in told)
    if treated:
        yield "Your exercise counts more than the tool."
    yield "Do less if the pain stays up the next day, and tell us."


def _done(plan: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [step for step in plan["steps"] if not step.get("skipped")]


def _aftercare(case: Case, part: str) -> Iterator[str]:
    dark = hides_redness(case.patient.skin_tone)
    for advice in all_of(AftercareAdvice).values():
        if advice.part == part:
            skin = advice.on_dark_skin if dark else ""
            yield " ".join(filter(None, (advice.text, skin)))


def _consent(*parts: str) -> Iterator[str]:
    points = all_of(ConsentPoint).values()
    yield from (point.text for part in parts for point in points if point.part == part)
