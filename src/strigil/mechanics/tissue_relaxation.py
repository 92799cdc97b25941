"""How the tissues of a sampled site ease while they are held: drawn Prony series."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import Sourced, Tissue, sourced_tables
from strigil.mechanics.prior_samples import PriorSamples
from strigil.mechanics.relaxation import PronySeries

__all__ = ["SampledRelaxation", "relaxation_numbers", "relaxation_of"]

Array = NDArray[np.float64]

_FILE = "relaxation.toml"
_TERMS = (("fast_share", "fast_time"), ("slow_share", "slow_time"))
# The shares of two terms drawn together leave at least this much of the stiffness.
_LEAST_LEFT = 0.02


@dataclass(frozen=True, slots=True)
class SampledRelaxation:
    """A Prony series for each layer of each sample.

    Attributes
    ----------
    share : ndarray
        Shares of the stiffness at once that are lost, samples x layers x terms [1].
    time : ndarray
        Relaxation times [s].
    """

    share: Array
    time: Array

    @property
    def long_term(self) -> Array:
        """Share of the stiffness that is left in the end, samples x layers [1]."""
        return np.asarray(1.0 - self.share.sum(axis=2))

    def transformed(self, rate: float) -> Array:
        """Return s times the Laplace transform of g at a rate s [1/s], 0 or more.

        It runs from the long-term share at 0 to 1 when infinitely fast; samples x
        layers [1].
        """
        if np.isinf(rate):
            return np.ones(self.share.shape[:2])
        turn = rate * self.time
        return np.asarray(self.long_term + (self.share * turn / (1.0 + turn)).sum(2))

    def complex_share(self, frequency: Array) -> NDArray[np.complex128]:
        """Return the complex modulus over that at once.

        Parameters
        ----------
        frequency : ndarray
            Angular frequency, samples x wave numbers [rad/s].

        Returns
        -------
        ndarray
            Samples x wave numbers x layers [1].
        """
        turn = 1j * frequency[:, :, None, None] * self.time[:, None]
        part = self.share[:, None] * turn / (1.0 + turn)
        return np.asarray(self.long_term[:, None] + part.sum(axis=3))

    def series(self, sample: int, layer: int) -> PronySeries:
        """Return the series of one layer of one sample."""
        return PronySeries.of(self.share[sample, layer], self.time[sample, layer])


def relaxation_of(
    tissues: Sequence[Tissue], samples: PriorSamples
) -> SampledRelaxation:
    """Draw how tissues ease; a kind of tissue in two layers is one draw.

    Parameters
    ----------
    tissues : sequence of Tissue
        The layers' tissues, skin first.
    samples : PriorSamples
        Source of draws.

    Returns
    -------
    SampledRelaxation
        One series for each layer of each sample.

    Notes
    -----
    Shares are drawn from cut-off normals, times from lognormals, from
    ``data/relaxation.toml``.
    """
    table = sourced_tables(_FILE)
    kinds = dict.fromkeys(tissue.kind for tissue in tissues)
    share = {
        kind: [samples.within(table[kind][one]) for one, _ in _TERMS] for kind in kinds
    }
    time = {
        kind: [samples.lognormal(table[kind][one]) for _, one in _TERMS]
        for kind in kinds
    }
    shares = _by_layer(tissues, share)
    lost = np.maximum(shares.sum(axis=2, keepdims=True), _LEAST_LEFT)
    shares = shares * np.minimum(1.0, (1.0 - _LEAST_LEFT) / lost)
    return SampledRelaxation(shares, _by_layer(tissues, time))


def relaxation_numbers(tissues: Sequence[Tissue]) -> tuple[Sourced, ...]:
    """Return the numbers that the easing of tissues rests on."""
    table = sourced_tables(_FILE)
    kinds = dict.fromkeys(tissue.kind for tissue in tissues)
    return tuple(datum for kind in kinds for datum in table[kind].values())


def _by_layer(tissues: Sequence[Tissue], drawn: Mapping[Any, list[Array]]) -> Array:
    return np.stack([np.stack(drawn[t.kind], axis=-1) for t in tissues], axis=1)
