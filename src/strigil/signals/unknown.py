"""What the channels do not allow to know, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from strigil.signals.stroke_setup import ChannelPlan

__all__ = ["NotComputable", "not_computable_of"]


@dataclass(frozen=True, slots=True)
class NotComputable:
    """Something that these channels do not allow to know, and why."""

    what: str
    because: str


def not_computable_of(plan: ChannelPlan, *, band: bool) -> Iterator[NotComputable]:
    """Yield what a stroke's measures lack with these channels.

    Parameters
    ----------
    plan : ChannelPlan
        Which channels there are.
    band : bool
        Whether a band of force was given.
    """
    if not plan.place:
        because = "no position channels; acceleration alone is not integrated here"
        yield NotComputable("length", because)
        yield NotComputable("speed", because)
        if not (plan.signed and plan.shear):
            because = "neither position nor shear force along known axes"
            yield NotComputable("direction", because)
        if not plan.shear:
            because = (
                "neither position nor shear force shows where the edge turns; a "
                "contact counts as one stroke"
            )
            yield NotComputable("strokes_without_lift", because)
    if not plan.shear:
        because = "no force along the skin was recorded"
        yield NotComputable("shear", because)
    if not (plan.shear and plan.place):
        because = "work needs both the shear force and the way"
        yield NotComputable("work", because)
    if not band:
        yield NotComputable("time_in_band", "no band of force was given")
    if not plan.lanes[-1]:
        because = (
            "no treatment_angle channel, and the skin's direction is not known; with a "
            "motion sensor, a touch with the flat tool tells it (--flat-touch)"
        )
        yield NotComputable("angle", because)
