"""Sums over the waves of a line contact: cells to waves and waves to cells.

A wave that turns by some angle in a step turns by n times that in n steps, so each wave
is turned on from cell to cell and no cosine of each wave at each cell is taken.
"""

from math import atan, cos, exp, log, pi, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from strigil.compiled import compiled

__all__ = ["cell_displacement", "pressure_waves", "shared_along", "strain_at_places"]

Array = NDArray[np.float64]


@compiled
def pressure_waves(wave_number: Array, cell: Array, pressure: Array) -> Array:
    """Transform even pressure on cells either side of the middle.

    Parameters
    ----------
    wave_number : ndarray
        Wave numbers, samples x waves [1/m].
    cell : ndarray
        Width of a cell for each sample [m].
    pressure : ndarray
        Pressure in the cells of the right half, from the middle outwards, samples x
        cells [Pa].

    Returns
    -------
    ndarray
        Samples x waves [N/m]: the integral of pressure times cos(kx).

    Notes
    -----
    A cell of width c about x gives 2 p cos(kx) sin(kc / 2) / k, twice by symmetry.
    """
    out = np.empty(wave_number.shape)
    for s in range(wave_number.shape[0]):
        last = pressure.shape[1]
        while last > 0 and pressure[s, last - 1] == 0.0:
            last -= 1
        for w in range(wave_number.shape[1]):
            k = wave_number[s, w]
            real, imaginary = cos(0.5 * k * cell[s]), sin(0.5 * k * cell[s])
            across = 4.0 * imaginary / k
            turn_real = real * real - imaginary * imaginary
            turn_imaginary = 2.0 * real * imaginary
            total = 0.0
            for n in range(last):
                total += pressure[s, n] * real
                real, imaginary = (
                    real * turn_real - imaginary * turn_imaginary,
                    real * turn_imaginary + imaginary * turn_real,
                )
            out[s, w] = total * across
    return out


@compiled
def cell_displacement(
    wave_number: Array,
    weight: Array,
    compliance: Array,
    stack: Array,
    cell: Array,
    count: int,
) -> Array:
    """Return the displacement by a cell under unit pressure at whole-cell distances.

    Parameters
    ----------
    wave_number, weight : ndarray
        Wave numbers and their weights in a sum, samples x waves [1/m].
    compliance : ndarray
        Surface compliance C(k) at them [m/Pa].
    stack : ndarray
        Samples x 4: ``(1 - nu) / G`` of the first layer and of a half-space base
        [1/Pa], the length that splits the surface's own part off, and the depth [m].
    cell : ndarray
        Width of a cell for each sample [m].
    count : int
        Number of distances, from 0 cells upwards.

    Returns
    -------
    ndarray
        Samples x distances [m/Pa].

    Notes
    -----
    C(k) = alpha (1 - exp(-kl)) / k + beta exp(-kl) / k + D(k): the first two terms have
    closed transforms and D is smooth and short-ranged, so that the sum over the waves
    converges fast.
    """
    out = np.zeros((wave_number.shape[0], count))
    for s in range(wave_number.shape[0]):
        alpha, beta, reach, depth = stack[s]
        for w in range(wave_number.shape[1]):
            k = wave_number[s, w]
            fade = exp(-k * reach)
            rest = compliance[s, w] - (alpha * (1.0 - fade) + beta * fade) / k
            # The width of a cell is in sin(k c / 2) / (k c / 2).
            half = sin(0.5 * k * cell[s])
            share = rest * weight[s, w] * half * 2.0 / k
            turn_real, turn_imaginary = cos(k * cell[s]), sin(k * cell[s])
            real, imaginary = share, 0.0
            for n in range(count):
                out[s, n] += real
                real, imaginary = (
                    real * turn_real - imaginary * turn_imaginary,
                    real * turn_imaginary + imaginary * turn_real,
                )
        scale = 2.0 * cell[s] * log(depth)
        near_before, far_before = _log_integrals(-0.5 * cell[s], reach)
        for n in range(count):
            near, far = _log_integrals((n + 0.5) * cell[s], reach)
            at_zero, at_reach = near - near_before, far - far_before
            closed = 0.5 * (alpha * (at_reach - at_zero) - beta * (at_reach - scale))
            out[s, n] = (out[s, n] + closed) / pi
            near_before, far_before = near, far
    return out


@compiled
def _log_integrals(x: float, reach: float) -> tuple[float, float]:
    """Integrate ln(x^2) and ln(x^2 + l^2) from 0."""
    square = x * x
    near = x * log(square) - 2.0 * x
    far = x * log(square + reach * reach) - 2.0 * x
    return near, far + 2.0 * reach * atan(x / reach)


def strain_at_places(
    wave_number: Array, load: Array, amplitude: Array, thickness: Array, places: Array
) -> Array:
    """Sum the strain across a layer over a load.

    Parameters
    ----------
    wave_number : ndarray
        Wave numbers, samples x waves [1/m].
    load : ndarray
        Share of each wave, samples x waves [Pa].
    amplitude : ndarray
        Four amplitudes in the layer, 4 x samples x waves [m/Pa].
    thickness : ndarray
        Thickness of the layer for each sample [m].
    places : ndarray
        Places in the layer from 0 at its top to 1 at its bottom [1].

    Returns
    -------
    ndarray
        Samples x places [1].
    """
    kh, share = wave_number * thickness[:, None], wave_number * load
    out = np.zeros((len(kh), places.size))
    for away, first in ((places, 0), (1.0 - places, 2)):
        fade = np.exp(-kh[:, None] * away[:, None])
        _add_strain(amplitude[first : first + 2], kh, share, away, fade, out)
    return out


@compiled
def _add_strain(
    amplitude: Array, kh: Array, share: Array, away: Array, fade: Array, out: Array
) -> None:
    """Add what falls from the top or rises from the bottom, at distances from there."""
    for s in range(kh.shape[0]):
        for n in range(away.size):
            total = 0.0
            for w in range(kh.shape[1]):
                second = amplitude[1, s, w]
                here = second - amplitude[0, s, w] - kh[s, w] * away[n] * second
                total += share[s, w] * fade[s, n, w] * here
            out[s, n] += total


@compiled
def shared_along(
    wave_number: Array, amount: Array, along: Array, share: Array
) -> Array:
    """Move amounts to wave numbers that are larger by waves along the edge.

    Parameters
    ----------
    wave_number : ndarray
        Wave numbers k, rising, samples x waves [1/m].
    amount : ndarray
        Amount at each of them, samples x waves [Pa].
    along : ndarray
        Wave numbers q along the edge, samples x points [1/m].
    share : ndarray
        Share of each amount that goes to sqrt(k^2 + q^2), one for each point [1].

    Returns
    -------
    ndarray
        The amounts shared between the wave numbers of the grid beside each place,
        samples x waves [Pa]; past its end they stay on the last.
    """
    out = np.zeros(wave_number.shape)
    waves = wave_number.shape[1]
    for s in range(wave_number.shape[0]):
        k = wave_number[s]
        for n in range(share.size):
            right = 1
            for w in range(waves):
                wanted = sqrt(k[w] * k[w] + along[s, n] * along[s, n])
                while right < waves - 1 and k[right] < wanted:
                    right += 1
                part = (wanted - k[right - 1]) / (k[right] - k[right - 1])
                part = min(max(part, 0.0), 1.0)
                moved = amount[s, w] * share[n]
                out[s, right] += part * moved
                out[s, right - 1] += (1.0 - part) * moved
    return out
