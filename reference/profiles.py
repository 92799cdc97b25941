"""Rigid profiles: height and slope over the distance from the middle, in mm."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Profile = Callable[[Array], tuple[Array, Array]]


def parabola(radius: float) -> Profile:
    """Return height and slope of x^2 / 2R."""
    return lambda x: (x**2 / (2.0 * radius), x / radius)


def edge(radius: float, flank: float) -> Profile:
    """Return a parabolic nose that runs out straight at the slope of its flanks."""
    turn = radius * flank

    def profile(x: Array) -> tuple[Array, Array]:
        near = np.minimum(np.abs(x), turn)
        height = near**2 / (2.0 * radius) + flank * (np.abs(x) - near)
        return height, np.sign(x) * near / radius

    return profile


def circle_edge(radius: float, flank: float) -> Profile:
    """Return a circular nose that runs out straight at the slope of its flanks."""
    turn = radius * flank / np.hypot(1.0, flank)

    def profile(x: Array) -> tuple[Array, Array]:
        near = np.minimum(np.abs(x), turn)
        below = np.sqrt(radius**2 - near**2)
        height = radius - below + flank * (np.abs(x) - near)
        return height, np.sign(x) * near / below

    return profile


def cone(half_angle_deg: float, *, round_off: float = 1e-3) -> Profile:
    """Return a cone or wedge, its tip rounded over ``round_off`` mm."""
    steep = 1.0 / np.tan(np.radians(half_angle_deg))

    def profile(x: Array) -> tuple[Array, Array]:
        root = np.sqrt(x**2 + round_off**2)
        return steep * (root - round_off), steep * x / root

    return profile
