"""Wave numbers at which a stack is solved, and sums over them.

A long wave feels the whole stack, a short one the surface only. The grid is made of
panels, each twice as long as the one before, with Gauss points in each, so that the
sum is as exact at the skin as at the bone.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from strigil.mechanics.layer_stack import Base, Interface, LayerStack
from strigil.mechanics.layered import LayeredSolution, solve_layers

__all__ = ["StackOperator", "line_compliance_kernel", "operator_of"]

Array = NDArray[np.float64]

# The first panel ends where a wave is about a dozen stacks long.
_LONGEST = 0.5
# Beyond k h = 14 for the first layer everything below it is felt by exp(-28).
_SHORTEST = 14.0
# Gauss points in a panel: enough for the product of two waves seen in contact.
_POINTS = 12
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
    """

    solution: LayeredSolution
    weight: Array
    compliance: Array
    top: Array
    below: Array

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
        return StackOperator(self.solution.take(rows), *(part[rows] for part in parts))

    def plane_modulus(self, half_width: Array) -> Array:
        """Return the plane-strain modulus [Pa] felt by contacts of a half width [m]."""
        grid = self.wave_number
        right = (grid < 1.0 / half_width[:, None]).sum(1)
        right = np.minimum(np.maximum(right, 1), grid.shape[1] - 1)
        row = np.arange(half_width.size)
        k, k_next = grid[row, right - 1], grid[row, right]
        c, c_next = self.compliance[row, right - 1], self.compliance[row, right]
        rise = np.log(k_next * c_next) - np.log(k * c)
        slope = rise / (np.log(k_next) - np.log(k))
        away = np.maximum(np.log(1.0 / half_width / k), 0.0)
        away = np.minimum(away, np.log(k_next / k))
        return np.asarray(2.0 / (k * c * np.exp(slope * away)))


def operator_of(stack: LayerStack) -> StackOperator:
    """Solve a stack on the grid of wave numbers that suits it."""
    numbers = _Numbers(
        _bytes_of(stack.thickness),
        _bytes_of(stack.youngs_modulus),
        _bytes_of(stack.poisson_ratio),
        shape=stack.thickness.shape,
        base=stack.base,
        interfaces=stack.joins,
    )
    return _solved(numbers)


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


def _bytes_of(values: Array) -> bytes:
    return np.asarray(values, dtype=float).tobytes()


@lru_cache(maxsize=_KEPT)
def _solved(numbers: _Numbers) -> StackOperator:
    stack = numbers.stack
    first, depth = stack.thickness[:, 0], stack.thickness.sum(axis=1)
    start, end = _LONGEST / depth, _SHORTEST / first
    panels = int(np.ceil(np.log2(np.max(end / start)))) + 1
    node, weight = np.polynomial.legendre.leggauss(_POINTS)
    ends = np.linspace(0.0, 1.0, panels + 1)[None, :]
    edges = start[:, None] * (end / start)[:, None] ** ends
    edges = np.concatenate([np.zeros((stack.samples, 1)), edges], axis=1)
    half = np.diff(edges)[:, :, None] / 2.0
    middle = (edges[:, 1:] + edges[:, :-1])[:, :, None] / 2.0
    k = (middle + half * node).reshape(stack.samples, -1)
    solution = solve_layers(stack, k)
    flexible = (1.0 - stack.poisson_ratio) / stack.shear_modulus
    below = flexible[:, -1] if stack.base == "half_space" else np.zeros(stack.samples)
    return StackOperator(
        solution=solution,
        weight=np.asarray((half * weight).reshape(stack.samples, -1)),
        compliance=solution.displacement(0, 0.0),
        top=flexible[:, 0],
        below=below,
    )


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

    Notes
    -----
    C(k) = alpha (1 - exp(-kl)) / k + beta exp(-kl) / k + D(k): the first two terms have
    closed transforms and D is smooth and short-ranged, so that the sum over the grid
    converges fast.
    """
    k, reach = operator.wave_number, operator.reach[:, None]
    fade = np.exp(-k * reach)
    alpha, beta = operator.top[:, None], operator.below[:, None]
    rest = operator.compliance - (alpha * (1.0 - fade) + beta * fade) / k
    width = np.sinc(k * cell[:, None] / (2.0 * np.pi))
    x = cell[:, None] * np.arange(count)
    waves = np.cos(k[:, :, None] * x[:, None, :])
    smooth = np.einsum("sk,skx->sx", rest * width * operator.weight, waves)
    smooth *= cell[:, None]
    depth = operator.depth[:, None]
    near, far = (
        _log_integral(x + sign * cell[:, None] / 2.0, reach) for sign in (1, -1)
    )
    at_zero, at_reach = near[0] - far[0], near[1] - far[1]
    scale = cell[:, None] * 2.0 * np.log(depth)
    closed = alpha * (at_reach - at_zero) / 2.0 - beta * (at_reach - scale) / 2.0
    return np.asarray((smooth + closed) / np.pi)


def _log_integral(x: Array, reach: Array) -> tuple[Array, Array]:
    """Integrate ln(x^2) and ln(x^2 + l^2) from 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        plain = np.where(x == 0.0, 0.0, x * np.log(x * x) - 2.0 * x)
    both = x * np.log(x * x + reach**2) - 2.0 * x
    return plain, np.asarray(both + 2.0 * reach * np.arctan(x / reach))
