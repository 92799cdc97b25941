"""Soft layers under a rigid profile at finite strain, made discrete with FElupe.

Plane strain or axisymmetric, no friction, symmetric about the middle. Nearly
incompressible layers by mean dilatation on four-node quadrilaterals; the profile is
kept out by a penalty on the surface nodes. Lengths in mm, moduli in MPa, so that
plane-strain loads are in N/mm and axisymmetric ones in N.
"""

from dataclasses import dataclass

import felupe
import numpy as np
from body import Body, Mesh, grid_of
from material import Demiray
from numpy.typing import NDArray
from profiles import Profile
from scipy.sparse import csc_matrix, csr_matrix

Array = NDArray[np.float64]

# Pressure below this share of the peak is the soft edge of the contact, not contact.
EDGE = 0.03
# A node this near a line is on it [mm].
ON = 1e-9


@dataclass(frozen=True)
class Push:
    """How the profile is kept out: MPa/mm of overlap, beginning gently over mm."""

    penalty: float = 20.0
    soft: float = 1e-3


class Indentation:
    """The discrete problem: residual, tangent, contact."""

    def __init__(
        self,
        body: Body,
        profile: Profile,
        mesh: Mesh,
        *,
        is_round: bool,
        push: Push,
    ) -> None:
        self.profile, self.is_round = profile, is_round
        self.penalty, self.soft = push.penalty, push.soft
        grid, layer = grid_of(body, mesh)
        # FElupe turns about its first axis: that is the depth, the second the distance.
        kind = felupe.FieldAxisymmetric if is_round else felupe.FieldPlaneStrain
        self.field = felupe.FieldContainer([kind(felupe.RegionQuad(grid), dim=2)])
        self.solid = _solid(body, layer, self.field)
        self.down, self.out = grid.points.T
        self.u = np.zeros((grid.npoints, 2))
        self.free = _free(self.down, self.out)
        self.top = _along(self.out, self.down < ON)
        self.axis = _along(self.down, self.out < ON)
        self.share = _share(self.out[self.top], is_round=is_round)

    def contact(self, tip: float) -> tuple[Array, Array]:
        """Return overlap and the profile's slope at the surface nodes."""
        z = self.u[self.top, 0]
        x = self.out[self.top] + self.u[self.top, 1]
        height, slope = self.profile(x)
        return tip - height - z, slope

    def system(self, tip: float) -> tuple[Array, csc_matrix]:
        """Return what is out of balance [N/mm or N] and its tangent."""
        self.field[0].values[:] = self.u
        force = self.solid.assemble.vector(self.field).toarray().ravel()
        matrix = self.solid.assemble.matrix(self.field)
        gap, slope = self.contact(tip)
        overlap, on = _soft(gap, self.soft)
        stiff = self.penalty * self.share * on
        push = self.penalty * self.share * overlap
        a, b = 2 * self.top, 2 * self.top + 1
        force[a] -= push
        force[b] -= push * slope
        rows = np.concatenate([a, a, b, b])
        cols = np.concatenate([a, b, a, b])
        data = np.concatenate([stiff, stiff * slope, stiff * slope, stiff * slope**2])
        extra = csr_matrix((data, (rows, cols)), shape=matrix.shape)
        return force, (matrix + extra).tocsc()

    def load(self, tip: float) -> float:
        """Return the load on the whole profile [N/mm or N]."""
        overlap, _ = self.contact(tip)
        whole = 1.0 if self.is_round else 2.0
        pressure = self.penalty * _soft(overlap, self.soft)[0]
        return float(whole * np.sum(self.share * pressure))

    def width_and_peak(self, tip: float) -> tuple[float, float]:
        """Return half width and peak pressure, in space as it is now."""
        gap, _ = self.contact(tip)
        x = self.out[self.top] + self.u[self.top, 1]
        stretch = np.gradient(x, self.out[self.top])
        pressure = self.penalty * _soft(gap, self.soft)[0] / stretch
        last = int(np.flatnonzero(pressure > EDGE * pressure.max())[-1])
        if last == 0:
            return 0.0, float(pressure.max())
        # The square of the pressure runs straight to zero at the edge of contact.
        inner, outer = pressure[last - 1] ** 2, pressure[last] ** 2
        falls = inner > outer
        beyond = outer / (inner - outer) if falls else 0.5
        step = x[last] - x[last - 1]
        return float(x[last] + min(beyond, 1.0) * step), float(pressure.max())


def _solid(
    body: Body, layer: NDArray[np.int_], field: felupe.FieldContainer
) -> felupe.SolidBodyNearlyIncompressible:
    E = np.asarray(body.youngs_modulus)[layer]
    nu = np.broadcast_to(body.poisson_ratio, len(body.thickness))[layer]
    law = Demiray(E / (2.0 * (1.0 + nu)), np.asarray(body.b)[layer])
    bulk = E / (3.0 * (1.0 - 2.0 * nu))
    return felupe.SolidBodyNearlyIncompressible(law, field, bulk=bulk)


def _free(down: Array, out: Array) -> NDArray[np.intp]:
    """Bone is held; the middle and the far side keep their distance."""
    held = np.zeros((down.size, 2), dtype=bool)
    held[down > down.max() - ON] = True
    held[(out < ON) | (out > out.max() - ON), 1] = True
    return np.flatnonzero(~held.ravel())


def _along(place: Array, chosen: NDArray[np.bool_]) -> NDArray[np.intp]:
    nodes = np.flatnonzero(chosen)
    return nodes[np.argsort(place[nodes])]


def _share(x: Array, *, is_round: bool) -> Array:
    """Return the length or area of the surface that belongs to each node."""
    edges = np.concatenate([[x[0]], (x[1:] + x[:-1]) / 2.0, [x[-1]]])
    return np.pi * np.diff(edges**2) if is_round else np.diff(edges)


def _soft(gap: Array, soft: float) -> tuple[Array, Array]:
    """Return a smooth ``max(gap, 0)`` and its slope."""
    t = gap / soft
    return soft * np.logaddexp(0.0, t), np.where(
        t > 0,
        1 / (1 + np.exp(-np.abs(t))),
        np.exp(-np.abs(t)) / (1 + np.exp(-np.abs(t))),
    )
