"""What a reaction says: usual or not, how to look, when the place may be treated again.

Needs no Django. Every figure of time comes from the after-care of the catalogue, and
whether a place may be treated again is what the screen finds of its sessions.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from strigil.catalogue import (
    AftercareAdvice,
    Instrument,
    Limit,
    all_of,
    one_of,
    sourced_table,
)
from strigil.planning import ScreenFinding, hides_redness, rest_of, skin_watch_of
from strigil.references import cite
from strigil.reporting import number, spread
from strigil.treatment import (
    Case,
    GivenDose,
    Reaction,
    ReactionKind,
    SessionDose,
    WordReadings,
    calibrate,
    dose_of_steps,
    dose_steps,
)
from strigil.units import to_si
from strigil_clinic.sessions.science import strokes_known

if TYPE_CHECKING:  # the rows are handed in
    from strigil_clinic.reactions.models import Reaction as Row

__all__ = [
    "Judged",
    "Lock",
    "Seen",
    "advice_by_part",
    "dose_at",
    "dose_lines",
    "hides_redness",
    "judged",
    "last_answer",
    "lock_of",
    "reactions_of",
    "signs",
    "signs_said",
    "watch_of",
]

PARTS = ("usual", "do", "avoid", "call", "urgent", "emergency")
SIGNS = ("call", "urgent", "emergency")
OF_NERVE = frozenset({"call_tingling", "urgent_weakness"})  # reactions of their own


@dataclass(frozen=True, slots=True)
class Seen:
    """What one answer said, on which day after the session [d]."""

    day: int
    redness: bool
    bruise: str
    soreness: int
    worse: bool
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether an answer is usual, the reasons, and the gravest sign's part."""

    usual: bool
    because: tuple[str, ...]
    gravest: str = ""


@dataclass(frozen=True, slots=True)
class StillThere:
    """What of one session bars treating the place, by the last answer after it.

    Attributes
    ----------
    names
        As a practitioner says them, such as `bruise`.
    said
        Why each bars, and what to do.
    may_clear
        Whether one tap may say that it is gone: not where a nerve, a doctor or an
        emergency was named, which asks for a new answer.
    may_sign
        Whether a reason signed in the screen lifts it.
    """

    names: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    may_clear: bool = False
    may_sign: bool = False


@dataclass(frozen=True, slots=True)
class Lock:
    """From when the same place may be treated again; what bars it, by session."""

    until: datetime | None
    sessions: tuple[StillThere, ...]
    cares: tuple[str, ...]
    because: str
    source: str

    @property
    def barred(self) -> tuple[str, ...]:
        """What reactions bar, in sentences."""
        return tuple(said for one in self.sessions for said in one.said)

    @property
    def holds(self) -> bool:
        """Whether something still speaks against treating the place."""
        return self.until is not None or bool(self.barred)


def advice_by_part() -> dict[str, list[AftercareAdvice]]:
    """Return what a patient takes home, in the order in which it is told."""
    every = all_of(AftercareAdvice).values()
    return {part: [one for one in every if one.part == part] for part in PARTS}


def signs() -> list[AftercareAdvice]:
    """Return what is not usual, from a call to an emergency."""
    return [one for part in SIGNS for one in advice_by_part()[part]]


def signs_said(ticked: Iterable[str]) -> str:
    """Return what was ticked, in the words in which it was asked."""
    return "; ".join(one.text.rstrip(".") for one in signs() if one.id in set(ticked))


def judged(seen: Seen) -> Judged:
    """Say whether an answer is what is usual after IASTM."""
    because = [*_longer(seen), *_more(seen)]
    known = {one.id: one for one in signs()}
    ticked = [known[sign] for sign in seen.signs if sign in known]
    because += [one.text for one in ticked]
    parts = [one.part for one in ticked]
    gravest = next((part for part in reversed(SIGNS) if part in parts), "")
    return Judged(not because, tuple(because), gravest)


def lock_of(case: Case, now: datetime) -> Lock:
    """Return when the place may be treated again, as the screen finds it.

    Parameters
    ----------
    case
        The case as it stands now.
    now
        To which the rest between two sessions is counted.
    """
    rest, rule = rest_of(case), one_of(Limit, "retreat_interval")
    waits = any(found.item == rule.id for found in rest.bars)
    end = (now + timedelta(seconds=rest.wait + 0.5)).replace(microsecond=0)
    alone = (replace(case, sessions=(session,)) for session in case.sessions)
    return Lock(
        until=end if waits else None,
        sessions=tuple(_still_there(rest_of(one).bars) for one in alone),
        cares=tuple(f"{f.because} {f.advice}" for f in rest.findings if _cares(f)),
        because=rule.because,
        source="; ".join(cite([rule.value.source])),
    )


def _still_there(bars: Sequence[ScreenFinding]) -> StillThere:
    found = [one for one in bars if one.item == "reaction"]
    return StillThere(
        names=tuple(one.name.split(": ", 1)[-1] for one in found),
        said=tuple(f"{one.name}. {one.because} {one.advice}" for one in found),
        may_clear=bool(found) and not any(one.level == "refer" for one in found),
        may_sign=bool(found) and all(one.override == "signed_reason" for one in found),
    )


def _cares(found: ScreenFinding) -> bool:
    return found.item == "reaction" and found.level in ("caution", "cap")


def last_answer(rows: Iterable["Row"]) -> "Row | None":
    """Return the answer that stands: the last day's, of those that hold."""
    valid = [row for row in rows if row.status in ("preliminary", "final")]
    return max(valid, key=lambda row: (row.day, row.created_at), default=None)


def reactions_of(rows: Iterable["Row"]) -> Iterator[Reaction]:
    """Yield the last answer after a session; it stands until another one is given."""
    row = last_answer(rows)
    if row is None:
        return
    settled = row.resolved_on is not None
    later = row.day > 0  # red and sore on the day itself is what is usual
    for kind, severity in _seen(row):
        lasts = kind not in ("redness", "soreness") or later
        unusual = set(row.warning_signs) - OF_NERVE
        yield Reaction(
            kind=kind,
            severity=severity,
            still_present=lasts and not settled,
            spreading="urgent_bruise" in row.warning_signs and not settled,
            note=signs_said(unusual) if kind == "other" else row.note,
        )


def _seen(row: "Row") -> Iterator[tuple[ReactionKind, float | None]]:
    warm_unseen = row.redness == "not_visible" and row.warmth
    if row.redness in ("mild", "marked") or warm_unseen:
        yield "redness", None
    if row.bruise != "none":
        yield ("petechiae" if row.bruise == "petechiae" else "bruise"), None
    if row.soreness:
        yield "soreness", float(row.soreness)
    if row.function == "worse":
        yield "flare", None
    signs = set(row.warning_signs)
    if "call_tingling" in signs:
        yield "tingling", None
    if "urgent_weakness" in signs:
        yield "weakness", None
    if signs - OF_NERVE:
        yield "other", None


def watch_of(case: Case) -> list[str]:
    """Return how to look for redness and bruises on this patient's skin."""
    return [reason.rule for reason in skin_watch_of(case)]


def dose_at(
    given: Sequence[GivenDose],
    readings: tuple[WordReadings, ...],
    site: str,
    own: Sequence[Instrument] = (),
) -> SessionDose | None:
    """Return the dose of the steps at a site; None when no step was done there."""
    steps = dose_steps([dose for dose in given if dose.site == site])
    if not steps:
        return None
    return dose_of_steps(steps, calibration=calibrate(readings), own=own)


def dose_lines(
    dose: SessionDose, given: Sequence[GivenDose]
) -> list[tuple[str, str, str]]:
    """Return a dose as name, value with its interval, and how it is known."""
    words = sorted({step.word for step in given if step.word})
    counts = [step.strokes for step in given if step.site == dose.site]
    return [
        ("Words used", ", ".join(words) or "none", "as planned"),
        ("Strokes", *strokes_known(counts, dose.time_basis)),
        ("Time in contact", spread(dose.contact_time, 1.0, "s"), dose.time_basis),
        ("Mean force", spread(dose.force_mean, 1.0, "N"), dose.force_basis),
        ("Impulse", spread(dose.impulse, 1.0, "N·s"), dose.force_basis),
    ]


def _longer(seen: Seen) -> Iterator[str]:
    """Yield what lasts longer than the after-care calls usual."""
    bruised = seen.bruise in ("petechiae", "bruise")
    for there, advice in (
        (seen.redness, "redness"),
        (seen.soreness > 0, "soreness"),
        (bruised, "small_bruise"),
    ):
        until = one_of(AftercareAdvice, advice).until
        if there and until is not None and to_si(seen.day, "d") > until.interval.high:
            days = number(until.interval.high / to_si(1.0, "d"), 2)
            name = advice.replace("_", " ")
            yield f"{name} on day {seen.day}: usually gone within {days} days"


def _more(seen: Seen) -> Iterator[str]:
    mild = sourced_table("planning_rules.toml")["low_severity"].value
    if seen.soreness > mild:
        yield f"soreness {seen.soreness} of 10: up to {mild:g} counts as mild"
    if seen.bruise == "large":
        yield "a bruise larger than the treated area"
    if seen.worse:
        yield "everyday things go worse than before"
