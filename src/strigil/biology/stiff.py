"""The method for patients whose steps collapse: Rodas, its linear algebra sparse.

Each step costs about ten explicit ones, but its length does not depend on how fast the
fastest state fades. All states are solved together here, and a step ends at every look.
"""

from collections.abc import Sequence

import numpy as np

from strigil.biology._generated import lanes
from strigil.biology.course import SAME_TIME_DAYS, Course
from strigil.biology.model import Array
from strigil.biology.step_size import (
    EVERY,
    first_step,
    squared_error,
    step_factor,
    within_bounds,
)
from strigil.biology.tableau import GAMMA, STIFF_FROM, STIFF_SLOPES
from strigil.errors import StrigilError

__all__ = ["follow_stiff"]

_STEPS, _STEPS_PER_DAY = 2000, 200


def follow_stiff(course: Course) -> Array:
    """Follow patients from day zero.

    Returns
    -------
    array, shape (looks, states, patients)
        The states at each look [1].

    Raises
    ------
    StrigilError
        When steps collapse here too.
    """
    constants = lanes.constants_of(course.parameters)
    y = course.start.copy()
    step = first_step(y, np.array(lanes.rates(y, course.parameters)), course.tolerance)
    first = step.copy()
    seen = np.empty((len(course.look_days), *y.shape))
    with np.errstate(all="ignore"):
        for stretch in course.stretches():
            now = stretch.begin
            for number in range(stretch.looks.start, stretch.looks.stop):
                then = float(course.look_days[number])
                y, step = _go_on(y, step, course, constants=constants, days=then - now)
                seen[number], now = y, max(now, then)
            y, step = _go_on(
                y, step, course, constants=constants, days=stretch.end - now
            )
            if stretch.session >= 0:
                given = course.inputs[stretch.session]
                none = np.array(lanes.NONE)[:, None]
                treated = (given != none).any(axis=0)
                after = lanes.after_session(y, course.parameters, given)
                y = np.where(treated, np.stack(np.broadcast_arrays(*after)), y)
                step = np.where(treated, first, step)
    return seen


def _go_on(
    y: Array, step: Array, course: Course, *, constants: Sequence[Array], days: float
) -> tuple[Array, Array]:
    """Follow patients for some days; return the states and the steps wanted next."""
    if days <= SAME_TIME_DAYS:
        return y, step
    gone = np.zeros(y.shape[1])
    for _ in range(int(_STEPS + _STEPS_PER_DAY * days)):
        left = days - gone
        active = left > 0.0
        if not active.any():
            return y, step
        last = step >= left
        tried = np.where(active, np.where(last, left, step), 1.0)
        after, error = _try(y, tried, course, constants)
        good = active & (error <= 1.0)
        y = np.where(good, within_bounds(after, lanes.LOW, lanes.HIGH), y)
        wanted = step_factor(error) * tried
        keep = ~active | (good & last & (wanted < step))
        step = np.where(keep, step, wanted)
        gone = np.where(good, np.where(last, days, gone + tried), gone)
    message = (
        f"{int((gone < days).sum())} patients can not be followed: their steps fall "
        "below any use. Look at their parameters and doses."
    )
    raise StrigilError(message)


def _try(
    y: Array, step: Array, course: Course, constants: Sequence[Array]
) -> tuple[Array, Array]:
    """Take a step; return the states after it and the squared error over tolerance."""
    one_over = 1.0 / step
    factors = lanes.factor(lanes.jacobian(y, constants), one_over / GAMMA)
    stages: list[Array] = []
    at = y
    for row_from, row_slopes in zip(
        ((), *STIFF_FROM), ((), *STIFF_SLOPES), strict=True
    ):
        at = y
        for weight, stage in zip(row_from, stages, strict=True):
            at = at + weight * stage
        right = np.array(np.broadcast_arrays(*lanes.rates(at, course.parameters)))
        for weight, stage in zip(row_slopes, stages, strict=True):
            right += weight * one_over * stage
        stages.append(np.array(lanes.back(factors, right)))
    after: Array = at + stages[-1]
    return after, squared_error(
        stages[-1], y, after, tolerance=course.tolerance, rows=EVERY
    )
