"""What the engines are given: patients, looks and sessions, in one order of time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.biology._generated import lanes
from strigil.biology.model import Array, Inputs, Parameters, inputs_of
from strigil.errors import InvalidValueError

__all__ = ["SAME_TIME_DAYS", "Course", "Progress", "Stretch", "course_of"]

# Two moments closer than this [d] are one: a thousandth of a second.
SAME_TIME_DAYS = 1e-8
# More than one a day for the ten years that a prediction may look ahead.
MOST_SESSIONS = 5000


Progress = Callable[[float], None] | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """The time from one session to the next.

    Attributes
    ----------
    begin, end : float
        Days [d].
    looks : slice
        Which of the looks lie in it; one at the end sees the tissue before the session.
    session : int
        Number of the session at its end; -1 for none [1].
    """

    begin: float
    end: float
    looks: slice
    session: int


@dataclass(frozen=True, slots=True)
class Course:
    """Patients and what happens to them.

    Attributes
    ----------
    start : array, shape (states, patients)
        At day zero [1].
    parameters : array, shape (parameters, patients)
        In the order of the definition.
    look_days : array
        When to look, rising [d].
    session_days : array
        When sessions are, rising [d].
    inputs : array, shape (sessions, inputs, patients)
        What each session brings [1].
    tolerance : float
        Largest error of a step relative to a state, or to a hundredth of healthy [1].
    """

    start: Array
    parameters: Array
    look_days: Array
    session_days: Array
    inputs: Array
    tolerance: float

    def stretches(self) -> Iterator[Stretch]:
        """Yield the times between sessions, the first from day zero."""
        begin, looked = 0.0, 0
        for number, day in enumerate(self.session_days):
            upto = int(np.searchsorted(self.look_days, day + SAME_TIME_DAYS))
            yield Stretch(begin, float(day), slice(looked, upto), number)
            begin, looked = float(day), upto
        end = float(self.look_days[-1])
        if looked < len(self.look_days):
            yield Stretch(begin, end, slice(looked, len(self.look_days)), -1)

    def some(self, which: NDArray[np.intp] | slice) -> "Course":
        """Return the course of some of the patients."""
        return Course(
            start=np.ascontiguousarray(self.start[:, which]),
            parameters=np.ascontiguousarray(self.parameters[:, which]),
            look_days=self.look_days,
            session_days=self.session_days,
            inputs=np.ascontiguousarray(self.inputs[:, :, which]),
            tolerance=self.tolerance,
        )


def course_of(
    start: Array,
    parameters: Parameters,
    *,
    sessions: Sequence[tuple[float, Inputs]],
    time_days: Array,
    tolerance: float,
) -> Course:
    """Put patients and sessions in the order of time.

    Sessions after the end fall away, and those that bring nothing to anybody.

    Raises
    ------
    InvalidValueError
        On looks that do not rise, a time before day zero, what is not finite, or more
        sessions than anybody has.
    """
    looks = np.asarray(time_days, dtype=float)
    _check_times(looks, [time for time, _ in sessions])
    count = start.shape[1]
    within = [(time, given) for time, given in sessions if time <= looks[-1]]
    within.sort(key=lambda session: session[0])
    inputs = np.empty((len(within), len(lanes.INPUTS), count))
    for number, (_, given) in enumerate(within):
        for i, row in enumerate(inputs_of(given)):
            inputs[number, i] = row
    none = np.array(lanes.NONE)[:, None]
    _check_inputs(inputs)
    brings = np.array([(given != none).any() for given in inputs], dtype=bool)
    rows = np.empty((len(lanes.PARAMETERS), count))
    for i, row in enumerate(parameters.rows()):
        rows[i] = row
    return Course(
        start=np.array(start, dtype=float),
        parameters=rows,
        look_days=looks,
        session_days=np.array([time for time, _ in within])[brings],
        inputs=inputs[brings],
        tolerance=tolerance,
    )


def _check_inputs(inputs: Array) -> None:
    if len(inputs) > MOST_SESSIONS:
        message = (
            f"A course has at most {MOST_SESSIONS} sessions; {len(inputs)} were given."
        )
        raise InvalidValueError(message)
    if not np.isfinite(inputs).all():
        message = "What a session brings must be a finite number for every patient."
        raise InvalidValueError(message)


def _check_times(looks: Array, sessions: Sequence[float]) -> None:
    times = np.concatenate([looks, sessions])
    if not looks.size or not np.isfinite(times).all() or times.min() < 0.0:
        message = "Looks and sessions need a time of 0 d or later; one look at least."
        raise InvalidValueError(message)
    if (np.diff(looks) < 0.0).any():
        message = "Looks must rise in time; sort them first."
        raise InvalidValueError(message)
