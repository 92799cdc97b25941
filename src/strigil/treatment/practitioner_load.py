"""What strokes cost the hand that holds the instrument: a session, a day, a week.

Everybody counts what the patient's tissue received. The same strokes load a wrist and a
thumb, and no record holds that either. No limit is published for it, so nothing here
says that a load is too much.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

from strigil.catalogue import sourced_table
from strigil.intervals import Interval
from strigil.signals import StrokeMeasure, slope_over_time
from strigil.treatment.calibration import SPOILT, ForceCalibration
from strigil.treatment.session import FORCE_WORDS, ForceWord

__all__ = [
    "LoadOverTime",
    "PractitionerLoad",
    "SessionLoad",
    "load_over_time",
    "practitioner_load",
]

_DEVIATIONS_TO_INTERVAL = 1.645  # half of a 90 % interval of a normal spread


@dataclass(frozen=True, slots=True)
class PractitionerLoad:
    """What the strokes of one recording cost the hand.

    Attributes
    ----------
    strokes : int
        How many there were [1].
    contact_time : float
        Time in which the edge pressed [s].
    working_time : float
        From the first to the last touch of each burst of strokes, summed [s].
    longest_burst : float
        Longest work without a pause [s].
    impulse : float
        Normal force summed over time [N.s].
    impulse_sd : float or None
        Its uncertainty by that of the sensor's zero [N.s].
    work : float or None
        Work against friction along the skin, of the strokes that allow to know it [J].
    strokes_with_work : int
        How many those are [1].
    rate : float or None
        Strokes over working time [1/s].
    activity : Interval or None
        Hand activity level, 0 to 10, as if the strokes were a day's job [1].
    rate_change : Interval or None
        How the rate moved over the session, with its 90 % interval [1/s^2].
    words : Mapping or None
        Strokes nearest to each of the practitioner's own words; None without newtons.
    uncounted : int
        Strokes cut short or not believable, which no word can be given [1].
    """

    strokes: int
    contact_time: float
    working_time: float
    longest_burst: float
    impulse: float
    impulse_sd: float | None
    work: float | None
    strokes_with_work: int
    rate: float | None
    activity: Interval | None
    rate_change: Interval | None
    words: Mapping[ForceWord, int] | None
    uncounted: int

    @property
    def rate_falls(self) -> bool:
        """Whether the whole interval of the rate's change lies below zero."""
        return self.rate_change is not None and self.rate_change.high < 0.0

    @property
    def firm_strokes(self) -> int | None:
        """Strokes nearest to the own word firm [1]; None where it has no newtons."""
        return None if self.words is None else self.words.get("firm")


@dataclass(frozen=True, slots=True)
class SessionLoad:
    """One session of a practitioner.

    Attributes
    ----------
    day : date
        When it was.
    loads : tuple of PractitionerLoad
        What a sensor measured, by recording; empty without one.
    reported_time : float
        Without a sensor: how long the steps with an edge took [s].
    """

    day: date
    loads: tuple[PractitionerLoad, ...] = ()
    reported_time: float = 0.0

    @property
    def rate_fell(self) -> bool:
        """Whether the rate fell in one of its recordings."""
        return any(load.rate_falls for load in self.loads)


@dataclass(frozen=True, slots=True)
class LoadOverTime:
    """The load of a day or a week; what no sensor saw is not guessed.

    Attributes
    ----------
    begins : date
        The day, or the Monday of the week.
    sessions, measured : int
        All sessions, and those with a recording [1].
    contact_time, impulse : float
        Of the measured sessions [s], [N.s].
    strokes : int
        Of the measured sessions [1].
    work : float or None
        Of the strokes that allow to know it [J].
    firm_strokes : int or None
        Of the sessions in which the own firm has newtons [1].
    rate_fell : int
        Sessions in which the rate fell beyond its interval [1].
    reported_time : float
        Time of steps with an edge in sessions without a sensor [s].
    """

    begins: date
    sessions: int
    measured: int
    contact_time: float
    impulse: float
    strokes: int
    work: float | None
    firm_strokes: int | None
    rate_fell: int
    reported_time: float


def practitioner_load(
    strokes: Sequence[StrokeMeasure], calibration: ForceCalibration | None = None
) -> PractitionerLoad:
    """Return what strokes cost the hand that made them.

    Parameters
    ----------
    strokes : sequence of StrokeMeasure
        In order of time.
    calibration : ForceCalibration, optional
        The practitioner's own words in newtons, to tell light from firm.

    Returns
    -------
    PractitionerLoad
        Normal force on the skin, not the grip: how hard a hand holds is not measured.

    Notes
    -----
    The hand activity level is made for jobs of four hours and more; it is given with
    its error against observers. A falling rate can be tiredness or the plan: broad
    strokes are slower than short ones.

    References
    ----------
    Radwin2015, Akkas2015, Akkas2018, Sen1968
    """
    bursts = [list(found) for _, found in groupby(strokes, key=lambda one: one.burst)]
    spans = [found[-1].end - found[0].start for found in bursts]
    contact, working = sum(one.end - one.start for one in strokes), sum(spans)
    works = [one.work for one in strokes if one.work is not None]
    noises = [one.impulse_sd for one in strokes]
    words, uncounted = _by_word(strokes, calibration)
    return PractitionerLoad(
        strokes=len(strokes),
        contact_time=contact,
        working_time=working,
        longest_burst=max(spans, default=0.0),
        impulse=sum(one.impulse for one in strokes),
        impulse_sd=None if None in noises else sum(n for n in noises if n is not None),
        work=sum(works) if works else None,
        strokes_with_work=len(works),
        rate=len(strokes) / working if working > 0.0 else None,
        activity=_activity(len(strokes), contact, working),
        rate_change=_rate_change(strokes),
        words=words,
        uncounted=uncounted,
    )


def load_over_time(
    sessions: Iterable[SessionLoad], *, every: Literal["day", "week"] = "week"
) -> tuple[LoadOverTime, ...]:
    """Sum the sessions of one practitioner by day or by week.

    Parameters
    ----------
    sessions : iterable of SessionLoad
        Of one practitioner, in any order.
    every : str
        ``day`` or ``week``; a week begins on Monday.

    Returns
    -------
    tuple of LoadOverTime
        In order of time; days and weeks without a session are left out.

    Examples
    --------
    >>> from datetime import date
    >>> friday, sunday = date(2026, 11, 20), date(2026, 11, 22)
    >>> told = [SessionLoad(day, reported_time=60.0) for day in (friday, sunday)]
    >>> [(week.begins.day, week.sessions) for week in load_over_time(told)]
    [(16, 2)]
    """

    def begins(session: SessionLoad) -> date:
        weekday = session.day.weekday() if every == "week" else 0
        return session.day - timedelta(days=weekday)

    ordered = sorted(sessions, key=begins)
    return tuple(_summed(day, list(of)) for day, of in groupby(ordered, key=begins))


def _summed(begins: date, sessions: Sequence[SessionLoad]) -> LoadOverTime:
    loads = [load for session in sessions for load in session.loads]
    works = [load.work for load in loads if load.work is not None]
    firm = [load.firm_strokes for load in loads if load.firm_strokes is not None]
    return LoadOverTime(
        begins=begins,
        sessions=len(sessions),
        measured=sum(bool(one.loads) for one in sessions),
        contact_time=sum(load.contact_time for load in loads),
        impulse=sum(load.impulse for load in loads),
        strokes=sum(load.strokes for load in loads),
        work=sum(works) if works else None,
        firm_strokes=sum(firm) if firm else None,
        rate_fell=sum(one.rate_fell for one in sessions),
        reported_time=sum(one.reported_time for one in sessions if not one.loads),
    )


def _activity(strokes: int, contact: float, working: float) -> Interval | None:
    if strokes < 2 or working <= 0.0:
        return None
    rule = sourced_table("practitioner_load.toml")
    share = contact / working
    if share < rule["least_contact_share"].value:
        return None
    often = (strokes / working) ** rule["activity_power"].value
    slope, bend = rule["activity_slope"].value, rule["activity_saturation"].value
    level = slope * math.log(100.0 * share) * often / (1.0 + bend * often)
    half = _DEVIATIONS_TO_INTERVAL * rule["activity_error"].value
    return Interval(level, max(0.0, level - half), min(10.0, level + half))


def _rate_change(strokes: Sequence[StrokeMeasure]) -> Interval | None:
    known = [(one.start, one.rate) for one in strokes if one.rate is not None]
    rule = sourced_table("practitioner_load.toml")
    if len(known) < rule["fewest_for_rate"].value:
        return None
    low, middle, high = slope_over_time(known)
    return Interval(middle, low, high)


def _by_word(
    strokes: Sequence[StrokeMeasure], calibration: ForceCalibration | None
) -> tuple[Mapping[ForceWord, int] | None, int]:
    """Count strokes by the word whose mean is nearest on a scale of ratios."""
    whole = [one for one in strokes if one.impulse > 0.0 and not SPOILT & {*one.flags}]
    uncounted = len(strokes) - len(whole)
    if calibration is None or not calibration.in_order:
        return None, uncounted
    means = {one.word: math.log(one.mean) for one in calibration.words}
    counts: dict[ForceWord, int] = {word: 0 for word in FORCE_WORDS if word in means}
    for stroke in whole:
        is_peak = calibration.statistic == "peak per stroke"
        force = math.log(stroke.peak_force if is_peak else stroke.mean_force)
        counts[min(counts, key=lambda word: abs(means[word] - force))] += 1
    return counts, uncounted
