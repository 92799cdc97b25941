"""Outcome measures with their range, direction, important changes and licence."""

from dataclasses import dataclass
from typing import Literal

from strigil.catalogue.sourced import Sourced

__all__ = ["Fit", "ImportantChange", "OutcomeMeasure"]

Fit = Literal["own", "general", "other"]
_WRITTEN_OUT = {"point": "point", "deg": "degree"}  # the others are symbols
_FITS: tuple[Fit, ...] = ("own", "general", "other")


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
    found_in : tuple of str
        Ids of the conditions it holds for; ``any`` where it was found in all kinds of
        musculoskeletal problems. Empty when it belongs to none of the catalogue's.
    baseline : tuple of float
        Lowest and highest first value it holds for [the measure's unit]; empty for all.
    """

    kind: Literal["mcid", "mdc"]
    change: Sourced
    population: str
    anchor: str = ""
    time: str = ""
    found_in: tuple[str, ...] = ()
    baseline: tuple[float, ...] = ()

    def fits(self, condition: str) -> Fit:
        """Return whether it was found in a condition, in all kinds, or in others."""
        if condition in self.found_in:
            return "own"
        return "general" if "any" in self.found_in else "other"

    def holds_from(self, first: float | None) -> bool:
        """Return whether it was found in people who began at a value.

        Parameters
        ----------
        first : float or None
            The first value [the measure's unit]; None fits every one.
        """
        if first is None or not self.baseline:
            return True
        return self.baseline[0] <= first <= self.baseline[-1]


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
    is_change : bool
        True when a score is itself a change, so that no first score is taken off.
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
    is_change: bool = False

    @property
    def direction_said(self) -> str:
        """Which way is better, in words."""
        return f"{self.better} is better"

    def change_said(self, change: float) -> str:
        """Return a change in words: a bare sign would not say whether it is better.

        Parameters
        ----------
        change : float
            Later less earlier value [``unit``].

        Examples
        --------
        >>> from strigil.catalogue import OutcomeMeasure, one_of
        >>> one_of(OutcomeMeasure, "nprs").change_said(-2.3)
        'improved by 2.3 points'
        >>> one_of(OutcomeMeasure, "heel_raise").change_said(-1)
        'worse by 1 raise'
        """
        size = f"{abs(change):.3g}"
        if size == "0":
            return "no change"
        is_better = (change > 0) == (self.better == "higher")
        said = "improved by" if is_better else "worse by"
        return f"{said} {size} {self.unit_said(is_one=size == '1')}"

    def unit_said(self, *, is_one: bool = False) -> str:
        """Return the unit after a number; a count is of what the name says last."""
        if self.unit == "count":
            counted = self.name.split()[-1].lower()
            return counted.removesuffix("s") if is_one else counted
        if self.unit in _WRITTEN_OUT:
            return _WRITTEN_OUT[self.unit] + ("" if is_one else "s")
        return self.unit

    def changes_for(
        self, condition: str, first: float | None = None
    ) -> tuple[ImportantChange, ...]:
        """Return the published changes that fit a condition best.

        Of each kind those found in the condition itself; where there are none, those of
        all musculoskeletal problems; where there are none either, those of others.

        Parameters
        ----------
        condition : str
            Its id.
        first : float or None
            The first value [``unit``]; a change that was found from other ones is left
            out, unless nothing else is there.

        Examples
        --------
        >>> from strigil.catalogue import OutcomeMeasure, one_of
        >>> nprs = one_of(OutcomeMeasure, "nprs")
        >>> [c.change.value for c in nprs.changes_for("neck_pain", 6)]
        [2.0, 1.77]
        """
        found: list[ImportantChange] = []
        for kind in ("mcid", "mdc"):
            known = [change for change in self.changes if change.kind == kind]
            known = [c for c in known if c.holds_from(first)] or known
            groups = ([c for c in known if c.fits(condition) == fit] for fit in _FITS)
            found += next((group for group in groups if group), [])
        return tuple(found)
