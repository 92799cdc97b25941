"""The edge of a reference run, as the package's own profiles are given."""

import numpy as np
from design import Run
from numpy.typing import NDArray

from strigil.mechanics import Profile, rounded_wedge

Array = NDArray[np.float64]


def edge_of(run: Run) -> Profile:
    """Return the nose that runs out straight at its flanks' angle, over metres."""
    radius, flank = run.radius * 1e-3, float(np.radians(run.flank_deg))
    if run.nose == "circle":
        return rounded_wedge(radius, flank)
    return _parabola_with_flanks(radius, flank)


def _parabola_with_flanks(radius: float, flank: float) -> Profile:
    slope = float(np.tan(flank))
    turn = radius * slope

    def height(x: Array) -> Array:
        near = np.minimum(np.abs(x), turn)
        return np.asarray(near**2 / (2.0 * radius) + slope * (np.abs(x) - near))

    return height
