"""Layered elasticity in wave numbers: how a stack of bonded layers gives way.

Every quantity varies as a cosine of ``k x`` along the skin. Within a layer the exact
solution is a sum of four terms: ``exp(-kz)`` and ``kz exp(-kz)`` from its top, and the
mirrored pair from its bottom. Nothing grows, so no layer is too thick, and nothing
divides by ``1 - 2 nu``, so a layer may be incompressible.

Many stacks are solved at once: the first axis of every array is the sample.
"""

from dataclasses import dataclass
from typing import Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.errors import InvalidValueError

__all__ = ["LayerStack", "LayeredSolution", "solve_layers", "surface_compliance"]

Array = NDArray[np.float64]
Base = Literal["rigid", "half_space"]


@dataclass(frozen=True, slots=True)
class LayerStack:
    """Bonded layers, the surface first, one row for each sample.

    Attributes
    ----------
    thickness : ndarray
        Thickness of each layer [m].
    youngs_modulus : ndarray
        Young's modulus of each layer [Pa].
    poisson_ratio : ndarray
        Poisson's ratio of each layer [1], above -1 and up to 0.5.
    base : str
        ``rigid``: the last layer is bonded to bone. ``half_space``: the last layer
        goes on downwards without end; its thickness only places points in it.
    """

    thickness: Array
    youngs_modulus: Array
    poisson_ratio: Array
    base: Base = "rigid"

    @classmethod
    def of(
        cls,
        thickness: ArrayLike,
        youngs_modulus: ArrayLike,
        poisson_ratio: ArrayLike,
        *,
        base: Base = "rigid",
    ) -> Self:
        """Build a stack, or many, from numbers that can be.

        Parameters
        ----------
        thickness, youngs_modulus, poisson_ratio : array_like
            One value for each layer [m], [Pa], [1]; or a row of them for each sample.
        base : str
            ``rigid`` or ``half_space``.

        Raises
        ------
        InvalidValueError
            On a thickness or modulus that is not positive, a Poisson's ratio outside
            (-1, 0.5], or an unknown base.

        Examples
        --------
        >>> LayerStack.of([1.5e-3, 0.03], [1e5, 1.5e4], [0.495, 0.495]).layers
        2
        """
        arrays = np.broadcast_arrays(
            *(
                np.atleast_2d(np.asarray(v, dtype=float))
                for v in (thickness, youngs_modulus, poisson_ratio)
            )
        )
        h, E, nu = arrays
        _require("thickness", "m", h, (h > 0) & np.isfinite(h), "positive")
        _require("Young's modulus", "Pa", E, (E > 0) & np.isfinite(E), "positive")
        fine = (nu > -1) & (nu <= 0.5)
        _require("Poisson's ratio", "1", nu, fine, "above -1 and at most 0.5")
        if base not in ("rigid", "half_space"):
            message = f"A base is 'rigid' or 'half_space'; {base!r} was given."
            raise InvalidValueError(message)
        return cls(h, E, nu, base)

    @property
    def shear_modulus(self) -> Array:
        """Shear modulus of each layer [Pa]."""
        return self.youngs_modulus / (2.0 * (1.0 + self.poisson_ratio))

    @property
    def samples(self) -> int:
        """Number of stacks."""
        return int(self.thickness.shape[0])

    @property
    def layers(self) -> int:
        """Number of layers in each stack."""
        return int(self.thickness.shape[1])


@dataclass(frozen=True, slots=True)
class LayeredSolution:
    """What a unit pressure wave on the surface does inside the stack.

    Attributes
    ----------
    stack : LayerStack
        The layers.
    wave_number : ndarray
        Wave numbers, one row for each sample [1/m].
    amplitude : ndarray
        Four amplitudes for each layer: samples x wave numbers x layers x 4 [m/Pa].
    """

    stack: LayerStack
    wave_number: Array
    amplitude: Array

    def displacement(self, layer: int, fraction: float) -> Array:
        """Return the downward displacement for unit pressure [m/Pa].

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
        top, down, bottom, up = self._terms(layer, fraction)
        a = self.amplitude[:, :, layer, :]
        return np.asarray(
            (a[..., 0] + a[..., 1] * top) * down - (a[..., 2] + a[..., 3] * bottom) * up
        )

    def strain(self, layer: int, fraction: float) -> Array:
        """Return the strain across the layer, dw/dz, for unit pressure [1/Pa].

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

    def _terms(self, layer: int, fraction: float) -> tuple[Array, Array, Array, Array]:
        kh = self.wave_number * self.stack.thickness[:, layer, None]
        top, bottom = kh * fraction, kh * (1.0 - fraction)
        return top, np.exp(-top), bottom, np.exp(-bottom)


def solve_layers(stack: LayerStack, wave_number: ArrayLike) -> LayeredSolution:
    """Solve bonded layers under a unit pressure wave ``cos(k x)`` on the surface.

    Parameters
    ----------
    stack : LayerStack
        The layers, one row for each sample.
    wave_number : array_like
        Wave numbers k > 0 [1/m]: one list for all samples, or a row for each.

    Returns
    -------
    LayeredSolution
        Amplitudes from which displacement [m/Pa] and strain [1/Pa] follow anywhere.

    Notes
    -----
    Plane strain, small strain, isotropic layers, no friction on the surface. With the
    depth z from the layer's top and kappa = 3 - 4 nu, the two falling solutions are
    (w, u) = (1, 1) exp(-kz) and (kz, kz - kappa) exp(-kz); their mirror images rise
    from the bottom. Displacement and traction are continuous at each interface. For
    normal loads in three dimensions the same w(k, z) holds with k^2 = kx^2 + ky^2.
    """
    shape = (stack.samples, np.shape(wave_number)[-1])
    k = np.array(np.broadcast_to(np.asarray(wave_number, dtype=float), shape))
    _require("wave number", "1/m", k, (k > 0) & np.isfinite(k), "positive")
    matrix, loads = _equations(stack, k)
    solved = np.linalg.solve(matrix, loads[..., None])[..., 0]
    amplitude: Array = np.asarray(solved, dtype=np.float64)
    return LayeredSolution(stack, k, amplitude.reshape(*shape, stack.layers, 4))


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


def _equations(stack: LayerStack, k: Array) -> tuple[Array, Array]:
    """Assemble 4 L equations: 2 at the surface, 4 at each interface, 2 at the base."""
    count = 4 * stack.layers
    matrix = np.zeros((*k.shape, count, count))
    loads = np.zeros((*k.shape, count))
    G = stack.shear_modulus
    matrix[:, :, 0:2, 0:4] = _state(stack, k, 0, "top")[:, :, 2:4]
    loads[:, :, 0] = -1.0 / (2.0 * k * G[:, 0, None])
    for i in range(stack.layers - 1):
        rows = slice(2 + 4 * i, 6 + 4 * i)
        above, below = _state(stack, k, i, "bottom"), _state(stack, k, i + 1, "top")
        stiffer = np.maximum(G[:, i], G[:, i + 1])[:, None, None, None]
        above[:, :, 2:4] *= G[:, i, None, None, None] / stiffer
        below[:, :, 2:4] *= G[:, i + 1, None, None, None] / stiffer
        matrix[:, :, rows, 4 * i : 4 * i + 4] = above
        matrix[:, :, rows, 4 * i + 4 : 4 * i + 8] = -below
    if stack.base == "rigid":
        last = _state(stack, k, stack.layers - 1, "bottom")
        matrix[:, :, count - 2 :, count - 4 :] = last[:, :, 0:2]
    else:
        matrix[:, :, count - 2 :, count - 2 :] = np.eye(2)
    return matrix, loads


def _state(
    stack: LayerStack, k: Array, layer: int, end: Literal["top", "bottom"]
) -> Array:
    """Rows w, u, normal and shear traction over 2 G k; columns the four solutions."""
    kh = k * stack.thickness[:, layer, None]
    nu = np.broadcast_to(stack.poisson_ratio[:, layer, None], k.shape)
    zero = np.zeros_like(k)
    if end == "top":
        falling, rising = _pair(zero, nu), _pair(kh, nu)
    else:
        falling, rising = _pair(kh, nu), _pair(zero, nu)
    mirror = np.array([-1.0, 1.0, 1.0, -1.0])[:, None]
    return np.concatenate([falling, rising * mirror], axis=-1)


def _pair(kz: Array, nu: Array) -> Array:
    """Return the two solutions at a distance from the face they fall from."""
    one, fall = np.ones_like(kz), np.exp(-kz)
    first = np.stack([one, one, -one, -one], axis=-1)
    second = np.stack(
        [kz, kz - 3.0 + 4.0 * nu, 1.0 - 2.0 * nu - kz, 2.0 - 2.0 * nu - kz], axis=-1
    )
    return np.asarray(np.stack([first, second], axis=-1) * fall[..., None, None])


def _require(
    name: str, unit: str, given: Array, fine: NDArray[np.bool_], allowed: str
) -> None:
    if not np.all(fine):
        worst = float(given[~fine].flat[0])
        message = f"A {name} must be {allowed}; {worst:g} [{unit}] was given."
        raise InvalidValueError(message)
