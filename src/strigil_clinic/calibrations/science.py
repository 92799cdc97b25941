"""From readings to a practitioner's words in newtons, through the library."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from strigil.catalogue import Limit, Sourced, limit, one_of
from strigil.intervals import Interval
from strigil.references import cite
from strigil.reporting import (
    Table,
    force_calibration_chart,
    force_calibration_table,
)
from strigil.signals import StrokeMeasure
from strigil.treatment import (
    FORCE_WORDS,
    ForceCalibration,
    WordCalibration,
    WordReadings,
    calibrate,
    readings_of_strokes,
)
from strigil.units import to_si
from strigil_clinic.calibrations.in_force import in_force
from strigil_clinic.calibrations.models import ForceCalibration as Row
from strigil_clinic.people.models import Practitioner

__all__ = [
    "Doubt",
    "Known",
    "Words",
    "doubts_of",
    "in_grams",
    "in_newtons",
    "is_old",
    "known_of",
    "largest_force",
    "own_readings",
    "stroke_forces",
    "strokes_asked",
    "words_of",
]

PERCENT = to_si(1.0, "%")
BASIS = {"kitchen_scale": "kitchen scale", "recording": "instrumented tool"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word in newtons, for the page; forces [N], shares [%].

    Attributes
    ----------
    moved
        Change of the mean from the first to the last day in words; empty on one day.
    """

    word: str
    strokes: int
    mean: float
    variation: float
    low: float
    high: float
    moved: str


@dataclass(frozen=True, slots=True)
class Words:
    """A practitioner's words: figures, what to mind, chart and table."""

    words: tuple[Word, ...]
    warnings: tuple[str, ...]
    in_order: bool
    statistic: str
    basis: str
    chart: str
    table: Table


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reading that is asked about; `force` in [N]."""

    word: str
    place: int
    force: float
    grams: float
    too_small: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What is published about how firmly people stroke; forces [N]."""

    lowest: float
    highest: float
    fold: float
    variation: float
    sources: tuple[str, ...]
    grades: tuple[str, ...]


def own_readings(who: Practitioner) -> tuple[WordReadings, ...]:
    """Return the readings that a practitioner's plans rest on."""
    return _readings_of(in_force(who))


def words_of(rows: Sequence[Row]) -> Words | None:
    """Return the words in newtons; None without any reading."""
    if not rows:
        return None
    found = calibrate(_readings_of(rows))
    first, later = _by_day(rows)
    statistic = f"{rows[-1].statistic} per stroke"
    return Words(
        words=tuple(_word(known) for known in (found.words if found else ())),
        warnings=(*found.warnings, *_uneven(found)) if found else _all_too_few(rows),
        in_order=found is None or found.in_order,
        statistic=statistic,
        basis=" and ".join(sorted({BASIS[row.method] for row in rows})),
        chart=force_calibration_chart(
            first,
            repeat=later or None,
            bands={
                known.word: Interval(known.mean, known.low, known.high)
                for known in (found.words if found else ())
            },
            statistic=statistic,
        ),
        table=force_calibration_table(first, later or None),
    )


def in_newtons(value: float, unit: str) -> float:
    """Return a reading as force [N]; `unit` is ``g`` or ``N``.

    Examples
    --------
    >>> round(in_newtons(250.0, "g"), 2)
    2.45
    """
    return to_si(to_si(value, "g"), "kgf") if unit == "g" else value


def in_grams(force: float) -> float:
    """Return a force [N] as a scale shows it [g].

    Examples
    --------
    >>> round(in_grams(2.45166), 1)
    250.0
    """
    return force / in_newtons(1.0, "g")


def largest_force() -> float:
    """Return the force above which a reading is not believed [N]."""
    return limit("max_plausible_force")


def is_old(rows: Iterable[Row], day: date) -> bool:
    """Whether the last measurement lies so far back that nothing is known of it."""
    last = max(row.measured_on for row in rows)
    return day - last > timedelta(seconds=limit("calibration_age"))


def strokes_asked() -> int:
    """Return how many strokes a word is measured with."""
    return round(limit("calibration_strokes"))


def doubts_of(word: str, forces: Iterable[float]) -> list[Doubt]:
    """Return the readings [N] that look as if another unit was meant."""
    high, low = limit("grams_question_force"), limit("smallest_force")
    return [
        Doubt(word, place, force, in_grams(force), too_small=force < low)
        for place, force in enumerate(forces, start=1)
        if force > high or force < low
    ]


def stroke_forces(
    analysis: Mapping[str, Any], word: str, statistic: str
) -> tuple[float, ...]:
    """Return the force of each whole stroke of a recording [N].

    Parameters
    ----------
    analysis
        What was kept of a recording; its strokes as `StrokeMeasure`.
    statistic
        ``mean`` or ``peak``.
    """
    known = [
        StrokeMeasure(**{**stroke, "flags": tuple(stroke["flags"])})
        for stroke in analysis.get("strokes", [])
        if stroke["mean_force"] is not None and stroke["peak_force"] is not None
    ]
    readings = readings_of_strokes(
        cast(Any, word), known, statistic=cast(Any, f"{statistic} per stroke")
    )
    return readings.force


def known_of() -> Known:
    """Return what is published, with its sources."""
    names = {
        "lowest": "reference_one_hand_mean_low",
        "highest": "reference_one_hand_mean_high",
        "fold": "reference_between_clinician_fold",
        "variation": "reference_within_clinician_variation",
    }
    found: dict[str, Sourced] = {k: one_of(Limit, v).value for k, v in names.items()}
    values = {kind: value.value for kind, value in found.items()}
    return Known(
        lowest=values["lowest"],
        highest=values["highest"],
        fold=values["fold"],
        variation=values["variation"] / PERCENT,
        sources=tuple(cite([value.source for value in found.values()])),
        grades=tuple(dict.fromkeys(value.evidence for value in found.values())),
    )


def _word(known: WordCalibration) -> Word:
    moved = ""
    if known.retest is not None:
        share = abs(known.retest) / known.day_means[0] / PERCENT
        way = "firmer" if known.retest > 0 else "lighter"
        moved = f"{abs(known.retest):.1f} N {way} ({share:.0f} %)"
    return Word(
        word=known.word,
        strokes=known.strokes,
        mean=known.mean,
        variation=known.variation / PERCENT,
        low=known.low,
        high=known.high,
        moved=moved,
    )


def _uneven(found: ForceCalibration) -> list[str]:
    """Return which words vary more from stroke to stroke than anyone measured."""
    usual = one_of(Limit, "reference_within_clinician_variation").value.interval
    return [
        f"{word.word!r} varies by {word.variation / PERCENT:.0f} % from stroke to "
        f"stroke; measured clinicians by {usual.low / PERCENT:.0f} to "
        f"{usual.high / PERCENT:.0f} %. Look for a wrong reading, or repeat it."
        for word in found.words
        if word.variation > usual.high
    ]


def _readings_of(rows: Iterable[Row]) -> tuple[WordReadings, ...]:
    rows = list(rows)
    days = sorted({row.measured_on for row in rows})
    return tuple(
        WordReadings(
            word=cast(Any, row.word),
            day=days.index(row.measured_on) + 1,
            force=tuple(row.readings),
            statistic=cast(Any, f"{row.statistic} per stroke"),
            basis=cast(Any, BASIS[row.method]),
        )
        for row in rows
    )


def _by_day(
    rows: Sequence[Row],
) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Return each word's readings of its first day, and those of later days."""
    first: dict[str, list[float]] = {}
    later: dict[str, list[float]] = {}
    for word in FORCE_WORDS:
        mine = [row for row in rows if row.word == word]
        if not mine:
            continue
        begun = min(row.measured_on for row in mine)
        first[word] = [f for r in mine if r.measured_on == begun for f in r.readings]
        again = [f for r in mine if r.measured_on > begun for f in r.readings]
        if again:
            later[word] = again
    return first, later


def _all_too_few(rows: Iterable[Row]) -> tuple[str, ...]:
    given = {row.word for row in rows}
    return tuple(
        f"{word!r} has too few strokes and stays a word."
        for word in FORCE_WORDS
        if word in given
    )
