"""What a prediction is made of: sessions in, courses with and without IASTM out."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from strigil.biology.model import Array
from strigil.catalogue import Evidence
from strigil.errors import InvalidValueError

__all__ = ["Band", "QuantityCourse", "Response", "SessionStimulus"]


@dataclass(frozen=True, slots=True)
class SessionStimulus:
    """One session as the tissue receives it.

    Attributes
    ----------
    time_days : float
        When, from day zero [d].
    dose : float
        Effective strain energy over that of the reference session [1].
    factor : float
        How uncertain the dose is: 5 to 95 % lie between dose / factor and dose x
        factor [1].
    """

    time_days: float
    dose: float
    factor: float = 1.0

    def __post_init__(self) -> None:
        _check("time_days", self.time_days, 0.0, "d")
        _check("dose", self.dose, 0.0, "reference sessions")
        _check("factor", self.factor, 1.0, "times")


@dataclass(frozen=True, slots=True)
class Band:
    """Median and 5th to 95th percentile over the patients drawn.

    Attributes
    ----------
    median, low, high : ndarray
        One value for each time [unit of the quantity].
    """

    median: Array
    low: Array
    high: Array


@dataclass(frozen=True, slots=True)
class QuantityCourse:
    """One quantity through the weeks.

    Attributes
    ----------
    name : str
        Its key, such as ``pain``.
    unit : str
        ``point`` for pain, else ``1``: relative to healthy, or a fraction.
    median, low, high : ndarray
        With IASTM: median, 5th and 95th percentile [unit].
    without : Band
        The same care without IASTM [unit].
    difference : Band
        With minus without, patient by patient [unit].
    label : str
        Name for people.
    evidence : Evidence
        How well it is known that IASTM or massage moves this quantity at all.
    note : str
        What a reader should know about it.
    """

    name: str
    unit: str
    median: Array
    low: Array
    high: Array
    without: Band
    difference: Band
    label: str
    evidence: Evidence
    note: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """A prediction: each quantity with IASTM and with the same care without it.

    Attributes
    ----------
    time_days : ndarray
        When [d]; a look at the moment of a session sees the tissue just before it.
    quantities : dict of str to QuantityCourse
        By key.
    evidence : dict of str to str
        Grade by key: how well it is known that the quantity is moved at all. The size
        of every change is the model's own, not calibrated.
    calibrated : bool
        False: not fit for decisions about a patient.
    note : str
        What to print beside every number and line.
    sources : tuple of str
        Keys in ``data/references.bib``.
    warnings : tuple of str
        Where the model's range was left.
    """

    time_days: Array
    quantities: Mapping[str, QuantityCourse]
    evidence: Mapping[str, Evidence]
    calibrated: bool
    note: str
    sources: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the prediction for machines: times [d], courses [their unit]."""
        return {
            "time_days": self.time_days.tolist(),
            "calibrated": self.calibrated,
            "note": self.note,
            "sources": list(self.sources),
            "warnings": list(self.warnings),
            "quantities": {k: _course_json(q) for k, q in self.quantities.items()},
        }


def _course_json(course: QuantityCourse) -> dict[str, object]:
    bands = {
        "with": Band(course.median, course.low, course.high),
        "without": course.without,
        "difference": course.difference,
    }
    lines = {
        name: {
            "median": band.median.tolist(),
            "low": band.low.tolist(),
            "high": band.high.tolist(),
        }
        for name, band in bands.items()
    }
    about = {"label": course.label, "unit": course.unit}
    return {**about, "evidence": course.evidence, "note": course.note, **lines}


def _check(name: str, value: float, least: float, unit: str) -> None:
    if not math.isfinite(value) or value < least:
        message = f"{name} must be at least {least:g} {unit}; {value:g} was given."
        raise InvalidValueError(message)
