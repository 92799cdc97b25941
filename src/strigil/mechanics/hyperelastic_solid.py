"""Layers at finite strain on a mesh of quadrilaterals: forces and their tangent.

Nodes are counted column by column from the middle outwards, the surface first in each,
so that the tangent is a narrow band. Displacements are (outwards, down).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["Layered", "SolidMesh"]

Array = NDArray[np.float64]
Index = NDArray[np.intp]

# Rows across a layer: one for each of these depths [m], between few and many.
_ROW, _FEW, _MANY = 1.0e-3, 3, 14
# Below the contact they start lower, and grow from each to the next.
_ROWS_GROW = 1.4
# Corners of an element on (-1, 1) x (-1, 1): surface and inside first.
_OUT, _DOWN = np.array([-1.0, -1.0, 1.0, 1.0]), np.array([-1.0, 1.0, 1.0, -1.0])
_GAUSS = 1.0 / np.sqrt(3.0)
# F is kept as its parts rr, rz, zr, zz and, when round, that round the middle.
_UNIT = np.array([1.0, 0.0, 0.0, 1.0, 1.0])
# An end this near is reached.
_ROUNDING = 1e-9
# Beyond this the exponential law stops stiffening; no converged state comes near it.
_STEEPEST = 30.0


@dataclass(frozen=True)
class SolidMesh:
    """Columns and rows of quadrilaterals, and the layer of each row.

    Attributes
    ----------
    x, z : ndarray
        Distances of the columns' nodes from the middle, and their depths [m].
    layer : ndarray
        Layer of each row of elements.
    is_round : bool
        Turned about the middle; else endless along the edge.
    """

    x: Array
    z: Array
    layer: Index
    is_round: bool

    @classmethod
    def of(
        cls,
        thickness: Array,
        columns: tuple[float, float, float],
        *,
        is_round: bool,
        fineness: float,
    ) -> "SolidMesh":
        """Return a mesh; ``columns``: first width [m], growth, how far out [m].

        The first layer's rows start as high as the first column is wide.
        """
        column, growth, out = columns
        x = _growing(column, growth, np.inf, out)
        z, layer, top = [np.zeros(1)], [], 0.0
        for i, h in enumerate(thickness):
            rows = max(2, round(fineness * np.clip(np.ceil(h / _ROW), _FEW, _MANY)))
            first = column if i == 0 else np.inf
            nodes = _growing(min(first, h / rows), _ROWS_GROW, h / rows, h)
            z.append(top + nodes[1:] * h / nodes[-1])
            layer += [i] * (nodes.size - 1)
            top += h
        return cls(x, np.concatenate(z), np.array(layer), is_round)

    @property
    def rows(self) -> int:
        """Nodes in a column."""
        return int(self.z.size)

    @property
    def parts(self) -> int:
        """Parts of the deformation gradient that move."""
        return 5 if self.is_round else 4

    @property
    def size(self) -> int:
        """Number of displacements."""
        return 2 * self.x.size * self.z.size

    @property
    def band(self) -> int:
        """Displacements beside the diagonal that are tied to it."""
        return 2 * self.rows + 3

    @property
    def surface(self) -> Index:
        """Nodes of the surface, from the middle outwards."""
        return np.arange(self.x.size) * self.rows

    @property
    def axis(self) -> Index:
        """Nodes below the middle, downwards."""
        return np.arange(self.rows)

    @cached_property
    def corners(self) -> Index:
        """Nodes of each element, elements x 4."""
        columns, rows = np.arange(self.x.size - 1), np.arange(self.rows - 1)
        first = (columns[:, None] * self.rows + rows).ravel()
        corners = first[:, None] + np.array([0, 1, self.rows + 1, self.rows])
        return np.asarray(corners, dtype=np.intp)

    @cached_property
    def moves(self) -> Index:
        """Displacements of each element, elements x 8."""
        return (2 * self.corners[:, :, None] + np.arange(2)).reshape(-1, 8)

    @cached_property
    def gradient(self) -> tuple[Array, Array]:
        """Parts of F per displacement and volume of the Gauss points.

        Elements x 4 x parts x 8 [1/m], elements x 4 [m^2, or m^3 when round].
        """
        dx, dz = np.diff(self.x), np.diff(self.z)
        a = np.repeat(dx, dz.size)[:, None] / 2.0
        c = np.tile(dz, dx.size)[:, None] / 2.0
        middle = np.repeat((self.x[1:] + self.x[:-1]) / 2.0, dz.size)[:, None]
        B = np.zeros((a.size, 4, self.parts, 8))
        volume = np.repeat(a * c, 4, axis=1)
        for g, (s, t) in enumerate(zip(_GAUSS * _OUT, _GAUSS * _DOWN, strict=True)):
            by_x = _OUT * (1.0 + t * _DOWN) / 4.0 / a
            by_z = _DOWN * (1.0 + s * _OUT) / 4.0 / c
            B[:, g, 0, 0::2], B[:, g, 1, 0::2] = by_x, by_z
            B[:, g, 2, 1::2], B[:, g, 3, 1::2] = by_x, by_z
            if self.is_round:
                r = middle + s * a
                B[:, g, 4, 0::2] = (1.0 + s * _OUT) * (1.0 + t * _DOWN) / 4.0 / r
                volume[:, g] *= 2.0 * np.pi * r[:, 0]
        return B, volume


class Layered:
    """Nearly incompressible layers that may stiffen: forces and tangent."""

    def __init__(
        self,
        mesh: SolidMesh,
        shear: Array,
        bulk: Array,
        stiffening: Array,
        *,
        slides: bool,
    ) -> None:
        self.mesh = mesh
        columns, self._parts = mesh.x.size - 1, mesh.parts
        self.shear, self.bulk, self.stiffening = (
            np.tile(values[mesh.layer], columns) for values in (shear, bulk, stiffening)
        )
        self.B, self.weight = mesh.gradient
        self.volume = self.weight.sum(axis=1)
        self.held = self._held(slides=slides)
        lower = np.tril(np.ones((8, 8), dtype=bool)).ravel()
        move = mesh.moves
        one, other = np.repeat(move, 8, axis=1), np.tile(move, (1, 8))
        above, below = np.minimum(one, other), np.maximum(one, other)
        self._kept = np.flatnonzero(lower)
        place = (below - above) + (mesh.band + 1) * above
        free = ~(self.held[one] | self.held[other])
        self._place = place[:, self._kept].ravel()
        self._free = free[:, self._kept].ravel()

    def _held(self, *, slides: bool) -> NDArray[np.bool_]:
        held = np.zeros((self.mesh.x.size, self.mesh.rows, 2), dtype=bool)
        held[[0, -1], :, 0] = True
        held[:, -1, 1] = True
        held[:, -1, 0] |= not slides
        return held.ravel()

    def forces(self, u: Array) -> tuple[Array, Array]:
        """Return the forces of displacements and the lower band of their tangent.

        Parameters
        ----------
        u : ndarray
            All displacements [m].

        Returns
        -------
        tuple of ndarray
            Forces [N/m, or N when round], and band rows x displacements.
        """
        u = u[self.mesh.moves]
        F = np.einsum("egpm,em->peg", self.B, u) + _UNIT[: self._parts, None, None]
        around = F[4] if self.mesh.is_round else np.ones_like(F[0])
        J2 = F[0] * F[3] - F[1] * F[2]
        J = J2 * around
        cofactor = np.stack([F[3], -F[2], -F[1], F[0]]) * around
        if self.mesh.is_round:
            cofactor = np.concatenate([cofactor, J2[None]])
        grown = np.sum(self.weight * J, axis=1) / self.volume
        pressure = (self.bulk * (grown - 1.0))[:, None]
        with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
            P, A = self._stress(F, J, cofactor, around, pressure)
        B, w = self.B, self.weight
        flat = B.reshape(len(B), -1, 8)
        force = _against(flat, P * w)
        swell = _against(flat, cofactor * w)
        AB = np.matmul(A * w[..., None, None], B).reshape(flat.shape)
        K = np.matmul(flat.transpose(0, 2, 1), AB)
        stiff = (self.bulk / self.volume)[:, None, None]
        K += stiff * swell[:, :, None] * swell[:, None, :]
        return self._gathered(force), self._banded(K)

    def _stress(
        self, F: Array, J: Array, cofactor: Array, around: Array, pressure: Array
    ) -> tuple[Array, Array]:
        """Return the stress, parts first, and its derivative, parts last.

        With n the inverse, D = F - I1 n / 3 and v = F - 5 I1 n / 12, what keeps volume
        has the derivative g (2 b J^(-2/3) D D - 2/3 (v n + n v) + 1) less g I1 / 3 J
        times the second derivative of J.
        """
        shrink = J ** (-2.0 / 3.0)
        out = 1.0 if not self.mesh.is_round else 0.0
        I1 = np.sum(F * F, axis=0) + out
        n = cofactor / J
        b = self.stiffening[:, None]
        more = np.exp(np.clip(b * (shrink * I1 - 3.0), 0.0, _STEEPEST))
        g = self.shear[:, None] * more * shrink
        D = F - I1 / 3.0 * n
        v = (2.0 / 3.0) * (F - (5.0 / 12.0) * I1 * n)
        bent = 2.0 * b * shrink * D
        A = np.empty((*J.shape, self._parts, self._parts))
        for i in range(self._parts):
            for j in range(i, self._parts):
                part = g * (bent[i] * D[j] - v[i] * n[j] - n[i] * v[j] + (i == j))
                A[..., i, j] = A[..., j, i] = part
        second = pressure - g * I1 / (3.0 * J)
        rr, rz, zr, zz = F[:4]
        pairs = [(0, 3, around), (1, 2, -around)]
        if self.mesh.is_round:
            pairs += [(0, 4, zz), (3, 4, rr), (1, 4, -zr), (2, 4, -rz)]
        for i, j, value in pairs:
            A[..., i, j] += second * value
            A[..., j, i] = A[..., i, j]
        return g * D + pressure * cofactor, A

    def _gathered(self, force: Array) -> Array:
        total = np.bincount(
            self.mesh.moves.ravel(), force.ravel(), minlength=self.mesh.size
        )
        total[self.held] = 0.0
        return np.asarray(total)

    def _banded(self, K: Array) -> Array:
        size, rows = self.mesh.size, self.mesh.band + 1
        values = K.reshape(-1, 64)[:, self._kept].ravel() * self._free
        flat = np.bincount(self._place, values, minlength=rows * size)
        band = np.asarray(flat, dtype=float).reshape(rows, size, order="F")
        band[0, self.held] = band[0, ~self.held].mean()
        return band


def _growing(first: float, growth: float, most: float, out: float) -> Array:
    """Return places from zero to ``out`` or beyond, in steps that grow to a most."""
    places, step = [0.0], min(first, most)
    while places[-1] < out * (1.0 - _ROUNDING):
        places.append(places[-1] + step)
        step = min(step * growth, most)
    return np.array(places)


def _against(gradient: Array, stress: Array) -> Array:
    """Return the forces of stresses, elements x 8."""
    rows = stress.transpose(1, 2, 0).reshape(len(gradient), 1, -1)
    return np.asarray(np.matmul(rows, gradient)[:, 0])
