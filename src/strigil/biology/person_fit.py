"""What was learnt from one patient's outcomes, and how well the model explains them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from strigil.biology.quantity_course import Band

__all__ = ["PersonFit", "ToldOutcome"]


@dataclass(frozen=True, slots=True)
class ToldOutcome:
    """One value that a patient told, beside what was foretold without it.

    Attributes
    ----------
    measure : str
        Name of the measure.
    time_days : float
        When, from day zero [d].
    value : float
        What was told [unit of the measure].
    median, low, high : float
        What the drawn patients would have told, with the error of a value: median, 5th
        and 95th percentile [unit of the measure].
    chance : float
        Chance of a value at least as far off [1].
    """

    measure: str
    time_days: float
    value: float
    median: float
    low: float
    high: float
    chance: float

    def __str__(self) -> str:
        return (
            f"{self.measure} {self.value:g} on day {self.time_days:g} "
            f"(foretold {self.low:.3g} to {self.high:.3g})"
        )


@dataclass(frozen=True, slots=True)
class PersonFit:
    """How a forecast was fitted to one patient.

    Attributes
    ----------
    outcomes : tuple of ToldOutcome
        What was told after the first value of each measure.
    misfit : float
        Chance that errors alone put all values so far off the patients left [1].
    power : float
        Weight that the outcomes were given; below 1 when no drawn patient bears them
        in full [1].
    steps : int
        In how many steps they were weighed in [1].
    effective, kept, taken : float
        Least share of drawn patients that counted in a step; share of those at the
        start from whom the last descend, about; least share of proposals taken [1].
    improbable : float
        Chance below which something is told as not explained [1].
    before : dict of str to Band
        With IASTM, the forecast without these outcomes.
    """

    outcomes: tuple[ToldOutcome, ...]
    misfit: float
    power: float
    steps: int
    effective: float
    kept: float
    taken: float
    improbable: float
    before: Mapping[str, Band] = field(default_factory=dict)

    @property
    def said(self) -> str:
        """What the forecast rests on, in words."""
        count = len(self.outcomes)
        return f"from {count} outcome{'' if count == 1 else 's'} of this patient"

    @property
    def warnings(self) -> tuple[str, ...]:
        """What of the patient the model does not explain."""
        least = self.improbable / len(self.outcomes)
        odd = [str(one) for one in self.outcomes if one.chance < least]
        if odd:
            return (f"The model does not explain this patient: {'; '.join(odd)}.",)
        if self.misfit < self.improbable or self.power < 1.0:
            return (
                "The model does not explain this patient: no drawn patient tells all "
                "of these outcomes together.",
            )
        return ()

    def as_json(self) -> dict[str, object]:
        """Return it for machines: days [d], values [unit of the measure]."""
        outcomes = [
            {name: getattr(one, name) for name in one.__slots__}
            for one in self.outcomes
        ]
        return {
            "outcomes": outcomes,
            "explained": not self.warnings,
            "misfit": self.misfit,
            "power": self.power,
            "steps": self.steps,
            "effective": self.effective,
            "kept": self.kept,
            "taken": self.taken,
            "before": {name: band.as_json() for name, band in self.before.items()},
        }
