"""Outcome measures with their range, direction, important changes and licence."""

from dataclasses import dataclass
from typing import Literal

from strigil.catalogue.sourced import Sourced

__all__ = ["ImportantChange", "OutcomeMeasure"]


@dataclass(frozen=True, slots=True)
class ImportantChange:
    """One published minimal important (MCID) or detectable (MDC) change.

    It depends on baseline, population, anchor and time; a measure holds a set of them.

    Attributes
    ----------
    change : Sourced
        Size of the change, always positive [the measure's unit, or 1 for a ratio].
    kind : str
        ``mcid`` or ``mdc``.
    """

    kind: Literal["mcid", "mdc"]
    change: Sourced
    population: str
    anchor: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeMeasure:
    """A score that a visit can record.

    Attributes
    ----------
    minimum, maximum : float
        Ends of its range [``unit``].
    better : str
        ``higher`` or ``lower``.
    unit : str
        Unit it is entered in.
    item_text : bool
        True when its licence lets Strigil show the questions; else score only.
    """

    id: str
    name: str
    minimum: float
    maximum: float
    unit: str
    better: Literal["higher", "lower"]
    measures: str
    licence: str
    licence_evidence: Literal["measured", "recalled"]
    item_text: bool
    source: str
    changes: tuple[ImportantChange, ...] = ()
    step: float = 1.0
    note: str = ""
