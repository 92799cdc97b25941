"""Bonded layers solved from the base upwards, for all waves at once.

What falls into a layer and what rises in it are told apart: the base says how much of
what falls comes back, each interface hands that up to the layer above, and the load on
the surface sets the rest. This is the solution of `strigil.mechanics.layer_equations`
without the equations: two by two, in closed form, and never growing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.mechanics.layer_stack import LayerStack

__all__ = ["bonded_amplitudes"]

Array = NDArray[np.float64]

# The sign of a traction when what falls is turned round: shear stress changes it.
_MIRRORED = np.array([[1.0], [-1.0]])
# The signs of the inverse of a 2 x 2 matrix.
_COFACTOR = np.array([[1.0, -1.0], [-1.0, 1.0]])[..., None]


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
    what rises the same at the top. Across an interface displacements stay and stresses,
    over 2 G k, change by the ratio of the shear moduli: what falls above is A times
    what falls below plus B times what rises there, and what rises above the other way
    round. There and at the surface a 2 x 2 matrix is inverted, which elasticity keeps
    from being singular.
    """
    k, last = wave_number, stack.layers - 1
    # Layers first: what is done wave by wave then runs through memory in order.
    kh = k * stack.thickness.T[:, :, None]
    fade = np.exp(-kh)
    joins = _joins(stack)
    layers = [_on_base(stack, kh[last], fade[last])]
    for i in range(last - 1, -1, -1):
        layers.append(_on_layer(joins[i], layers[-1].at_top, kh[i], fade[i]))
    traction = _traction(stack.poisson_ratio[:, 0])
    surface = _times(traction * _MIRRORED, layers[-1].at_top) + traction[..., None]
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


def _traction(nu: Array) -> Array:
    """Return normal and shear stress over 2 G k of what falls, where it starts."""
    out = np.full((nu.size, 2, 2), -1.0)
    out[:, 0, 1], out[:, 1, 1] = 1.0 - 2.0 * nu, 2.0 - 2.0 * nu
    return out


def _joins(stack: LayerStack) -> Array:
    """Return what crosses each interface: joins x 2 x samples x 4 x 2.

    Of the two matrices the first goes with what rises below, the second with what falls
    there; the first two rows of each say what falls above, the others what rises.
    """
    nu, nu_below = stack.poisson_ratio.T[:-1], stack.poisson_ratio.T[1:]
    G = stack.shear_modulus.T
    stiffer = G[1:] / G[:-1]
    c, kappa = 0.25 / (1.0 - nu), 3.0 - 4.0 * nu
    kappa_below = 3.0 - 4.0 * nu_below
    turned = c * (stiffer - 1.0)
    bent = c * (kappa_below - stiffer * (1.0 - 2.0 * nu_below))
    pushed = kappa * bent - kappa_below / 2.0
    sheared = c * stiffer * (2.0 - 2.0 * nu_below)
    out = np.zeros((len(nu), 2, nu.shape[1], 4, 2))
    # What falls for what falls is what rises for what rises.
    for own, other in (
        (out[:, 1, :, :2], out[:, 1, :, 2:]),
        (out[:, 0, :, 2:], out[:, 0, :, :2]),
    ):
        own[..., 0, 0], other[..., 0, 0] = kappa * turned + 1.0, kappa * turned
        own[..., 0, 1] = other[..., 0, 1] = pushed
        own[..., 1, 1], other[..., 1, 1] = bent + sheared, bent - sheared
        other[..., 1, 0] = 2.0 * turned
    return out


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
    both = _times(join[0], under)
    both += join[1][..., None]
    into, up = both[:, :2], both[:, 2:]
    scale = (fade / _determinant(into))[:, None, None] * _COFACTOR
    below = into[:, ::-1, ::-1].swapaxes(1, 2) * scale
    below[:, :, 1] += kh[:, None] * below[:, :, 0]
    back = up[:, :, :1] * below[:, :1]
    back += up[:, :, 1:] * below[:, 1:]
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
