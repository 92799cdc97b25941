"""How rings of pressure move a layered surface: the kernel of round contact."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ellipe, ellipkm1, j0, j1

from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.layered import solve_layers
from strigil.mechanics.layered_solution import LayeredSolution

__all__ = ["Rings", "WaveSum", "ring_compliance", "wave_sum"]

Array = NDArray[np.float64]

# Gauss points in a panel of wave numbers, and how far the product of two Bessel
# functions may turn in it [rad].
_POINTS, _TURN = 12, 7.0
# The longest panel is this share of a wave over the whole depth.
_LONGEST = 0.5


@dataclass(frozen=True, slots=True)
class Rings:
    """Rings of equal width round the middle, one row for each sample.

    Attributes
    ----------
    width : ndarray
        Width of a ring of each sample [m].
    count : int
        Number of rings.
    """

    width: Array
    count: int

    @property
    def edge(self) -> Array:
        """Radii between rings, samples x (count + 1) [m]."""
        return np.asarray(self.width[:, None] * np.arange(self.count + 1))

    @property
    def radius(self) -> Array:
        """Middle of each ring, samples x count [m]."""
        return np.asarray(self.width[:, None] * (np.arange(self.count) + 0.5))

    @property
    def area(self) -> Array:
        """Area of each ring, samples x count [m2]."""
        return np.asarray(np.pi * np.diff(self.edge**2, axis=1))

    def waves(self, wave_number: Array) -> Array:
        """Return k times the Hankel transform of unit pressure on each ring [m].

        Parameters
        ----------
        wave_number : ndarray
            Samples x wave numbers [1/m].

        Returns
        -------
        ndarray
            Samples x wave numbers x rings [m].
        """
        edge = self.edge[:, None, :]
        return np.diff(edge * j1(wave_number[:, :, None] * edge), axis=2)


@dataclass(frozen=True, slots=True)
class WaveSum:
    """A stack solved on a grid fine enough for the rings it is pressed by.

    Attributes
    ----------
    solution : LayeredSolution
        The stack under unit pressure waves.
    weight : ndarray
        Weights of the sum over wave numbers [1/m].
    """

    solution: LayeredSolution
    weight: Array

    @property
    def wave_number(self) -> Array:
        """Wave numbers, samples x points [1/m]."""
        return self.solution.wave_number


def wave_sum(stack: LayerStack, reach: float, shortest: float) -> WaveSum:
    """Solve a stack on Gauss panels for loads within a reach.

    Parameters
    ----------
    stack : LayerStack
        The layers.
    reach : float
        Largest radius at which anything is loaded or looked at [m].
    shortest : float
        Largest wave number that is still felt [1/m].

    Returns
    -------
    WaveSum
        Solution and weights.
    """
    depth = float(stack.thickness.sum(axis=1).max())
    longest = min(_LONGEST / depth, _TURN / (2.0 * reach))
    edges = [0.0, min(longest, shortest / 2.0)]
    while edges[-1] < shortest:
        edges.append(min(2.0 * edges[-1], edges[-1] + _TURN / (2.0 * reach)))
    ends = np.asarray(edges)
    node, weight = np.polynomial.legendre.leggauss(_POINTS)
    half, middle = np.diff(ends)[:, None] / 2.0, (ends[1:] + ends[:-1])[:, None] / 2.0
    k = (middle + half * node).ravel()
    return WaveSum(
        solve_layers(stack, k),
        np.broadcast_to((half * weight).ravel(), (stack.samples, k.size)),
    )


def ring_compliance(waves: WaveSum, rings: Rings) -> Array:
    """Return the displacement in the middle of each ring by unit force on each.

    Parameters
    ----------
    waves : WaveSum
        The stack, solved as far as ``k h = 18`` of its first layer.
    rings : Rings
        Where pressure acts.

    Returns
    -------
    ndarray
        Samples x rings x rings [m/N].

    Notes
    -----
    C(k) = alpha / k + D(k): the first term is a half-space of the first layer, whose
    disc under even pressure moves by complete elliptic integrals; D fades as
    exp(-2 k h) of the first layer and is summed over wave numbers.
    """
    stack, k = waves.solution.stack, waves.wave_number
    alpha = (1.0 - stack.poisson_ratio[:, 0]) / stack.shear_modulus[:, 0]
    rest = waves.solution.displacement(0, 0.0) - alpha[:, None] / k
    seen = j0(k[:, :, None] * rings.radius[:, None, :])
    seen *= (rest * waves.weight)[:, :, None]
    moved = np.swapaxes(seen, 1, 2) @ rings.waves(k)
    edge, radius = rings.edge[:, None, :], rings.radius[:, :, None]
    discs = alpha[:, None, None] * _disc(edge, radius)
    return np.asarray((moved + np.diff(discs, axis=2)) / rings.area[:, None, :])


def _disc(disc: Array, radius: Array) -> Array:
    """Return displacement over alpha for unit pressure on a disc of a half-space [m].

    Inside it is 2 a E(r^2 / a^2) / pi, outside r of it (Johnson 1985).
    """
    a, r = np.broadcast_arrays(disc, radius)
    inside = r < a
    big, small = np.where(inside, a, r), np.where(inside, r, a)
    m = (small / big) ** 2
    whole = ellipe(m)
    outside = whole - (1.0 - m) * ellipkm1(np.maximum(1.0 - m, 1e-300))
    return np.asarray(2.0 * big / np.pi * np.where(inside, whole, outside))
