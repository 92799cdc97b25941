"""How the edge moves: turning points, length and direction of the way."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from strigil.signals.clock import held, sample_step
from strigil.signals.numbers import number

__all__ = ["Track", "direction_of", "shear_reversals", "track_of", "turning_points"]

FloatArray = NDArray[np.float64]


class Track:
    """Positions averaged over short steps, with the samples they stand for.

    Attributes
    ----------
    at : ndarray
        First sample of each step.
    where : ndarray
        Position as columns [m].
    """

    def __init__(self, at: NDArray[np.int64], where: FloatArray) -> None:
        self.at, self.where = at, where

    def between(self, start: int, end: int) -> slice:
        """Return the steps whose first sample lies in ``[start, end)``."""
        first, last = np.searchsorted(self.at, [start, end])
        return slice(int(first), int(last))

    def length(self, start: int, end: int) -> float:
        """Return the length of the way between two samples [m]."""
        steps = np.diff(self.where[self.between(start, end)], axis=0)
        return float(np.linalg.norm(steps, axis=1).sum())


def track_of(time: FloatArray, position: Sequence[FloatArray]) -> Track:
    """Average positions over steps of about 20 ms, so that noise adds no length.

    Parameters
    ----------
    time : ndarray
        When each sample was taken [s].
    position : sequence of ndarray
        The channels x, y and z [m].

    Returns
    -------
    Track
        The way of the edge [m].
    """
    size = max(1, round(number("strokes", "motion_step") / sample_step(time)))
    at = np.arange(0, time.size, size)
    counts = np.diff(np.append(at, time.size))
    means = [np.add.reduceat(held(channel), at) / counts for channel in position]
    return Track(at, np.column_stack(means))


def turning_points(track: Track, start: int, end: int) -> list[int]:
    """Return the samples in ``[start, end)`` where the edge turns back.

    Notes
    -----
    The way is projected on the direction in which it varies most. A turning point
    counts when the edge has come back from it by at least the smallest excursion.
    """
    part = track.between(start, end)
    where = track.where[part]
    if len(where) < 3:
        return []
    centred = where - where.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    along = centred @ axes[:, -1]
    at = track.at[part]
    return [int(at[i]) for i in _turns(along, number("strokes", "minimum_excursion"))]


def shear_reversals(
    shear: FloatArray, normal: FloatArray, start: int, end: int
) -> list[int]:
    """Return the samples in ``[start, end)`` where friction changes its side.

    Notes
    -----
    Friction opposes the motion, so its sign tells the stroke's. The shear must reach
    a part of its usual size, and of the normal force, on the other side before the
    change counts; the change is put where the shear crosses zero.
    """
    part = shear[start:end]
    if len(part) < 3:
        return []
    _, axes = np.linalg.eigh(part.T @ part)
    along = part @ axes[:, -1]
    enough = max(
        number("strokes", "shear_hysteresis") * float(np.median(np.abs(along))),
        number("strokes", "smallest_friction") * float(normal[start:end].mean()),
    )
    clear = np.flatnonzero(np.abs(along) > enough)
    changes = np.flatnonzero(np.diff(np.sign(along[clear])) != 0)
    found = []
    for change in changes:
        first, last = clear[change], clear[change + 1]
        found.append(start + int(first + np.argmin(np.abs(along[first : last + 1]))))
    return found


def direction_of(shift: FloatArray) -> float | None:
    """Return the direction of a shift [m] in the x-y plane from +x [rad].

    None when the shift leaves that plane too much to have a direction in it.
    """
    size = float(np.linalg.norm(shift))
    flat = float(np.hypot(shift[0], shift[1]))
    if size == 0.0 or flat < number("strokes", "planar_share") * size:
        return None
    return float(np.arctan2(shift[1], shift[0]))


def _turns(along: FloatArray, excursion: float) -> list[int]:
    """Zigzag: the extremes from which the way comes back by an excursion [m]."""
    slope = np.sign(np.diff(along))
    moving = np.flatnonzero(slope != 0)
    if not moving.size:
        return []
    bends = moving[1:][np.diff(slope[moving]) != 0]
    candidates = [0, *bends.tolist(), len(along) - 1]
    turns: list[int] = []
    high = low = best = 0
    side = 0  # +1 while rising from a low, -1 while falling from a high
    for i in candidates:
        value = along[i]
        if side == 0:
            high = i if value > along[high] else high
            low = i if value < along[low] else low
            if along[high] - along[low] >= excursion:
                side, best = (1, high) if high > low else (-1, low)
        elif side * (value - along[best]) > 0:
            best = i
        elif side * (along[best] - value) >= excursion:
            turns.append(best)
            side, best = -side, i
    return turns
