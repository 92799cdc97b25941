"""One outcome: what the model foretold, what was published, and how they agree."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from strigil.catalogue import Evidence
from strigil.intervals import Interval
from strigil.treatment.scenario_parts import ScenarioReadout
from strigil.treatment.scenario_scale import observed_number

__all__ = [
    "CANNOT",
    "Outcome",
    "Verdict",
    "judged",
    "outcome_from_mapping",
    "wanted_direction",
]

Verdict = Literal[
    "inside",
    "outside",
    "sign right",
    "sign wrong",
    "null as null",
    "null as effect",
    "order right",
    "order wrong",
    "cannot be predicted",
]
CANNOT: Verdict = "cannot be predicted"
_SIGNIFICANT = 0.05  # p above it is a published null
_NUMBERS = ("value", "ratio", "percent", "difference", "peak_time", "return_time")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was foretold and what was found, for one readout.

    Attributes
    ----------
    scenario, quantity, group, versus, kind : str
        Which readout of which scenario; ``quantity`` as the catalogue calls it.
    unit : str
        Unit of ``predicted`` and ``observed``.
    predicted, low, high : float or None
        Median and 90 % interval of what such a study would find [unit]; None where
        the model has no word.
    observed, observed_low, observed_high : float or None
        As published [unit]; 0 for a null.
    inside : bool or None
        Whether what was observed lies in the interval; None for a mere sign or order.
    difference : Interval or None
        Effect against what it was compared with: relative change [%], or points.
    difference_unit : str
        ``%`` or ``point``.
    sign : str
        Foretold direction: ``up``, ``down`` or ``no change``.
    sign_right : bool or None
        Whether the published direction is foretold; None where there is none.
    null_predicted, null_observed : bool or None
        Whether no significant difference was foretold, and found.
    chance : float or None
        Chance that such a study finds a significant difference [1].
    width : float or None
        Width of the interval of the difference [its unit].
    verdict : str
        In one word.
    published : str
        What was published where it is no number: a direction, no change, an order.
    channel, evidence, note : str
        What of the model answered, how well that is known, and what to know.
    """

    scenario: str
    quantity: str
    group: str
    versus: str
    kind: str
    verdict: Verdict
    unit: str = ""
    predicted: float | None = None
    low: float | None = None
    high: float | None = None
    observed: float | None = None
    observed_low: float | None = None
    observed_high: float | None = None
    inside: bool | None = None
    difference: Interval | None = None
    difference_unit: str = ""
    sign: str = ""
    sign_right: bool | None = None
    null_predicted: bool | None = None
    null_observed: bool | None = None
    chance: float | None = None
    width: float | None = None
    published: str = ""
    channel: str = ""
    evidence: Evidence = "assumed"
    note: str = ""

    def observed_words(self) -> str:
        """Return what was published, for people."""
        if self.observed is None or self.published:
            return self.published or "–"
        return f"{self.observed:.3g}"

    def as_json(self) -> dict[str, object]:
        """Return the outcome for machines; ``difference`` as predicted, low, high."""
        values: dict[str, object] = {
            name: getattr(self, name) for name in self.__slots__
        }
        one = self.difference
        values["difference"] = {
            "predicted": None if one is None else one.value,
            "low": None if one is None else one.low,
            "high": None if one is None else one.high,
            "unit": self.difference_unit,
        }
        return values


def outcome_from_mapping(raw: Mapping[str, Any]) -> Outcome:
    """Return an outcome from what :meth:`Outcome.as_json` made."""
    values = {name: raw[name] for name in Outcome.__slots__ if name in raw}
    one = raw.get("difference") or {"predicted": None}
    known = one["predicted"] is not None
    values["difference"] = (
        Interval(one["predicted"], one["low"], one["high"]) if known else None
    )
    return Outcome(**values)


def judged(
    readout: ScenarioReadout, *, shown: Interval, chance: float, null_below: float
) -> dict[str, object]:
    """Judge a foretold number against what was published.

    Parameters
    ----------
    readout : ScenarioReadout
        What was published.
    shown : Interval
        What was foretold, in the readout's unit.
    chance : float
        Of a significant difference in such a study [1].
    null_below : float
        A null is foretold below this chance [1].

    Returns
    -------
    dict
        Fields of :class:`Outcome`.
    """
    null = chance < null_below
    null_observed = _null_observed(readout)
    told_null = readout.kind == "null" or readout.direction == "no change"
    observed = 0.0 if told_null else observed_number(readout)
    inside = None
    if observed is not None:
        inside = shown.low <= observed <= shown.high
    sign = "up" if shown.value > _still(readout) else "down"
    if math.isclose(shown.value, _still(readout), abs_tol=1e-12):
        sign = "no change"
    wanted = wanted_direction(readout)
    right = None if wanted in ("", "no change") else sign == wanted
    return {
        "observed": observed,
        "observed_low": readout.low,
        "observed_high": readout.high,
        "inside": inside,
        "sign": sign,
        "sign_right": right,
        "null_predicted": null,
        "null_observed": null_observed,
        "chance": chance,
        "published": wanted if observed_number(readout) is None else "",
        "verdict": _verdict(readout, inside=inside, right=right, null=null),
    }


def _verdict(
    readout: ScenarioReadout, *, inside: bool | None, right: bool | None, null: bool
) -> Verdict:
    if readout.kind in _NUMBERS:
        return "inside" if inside else "outside"
    if _null_observed(readout):
        return "null as null" if null else "null as effect"
    return "sign right" if right else "sign wrong"


def _null_observed(readout: ScenarioReadout) -> bool:
    """Return whether no significant difference was published."""
    if readout.kind == "null" or readout.direction == "no change":
        return True
    compared = readout.kind in ("ratio", "percent", "difference", "sign")
    return compared and (readout.p or 0.0) > _SIGNIFICANT


def _still(readout: ScenarioReadout) -> float:
    """Return the number that means no change in the readout's kind."""
    return 1.0 if readout.kind == "ratio" else 0.0


def wanted_direction(readout: ScenarioReadout) -> str:
    """Return the published direction: up, down, no change, or nothing."""
    if _null_observed(readout):
        return "no change"
    if readout.direction is not None:
        return readout.direction
    observed = observed_number(readout)
    if readout.kind not in ("ratio", "percent", "difference") or observed is None:
        return ""
    if observed == _still(readout):
        return "no change"
    return "up" if observed > _still(readout) else "down"
