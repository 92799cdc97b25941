"""The equations that join the layers of a stack, for one wave after another."""

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from strigil.mechanics.layer_stack import Interface, LayerStack

__all__ = [
    "FIRST",
    "MIRROR",
    "equations",
    "joined_amplitudes",
    "second_solution",
]

Array = NDArray[np.float64]

# The rows of a state: w, u, and normal and shear stress over 2 G k. The first solution
# has these values where it starts; the mirrored pair has these signs.
FIRST = (1.0, 1.0, -1.0, -1.0)
MIRROR = (-1.0, 1.0, 1.0, -1.0)


def equations(stack: LayerStack, k: Array, G: NDArray[Any]) -> Array:
    """Assemble 4 L equations: 2 at the surface, 4 at each interface, 2 at the base.

    Parameters
    ----------
    stack : LayerStack
        The layers.
    k : ndarray
        Wave numbers, samples x wave numbers [1/m].
    G : ndarray
        Shear moduli, samples x wave numbers x layers [Pa].

    Returns
    -------
    ndarray
        Samples x wave numbers x 4 L x 4 L [1]; the first two rows are the normal and
        the shear traction on the surface over 2 G k.
    """
    count = 4 * stack.layers
    matrix = np.zeros((*k.shape, count, count), dtype=G.dtype)
    matrix[:, :, 0:2, 0:4] = _state(stack, k, 0, "top")[:, :, 2:4]
    for i, join in enumerate(stack.joins):
        rows = slice(2 + 4 * i, 6 + 4 * i)
        above, below = _joined(stack, k, G, i, join)
        matrix[:, :, rows, 4 * i : 4 * i + 4] = above
        matrix[:, :, rows, 4 * i + 4 : 4 * i + 8] = -below
    if stack.base == "half_space":
        matrix[:, :, count - 2 :, count - 2 :] = np.eye(2)
    else:
        held = [0, 1] if stack.base == "rigid" else [0, 3]
        last = _state(stack, k, stack.layers - 1, "bottom")
        matrix[:, :, count - 2 :, count - 4 :] = last[:, :, held]
    return matrix


def joined_amplitudes(
    stack: LayerStack, k: Array, G: NDArray[Any], *, row: int
) -> NDArray[Any]:
    """Return the four amplitudes in each layer, however the layers are joined.

    Parameters
    ----------
    stack : LayerStack
        The layers.
    k : ndarray
        Wave numbers, samples x wave numbers [1/m].
    G : ndarray
        Shear moduli, samples x wave numbers x layers [Pa].
    row : int
        The surface traction that is one: 0 normal, 1 shear.

    Returns
    -------
    ndarray
        Samples x wave numbers x layers x 4 [m/Pa].
    """
    matrix = equations(stack, k, G)
    loads = np.zeros(matrix.shape[:-1], dtype=matrix.dtype)
    loads[:, :, row] = -1.0 / (2.0 * k * G[:, :, 0])
    solved = np.linalg.solve(matrix, loads[..., None])[..., 0]
    return np.asarray(solved.reshape(*k.shape, stack.layers, 4))


def _joined(
    stack: LayerStack, k: Array, G: NDArray[Any], i: int, join: Interface
) -> tuple[Array, Array]:
    """Return what both sides of an interface bring to its four equations."""
    above = _state(stack, k, i, "bottom").astype(G.dtype, copy=False)
    below = _state(stack, k, i + 1, "top").astype(G.dtype, copy=False)
    stiffness = 2.0 * k * G[:, :, i]
    for row, traction, give in ((0, 2, join.opening), (1, 3, join.sliding)):
        apart = give * stiffness[..., None] if np.isfinite(give) else None
        if apart is None:  # free slip: no traction at all
            above[:, :, row] = above[:, :, traction]
            below[:, :, row] = 0.0
            continue
        scale = 1.0 + np.abs(apart)
        above[:, :, row] = (above[:, :, row] + apart * above[:, :, traction]) / scale
        below[:, :, row] /= scale
    stiffer = np.maximum(np.abs(G[:, :, i]), np.abs(G[:, :, i + 1]))
    above[:, :, 2:4] *= (G[:, :, i] / stiffer)[..., None, None]
    below[:, :, 2:4] *= (G[:, :, i + 1] / stiffer)[..., None, None]
    return above, below


def _state(
    stack: LayerStack, k: Array, layer: int, end: Literal["top", "bottom"]
) -> Array:
    """Rows w, u, normal and shear traction over 2 G k; columns the four solutions."""
    kh = k * stack.thickness[:, layer, None]
    nu = np.broadcast_to(stack.poisson_ratio[:, layer, None], k.shape)
    fade, zero = np.exp(-kh), np.zeros_like(k)
    near, far = (zero, kh) if end == "top" else (kh, zero)
    falls, rises = (1.0, fade) if end == "top" else (fade, 1.0)
    state = np.empty((*k.shape, 4, 4))
    for row in range(4):
        state[:, :, row, 0] = FIRST[row] * falls
        state[:, :, row, 1] = second_solution(row, near, nu) * falls
        state[:, :, row, 2] = MIRROR[row] * FIRST[row] * rises
        state[:, :, row, 3] = MIRROR[row] * second_solution(row, far, nu) * rises
    return state


def second_solution(row: int, kz: Array, nu: Array) -> Array:
    """Return a row of the second solution, without its fall.

    Parameters
    ----------
    row : int
        0 to 3: w, u, normal and shear stress over 2 G k.
    kz : ndarray
        Wave number times the distance from where the solution starts [1].
    nu : ndarray
        Poisson's ratio [1].
    """
    if row == 0:
        return kz
    more = (-3.0 + 4.0 * nu, 1.0 - 2.0 * nu, 2.0 - 2.0 * nu)[row - 1]
    return np.asarray(kz + more if row == 1 else more - kz)
