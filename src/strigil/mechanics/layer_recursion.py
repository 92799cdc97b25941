"""Bonded layers solved from the base upwards, for all waves at once.

What falls into a layer and what rises in it are told apart: the base says how much of
what falls comes back, each interface hands that up to the layer above, and the load on
the surface sets the rest. This is the solution of `strigil.mechanics.layer_equations`
without the equations: two by two, in closed form, and never growing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.mechanics.layer_equations import FIRST, MIRROR, second_solution
from strigil.mechanics.layer_stack import LayerStack

__all__ = ["bonded_amplitudes"]

Array = NDArray[np.float64]

_FIRST, _MIRROR = np.array(FIRST), np.array(MIRROR)
_STATES = range(4)


@dataclass(frozen=True, slots=True)
class _Layer:
    """A layer seen from its top, each a matrix or a row for samples x waves.

    ``back`` is what rises from the bottom for what falls from the top, ``at_top`` the
    same where it arrives, and ``below`` what falls into the next layer.
    """

    back: Array
    at_top: Array
    below: Array | None


def bonded_amplitudes(stack: LayerStack, wave_number: Array, *, row: int) -> Array:
    """Return the four amplitudes in each layer of a stack whose layers are bonded.

    Parameters
    ----------
    stack : LayerStack
        The layers, all bonded.
    wave_number : ndarray
        Wave numbers, samples x waves [1/m].
    row : int
        The surface traction that is one: 0 normal, 1 shear.

    Returns
    -------
    ndarray
        Samples x waves x layers x 4 [m/Pa].

    Notes
    -----
    With J = [[1, kh], [0, 1]] what falls is J exp(-kh) times itself at the bottom, and
    what rises the same at the top. A state is [F M] (falling, rising) with constant
    4 x 4 matrices, whose inverse is known; across an interface stresses change by the
    ratio of the shear moduli. There and at the surface a 2 x 2 matrix is inverted,
    which elasticity keeps from being singular.
    """
    k, last = wave_number, stack.layers - 1
    # Layers first: what is done wave by wave then runs through memory in order.
    kh = k * stack.thickness.T[:, :, None]
    fade = np.exp(-kh)
    states = _states(stack.poisson_ratio)
    joins = _joins(stack, states)
    layers = [_on_base(stack, kh[last], fade[last])]
    for i in range(last - 1, -1, -1):
        layers.append(_on_layer(joins[:, i], layers[-1].at_top, kh[i], fade[i]))
    top = states[:, 0, 2:]
    surface = _times(top[:, :, 2:], layers[-1].at_top) + top[:, :, :2, None]
    load = -(1.0 + stack.poisson_ratio[:, 0]) / stack.youngs_modulus[:, 0]
    load = load[:, None] / (k * _determinant(surface))
    out = np.empty((stack.layers, 4, *k.shape))
    falls = out[0, :2]
    np.multiply(surface[:, 1 - row, 1], load if row == 0 else -load, out=falls[0])
    np.multiply(surface[:, 1 - row, 0], -load if row == 0 else load, out=falls[1])
    for i, layer in enumerate(reversed(layers)):
        _apply(layer.back, out[i, :2], out[i, 2:])
        if layer.below is not None:
            _apply(layer.below, out[i, :2], out[i + 1, :2])
    return out.transpose(2, 3, 0, 1)


def _states(nu: Array) -> Array:
    """State of the four solutions where they start, samples x layers x 4 x 4."""
    out = np.empty((*nu.shape, 4, 4))
    out[..., 0], out[..., 2] = _FIRST, _MIRROR * _FIRST
    start = np.zeros_like(nu)
    for row in _STATES:
        out[..., row, 1] = second_solution(row, start, nu)
    out[..., 3] = _MIRROR * out[..., 1]
    return out


def _shares(nu: Array) -> Array:
    """Return the inverse of the states: how much of each solution is in a state."""
    c = 0.5 / (1.0 - nu)
    kappa = (3.0 - 4.0 * nu) * c
    out = np.empty((*nu.shape, 4, 4))
    out[..., 0, 0], out[..., 2, 0] = 1.0, -1.0
    out[..., 0, 3] = out[..., 2, 3] = 0.0
    for row in (0, 2):
        out[..., row, 1], out[..., row, 2] = 1.0 - kappa, -kappa
    for row, sign in ((1, c), (3, -c)):
        out[..., row, 0] = out[..., row, 3] = sign
        out[..., row, 1] = out[..., row, 2] = -c
    return out / 2.0


def _joins(stack: LayerStack, states: Array) -> Array:
    """Solutions above each interface for those below it, samples x joins x 4 x 4."""
    G = stack.shear_modulus
    below = states[:, 1:].copy()
    below[:, :, 2:] *= (G[:, 1:] / G[:, :-1])[:, :, None, None]
    return np.asarray(_shares(stack.poisson_ratio[:, :-1]) @ below)


def _on_base(stack: LayerStack, kh: Array, fade: Array) -> _Layer:
    """Return the last layer: bonded to bone, sliding on it, or going on."""
    back = np.zeros((kh.shape[0], 2, 2, kh.shape[1]))
    if stack.base != "half_space":
        back[:, 0, 0], back[:, 0, 1] = fade, kh * fade
        back[:, 1, 1] = fade
        if stack.base == "rigid":
            twice = 2.0 / (3.0 - 4.0 * stack.poisson_ratio[:, -1, None])
            back[:, 1, 0] = twice * fade
            back[:, 1, 1] = twice * back[:, 0, 1] - fade
    return _Layer(back, _risen(back, kh, fade), None)


def _on_layer(join: Array, under: Array, kh: Array, fade: Array) -> _Layer:
    """Return a layer bonded to another."""
    both = _times(join[:, :, 2:], under) + join[:, :, :2, None]
    into, up = both[:, :2], both[:, 2:]
    scale = fade / _determinant(into)
    below = np.empty_like(into)
    below[:, 0, 0] = scale * into[:, 1, 1]
    below[:, 1, 0] = -scale * into[:, 1, 0]
    below[:, 0, 1] = kh * below[:, 0, 0] - scale * into[:, 0, 1]
    below[:, 1, 1] = kh * below[:, 1, 0] + scale * into[:, 0, 0]
    back = up[:, :, :1] * below[:, None, 0] + up[:, :, 1:] * below[:, None, 1]
    return _Layer(back, _risen(back, kh, fade), below)


def _risen(back: Array, kh: Array, fade: Array) -> Array:
    """Carry what rises from the bottom of a layer to its top."""
    out = back * fade[:, None, None]
    out[:, 0] += kh[:, None] * out[:, 1]
    return out


def _times(matrix: Array, waves: Array) -> Array:
    """Multiply a matrix of each sample with one of each wave."""
    samples, _, _, count = waves.shape
    flat = matrix @ waves.reshape(samples, 2, 2 * count)
    return np.asarray(flat.reshape(samples, -1, 2, count))


def _apply(matrix: Array, pair: Array, out: Array) -> None:
    """Multiply a matrix of each wave with a pair of amplitudes, both pairs first."""
    for row in (0, 1):
        np.multiply(matrix[:, row, 0], pair[0], out=out[row])
        out[row] += matrix[:, row, 1] * pair[1]


def _determinant(matrix: Array) -> Array:
    """Return the determinant of a 2 x 2 matrix of each wave."""
    return np.asarray(
        matrix[:, 0, 0] * matrix[:, 1, 1] - matrix[:, 0, 1] * matrix[:, 1, 0]
    )
