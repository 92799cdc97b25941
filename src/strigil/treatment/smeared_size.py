"""The size of a place that differs, with an interval that holds the true one."""

import math

from strigil.catalogue import sourced_tables
from strigil.intervals import Interval

__all__ = ["with_smear"]


def with_smear(size: Interval) -> Interval:
    """Widen a height by what all strokes share: smear, shape, and having been found.

    Parameters
    ----------
    size : Interval
        Logarithm of the change, with the scatter between strokes [1].

    Returns
    -------
    Interval
        The same height, 90 % interval of the true one in the middle of the place [1].

    Notes
    -----
    Scatter between strokes knows nothing of these; without them intervals of the same
    place in several recordings excluded each other. Shares and how often the interval
    holds the truth are in docs/models/stiffness-scan.md.

    Examples
    --------
    >>> found = with_smear(Interval(0.40, 0.39, 0.41))
    >>> round(found.low, 2), round(found.high, 2)
    (0.34, 0.54)
    """
    numbers = sourced_tables("stiffness_scan.toml")["scan"]
    value = size.value
    shares = [numbers[name].value * abs(value) for name in ("read_high", "read_low")]
    nearer, further = shares if value > 0 else reversed(shares)
    return Interval(
        value,
        value - math.hypot(value - size.low, nearer),
        value + math.hypot(size.high - value, further),
    )
