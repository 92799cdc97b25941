"""Strain squared of one layer: the kernels that sum to the work done on each place."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from strigil.mechanics import KernelBank
from strigil.treatment.site_kernels import SiteKernels

__all__ = ["over_share", "squared_bank"]

Array = NDArray[np.float64]
# Each step of force is parted so: a square is bent, and a map is straight between two
# forces. What is left is below 4 % of the work, 2 % of the strain.
_HALVED = 2


def squared_bank(bank: KernelBank, layer: int) -> KernelBank:
    """Return the bank of strain squared in one layer.

    Parameters
    ----------
    bank : KernelBank
        Strain in each layer, straight between its forces.
    layer : int
        Its number [1].

    Returns
    -------
    KernelBank
        At its forces, at those between, and at shares of the lowest.
    """
    ends = np.concatenate([[0.0], bank.force])
    parts = [np.linspace(a, b, _HALVED + 1)[1:] for a, b in pairwise(ends)]
    force = np.concatenate(parts)
    one = bank.values[:, :, layer : layer + 1]
    values = np.stack([_at(one, bank.force, each) for each in force], axis=1)
    depth = bank.depth[layer : layer + 1]
    return replace(bank, values=values**2, force=force, depth=depth)


def over_share(kernels: SiteKernels, *, mean: float) -> float:
    """Return what a place that the edge goes over has of its highest strain [1].

    Parameters
    ----------
    kernels : SiteKernels
        The edge on the site.
    mean : float
        Mean force [N].

    Notes
    -----
    Along the way g(x) of a straight stroke the mean weighted with itself,
    (sum g^2) / (sum g), over the highest g.
    """
    target = next(i for i, one in enumerate(kernels.layers) if one.is_target)
    bank = kernels.below
    near = int(np.argmin(np.abs(bank.force - mean)))
    touch = bank.values[0, near, target]
    way = np.maximum(touch[:, touch.shape[1] // 2], 0.0)
    total, highest = float(way.sum()), float(way.max())
    return float((way**2).sum()) / (total * highest) if total > 0.0 else 1.0


def _at(values: Array, force: Array, asked: float) -> Array:
    """Return the kernels at a force [N]: straight between two, and down to nothing."""
    if asked <= force[0]:
        return np.asarray(values[:, 0] * (asked / force[0]))
    above = int(np.searchsorted(force, asked))
    share = (asked - force[above - 1]) / (force[above] - force[above - 1])
    return np.asarray((1.0 - share) * values[:, above - 1] + share * values[:, above])
