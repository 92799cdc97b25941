"""Direction of the way of the edge."""

import numpy as np
from numpy.typing import NDArray

from strigil.signals.numbers import number

__all__ = ["direction_of"]

FloatArray = NDArray[np.float64]


def direction_of(shift: FloatArray) -> float | None:
    """Return the direction of a shift [m] in the x-y plane from +x [rad].

    None when the shift leaves that plane too much to have a direction in it.

    Examples
    --------
    >>> direction_of(np.array([0.0, 0.1, 0.0])) == np.pi / 2
    True
    """
    size = float(np.linalg.norm(shift))
    flat = float(np.hypot(shift[0], shift[1]))
    if not size > 0.0 or flat < number("strokes", "planar_share") * size:
        return None
    return float(np.arctan2(shift[1], shift[0]))
