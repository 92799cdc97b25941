"""What is pressed on a site: a treatment edge, or a finger over its bone."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from strigil.mechanics.edge_geometry import Clearance
from strigil.mechanics.edge_profile import Profile, parabola
from strigil.mechanics.edge_section import edge_section
from strigil.mechanics.wave_grid import StackOperator

__all__ = ["Indenter"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Indenter:
    """An edge or a finger, sampled.

    Attributes
    ----------
    radius, length, curvature : ndarray
        Radius of the nose [m], length along the edge [m] and curvature of the gap along
        it [1/m], for each sample.
    clearance : Clearance
        How the flanks rise from the skin.
    pad : StackOperator or None
        Layers over the bone of a finger.
    """

    radius: Array
    length: Array
    curvature: Array
    clearance: Clearance
    pad: StackOperator | None = None

    @property
    def profile(self) -> Profile:
        """The section of the edge; a soft pad gives way, and is a parabola."""
        if self.pad is not None:
            return parabola(self.radius)
        return edge_section(self.radius, self.clearance)

    def take(self, rows: NDArray[np.intp]) -> "Indenter":
        """Return the indenter of some of the samples."""
        return replace(
            self,
            radius=self.radius[rows],
            length=self.length[rows],
            curvature=self.curvature[rows],
            pad=None if self.pad is None else self.pad.take(rows),
        )
