"""When a plan holds no treatment: why, and what to do instead."""

from collections.abc import Mapping

from strigil.catalogue import Programme, ScreeningItem, all_of
from strigil.planning.choose import EdgeChoice, Purpose
from strigil.planning.finding import LEVELS, ScreenFinding, Screening
from strigil.planning.revise import Revision

__all__ = ["held_because", "instead_of_treating"]

_SAY = {
    "blocked": "No treatment today",
    "refer": "No treatment: send the patient on",
    "signed_reason_needed": "No treatment until a reason is signed",
}

_TODAY = "Send the patient on today."


def held_because(
    screening: Screening,
    revision: Revision,
    ranked: Mapping[Purpose, tuple[EdgeChoice, ...]],
) -> str:
    """Return why nothing may be treated, or an empty text when something may."""
    if not screening.treatable:
        return f"{_SAY[screening.decision]}: {_against(screening)}."
    if revision.decision in ("stop", "refer"):
        why = "; ".join(str(reason) for reason in revision.because)
        return f"{revision.change} Because: {why}."
    if not all(any(c.fits for c in choices) for choices in ranked.values()):
        return f"No edge at hand fits. {_why_no_edge(ranked)}".strip()
    return ""


def instead_of_treating(screening: Screening, programme: Programme) -> tuple[str, ...]:
    """Return what to do instead: each finding's advice, then care without an edge."""
    strict = [f for f in screening.findings if _is_strict(f.level)]
    advice = [f"{f.name}: {_do(f)}" for f in strict if _do(f)]
    urgent = [found for found in strict if found.urgent]
    if any(not found.find_out for found in urgent):
        if not any(_TODAY in said for said in advice):
            advice.insert(0, _TODAY)
    elif urgent:
        advice.append("What can not be found out today is sent on today.")
    if screening.decision == "refer" or any(_forbids_load(f.item) for f in strict):
        return _said_once(advice)
    exercise = f"Where nothing above forbids it: {programme}"
    return _said_once([*advice, exercise])


def _said_once(advice: list[str]) -> tuple[str, ...]:
    """Leave out what another sentence says with more behind it."""
    every = tuple(dict.fromkeys(advice))
    return tuple(
        said
        for said in every
        if not any(other != said and other.startswith(said) for other in every)
    )


def _do(found: ScreenFinding) -> str:
    """Return what to do: find out what is not known, or the advice and whom to see."""
    if found.find_out:
        return f"find out first. {found.find_out}"
    return f"{found.advice} {found.send_to}".strip()


def _forbids_load(item: str) -> bool:
    """Return True where exercise could harm too: a medicine, a clot, a bone or tear."""
    known = all_of(ScreeningItem).get(item)
    return known is not None and known.group in ("medicine", "blood", "bone")


def _against(screening: Screening) -> str:
    strict = [f.name for f in screening.findings if _is_strict(f.level)]
    return "; ".join(dict.fromkeys(strict))


def _is_strict(level: str) -> bool:
    return level in LEVELS[LEVELS.index("signed_reason_needed") :]


def _why_no_edge(ranked: Mapping[Purpose, tuple[EdgeChoice, ...]]) -> str:
    choices = ranked["scan"]
    if not choices:
        return "No instrument is at hand and in use: list one."
    return " ".join(
        f"{c.instrument.name}, {c.edge.name.lower()}: {c.because[0].rule}."
        for c in choices
    )
