"""Wave numbers at which a stack is solved, and sums over them.

A long wave feels the whole stack, a short one the surface only. The grid is made of
panels, each twice as long as the one before, with Gauss points in each, so that the
sum is as exact at the skin as at the bone.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from strigil.compiled import compiled
from strigil.mechanics.layer_stack import Base, Interface, LayerStack
from strigil.mechanics.layered import solve_waves
from strigil.mechanics.layered_solution import LayeredSolution
from strigil.mechanics.line_sums import cell_displacement

__all__ = ["ModulusCurve", "StackOperator", "line_compliance_kernel", "operator_of"]

Array = NDArray[np.float64]

# The first panel ends where a wave is about a dozen stacks long.
_LONGEST = 0.5
# Beyond k h = 14 for the first layer everything below it is felt by exp(-28).
_SHORTEST = 14.0
# Gauss points in a panel: enough for the product of two waves seen in contact.
_POINTS = 12
# So many times the first layer's thickness away a cell is still felt as it should be;
# farther away waves turn more often than the points in a panel can tell.
_RESOLVED = 30.0
_LOG_2 = float(np.log(2.0))
_NODE, _WEIGHT = np.polynomial.legendre.leggauss(_POINTS)
# Stacks that stay solved: a session's steps press one or two sites again and again.
_KEPT = 4


@dataclass(frozen=True, slots=True)
class StackOperator:
    """A stack solved on its grid of wave numbers.

    Attributes
    ----------
    solution : LayeredSolution
        The stack under unit pressure waves.
    weight : ndarray
        Weights of the sum over wave numbers, samples x wave numbers [1/m].
    compliance : ndarray
        Surface compliance C(k) [m/Pa].
    top : ndarray
        ``(1 - nu) / G`` of the first layer [1/Pa], for each sample.
    below : ndarray
        The same of a half-space base [1/Pa]; 0 on a rigid base.
    parts : int
        Into how many parts each panel of waves is cut.
    """

    solution: LayeredSolution
    weight: Array
    compliance: Array
    top: Array
    below: Array
    parts: int = 1

    @property
    def stack(self) -> LayerStack:
        """The layers."""
        return self.solution.stack

    @property
    def wave_number(self) -> Array:
        """Wave numbers, samples x points [1/m]."""
        return self.solution.wave_number

    @property
    def reach(self) -> Array:
        """Length that splits the surface's own part of C(k) from the rest [m]."""
        return 2.0 * self.stack.thickness[:, 0]

    @property
    def depth(self) -> Array:
        """Depth of the bottom of the last layer [m]."""
        return np.asarray(self.stack.thickness.sum(axis=1))

    def take(self, rows: NDArray[np.intp]) -> "StackOperator":
        """Return the operator of some of the samples."""
        parts = (self.weight, self.compliance, self.top, self.below)
        weight, compliance, top, below = (part[rows] for part in parts)
        solution = self.solution.take(rows)
        return StackOperator(solution, weight, compliance, top, below, self.parts)

    def resolving(self, far: Array) -> "StackOperator":
        """Return the operator on waves close enough for distances so far [m].

        It is itself unless a contact is some ten times as wide as the first layer is
        thick.
        """
        times = float((far / (_RESOLVED * self.stack.thickness[:, 0])).max())
        parts = 2 ** int(np.ceil(np.log2(times))) if times > 1.0 else 1
        if parts <= self.parts:
            return self
        return _solved(_numbers_of(self.stack), parts)

    def modulus_curve(self) -> "ModulusCurve":
        """Return the modulus that contacts of every width feel."""
        k = self.wave_number
        return ModulusCurve(np.log(k), np.log(k * self.compliance))


@dataclass(frozen=True, slots=True)
class ModulusCurve:
    """The plane-strain modulus felt by contacts of every width, on logarithms.

    Attributes
    ----------
    wave_number, softness : ndarray
        Logarithms of k [1/m] and of k C(k) [1/Pa], samples x wave numbers.
    """

    wave_number: Array
    softness: Array

    def at(self, width: Array) -> tuple[Array, Array]:
        """Return the modulus at half widths, and how it changes with them.

        Parameters
        ----------
        width : ndarray
            Logarithm of the half width of each sample [m].

        Returns
        -------
        tuple of ndarray
            Logarithm of the plane-strain modulus [Pa], and its slope over the logarithm
            of the half width [1].
        """
        grid, values = self.wave_number, self.softness
        wanted = -width
        left = (grid[:, 1:-1] < wanted[:, None]).sum(axis=1)
        left += grid.shape[1] * np.arange(left.size)
        start, value = grid.take(left), values.take(left)
        step = grid.take(left + 1) - start
        slope = (values.take(left + 1) - value) / step
        away = np.minimum(np.maximum(wanted - start, 0.0), step)
        return _LOG_2 - value - slope * away, slope


def operator_of(stack: LayerStack) -> StackOperator:
    """Solve a stack on the grid of wave numbers that suits it."""
    return _solved(_numbers_of(stack), 1)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """All numbers of a stack, in a form that tells whether two are the same."""

    thickness: bytes
    youngs_modulus: bytes
    poisson_ratio: bytes
    shape: tuple[int, ...]
    base: Base
    interfaces: tuple[Interface, ...]

    @property
    def stack(self) -> LayerStack:
        """The stack, not to be written into."""
        return LayerStack(
            np.frombuffer(self.thickness).reshape(self.shape),
            np.frombuffer(self.youngs_modulus).reshape(self.shape),
            np.frombuffer(self.poisson_ratio).reshape(self.shape),
            self.base,
            self.interfaces,
        )


def _numbers_of(stack: LayerStack) -> _Numbers:
    return _Numbers(
        _bytes_of(stack.thickness),
        _bytes_of(stack.youngs_modulus),
        _bytes_of(stack.poisson_ratio),
        shape=stack.thickness.shape,
        base=stack.base,
        interfaces=stack.joins,
    )


def _bytes_of(values: Array) -> bytes:
    return np.asarray(values, dtype=float).tobytes()


@lru_cache(maxsize=_KEPT)
def _solved(numbers: _Numbers, parts: int) -> StackOperator:
    stack = numbers.stack
    first, depth = stack.thickness[:, 0], stack.thickness.sum(axis=1)
    start, end = _LONGEST / depth, _SHORTEST / first
    panels = int(np.ceil(np.log2((end / start).max()))) + 1
    k, weight = _panels_of(start, end, (panels, parts), _NODE, _WEIGHT)
    solution = solve_waves(stack, k)
    flexible = (1.0 - stack.poisson_ratio) / stack.shear_modulus
    below = flexible[:, -1] if stack.base == "half_space" else np.zeros(stack.samples)
    return StackOperator(
        solution=solution,
        weight=weight,
        compliance=solution.displacement(0, 0.0),
        top=flexible[:, 0],
        below=below,
        parts=parts,
    )


@compiled
def _panels_of(
    start: Array, end: Array, counts: tuple[int, int], node: Array, weight: Array
) -> tuple[Array, Array]:
    """Return wave numbers and weights: panels from 0, equal on logarithms, in parts."""
    panels, parts = counts
    points = node.size
    k = np.empty((start.size, (panels + 1) * parts * points))
    share = np.empty_like(k)
    for s in range(start.size):
        low, at = 0.0, 0
        for p in range(panels + 1):
            high = start[s] * (end[s] / start[s]) ** (p / panels)
            half = (high - low) / (2.0 * parts)
            for part in range(parts):
                middle = low + half * (2 * part + 1)
                for n in range(points):
                    k[s, at] = middle + half * node[n]
                    share[s, at] = half * weight[n]
                    at += 1
            low = high
    return k, share


def line_compliance_kernel(operator: StackOperator, cell: Array, count: int) -> Array:
    """Return the displacement by a cell under unit pressure at whole-cell distances.

    Parameters
    ----------
    operator : StackOperator
        The stacks.
    cell : ndarray
        Width of a cell for each sample [m].
    count : int
        Number of distances, from 0 cells upwards.

    Returns
    -------
    ndarray
        Samples x distances [m/Pa]. On a half-space base it is relative to
        :func:`long_wave_part`, because a line load moves it without end.
    """
    parts = (operator.top, operator.below, operator.reach, operator.depth)
    return cell_displacement(
        operator.wave_number,
        operator.weight,
        np.ascontiguousarray(operator.compliance),
        np.stack(parts, axis=1),
        cell,
        count,
    )
