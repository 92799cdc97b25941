"""A number with its spread, source and grade of evidence."""

import math
from dataclasses import dataclass
from typing import Literal, Self

from strigil.errors import InvalidValueError
from strigil.intervals import Interval
from strigil.schema import read_as
from strigil.units import si_unit, to_si

__all__ = ["EVIDENCE_GRADES", "Evidence", "Sourced"]

Evidence = Literal[
    "measured", "derived", "other_species", "estimated", "recalled", "assumed"
]
EVIDENCE_GRADES: dict[str, str] = {
    "measured": "measured in people or on the thing itself, and read",
    "derived": "calculated from numbers that were read",
    "other_species": "measured in animals or in cells, and read",
    "estimated": "estimated by us, with our reasons",
    "recalled": "recalled, not yet checked against a text",
    "assumed": "assumed: a policy or a choice, not a fact",
}


@dataclass(frozen=True, slots=True)
class _Written:
    """A datum as it stands in a TOML file."""

    value: float
    unit: str
    source: str
    evidence: Evidence
    range: tuple[float, ...] = ()
    sd: float | None = None
    factor: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sourced:
    """A number that can say where it comes from.

    Attributes
    ----------
    value : float
        Best estimate [SI]; :meth:`written` turns a number in ``unit`` into it.
    low, high : float
        Ends of the interval it probably lies in, 90 % where a distribution was
        given [SI].
    unit : str
        Unit in which it was written and is shown.
    source : str
        Key in ``data/references.bib``.
    evidence : str
        Grade, one of :data:`EVIDENCE_GRADES`.
    note : str
        What a reader should know about it.
    """

    value: float
    low: float
    high: float
    unit: str
    source: str
    evidence: Evidence
    note: str = ""

    @classmethod
    def written(
        cls,
        value: float,
        unit: str,
        *,
        source: str = "OwnMeasurement",
        evidence: Evidence = "measured",
        spread: tuple[float, float] | None = None,
        note: str = "",
    ) -> Self:
        """Return a number of one's own from the unit it is written in.

        Parameters
        ----------
        value : float
            Best estimate [in ``unit``].
        unit : str
            A unit that Strigil knows, such as ``"mm"``.
        source : str
            Key in ``data/references.bib``.
        evidence : str
            Grade, one of :data:`EVIDENCE_GRADES`.
        spread : tuple of float or None
            Ends of the interval it probably lies in [in ``unit``]; None for no spread.
        note : str
            What a reader should know about it.

        Raises
        ------
        InvalidValueError
            On a value that is not finite or lies outside its spread.
        UnknownNameError
            On a unit that is not known.

        Examples
        --------
        >>> Sourced.written(3.0, "mm", spread=(2.5, 3.5)).value
        0.003
        """
        table: dict[str, object] = {
            "value": value,
            "unit": unit,
            "source": source,
            "evidence": evidence,
            "note": note,
        }
        if spread is not None:
            table["range"] = list(spread)
        return cls.read_table(table, "A number of one's own")

    @classmethod
    def read_table(cls, raw: object, where: str) -> Self:
        """Read a datum: ``value, unit, source, evidence`` and one kind of spread.

        The spread is ``range = [low, high]``, ``sd`` (normal) or ``factor``
        (low = value / factor, high = value x factor).
        """
        written = read_as(_Written, raw, where)
        low, high = _ends(written, where)
        return cls(
            value=to_si(written.value, written.unit),
            low=to_si(low, written.unit),
            high=to_si(high, written.unit),
            unit=written.unit,
            source=written.source,
            evidence=written.evidence,
            note=written.note,
        )

    def as_table(self) -> dict[str, object]:
        """Return the datum as :meth:`read_table` reads it, in ``unit``."""
        shown = self.shown()
        ends = (shown.value, shown.low, shown.high)
        value, low, high = (float(f"{end:.12g}") for end in ends)
        table: dict[str, object] = {"value": value, "unit": self.unit}
        if low != high:
            table["range"] = [low, high]
        table |= {"source": self.source, "evidence": self.evidence}
        return {**table, "note": self.note} if self.note else table

    @property
    def interval(self) -> Interval:
        """The value with its interval [SI]."""
        return Interval(self.value, self.low, self.high)

    def shown(self) -> Interval:
        """Return the value and its ends [in ``unit``]."""
        return self.interval.scaled(1.0 / to_si(1.0, self.unit))

    def as_json(self) -> dict[str, object]:
        """Return the datum for machines, in SI."""
        return {
            **self.interval.as_json(),
            "unit": si_unit(self.unit),
            "source": self.source,
            "evidence": self.evidence,
            "note": self.note,
        }

    def as_text(self) -> str:
        """Return the datum for people, in the unit it was written in."""
        shown = self.shown()
        unit = "" if self.unit == "1" else f" {self.unit}"
        spread = ""
        if shown.low != shown.high:
            spread = f" ({_digits(shown.low)} to {_digits(shown.high)})"
        return f"{_digits(shown.value)}{unit}{spread}"


def _digits(value: float) -> str:
    """Write three digits that count, as people do: 8000, never 8e+03."""
    return f"{float(f'{value:.3g}'):g}"


def _two(ends: tuple[float, ...], where: str) -> tuple[float, float]:
    if len(ends) != 2:
        message = f"{where}: a range is low and high; {list(ends)} was given."
        raise InvalidValueError(message)
    return ends[0], ends[1]


def _ends(written: _Written, where: str) -> tuple[float, float]:
    given = [bool(written.range), written.sd is not None, written.factor is not None]
    if sum(given) > 1:
        message = f"{where} must state one spread: range, sd or factor."
        raise InvalidValueError(message)
    if not math.isfinite(written.value):
        message = f"{where} must be a finite number; {written.value} was given."
        raise InvalidValueError(message)
    low = high = written.value
    if written.range:
        low, high = _two(written.range, where)
    elif written.sd is not None:
        low, high = low - 1.645 * written.sd, high + 1.645 * written.sd
    elif written.factor is not None:
        low, high = low / written.factor, high * written.factor
    if not low <= written.value <= high:
        message = f"{where}: {written.value} lies outside its range [{low}, {high}]."
        raise InvalidValueError(message)
    return low, high
