"""Layered elasticity in wave numbers: how a stack of layers gives way.

Every quantity varies as a cosine or sine of ``k x`` along the skin. Within a layer the
exact solution is a sum of four terms: ``exp(-kz)`` and ``kz exp(-kz)`` from its top,
and the mirrored pair from its bottom. Nothing grows, so no layer is too thick, and
nothing divides by ``1 - 2 nu``, so a layer may be incompressible.

Many stacks are solved at once: the first axis of every array is the sample.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.errors import InvalidValueError
from strigil.mechanics.layer_equations import (
    FIRST,
    MIRROR,
    joined_amplitudes,
    second_solution,
)
from strigil.mechanics.layer_recursion import bonded_amplitudes
from strigil.mechanics.layer_stack import LayerStack, require

__all__ = ["LayeredSolution", "Traction", "solve_layers", "surface_compliance"]

Array = NDArray[np.float64]
Traction = Literal["normal", "tangential"]


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
        kh = self.wave_number * self.stack.thickness[:, layer, None]
        top, bottom = kh * fraction, kh * (1.0 - fraction)
        return top, np.exp(-top), bottom, np.exp(-bottom)


def solve_layers(
    stack: LayerStack,
    wave_number: ArrayLike,
    *,
    traction: Traction = "normal",
    youngs_modulus: NDArray[Any] | None = None,
) -> LayeredSolution:
    """Solve a stack under a unit wave of traction on its surface.

    Parameters
    ----------
    stack : LayerStack
        The layers, one row for each sample.
    wave_number : array_like
        Wave numbers k > 0 [1/m]: one list for all samples, or a row for each.
    traction : str
        ``normal``: a pressure cos(kx); ``tangential``: a push along x of sin(kx).
    youngs_modulus : ndarray or None
        Another Young's modulus at each wave number, samples x wave numbers x layers
        [Pa], complex where a layer is viscoelastic; left out, the stack's own.

    Returns
    -------
    LayeredSolution
        Amplitudes from which displacement [m/Pa], strain [1/Pa] and stress [1] follow
        anywhere.

    Raises
    ------
    InvalidValueError
        On a wave number that is not positive, or another traction.

    Notes
    -----
    Plane strain, small strain, isotropic layers. With the depth z from the layer's top
    and kappa = 3 - 4 nu, the two falling solutions are (w, u) = (1, 1) exp(-kz) and
    (kz, kz - kappa) exp(-kz); their mirror images rise from the bottom. Traction is
    continuous at each interface; displacement jumps there by compliance times traction.
    In three dimensions the same solution holds for normal loads with
    k^2 = kx^2 + ky^2, and the lateral displacement is along the wave.

    Examples
    --------
    Pushed sideways, a half-space gives way as under pressure, ``(1 - nu) / (G k)``:

    >>> skin = LayerStack.of([0.01], [3000.0], [0.5], base="half_space")
    >>> pushed = solve_layers(skin, [100.0], traction="tangential")
    >>> float(pushed.lateral_displacement(0, 0.0)[0, 0])
    5e-06
    """
    if traction not in ("normal", "tangential"):
        message = f"A traction is 'normal' or 'tangential'; not {traction!r}."
        raise InvalidValueError(message)
    shape = (stack.samples, np.shape(wave_number)[-1])
    k = np.array(wave_number, dtype=float)
    k = k if k.shape == shape else np.array(np.broadcast_to(k, shape))
    require("wave number", "1/m", k, (k > 0) & np.isfinite(k), "positive")
    E = stack.youngs_modulus[:, None, :] if youngs_modulus is None else youngs_modulus
    G = E / (2.0 * (1.0 + stack.poisson_ratio[:, None, :]))
    G = np.broadcast_to(G, (*shape, stack.layers))
    row = 0 if traction == "normal" else 1
    if youngs_modulus is None and stack.is_bonded:
        amplitude = bonded_amplitudes(stack, k, row=row)
    else:
        amplitude = joined_amplitudes(stack, k, G, row=row)
    return LayeredSolution(stack, k, amplitude, G)


def surface_compliance(stack: LayerStack, wave_number: ArrayLike) -> Array:
    """Return the surface compliance C(k): displacement for unit pressure [m/Pa].

    Parameters
    ----------
    stack : LayerStack
        The layers.
    wave_number : array_like
        Wave numbers k > 0 [1/m].

    Returns
    -------
    ndarray
        Samples x wave numbers [m/Pa].

    Examples
    --------
    A half-space gives way as ``(1 - nu) / (G k)``:

    >>> skin = LayerStack.of([0.01], [3000.0], [0.5], base="half_space")
    >>> float(surface_compliance(skin, [100.0])[0, 0])
    5e-06
    """
    return solve_layers(stack, wave_number).displacement(0, 0.0)
