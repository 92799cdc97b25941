"""Where pain begins: contact pressure against a drawn pressure-pain threshold."""

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import sourced_tables
from strigil.intervals import Interval, interval_of
from strigil.mechanics.prior_samples import PriorSamples

__all__ = ["discomfort_of"]

Array = NDArray[np.float64]

# What is drawn of the person has another seed than the site.
_PERSON = 104729


def discomfort_of(mean_pressure: Array, *, seed: int) -> Interval:
    """Return mean pressure over the threshold of the person who is pressed.

    Parameters
    ----------
    mean_pressure : ndarray
        Contact pressure of each draw [Pa].
    seed : int
        Seed of the site's draws; the person's come from a source of their own, so that
        the site stays what it was, and every edge and hand meets the same people.

    Returns
    -------
    Interval
        1 is where pain begins [1].
    """
    pain = sourced_tables("discomfort.toml")["pressure_pain"]["threshold"]
    people = PriorSamples(mean_pressure.size, seed + _PERSON)
    return interval_of(mean_pressure / people.normal(pain))
