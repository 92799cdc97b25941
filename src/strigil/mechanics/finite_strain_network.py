"""Small networks that say what linear contact leaves out, and how sure they are.

Several members were taught on the same runs from different starts: where they differ,
or where a question lies outside what they were taught, the answer is not known.
The weights are data (``data/finite_strain.npz``); ``reference/learn.py`` makes them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import stored_arrays

__all__ = ["Answer", "Network", "network"]

Array = NDArray[np.float64]
Single = NDArray[np.float32]
Flags = NDArray[np.bool_]

_FILE, _LAYERS = "finite_strain.npz", 3
# A number this many spreads beyond what was taught is taken back to there; the answer
# is marked as outside long before.
_FAR = 6.0
# A number is outside when it leaves the range that was taught by this share of it.
_MARGIN = 0.02


# Rows that go through a layer at once: so few that they stay near the processor, and
# that no second thread is woken for them, which on a busy machine takes longer than
# all of the work.
_ROWS = 24
# Beyond this a unit is silent; the exponential of more overflows in single precision.
_MOST = np.float32(80.0)


def _parts() -> list[str]:
    each = [f"{kind}{i}" for kind in ("weight", "bias") for i in range(_LAYERS)]
    return [*each, "middle", "spread", "low", "high", "scale", "offset", "limit"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the members say of each row.

    Attributes
    ----------
    mean : ndarray
        Mean of the members, rows x outputs [1].
    disagreement : ndarray
        Standard deviation of the members, rows x outputs [1].
    is_outside : ndarray
        Some number of the row lies outside what was taught.
    """

    mean: Array
    disagreement: Array
    is_outside: Flags


@dataclass(frozen=True, slots=True)
class Network:
    """Two hidden layers, several members at once.

    Attributes
    ----------
    middle, spread, low, high : ndarray
        Mean, standard deviation and range of each feature when it was taught.
    weights, biases : tuple of ndarray
        Of each layer: members x in x out, members x 1 x out.
    scale, offset : ndarray
        Of each output.
    limit : ndarray
        Disagreement, or logarithm of the likely error, above which an answer is not
        trusted, of each output [1].
    """

    middle: Array
    spread: Array
    low: Array
    high: Array
    weights: tuple[Single, ...]
    biases: tuple[Single, ...]
    scale: Array
    offset: Array
    limit: Array

    @classmethod
    def of(cls, kept: Mapping[str, NDArray[Any]]) -> Self:
        """Build a network from its arrays under the names of the file."""
        own = {key: np.asarray(kept[key], dtype=float) for key in _parts()}
        weights, biases = (
            tuple(own[f"{part}{i}"].astype(np.float32) for i in range(_LAYERS))
            for part in ("weight", "bias")
        )
        return cls(
            middle=own["middle"],
            spread=own["spread"],
            low=own["low"],
            high=own["high"],
            weights=weights,
            biases=biases,
            scale=own["scale"],
            offset=own["offset"],
            limit=own["limit"],
        )

    def answer(self, features: Array) -> Answer:
        """Return what the members say.

        Parameters
        ----------
        features : ndarray
            Rows x features [1].

        Returns
        -------
        Answer
            Mean, disagreement and whether a row is outside.
        """
        room = _MARGIN * (self.high - self.low)
        outside = (features < self.low - room) | (features > self.high + room)
        t = np.clip((features - self.middle) / self.spread, -_FAR, _FAR)
        blocks = _in_blocks(t.astype(np.float32))
        members = [self._member(i, blocks) for i in self._members]
        told = np.stack([one.reshape(-1, one.shape[-1])[: len(t)] for one in members])
        found = told * self.scale + self.offset
        return Answer(
            mean=np.asarray(found.mean(axis=0)),
            disagreement=np.asarray(found.std(axis=0)),
            is_outside=np.asarray(outside.any(axis=1)),
        )

    @property
    def _members(self) -> range:
        return range(self.weights[0].shape[0])

    def _member(self, member: int, t: Single) -> Single:
        """Return what one member says, as it was taught: in single precision."""
        last = len(self.weights) - 1
        for i, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            t = t @ weight[member]
            t += bias[member]
            if i < last:
                fall = np.exp(np.minimum(-t, _MOST))
                fall += 1.0
                t /= fall
        return t


def _in_blocks(rows: Single) -> Single:
    """Return rows in blocks of a fixed size, the last one filled up with zeros."""
    count = -(-len(rows) // _ROWS)
    blocks = np.zeros((count * _ROWS, rows.shape[1]), dtype=np.float32)
    blocks[: len(rows)] = rows
    return blocks.reshape(count, _ROWS, -1)


@cache
def network(name: str) -> Network:
    """Return a network that is shipped.

    Parameters
    ----------
    name : str
        ``contact``, ``strain``, or the likely error of either: ``contact_doubt``,
        ``strain_doubt``.
    """
    kept = stored_arrays(_FILE)
    return Network.of({part: kept[f"{name}_{part}"] for part in _parts()})
