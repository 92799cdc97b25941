"""What is laid over a course in time: measured points, sessions, reactions."""

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "ImportantChangeField",
    "MeasuredPoint",
    "ReactionMark",
    "SessionMark",
    "TodayMark",
]


@dataclass(frozen=True, slots=True)
class MeasuredPoint:
    """One measured value.

    Attributes
    ----------
    time_days : float
        Days since the start of care [d].
    value : float
        The value [unit of the quantity].
    label : str
        What is said of it, such as the date.
    """

    time_days: float
    value: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class SessionMark:
    """One session, drawn as a bar under the axis.

    Attributes
    ----------
    time_days : float
        Days since the start of care [d].
    dose : float
        Size of the bar [any one unit for all sessions].
    label : str
        What is said of it, such as ``"6 N, 3 min"``.
    """

    time_days: float
    dose: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class ReactionMark:
    """An observed after-effect.

    Attributes
    ----------
    time_days : float
        Days since the start of care [d].
    label : str
        Such as ``"bruise"``.
    """

    time_days: float
    label: str


@dataclass(frozen=True, slots=True)
class TodayMark:
    """The day up to which the course is known.

    Attributes
    ----------
    time_days : float
        Days since the start of care [d].
    """

    time_days: float


@dataclass(frozen=True, slots=True)
class ImportantChangeField:
    """The values at which a change matters to patients.

    Attributes
    ----------
    threshold : float
        Value from which the change is important by the smallest that is published
        [unit of the quantity].
    better : str
        On which side of it: ``lower`` or ``higher``.
    label : str
        Written into the field, such as ``"important change: 1 to 2 points"``.
    far : float or None
        Value from which it is important by the largest that is published [unit of the
        quantity]; None where only one is.
    """

    threshold: float
    better: Literal["lower", "higher"]
    label: str = "important change"
    far: float | None = None

    @property
    def most(self) -> float:
        """Value from which every published change is exceeded [as `threshold`]."""
        return self.threshold if self.far is None else self.far

    @property
    def middle(self) -> float:
        """The middle of the two [as `threshold`]."""
        return (self.threshold + self.most) / 2.0
