"""Stress in layers at finite strain, from the displacements of a solved mesh."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.mechanics.hyperelastic_solid import Layered

__all__ = ["StressOfRows", "stress_of_rows"]

Array = NDArray[np.float64]

# The exponent beyond which a law no longer stiffens, as in the solid itself.
_STEEPEST = 30.0


@dataclass(frozen=True, slots=True)
class StressOfRows:
    """Stress in the deformed layers, one entry for each row of elements.

    Attributes
    ----------
    across : ndarray
        Stress across the layers below the middle [Pa]; compression is negative.
    shear : ndarray
        Largest shear stress below the middle [Pa].
    shear_anywhere : ndarray
        Largest shear stress in the row, below the middle or beside it [Pa].
    """

    across: Array
    shear: Array
    shear_anywhere: Array


def stress_of_rows(solid: Layered, u: Array) -> StressOfRows:
    """Return the stress of each row of elements.

    Parameters
    ----------
    solid : Layered
        The layers on their mesh.
    u : ndarray
        All displacements [m].

    Returns
    -------
    StressOfRows
        Cauchy stress [Pa], each the mean over its element.

    Notes
    -----
    s = mu exp(b (I1 - 3)) J^(-5/3) dev(F F^T) + K (J - 1), with J the element's own in
    the second term.

    References
    ----------
    Demiray1972
    """
    mesh = solid.mesh
    F = np.einsum("egpm,em->peg", solid.B, u[mesh.moves])
    rr, zz = F[0] + 1.0, F[3] + 1.0
    around = F[4] + 1.0 if mesh.is_round else np.ones_like(rr)
    J = (rr * zz - F[1] * F[2]) * around
    out, down = rr**2 + F[1] ** 2, F[2] ** 2 + zz**2
    first = out + down + around**2
    shrink = J ** (-2.0 / 3.0)
    b = solid.stiffening[:, None]
    stiff = np.exp(np.clip(b * (shrink * first - 3.0), 0.0, _STEEPEST))
    g = solid.shear[:, None] * stiff * shrink / J
    grown = np.sum(solid.weight * J, axis=1) / solid.volume
    pressure = solid.bulk * (grown - 1.0)
    across = (g * (down - first / 3.0)).mean(axis=1) + pressure
    outwards = (g * (out - first / 3.0)).mean(axis=1) + pressure
    sheared = (g * (rr * F[2] + F[1] * zz)).mean(axis=1)
    shear = np.hypot((across - outwards) / 2.0, sheared)
    rows = mesh.rows - 1
    by_row = shear.reshape(-1, rows)
    return StressOfRows(across[:rows], by_row[0], by_row.max(axis=0))
