"""Samples of what is not known: thickness, modulus and the shape of an edge.

A stratified draw (one value in each of equally likely slices) gives steady intervals
from a few hundred samples. One tissue in two layers of a site is one draw.
"""

from dataclasses import dataclass, field
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import BodySite, Sourced, Tissue, one_of
from strigil.mechanics.layer_stack import LayerStack

__all__ = ["PriorSamples", "site_stack", "tissues_of"]

Array = NDArray[np.float64]

# Distance of the 5th and 95th percentile from the middle of a normal distribution.
_NINETY = 1.6448536269514722
_NORMAL = NormalDist()
# Normal draws are cut off this many standard deviations out, and above zero.
_CUT = 2.5
# No thickness or radius falls below this share of its best estimate.
_SMALLEST = 0.2


@dataclass(slots=True)
class PriorSamples:
    """A seeded source of draws; each call takes the next ones.

    Attributes
    ----------
    count : int
        Number of samples.
    seed : int
        Same seed, same draws.
    """

    count: int
    seed: int
    _random: np.random.Generator = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._random = np.random.default_rng(self.seed)

    def uniform(self) -> Array:
        """Return stratified draws between 0 and 1 [1]."""
        slices = self._random.permutation(self.count)
        return np.asarray((slices + self._random.random(self.count)) / self.count)

    def lognormal(self, datum: Sourced) -> Array:
        """Return draws with a normal logarithm, 90 % within the datum's range [SI]."""
        z = _quantiles(self.uniform())
        up = np.log(datum.high / datum.value) / _NINETY
        down = np.log(datum.value / datum.low) / _NINETY
        return np.asarray(datum.value * np.exp(z * np.where(z > 0, up, down)))

    def normal(self, datum: Sourced, *, cut: float = _CUT) -> Array:
        """Return normal draws cut off at some standard deviations [1], in SI.

        90 % of the uncut distribution lies within the datum's range.
        """
        inside = _NORMAL.cdf(cut)
        z = _quantiles(1.0 - inside + (2.0 * inside - 1.0) * self.uniform())
        up = (datum.high - datum.value) / _NINETY
        down = (datum.value - datum.low) / _NINETY
        drawn = datum.value + z * np.where(z > 0, up, down)
        return np.asarray(np.maximum(drawn, _SMALLEST * datum.value))

    def within(self, datum: Sourced) -> Array:
        """Return normal draws cut off at the ends of the datum's range [SI]."""
        return self.normal(datum, cut=_NINETY)


def _quantiles(shares: Array) -> Array:
    """Return the normal quantiles of shares between 0 and 1 [1].

    That of the standard library: scipy's takes a fifth of a second to import.
    """
    inside = np.maximum(shares, np.finfo(float).tiny)
    return np.array([_NORMAL.inv_cdf(share) for share in inside.tolist()])


def tissues_of(site: BodySite, *, diseased: bool) -> tuple[Tissue, ...]:
    """Return the tissue of each layer, the diseased ones where the site has them."""
    swap = site.diseased if diseased else {}
    return tuple(
        one_of(Tissue, swap.get(layer.name, layer.tissue)) for layer in site.layers
    )


def site_stack(
    site: BodySite, *, diseased: bool, samples: PriorSamples | None
) -> LayerStack:
    """Return a site's layers as a stack: sampled, or the best estimates.

    Parameters
    ----------
    site : BodySite
        The site.
    diseased : bool
        Take the site's diseased tissues.
    samples : PriorSamples or None
        Source of draws; None for one stack of best estimates.

    Returns
    -------
    LayerStack
        One row for each sample.
    """
    tissues = tissues_of(site, diseased=diseased)
    if samples is None:
        return LayerStack.of(
            [layer.thickness.value for layer in site.layers],
            [tissue.youngs_modulus.value for tissue in tissues],
            [tissue.poisson_ratio.value for tissue in tissues],
            base=site.base,
        )
    once = {tissue.id: tissue for tissue in tissues}
    modulus = {key: samples.lognormal(t.youngs_modulus) for key, t in once.items()}
    poisson = {key: samples.within(t.poisson_ratio) for key, t in once.items()}
    return LayerStack.of(
        np.stack([samples.normal(layer.thickness) for layer in site.layers], axis=1),
        np.stack([modulus[tissue.id] for tissue in tissues], axis=1),
        np.stack([poisson[tissue.id] for tissue in tissues], axis=1),
        base=site.base,
    )
