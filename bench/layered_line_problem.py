"""The problem that both solve: a rounded edge on four bonded layers over bone."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """A rigid parabola of a radius [m] pressed with a line load [N/m], plane strain.

    Layers of thickness [m] and Young's modulus [Pa] from the skin down, nearly
    incompressible, bonded, the last to bone; the answer is wanted on the axis at a
    depth ``point`` [m].
    """

    radius: float
    line_load: float
    thickness: NDArray[np.float64]
    youngs_modulus: NDArray[np.float64]
    poisson_ratio: float
    point: float

    @property
    def depth(self) -> float:
        """Depth of the bone [m]."""
        return float(self.thickness.sum())


@dataclass(frozen=True, slots=True)
class Answer:
    """Indentation [m], and displacement [m] and strain [1] at the point."""

    indentation: float
    displacement: float
    strain: float

    def worst_error(self, truth: "Answer") -> float:
        """Return the largest relative difference of the three numbers [1]."""
        pairs = (
            (self.indentation, truth.indentation),
            (self.displacement, truth.displacement),
            (self.strain, truth.strain),
        )
        return max(abs(found / true - 1.0) for found, true in pairs)


# Skin, fat, fascia and muscle of a soft thigh; 0.15 N/mm is 6 N on 40 mm of edge.
PROBLEM = Problem(
    radius=2e-3,
    line_load=150.0,
    thickness=np.array([1.5e-3, 5e-3, 0.8e-3, 30e-3]),
    youngs_modulus=np.array([100e3, 6e3, 1e6, 15e3]),
    poisson_ratio=0.495,
    point=12e-3,
)
