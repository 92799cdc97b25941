"""What a reaction says: usual or not, how to look, when the place may be treated again.

Needs no Django. Every figure of time comes from the after-care of the catalogue.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from strigil.catalogue import (
    AftercareAdvice,
    Limit,
    all_of,
    limit,
    one_of,
    sourced_table,
)
from strigil.planning import skin_watch_of
from strigil.references import cite
from strigil.reporting import number, spread
from strigil.treatment import (
    Case,
    GivenDose,
    WordReadings,
    calibrate,
    dose_of_steps,
    dose_steps,
)
from strigil.units import to_si

__all__ = [
    "Judged",
    "Lock",
    "Seen",
    "advice_by_part",
    "dose_lines",
    "hides_redness",
    "judged",
    "lock_of",
    "signs",
    "signs_said",
    "watch_of",
]

PARTS = ("usual", "do", "avoid", "call", "urgent", "emergency")
SIGNS = ("call", "urgent", "emergency")


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
class Lock:
    """From when the same place may be treated again."""

    until: datetime | None
    bruised: bool
    because: str
    source: str

    @property
    def holds(self) -> bool:
        """Whether something still speaks against treating the place."""
        return self.bruised or self.until is not None


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


def lock_of(last_session: datetime | None, *, bruised: bool, now: datetime) -> Lock:
    """Return when the place may be treated again: a rest, and no bruise.

    Parameters
    ----------
    bruised
        Whether the last answer told of a bruise that is still there.
    """
    rule = one_of(Limit, "retreat_interval")
    rest = timedelta(seconds=limit("retreat_interval"))
    until = last_session + rest if last_session is not None else None
    if until is not None and until <= now:
        until = None
    source = "; ".join(cite([rule.value.source]))
    return Lock(until, bruised, rule.because, source)


def hides_redness(skin_tone: int | None) -> bool:
    """Whether colour may not show on this skin; a tone that is not known counts."""
    dark = sourced_table("planning_rules.toml")["dark_skin_tone"].value
    return skin_tone is None or skin_tone >= dark


def watch_of(case: Case) -> list[str]:
    """Return how to look for redness and bruises on this patient's skin."""
    return [reason.rule for reason in skin_watch_of(case)]


def dose_lines(
    given: Sequence[GivenDose], readings: tuple[WordReadings, ...], site: str
) -> list[tuple[str, str, str]]:
    """Return a dose as name, value with its interval, and how it is known."""
    steps = dose_steps([dose for dose in given if dose.site == site])
    if not steps:
        return []
    dose = dose_of_steps(steps, calibration=calibrate(readings))
    words = sorted({step.word for step in given if step.word})
    strokes = "not counted" if dose.strokes is None else str(dose.strokes)
    return [
        ("Words used", ", ".join(words) or "none", "as planned"),
        ("Strokes", strokes, dose.time_basis),
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
