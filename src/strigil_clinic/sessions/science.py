"""Sessions: the pain rule, bands in the practitioner's own words, dose and hygiene.

Needs no Django.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from strigil.catalogue import (
    HygieneRule,
    Instrument,
    Material,
    TreatmentEdge,
    all_of,
    limit,
    one_of,
)
from strigil.planning import band_of
from strigil.reporting import spread
from strigil.treatment import (
    FORCE_WORDS,
    TREATMENT_PHASES,
    Case,
    DoseStep,
    SessionDose,
    WordReadings,
    calibrate,
    dose_of_steps,
    stop_decision,
)
from strigil.units import to_si

__all__ = [
    "GO_ON_AFTER",
    "Delivered",
    "PainRule",
    "case_at_rest",
    "cleaning_asked",
    "dose_rows",
    "doses_at_sites",
    "hygiene_rules",
    "is_treatment",
    "may_go_on",
    "pain_rule",
    "screen_age_hours",
    "strokes_known",
    "weaker_than",
    "why_lift",
    "with_own_bands",
]

# After one of these a session may go on, once a new answer is below the limits and the
# patient wants it. After every other word it ends: they tell of nerve, skin or faint.
GO_ON_AFTER = ("asked", "pain_limit", "force")
LEVELS = ("low", "intermediate", "high", "sterilise")


@dataclass(frozen=True, slots=True)
class PainRule:
    """The thresholds that the page acts on at once.

    Attributes
    ----------
    ceiling, rise
        Pain, and rise above pain at rest, at which to lift [point].
    stale
        Age at which an answer is old [s].
    """

    ceiling: float
    rise: float
    stale: float


@dataclass(frozen=True, slots=True)
class Delivered:
    """What was done in one step with an edge: its time [s] and counted strokes."""

    seconds: float
    strokes: int | None


def pain_rule() -> PainRule:
    """Return the thresholds of the pain rule."""
    return PainRule(
        limit("pain_ceiling"), limit("pain_rise_ceiling"), limit("stale_pain_answer")
    )


def why_lift(pain: float, resting_pain: float | None) -> list[str]:
    """Return why to lift at an answer; nothing when there is no reason.

    Parameters
    ----------
    pain, resting_pain
        The answer, and pain at rest before the session [point].
    """
    found = stop_decision(pain=pain, resting_pain=resting_pain, in_contact=False)
    if not found.stop:
        return []
    return [f"{reason.rule} ({reason.number})" for reason in found.because]


def may_go_on(why: str, pain: float | None, resting_pain: float | None) -> bool:
    """Whether a stopped session may go on: its reason allows it, a new answer too.

    Parameters
    ----------
    pain
        The answer given since the stop [point]; None when nobody asked.
    resting_pain
        Pain at rest before the session [point].
    """
    if why not in GO_ON_AFTER or pain is None:
        return False
    return not why_lift(pain, resting_pain)


def is_treatment(step: Mapping[str, Any]) -> bool:
    """Whether something acts on the patient's tissue in a step."""
    return step.get("phase") in TREATMENT_PHASES


def case_at_rest(case: Case, resting_pain: float) -> Case:
    """Return a case with today's pain at rest [point]."""
    return replace(case, problem=replace(case.problem, resting_pain=resting_pain))


def screen_age_hours() -> float:
    """Return how long a signed screen holds [h]."""
    return limit("screen_age") / to_si(1.0, "h")


def with_own_bands(
    steps: Iterable[Mapping[str, Any]], readings: tuple[WordReadings, ...]
) -> list[dict[str, Any]]:
    """Return steps with the bands of who treats: newtons are nobody else's."""
    own = calibrate(readings) if readings else None
    found = []
    for step in steps:
        band = step.get("force_band")
        if band and band.get("word") in FORCE_WORDS:
            band = band_of(band["word"], own).as_json()
        found.append({**step, "force_band": band})
    return found


def doses_at_sites(
    steps: Sequence[Mapping[str, Any]],
    delivered: Mapping[int, Delivered],
    readings: tuple[WordReadings, ...],
    own: Sequence[Instrument] = (),
) -> list[SessionDose]:
    """Return the dose at each site, from the time that the steps really took."""
    words = calibrate(readings) if readings else None
    mine = {edge.id for tool in own for edge in tool.edges}
    known = {*all_of(TreatmentEdge), *mine}
    done = [
        _dose_step(step, delivered[step["order"]])
        for step in steps
        if step["order"] in delivered and step.get("edge") in known
    ]
    sites = dict.fromkeys(step.site for step in done if step.site)
    return [
        dose_of_steps(done, site=site, calibration=words, own=own) for site in sites
    ]


def strokes_known(counts: Sequence[int | None], basis: str) -> tuple[str, str]:
    """Return the strokes of the steps at a site, and how they are known.

    Where some steps were counted and others not, the sum says of how many it is.

    Examples
    --------
    >>> strokes_known([12, None, 8], "reported")
    ('20 in 2 of 3 steps', 'reported')
    >>> strokes_known([None], "reported")
    ('not counted', 'not known')
    """
    counted = [count for count in counts if count is not None]
    if not counted:
        return "not counted", "not known"
    if len(counted) < len(counts):
        return f"{sum(counted)} in {len(counted)} of {len(counts)} steps", basis
    return str(sum(counted)), basis


def dose_rows(dose: SessionDose, counts: Sequence[int | None]) -> list[list[str]]:
    """Return the figures of a dose: name, value with interval, how it is known.

    Parameters
    ----------
    counts
        The strokes counted in each of its steps; None where nobody counted.
    """
    kilo, percent = 1e-3, 100.0
    return [
        ["Time in contact", spread(dose.contact_time, 1.0, "s"), dose.time_basis],
        ["Strokes", *strokes_known(counts, dose.time_basis)],
        ["Mean force", spread(dose.force_mean, 1.0, "N"), dose.force_basis],
        ["Impulse", spread(dose.impulse, 1.0, "N·s"), dose.force_basis],
        ["Mean pressure", spread(dose.mean_pressure, kilo, "kPa"), "computed"],
        [
            f"Compression of {dose.target or 'the target'}",
            spread(dose.target_strain, percent, "%"),
            "computed",
        ],
    ]


def hygiene_rules() -> list[HygieneRule]:
    """Return the classes of cleaning."""
    return [*all_of(HygieneRule).values()]


def cleaning_asked(
    tools: Iterable[Instrument], *, petechiae: bool = False, broken: bool = False
) -> HygieneRule:
    """Return the cleaning that a use asks for: by skin first, then by material."""
    if broken:
        return one_of(HygieneRule, "broken_skin")
    if petechiae:
        return one_of(HygieneRule, "petechiae_raised")
    if any(one_of(Material, tool.material).porous for tool in tools):
        return one_of(HygieneRule, "porous_material")
    return one_of(HygieneRule, "intact_skin")


def weaker_than(chosen: str, asked: HygieneRule) -> bool:
    """Whether a chosen class cleans less than what is asked."""
    level = one_of(HygieneRule, chosen).level
    return LEVELS.index(level) < LEVELS.index(asked.level)


def _dose_step(step: Mapping[str, Any], done: Delivered) -> DoseStep:
    angle, band = step.get("angle_deg"), step.get("force_band") or {}
    return DoseStep(
        site=step["site"],
        edge=step["edge"],
        duration=done.seconds,
        word=band.get("word"),
        angle=None if angle is None else math.radians(angle),
        strokes=done.strokes,
        hands="two hands" if step.get("grip") == "two hands" else "one hand",
    )
