"""Layered elasticity in wave numbers: how a stack of layers gives way.

Every quantity varies as a cosine or sine of ``k x`` along the skin. Within a layer the
exact solution is a sum of four terms: ``exp(-kz)`` and ``kz exp(-kz)`` from its top,
and the mirrored pair from its bottom. Nothing grows, so no layer is too thick, and
nothing divides by ``1 - 2 nu``, so a layer may be incompressible.

Many stacks are solved at once: the first axis of every array is the sample.
"""

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.errors import InvalidValueError
from strigil.mechanics.layer_equations import joined_amplitudes
from strigil.mechanics.layer_recursion import bonded_amplitudes
from strigil.mechanics.layer_stack import LayerStack, require
from strigil.mechanics.layered_solution import LayeredSolution

__all__ = ["Traction", "solve_layers", "solve_waves", "surface_compliance"]

Array = NDArray[np.float64]
Traction = Literal["normal", "tangential"]


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
    row = 0 if traction == "normal" else 1
    if youngs_modulus is None:
        return solve_waves(stack, k, row=row)
    G = youngs_modulus / (2.0 * (1.0 + stack.poisson_ratio[:, None, :]))
    G = np.broadcast_to(G, (*shape, stack.layers))
    return LayeredSolution(stack, k, joined_amplitudes(stack, k, G, row=row), G)


def solve_waves(stack: LayerStack, k: Array, *, row: int = 0) -> LayeredSolution:
    """Solve elastic layers at wave numbers that are known to be fine.

    Parameters
    ----------
    stack : LayerStack
        The layers.
    k : ndarray
        Wave numbers, positive, samples x waves [1/m].
    row : int
        The surface traction that is one: 0 normal, 1 shear.

    Returns
    -------
    LayeredSolution
        As from :func:`solve_layers`.
    """
    G = np.broadcast_to(stack.shear_modulus[:, None, :], (*k.shape, stack.layers))
    if stack.is_bonded:
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
