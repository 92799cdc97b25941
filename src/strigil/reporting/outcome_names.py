"""The names of the two lines of a forecast, beside the frame or inside it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from strigil.reporting.drawing import text
from strigil.reporting.frame import EndLabel, Frame, end_labels, halo
from strigil.reporting.placing import Box, box_of

if TYPE_CHECKING:
    from strigil.biology import QuantityCourse

__all__ = ["InsideName", "names_inside", "names_outside"]


@dataclass(frozen=True, slots=True)
class InsideName:
    """The name of a line at its end, inside the frame [px]."""

    x: float
    y: float
    words: str
    fill: str

    @property
    def box(self) -> Box:
        """The room it takes."""
        return box_of(self.x, self.y, self.words, anchor="end", size=12.0)

    def drawn(self) -> str:
        """Return it as SVG."""
        said = {"anchor": "end", "fill": self.fill}
        return text(self.x, self.y, self.words, **said, **halo("surface"))


def names_outside(frame: Frame, course: "QuantityCourse | None") -> list[str]:
    """Return the names right of the frame, led to the ends of their lines."""
    if course is None:
        return []
    with_it = EndLabel(frame.y(float(course.median[-1])), "with IASTM", "series")
    end = frame.y(float(course.without.median[-1]))
    return end_labels(
        frame, [with_it, EndLabel(end, "same care without IASTM", "muted")]
    )


def names_inside(frame: Frame, course: "QuantityCourse | None") -> list[InsideName]:
    """Return the names at the lines' ends, above the upper and below the lower."""
    if course is None:
        return []
    with_it, without = float(course.median[-1]), float(course.without.median[-1])
    over, under = (-8.0, 16.0) if with_it >= without else (16.0, -8.0)
    named = (
        (with_it, over, "with IASTM", "series"),
        (without, under, "same care without", "muted"),
    )
    ends = (frame.top + 12, frame.foot - 4)
    return [
        InsideName(
            frame.right - 4,
            min(max(frame.y(value) + away, ends[0]), ends[1]),
            words,
            fill,
        )
        for value, away, words, fill in named
    ]
