"""What a wave of traction on the surface does anywhere inside layers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from strigil.mechanics.argument_checks import check_point
from strigil.mechanics.layer_equations import FIRST, MIRROR, second_solution
from strigil.mechanics.layer_stack import LayerStack

__all__ = ["LayeredSolution"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LayeredSolution:
    """What a unit wave of traction on the surface does inside the stack.

    Attributes
    ----------
    stack : LayerStack
        The layers.
    wave_number : ndarray
        Wave numbers, one row for each sample [1/m].
    amplitude : ndarray
        Four amplitudes for each layer: samples x wave numbers x layers x 4 [m/Pa].
    shear_modulus : ndarray
        Samples x wave numbers x layers [Pa]; complex when the stack is viscoelastic.

    Notes
    -----
    Downward displacement and the stresses on the axes vary as cos(kx), lateral
    displacement and shear stress as sin(kx).
    """

    stack: LayerStack
    wave_number: Array
    amplitude: NDArray[Any]
    shear_modulus: NDArray[Any]

    def take(self, rows: NDArray[np.intp]) -> "LayeredSolution":
        """Return some of the samples."""
        parts = (self.wave_number, self.amplitude, self.shear_modulus)
        return LayeredSolution(self.stack.take(rows), *(part[rows] for part in parts))

    def displacement(self, layer: int, fraction: float) -> Array:
        """Return the downward displacement for unit traction [m/Pa].

        Parameters
        ----------
        layer : int
            Index of the layer, 0 at the surface.
        fraction : float
            Place in the layer [1], 0 at its top and 1 at its bottom.

        Returns
        -------
        ndarray
            Samples x wave numbers [m/Pa].
        """
        return self._row(layer, fraction, 0)

    def lateral_displacement(self, layer: int, fraction: float) -> Array:
        """Return the displacement along the skin for unit traction [m/Pa].

        Parameters
        ----------
        layer : int
            Index of the layer, 0 at the surface.
        fraction : float
            Place in the layer [1], 0 at its top and 1 at its bottom.

        Returns
        -------
        ndarray
            Samples x wave numbers [m/Pa]; it varies as sin(kx).
        """
        return self._row(layer, fraction, 1)

    def strain(self, layer: int, fraction: float) -> Array:
        """Return the strain across the layer, dw/dz, for unit traction [1/Pa].

        Parameters
        ----------
        layer : int
            Index of the layer, 0 at the surface.
        fraction : float
            Place in the layer [1], 0 at its top and 1 at its bottom.

        Returns
        -------
        ndarray
            Samples x wave numbers [1/Pa]; compression is negative.
        """
        top, down, bottom, up = self._terms(layer, fraction)
        a = self.amplitude[:, :, layer, :]
        falling = (-a[..., 0] + a[..., 1] * (1.0 - top)) * down
        rising = (-a[..., 2] + a[..., 3] * (1.0 - bottom)) * up
        return np.asarray(self.wave_number * (falling + rising))

    def lateral_strain(self, layer: int, fraction: float) -> Array:
        """Return the strain along the skin, du/dx, for unit traction [1/Pa].

        Parameters
        ----------
        layer : int
            Index of the layer, 0 at the surface.
        fraction : float
            Place in the layer [1], 0 at its top and 1 at its bottom.

        Returns
        -------
        ndarray
            Samples x wave numbers [1/Pa]; it varies as cos(kx).
        """
        return np.asarray(self.wave_number * self._row(layer, fraction, 1))

    def normal_stress(self, layer: int, fraction: float) -> Array:
        """Return the stress across the layer for unit traction [1].

        Parameters
        ----------
        layer : int
            Index of the layer, 0 at the surface.
        fraction : float
            Place in the layer [1], 0 at its top and 1 at its bottom.

        Returns
        -------
        ndarray
            Samples x wave numbers [Pa/Pa = 1]; compression is negative.
        """
        return self._stress(layer, fraction, 2)

    def shear_stress(self, layer: int, fraction: float) -> Array:
        """Return the shear stress on planes along the skin for unit traction [1].

        Parameters
        ----------
        layer : int
            Index of the layer, 0 at the surface.
        fraction : float
            Place in the layer [1], 0 at its top and 1 at its bottom.

        Returns
        -------
        ndarray
            Samples x wave numbers [Pa/Pa = 1]; it varies as sin(kx).
        """
        return self._stress(layer, fraction, 3)

    def lateral_stress(self, layer: int, fraction: float) -> Array:
        """Return the stress along the skin in plane strain for unit traction [1].

        Parameters
        ----------
        layer : int
            Index of the layer, 0 at the surface.
        fraction : float
            Place in the layer [1], 0 at its top and 1 at its bottom.

        Returns
        -------
        ndarray
            Samples x wave numbers [Pa/Pa = 1]: (nu sz + 2 G ex) / (1 - nu).
        """
        nu = self.stack.poisson_ratio[:, layer, None]
        stretched = 2.0 * self.shear_modulus[:, :, layer]
        stretched = stretched * self.lateral_strain(layer, fraction)
        across = nu * self.normal_stress(layer, fraction)
        return np.asarray((across + stretched) / (1.0 - nu))

    def _stress(self, layer: int, fraction: float, row: int) -> Array:
        scale = 2.0 * self.wave_number * self.shear_modulus[:, :, layer]
        return np.asarray(scale * self._row(layer, fraction, row))

    def _row(self, layer: int, fraction: float, row: int) -> Array:
        top, down, bottom, up = self._terms(layer, fraction)
        nu = self.stack.poisson_ratio[:, layer, None]
        a, first = self.amplitude[:, :, layer, :], FIRST[row]
        falling = (a[..., 0] * first + a[..., 1] * second_solution(row, top, nu)) * down
        rising = (a[..., 2] * first + a[..., 3] * second_solution(row, bottom, nu)) * up
        return np.asarray(falling + MIRROR[row] * rising)

    def _terms(self, layer: int, fraction: float) -> tuple[Array, Array, Array, Array]:
        endless = self.stack.base == "half_space"
        check_point(self.stack.layers, layer, fraction, is_endless=endless)
        kh = self.wave_number * self.stack.thickness[:, layer, None]
        top, bottom = kh * fraction, kh * (1.0 - fraction)
        return top, np.exp(-top), bottom, np.exp(-bottom)
