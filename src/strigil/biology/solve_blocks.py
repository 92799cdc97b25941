"""Cohorts through the weeks: the same method as ``solve``, compiled, in blocks."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from strigil.biology._generated import blocks, lanes
from strigil.biology._generated.blocks import LANES, ORDER
from strigil.biology.block import LANE_ROWS, ROWS, SIZE, STUCK, Block
from strigil.biology.block_kernel import follow_block
from strigil.biology.course import SAME_TIME_DAYS, Course, course_of
from strigil.biology.model import Array, Inputs, Parameters
from strigil.biology.solve import TOLERANCE, with_stuck
from strigil.biology.step_size import (
    FASTEST,
    FIRST_SHARE,
    FLOOR,
    SAFETY,
    SLOWEST,
    most_steps,
)
from strigil.biology.tableau import DENSE, ERROR, STAGES

__all__ = ["follow_blocks", "solve_blocks"]

# Blocks that a thread takes at once.
_BATCH = 32


def solve_blocks(  # noqa: PLR0913  # all that `solve` takes, and how many threads
    start: Array,
    parameters: Parameters,
    *,
    sessions: Sequence[tuple[float, Inputs]] = (),
    time_days: Array,
    tolerance: float = TOLERANCE,
    workers: int = 1,
    progress: Callable[[float], None] | None = None,
) -> Array:
    """Follow many patients from day zero, compiled; the first call compiles.

    Parameters
    ----------
    start : array, shape (states, patients)
        The states of each patient at day zero [1].
    parameters : Parameters
        One number per patient for each symbol.
    sessions : sequence of (time, session)
        As :func:`strigil.biology.solve.solve` takes them [d], [1].
    time_days : array
        When to look, rising, from 0 on [d].
    tolerance : float
        Largest error of one step, relative to a state or to a hundredth of healthy [1].
    workers : int
        Threads [1]; the result is the same to the last bit for any number.
    progress : callable, optional
        Told the share of the patients that is done [1].

    Returns
    -------
    array, shape (len(time_days), states, patients)
        The states at each time [1].

    Notes
    -----
    The same steps as those of :func:`strigil.biology.solve.solve`, to rounding.
    """
    course = course_of(
        np.asarray(start, dtype=float),
        parameters,
        sessions=sessions,
        time_days=time_days,
        tolerance=tolerance,
    )
    return with_stuck(course, *follow_blocks(course, workers, progress))


def follow_blocks(
    course: Course,
    workers: int = 1,
    progress: Callable[[float], None] | None = None,
) -> tuple[Array, NDArray[np.bool_]]:
    """Follow the patients of a course; return what is seen and who is stuck."""
    patients = course.start.shape[1]
    seen = np.empty((len(course.look_days), ROWS, patients))
    stuck = np.zeros(patients, dtype=bool)
    firsts = range(0, patients, LANES * _BATCH)
    done = 0

    def follow(first: int) -> int:
        who = slice(first, min(first + LANES * _BATCH, patients))
        seen[:, :, who], stuck[who] = _follow_batch(course.some(who))
        return int(who.stop) - first

    with ThreadPoolExecutor(workers) as threads:
        # A thread of its own has memory of its own, which costs to get and give back.
        for count in (map if workers == 1 else threads.map)(follow, firsts):
            done += count
            if progress is not None:
                progress(done / patients)
    return seen, stuck


def _follow_batch(course: Course) -> tuple[Array, NDArray[np.bool_]]:
    """Follow some blocks one after the other."""
    patients = course.start.shape[1]
    count = -(-patients // LANES)
    fixed = _fixed(course)
    kept = np.empty((len(course.look_days), ROWS, count * LANES))
    lane = np.empty(count * LANES)
    looks = np.empty((len(course.look_days), SIZE))
    inputs = _in_blocks(fixed[2], count)
    for number, block in enumerate(_blocks(course, count, looks, fixed[0])):
        follow_block(block, course.session_days, inputs[number], fixed[1])
        columns = slice(number * LANES, (number + 1) * LANES)
        kept[:, ORDER, columns] = looks.reshape(-1, ROWS, LANES)
        lane[columns] = block.lane[STUCK : STUCK + LANES]
    return kept[:, :, :patients], lane[:patients] > 0.0


def _blocks(
    course: Course, count: int, looks: Array, weights: Array
) -> Iterator[Block]:
    """Yield the patients in blocks; the last one again fills the last block."""
    patients = course.start.shape[1]
    constants = np.array(
        [row + np.zeros(patients) for row in blocks.constants_of(course.parameters)]
    )
    starts = _in_blocks(course.start[list(ORDER)], count)
    decays = _in_blocks(constants[list(blocks.DECAYS)], count)
    bounds = [np.repeat(b[list(ORDER), 0], LANES) for b in (lanes.LOW, lanes.HIGH)]
    for y, c, d in zip(starts, _in_blocks(constants, count), decays, strict=True):
        yield Block(
            y=y,
            c=c,
            decays=d,
            k=np.zeros(7 * SIZE),
            at=np.zeros(SIZE),
            wrong=np.zeros(SIZE),
            wide=np.zeros(SIZE),
            lane=np.zeros(LANE_ROWS * LANES),
            low=bounds[0],
            high=bounds[1],
            looks=course.look_days,
            seen=looks,
            weights=weights,
        )


def _in_blocks(rows: Array, count: int) -> Array:
    """Return rows of patients as one line of memory for each block."""
    patients = np.minimum(np.arange(count * LANES), rows.shape[-1] - 1)
    padded = rows[..., patients].reshape(*rows.shape[:-1], count, LANES)
    found: Array = np.ascontiguousarray(np.moveaxis(padded, -2, 0))
    return found.reshape(count, *rows.shape[:-2], -1)


def _fixed(course: Course) -> tuple[Array, Array, Array]:
    """Return the weights of the method, the most steps, and the inputs with none."""
    told = (course.tolerance, FLOOR, SAFETY, SLOWEST, FASTEST)
    weights = np.concatenate(
        [*STAGES, ERROR, DENSE.ravel(), told, (SAME_TIME_DAYS, FIRST_SHARE)]
    )
    ends = [0.0, *course.session_days, float(course.look_days[-1])]
    most = np.array([most_steps(max(days, 0.0)) for days in np.diff(ends)], dtype=float)
    patients = course.start.shape[1]
    none = np.repeat(np.array(lanes.NONE)[None, :, None], patients, axis=2)
    return weights, most, np.concatenate([none, course.inputs])
