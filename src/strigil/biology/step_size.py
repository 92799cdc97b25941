"""How long a step may be: first, next, and when a patient counts as stuck."""

import numpy as np

from strigil.biology._generated import lanes
from strigil.biology.model import STATES, Array

__all__ = [
    "EVERY",
    "FASTEST",
    "FIRST_SHARE",
    "FLOOR",
    "SAFETY",
    "SLOWEST",
    "TOGETHER",
    "first_step",
    "most_steps",
    "squared_error",
    "step_factor",
    "within_bounds",
]

# A state below a hundredth of healthy need be no more exact than one of a hundredth.
FLOOR = 0.01
SAFETY = 0.9
SLOWEST, FASTEST = 0.2, 5.0
# Steps that a patient may take before the method for stiff systems is tried, one step
# of which costs ten of these.
_STEPS, _STEPS_PER_DAY = 200.0, 60.0
FIRST_SHARE = 0.01
# Which states have a say in the step.
EVERY = list(range(len(STATES)))
TOGETHER = [i for i in range(len(STATES)) if STATES[i] not in lanes.APART]


def most_steps(days: float) -> int:
    """Return how many steps some days [d] may take before a patient counts as stuck."""
    return int(_STEPS + _STEPS_PER_DAY * days)


def step_factor(error: Array) -> Array:
    """Return by how much a step may grow, from its squared error [1].

    Notes
    -----
    SAFETY * error ** (-3/32), by square roots, which every processor rounds alike.
    """
    root = np.sqrt(np.sqrt(np.sqrt(np.sqrt(np.sqrt(error * error * error)))))
    factor = SAFETY / root
    # An error that is no number is a step that was far too long.
    grown: Array = np.minimum(np.where(factor > SLOWEST, factor, SLOWEST), FASTEST)
    return grown


def first_step(y: Array, slope: Array, tolerance: float) -> Array:
    """Return a first step [d]: a hundredth of how long the states need to change.

    Parameters
    ----------
    y, slope : array, shape (states, patients)
        States [1] and their rates [1/d].
    tolerance : float
        Relative tolerance [1].
    """
    scale = tolerance * (FLOOR + np.abs(y))
    size, change = (y / scale) ** 2, (slope / scale) ** 2
    ratio = np.sqrt(
        _total(size, TOGETHER) / np.maximum(_total(change, TOGETHER), 1e-30)
    )
    step: Array = np.minimum(FIRST_SHARE * ratio, 1.0)
    return step


def within_bounds(y: Array, low: Array, high: Array) -> Array:
    """Put a state that the error of a step carried over a bound back onto it.

    The exact solution never leaves the bounds of the definition, so that this makes no
    error larger.

    Parameters
    ----------
    y : array, shape (states, patients)
        States [1].
    low, high : array, shape (states, 1)
        Bounds [1].
    """
    held: Array = np.minimum(np.maximum(y, low), high)
    return held


def squared_error(
    wrong: Array, y: Array, after: Array, *, tolerance: float, rows: list[int]
) -> Array:
    """Return the mean square of a step's error over what is allowed [1].

    Parameters
    ----------
    wrong, y, after : array, shape (states, patients)
        The error, the states before and after the step [1].
    tolerance : float
        Relative tolerance [1].
    rows : list of int
        :data:`TOGETHER` or :data:`EVERY` [1].
    """
    scale = np.maximum(np.abs(y), np.abs(after))
    scale += FLOOR
    share = wrong / scale
    share *= share
    error: Array = _total(share, rows) / (len(rows) * tolerance**2)
    return error


def _total(values: Array, rows: list[int]) -> Array:
    """Add rows one after the other: in the same order for any number of patients."""
    total: Array = values[rows[0]].copy()
    for row in rows[1:]:
        total += values[row]
    return total
