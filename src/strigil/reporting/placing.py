"""Where words may stand in a drawing without lying on anything else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = ["Box", "box_of", "freest"]

Anchor = Literal["start", "middle", "end"]
_WIDE = 0.56  # width of a letter of the chart's face, as a share of its size
_SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle [px]; y grows downwards."""

    left: float
    top: float
    right: float
    foot: float

    def shared(self, other: "Box") -> float:
        """Return the area that two boxes have in common [px²]."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.foot, other.foot) - max(self.top, other.top)
        return max(across, 0.0) * max(down, 0.0)

    def within(self, other: "Box") -> bool:
        """Whether it lies inside another box."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.foot <= other.foot


def box_of(
    x: float, y: float, words: str, *, anchor: Anchor = "start", size: float = 13.0
) -> Box:
    """Return about the room that words take.

    Parameters
    ----------
    x, y : float
        Where they are anchored, on their base line [px].
    words : str
        The words.
    anchor : str
        Which end of them stands at x.
    size : float
        Of the letters [px].
    """
    width = _WIDE * size * len(words)
    left = x - _SHARE[anchor] * width
    return Box(left, y - 0.8 * size, left + width, y + 0.25 * size)


def freest(places: Sequence[Box], taken: Sequence[Box], inside: Box) -> int:
    """Return the index of the place that covers least; of equals the first.

    A place that leaves the drawing counts as covering its whole own room.
    """

    def covered(place: Box) -> float:
        outside = 0.0 if place.within(inside) else place.shared(place)
        return outside + sum(place.shared(other) for other in taken)

    return min(range(len(places)), key=lambda i: covered(places[i]))
