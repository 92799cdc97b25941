"""The outcome of a trial: its unit, how it is rated, what change of it matters."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from strigil.biology import response_definition
from strigil.catalogue import (
    Evidence,
    ImportantChange,
    MeasurementKind,
    OutcomeMeasure,
    Sourced,
    one_of,
)
from strigil.treatment.trial_parts import TrialOutcome

__all__ = ["Rating", "rating_of"]

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
_PAIN_SCALE = 10.0
# A detectable change is this many standard errors of one measurement: two of them are
# compared, at 95 %.
_DETECTABLE = float(2.0**0.5 * ndtri(0.975))


@dataclass(frozen=True, slots=True)
class Rating:
    """How a quantity of the model becomes a value that a trial writes down.

    Attributes
    ----------
    id, name, unit : str
        Of the outcome.
    quantity : str
        Of the response model.
    scale : float
        Unit of the outcome over that of the model [1].
    better : float
        1 where higher is better, -1 where lower is [1].
    standard_error : float
        Of one measurement [``unit``].
    further_sd : float
        Spread of the last value that the model does not have [``unit``].
    misfit : float
        How far a trial's true effect is from the model's, whatever its size [``unit``].
    misfit_share : float
        The same as a share of the effect [1].
    low, high : float or None
        Ends of the scale [``unit``].
    step : float
        Values are written in these steps; 0 for none [``unit``].
    important_change : float or None
        Smallest change that matters to patients [``unit``].
    evidence : str
        How well it is known that IASTM moves the quantity at all.
    sources : tuple of str
        Keys in ``data/references.bib``.
    notes : tuple of str
        Where its numbers come from, and what they are not.
    """

    id: str
    name: str
    unit: str
    quantity: str
    scale: float
    better: float
    standard_error: float
    further_sd: float = 0.0
    misfit: float = 0.0
    misfit_share: float = 0.0
    low: float | None = None
    high: float | None = None
    step: float = 0.0
    important_change: float | None = None
    evidence: Evidence = "assumed"
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def said_unit(self) -> str:
        """The unit as it stands behind a number."""
        return {"1": "relative to healthy", "point": "points"}.get(self.unit, self.unit)

    def off(self, effect: Array) -> Array:
        """Return how far the truth is from the model for one standard deviation.

        Parameters
        ----------
        effect : array
            Of each arm against no IASTM [``unit``]; without effect nothing is off.
        """
        off: Array = np.hypot(self.misfit, self.misfit_share * effect)
        return np.where(effect == 0.0, 0.0, off)

    def written(self, values: Array, noise: Array) -> Array:
        """Return what is written down [``unit``].

        Parameters
        ----------
        values : array
            What is [``unit``].
        noise : array
            Error of the measurement [``unit``].
        """
        found = values + noise
        if self.step > 0.0:
            found = np.rint(found / self.step) * self.step
        return np.clip(found, self.low, self.high)


def rating_of(outcome: TrialOutcome, condition: str, first: float | None) -> Rating:
    """Return how a trial's outcome is rated.

    Parameters
    ----------
    outcome : TrialOutcome
        As the design states it.
    condition : str
        Id of the condition.
    first : float or None
        Mean pain on enrolment, 0 to 10 [point].
    """
    if outcome.quantity:
        return _of_quantity(outcome)
    measure = one_of(OutcomeMeasure, outcome.measure)
    scale = measure.maximum / _PAIN_SCALE
    begin = None if first is None else first * scale
    error, error_notes, error_source = _standard_error(
        outcome, measure, condition, begin
    )
    further, further_notes = _further(outcome, error, scale)
    change, change_notes, change_source = _important(outcome, measure, condition, begin)
    pain = response_definition().observables["pain"]
    return Rating(
        id=measure.id,
        name=measure.name,
        unit=measure.unit,
        quantity="pain",
        scale=scale,
        better=-1.0 if measure.better == "lower" else 1.0,
        standard_error=error,
        further_sd=further,
        misfit=scale * one_of(MeasurementKind, "pain").misfit.value,
        misfit_share=one_of(MeasurementKind, "pain").misfit_share.value,
        low=measure.minimum,
        high=measure.maximum,
        step=measure.step,
        important_change=change,
        evidence=pain.evidence,
        sources=(measure.source, *error_source, *change_source),
        notes=(*error_notes, *further_notes, *change_notes),
    )


def _of_quantity(outcome: TrialOutcome) -> Rating:
    about = response_definition().observables[outcome.quantity]
    notes = [
        f"{about.label}: how far a trial's truth is from the model's is not known and "
        "left out, so power and intervals promise too much."
    ]
    if outcome.standard_error is None:
        notes.append(
            f"{about.label}: no error of measurement was given, so the simulated "
            "trials measure it without one."
        )
    if outcome.important_change is None:
        notes.append(
            f"{about.label}: no change is known that matters to patients, so no share "
            "of patients is counted and doses are not judged."
        )
    return Rating(
        id=outcome.quantity,
        name=about.label,
        unit=about.unit,
        quantity=outcome.quantity,
        scale=1.0,
        better=-1.0 if outcome.better == "lower" else 1.0,
        standard_error=outcome.standard_error or 0.0,
        further_sd=outcome.further_sd or 0.0,
        important_change=outcome.important_change,
        evidence=about.evidence,
        sources=(about.source,),
        notes=tuple(notes),
    )


def _standard_error(
    outcome: TrialOutcome, measure: OutcomeMeasure, condition: str, first: float | None
) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    if outcome.standard_error is not None:
        return outcome.standard_error, (), ()
    known = _absolute(measure, "mdc", condition, first)
    if known is None:
        note = (
            f"{measure.name}: the catalogue has no detectable change, so the simulated "
            "trials measure without error; give outcome.standard_error."
        )
        return 0.0, (note,), ()
    error = known.change.value / _DETECTABLE
    note = (
        f"Error of one measurement: {error:.2g} {measure.unit}, from the detectable "
        f"change of {known.change.value:g} ({known.population}), taken as of 95 %."
    )
    return error, (note, *_foreign(known, condition)), (known.change.source,)


def _further(
    outcome: TrialOutcome, error: float, scale: float
) -> tuple[float, tuple[str, ...]]:
    """Return the spread that is left of a patient's change beside measuring twice."""
    if outcome.further_sd is not None:
        return outcome.further_sd, ()
    usual = scale * one_of(MeasurementKind, "pain").within.value
    further = max(usual**2 - 2.0 * error**2, 0.0) ** 0.5
    note = (
        f"To each last value comes chance of {further:.2g} points that the model does "
        f"not have: one patient's change usually varies by {usual:g} points (our "
        "estimate). A pilot's own number goes into outcome.further_sd."
    )
    return further, (note,)


def _important(
    outcome: TrialOutcome, measure: OutcomeMeasure, condition: str, first: float | None
) -> tuple[float | None, tuple[str, ...], tuple[str, ...]]:
    if outcome.important_change is not None:
        return outcome.important_change, (), ()
    known = _absolute(measure, "mcid", condition, first)
    if known is None:
        return None, (f"{measure.name}: the catalogue has no important change.",), ()
    note = (
        f"Smallest change that matters: {known.change.value:g} {measure.unit} "
        f"({known.population}; {known.anchor}). It is one person's change over time: a "
        "difference between groups is not the same thing."
    )
    return (
        known.change.value,
        (note, *_foreign(known, condition)),
        (known.change.source,),
    )


def _absolute(
    measure: OutcomeMeasure, kind: str, condition: str, first: float | None
) -> ImportantChange | None:
    """Return the first published change that is not a share of the first value."""
    known = [c for c in measure.changes_for(condition, first) if c.kind == kind]
    return next((c for c in known if not _is_share(c.change)), None)


def _is_share(change: Sourced) -> bool:
    return change.unit in ("%", "1")


def _foreign(known: ImportantChange, condition: str) -> tuple[str, ...]:
    if known.fits(condition) != "other":
        return ()
    what = "detectable" if known.kind == "mdc" else "important"
    return (f"That {what} change was found in other conditions than {condition}.",)
