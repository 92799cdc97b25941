"""What one patient told so far, as the response model can take it."""

import math
from dataclasses import dataclass
from itertools import pairwise

from strigil.biology._generated.lanes import OBSERVABLES
from strigil.errors import InvalidValueError, UnknownNameError

__all__ = ["OutcomeSeries"]


@dataclass(frozen=True, slots=True)
class OutcomeSeries:
    """The values of one outcome measure on one patient, and what they go with.

    The first value says where the patient stands on this measure; those after it say
    what became of the quantity that it goes with.

    Attributes
    ----------
    name : str
        For people.
    quantity : str
        Key of the observable that it goes with.
    time_days : tuple of float
        When, from day zero, rising [d].
    values : tuple of float
        One for each time [unit of the measure].
    error : float
        Standard error of one value [unit of the measure].
    low, high : float
        Ends of the measure's range [unit of the measure].
    direct : bool
        True for a rating of pain from 0 to 10: its first value sets the patient's own
        scale, and later ones are the model's pain itself.
    best : float or None
        Best end of a score; what goes with the quantity is the distance from it [unit
        of the measure]. None: the value itself.
    power, power_factor : float
        The distance goes with this power of the quantity, negative where it falls; 5 to
        95 % of patients have power / factor to power x factor [1].
    wander : float
        How far values stray from that beside the error, as a share of the first one's
        distance [1].
    """

    name: str
    quantity: str
    time_days: tuple[float, ...]
    values: tuple[float, ...]
    error: float
    low: float
    high: float
    direct: bool = False
    best: float | None = None
    power: float = 1.0
    power_factor: float = 1.0
    wander: float = 0.0

    def __post_init__(self) -> None:
        if self.quantity not in OBSERVABLES:
            kind = "quantity"
            raise UnknownNameError(kind, self.quantity, OBSERVABLES)
        self._check_times()
        for value in self.values:
            if not self.low <= value <= self.high:
                message = f"{self.name} must be {self.low:g} to {self.high:g}; "
                raise InvalidValueError(message + f"{value:g} was given.")
        if not (math.isfinite(self.error) and self.error > 0.0):
            message = f"{self.name} needs an error above 0; {self.error:g} was given."
            raise InvalidValueError(message)

    @property
    def later(self) -> int:
        """How many values say what became of the patient [1]."""
        return len(self.values) - 1

    @property
    def spread(self) -> float:
        """Standard deviation of a value about what is foretold [its unit]."""
        return math.hypot(self.error, self.wander * self.distance(self.values[0]))

    def distance(self, value: float) -> float:
        """Return how far a value lies from the best end; itself without one."""
        return value if self.best is None else abs(value - self.best)

    def _check_times(self) -> None:
        times = self.time_days
        if not times or len(times) != len(self.values):
            message = f"{self.name} needs a time for each value, one at least."
            raise InvalidValueError(message)
        ends = all(math.isfinite(t) and t >= 0.0 for t in times)
        if not ends or any(a >= b for a, b in pairwise(times)):
            message = f"{self.name} needs times of 0 d or later, each after the last."
            raise InvalidValueError(message)
