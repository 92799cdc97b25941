"""Places along the strokes that differ again and again, whatever is measured there."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from strigil.signals.numbers import number
from strigil.signals.repeat_test import Departure, repeated_departures

__all__ = [
    "Anomaly",
    "PlaceSearch",
    "search_places",
]

FloatArray = NDArray[np.float64]

_GROSS = math.log(100.0)  # strokes so uneven that they show next to nothing
_TOO_UNEVEN = 3.0  # a place would have to be four times as high


@dataclass(frozen=True, slots=True)
class Anomaly:
    """A place along the strokes where a quantity differs, stroke after stroke.

    Attributes
    ----------
    from_, to : float
        Where along the strokes: from the smallest position that a stroke reached,
        counted up the axis of the position that varies most [m].
    score : float
        How much it differs over its standard error: positive is more than around,
        negative is less [1].
    seen_in, of : int
        In how many strokes, of how many that pass the place.
    quantity : str
        What differs: ``friction`` or ``vibration``.
    side : str
        ``higher`` or ``lower`` than around it.
    change : float
        The quantity there over that around it, less 1 [1].
    p : float
        Chance of so large a difference anywhere without a real one [1].
    """

    from_: float
    to: float
    score: float
    seen_in: int
    of: int
    quantity: str = "friction"
    side: Literal["higher", "lower"] = "higher"
    change: float = 0.0
    p: float = 0.0

    @property
    def said(self) -> str:
        """The anomaly as a sentence for people."""
        return (
            f"{self.quantity.capitalize()}: anomaly at {self.from_ * 1e3:.0f}-"
            f"{self.to * 1e3:.0f} mm, {self.side}, seen in {self.seen_in} of {self.of} "
            "strokes."
        )


@dataclass(frozen=True, slots=True)
class PlaceSearch:
    """What repeated strokes say of one quantity.

    Attributes
    ----------
    quantity : str
        ``friction`` or ``vibration``.
    anomalies : tuple of Anomaly
        Places that differ, along the way.
    strokes : int
        Strokes that were looked at.
    false_alarm : float
        Chance that strokes without a real difference raise an alarm [1].
    p : float or None
        Chance of the largest difference without a real one [1]; None without a test.
    smallest : float or None
        Smallest share by which a place would have to be higher to be found with 80 %
        chance [1]; told up to a factor of a hundred; None without a test.
    because : str
        Why there was no test; empty when there was.
    """

    quantity: str
    anomalies: tuple[Anomaly, ...]
    strokes: int
    false_alarm: float
    p: float | None
    smallest: float | None
    because: str = ""

    @property
    def said(self) -> str:
        """The answer as a sentence for people."""
        name = self.quantity.capitalize()
        if self.because or self.smallest is None:
            return f"{name}: cannot be said, for {self.because}."
        if self.anomalies:
            return " ".join(one.said for one in self.anomalies)
        nothing = f"{name}: nothing found in {self.strokes} strokes."
        if self.smallest > _TOO_UNEVEN:
            return f"{nothing} They are too uneven to show a place of any usual size."
        return (
            f"{nothing} A place {100 * self.smallest:.0f} % higher than around it "
            "would have been found in four of five such recordings; a smaller one may "
            "be there."
        )

    def as_json(self) -> dict[str, object]:
        """Return the answer without its places, which the analysis lists."""
        return {
            "quantity": self.quantity,
            "found": len(self.anomalies),
            "strokes": self.strokes,
            "false_alarm": self.false_alarm,
            "p": self.p,
            "smallest": self.smallest,
            "because": self.because or None,
            "said": self.said,
        }


def search_places(
    quantity: str,
    table: FloatArray,
    *,
    doubtful: FloatArray | None = None,
    share_of_alarms: float = 1.0,
    seed: int = 0,
) -> PlaceSearch:
    """Look for places where a quantity differs in one stroke after another.

    Parameters
    ----------
    quantity : str
        Its name.
    table : ndarray
        Its logarithm, one row a stroke, one column a place of equal width, NaN where a
        stroke did not pass [1].
    doubtful : ndarray, optional
        Courses that all strokes may share by mistake, one a row, as standard deviations
        [1].
    share_of_alarms : float
        Part of the rate of false alarms that this quantity may use up [1].
    seed : int
        Same seed, same answer.

    Returns
    -------
    PlaceSearch
        Places to either side, or that nothing was found, or why it cannot be said.

    Notes
    -----
    :func:`strigil.signals.repeated_departures`, with a place that must differ from its
    surroundings by 10 % beyond chance. Measured rates of alarms and findings are in
    docs/models/places-that-differ.md.
    """
    width = number("repeats", "bin_width")
    places = np.asarray(width * (np.arange(table.shape[1]) + 0.5))
    alarm = share_of_alarms * number("repeat_test", "false_alarm")
    tested = repeated_departures(
        table,
        places,
        false_alarm=alarm,
        smallest_change=math.log1p(number("repeats", "smallest_change")),
        doubtful=doubtful,
        seed=seed,
    )
    smallest = None if tested.smallest is None else min(tested.smallest, _GROSS)
    found = (_anomaly(quantity, one) for one in tested.departures)
    return PlaceSearch(
        quantity=quantity,
        anomalies=tuple(sorted(found, key=lambda one: one.from_)),
        strokes=tested.strokes,
        false_alarm=alarm,
        p=tested.p,
        smallest=None if smallest is None else math.expm1(smallest),
        because=tested.because,
    )


def _anomaly(quantity: str, found: Departure) -> Anomaly:
    return Anomaly(
        from_=found.from_,
        to=found.to,
        score=found.score,
        seen_in=found.seen_in,
        of=found.of,
        quantity=quantity,
        side="higher" if found.size.value > 0 else "lower",
        change=math.expm1(found.size.value),
        p=found.p,
    )
