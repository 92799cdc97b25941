"""The kernel of an edge on layers: strain below a short line load that runs out softly.

Across the edge the load is the half ellipse of Hertz, along it a bell curve that holds
the force, as in `strigil.mechanics.subsurface`; here the strain is wanted not only
below the middle but all round it. These are linear numbers: what is shown to people is
corrected first, by a factor for each depth and force on the kernel.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special
from scipy.interpolate import CubicSpline

from strigil.errors import InvalidValueError
from strigil.mechanics.kernel_bank import Kernel
from strigil.mechanics.layer_stack import LayerStack, require
from strigil.mechanics.layered import solve_layers
from strigil.mechanics.layered_solution import LayeredSolution

__all__ = ["LineLoad", "strain_kernel"]

Array = NDArray[np.float64]

# Images of the load stand this many stack depths beyond the footprint.
_APART = 6.0
# Waves fainter than exp(-this) are left out.
_FADED = 30.0
# Waves at which the layers are solved; between them a cubic in log k is right to 1e-7.
_SOLVED = 240
# Gauss points each way for the mean answer of the longest waves.
_IN_SQUARE = 12
# The longest wave solved for, in stack depths: longer ones change nothing.
_LONGEST = 1e-3


@dataclass(frozen=True, slots=True)
class LineLoad:
    """The load of an edge that lies across the direction of its stroke.

    Attributes
    ----------
    length : float
        Contact length along the edge [m]: force over the line load of the middle.
    half_width : ndarray
        Half width of the contact [m], one for every force or one for each.
    force : ndarray
        Normal forces [N] that the half widths belong to, rising.
    """

    length: float
    half_width: Array
    force: Array

    @classmethod
    def of(
        cls, *, length: float, half_width: ArrayLike, force: ArrayLike = 1.0
    ) -> "LineLoad":
        """Build a load from numbers that can be.

        Parameters
        ----------
        length : float
            Contact length [m].
        half_width : array_like
            Half width of the contact at each force [m].
        force : array_like
            Normal forces [N].

        Raises
        ------
        InvalidValueError
            On a length, half width or force that is not positive.
        """
        a, F = np.broadcast_arrays(
            *(
                np.atleast_1d(np.asarray(one, dtype=float))
                for one in (half_width, force)
            )
        )
        for name, unit, given in (
            ("contact length", "m", np.array([length])),
            ("half width", "m", a),
            ("force", "N", F),
        ):
            require(name, unit, given, (given > 0) & np.isfinite(given), "positive")
        return cls(length, a, F)

    def half_width_at(self, force: float) -> float:
        """Return the half width [m] at a force [N], linear between those given."""
        return float(np.interp(force, self.force, self.half_width))


def strain_kernel(
    stack: LayerStack,
    load: LineLoad,
    *,
    depth: ArrayLike,
    footprint: tuple[int, int],
    cell: float,
    power: float = 1.0,
) -> Kernel:
    """Return the kernel of an edge on layers: strain across the layers, or its power.

    Parameters
    ----------
    stack : LayerStack
        One stack of layers.
    load : LineLoad
        The edge's load.
    depth : array_like
        Depths below the resting skin [m], above 0 and within the stack.
    footprint : tuple of int
        Cells along x and along y.
    cell : float
        Side of a cell [m].
    power : float
        Power of the strain [1]: 1 for strain, 2 for what goes with energy.

    Returns
    -------
    callable
        ``kernel(direction, force)``, direction [rad] and force [N], to depth x
        footprint: the mean over each cell of the strain dw/dz, without its sign, to
        that power [1].

    Raises
    ------
    InvalidValueError
        On several stacks at once, a depth outside the stack, or a power that is not
        positive.

    Notes
    -----
    With s along the stroke and t along the edge the load's transform is
    F 2 J1(ks a) / (ks a) exp(-kt^2 L^2 / 4 pi), and the strain at depth z is its
    product with the layers' answer f(sqrt(ks^2 + kt^2), z), summed over waves. The
    waves are evenly spaced, so that images of the load stand beside the footprint, six
    stack depths away. Small strain, isotropic layers, no friction.

    References
    ----------
    Johnson1985

    Examples
    --------
    >>> stack = LayerStack.of([1.5e-3, 5e-3, 2e-2], [1e5, 6e3, 1.5e4], [0.49] * 3)
    >>> load = LineLoad.of(length=0.04, half_width=2e-3)
    >>> kernel = strain_kernel(
    ...     stack, load, depth=[4e-3], footprint=(21, 41), cell=1e-3
    ... )
    >>> strain = kernel(0.0, 6.0)
    >>> np.unravel_index(int(strain.argmax()), strain.shape)[1:]
    (np.int64(10), np.int64(20))
    """
    depths = np.atleast_1d(np.asarray(depth, dtype=float))
    _check(stack, depths, power)
    waves = _waves(stack, load, depths, cell, footprint)
    x, y = (cell * (np.arange(count) - count // 2) for count in footprint)
    places = tuple(one.ravel() for one in np.meshgrid(x, y, indexing="ij"))

    def kernel(direction: float, force: float) -> Array:
        a = load.half_width_at(force)
        strain = force * _summed(waves, places, direction, half_width=a, cell=cell)
        return np.asarray(np.abs(strain) ** power).reshape(depths.size, *footprint)

    return kernel


@dataclass(frozen=True, slots=True)
class _Waves:
    """Waves along the stroke and along the edge, and what the layers answer them."""

    stroke: Array
    edge: Array
    answer: Array
    """Depth x stroke x edge, with the weights of the sum [1/N]."""


def _waves(
    stack: LayerStack,
    load: LineLoad,
    depths: Array,
    cell: float,
    footprint: tuple[int, int],
) -> _Waves:
    thickness = float(stack.thickness.sum())
    apart = np.hypot(*footprint) * cell + _APART * thickness
    step = 2.0 * np.pi / apart
    bell = load.length / np.sqrt(2.0 * np.pi)
    # The layers answer as exp(-k z), the bell fades as exp(-(k s)^2 / 2).
    across = np.arange(0.0, _FADED / depths.min(), step)
    along = np.arange(0.0, min(across[-1], np.sqrt(2.0 * _FADED) / bell) + step, step)
    k = np.hypot(across[:, None], along[None, :])
    answer = _answer(stack, depths, k, _LONGEST / thickness)
    # Nearly incompressible layers spread pressure so far that their answer changes
    # within the step round k = 0: the mean over that square, not the value in it.
    node, share = np.polynomial.legendre.leggauss(_IN_SQUARE)
    square = np.hypot(node[:, None], node) * step / 2.0
    inside = _answer(stack, depths, square, _LONGEST / thickness)
    answer[:, 0, 0] = inside @ share @ share / 4.0
    # Waves to both sides: all but the middle one count twice, in each direction.
    twice = np.where(across > 0.0, 2.0, 1.0)[:, None] * np.where(along > 0.0, 2.0, 1.0)
    weight = twice * np.exp(-((along * bell) ** 2) / 2.0) / apart**2
    return _Waves(across, along, answer * weight)


def _answer(stack: LayerStack, depths: Array, k: Array, longest: float) -> Array:
    """Return the strain at each depth for unit pressure at wave numbers [1/Pa]."""
    solved = solve_layers(stack, np.geomspace(longest, 1.01 * k.max(), _SOLVED))
    place = np.log(np.maximum(k, longest))
    grid = np.log(solved.wave_number[0])
    return np.stack([CubicSpline(grid, _at(solved, z))(place) for z in depths])


def _at(solved: LayeredSolution, depth: float) -> Array:
    bottoms = np.cumsum(solved.stack.thickness[0])
    layer = min(int(np.searchsorted(bottoms, depth)), bottoms.size - 1)
    thickness = float(solved.stack.thickness[0, layer])
    top = float(bottoms[layer]) - thickness
    return np.asarray(solved.strain(layer, (depth - top) / thickness)[0])


def _summed(
    waves: _Waves,
    places: tuple[Array, ...],
    direction: float,
    *,
    half_width: float,
    cell: float,
) -> Array:
    """Sum the waves at places, each the mean over its cell: depth x places [1/N]."""
    cos, sin = np.cos(direction), np.sin(direction)
    x, y = places
    s, t = x * cos + y * sin, y * cos - x * sin
    phase = waves.stroke * half_width
    hertz = np.ones_like(phase)
    hertz[1:] = 2.0 * special.j1(phase[1:]) / phase[1:]
    # A wave to the one side and its mirror image meet the square cell differently.
    one, other = (
        _cell_mean(waves.stroke, sign * waves.edge, (cos, sin), cell)
        for sign in (1.0, -1.0)
    )
    load = waves.answer * hertz[:, None]
    even, odd = load * (one + other) / 2.0, load * (one - other) / 2.0
    along = np.outer(t, waves.edge)
    across = np.outer(s, waves.stroke)
    summed = np.einsum("zpe,pe->zp", np.cos(across) @ even, np.cos(along))
    summed -= np.einsum("zpe,pe->zp", np.sin(across) @ odd, np.sin(along))
    return np.asarray(summed)


def _cell_mean(
    stroke: Array, edge: Array, way: tuple[float, float], cell: float
) -> Array:
    """Return what is left of a wave when it is averaged over a square cell [1]."""
    cos, sin = way
    kx = stroke[:, None] * cos - edge * sin
    ky = stroke[:, None] * sin + edge * cos
    turn = cell / (2.0 * np.pi)
    return np.asarray(np.sinc(kx * turn) * np.sinc(ky * turn))


def _check(stack: LayerStack, depths: Array, power: float) -> None:
    if stack.samples != 1:
        message = f"A kernel takes one stack at a time; {stack.samples} were given."
        raise InvalidValueError(message)
    bottom = float(stack.thickness.sum())
    inside = (depths > 0.0) & (depths <= bottom * (1.0 + 1e-12))
    require("depth", "m", depths, inside, f"above 0 and at most {bottom:g}")
    if not (power > 0.0 and np.isfinite(power)):
        message = f"A power of strain must be positive; {power:g} was given."
        raise InvalidValueError(message)
