"""The problem that all solve: Hertz's ball on a half-space of plane modulus 1."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Problem:
    """A paraboloid whose contact is 100 units wide on a square of 256 units."""

    cells: int = 256
    side: float = 256.0
    radius: float = 1000.0
    contact: float = 50.0

    @property
    def cell(self) -> float:
        """Size of a cell."""
        return self.side / self.cells

    @property
    def force(self) -> float:
        """Force that makes this contact: F = 4 a^3 / 3 R."""
        return 4.0 / 3.0 * self.contact**3 / self.radius

    @property
    def away(self) -> Array:
        """Distance of each cell's middle from the axis, squared."""
        x = self.cell * (np.arange(self.cells) - (self.cells - 1) / 2.0)
        return np.asarray(x[:, None] ** 2 + x**2)

    @property
    def height(self) -> Array:
        """Height of the paraboloid."""
        return self.away / (2.0 * self.radius)

    def error(self, pressure: Array) -> float:
        """Return the root mean square error over Hertz's peak pressure [1]."""
        peak = 1.5 * self.force / (np.pi * self.contact**2)
        hertz = peak * np.sqrt(np.maximum(1.0 - self.away / self.contact**2, 0.0))
        return float(np.sqrt(np.mean((pressure - hertz) ** 2)) / peak)


PROBLEM = Problem()
