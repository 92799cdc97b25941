"""What calibration left of the priors: joint draws of all parameters, from a file.

``data/response_posterior.npz`` holds, for each part of the model, the symbols and one
row of standard normal coordinates for each kept particle: a parameter is its prior
median times exp(sd times coordinate). A symbol that the file does not know keeps its
prior, so that a model may gain a parameter before it is calibrated again.
"""

from collections.abc import Sequence

import numpy as np

from strigil.biology.model import Array
from strigil.catalogue import stored_arrays

__all__ = ["POSTERIOR", "calibrated_normals"]

POSTERIOR = "response_posterior.npz"
# Which particle a subject is; apart from all other draws.
_CHOICE_STREAM = 4


def calibrated_normals(
    part: str, symbols: Sequence[str], normals: Array, *, seed: int
) -> Array:
    """Return standard coordinates from the posterior where it knows the symbol.

    Parameters
    ----------
    part : str
        ``weeks`` or ``soon``.
    symbols : sequence of str
        Of the rows.
    normals : array, shape (symbols, samples)
        Draws from the prior, kept for symbols that were not calibrated [1].
    seed : int
        The same seed chooses the same particles, in both parts of the model [1].
    """
    stored = stored_arrays(POSTERIOR)
    particles = np.asarray(stored[part], dtype=float)
    rng = np.random.default_rng([seed, _CHOICE_STREAM])
    chosen = rng.integers(len(particles), size=normals.shape[1])
    found = np.array(normals)
    rows = {str(name): i for i, name in enumerate(stored[f"{part}_symbols"])}
    for i, symbol in enumerate(symbols):
        if symbol in rows:
            found[i] = particles[chosen, rows[symbol]]
    return found
