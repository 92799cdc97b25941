"""Sums of waves at equal steps, with few powers and a product of matrices.

A wave that turns by some angle in a step turns by n times that in n steps. With
n = a b + r about 2 sqrt(count) powers of exp(i turn) are enough for all steps, and no
cosine of each wave at each step is taken.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["cosine_sums", "turned_sum"]

Array = NDArray[np.float64]
Complex = NDArray[np.complex128]

# Samples worked on together.
_TOGETHER = 16


def cosine_sums(turn: Array, share: Array, count: int) -> Array:
    """Sum waves at every step: sum over waves of share times cos(n turn).

    Parameters
    ----------
    turn : ndarray
        How far each wave turns in a step [rad], samples x waves.
    share : ndarray
        Share of each wave, samples x waves.
    count : int
        Steps, from none upwards.

    Returns
    -------
    ndarray
        Samples x steps, in the unit of the share.

    Examples
    --------
    >>> cosine_sums(np.array([[np.pi / 2]]), np.array([[3.0]]), 5).round(9) + 0.0
    array([[ 3.,  0., -3.,  0.,  3.]])
    """
    out = np.empty((len(turn), count))
    for some in _few(len(turn)):
        fine, coarse = _powers(turn[some], count)
        coarse *= share[some, None]
        # Re(conj(a) b) is the sum of the products of real and of imaginary parts.
        each = np.conj(coarse).view(float) @ fine.view(float).swapaxes(1, 2)
        out[some] = each.reshape(len(each), -1)[:, :count]
    return out


def turned_sum(turn: Array, amount: Array) -> Complex:
    """Sum steps for every wave: sum over n of amount times exp(i n turn).

    Parameters
    ----------
    turn : ndarray
        How far each wave turns in a step [rad], samples x waves.
    amount : ndarray
        Amount of each step, samples x steps.

    Returns
    -------
    ndarray
        Samples x waves, complex, in the unit of the amount.

    Examples
    --------
    >>> turned_sum(np.array([[np.pi]]), np.array([[2.0, 1.0, 4.0]])).real.round(9)
    array([[5.]])
    """
    samples, count = amount.shape
    out = np.empty(turn.shape, dtype=complex)
    for some in _few(samples):
        fine, coarse = _powers(turn[some], count)
        few, many = fine.shape[1], coarse.shape[1]
        steps = np.zeros((len(fine), many * few))
        steps[:, :count] = amount[some]
        near = steps.reshape(len(fine), many, few) @ fine.view(float)
        coarse *= near.view(complex)
        coarse.sum(axis=1, out=out[some])
    return out


def _few(samples: int) -> list[slice]:
    """Cut samples into parts that stay near the processor."""
    return [slice(i, i + _TOGETHER) for i in range(0, samples, _TOGETHER)]


def _powers(turn: Array, count: int) -> tuple[Complex, Complex]:
    """Powers of exp(i turn) for the steps within a stride, and for whole strides."""
    few = int(np.ceil(np.sqrt(count)))
    unit = np.empty(turn.shape, dtype=complex)
    unit.real, unit.imag = np.cos(turn), np.sin(turn)
    fine = _raised(unit, few)
    return fine, _raised(fine[:, -1] * unit, -(-count // few))


def _raised(unit: Complex, count: int) -> Complex:
    """Powers of complex numbers from none upwards, samples x powers x waves."""
    out = np.empty((unit.shape[0], count, unit.shape[1]), dtype=complex)
    out[:, 0] = 1.0
    done = 1
    while done < count:
        more = min(done, count - done)
        np.multiply(out[:, :more], unit[:, None], out=out[:, done : done + more])
        done += more
        unit = unit * unit
    return out
