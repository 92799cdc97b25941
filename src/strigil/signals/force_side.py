"""On which side of rest pressing reads: a sensor may sit the wrong way round."""

import numpy as np
from numpy.typing import NDArray

from strigil.signals.contact import split_level
from strigil.signals.numbers import number

__all__ = ["reads_negative", "rest_of_unaligned"]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


def reads_negative(blocks: FloatArray, step: float) -> bool:
    """Say whether a normal force reads less when the edge presses.

    Parameters
    ----------
    blocks : ndarray
        Median of the normal force in each block [N].
    step : float
        How long a block lasts [s].

    Returns
    -------
    bool
        True when the recording begins and ends in the upper of its two classes of
        force, and that class scatters far less or lies far nearer to zero from below: a
        tool that is in the air does, one that presses does not. By itself neither cue
        says anything, for a session may begin and end in contact.

    Examples
    --------
    >>> press = 6.0 * np.clip(np.sin(np.arange(400) / 10.0), 0.0, None)
    >>> press[:40] = press[-40:] = 0.0
    >>> reads_negative(press, 0.05), reads_negative(-press, 0.05)
    (False, True)
    """
    some = max(1, round(2 * number("contact", "minimum_duration") / step))
    if blocks.size < 4 * some:
        return False
    split = split_level(blocks)
    upper = blocks > split
    if min(upper[:some].mean(), upper[-some:].mean()) <= 0.5 or upper.all():
        return False
    share, column = number("contact", "side"), blocks[:, None]
    high, low = float(np.median(blocks[upper])), float(np.median(blocks[~upper]))
    quiet = _scatter(column[upper]) < share * _scatter(column[~upper])
    return quiet or (low < 0.0 and abs(high) < share * abs(low))


def rest_of_unaligned(columns: FloatArray, step: float) -> BoolArray:
    """Tell rest from contact without knowing axis, sign or zero of the force.

    Parameters
    ----------
    columns : ndarray
        Median of three forces in each block, as columns [N].
    step : float
        How long a block lasts [s].

    Returns
    -------
    ndarray of bool
        The class in which the recording begins and ends; where these differ, the one
        that scatters less.
    """
    centred = columns - np.median(columns, axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    along = centred @ axes[:, -1]
    high = along > split_level(along)
    some = max(1, round(2 * number("contact", "minimum_duration") / step))
    begins, ends = high[:some].mean() > 0.5, high[-some:].mean() > 0.5
    if begins == ends:
        rest = np.asarray(high == begins)
    else:
        scatter = [_scatter(columns[~high]), _scatter(columns[high])]
        rest = np.asarray(high == (scatter[1] < scatter[0]))
    return rest if rest.any() else ~rest


def _scatter(cloud: FloatArray) -> float:
    if len(cloud) < 2:
        return np.inf
    middle = np.median(cloud, axis=0)
    return float(np.median(np.linalg.norm(cloud - middle, axis=1)))
