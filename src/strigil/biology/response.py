"""What a prediction is made of: sessions in, courses with and without IASTM out."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Integral, Real

from strigil.biology.model import Array
from strigil.biology.person_fit import PersonFit
from strigil.biology.quantity_course import QuantityCourse
from strigil.biology.studied import Exposure
from strigil.catalogue import Evidence
from strigil.errors import InvalidValueError

__all__ = ["Response", "SessionStimulus", "check_seed"]


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
    exposure : Exposure or None
        Local strain, shear and time, where they are known: they then stand for the
        dose, as in an experiment. Its own time does not matter.
    places : tuple of Exposure
        Where places of the target received different amounts: one for each equal share
        of its area. ``exposure`` is then that of the mean place.
    """

    time_days: float
    dose: float
    factor: float = 1.0
    exposure: Exposure | None = None
    places: tuple[Exposure, ...] = ()

    def __post_init__(self) -> None:
        _check("time_days", self.time_days, 0.0, "d")
        _check("dose", self.dose, 0.0, "reference sessions")
        _check("factor", self.factor, 1.0, "times")


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
        Where the model's range was left, and what it does not explain.
    person : PersonFit or None
        What was learnt from the patient's own outcomes; None without any.
    """

    time_days: Array
    quantities: Mapping[str, QuantityCourse]
    evidence: Mapping[str, Evidence]
    calibrated: bool
    note: str
    sources: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    person: PersonFit | None = None

    def as_json(self) -> dict[str, object]:
        """Return the prediction for machines: times [d], courses [their unit]."""
        return {
            "time_days": self.time_days.tolist(),
            "calibrated": self.calibrated,
            "note": self.note,
            "sources": list(self.sources),
            "warnings": list(self.warnings),
            "quantities": {k: q.as_json() for k, q in self.quantities.items()},
            "person": None if self.person is None else self.person.as_json(),
        }


def check_seed(seed: int) -> None:
    """Refuse a seed that no generator takes.

    Raises
    ------
    InvalidValueError
        On anything but a whole number from 0 on [1].
    """
    if isinstance(seed, bool) or not isinstance(seed, Integral) or seed < 0:
        message = f"A seed is a whole number, 0 or more; {seed!r} was given."
        raise InvalidValueError(message)


def _check(name: str, value: float, least: float, unit: str) -> None:
    if isinstance(value, bool) or not isinstance(value, Real):
        message = f"{name} must be a number [{unit}]; {value!r} was given."
        raise InvalidValueError(message)
    if not math.isfinite(value) or value < least:
        message = f"{name} must be at least {least:g} {unit}; {value:g} was given."
        raise InvalidValueError(message)
