"""The edge of the reference runs, as the package's own profiles are given."""

import numpy as np
from numpy.typing import NDArray

from strigil.mechanics import Profile

Array = NDArray[np.float64]


def parabola_with_flanks(radius: float, flank: float) -> Profile:
    """Return a parabolic nose [m] that runs out straight at its flanks' angle [rad]."""
    slope = float(np.tan(flank))
    turn = radius * slope

    def height(x: Array) -> Array:
        near = np.minimum(np.abs(x), turn)
        return np.asarray(near**2 / (2.0 * radius) + slope * (np.abs(x) - near))

    return height
