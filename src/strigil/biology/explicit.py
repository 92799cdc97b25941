"""Many patients at once on arrays: explicit Runge-Kutta, each patient at its own pace.

Needs no compiler. Every patient has a time and a step of its own, so that nobody's
result depends on who else is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.biology._generated import lanes
from strigil.biology.course import SAME_TIME_DAYS, Course, Progress, Stretch
from strigil.biology.fading import faded
from strigil.biology.model import STATES, Array
from strigil.biology.step_size import (
    TOGETHER,
    first_step,
    most_steps,
    squared_error,
    step_factor,
    within_bounds,
)
from strigil.biology.tableau import DENSE, ERROR, STAGES

__all__ = ["between", "explicit_step", "follow_explicit", "slopes"]

Flags = NDArray[np.bool_]
_APART = [STATES.index(name) for name in lanes.APART]


@dataclass(slots=True)
class _Run:
    """Where each patient is; changed in place, never shown."""

    constants: Sequence[Array]
    decays: Array
    tolerance: float
    y: Array
    stages: list[Array]  # slopes at the stages of the step; the first is that at y
    now: Array  # [d]
    step: Array  # wanted next [d]
    first: Array  # what the first step after a session could have been [d]
    fresh: Flags  # whether no step was taken since then
    stuck: Flags  # whether steps collapsed


def follow_explicit(course: Course, progress: Progress = None) -> tuple[Array, Flags]:
    """Follow patients from day zero.

    Returns
    -------
    seen : array, shape (looks, states, patients)
        The states at each look [1].
    stuck : array of bool
        The patients whose steps collapsed; what is seen of them means nothing.
    """
    run = _begin(course)
    seen = np.empty((len(course.look_days), *course.start.shape))
    with np.errstate(all="ignore"):
        for stretch in course.stretches():
            _follow(run, stretch, course.look_days[stretch.looks], seen[stretch.looks])
            if stretch.session >= 0:
                _give(run, course, stretch.session)
            if progress is not None:
                progress(stretch.end / float(course.look_days[-1] or 1.0))
    return seen, run.stuck


def _begin(course: Course) -> _Run:
    constants = lanes.constants_of(course.parameters)
    y = course.start.copy()
    slope = slopes(y, constants)
    count = y.shape[1]
    step = first_step(y, slope, course.tolerance)
    return _Run(
        constants=constants,
        decays=np.array([row + np.zeros(count) for row in lanes.decays(constants)]),
        tolerance=course.tolerance,
        y=y,
        stages=[slope, *(slope for _ in STAGES)],
        now=np.zeros(count),
        step=step,
        first=step.copy(),
        fresh=np.ones(count, dtype=bool),
        stuck=np.zeros(count, dtype=bool),
    )


def explicit_step(
    y: Array, stages: list[Array], step: Array, constants: Sequence[Array]
) -> Array:
    """Take a step of the states that are solved together.

    Parameters
    ----------
    y : array, shape (states, patients)
        Before the step [1].
    stages : list of seven arrays
        The first is the slope at ``y``; the others are filled in [1/d].
    step : array
        One for each patient [d].
    constants : sequence of array
        Of the patients.

    Returns
    -------
    array
        The states after the step; those solved apart mean nothing [1].
    """
    after = y
    for i, row in enumerate(STAGES):
        moved = row[0] * stages[0]
        for weight, slope in zip(row[1:], stages[1 : i + 1], strict=True):
            moved += weight * slope
        moved *= step
        moved += y
        after = moved
        stages[i + 1] = slopes(after, constants)
    return after


def between(y: Array, stages: Sequence[Array], step: Array, share: Array) -> Array:
    """Return the states solved together at a share [1] of a step [d]."""
    moved = np.zeros_like(y)
    for weights, stage in zip(DENSE, stages, strict=True):
        way = share * (weights[2] + share * weights[3])
        moved += (share * (weights[0] + share * (weights[1] + way))) * stage
    found: Array = y + step * moved
    return found


def slopes(y: Array, constants: Sequence[Array]) -> Array:
    """Return the rates [1/d]; of a state that is solved apart its source."""
    found = np.empty_like(y)
    for i, row in enumerate(lanes.slopes(y, constants)):
        found[i] = row
    return found


def _error(run: _Run, after: Array, step: Array) -> Array:
    """Return the squared error of a step over the tolerance [1]."""
    wrong = ERROR[0] * run.stages[0]
    for weight, slope in zip(ERROR[1:], run.stages[1:], strict=True):
        wrong += weight * slope
    wrong *= step
    return squared_error(wrong, run.y, after, tolerance=run.tolerance, rows=TOGETHER)


def _follow(run: _Run, stretch: Stretch, looks: Array, seen: Array) -> None:
    """Go on to the end of a stretch, filling in what is seen at its looks."""
    run.now[:] = stretch.begin
    looked = int(np.searchsorted(looks, stretch.begin + SAME_TIME_DAYS))
    seen[:looked] = run.y
    next_look = np.full(run.now.shape, looked)
    days = np.append(looks, np.inf)
    if stretch.end - stretch.begin <= SAME_TIME_DAYS:
        return
    for _ in range(most_steps(stretch.end - stretch.begin)):
        active = (run.now < stretch.end) & ~run.stuck
        if not active.any():
            return
        left = stretch.end - run.now
        last = run.step >= left
        step = np.where(active, np.where(last, left, run.step), 0.0)
        after = explicit_step(run.y, run.stages, step, run.constants)
        error = _error(run, after, step)
        good = active & (error <= 1.0)
        then = np.where(last, stretch.end, run.now + step)
        _fade(run, after, step)
        after = within_bounds(after, lanes.LOW, lanes.HIGH)
        _look(run, seen, step=step, next_look=next_look, days=days, done=(good, then))
        _accept(run, after, step=step, good=good, last=last, error=error)
        run.now = np.where(good, then, run.now)
    run.stuck |= run.now < stretch.end


def _fade(run: _Run, after: Array, step: Array) -> None:
    for i, decay in zip(_APART, run.decays, strict=True):
        sources = np.stack([stage[i] for stage in run.stages])
        after[i] = faded(
            run.y[i], sources, decay=decay, step=step, share=np.ones_like(step)
        )


def _look(
    run: _Run,
    seen: Array,
    *,
    step: Array,
    next_look: NDArray[np.intp],
    days: Array,
    done: tuple[Flags, Array],
) -> None:
    """See the patients whose step went beyond their next looks."""
    good, then = done
    who = np.flatnonzero(good & (days[next_look] <= then + SAME_TIME_DAYS))
    while who.size:
        share = np.minimum((days[next_look[who]] - run.now[who]) / step[who], 1.0)
        seen[next_look[who], :, who] = _between(run, who, share, step[who]).T
        next_look[who] += 1
        who = who[days[next_look[who]] <= then[who] + SAME_TIME_DAYS]


def _between(run: _Run, who: NDArray[np.intp], share: Array, step: Array) -> Array:
    """Return the states of some patients at a share of their step."""
    stages = [stage[:, who] for stage in run.stages]
    y = between(run.y[:, who], stages, step, share)
    for i, decay in zip(_APART, run.decays, strict=True):
        sources = np.stack([stage[i] for stage in stages])
        y[i] = faded(run.y[i, who], sources, decay=decay[who], step=step, share=share)
    return within_bounds(y, lanes.LOW, lanes.HIGH)


def _accept(
    run: _Run, after: Array, *, step: Array, good: Flags, last: Flags, error: Array
) -> None:
    factor = step_factor(error)
    tried = step > 0.0
    # A step cut short by the end of the stretch says nothing against a longer one.
    run.step = np.where(
        tried & ~(good & last & (factor * step < run.step)), factor * step, run.step
    )
    begun = good & run.fresh & ~last
    run.first = np.where(begun, factor * step, run.first)
    run.fresh &= ~good
    run.y = np.where(good, after, run.y)
    run.stages[0] = np.where(good, run.stages[-1], run.stages[0])


def _give(run: _Run, course: Course, session: int) -> None:
    """Give a session to whom it brings something."""
    given = course.inputs[session]
    none = np.array(lanes.NONE)[:, None]
    treated = (given != none).any(axis=0)
    if not treated.any():
        return
    after = lanes.after_session(run.y, course.parameters, given)
    run.y = np.where(treated, np.stack(np.broadcast_arrays(*after)), run.y)
    run.stages[0] = np.where(treated, slopes(run.y, run.constants), run.stages[0])
    run.step = np.where(treated, run.first, run.step)
    run.fresh |= treated
