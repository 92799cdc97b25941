"""Places that are softer or stiffer than their surroundings, or that none was found."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import sourced_tables
from strigil.intervals import Interval
from strigil.mechanics import StiffnessScan
from strigil.signals import (
    Departure,
    DividedOut,
    divided_out,
    repeated_departures,
)
from strigil.treatment.smeared_size import with_smear

__all__ = [
    "AnomalySearch",
    "StiffnessAnomaly",
    "cannot_search",
    "search_anomalies",
]

_GROSS = math.log(100.0)  # strokes so uneven that they show next to nothing

Found = Literal["found", "nothing found", "cannot say"]

_CANNOT_SAY = (
    "What it is: an anomaly is a place that differs, not a diagnosis. A diseased "
    "tendon may be softer than a healthy one, a scar stiffer.",
    "How deep it lies, or how different it is there: one force and one edge cannot "
    "tell a weak difference near the skin from a strong one below.",
    "Whether the whole way is too soft or too stiff, or changes slowly: only a place "
    "that differs from its surroundings, about 10 to 22 mm wide, is looked for.",
    "Anything within 10 mm of the ends of the way.",
)


@dataclass(frozen=True, slots=True)
class StiffnessAnomaly:
    """A place that is softer or stiffer than its surroundings, stroke after stroke.

    Attributes
    ----------
    at, from_, to : float
        Middle and ends at half height, along the way [m].
    side : str
        ``softer`` or ``stiffer``.
    change : Interval
        Stiffness over that of the surroundings, less 1, in the middle of the place;
        90 % interval with scatter between strokes, smear and selection, told up to a
        factor of a hundred [1].
    p : float
        Chance of so large a change anywhere along the way without a real one [1].
    seen_in, of : int
        Strokes that depart to this side, of those that pass.
    """

    at: float
    from_: float
    to: float
    side: Literal["softer", "stiffer"]
    change: Interval
    p: float
    seen_in: int
    of: int


@dataclass(frozen=True, slots=True)
class AnomalySearch:
    """What a stiffness scan says of anomalies.

    Attributes
    ----------
    verdict : str
        ``found``, ``nothing found``, or ``cannot say`` where there was no test.
    anomalies : tuple of StiffnessAnomaly
        The clearest first.
    strokes : int
        Strokes of the scan.
    false_alarm : float
        Chance that a way without an anomaly raises an alarm [1].
    p : float or None
        Chance of the largest change without a real one [1]; None without a test.
    smallest_softer, smallest_stiffer : float or None
        Smallest changes, as shares of the stiffness around, that would have been found
        with 80 % chance [1]; None without a test.
    because : str
        Why there was no test; empty when there was.
    cannot_say : tuple of str
        What this search does not tell, whatever it found.
    """

    verdict: Found
    anomalies: tuple[StiffnessAnomaly, ...]
    strokes: int
    false_alarm: float
    p: float | None
    smallest_softer: float | None
    smallest_stiffer: float | None
    because: str
    cannot_say: tuple[str, ...]

    @property
    def said(self) -> str:
        """The verdict as a sentence for people."""
        if self.verdict == "cannot say":
            return f"Whether a place differs cannot be said: {self.because}."
        if self.anomalies:
            return " ".join(_sentence(anomaly) for anomaly in self.anomalies)
        stiffer, softer = self.smallest_stiffer or 0.0, self.smallest_softer or 0.0
        return (
            f"Nothing found in {self.strokes} strokes. A place {_percent(stiffer)} "
            f"stiffer or {_percent(softer)} softer than its surroundings would have "
            "been found in four scans of five; a smaller one may be there."
        )

    @property
    def alarm_said(self) -> str:
        """How often a way without an anomaly raises an alarm; empty without a test."""
        if self.verdict == "cannot say":
            return ""
        return (
            f"At most {100 * self.false_alarm:g} of 100 scans over tissue in which "
            "nothing differs raise an alarm; that was counted on simulated scans, none "
            "of a person with a known anomaly was at hand."
        )


def search_anomalies(
    scan: StiffnessScan,
    *,
    sinking: NDArray[np.float64] | None = None,
    false_alarm: float = 0.05,
    seed: int = 0,
) -> AnomalySearch:
    """Look for places that are softer or stiffer than their surroundings.

    Parameters
    ----------
    scan : StiffnessScan
        Stiffness along at least four strokes.
    sinking : ndarray, optional
        How fast the indentation grows over the indentation, at the places of the scan
        [1/s]; what it and the force do to stiffness is then divided out, and a place
        must differ by 5 % beyond chance, not by 1 %.
    false_alarm : float
        Chance that a way without an anomaly raises an alarm [1].
    seed : int
        Same seed, same answer.

    Returns
    -------
    AnomalySearch
        Anomalies to either side, or that nothing was found and what could have been, or
        why it cannot be said.

    Raises
    ------
    InvalidValueError
        When the rate of false alarms is not between 0 and 1.

    Notes
    -----
    The test is :func:`strigil.signals.repeated_departures` on the logarithm of
    stiffness, so that a factor on force or stiffness, of all strokes or of one, changes
    nothing, and softer and stiffer places are found alike. Skin that yields late by T
    adds ``T d'/d`` to that logarithm, and a force exponent that is off adds its error
    times that of force: with ``sinking``, both are fitted and divided out, and what the
    fit may have got wrong counts as chance. An anomaly that was found
    because it looked large tends to be somewhat smaller than ``change`` says. Measured
    rates of alarms and findings are in docs/models/stiffness-scan.md.

    Examples
    --------
    >>> from strigil.mechanics import stiffness_scan
    >>> x = np.arange(0.0, 0.1, 0.001)
    >>> scan = stiffness_scan([x] * 3, [6.0 + 0 * x] * 3, [0.008 + 0 * x] * 3)
    >>> search_anomalies(scan).said
    'Whether a place differs cannot be said: fewer than 4 strokes cannot show a repeat.'
    """
    strokes = len(scan.force)
    if scan.stiffness is None:
        because = "force alone gives no stiffness"
        return cannot_search(
            because, strokes, cannot_say=scan.cannot_say, false_alarm=false_alarm
        )
    divided = _divided(scan.stiffness, scan.force, sinking)
    tested = repeated_departures(
        divided.left,
        scan.place,
        false_alarm=false_alarm,
        smallest_change=None if sinking is None else math.log1p(_recorded_change()),
        doubtful=divided.doubtful,
        seed=seed,
    )
    anomalies = tuple(_anomaly(one) for one in tested.departures)
    smallest = None if tested.smallest is None else min(tested.smallest, _GROSS)
    verdict: Found = "found" if anomalies else "nothing found"
    return AnomalySearch(
        verdict="cannot say" if tested.because else verdict,
        anomalies=anomalies,
        strokes=strokes,
        false_alarm=false_alarm,
        p=tested.p,
        smallest_softer=None if smallest is None else -math.expm1(-smallest),
        smallest_stiffer=None if smallest is None else math.expm1(smallest),
        because=tested.because,
        cannot_say=_CANNOT_SAY,
    )


def _recorded_change() -> float:
    return sourced_tables("stiffness_scan.toml")["scan"]["recorded_change"].value


def _divided(
    stiffness: NDArray[np.float64],
    force: NDArray[np.float64],
    sinking: NDArray[np.float64] | None,
) -> DividedOut:
    table = np.log(stiffness)
    if sinking is None:
        return DividedOut(table, table[:0])
    numbers = sourced_tables("stiffness_scan.toml")["scan"]
    drivers = {"force": np.log(force), "sinking": numbers["lag"].value * sinking}
    usual = {"force": 0.0, "sinking": 1.0}
    return divided_out(table, drivers, usual, doubt=numbers["lag_doubt"].value)


def cannot_search(
    because: str,
    strokes: int,
    *,
    cannot_say: tuple[str, ...] = _CANNOT_SAY,
    false_alarm: float = 0.05,
) -> AnomalySearch:
    """Return the answer of a search that could not be made.

    Parameters
    ----------
    because : str
        Why there was no test.
    strokes : int
        Strokes of the scan.
    cannot_say : tuple of str
        What is not told.
    false_alarm : float
        Chance of an alarm that a test would have had [1].
    """
    return AnomalySearch(
        verdict="cannot say",
        anomalies=(),
        strokes=strokes,
        false_alarm=false_alarm,
        p=None,
        smallest_softer=None,
        smallest_stiffer=None,
        because=because,
        cannot_say=cannot_say,
    )


def _anomaly(found: Departure) -> StiffnessAnomaly:
    size = with_smear(found.size)
    logs = (size.value, size.low, size.high)
    ends = (math.expm1(min(log, _GROSS)) for log in logs)
    return StiffnessAnomaly(
        at=found.at,
        from_=found.from_,
        to=found.to,
        side="stiffer" if size.value > 0 else "softer",
        change=Interval(*ends),
        p=found.p,
        seen_in=found.seen_in,
        of=found.of,
    )


def _sentence(anomaly: StiffnessAnomaly) -> str:
    low, high = sorted(abs(end) for end in (anomaly.change.low, anomaly.change.high))
    return (
        f"{anomaly.from_ * 1e3:.0f} to {anomaly.to * 1e3:.0f} mm along the way: "
        f"{_percent(abs(anomaly.change.value))} {anomaly.side} than around it "
        f"({_percent(low)} to {_percent(high)}), in {anomaly.seen_in} of {anomaly.of} "
        f"strokes (p = {anomaly.p:.3f})."
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
