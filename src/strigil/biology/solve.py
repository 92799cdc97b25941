"""Patients through the weeks: sessions as jumps, the method chosen by itself."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from strigil.biology.course import Course, course_of
from strigil.biology.explicit import follow_explicit
from strigil.biology.model import STATES, Array, Inputs, Parameters
from strigil.biology.stiff import follow_stiff

__all__ = ["TOLERANCE", "solve", "with_stuck"]

# Largest error of one step; after twelve weeks and 24 sessions the largest error of any
# state of any patient is about four times that: tests/verification.
TOLERANCE = 3e-5


def solve(
    start: Array,
    parameters: Parameters,
    *,
    sessions: Sequence[tuple[float, Inputs]] = (),
    time_days: Array,
    tolerance: float = TOLERANCE,
    progress: Callable[[float], None] | None = None,
) -> Array:
    """Follow patients from day zero; for one to some thousands, without a compiler.

    Parameters
    ----------
    start : array, shape (states, ...)
        The states of each patient at day zero [1].
    parameters : Parameters
        One number, or one per patient, for each symbol.
    sessions : sequence of (time, session)
        When [d] and what they bring [1]: the first input, or inputs by symbol, each one
        number or one per patient. Sessions after the last look fall away.
    time_days : array
        When to look, rising, from 0 on [d]; a look at the time of a session sees the
        tissue just before it.
    tolerance : float
        Largest error of one step, relative to a state or to a hundredth of healthy [1].
    progress : callable, optional
        Told the share of the course that is done [1].

    Returns
    -------
    array, shape (len(time_days), states, ...)
        The states at each time [1].

    Raises
    ------
    InvalidValueError
        On times that are not in order or lie before day zero.

    Notes
    -----
    Runge-Kutta of order 5 (Tsitouras2011) with steps that each patient chooses for
    itself; they end at sessions exactly, and looks in between are read from within a
    step. States that are gone within minutes are solved apart. Patients whose steps
    collapse are followed again from day zero by a method for stiff systems, of order 4
    (HairerWanner1996).
    """
    begin = np.asarray(start, dtype=float)
    patients = begin.shape[1:]
    course = course_of(
        begin.reshape(len(STATES), -1),
        _flat(parameters, patients),
        sessions=[(time, _flat_inputs(given, patients)) for time, given in sessions],
        time_days=time_days,
        tolerance=tolerance,
    )
    seen = with_stuck(course, *follow_explicit(course, progress))
    return seen.reshape(len(course.look_days), *begin.shape)


def with_stuck(course: Course, seen: Array, stuck: NDArray[np.bool_]) -> Array:
    """Follow those whose steps collapsed by the other method; return what is seen."""
    if stuck.any():
        who = np.flatnonzero(stuck)
        seen[:, :, who] = follow_stiff(course.some(who))
    return seen


def _flat(parameters: Parameters, patients: tuple[int, ...]) -> Parameters:
    return Parameters(
        **{k: np.broadcast_to(v, patients).ravel() for k, v in vars(parameters).items()}
    )


def _flat_inputs(given: Inputs, patients: tuple[int, ...]) -> Inputs:
    if isinstance(given, dict):
        return {k: np.broadcast_to(v, patients).ravel() for k, v in given.items()}
    return np.broadcast_to(np.asarray(given, dtype=float), patients).ravel()
