"""What a point load does to a layered stack, as a function of the distance from it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.special import j0

from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.layered import solve_layers
from strigil.mechanics.layered_solution import LayeredSolution

__all__ = ["RadialResponse", "compliance_times_wave_number", "radial_response"]

Array = NDArray[np.float64]
Response = Callable[[LayeredSolution], Array]

# Gauss points in a panel of wave numbers, and how far the Bessel function may turn in
# it [rad].
_POINTS, _TURN = 12, 10.0
# The longest first panel is this share of a wave over the whole depth.
_LONGEST = 0.5
# Steps of the tables in the logarithm of the wave number and in asinh(r / scale):
# cubic splines on them are right to about 1e-7.
_WAVE_STEP, _RADIUS_STEP = 0.04, 0.04
# The table of wave numbers begins at this share of one wave over the whole reach.
_START = 1e-3
# Bessel functions taken at once: 32 MB of them.
_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class RadialResponse:
    """A smooth response to unit force on a point, round about it.

    Attributes
    ----------
    spline : CubicSpline
        The response over ``asinh(r / scale)``.
    scale : float
        Distance from which the response fades [m].
    """

    spline: CubicSpline
    scale: float

    def at(self, radius: Array) -> Array:
        """Return the response at distances [m] from the load, per force [N]."""
        return np.asarray(self.spline(np.arcsinh(radius / self.scale)))

    def of_cell(self, x: Array, y: Array, cell: tuple[float, float]) -> Array:
        """Return the response to unit pressure on a cell.

        Parameters
        ----------
        x, y : ndarray
            Distances from the middle of the cell [m], to be broadcast.
        cell : tuple of float
            Size of the cell along x and y [m].

        Returns
        -------
        ndarray
            The response per pressure [Pa], by Gauss points in the cell.
        """
        along = [self._points(size) for size in cell]
        total = np.zeros(np.broadcast_shapes(x.shape, y.shape))
        for dx, weight_x in zip(*along[0], strict=True):
            for dy, weight_y in zip(*along[1], strict=True):
                total += weight_x * weight_y * self.at(np.hypot(x - dx, y - dy))
        return total

    def _points(self, size: float) -> tuple[Array, Array]:
        count = int(np.ceil(2.0 + 2.0 * size / self.scale))
        node, weight = np.polynomial.legendre.leggauss(count)
        return node * size / 2.0, weight * size / 2.0


def compliance_times_wave_number(
    stack: LayerStack, longest: float, shortest: float, response: Response | None = None
) -> CubicSpline:
    """Tabulate k times the response to a wave of pressure, over ln k.

    Parameters
    ----------
    stack : LayerStack
        The layers, one sample.
    longest, shortest : float
        Smallest and largest wave number [1/m].
    response : callable or None
        What is taken of the solution, one row; left out, the surface's displacement.

    Returns
    -------
    CubicSpline
        k times the response over ln k; for the surface k C(k) [1/Pa].
    """
    count = int(np.ceil(np.log(shortest / longest) / _WAVE_STEP)) + 1
    k = np.geomspace(longest, shortest, max(count, 8))
    solution = solve_layers(stack, k)
    taken = solution.displacement(0, 0.0) if response is None else response(solution)
    return CubicSpline(np.log(k), k * taken[0])


def radial_response(
    stack: LayerStack, response: Response, *, reach: float, fades: float, scale: float
) -> RadialResponse:
    """Turn a response to waves into a response to a point load.

    Parameters
    ----------
    stack : LayerStack
        The layers, one sample.
    response : callable
        What is taken of the solution at each wave number, one row.
    reach : float
        Largest distance that will be asked for [m].
    fades : float
        Wave number beyond which the response is nothing [1/m].
    scale : float
        Length over which it varies near the load [m].

    Returns
    -------
    RadialResponse
        The response per force.

    Notes
    -----
    f(r) = integral of F(k) J0(kr) k dk / 2 pi, by Gauss panels in which the Bessel
    function turns by 10 rad at most. F is smooth, so a table over ln k serves it.
    """
    depth = float(stack.thickness.sum())
    k, weight = _panels(min(_LONGEST / depth, _TURN / reach), _TURN / reach, fades)
    longest = min(_START / max(depth, reach), float(k[0]))
    table = compliance_times_wave_number(stack, longest, fades, response)
    amount = table(np.log(k)) * weight / (2.0 * np.pi)
    end = np.arcsinh(reach / scale)
    s = np.linspace(0.0, end, max(int(np.ceil(end / _RADIUS_STEP)) + 1, 8))
    radius = scale * np.sinh(s)
    rows = max(_AT_ONCE // k.size, 1)
    parts = [
        j0(radius[i : i + rows, None] * k) @ amount for i in range(0, s.size, rows)
    ]
    value = np.concatenate(parts)
    # Even in r: level at the load.
    spline = CubicSpline(s, value, bc_type=("clamped", "not-a-knot"))
    return RadialResponse(spline, scale)


def _panels(first: float, longest: float, end: float) -> tuple[Array, Array]:
    edges = [0.0, min(first, end / 2.0)]
    while edges[-1] < end:
        edges.append(min(2.0 * edges[-1], edges[-1] + longest, end))
    ends = np.asarray(edges)
    node, weight = np.polynomial.legendre.leggauss(_POINTS)
    half, middle = np.diff(ends)[:, None] / 2.0, (ends[1:] + ends[:-1])[:, None] / 2.0
    return (middle + half * node).ravel(), (half * weight).ravel()
