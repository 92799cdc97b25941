"""Which channels the pass over samples uses, and its settings and first memory."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter

from strigil.catalogue import limit
from strigil.errors import InvalidValueError
from strigil.signals.numbers import number
from strigil.signals.stroke_state import KEPT, MEMORY, SETUP

__all__ = ["LANES", "ChannelPlan", "memory_of", "plan_of", "setup_of"]

FloatArray = NDArray[np.float64]
Record = NDArray[np.void]

LANES = 8  # time, force x 3, position x 3, treatment angle
_MEDIAN_OF = KEPT // 2  # samples of a smoothed block tell its median as all do
_PLACE = ("position_x", "position_y", "position_z")


@dataclass(frozen=True, slots=True)
class ChannelPlan:
    """What each lane of the pass over samples holds.

    Attributes
    ----------
    lanes : tuple[str, ...]
        Channel of each lane; empty where there is none.
    needed : int
        Force lanes without which a sample is missing [1].
    signed : bool
        Whether pressing is positive in the first force lane, the normal force.
    """

    lanes: tuple[str, ...]
    needed: int
    signed: bool

    @property
    def forces(self) -> tuple[str, ...]:
        """The force channels that are used."""
        return tuple(name for name in self.lanes[1:4] if name)

    @property
    def shear(self) -> bool:
        """Whether the forces tell shear, once the normal is known."""
        return bool(self.lanes[3])

    @property
    def place(self) -> bool:
        """Whether positions were recorded."""
        return bool(self.lanes[4])

    @property
    def turns(self) -> int:
        """What tells where the edge turns: 2 position, 1 shear, 0 nothing."""
        return 2 if self.place else int(self.shear)


def plan_of(channels: Collection[str]) -> ChannelPlan | None:
    """Choose the channels of the pass; None without a force.

    Examples
    --------
    >>> plan_of(["force_normal", "position_x"]).forces
    ('force_normal',)
    """
    signed = "force_normal" in channels
    axes = [f"force_{axis}" for axis in "xyz" if f"force_{axis}" in channels]
    if signed:
        pair = ["force_x", "force_y"]
        forces = ["force_normal", *(pair if set(pair) <= set(channels) else [])]
    else:
        forces = axes
    if not forces:
        return None
    place = _PLACE if set(_PLACE) <= set(channels) else ("",) * 3
    angle = "treatment_angle" if "treatment_angle" in channels else ""
    lanes = ("time", *forces, *[""] * (3 - len(forces)), *place, angle)
    return ChannelPlan(lanes, 1 if signed else len(forces), signed)


def setup_of(
    plan: ChannelPlan,
    step: float,
    *,
    adapt: bool,
    band: tuple[float, float] | None = None,
    usual: FloatArray | None = None,
) -> Record:
    """Settle the pass over samples.

    Parameters
    ----------
    plan : ChannelPlan
        What the lanes hold.
    step : float
        Usual time between two samples [s].
    adapt : bool
        Whether rest, direction and levels are learnt on the way.
    band : tuple[float, float], optional
        Normal force from and to which it is as meant [N].
    usual : ndarray, optional
        Usual value of each force lane [N].

    Returns
    -------
    ndarray of one record
        The settings [SI].

    Raises
    ------
    InvalidValueError
        When the samples lie too close for any clock.
    """
    if step < np.finfo(np.float64).eps:  # of one second: no clock tells them apart
        message = f"The samples lie {step:g} s apart. Is the unit of the time right?"
        raise InvalidValueError(message)
    told = np.zeros(1, dtype=SETUP)
    block = max(1, round(number("contact", "block") / step))
    low, high = (np.nan, np.nan) if band is None else band
    gap = max(number("contact", "merge_gap"), number("quality", "gap_factor") * step)
    for name, value in {
        "wrong": [7 if k < plan.needed else 6 for k in range(3)],
        "lanes": len(plan.forces),
        "signed": plan.signed,
        "shear": plan.shear,
        "place": plan.place,
        "turns": plan.turns,
        "adapt": adapt,
        "low_pass": _low_pass(1.0 / step),
        "step": step,
        "gap": gap,
        "bridge": number("contact", "merge_gap"),
        "shortest": number("contact", "minimum_duration"),
        "block": block,
        "stride": max(1, block // _MEDIAN_OF),
        "motion": max(1, round(number("strokes", "motion_step") / step)),
        "band": (low, high),
        "most": limit("max_plausible_force"),
        "usual": np.full(3, np.nan) if usual is None else usual,
        "smallest": limit("smallest_force"),
        **_of_strokes(),
        **_of_learning(block * step),
    }.items():
        told[name] = value
    return told


def _low_pass(rate: float) -> list[float]:
    cutoff = min(number("filter", "cutoff"), 0.4 * rate)
    b, a = butter(2, cutoff, fs=rate)
    return [*b, *a[1:]]


def _of_strokes() -> dict[str, float]:
    return {
        "burst_gap": number("strokes", "burst_gap"),
        "excursion": number("strokes", "minimum_excursion"),
        "hysteresis": number("strokes", "shear_hysteresis"),
        "dip": number("strokes", "press_dip"),
        "friction": number("strokes", "smallest_friction"),
        "clipped_run": number("quality", "clipped_run"),
    }


def _of_learning(block: float) -> dict[str, float]:
    """Turn times into parts of the way, for blocks of so many seconds."""

    def part(name: str) -> float:
        return float(-np.expm1(-block / number("live", name)))

    return {
        "settling": max(2, round(number("live", "settling") / block)),
        "seated": max(2, round(number("live", "seated") / block)),
        "up": part("rest_up"),
        "down": part("rest_down"),
        "spread": part("noise_time"),
        "forget": 2.0 ** (block / number("live", "memory")),
        "still": number("live", "still"),
        "carried": number("live", "carried"),
        "noise_multiple": number("contact", "noise_multiple"),
        "level_fraction": number("contact", "level_fraction"),
        "off_ratio": number("contact", "off_ratio"),
        "separation": number("contact", "separation"),
        "coherence": number("contact", "coherence"),
        "alignment": number("contact", "axis_alignment"),
        "aligned": number("contact", "aligned"),
    }


def memory_of(plan: ChannelPlan) -> Record:
    """Return a memory that has seen nothing yet."""
    blank = np.zeros(1, dtype=MEMORY)
    normal = [1.0, 0.0, 0.0] if plan.signed else [np.nan] * 3
    blank["filter"]["beyond_at"] = -np.inf
    used = np.arange(3) < len(plan.forces)  # the others are zero, within their bounds
    blank["filter"]["high"] = np.where(used, -np.inf, np.inf)
    blank["filter"]["low"] = np.where(used, np.inf, -np.inf)
    for stage in ("levels", "press"):
        blank[stage]["on"] = blank[stage]["off"] = np.inf
        blank[stage]["noise"] = np.nan if stage == "press" else 0.0
        blank[stage]["direction"] = normal
    blank["levels"]["tells"] = plan.signed
    blank["levels"]["touched"] = -np.inf
    blank["levels"]["weight"] = 1.0
    blank["levels"]["split"] = blank["levels"]["lowest"] = np.inf
    strokes = blank["strokes"]
    for name in ("place", "anchor", "furthest", "before", "slide", "noise"):
        strokes[name] = np.nan
    strokes["last_tier"], strokes["ended"] = -1, -np.inf
    return blank
