"""Direction of the way of the edge."""

from collections.abc import Sequence
from math import atan2, hypot

from strigil.signals.numbers import number

__all__ = ["direction_of"]


def direction_of(shift: Sequence[float]) -> float | None:
    """Return the direction of a shift [m] in the x-y plane from +x [rad].

    None when the shift leaves that plane too much to have a direction in it.

    Examples
    --------
    >>> round(direction_of([0.0, 0.1, 0.0]), 3)
    1.571
    """
    x, y, z = shift
    size, flat = hypot(x, y, z), hypot(x, y)
    if not size > 0.0 or flat < number("strokes", "planar_share") * size:
        return None
    return atan2(y, x)
