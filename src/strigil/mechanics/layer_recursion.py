"""Bonded layers solved from the base upwards, wave by wave.

What falls into a layer and what rises in it are told apart: the base says how much of
what falls comes back, each interface hands that up to the layer above, and the load on
the surface sets the rest. This is the solution of `strigil.mechanics.layer_equations`
without the equations: two by two, in closed form, and never growing.
"""

from math import exp

import numpy as np
from numpy.typing import NDArray

from strigil.compiled import compiled
from strigil.mechanics.layer_stack import LayerStack

__all__ = ["bonded_amplitudes"]

Array = NDArray[np.float64]

_BASES = {"half_space": 0, "smooth": 1, "rigid": 2}
_HALF_SPACE, _RIGID = _BASES["half_space"], _BASES["rigid"]


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
    out = np.empty((stack.layers, 4, *wave_number.shape))
    layers = np.stack([stack.thickness, stack.shear_modulus, stack.poisson_ratio])
    k = np.ascontiguousarray(wave_number)
    _amplitudes(k, layers, _BASES[stack.base], row, out)
    return out.transpose(2, 3, 0, 1)


@compiled
def _joins(G: Array, nu: Array, join: Array) -> None:
    """Write what crosses each interface: joins x 4 x 4.

    Rows: what falls above (two), what rises above (two). Columns: what rises below
    (two), what falls below (two).
    """
    for i in range(nu.size - 1):
        stiffer, kappa = G[i + 1] / G[i], 3.0 - 4.0 * nu[i]
        c, kappa_below = 0.25 / (1.0 - nu[i]), 3.0 - 4.0 * nu[i + 1]
        turned = c * (stiffer - 1.0)
        bent = c * (kappa_below - stiffer * (1.0 - 2.0 * nu[i + 1]))
        pushed = kappa * bent - kappa_below / 2.0
        sheared = c * stiffer * (2.0 - 2.0 * nu[i + 1])
        for own, column in ((0, 2), (2, 0)):
            # What falls for what falls is what rises for what rises.
            other = 2 - own
            join[i, own, column] = kappa * turned + 1.0
            join[i, own, column + 1] = pushed
            join[i, own + 1, column] = 0.0
            join[i, own + 1, column + 1] = bent + sheared
            join[i, other, column] = kappa * turned
            join[i, other, column + 1] = pushed
            join[i, other + 1, column] = 2.0 * turned
            join[i, other + 1, column + 1] = bent - sheared


@compiled
def _on_base(base: int, nu: float, kh: float, fade: float, back: Array) -> None:
    """Write what comes back from the bottom of the last layer."""
    back[:] = 0.0
    if base == _HALF_SPACE:
        return
    back[0, 0], back[0, 1], back[1, 1] = fade, kh * fade, fade
    if base == _RIGID:
        twice = 2.0 / (3.0 - 4.0 * nu)
        back[1, 0], back[1, 1] = twice * fade, twice * back[0, 1] - fade


@compiled
def _on_layer(
    join: Array, under: Array, kh: float, fade: float, back: Array, below: Array
) -> None:
    """Write what rises in a layer on another, and what falls into that one.

    ``under`` is what rises to the top of the layer below for what falls there.
    """
    i00 = join[0, 0] * under[0, 0] + join[0, 1] * under[1, 0] + join[0, 2]
    i01 = join[0, 0] * under[0, 1] + join[0, 1] * under[1, 1] + join[0, 3]
    i10 = join[1, 0] * under[0, 0] + join[1, 1] * under[1, 0] + join[1, 2]
    i11 = join[1, 0] * under[0, 1] + join[1, 1] * under[1, 1] + join[1, 3]
    scale = fade / (i00 * i11 - i01 * i10)
    below[0, 0], below[1, 0] = i11 * scale, -i10 * scale
    below[0, 1] = kh * below[0, 0] - i01 * scale
    below[1, 1] = kh * below[1, 0] + i00 * scale
    for row in range(2):
        a, b = join[row + 2, 0], join[row + 2, 1]
        u0 = a * under[0, 0] + b * under[1, 0] + join[row + 2, 2]
        u1 = a * under[0, 1] + b * under[1, 1] + join[row + 2, 3]
        back[row, 0] = u0 * below[0, 0] + u1 * below[1, 0]
        back[row, 1] = u0 * below[0, 1] + u1 * below[1, 1]


@compiled
def _pressed(risen: Array, nu: float, row: int) -> tuple[float, float]:
    """Return what falls from the surface under a unit of traction over 2 G k."""
    more = (1.0 - 2.0 * nu, 2.0 - 2.0 * nu)
    n0 = -risen[0, 0] + more[0] * risen[1, 0] - 1.0
    n1 = -risen[0, 1] + more[0] * risen[1, 1] + more[0]
    s0 = risen[0, 0] - more[1] * risen[1, 0] - 1.0
    s1 = risen[0, 1] - more[1] * risen[1, 1] + more[1]
    size = n0 * s1 - n1 * s0
    if row == 0:
        return s1 / size, -s0 / size
    return -n1 / size, n0 / size


@compiled
def _amplitudes(k: Array, stack: Array, base: int, row: int, out: Array) -> None:
    """Write layers x 4 x samples x waves; of a stack h, G and nu, samples x layers."""
    h, G, nu = stack[0], stack[1], stack[2]
    samples, layers = h.shape
    join, risen = np.empty((layers, 4, 4)), np.empty((2, 2))
    back, below = np.empty((layers, 2, 2)), np.empty((layers, 2, 2))
    for s in range(samples):
        _joins(G[s], nu[s], join)
        for w in range(k.shape[1]):
            for i in range(layers - 1, -1, -1):
                kh = k[s, w] * h[s, i]
                fade = exp(-kh)
                if i == layers - 1:
                    _on_base(base, nu[s, i], kh, fade, back[i])
                else:
                    _on_layer(join[i], risen, kh, fade, back[i], below[i])
                for column in range(2):
                    risen[1, column] = back[i, 1, column] * fade
                    risen[0, column] = back[i, 0, column] * fade + kh * risen[1, column]
            load = -0.5 / (k[s, w] * G[s, 0])
            first, second = _pressed(risen, nu[s, 0], row)
            first, second = first * load, second * load
            for i in range(layers):
                out[i, 0, s, w], out[i, 1, s, w] = first, second
                out[i, 2, s, w] = back[i, 0, 0] * first + back[i, 0, 1] * second
                out[i, 3, s, w] = back[i, 1, 0] * first + back[i, 1, 1] * second
                if i < layers - 1:
                    first, second = (
                        below[i, 0, 0] * first + below[i, 0, 1] * second,
                        below[i, 1, 0] * first + below[i, 1, 1] * second,
                    )
